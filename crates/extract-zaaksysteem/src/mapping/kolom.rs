//! A column: of a field, or one that is only checked.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::zaaksysteem::{Entiteit, Veld, Veldsoort};
use toml::{Table, Value};

use super::naam::raad;
use super::sectie::{Sectie, teksten};
use super::wijze::{self, Basis};
use super::{Bestemming, Doel, Kolom, MappingFout, Periodetoets};
use crate::bewerking::{self, Bewerking};
use crate::waarde::{
    Als, BsnInTekst, Exponent, Kolomregels, Lijstgebruik, Schrijfwijze, Soort, Splitsing, code,
};

/// Keys of a column of a field, beside those of [`wijze::SLEUTELS`].
const VELD: [&str; 12] = [
    "kop",
    "bewerking",
    "als",
    "splits",
    "haken",
    "lijst",
    "lijst_op",
    "verplicht",
    "optioneel",
    "bsn_mag",
    "bsn_in_tekst",
    "wetenschappelijk",
];

/// Keys of a column that is only checked, beside those of [`wijze::SLEUTELS`].
const CONTROLE: [&str; 8] =
    ["kop", "soort", "verplicht", "optioneel", "bewerking", "wetenschappelijk", "begin", "eind"];

impl Kolomregels {
    /// The rules of a column of which nothing more is said.
    pub(super) fn van(wijze: &Arc<Schrijfwijze>) -> Self {
        Self {
            wijze: Arc::clone(wijze),
            bewerkingen: Vec::new(),
            lijst: None,
            splitsing: Splitsing::Geen,
            als: None,
            exponent: Exponent::MagNiet,
            bsn_mag: false,
            bsn_in_tekst: BsnInTekst::Melden,
        }
    }
}

/// Names of headers under a key: at least one, none blank.
pub(super) fn koppen(sectie: &Sectie<'_>, sleutel: &str) -> Result<Vec<Box<str>>, MappingFout> {
    let namen = sectie.teksten(sleutel)?.filter(|namen| is_koppen(namen));
    let namen = namen.ok_or_else(|| sectie.fout(sleutel, KOPPEN))?;
    Ok(namen.into_iter().map(Box::from).collect())
}

const KOPPEN: &str = "the name of a column, or several as [\"Zaaknummer\", \"Zaak-ID\"]";

fn is_koppen(namen: &[&str]) -> bool {
    !namen.is_empty() && namen.iter().all(|naam| !naam.trim().is_empty())
}

/// Reads the column of a field: a name, several, or a table that tells more.
pub(super) fn lees(
    pad: &str,
    waarde: &Value,
    entiteit: Entiteit,
    veld: &'static Veld,
    bestemming: Bestemming,
    basis: &Basis,
) -> Result<Kolom, MappingFout> {
    let pad = format!("{pad}.{}", veld.naam);
    let kort = Table::from_iter([("kop".to_owned(), waarde.clone())]);
    let tabel = match waarde {
        Value::Table(tabel) => tabel,
        _ if teksten(waarde).is_some_and(|namen| is_koppen(&namen)) => &kort,
        _ => return Err(MappingFout::Waarde { pad: pad.into(), verwacht: KOPPEN.into() }),
    };
    let bekend: Vec<&str> = VELD.into_iter().chain(wijze::SLEUTELS).collect();
    let sectie = Sectie::new(&pad, tabel, &bekend)?;
    let koppen = koppen(&sectie, "kop")?;
    let (verplicht, optioneel) = (sectie.ja_nee("verplicht")?, sectie.ja_nee("optioneel")?);
    if verplicht && optioneel {
        return Err(sectie.fout("optioneel", "either `verplicht` or `optioneel`"));
    }
    let mut regels = regels(&sectie, basis, veld.soort)?;
    regels.lijst = lijst(&sectie, entiteit, veld.soort, basis)?;
    regels.splitsing = splitsing(&sectie, veld.soort)?;
    regels.als = als(&sectie, veld.soort)?;
    regels.bsn_mag = sectie.ja_nee("bsn_mag")?;
    regels.bsn_in_tekst = bsn_in_tekst(&sectie, veld.soort)?;
    Ok(Kolom {
        naam: veld.naam.into(),
        koppen,
        soort: Soort::Veld(veld.soort),
        bestemming,
        verplicht: verplicht || veld.is_verplicht && !optioneel,
        optioneel,
        regels,
    })
}

