//! The columns of the CSV, by name.

use csv::StringRecord;
use domain::statline::Tabel;

use crate::waarneming::{Fout, kort};

/// Most unknown columns that are remembered by name.
const ONBEKEND_MAX: usize = 20;

/// Where the fields of a row are.
#[derive(Debug)]
pub(super) struct Kolommen {
    pub(super) id: usize,
    pub(super) measure: usize,
    pub(super) value: usize,
    pub(super) string_value: Option<usize>,
    pub(super) attribute: usize,
    pub(super) dimensies: Vec<usize>,
    pub(super) onbekend: Vec<String>,
}

impl Kolommen {
    /// Reads the header; a byte order mark before it is no part of its first name.
    ///
    /// # Errors
    /// `ODATA_FIELD` when a column is missing or stands twice.
    pub(super) fn new(header: &StringRecord, tabel: &Tabel) -> Result<Self, Fout> {
        let names: Vec<_> =
            header.iter().map(|naam| naam.trim_start_matches('\u{feff}').trim()).collect();
        let optional = |naam: &str| {
            let mut places = names.iter().enumerate().filter(|(_, found)| **found == naam);
            let place = places.next().map(|(place, _)| place);
            if places.next().is_some() {
                let what = format!("the column `{naam}` stands twice: load by pages instead");
                return Err(Fout::new("ODATA_FIELD", what));
            }
            Ok(place)
        };
        let column = |naam: &str| {
            let what = format!("there is no column `{naam}`: load by pages instead");
            optional(naam)?.ok_or_else(|| Fout::new("ODATA_FIELD", what))
        };
        let dimensies = tabel.dimensies.iter().map(|dimensie| column(&dimensie.naam));
        let fixed = ["Id", "Measure", "Value", "StringValue", "ValueAttribute"];
        let is_known = |naam: &str| {
            fixed.contains(&naam) || tabel.dimensies.iter().any(|dimensie| dimensie.naam == naam)
        };
        let mut onbekend: Vec<_> =
            names.iter().filter(|naam| !is_known(naam)).map(|naam| kort(naam)).collect();
        onbekend.sort();
        onbekend.dedup();
        onbekend.truncate(ONBEKEND_MAX);
        Ok(Self {
            id: column("Id")?,
            measure: column("Measure")?,
            value: column("Value")?,
            string_value: optional("StringValue")?,
            attribute: column("ValueAttribute")?,
            dimensies: dimensies.collect::<Result<_, _>>()?,
            onbekend,
        })
    }
}
