//! One field of an entity.

/// What a field holds, and so how its text is read and how it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Veldsoort {
    /// A label or identifier of at most 200 characters, on one line. Never a name of a person or a note.
    Tekst,
    /// A calendar day.
    Datum,
    /// A whole number.
    Geheel,
    /// An amount in whole eurocents.
    Eurocent,
    /// An exact decimal number.
    Decimaal,
    /// Yes or no.
    JaNee,
    /// A person: pseudonym of a BSN, or of a number of the source itself.
    Client,
    /// Something that leads to a person, such as an employee or a household: pseudonym of its text.
    Pseudoniem,
    /// Several labels.
    Lijst,
    /// `wmo`, `jw` or `pw`.
    Wet,
    /// CBS code of a municipality, 4 digits.
    Gemeente,
    /// AGB code of a provider, 8 digits.
    Agb,
    /// Product category, 2 characters.
    Productcategorie,
    /// Product code, 5 characters.
    Productcode,
    /// Unit of the volume, 2 digits (COD160).
    Eenheid,
    /// Frequency of the volume, 1 digit (COD170).
    Frequentie,
    /// Number of an allocation: the bridge to the 301.
    Toewijzingnummer,
    /// Sex: 0 unknown, 1 man, 2 woman.
    Geslacht,
    /// A year; of a date only its year is kept.
    Jaar,
    /// Postcode of 4 digits and 2 letters, without a blank.
    Postcode,
    /// Area: `GM0384`, `WK038401`, `BU03840101`.
    Gebied,
    /// A period as `StatLine` writes it (`2024JJ00`), or a day, month, quarter or year that is read as one.
    Periode,
}

/// A field of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Veld {
    /// Name, in a mapping and as a column.
    pub naam: &'static str,
    /// What it holds.
    pub soort: Veldsoort,
    /// Whether a row without it is refused.
    pub is_verplicht: bool,
    /// Whether it is part of what makes a row the same row in another delivery.
    pub is_sleutel: bool,
}

impl Veld {
    /// A field that may be empty.
    pub(super) const fn vrij(naam: &'static str, soort: Veldsoort) -> Self {
        Self { naam, soort, is_verplicht: false, is_sleutel: false }
    }

    /// A field that must be there.
    pub(super) const fn verplicht(naam: &'static str, soort: Veldsoort) -> Self {
        Self { naam, soort, is_verplicht: true, is_sleutel: false }
    }

    /// A field that must be there and is part of the key.
    pub(super) const fn sleutel(naam: &'static str, soort: Veldsoort) -> Self {
        Self { naam, soort, is_verplicht: true, is_sleutel: true }
    }

    /// A field of the key that may be empty: empty is a value of its own.
    pub(super) const fn vrije_sleutel(naam: &'static str, soort: Veldsoort) -> Self {
        Self { naam, soort, is_verplicht: false, is_sleutel: true }
    }
}
