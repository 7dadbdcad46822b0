//! What the transform gives: rows for the fact tables, natural keys and values, no surrogate keys of dimensions.
//!
//! Every row names the chain it belongs to, so that load can replace exactly the rows of the chains it recomputed.

mod bevinding;
mod koppelreden;
mod verzoek;

use chrono::{NaiveDate, NaiveDateTime};
use domain::zaaksysteem::Beschikkingverwijzing;
use domain::{
    AgbCode, Berichtsoort, Clientsleutel, DebetCredit, Eenheid, Eurocent, Identificatie,
    KetenSleutel, Omvang, Product, RedenBeeindiging, RedenWijziging, Referentie,
    ReferentieAanbieder, Release, Retourcode, ToewijzingSleutel, Toewijzingnummer, Volume,
};

pub use self::bevinding::{Bevinding, Toetsing};
pub use self::koppelreden::Koppelreden;
pub use self::verzoek::{FeitVerzoek, VerzoekUitkomst};
use crate::Antwoord;

/// All facts of one [`crate::Keten`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Uitkomst {
    /// Rows of `dwh.feit_toewijzing`.
    pub toewijzingen: Vec<FeitToewijzing>,
    /// Rows of `dwh.feit_toewijzing_versie`.
    pub versies: Vec<FeitToewijzingVersie>,
    /// Rows of `dwh.feit_koppeling`.
    pub koppelingen: Vec<FeitKoppeling>,
    /// Rows of `dwh.feit_levering`.
    pub leveringen: Vec<FeitLevering>,
    /// Rows of `dwh.feit_prestatie`.
    pub prestaties: Vec<FeitPrestatie>,
    /// Rows of `dwh.feit_verzoek`.
    pub verzoeken: Vec<FeitVerzoek>,
    /// Findings that hold now (`status` open in `dwh.feit_bevinding`).
    pub bevindingen: Vec<Bevinding>,
    /// How long this outcome holds when no record arrives; the passing of days can add findings.
    pub houdbaarheid: Houdbaarheid,
}

/// The reference dates for which an outcome holds: `vanaf` inclusive up to `tot` exclusive; `None` is unbounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Houdbaarheid {
    /// First reference date.
    pub vanaf: Option<NaiveDate>,
    /// First reference date for which it no longer holds.
    pub tot: Option<NaiveDate>,
}

/// An allocation as one version of it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToewijzingStand {
    /// `ToewijzingNummer`; absent in 2.0 and, sometimes, in 2.x.
    pub nummer: Option<Toewijzingnummer>,
    /// The beschikking: that of the case system, else of the version itself or of one before it (2.x), else of the 315
    /// that the allocation honours.
    pub beschikking: Option<Beschikkingverwijzing>,
    /// By what it was found.
    pub beschikking_wijze: Beschikkingwijze,
    /// Person.
    pub client: Clientsleutel,
    /// Provider.
    pub agb: AgbCode,
    /// Product; `None` is generiek.
    pub product: Option<Product>,
    /// `Toewijzingsdatum` of this version.
    pub toewijzingsdatum: NaiveDate,
    /// `Ingangsdatum`.
    pub ingangsdatum: NaiveDate,
    /// `Einddatum`; `None` is open.
    pub einddatum: Option<NaiveDate>,
    /// `RedenWijziging` of this version.
    pub reden_wijziging: Option<RedenWijziging>,
    /// Release of the message of this version, or of a resend that named its reason: which list of reasons
    /// `reden_wijziging` is from.
    pub release: Release,
    /// `Omvang`.
    pub omvang: Option<Omvang>,
    /// `Budget` in eurocents.
    pub budget: Option<Eurocent>,
    /// `ReferentieAanbieder`: kept from the version that had it.
    pub referentie_aanbieder: Option<ReferentieAanbieder>,
    /// Whether the allocation is removed (reason 13, or 01 on a one-day period).
    pub is_verwijderd: bool,
    /// What the provider answered on the message of this version.
    pub retour_status: Antwoord,
}

/// Row of `dwh.feit_toewijzing`: the current state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeitToewijzing {
    /// Chain of the records; for an allocation without number the group of its person and provider.
    pub keten: KetenSleutel,
    /// `toewijzing_sk`.
    pub toewijzing: ToewijzingSleutel,
    /// State by the newest version that counts; when all were rejected: by the newest rejected one.
    pub stand: ToewijzingStand,
    /// `Einddatum` of the first version that counts.
    pub einddatum_oorspronkelijk: Option<NaiveDate>,
    /// Number of versions that count; 0 when all were rejected.
    pub aantal_versies: u32,
}