/// What a column of a field and one that is only checked have in common.
fn regels(
    sectie: &Sectie<'_>,
    basis: &Basis,
    soort: Veldsoort,
) -> Result<Kolomregels, MappingFout> {
    let mut regels = Kolomregels::van(&wijze::lees(sectie, &basis.wijze)?);
    for text in sectie.teksten("bewerking")?.unwrap_or_default() {
        let bewerking = Bewerking::lees(text);
        regels.bewerkingen.push(bewerking.ok_or_else(|| {
            let raad = raad(text, bewerking::NAMEN.iter().copied());
            sectie.fout("bewerking", format!("operations that there are; {raad}"))
        })?);
    }
    if sectie.ja_nee("wetenschappelijk")? {
        let is_getal =
            matches!(soort, Veldsoort::Geheel | Veldsoort::Eurocent | Veldsoort::Decimaal);
        if !is_getal {
            return Err(sectie.fout("wetenschappelijk", "it only for a number"));
        }
        regels.exponent = Exponent::Mag;
    }
    Ok(regels)
}

fn als(sectie: &Sectie<'_>, soort: Veldsoort) -> Result<Option<Als>, MappingFout> {
    let is_client = soort == Veldsoort::Client;
    match sectie.tekst("als")? {
        Some("bsn") if is_client => Ok(Some(Als::Bsn)),
        Some("nummer") if is_client => Ok(Some(Als::Nummer)),
        None if !is_client => Ok(None),
        _ if is_client => {
            Err(sectie.fout("als", "\"bsn\", or \"nummer\" for a number of the source itself"))
        }
        _ => Err(sectie.fout("als", "it only for a person")),
    }
}

fn bsn_in_tekst(sectie: &Sectie<'_>, soort: Veldsoort) -> Result<BsnInTekst, MappingFout> {
    let keuze = match sectie.tekst("bsn_in_tekst")? {
        None => return Ok(BsnInTekst::Melden),
        Some("melden") => BsnInTekst::Melden,
        Some("weigeren") => BsnInTekst::Weigeren,
        Some("wissen") => BsnInTekst::Wissen,
        Some(_) => {
            return Err(sectie.fout("bsn_in_tekst", "\"melden\", \"weigeren\" or \"wissen\""));
        }
    };
    if !matches!(soort, Veldsoort::Tekst | Veldsoort::Lijst) {
        return Err(sectie.fout("bsn_in_tekst", "it only for a text"));
    }
    if sectie.ja_nee("bsn_mag")? {
        return Err(sectie.fout("bsn_in_tekst", "either `bsn_in_tekst` or `bsn_mag`"));
    }
    Ok(keuze)
}

fn splitsing(sectie: &Sectie<'_>, soort: Veldsoort) -> Result<Splitsing, MappingFout> {
    let (splits, haken) = (sectie.tekst("splits")?, sectie.ja_nee("haken")?);
    let sleutel = if haken { "haken" } else { "splits" };
    if soort != Veldsoort::Lijst && (haken || splits.is_some()) {
        return Err(sectie.fout(sleutel, "it only for a field of several labels"));
    }
    match splits {
        Some("") => Err(sectie.fout("splits", "what stands between the labels, such as \"|\"")),
        Some(teken) if haken => Ok(Splitsing::Haken(teken.into())),
        Some(teken) => Ok(Splitsing::Teken(teken.into())),
        None if haken => Ok(Splitsing::Haken(",".into())),
        None => Ok(Splitsing::Geen),
    }
}

fn lijst(
    sectie: &Sectie<'_>,
    entiteit: Entiteit,
    soort: Veldsoort,
    basis: &Basis,
) -> Result<Option<Lijstgebruik>, MappingFout> {
    let op = sectie.tekst("lijst_op")?;
    let Some(naam) = sectie.tekst("lijst")? else {
        return match op {
            Some(_) => Err(sectie.fout("lijst_op", "a `lijst` beside it")),
            None => Ok(None),
        };
    };
    let lijst = basis.lijst(sectie, naam)?;
    if let Some(fout) = lijst.doelen().find(|wordt| !wordt.is_empty() && !past(soort, wordt)) {
        let woorden = format!("a value list of values that this field may have; `{fout}` is none");
        return Err(sectie.fout("lijst", woorden));
    }
    let plek = |naam: &str| {
        let veld = entiteit.veld(naam).filter(|(_, veld)| veld.soort == Veldsoort::Datum);
        veld.map(|(plek, _)| plek)
            .ok_or_else(|| sectie.fout("lijst_op", "a field of this entity that holds a day"))
    };
    Ok(Some(Lijstgebruik { lijst, op: op.map(plek).transpose()? }))
}

/// Whether a field of this kind may hold the word; only lists that are closed can tell.
fn past(soort: Veldsoort, wordt: &str) -> bool {
    let oordeel = match soort {
        Veldsoort::Wet => code::wet(wordt),
        Veldsoort::Gemeente => code::gemeente(wordt),
        Veldsoort::Eenheid => code::eenheid(wordt),
        Veldsoort::Frequentie => code::frequentie(wordt),
        Veldsoort::Geslacht => code::geslacht(wordt),
        Veldsoort::Agb => code::agb(wordt),
        Veldsoort::Productcategorie => code::productcategorie(wordt),
        Veldsoort::Productcode => code::productcode(wordt),
        Veldsoort::Tekst | Veldsoort::Lijst => code::tekst(wordt, code::TEKST_MAX),
        _ => Ok(()),
    };
    oordeel.is_ok()
}

