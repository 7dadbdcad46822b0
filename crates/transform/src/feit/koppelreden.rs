//! Why a linkage verdict is what it is.

/// Why a record is not linked, or what of it differs from its allocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Koppelreden {
    /// No allocation has its number.
    GeenToewijzing,
    /// Without a number: no allocation fits.
    GeenPassende,
    /// Without a number: several allocations fit.
    MeerPassende,
    /// Other person.
    AndereClient,
    /// Other provider.
    AndereAanbieder,
    /// Other category.
    AndereCategorie,
    /// Other code.
    AndereCode,
    /// The copied start of the allocation is not its start.
    AndereIngangsdatum,
    /// Begins before the allocation.
    VoorIngangsdatum,
    /// Begins or ends after the allocation.
    NaEinddatum,
    /// The allocation was removed.
    ToewijzingVerwijderd,
    /// Other beschikking.
    AndereBeschikking,
    /// Removed by its sender, or a removal itself.
    Ingetrokken,
    /// Rejected by the receiver.
    Afgewezen,
}

impl Koppelreden {
    /// The word as it stands in `feit_koppeling.koppelreden`, several joined by a comma and a space.
    pub const fn code(self) -> &'static str {
        match self {
            Self::GeenToewijzing => "geen_toewijzing",
            Self::GeenPassende => "geen_passende_toewijzing",
            Self::MeerPassende => "meer_passende_toewijzingen",
            Self::AndereClient => "andere_client",
            Self::AndereAanbieder => "andere_aanbieder",
            Self::AndereCategorie => "andere_productcategorie",
            Self::AndereCode => "andere_productcode",
            Self::AndereIngangsdatum => "andere_ingangsdatum",
            Self::VoorIngangsdatum => "voor_ingangsdatum",
            Self::NaEinddatum => "na_einddatum",
            Self::ToewijzingVerwijderd => "toewijzing_verwijderd",
            Self::AndereBeschikking => "andere_beschikking",
            Self::Ingetrokken => "ingetrokken",
            Self::Afgewezen => "afgewezen",
        }
    }
}