/// Row of `dwh.feit_toewijzing_versie`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeitToewijzingVersie {
    /// Chain of the records; for an allocation without number the group of its person and provider.
    pub keten: KetenSleutel,
    /// `toewijzing_sk`.
    pub toewijzing: ToewijzingSleutel,
    /// From 1, in the order of `toewijzingsmoment`.
    pub versie: u32,
    /// What this version says.
    pub stand: ToewijzingStand,
    /// `Toewijzingsdatum` and `Toewijzingstijd`, local Dutch time as in the message.
    pub toewijzingsmoment: NaiveDateTime,
    /// Moment of the next version; `None` for the newest.
    pub vervangen_op: Option<NaiveDateTime>,
    /// Message that brought it first.
    pub bericht_identificatie: Identificatie,
    /// Place in that message.
    pub regelnummer: u32,
}

/// Names a 305, 307, 315, 317 or 323 record: with provider and municipality its natural key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordSleutel {
    /// 305, 307, 315, 317 or 323 (a finding on an allocation: 301).
    pub berichtsoort: Berichtsoort,
    /// Provider in the header: with the identification it names the message. A record may be of another (2.x).
    pub agb: AgbCode,
    /// `Identificatie` of the message.
    pub bericht_identificatie: Identificatie,
    /// Place in the message.
    pub regelnummer: u32,
}

/// One part of the linkage verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gelijkheid {
    /// The record and the allocation say the same.
    Gelijk,
    /// They say something else.
    Verschillend,
    /// One of them says nothing, or there is no allocation.
    NietToetsbaar,
}

impl Gelijkheid {
    /// The word as it stands in `feit_koppeling`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Gelijk => "gelijk",
            Self::Verschillend => "verschillend",
            Self::NietToetsbaar => "niet_toetsbaar",
        }
    }
}

/// By what a record was linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Koppelwijze {
    /// By allocation number.
    Toewijzingnummer,
    /// By beschikking (release 2.x).
    Beschikking,
    /// By client, provider, product and date, when exactly one allocation fits.
    Kenmerken,
    /// Not linked to any allocation.
    Geen,
}

impl Koppelwijze {
    /// The word as it stands in `feit_koppeling`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Toewijzingnummer => "toewijzingnummer",
            Self::Beschikking => "beschikking",
            Self::Kenmerken => "kenmerken",
            Self::Geen => "geen",
        }
    }
}

/// By what the beschikking of an allocation was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beschikkingwijze {
    /// In the case system, by allocation number.
    Toewijzingnummer,
    /// In the case system, by client, provider, product and first day, when one beschikking fits.
    Kenmerken,
    /// In its own messages (release 2.x).
    Bericht,
    /// In the request that it honours.
    Verzoek,
    /// Nobody names one.
    Geen,
}

impl Beschikkingwijze {
    /// The word as it stands in `feit_toewijzing`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Toewijzingnummer => "toewijzingnummer",
            Self::Kenmerken => "kenmerken",
            Self::Bericht => "bericht",
            Self::Verzoek => "verzoek",
            Self::Geen => "geen",
        }
    }
}

/// The verdict on a record as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Koppelstatus {
    /// Belongs to its allocation.
    Gekoppeld,
    /// An allocation was found, but client, provider, product or period differ.
    Afgekeurd,
    /// No allocation was found.
    Wees,
    /// Withdrawn by its sender, or the withdrawal itself.
    Ingetrokken,
    /// Rejected by the receiver.
    Afgewezen,
}

impl Koppelstatus {
    /// The word as it stands in `feit_koppeling`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Gekoppeld => "gekoppeld",
            Self::Afgekeurd => "afgekeurd",
            Self::Wees => "wees",
            Self::Ingetrokken => "ingetrokken",
            Self::Afgewezen => "afgewezen",
        }
    }
}

/// Row of `dwh.feit_koppeling`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeitKoppeling {
    /// Chain of the record itself.
    pub keten: KetenSleutel,
    /// Which record.
    pub sleutel: RecordSleutel,
    /// Person of the record.
    pub client: Clientsleutel,
    /// Provider of the record.
    pub agb: AgbCode,
    /// Product of the record.
    pub product: Option<Product>,
    /// `ToewijzingNummer` of the record.
    pub nummer: Option<Toewijzingnummer>,
    /// The allocation that was found, also when the link is refused.
    pub toewijzing: Option<ToewijzingSleutel>,
    /// Same client?
    pub client_gelijk: Gelijkheid,
    /// Same provider?
    pub aanbieder_gelijk: Gelijkheid,
    /// Same product?
    pub product_gelijk: Gelijkheid,
    /// Same period?
    pub periode_gelijk: Gelijkheid,
    /// Same beschikking?
    pub beschikking_gelijk: Gelijkheid,
    /// By what.
    pub koppelwijze: Koppelwijze,
    /// The verdict.
    pub koppelstatus: Koppelstatus,
    /// Why the verdict is what it is; empty when nothing differs.
    pub redenen: Vec<Koppelreden>,
}