/// Puts the entity in front of the names that several entities feed.
pub(super) fn maak_namen_eigen(doelen: &[Doel], kolommen: &mut [Kolom]) {
    let mut aantallen: BTreeMap<Box<str>, usize> = BTreeMap::new();
    for kolom in kolommen.iter() {
        *aantallen.entry(kolom.naam.clone()).or_default() += 1;
    }
    for kolom in kolommen {
        if let Bestemming::Veld { doel, .. } = kolom.bestemming
            && aantallen.get(&kolom.naam).is_some_and(|aantal| *aantal > 1)
            && let Some(doel) = doelen.get(doel)
        {
            kolom.naam = format!("{}.{}", doel.entiteit, kolom.naam).into();
        }
    }
}

/// `[controle]`: columns that are only checked, and periods.
pub(super) fn controles(
    wortel: &Sectie<'_>,
    basis: &Basis,
    doelen: &[Doel],
    kolommen: &mut Vec<Kolom>,
) -> Result<Vec<Periodetoets>, MappingFout> {
    let Some(tabel) = wortel.tabel("controle")? else { return Ok(Vec::new()) };
    let bekend: Vec<&str> = CONTROLE.into_iter().chain(wijze::SLEUTELS).collect();
    let namen: Vec<&str> = tabel.keys().map(String::as_str).collect();
    let alle = Sectie::new("controle", tabel, &namen)?;
    let mut perioden = Vec::new();
    for naam in &namen {
        let Some(sectie) = alle.sectie(naam, &bekend)? else { continue };
        if sectie.heeft("begin") || sectie.heeft("eind") {
            perioden.push((*naam, sectie));
        } else {
            kolommen.push(controle(naam, &sectie, basis)?);
        }
    }
    let toets = |(naam, sectie): (&str, Sectie<'_>)| {
        let kolom = |sleutel: &str| {
            let gezocht = sectie.tekst(sleutel)?.unwrap_or_default();
            let vindt = |kolom: &Kolom| is_kolom(kolom, gezocht, doelen);
            kolommen.iter().position(vindt).ok_or_else(|| {
                sectie.fout(
                    sleutel,
                    "the name of a field or a `controle` that holds a day and has a column",
                )
            })
        };
        Ok(Periodetoets { naam: naam.into(), begin: kolom("begin")?, eind: kolom("eind")? })
    };
    perioden.into_iter().map(toets).collect()
}

/// Whether a column of days is meant by this name, with or without its entity.
fn is_kolom(kolom: &Kolom, gezocht: &str, doelen: &[Doel]) -> bool {
    let met_entiteit = match kolom.bestemming {
        Bestemming::Veld { doel, .. } => doelen.get(doel).is_some_and(|doel| {
            gezocht.split_once('.').is_some_and(|(entiteit, veld)| {
                entiteit == doel.entiteit.naam() && veld == &*kolom.naam
            })
        }),
        Bestemming::Controle => false,
    };
    kolom.soort == Soort::Veld(Veldsoort::Datum) && (met_entiteit || &*kolom.naam == gezocht)
}

fn controle(naam: &str, sectie: &Sectie<'_>, basis: &Basis) -> Result<Kolom, MappingFout> {
    let verwacht = "datum, geheel, bedrag, tekst:N, bsn, gemeente or ja_nee";
    let gewenst = sectie.tekst("soort")?.unwrap_or_default();
    let soort = match gewenst {
        "datum" => Soort::Veld(Veldsoort::Datum),
        "geheel" => Soort::Veld(Veldsoort::Geheel),
        "bedrag" => Soort::Veld(Veldsoort::Eurocent),
        "gemeente" => Soort::Veld(Veldsoort::Gemeente),
        "ja_nee" => Soort::Veld(Veldsoort::JaNee),
        "bsn" => Soort::Bsn,
        _ => {
            let lengte = gewenst.strip_prefix("tekst:").and_then(|lengte| lengte.parse().ok());
            let lengte = lengte.filter(|lengte| (1..=100_000).contains(lengte));
            Soort::Notitie(lengte.ok_or_else(|| sectie.fout("soort", verwacht))?)
        }
    };
    let veldsoort = if let Soort::Veld(soort) = soort { soort } else { Veldsoort::Tekst };
    Ok(Kolom {
        naam: naam.into(),
        koppen: koppen(sectie, "kop")?,
        soort,
        bestemming: Bestemming::Controle,
        verplicht: sectie.ja_nee("verplicht")?,
        optioneel: sectie.ja_nee("optioneel")?,
        regels: regels(sectie, basis, veldsoort)?,
    })
}
