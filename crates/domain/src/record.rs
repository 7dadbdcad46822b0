//! The records of the messages: checked, pseudonymised, and ready for landing.
//!
//! A `regel` counts product records or lines from 1 in document order over the whole message.

use chrono::{NaiveDate, NaiveTime};

use crate::{
    AgbCode, Bericht, Beschikkingnummer, Clientsleutel, DebetCredit, Eenheid, EnvelopReferentie,
    Eurocent, Gemeentecode, Geslacht, Identificatie, Omvang, Periode, Product,
    RedenAfwijzingVerzoek, RedenBeeindiging, RedenVerzoek, RedenWijziging, Referentie,
    ReferentieAanbieder, Retourcode, StatusAanlevering, Toewijzingnummer, Verwijzer,
    VerzoekAntwoord, Volume, Waarnemingcode,
};

/// A message as it goes to landing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IngelezenBericht {
    /// The header.
    pub bericht: Bericht,
    /// What the message says about persons; one per person.
    pub clienten: Vec<Client>,
    /// The beschikkingen that a 301 of release 2.x decides on; one per person.
    pub beschikkingen: Vec<Beschikking>,
    /// `referentienummer` of the envelope that the message came in, if it came in one.
    pub envelop: Option<EnvelopReferentie>,
    /// Rules that it breaks by itself; each once per place.
    pub waarnemingen: Vec<Waarneming>,
    /// The records.
    pub inhoud: Inhoud,
}

/// A rule that a message breaks by itself, although it loads: no value is kept of what breaks it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Waarneming {
    /// The rule.
    pub code: Waarnemingcode,
    /// The record, one that loads; `None`: the message as a whole.
    pub regel: Option<u32>,
}

/// The records of a message, by its kind. Refused records are not in here.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Inhoud {
    /// 301.
    Toewijzing(Vec<Toewijzing>),
    /// 305.
    Start(Vec<Start>),
    /// 307.
    Stop(Vec<Stop>),
    /// 323.
    Declaratie(Declaratie, Vec<Prestatie>),
    /// 315 and 317: the requested products.
    Verzoek(Vec<Verzoek>),
    /// 319.
    Antwoord(Vec<Antwoord>),
    /// 302, 306, 308, 316, 318, 320: everything that counts is in the header ([`Bericht::oordeel`]).
    Retour,
    /// 325: the lines that were sent back; a line of the 323 that is not here is approved.
    DeclaratieAntwoord(Option<DeclaratieAntwoord>, Vec<AfgewezenPrestatie>),
}

/// What a message says about a person, apart from the records. Names and addresses are not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// The pseudonym.
    pub client: Clientsleutel,
    /// Year of birth; `None` when unknown (`DatumGebruik` 3) or not in the message (323).
    pub geboortejaar: Option<i16>,
    /// Sex as registered.
    pub geslacht: Geslacht,
}

/// 301 `ToegewezenProduct`: one version of an allocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toewijzing {
    /// Place in the message.
    pub regel: u32,
    /// `Client/Bsn` as a pseudonym.
    pub client: Clientsleutel,
    /// `ToewijzingNummer`; absent in 2.0 and, sometimes, in 2.x.
    pub nummer: Option<Toewijzingnummer>,
    /// `Aanbieder` of the record (2.x); absent: the receiver in the header.
    pub aanbieder: Option<AgbCode>,
    /// `BeschikkingNummer` of the beschikking around it (2.x).
    pub beschikking: Option<Beschikkingnummer>,
    /// `ReferentieAanbieder`: the request that this allocation honours.
    pub referentie_aanbieder: Option<ReferentieAanbieder>,
    /// `Product`; absent: generiek; without code: aspecifiek.
    pub product: Option<Product>,
    /// `Toewijzingsdatum`.
    pub toewijzingsdatum: NaiveDate,
    /// `Toewijzingstijd`.
    pub toewijzingstijd: NaiveTime,
    /// `Ingangsdatum`; with `Einddatum` the period, which never ends before it begins.
    pub periode: Periode,
    /// `RedenWijziging`.
    pub reden_wijziging: Option<RedenWijziging>,
    /// `Omvang`.
    pub omvang: Option<Omvang>,
    /// `Budget`, in eurocents.
    pub budget: Option<Eurocent>,
}

/// 305 `StartProduct`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// Place in the message.
    pub regel: u32,
    /// `Client/Bsn` as a pseudonym.
    pub client: Clientsleutel,
    /// `ToewijzingNummer`; absent: taakgericht, or 2.x.
    pub nummer: Option<Toewijzingnummer>,
    /// `Aanbieder` of the record (2.x); absent: the sender in the header.
    pub aanbieder: Option<AgbCode>,
    /// `BeschikkingNummer` (2.x).
    pub beschikking: Option<Beschikkingnummer>,
    /// `Product`, copied from the allocation.
    pub product: Option<Product>,
    /// `ToewijzingIngangsdatum`.
    pub toewijzing_ingangsdatum: Option<NaiveDate>,
    /// `Begindatum`: first day of delivery.
    pub begindatum: NaiveDate,
    /// `StatusAanlevering`.
    pub status: StatusAanlevering,
}

