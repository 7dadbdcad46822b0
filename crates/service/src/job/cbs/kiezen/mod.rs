//! From the configuration to what is asked of a table, and to its place in the star.

use std::collections::BTreeMap;

use domain::statline::{Dimensie, Dimensierol, Gebiedscode, Gebiedsniveau, Periodecode, Tabel};
use extract_cbs::{Error, Gebiedskeuze, Periodekeuze, Selectie};
use load::statline::Plaatsing;
use serde_json::{Value, json};

use crate::config::CbsSource;

/// What is asked of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Vraag {
    /// What is to be fetched.
    pub(crate) selectie: Selectie,
    /// What the warehouse holds of the table after it, as text that is the same for the same wish.
    pub(crate) tekst: String,
}

/// What a source asks, with the periods that were asked for later.
pub(crate) fn vraag(
    bron: &CbsSource,
    aanvullingen: &[(String, String)],
    bekend: BTreeMap<String, Vec<String>>,
) -> Vraag {
    let mut periodes = Vec::new();
    // Without bounds all periods are there: a backfill has nothing to add.
    if bron.periods != Periodekeuze::default() {
        let mut later: Vec<_> = aanvullingen.to_vec();
        later.sort_unstable();
        later.dedup();
        periodes.push(bron.periods.clone());
        periodes.extend(later.into_iter().map(|(van, tot)| bereik(&van, &tot)));
    }
    let selectie = Selectie {
        gebieden: bron.regions.clone(),
        periodes,
        onderwerpen: bron.measures.clone(),
        dimensies: bron.dimensions.clone(),
        bekend,
        gebied_dimensie: bron.region_dimension.clone(),
        periode_dimensie: bron.period_dimension.clone(),
    };
    let tekst = tekst(bron, &selectie);
    Vraag { selectie, tekst }
}

/// A range of periods, both ends included.
fn bereik(van: &str, tot: &str) -> Periodekeuze {
    Periodekeuze { van: Some(van.to_owned()), tot: Some(tot.to_owned()) }
}

impl Vraag {
    /// The same wish, of which only these periods are fetched.
    pub(crate) fn alleen(mut self, van: &str, tot: &str) -> Self {
        self.selectie.periodes = vec![bereik(van, tot)];
        self
    }
}

fn tekst(bron: &CbsSource, selectie: &Selectie) -> String {
    let gebieden = selectie.gebieden.iter().map(|wish| match wish {
        Gebiedskeuze::Code(code) => code.clone(),
        Gebiedskeuze::Begin(begin) => format!("{begin}*"),
        Gebiedskeuze::GemeentenVan(gebied) => format!("gemeenten van {gebied}"),
    });
    let periodes = selectie.periodes.iter().map(|periode| json!([periode.van, periode.tot]));
    let dimensies = selectie.dimensies.iter();
    let dimensies: BTreeMap<&String, Vec<String>> =
        dimensies.map(|(naam, codes)| (naam, gesorteerd(codes.iter().cloned()))).collect();
    // The keys of an object of `serde_json` are in order, so equal wishes are equal texts.
    let mut object = json!({
        "tabel": bron.table.as_str(),
        "protocol": bron.protocol.code(),
        "catalogus": bron.base_url,
        "gebieden": gesorteerd(gebieden),
        "periodes": periodes.collect::<Vec<_>>(),
        "onderwerpen": gesorteerd(selectie.onderwerpen.iter().cloned()),
        "dimensies": dimensies,
        "periode": bron.period.as_ref().map(Periodecode::as_str),
        "gebied": bron.region.as_ref().map(Gebiedscode::as_str),
        "gebiedsdimensie": bron.region_dimension,
        "periodedimensie": bron.period_dimension,
        "kaartjaar": bron.map_year,
    });
    if let Value::Object(fields) = &mut object {
        let is_said = |value: &Value| match value {
            Value::Null => false,
            Value::Array(items) => !items.is_empty(),
            Value::Object(fields) => !fields.is_empty(),
            _ => true,
        };
        fields.retain(|_, value| is_said(value));
    }
    object.to_string()
}

