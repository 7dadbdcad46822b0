//! What the catalogue says of a table.

use core::fmt;

use crate::WaardeFout;

/// Which protocol serves a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Protocol {
    /// `OData` v3: wide rows, padded keys (opendata.cbs.nl, dataderden.cbs.nl).
    V3,
    /// `OData` v4: one row per cell (datasets.cbs.nl).
    V4,
}

impl Protocol {
    /// The word in the configuration and in the warehouse.
    pub const fn code(self) -> &'static str {
        match self {
            Self::V3 => "v3",
            Self::V4 => "v4",
        }
    }
}

/// Identifier of a table as the catalogue writes it: 1 to 20 letters and digits, in the catalogue's own case.
///
/// # Source
/// v4 `Identifier` (case-sensitive in addresses), v3 `Identifier`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TabelId(Box<str>);

impl TabelId {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl core::str::FromStr for TabelId {
    type Err = WaardeFout;

    fn from_str(text: &str) -> Result<Self, WaardeFout> {
        if text.is_empty() {
            return Err(WaardeFout::Leeg);
        }
        if text.len() > 20 {
            return Err(WaardeFout::TeLang { max: 20 });
        }
        let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_plain.then(|| Self(text.into())).ok_or(WaardeFout::Vorm)
    }
}

impl fmt::Display for TabelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What decides whether a table changed: equal means unchanged.
///
/// # Source
/// v4 `Version`, `ObservationsModified`, `ObservationCount`; v3 `Modified`, `RecordCount` (`TableInfos` has no
/// count, so that is `None` there; see [`Tabelversie::is_zelfde`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tabelversie {
    /// `YYYYMMDDHHMM`: v4 `Version` as it stands; v3 made of `Modified`.
    pub versie: String,
    /// v4 `ObservationsModified`, v3 `Modified`, as written.
    pub waarnemingen_op: String,
    /// v4 `Modified`, v3 `MetaDataModified`, as written: newer alone means that only texts changed.
    pub metadata_op: String,
    /// v4 `ObservationCount` (rows), v3 `RecordCount` (wide rows); `None` where the source does not say.
    pub aantal: Option<u64>,
}

impl Tabelversie {
    /// Whether the observations of both are the same; a count that one of them lacks is not compared.
    pub fn is_zelfde(&self, other: &Self) -> bool {
        let counts = self.aantal.zip(other.aantal);
        self.versie == other.versie
            && self.waarnemingen_op == other.waarnemingen_op
            && counts.is_none_or(|(one, two)| one == two)
    }
}

/// One row of the catalogue.
///
/// # Source
/// v4 `CBS/Datasets`, v3 `ODataCatalog/Tables`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogusRegel {
    /// Identifier.
    pub tabel_id: TabelId,
    /// Title, trimmed.
    pub titel: String,
    /// v4 `Description`, v3 `ShortDescription` or `Summary`; may be empty.
    pub omschrijving: String,
    /// v4 `Status`, v3 `OutputStatus`: Regulier, Gediscontinueerd, Vervallen or something new.
    pub status: String,
    /// Language: `nl` or `en`; empty when not given.
    pub taal: String,
    /// v4 `TemporalCoverage` is not in the catalogue, so empty there; v3 `Period`.
    pub periode: String,
    /// v4 `VersionReason`, v3 `ReasonDelivery`.
    pub reden: String,
    /// What decides whether it changed.
    pub versie: Tabelversie,
}
