//! What the transform reads: all landed records of one chain, with what the receivers answered.

use chrono::NaiveDate;
use domain::zaaksysteem::Beschikkingverwijzing;
use domain::{
    AgbCode, Clientsleutel, Gemeentecode, Identificatie, KetenSleutel, Product, Release,
    Retourcode, Toewijzingnummer, Wet, record,
};

/// All records that can influence each other: one allocation number, or several that share records without a number
/// or a request.
///
/// The order of the records carries no meaning (OP080): the transform sorts by what the records say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keten {
    /// Law.
    pub wet: Wet,
    /// Municipality, as in the header.
    pub gemeente: Gemeentecode,
    /// 301 records.
    pub toewijzingen: Vec<ToewijzingRij>,
    /// 305 records.
    pub starts: Vec<StartRij>,
    /// 307 records.
    pub stops: Vec<StopRij>,
    /// 323 lines.
    pub prestaties: Vec<PrestatieRij>,
    /// 315 and 317, a row per product that they name.
    pub verzoeken: Vec<VerzoekRij>,
    /// 319 records.
    pub antwoorden: Vec<AntwoordRij>,
    /// Provisions of a case system.
    pub voorzieningen: Vec<VoorzieningRij>,
}

/// What the receiver of a heen message answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Antwoord {
    /// No answer seen: counts as in force.
    Open,
    /// Accepted.
    Geaccepteerd,
    /// Rejected as a whole: counts as never sent (OP286).
    Afgewezen,
}

impl Antwoord {
    /// The word as it stands in `retour_status`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Geaccepteerd => "geaccepteerd",
            Self::Afgewezen => "afgewezen",
        }
    }
}

/// The message that a record came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Herkomst {
    /// `beheer.bestand.bestand_id`: lineage only, never decides anything.
    pub bestand_id: i64,
    /// The provider of the record: its own `Aanbieder` (2.x), else the provider in the header (sender of 305, 307, 315,
    /// 317, 323; receiver of 301, 319).
    pub agb: AgbCode,
    /// The provider in the header. With its kind and identification it names the message, whosever records it holds.
    pub bericht_agb: AgbCode,
    /// `Identificatie` of the message.
    pub identificatie: Identificatie,
    /// `Dagtekening` of the message.
    pub dagtekening: NaiveDate,
    /// Release of the message.
    pub release: Release,
    /// What the receiver answered.
    pub antwoord: Antwoord,
}

/// A landed 301 record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToewijzingRij {
    /// Its message.
    pub herkomst: Herkomst,
    /// The record.
    pub record: record::Toewijzing,
}

/// A landed 305 record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartRij {
    /// Its message.
    pub herkomst: Herkomst,
    /// The record.
    pub record: record::Start,
}

/// A landed 307 record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StopRij {
    /// Its message.
    pub herkomst: Herkomst,
    /// The record.
    pub record: record::Stop,
}

/// A landed 323 line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrestatieRij {
    /// Its message; `antwoord` is `Open` while no 325 came, `Afgewezen` when the whole 323 was rejected.
    pub herkomst: Herkomst,
    /// `DeclaratieNummer`.
    pub declaratienummer: Identificatie,
    /// First day of `DeclaratiePeriode`.
    pub declaratieperiode_begin: NaiveDate,
    /// Last day of `DeclaratiePeriode`.
    pub declaratieperiode_eind: Option<NaiveDate>,
    /// `DeclaratieDagtekening`.
    pub declaratie_dagtekening: NaiveDate,
    /// Whether the line stands in the 325: rejected.
    pub is_teruggestuurd: bool,
    /// The receiver's codes for this line, or for the whole message when that was rejected; distinct, sorted.
    pub retourcodes: Vec<Retourcode>,
    /// The line.
    pub record: record::Prestatie,
}

/// A landed product of a 315 or 317.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerzoekRij {
    /// Its message.
    pub herkomst: Herkomst,
    /// The requested product.
    pub record: record::Verzoek,
}

/// A landed 319 record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AntwoordRij {
    /// Its message.
    pub herkomst: Herkomst,
    /// The record.
    pub record: record::Antwoord,
}

/// A provision of a case system: what it grants, and by which beschikking. Of what it leaves out nothing is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoorzieningRij {
    /// The beschikking that grants it.
    pub beschikking: Beschikkingverwijzing,
    /// Number of its allocation.
    pub nummer: Option<Toewijzingnummer>,
    /// Person; not told of one with a number.
    pub client: Option<Clientsleutel>,
    /// Provider.
    pub agb: Option<AgbCode>,
    /// Product.
    pub product: Option<Product>,
    /// First day.
    pub ingangsdatum: Option<NaiveDate>,
    /// Last day; none: open, or not told.
    pub einddatum: Option<NaiveDate>,
    /// Whether the case system still tells it.
    pub is_staand: bool,
}

/// The chain that a record belongs to.
pub trait InKeten {
    /// Key of the record's own chain within `wet` and `gemeente`.
    fn keten(&self, wet: Wet, gemeente: Gemeentecode) -> KetenSleutel;
}

impl InKeten for ToewijzingRij {
    fn keten(&self, wet: Wet, gemeente: Gemeentecode) -> KetenSleutel {
        let record = &self.record;
        KetenSleutel::van_record(wet, gemeente, self.herkomst.agb, record.client, record.nummer)
    }
}

impl InKeten for StartRij {
    fn keten(&self, wet: Wet, gemeente: Gemeentecode) -> KetenSleutel {
        let record = &self.record;
        KetenSleutel::van_record(wet, gemeente, self.herkomst.agb, record.client, record.nummer)
    }
}

impl InKeten for StopRij {
    fn keten(&self, wet: Wet, gemeente: Gemeentecode) -> KetenSleutel {
        let record = &self.record;
        KetenSleutel::van_record(wet, gemeente, self.herkomst.agb, record.client, record.nummer)
    }
}

impl InKeten for PrestatieRij {
    fn keten(&self, wet: Wet, gemeente: Gemeentecode) -> KetenSleutel {
        KetenSleutel::van_toewijzing(wet, gemeente, self.record.nummer)
    }
}

impl InKeten for VerzoekRij {
    fn keten(&self, wet: Wet, gemeente: Gemeentecode) -> KetenSleutel {
        let agb = self.herkomst.agb;
        match &self.record.referentie {
            Some(referentie) => KetenSleutel::van_verzoek(wet, gemeente, agb, referentie),
            None => KetenSleutel::taakgericht(wet, gemeente, agb, self.record.client),
        }
    }
}

impl InKeten for AntwoordRij {
    fn keten(&self, wet: Wet, gemeente: Gemeentecode) -> KetenSleutel {
        KetenSleutel::van_verzoek(wet, gemeente, self.herkomst.agb, &self.record.referentie)
    }
}