/// 307 `StopProduct`. May end before it begins: that loads, with a finding (TR018).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Place in the message.
    pub regel: u32,
    /// `Client/Bsn` as a pseudonym.
    pub client: Clientsleutel,
    /// `ToewijzingNummer`; absent: taakgericht, or 2.x.
    pub nummer: Option<Toewijzingnummer>,
    /// `Aanbieder` of the record (2.x); absent: the sender in the header.
    pub aanbieder: Option<AgbCode>,
    /// `BeschikkingNummer` (2.x).
    pub beschikking: Option<Beschikkingnummer>,
    /// `Product`, copied from the start.
    pub product: Option<Product>,
    /// `ToewijzingIngangsdatum`.
    pub toewijzing_ingangsdatum: Option<NaiveDate>,
    /// `Begindatum` of the start that is stopped.
    pub begindatum: NaiveDate,
    /// `RedenBeeindiging`; 20 is a pause.
    pub reden_beeindiging: RedenBeeindiging,
    /// `Einddatum`: last day of delivery.
    pub einddatum: NaiveDate,
    /// `StatusAanlevering`.
    pub status: StatusAanlevering,
}

/// 301 `Beschikking` of release 2.x, without the products it decides on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beschikking {
    /// `Client/Bsn` as a pseudonym.
    pub client: Clientsleutel,
    /// `BeschikkingNummer`.
    pub nummer: Beschikkingnummer,
    /// `Afgiftedatum`.
    pub afgiftedatum: NaiveDate,
    /// `Ingangsdatum` and `Einddatum`.
    pub periode: Periode,
}

/// What a requested product is to its request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Onderdeel {
    /// 315 `AangevraagdProduct`.
    Aangevraagd,
    /// 317 `NieuwProduct`.
    Nieuw,
    /// 317 `TeWijzigenProduct`.
    TeWijzigen,
    /// 317 `OngewijzigdProduct`: named, not requested.
    Ongewijzigd,
}

impl Onderdeel {
    /// The word as it stands in every table.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Aangevraagd => "aangevraagd",
            Self::Nieuw => "nieuw",
            Self::TeWijzigen => "te_wijzigen",
            Self::Ongewijzigd => "ongewijzigd",
        }
    }
}

impl core::str::FromStr for Onderdeel {
    type Err = crate::WaardeFout;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "aangevraagd" => Ok(Self::Aangevraagd),
            "nieuw" => Ok(Self::Nieuw),
            "te_wijzigen" => Ok(Self::TeWijzigen),
            "ongewijzigd" => Ok(Self::Ongewijzigd),
            _ => Err(crate::WaardeFout::Code),
        }
    }
}

/// 315 `AangevraagdProduct` (2.x: `Product`), or a product that a 317 `Verzoek` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verzoek {
    /// Place of the record in the message; a 317 is one record.
    pub regel: u32,
    /// Place of the product in its record, from 1; in a 315 always 1.
    pub volgnummer: u32,
    /// `Client/Bsn` as a pseudonym.
    pub client: Clientsleutel,
    /// What is asked of the product.
    pub onderdeel: Onderdeel,
    /// `ReferentieAanbieder`; absent only in 2.0.
    pub referentie: Option<ReferentieAanbieder>,
    /// `Aanbieder` of the record (2.x); absent: the sender in the header.
    pub aanbieder: Option<AgbCode>,
    /// `ToewijzingNummer` (317, to change or unchanged).
    pub nummer: Option<Toewijzingnummer>,
    /// `Product`; absent: generiek, or not repeated (317, to change or unchanged).
    pub product: Option<Product>,
    /// `BeschikkingNummer` (315).
    pub beschikking: Option<Beschikkingnummer>,
    /// `BeschikkingIngangsdatum` (315).
    pub beschikking_ingangsdatum: Option<NaiveDate>,
    /// `ToewijzingIngangsdatum` (315), `GewensteIngangsdatum` (317); absent for an unchanged product.
    pub ingangsdatum: Option<NaiveDate>,
    /// `ToewijzingEinddatum` (315), `Einddatum` (317). May lie before `ingangsdatum`: what was asked is kept as it was
    /// asked, with a warning (CS003).
    pub einddatum: Option<NaiveDate>,
    /// `Omvang`.
    pub omvang: Option<Omvang>,
    /// `Budget`, in eurocents.
    pub budget: Option<Eurocent>,
    /// `Verwijzer/Type` (315); who it was is not loaded.
    pub verwijzer: Option<Verwijzer>,
    /// `Raamcontract` (315): 1 is yes.
    pub raamcontract: Option<bool>,
    /// `RedenVerzoek` (317).
    pub reden_verzoek: Option<RedenVerzoek>,
}

