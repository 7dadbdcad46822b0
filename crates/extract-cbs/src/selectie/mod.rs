//! Which part of a table the configuration asks for, checked against its code lists before any call.

mod gebieden;
mod nabij;
mod onderwerpen;
mod periodes;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use domain::statline::{Dimensie, Dimensierol, Keuze, Tabel};

use crate::Error;
use crate::metadata::{kort, noem};
use gebieden::kies_gebieden;
use nabij::naaste;
use onderwerpen::kies_onderwerpen;
use periodes::kies_periodes;

/// A wish for areas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gebiedskeuze {
    /// One code, such as `GM0344`.
    Code(String),
    /// All codes with a prefix: `GM*`, `WK0344*`; the star may be left out.
    Begin(String),
    /// All municipalities that lie in an area, dissolved ones too: `PV26` for `gemeenten van PV26`.
    GemeentenVan(String),
}

/// A range of periods, both ends included; by year (`2015`) or by code (`2015HJ02`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Periodekeuze {
    /// First; `None`: from the beginning.
    pub van: Option<String>,
    /// Last; `None`: up to now and later.
    pub tot: Option<String>,
}

/// What the configuration asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selectie {
    /// Areas; empty: all.
    pub gebieden: Vec<Gebiedskeuze>,
    /// Ranges of periods, together; empty: all.
    pub periodes: Vec<Periodekeuze>,
    /// Measures, by code or by label; empty: all.
    pub onderwerpen: Vec<String>,
    /// Members of other dimensions, by code; a dimension that is not named: all.
    pub dimensies: BTreeMap<String, Vec<String>>,
    /// Members of areas that the warehouse knows: code of an area to the municipalities in it, for
    /// [`Gebiedskeuze::GemeentenVan`] where the groups of the table do not tell.
    pub bekend: BTreeMap<String, Vec<String>>,
    /// Which dimension `gebieden` is about, when the table has several of areas; `None`: the only one.
    pub gebied_dimensie: Option<String>,
    /// Which dimension `periodes` is about, when the table has several of periods; `None`: the only one.
    pub periode_dimensie: Option<String>,
}

impl Selectie {
    /// Checks every wish and turns it into positions. A dimension that two wishes are about keeps what both want.
    ///
    /// # Errors
    /// `SELECTION_INVALID`, naming what is not in the code lists and the nearest that is, or which wish leaves
    /// nothing; `DIMENSION_CHOICE` when the wish could be about several dimensions.
    pub fn kies(&self, tabel: &Tabel) -> Result<Keuze, Error> {
        let mut keuze = Keuze::alles(tabel.dimensies.len());
        let mut problems = Vec::new();
        if !self.gebieden.is_empty() {
            let chosen = self.gebied_dimensie.as_deref();
            let (plek, dimensie) = dimensie_van(tabel, Dimensierol::Gebied, chosen)?;
            let wanted = kies_gebieden(&self.gebieden, &self.bekend, dimensie, &mut problems);
            beperk(&mut keuze, plek, wanted);
        }
        // A range without ends asks for nothing.
        let ranges: Vec<&Periodekeuze> = self.periodes.iter().collect();
        let is_open = |range: &&Periodekeuze| range.van.is_none() && range.tot.is_none();
        if !ranges.is_empty() && !ranges.iter().any(is_open) {
            let chosen = self.periode_dimensie.as_deref();
            let (plek, dimensie) = dimensie_van(tabel, Dimensierol::Periode, chosen)?;
            beperk(&mut keuze, plek, kies_periodes(&ranges, dimensie, &mut problems));
        }
        for (naam, codes) in &self.dimensies {
            match tabel.dimensies.iter().enumerate().find(|(_, dimensie)| dimensie.naam == *naam) {
                Some((plek, dimensie)) => {
                    beperk(&mut keuze, plek, kies_codes(codes, dimensie, &mut problems));
                }
                None => problems.push(onbekende_dimensie(naam, tabel)),
            }
        }
        if !self.onderwerpen.is_empty() {
            keuze.onderwerpen = Some(kies_onderwerpen(&self.onderwerpen, tabel, &mut problems));
        }
        if problems.is_empty() {
            keur_leeg(&keuze, tabel, &mut problems);
        }
        if problems.is_empty() {
            return Ok(keuze);
        }
        let what = format!("selection of table {}: {}", tabel.tabel_id, noem(&problems));
        Err(Error::new("SELECTION_INVALID", what, ""))
    }
}