/// Where the end of a delivery comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EinddatumBron {
    /// A definitive stop.
    Gemeten,
    /// Still running.
    Lopend,
}

impl EinddatumBron {
    /// The word as it stands in `feit_levering`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Gemeten => "gemeten",
            Self::Lopend => "lopend",
        }
    }
}

/// Row of `dwh.feit_levering`: from a start to its definitive stop, pauses included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeitLevering {
    /// Chain of the start.
    pub keten: KetenSleutel,
    /// Surrogate key: hash of law, municipality, provider, client, number (without one: beschikking), product and
    /// start date.
    pub levering_sk: i64,
    /// The start that opened it.
    pub sleutel: RecordSleutel,
    /// Person of the start.
    pub client: Clientsleutel,
    /// Provider of the start.
    pub agb: AgbCode,
    /// Product of the start.
    pub product: Option<Product>,
    /// `ToewijzingNummer` of the start.
    pub nummer: Option<Toewijzingnummer>,
    /// The allocation that the start was linked to, also when refused.
    pub toewijzing: Option<ToewijzingSleutel>,
    /// First day.
    pub startdatum: NaiveDate,
    /// Last day; `None` while it runs.
    pub einddatum: Option<NaiveDate>,
    /// Where `einddatum` comes from.
    pub einddatum_bron: EinddatumBron,
    /// Reason of the definitive stop.
    pub reden_beeindiging: Option<RedenBeeindiging>,
    /// Release of the message of that stop: which list of reasons `reden_beeindiging` is from.
    pub reden_release: Option<Release>,
    /// Temporary stops that were followed by a restart.
    pub onderbrekingen: u32,
    /// Days strictly between a temporary stop and its restart, added up.
    pub dagen_onderbroken: i64,
    /// Start minus `Ingangsdatum`, calendar days.
    pub wachttijd_dagen: Option<i64>,
    /// Start minus first `Toewijzingsdatum`, calendar days.
    pub wachttijd_toewijzing_dagen: Option<i64>,
    /// `Ingangsdatum` minus first `Toewijzingsdatum`, calendar days.
    pub planningsbuffer_dagen: Option<i64>,
    /// End minus start plus one; `None` while it runs.
    pub duur_dagen: Option<i64>,
    /// Whether the delivery counts in averages.
    pub telt_mee: bool,
}

/// Where a declaration line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrestatieStatus {
    /// No answer yet.
    Ingediend,
    /// Approved.
    Goedgekeurd,
    /// Rejected, alone or with its message.
    Afgewezen,
    /// A debit that an accepted credit took back.
    Gecrediteerd,
}

impl PrestatieStatus {
    /// The word as it stands in `feit_prestatie`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ingediend => "ingediend",
            Self::Goedgekeurd => "goedgekeurd",
            Self::Afgewezen => "afgewezen",
            Self::Gecrediteerd => "gecrediteerd",
        }
    }
}

/// Row of `dwh.feit_prestatie`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeitPrestatie {
    /// Chain of the line.
    pub keten: KetenSleutel,
    /// Which line.
    pub sleutel: RecordSleutel,
    /// Person.
    pub client: Clientsleutel,
    /// Provider of the line.
    pub agb: AgbCode,
    /// Product.
    pub product: Product,
    /// `ToewijzingNummer`.
    pub nummer: Toewijzingnummer,
    /// The allocation that was found, also when the link is refused.
    pub toewijzing: Option<ToewijzingSleutel>,
    /// `DeclaratieNummer`.
    pub declaratienummer: Identificatie,
    /// `ReferentieNummer`.
    pub referentienummer: Referentie,
    /// `VorigReferentieNummer`.
    pub vorig_referentienummer: Option<Referentie>,
    /// First day of `DeclaratiePeriode`.
    pub declaratieperiode_begin: NaiveDate,
    /// First day of `ProductPeriode`.
    pub productperiode_begin: NaiveDate,
    /// Last day of `ProductPeriode`.
    pub productperiode_eind: NaiveDate,
    /// `GeleverdVolume`.
    pub volume: Volume,
    /// `Eenheid`.
    pub eenheid: Eenheid,
    /// `ProductTarief` in eurocents.
    pub tarief: Option<Eurocent>,
    /// `IngediendBedrag` in eurocents, credit negative.
    pub bedrag: Eurocent,
    /// `DebetCredit`.
    pub debet_credit: DebetCredit,
    /// Where it stands.
    pub status: PrestatieStatus,
    /// The receiver's codes.
    pub retourcodes: Vec<Retourcode>,
    /// Whether the line counts in sums.
    pub telt_mee: bool,
}
