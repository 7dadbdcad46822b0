//! What a row of a file tells of one entity.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Entiteit, Veldsoort};
use crate::Clientsleutel;

/// A value that was read by the kind of its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Veldwaarde {
    /// Nothing.
    Leeg,
    /// Text, codes.
    Tekst(Box<str>),
    /// A day.
    Datum(NaiveDate),
    /// A whole number, an amount in eurocents, a year, a number of an allocation.
    Geheel(i64),
    /// An exact decimal number.
    Decimaal(Decimal),
    /// Yes or no.
    JaNee(bool),
    /// A pseudonym.
    Sleutel(Clientsleutel),
    /// Several labels, in the order of the file.
    Lijst(Vec<Box<str>>),
}

impl Veldwaarde {
    /// Whether a field of this kind may hold the value.
    pub const fn past(&self, soort: Veldsoort) -> bool {
        match self {
            Self::Leeg => true,
            Self::Datum(_) => matches!(soort, Veldsoort::Datum),
            Self::Geheel(_) => matches!(
                soort,
                Veldsoort::Geheel
                    | Veldsoort::Eurocent
                    | Veldsoort::Jaar
                    | Veldsoort::Toewijzingnummer
            ),
            Self::Decimaal(_) => matches!(soort, Veldsoort::Decimaal),
            Self::JaNee(_) => matches!(soort, Veldsoort::JaNee),
            Self::Sleutel(_) => matches!(soort, Veldsoort::Client | Veldsoort::Pseudoniem),
            Self::Lijst(_) => matches!(soort, Veldsoort::Lijst),
            Self::Tekst(_) => !matches!(
                soort,
                Veldsoort::Datum
                    | Veldsoort::Geheel
                    | Veldsoort::Eurocent
                    | Veldsoort::Jaar
                    | Veldsoort::Toewijzingnummer
                    | Veldsoort::Decimaal
                    | Veldsoort::JaNee
                    | Veldsoort::Client
                    | Veldsoort::Pseudoniem
                    | Veldsoort::Lijst
            ),
        }
    }

    /// Whether it holds nothing.
    pub const fn is_leeg(&self) -> bool {
        matches!(self, Self::Leeg)
    }
}

/// What a row tells of one entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Of what.
    pub entiteit: Entiteit,
    /// A value for each field of the entity, in their order.
    pub waarden: Vec<Veldwaarde>,
}

impl Record {
    /// The value of the field with this name; `Leeg` when there is no such field.
    pub fn waarde(&self, naam: &str) -> &Veldwaarde {
        let plek = self.entiteit.veld(naam).map(|(plek, _)| plek);
        plek.and_then(|plek| self.waarden.get(plek)).unwrap_or(&Veldwaarde::Leeg)
    }
}