fn gesorteerd(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut texts: Vec<String> = texts.collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// Places a table in the star, and gives its dimensions the part that the configuration chose for them.
///
/// # Errors
/// `DIMENSION_CHOICE`, `PERIOD_UNKNOWN`, `CONFIG_INVALID`: what to write in the configuration is in the words.
pub(crate) fn plaats(
    naam: &str,
    bron: &CbsSource,
    tabel: &mut Tabel,
    selectie: String,
) -> Result<Plaatsing, Error> {
    let gebied = Rol {
        soort: Dimensierol::Gebied,
        sleutel: "region_dimension",
        woorden: "areas",
        vast: bron.region.as_ref().map(|_| "region"),
    };
    let periode = Rol {
        soort: Dimensierol::Periode,
        sleutel: "period_dimension",
        woorden: "periods",
        vast: bron.period.as_ref().map(|_| "period"),
    };
    let gebied = gebied.kies(naam, tabel, bron.region_dimension.as_deref())?;
    let periode = periode.kies(naam, tabel, bron.period_dimension.as_deref())?;
    if gebied.is_some() && gebied == periode {
        let what = format!("source `{naam}`: one dimension cannot hold the areas and the periods");
        return Err(Error::new("DIMENSION_CHOICE", what, ""));
    }
    if periode.is_none() && bron.period.is_none() {
        return Err(periode_onbekend(naam, tabel));
    }
    Ok(Plaatsing {
        bron: naam.to_owned(),
        base_url: bron.base_url.clone(),
        wet: bron.wet,
        gebied,
        vast_gebied: bron.region.as_ref().map(ToString::to_string),
        kaartjaar: kaartjaar(bron, tabel, gebied),
        periode,
        vaste_periode: bron.period.as_ref().map(ToString::to_string),
        selectie,
    })
}

/// A part that one dimension of a table may have.
struct Rol {
    soort: Dimensierol,
    /// Key of the configuration that chooses.
    sleutel: &'static str,
    woorden: &'static str,
    /// Key of the configuration that says it for a table without such a dimension, when it is given.
    vast: Option<&'static str>,
}

impl Rol {
    /// The dimension that has this part; others that might have had it become ordinary ones.
    fn kies(
        &self,
        naam: &str,
        tabel: &mut Tabel,
        keuze: Option<&str>,
    ) -> Result<Option<usize>, Error> {
        let fault = |code, what: String| Error::new(code, format!("source `{naam}`: {what}"), "");
        let candidates = tabel.met_rol(self.soort);
        let gekozen = match (keuze, candidates.as_slice()) {
            (None, []) => None,
            (None, [one]) => Some(*one),
            (None, several) => {
                let namen = several.iter().filter_map(|plek| tabel.dimensies.get(*plek));
                let namen: Vec<&str> = namen.map(|dimensie| dimensie.naam.as_str()).collect();
                let what = format!(
                    "table {} has {} in {}; choose one with {} = \"{}\"",
                    tabel.tabel_id,
                    self.woorden,
                    namen.join(" and "),
                    self.sleutel,
                    namen.first().unwrap_or(&""),
                );
                return Err(fault("DIMENSION_CHOICE", what));
            }
            (Some(wanted), _) => {
                let plek = tabel.dimensies.iter().position(|dimensie| dimensie.naam == wanted);
                let Some(plek) = plek else {
                    let namen = tabel.dimensies.iter().map(|dimensie| dimensie.naam.as_str());
                    let namen: Vec<&str> = namen.collect();
                    let what = format!(
                        "table {} has no dimension `{wanted}` for {} (it has {})",
                        tabel.tabel_id,
                        self.sleutel,
                        namen.join(", "),
                    );
                    return Err(fault("DIMENSION_CHOICE", what));
                };
                Some(plek)
            }
        };
        if let (Some(plek), Some(key)) = (gekozen, self.vast) {
            let eigen = tabel.dimensies.get(plek).map_or("", |dimensie| dimensie.naam.as_str());
            let what = format!(
                "`{key}` is for tables without {}; {} has them in {eigen}: remove `{key}`",
                self.woorden, tabel.tabel_id,
            );
            return Err(fault("CONFIG_INVALID", what));
        }
        for (plek, dimensie) in tabel.dimensies.iter_mut().enumerate() {
            if gekozen == Some(plek) {
                dimensie.rol = self.soort;
            } else if dimensie.rol == self.soort {
                dimensie.rol = Dimensierol::Categorie;
            }
        }
        Ok(gekozen)
    }
}

fn periode_onbekend(naam: &str, tabel: &Tabel) -> Error {
    let kaart = tabel.dimensies.iter().find_map(|dimensie| dimensie.kaartjaar);
    let (jaar, waar) = match (jaar_in(&tabel.titel), kaart) {
        (Some(jaar), _) => (jaar.to_owned(), "; its title says so"),
        (None, Some(jaar)) => (jaar.to_string(), "; its map is of that year"),
        (None, None) => ("2020".to_owned(), ", with the year of the figures"),
    };
    let what = format!(
        "source `{naam}`: table {} ({}) has no periods; say which with period = \"{jaar}\"{waar}",
        tabel.tabel_id, tabel.titel,
    );
    Error::new("PERIOD_UNKNOWN", what, "")
}

/// The last year in a title.
fn jaar_in(titel: &str) -> Option<&str> {
    let mut words = titel.split(|teken: char| !teken.is_ascii_digit());
    words.rfind(|word| word.len() == 4 && (word.starts_with("19") || word.starts_with("20")))
}

/// Year of the division into wijken and buurten: codes of other areas keep their meaning. What CBS says of the map comes
/// last, because it is at times of another year.
fn kaartjaar(bron: &CbsSource, tabel: &Tabel, gebied: Option<usize>) -> Option<i16> {
    let gebied = tabel.dimensies.get(gebied?)?;
    if !has_wijken(gebied) {
        return None;
    }
    let van_periode = || i16::try_from(bron.period.as_ref()?.jaar()?).ok();
    let van_titel = || jaar_in(&tabel.titel)?.parse().ok();
    bron.map_year.or_else(van_periode).or_else(van_titel).or(gebied.kaartjaar)
}

fn has_wijken(gebied: &Dimensie) -> bool {
    let niveau = |code: &str| code.parse().ok().map(|code: Gebiedscode| code.niveau());
    gebied
        .codes
        .iter()
        .any(|code| matches!(niveau(&code.code), Some(Gebiedsniveau::Wijk | Gebiedsniveau::Buurt)))
}

#[cfg(test)]
pub(in crate::job::cbs) mod tests;
