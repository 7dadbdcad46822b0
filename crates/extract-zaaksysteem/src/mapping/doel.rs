//! The section of an entity: its columns, its fixed values and the rows that feed it.

use domain::zaaksysteem::{Entiteit, Veld, Veldsoort, Veldwaarde};
use domain::{Productcategorie, Wet};
use toml::Value;

use super::naam::raad;
use super::sectie::{Sectie, teksten};
use super::wijze::{Basis, lees_dag};
use super::{Alleen, Bestemming, Doel, Kolom, MappingFout, kolom};
use crate::waarde::{self, Kolomregels};

/// Reads the section of `entiteit` and puts its columns in `kolommen`; `None` when there is no such section.
pub(super) fn lees(
    wortel: &Sectie<'_>,
    entiteit: Entiteit,
    doel: usize,
    basis: &Basis,
    kolommen: &mut Vec<Kolom>,
) -> Result<Option<Doel>, MappingFout> {
    let Some(sectie) = wortel.sectie(entiteit.naam(), &["velden", "vast", "alleen"])? else {
        return Ok(None);
    };
    let vast = vaste_waarden(&sectie, entiteit, basis)?;
    let eerste = kolommen.len();
    let velden = sectie.tabel("velden")?.cloned().unwrap_or_default();
    let pad = sectie.pad("velden");
    for (naam, waarde) in &velden {
        let (plek, veld) = veld(&pad, entiteit, naam)?;
        if vast.iter().any(|(ander, _)| *ander == plek) {
            return Err(MappingFout::Dubbel { pad: format!("{pad}.{naam}").into() });
        }
        let bestemming = Bestemming::Veld { doel, plek };
        kolommen.push(kolom::lees(&pad, waarde, entiteit, veld, bestemming, basis)?);
    }
    let is_gevoed = |plek: usize| {
        let mut eigen = kolommen.iter().skip(eerste).map(|kolom| kolom.bestemming);
        vast.iter().any(|(ander, _)| *ander == plek)
            || eigen.any(|bestemming| bestemming == Bestemming::Veld { doel, plek })
    };
    let mut nodig = entiteit.velden().iter().enumerate().filter(|(_, veld)| veld.is_verplicht);
    if let Some((_, veld)) = nodig.find(|(plek, _)| !is_gevoed(*plek)) {
        return Err(MappingFout::Ontbreekt { entiteit: entiteit.naam(), veld: veld.naam });
    }
    Ok(Some(Doel { entiteit, vast, alleen: alleen(&sectie)? }))
}

fn veld(pad: &str, entiteit: Entiteit, naam: &str) -> Result<(usize, &'static Veld), MappingFout> {
    entiteit.veld(naam).ok_or_else(|| MappingFout::Veld {
        pad: format!("{pad}.{naam}").into(),
        entiteit: entiteit.naam(),
        raad: raad(naam, entiteit.velden().iter().map(|veld| veld.naam)),
    })
}

fn alleen(sectie: &Sectie<'_>) -> Result<Option<Alleen>, MappingFout> {
    let Some(alleen) = sectie.sectie("alleen", &["kolom", "is"])? else { return Ok(None) };
    let koppen = kolom::koppen(&alleen, "kolom")?;
    let is = alleen.teksten("is")?.filter(|woorden| !woorden.is_empty());
    let is = is.ok_or_else(|| alleen.fout("is", "the words of the rows that feed this entity"))?;
    Ok(Some(Alleen { koppen, is: is.into_iter().map(|woord| Box::from(woord.trim())).collect() }))
}

fn vaste_waarden(
    sectie: &Sectie<'_>,
    entiteit: Entiteit,
    basis: &Basis,
) -> Result<Vec<(usize, Veldwaarde)>, MappingFout> {
    let Some(tabel) = sectie.tabel("vast")? else { return Ok(Vec::new()) };
    let pad = sectie.pad("vast");
    let regels = Kolomregels::van(&basis.wijze);
    let mut vast = Vec::new();
    for (naam, waarde) in tabel {
        let (plek, veld) = veld(&pad, entiteit, naam)?;
        let gelezen = vaste_waarde(veld.soort, waarde, &regels);
        let gelezen = gelezen.ok_or_else(|| MappingFout::Waarde {
            pad: format!("{pad}.{naam}").into(),
            verwacht: "a value of the kind of this field, written as in a file; a person has none"
                .into(),
        })?;
        vast.push((plek, gelezen));
    }
    let tekst = |naam: &str| {
        let plek = entiteit.veld(naam)?.0;
        vast.iter().find_map(|(ander, waarde)| match waarde {
            Veldwaarde::Tekst(text) if *ander == plek => Some(&**text),
            _ => None,
        })
    };
    let wet = tekst("wet").and_then(|wet| wet.parse::<Wet>().ok());
    for naam in ["productcategorie", "opvolger_productcategorie"] {
        if let (Some(wet), Some(code)) = (wet, tekst(naam))
            && Productcategorie::parse(wet, code).is_err()
        {
            let verwacht = format!("a product category that {wet} has");
            return Err(MappingFout::Waarde {
                pad: format!("{pad}.{naam}").into(),
                verwacht: verwacht.into(),
            });
        }
    }
    Ok(vast)
}

fn vaste_waarde(soort: Veldsoort, waarde: &Value, regels: &Kolomregels) -> Option<Veldwaarde> {
    match (soort, waarde) {
        (Veldsoort::Lijst, waarde) => {
            let labels = teksten(waarde)?;
            let goed = |label: &&str| {
                !label.trim().is_empty()
                    && waarde::code::tekst(label, waarde::code::TEKST_MAX).is_ok()
            };
            let alle = labels.iter().all(goed);
            alle.then(|| {
                Veldwaarde::Lijst(labels.into_iter().map(|een| Box::from(een.trim())).collect())
            })
        }
        (Veldsoort::Datum, Value::Datetime(_)) => lees_dag(waarde).map(Veldwaarde::Datum),
        (Veldsoort::JaNee, Value::Boolean(is_ja)) => Some(Veldwaarde::JaNee(*is_ja)),
        // Of an amount it would not be clear whether it counts euros or cents.
        (Veldsoort::Eurocent, Value::Integer(_)) => None,
        (_, Value::Integer(getal)) => tekstwaarde(soort, &getal.to_string(), regels),
        (_, Value::String(text)) => tekstwaarde(soort, text, regels),
        _ => None,
    }
}

fn tekstwaarde(soort: Veldsoort, text: &str, regels: &Kolomregels) -> Option<Veldwaarde> {
    let text = text.trim();
    let gelezen =
        (!text.is_empty()).then(|| waarde::veldwaarde(soort, text, regels, &mut Vec::new()));
    gelezen?.ok().filter(|waarde| !waarde.is_leeg())
}
