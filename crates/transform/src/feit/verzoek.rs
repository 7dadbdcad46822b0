//! The row of a requested product.

use chrono::NaiveDate;
use domain::record::Onderdeel;
use domain::{
    AgbCode, Beschikkingnummer, Clientsleutel, Eurocent, KetenSleutel, Omvang, Product,
    RedenAfwijzingVerzoek, RedenVerzoek, ReferentieAanbieder, ToewijzingSleutel, Toewijzingnummer,
    Verwijzer,
};

use super::RecordSleutel;
use crate::Antwoord;

/// What became of a requested product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerzoekUitkomst {
    /// An allocation honours it.
    Toegewezen,
    /// A 319 refused it.
    Afgewezen,
    /// A 319 said that it is being looked into.
    InOnderzoek,
    /// No answer yet.
    Open,
}

impl VerzoekUitkomst {
    /// The word as it stands in `feit_verzoek.antwoord`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Toegewezen => "toegewezen",
            Self::Afgewezen => "afgewezen",
            Self::InOnderzoek => "in_onderzoek",
            Self::Open => "open",
        }
    }
}

/// Row of `dwh.feit_verzoek`: a product that a 315 or 317 asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeitVerzoek {
    /// Chain of the request.
    pub keten: KetenSleutel,
    /// Which record.
    pub sleutel: RecordSleutel,
    /// Place of the product in its record, from 1.
    pub volgnummer: u32,
    /// Person.
    pub client: Clientsleutel,
    /// Provider of the record.
    pub agb: AgbCode,
    /// What is asked of the product; never `Ongewijzigd`.
    pub onderdeel: Onderdeel,
    /// `ReferentieAanbieder`; absent in 2.0.
    pub referentie: Option<ReferentieAanbieder>,
    /// The requested product; of a product to change that of the allocation, `None` when that is not known.
    pub product: Option<Product>,
    /// `ToewijzingNummer` that the request names (317).
    pub nummer: Option<Toewijzingnummer>,
    /// The allocation that honours it.
    pub toewijzing: Option<ToewijzingSleutel>,
    /// `ToewijzingNummer` of the allocation that honours it.
    pub toegewezen_nummer: Option<Toewijzingnummer>,
    /// `Dagtekening` of the request.
    pub aanvraagdatum: NaiveDate,
    /// First day that was asked for.
    pub gevraagd_ingangsdatum: Option<NaiveDate>,
    /// Last day that was asked for; `None` is open.
    pub gevraagd_einddatum: Option<NaiveDate>,
    /// `Omvang` that was asked for.
    pub omvang: Option<Omvang>,
    /// `Budget` that was asked for, in eurocents.
    pub budget: Option<Eurocent>,
    /// `Verwijzer/Type` (315).
    pub verwijzer: Option<Verwijzer>,
    /// `RedenVerzoek` (317).
    pub reden_verzoek: Option<RedenVerzoek>,
    /// `BeschikkingNummer` (315).
    pub beschikking: Option<Beschikkingnummer>,
    /// What the municipality answered on the message (316, 318).
    pub retour_status: Antwoord,
    /// What became of it.
    pub antwoord: VerzoekUitkomst,
    /// Granted: `Toewijzingsdatum`; else `Dagtekening` of the 319.
    pub antwoorddatum: Option<NaiveDate>,
    /// `RedenAfwijzingVerzoek`, when refused.
    pub reden_afwijzing: Option<RedenAfwijzingVerzoek>,
    /// Calendar days from `aanvraagdatum` to the grant or the refusal; below zero when the messages say so.
    pub doorlooptijd_dagen: Option<i64>,
}