/// 319 `Antwoord`: what the municipality answers on a 315 or 317.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Antwoord {
    /// Place in the message: 1.
    pub regel: u32,
    /// `ReferentieAanbieder` of the request.
    pub referentie: ReferentieAanbieder,
    /// `VerzoekAntwoord`.
    pub antwoord: VerzoekAntwoord,
    /// `RedenAfwijzingVerzoek`, exactly when refused (CD085, CD086).
    pub reden_afwijzing: Option<RedenAfwijzingVerzoek>,
    /// `Woonplaatsbeginsel/Gemeente` (Jw, reason 8).
    pub woonplaats: Option<Gemeentecode>,
}

/// A fault of the chain (`Fo01`): the GGk or the receiver could not take a message in.
///
/// Its free text (`omschrijving`, `details`) is not kept: it may hold anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ketenfout {
    /// `code`, such as `IB014`.
    pub code: crate::Tekst<8>,
    /// `referentienummer` of the fault itself.
    pub referentie: Option<EnvelopReferentie>,
    /// `crossRefnummer`: `referentienummer` of the envelope that could not be taken in.
    pub betreft: Option<EnvelopReferentie>,
    /// `zender/organisatie`: municipality (4 digits), provider (8) or hub.
    pub zender: Option<crate::Tekst<20>>,
    /// `ontvanger/organisatie`.
    pub ontvanger: Option<crate::Tekst<20>>,
    /// The municipality among the two, when one is.
    pub gemeente: Option<Gemeentecode>,
    /// `tijdstipBericht`, local time as written.
    pub tijdstip: Option<chrono::NaiveDateTime>,
}

/// 323 `Declaratie`, without its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaratie {
    /// `DeclaratieNummer`.
    pub declaratienummer: Identificatie,
    /// `DeclaratiePeriode`, normally one calendar month.
    pub periode: Periode,
    /// `DeclaratieDagtekening`.
    pub dagtekening: NaiveDate,
    /// `TotaalIngediendBedrag`, credit negative.
    pub totaal: Eurocent,
}

/// 323 `Prestatie`: one line of a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prestatie {
    /// Place in the message, over all clients.
    pub regel: u32,
    /// `Client/Bsn` as a pseudonym.
    pub client: Clientsleutel,
    /// `ReferentieNummer`.
    pub referentienummer: Referentie,
    /// `VorigReferentieNummer`: the line that a credit takes back.
    pub vorig_referentienummer: Option<Referentie>,
    /// `ToewijzingNummer`.
    pub nummer: Toewijzingnummer,
    /// `ProductCategorie` and `ProductCode`, both always there.
    pub product: Product,
    /// `ProductPeriode`, closed.
    pub periode: Periode,
    /// `GeleverdVolume`.
    pub volume: Volume,
    /// `Eenheid`.
    pub eenheid: Eenheid,
    /// `ProductTarief` in eurocents; absent for unit 83.
    pub tarief: Option<Eurocent>,
    /// `IngediendBedrag`, credit negative.
    pub bedrag: Eurocent,
    /// `DebetCredit`.
    pub debet_credit: DebetCredit,
}

/// 325 `DeclaratieAntwoord`, without its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaratieAntwoord {
    /// `DeclaratieNummer`.
    pub declaratienummer: Identificatie,
    /// `TotaalIngediendBedrag`, credit negative.
    pub totaal_ingediend: Eurocent,
    /// `TotaalToegekendBedrag`, credit negative.
    pub totaal_toegekend: Eurocent,
}

/// 325 `Prestatie`: a line that was sent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AfgewezenPrestatie {
    /// Place in the message, over all clients.
    pub regel: u32,
    /// `Client/Bsn` as a pseudonym; `None` when that is no BSN.
    pub client: Option<Clientsleutel>,
    /// `ReferentieNummer` of the 323 line.
    pub referentienummer: Referentie,
    /// `VorigReferentieNummer` of the 323 line.
    pub vorig_referentienummer: Option<Referentie>,
    /// `ToewijzingNummer` of the 323 line.
    pub nummer: Toewijzingnummer,
    /// What was delivered, as the answer repeats it; `None` when a value of it cannot be read: a line may be sent back
    /// for that.
    pub geleverd: Option<Geleverd>,
    /// `IngediendBedrag`, credit negative.
    pub bedrag: Eurocent,
    /// Codes of the line and, when its client was rejected, those of the client; distinct, sorted, without 0200.
    pub retourcodes: Vec<Retourcode>,
}

/// What a line of a declaration says was delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Geleverd {
    /// `ProductCategorie` and `ProductCode`, both always there.
    pub product: Product,
    /// `ProductPeriode`, closed.
    pub periode: Periode,
    /// `GeleverdVolume`.
    pub volume: Volume,
    /// `Eenheid`.
    pub eenheid: Eenheid,
    /// `ProductTarief` in eurocents; absent for unit 83.
    pub tarief: Option<Eurocent>,
}
