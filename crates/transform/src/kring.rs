//! What the rules look at beside a chain: one message with its answers, and records that share a reference number.
//!
//! A dossier (all allocations and requests of one person at one provider) has the shape of a [`crate::Keten`].

use chrono::NaiveDate;
use domain::{
    AgbCode, Berichtsoort, Clientsleutel, Gemeentecode, Identificatie, KetenSleutel, Product,
    Referentie, Release, Toewijzingnummer, Wet, record,
};

use crate::Antwoord;

/// The kinds of what a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kring {
    /// The reader, before anything is stored: refused with the code of the rule, or noted as an observation.
    Poort,
    /// Records that share an allocation number, or the group without.
    Keten,
    /// All allocations and requests of one person at one provider.
    Dossier,
    /// One message with its answers.
    Bericht,
    /// Records of one provider that share a reference number.
    Kenmerk,
}

impl Kring {
    /// The word as it stands in `landing.houdbaarheid` and the documentation.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Poort => "poort",
            Self::Keten => "keten",
            Self::Dossier => "dossier",
            Self::Bericht => "bericht",
            Self::Kenmerk => "kenmerk",
        }
    }
}

/// One heen message or 325 with what is known about it as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Berichtkring {
    /// Key of its findings.
    pub sleutel: KetenSleutel,
    /// Law.
    pub wet: Wet,
    /// Municipality in the header.
    pub gemeente: Gemeentecode,
    /// Provider in the header.
    pub agb: AgbCode,
    /// Kind; no retour has a kring of its own.
    pub berichtsoort: Berichtsoort,
    /// Release.
    pub release: Release,
    /// `Identificatie`.
    pub identificatie: Identificatie,
    /// `Dagtekening`.
    pub dagtekening: NaiveDate,
    /// What the receiver answered; `Open` for a 325, which has no answer.
    pub antwoord: Antwoord,
    /// Earliest own `Dagtekening` of an answer (retour, or 325 on a 323).
    pub eerste_antwoord: Option<NaiveDate>,
    /// `Woonplaatsbeginsel/Gemeente` of a 319.
    pub woonplaats: Option<Gemeentecode>,
    /// Of a 323.
    pub declaratie: Option<Declaratiekop>,
    /// Of a 325.
    pub declaratie_antwoord: Option<Antwoordkop>,
    /// What the reader saw.
    pub waarnemingen: Vec<Waargenomen>,
    /// Lines that a 325 sends back.
    pub teruggestuurd: Vec<Teruggestuurd>,
}

/// The declaration of a 323.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaratiekop {
    /// First day of `DeclaratiePeriode`.
    pub begin: NaiveDate,
    /// Last day of `DeclaratiePeriode`.
    pub eind: Option<NaiveDate>,
    /// The latest first day of a `DeclaratiePeriode` in a 323 with an earlier `Dagtekening` that counts, of the same
    /// provider, municipality and law (TR318); only when it is later than `begin`.
    pub laatste_eerdere_begin: Option<NaiveDate>,
}

/// What a 325 says about its 323.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Antwoordkop {
    /// Whether the 323 that it names is known (TR337).
    pub is_declaratie_bekend: bool,
    /// `DeclaratieNummer` in the 325; absent when `DeclaratieAntwoord` is.
    pub declaratienummer: Option<Identificatie>,
    /// `DeclaratieNummer` of the 323.
    pub van_declaratie: Option<Identificatie>,
    /// Whether any 323 of the provider and law has the number of the 325 (TR376, when the 323 is not known).
    pub is_nummer_bekend: bool,
    /// `XsdVersieDeclaratie` in the 325 and `XsdVersie` of the 323 differ; `None`: one is not known (TR371).
    pub is_andere_xsd_versie: Option<bool>,
    /// Lines of the 323 that were refused: a line that is not found may be one of those.
    pub heeft_geweigerde_regels: bool,
}

/// An in-message rule that the reader saw broken (`landing.waarneming`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waargenomen {
    /// Code of the rule.
    pub code: String,
    /// Place of the record; `None`: the message.
    pub regel: Option<u32>,
    /// `ToewijzingNummer` of the line at `regel` of a 323.
    pub nummer: Option<Toewijzingnummer>,
}

/// A line that a 325 sends back, beside the line of the 323 with the same `ProductReferentie`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Teruggestuurd {
    /// Place in the 325.
    pub regel: u32,
    /// `ReferentieNummer`.
    pub referentienummer: Referentie,
    /// What the 325 repeats; `None` for what was read before these values were kept.
    pub waarden: Option<Lijnwaarden>,
    /// The line of the 323; `None`: there is none (TR366).
    pub ingediend: Option<Lijnwaarden>,
    /// `ToewijzingNummer` in the 325.
    pub nummer: Option<Toewijzingnummer>,
}

/// What a 325 repeats of a line (TR367), and its person (TR304).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lijnwaarden {
    /// Person.
    pub client: Clientsleutel,
    /// `ToewijzingNummer`.
    pub nummer: Toewijzingnummer,
    /// Product.
    pub product: Product,
    /// `ProductPeriode`.
    pub periode: domain::Periode,
    /// `GeleverdVolume`.
    pub volume: domain::Volume,
    /// `Eenheid`.
    pub eenheid: domain::Eenheid,
    /// `ProductTarief`.
    pub tarief: Option<domain::Eurocent>,
    /// `IngediendBedrag`, credit negative.
    pub bedrag: domain::Eurocent,
}

impl Lijnwaarden {
    /// The values of a line as it was declared.
    pub fn van(record: &record::Prestatie) -> Self {
        Self {
            client: record.client,
            nummer: record.nummer,
            product: record.product.clone(),
            periode: record.periode,
            volume: record.volume,
            eenheid: record.eenheid,
            tarief: record.tarief,
            bedrag: record.bedrag,
        }
    }
}

/// What a reference number is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kenmerksoort {
    /// `ReferentieNummer` of a line (TR314).
    Prestatie,
    /// `DeclaratieNummer` (TR333).
    Declaratie,
    /// `ReferentieAanbieder` of a request (TR347).
    Verzoek,
}

/// Records of one provider and law that share a reference number, over municipalities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kenmerkgroep {
    /// Key of its findings.
    pub sleutel: KetenSleutel,
    /// Law.
    pub wet: Wet,
    /// What the number is of.
    pub soort: Kenmerksoort,
    /// The records; their order carries no meaning.
    pub leden: Vec<Kenmerklid>,
}

/// A record with a reference number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kenmerklid {
    /// Municipality in the header.
    pub gemeente: Gemeentecode,
    /// Provider of the record.
    pub agb: AgbCode,
    /// Provider in the header.
    pub bericht_agb: AgbCode,
    /// Kind of message.
    pub berichtsoort: Berichtsoort,
    /// `Identificatie` of the message.
    pub identificatie: Identificatie,
    /// `Dagtekening` of the message.
    pub dagtekening: NaiveDate,
    /// What the receiver answered on the message.
    pub antwoord: Antwoord,
    /// Place in the message; `None`: the number is of the message.
    pub regel: Option<u32>,
    /// `ToewijzingNummer` of a line.
    pub nummer: Option<Toewijzingnummer>,
    /// Person; `None`: the number is of the message.
    pub client: Option<Clientsleutel>,
    /// Product of the record.
    pub product: Option<Product>,
}
