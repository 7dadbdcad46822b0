//! The records of the messages: checked, pseudonymised, and ready for landing.
//!
//! A `regel` counts product records or lines from 1 in document order over the whole message.

use chrono::{NaiveDate, NaiveTime};

use crate::{
    Bericht, Clientsleutel, DebetCredit, Eenheid, Eurocent, Geslacht, Identificatie, Omvang,
    Periode, Product, RedenBeeindiging, RedenWijziging, Referentie, ReferentieAanbieder,
    Retourcode, StatusAanlevering, Toewijzingnummer, Volume,
};

/// A message as it goes to landing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IngelezenBericht {
    /// The header.
    pub bericht: Bericht,
    /// What the message says about persons; one per person.
    pub clienten: Vec<Client>,
    /// The records.
    pub inhoud: Inhoud,
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
    /// 302, 306, 308: everything that counts is in the header ([`Bericht::oordeel`]).
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
    /// `ToewijzingNummer`.
    pub nummer: Toewijzingnummer,
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
    /// `ToewijzingNummer`; absent: taakgericht.
    pub nummer: Option<Toewijzingnummer>,
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
    /// `ToewijzingNummer`; absent: taakgericht.
    pub nummer: Option<Toewijzingnummer>,
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
    /// `ReferentieNummer` of the 323 line.
    pub referentienummer: Referentie,
    /// `VorigReferentieNummer` of the 323 line.
    pub vorig_referentienummer: Option<Referentie>,
    /// `ToewijzingNummer` of the 323 line.
    pub nummer: Toewijzingnummer,
    /// `IngediendBedrag`, credit negative.
    pub bedrag: Eurocent,
    /// Codes of the line and, when its client was rejected, those of the client; distinct, sorted, without 0200.
    pub retourcodes: Vec<Retourcode>,
}