/// The dimension with a role that a wish is about.
fn dimensie_van<'t>(
    tabel: &'t Tabel,
    rol: Dimensierol,
    chosen: Option<&str>,
) -> Result<(usize, &'t Dimensie), Error> {
    let (key, wish, what) = match rol {
        Dimensierol::Gebied => ("region_dimension", "`regions`", "areas"),
        _ => ("period_dimension", "`from` and `to`", "periods"),
    };
    let all = tabel.dimensies.iter().enumerate();
    if let Some(naam) = chosen {
        return all.clone().find(|(_, dimensie)| dimensie.naam == naam).ok_or_else(|| {
            let what = format!("{key}: {}", onbekende_dimensie(naam, tabel));
            Error::new("DIMENSION_CHOICE", what, "")
        });
    }
    let found: Vec<(usize, &Dimensie)> = all.filter(|(_, dimensie)| dimensie.rol == rol).collect();
    match &found[..] {
        [only] => Ok(*only),
        [] => Err(Error::new(
            "SELECTION_INVALID",
            format!("table {} has no dimension of {what}; leave {wish} out", tabel.tabel_id),
            "",
        )),
        several => {
            let names: Vec<&str> = several.iter().map(|(_, dimensie)| &*dimensie.naam).collect();
            let what = format!(
                "table {} has several dimensions of {what}: {}; name one in {key}",
                tabel.tabel_id,
                names.join(", ")
            );
            Err(Error::new("DIMENSION_CHOICE", what, ""))
        }
    }
}

fn kies_codes(codes: &[String], dimensie: &Dimensie, problems: &mut Vec<String>) -> Vec<u32> {
    let mut wanted = Vec::new();
    for code in codes {
        match plek_van(dimensie, code) {
            Some(plek) => wanted.push(plek),
            None => problems.push(onbekende_code(code, dimensie)),
        }
    }
    wanted
}

/// The position of a code, without regard to padding.
fn plek_van(dimensie: &Dimensie, code: &str) -> Option<u32> {
    let plek = dimensie.codes.iter().position(|member| member.code == code.trim())?;
    u32::try_from(plek).ok()
}

fn onbekende_code(code: &str, dimensie: &Dimensie) -> String {
    let known = dimensie.codes.iter().map(|member| (&*member.code, &*member.titel));
    format!("{} has no code `{}`{}", dimensie.naam, kort(code), naaste(code, &known))
}

fn onbekende_dimensie(naam: &str, tabel: &Tabel) -> String {
    let known = tabel.dimensies.iter().map(|dimensie| (&*dimensie.naam, &*dimensie.titel));
    format!("there is no dimension `{}`{}", kort(naam), naaste(naam, &known))
}

/// Keeps of a dimension what is wanted and was wanted before, ascending and once.
fn beperk(keuze: &mut Keuze, plek: usize, mut wanted: Vec<u32>) {
    wanted.sort_unstable();
    wanted.dedup();
    if let Some(kept) = keuze.dimensies.get_mut(plek) {
        if let Some(before) = kept {
            wanted.retain(|code| before.binary_search(code).is_ok());
        }
        *kept = Some(wanted);
    }
}

/// A selection of nothing would empty what stands.
fn keur_leeg(keuze: &Keuze, tabel: &Tabel, problems: &mut Vec<String>) {
    for (wanted, dimensie) in keuze.dimensies.iter().zip(&tabel.dimensies) {
        if wanted.as_ref().is_some_and(Vec::is_empty) {
            let ends = (dimensie.codes.first(), dimensie.codes.last());
            let span = match ends {
                (Some(first), Some(last)) => {
                    format!(", which runs from {} to {}", first.code, last.code)
                }
                _ => String::new(),
            };
            problems.push(format!("nothing is left of {}{span}", dimensie.naam));
        }
    }
}
