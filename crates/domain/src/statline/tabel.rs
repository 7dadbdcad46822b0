//! The description of a table.

use chrono::NaiveDate;

use super::{Herindeling, Onderwerp, Protocol, TabelId, Tabelversie};

/// What a dimension is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimensierol {
    /// Time.
    Periode,
    /// Areas.
    Gebied,
    /// Anything else.
    Categorie,
}

/// A member of a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimensiecode {
    /// The code without padding.
    pub code: String,
    /// The code as the source writes it: with its padding in v3. Filters need it so.
    pub sleutel: String,
    /// Title, trimmed.
    pub titel: String,
    /// Explanation, with its line ends; may be empty.
    pub omschrijving: String,
    /// Id of its group, such as `GMPV27`; empty when it has none.
    pub groep: String,
    /// Titles of the groups around it, outermost first.
    pub pad: Vec<String>,
    /// Status of a period: Definitief, Voorlopig, `NaderVoorlopig` or something new; empty when not given.
    pub status: String,
    /// Code of the area around it that its group tells: `PV26` for a municipality in group `GMPV26`.
    pub ouder: Option<String>,
    /// First day that an area exists; `None`: not told.
    pub geldig_van: Option<NaiveDate>,
    /// First day that an area no longer exists; `None`: it does, or not told.
    pub geldig_tot: Option<NaiveDate>,
    /// Whether it is a total of other members.
    pub is_totaal: bool,
    /// Whether it is the one member that stands for the whole of its dimension: at most one a dimension.
    pub is_kop: bool,
    /// Whether it is a bound of a confidence margin instead of the value.
    pub is_marge: bool,
}

/// A dimension of a table.
///
/// # Source
/// v4 `Dimensions` with its code lists and groups, v3 `DataProperties` and the list of that name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimensie {
    /// v4 `Identifier`, v3 `Key`: also the name of its column.
    pub naam: String,
    /// Title, trimmed.
    pub titel: String,
    /// `Kind` or `Type` as written.
    pub soort: String,
    /// What it is about: from its kind, else from the form of its codes.
    pub rol: Dimensierol,
    /// Year of the map; `None` when not given or unreliable.
    pub kaartjaar: Option<i16>,
    /// Members, in the order of the list: position is the first number of the ID law.
    pub codes: Vec<Dimensiecode>,
}

/// A table of `StatLine`, described but without its observations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tabel {
    /// Identifier.
    pub tabel_id: TabelId,
    /// Which protocol it was read with.
    pub protocol: Protocol,
    /// Title, trimmed.
    pub titel: String,
    /// Short text; may be empty.
    pub samenvatting: String,
    /// Long text with changes and the meaning of symbols: the only change log that CBS publishes. Kept per version.
    pub toelichting: String,
    /// What decides whether it changed.
    pub versie: Tabelversie,
    /// Why this version came: v4 `VersionReason`, v3 `ReasonDelivery`.
    pub reden: String,
    /// v4 `Status`, v3 `OutputStatus`.
    pub status: String,
    /// Rhythm of delivery, not the grain of the periods.
    pub frequentie: String,
    /// Licence; empty when not given.
    pub licentie: String,
    /// Source as named by the table.
    pub bron: String,
    /// Dimensions, in the order of the source.
    pub dimensies: Vec<Dimensie>,
    /// Measures, in the order of the source.
    pub onderwerpen: Vec<Onderwerp>,
    /// Changes of municipalities that the texts of its areas tell, in their order; empty for most tables.
    pub herindelingen: Vec<Herindeling>,
}

impl Tabel {
    /// Number of cells of the dense product of the code lists, without the measures; saturates.
    pub fn kruisproduct(&self) -> u64 {
        let sizes = self.dimensies.iter().map(|dimensie| dimensie.codes.len());
        sizes.fold(1, |product, size| {
            product.saturating_mul(u64::try_from(size).unwrap_or(u64::MAX))
        })
    }

    /// Positions of the dimensions that have this role.
    pub fn met_rol(&self, rol: Dimensierol) -> Vec<usize> {
        let dimensies = self.dimensies.iter().enumerate();
        dimensies.filter(|(_, dimensie)| dimensie.rol == rol).map(|(plek, _)| plek).collect()
    }
}
