//! A catalogue as it was read.

use domain::statline::{CatalogusRegel, TabelId};

use crate::Error;

/// What a catalogue holds: one odd row stops the table that it is about, not the others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalogus {
    /// The rows that can be used, in the order of the catalogue.
    pub regels: Vec<CatalogusRegel>,
    /// The rows that were set aside.
    pub onleesbaar: Vec<Onleesbaar>,
}

/// A row of a catalogue that was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Onleesbaar {
    /// Which table it is about; `None` when that cannot be read either.
    pub tabel_id: Option<TabelId>,
    /// What is wrong with it, in words.
    pub waarom: String,
}

impl Catalogus {
    /// Identifiers of the rows that were set aside: these tables are in the catalogue all the same.
    pub fn opzij(&self) -> Vec<&str> {
        let ids = self.onleesbaar.iter().filter_map(|rij| rij.tabel_id.as_ref());
        ids.map(TabelId::as_str).collect()
    }

    /// Refuses a catalogue without tables: that is a fault, not the end of all tables.
    ///
    /// # Errors
    /// `ZERO_ROWS`.
    pub(crate) fn gevuld(self, base_url: &str) -> Result<Self, Error> {
        if !self.regels.is_empty() {
            return Ok(self);
        }
        let what = match self.onleesbaar.len() {
            0 => format!("the catalogue at {base_url} has no tables; what is known stays"),
            rows => format!(
                "the catalogue at {base_url} has no tables that can be read, only {rows} odd rows; \
                 what is known stays"
            ),
        };
        Err(Error::new("ZERO_ROWS", what, ""))
    }
}
