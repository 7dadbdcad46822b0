//! Declaration lines: what the receiver decided and which credit takes back which debit (SPEC c.4, c.5, IV091).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    AgbCode, Berichtsoort, DebetCredit, Identificatie, KetenSleutel, Periode, Referentie,
};

use crate::beeld::Volgorde;
use crate::koppeling::{Koppeling, is_afgewezen, van_prestatie};
use crate::toestand::{Toewijzing, Toewijzingen};
use crate::{
    Antwoord, FeitKoppeling, FeitPrestatie, InKeten, Keten, PrestatieRij, PrestatieStatus,
    RecordSleutel, koppelreden,
};

/// A declaration line with everything that is known about it.
#[derive(Debug, Clone)]
pub(crate) struct Lijn<'a> {
    pub(crate) rij: &'a PrestatieRij,
    pub(crate) sleutel: RecordSleutel,
    pub(crate) keten: KetenSleutel,
    pub(crate) status: PrestatieStatus,
    /// A debit that a credit which is not rejected takes back, answered or not (TR389).
    pub(crate) heeft_credit: bool,
    pub(crate) koppeling: Koppeling,
}

impl Lijn<'_> {
    pub(crate) fn is_debet(&self) -> bool {
        self.rij.record.debet_credit == DebetCredit::Debet
    }

    /// A debit that nothing disturbed: not rejected, and no credit takes it back.
    pub(crate) fn blijft_staan(&self) -> bool {
        self.is_debet() && !self.heeft_credit && !is_afgewezen(self.rij)
    }

    /// First day of `ProductPeriode`.
    pub(crate) fn begin(&self) -> NaiveDate {
        self.rij.record.periode.begin()
    }

    /// Last day of `ProductPeriode`. The reader only makes closed ones; an open one would end where it begins.
    pub(crate) fn eind(&self) -> NaiveDate {
        self.rij.record.periode.eind().unwrap_or(self.begin())
    }

    pub(crate) fn dagtekening(&self) -> NaiveDate {
        self.rij.herkomst.dagtekening
    }

    /// Names its message.
    pub(crate) fn bericht(&self) -> (AgbCode, &Identificatie) {
        (self.rij.herkomst.bericht_agb, &self.rij.herkomst.identificatie)
    }
}

/// What a credit points at: the debit of the same provider with this reference over the same period.
type Debetsleutel<'a> = (AgbCode, &'a Referentie, Periode);

/// Judges all lines of a chain, in order of sending.
pub(crate) fn lijnen<'a>(keten: &'a Keten, toewijzingen: &Toewijzingen<'_>) -> Vec<Lijn<'a>> {
    let mut credits: BTreeSet<Debetsleutel<'_>> = BTreeSet::new();
    let mut goedgekeurde_credits: BTreeSet<Debetsleutel<'_>> = BTreeSet::new();
    for rij in &keten.prestaties {
        if rij.record.debet_credit == DebetCredit::Credit
            && !is_afgewezen(rij)
            && let Some(vorig) = &rij.record.vorig_referentienummer
        {
            let sleutel = (rij.herkomst.agb, vorig, rij.record.periode);
            credits.insert(sleutel);
            if rij.herkomst.antwoord == Antwoord::Geaccepteerd {
                goedgekeurde_credits.insert(sleutel);
            }
        }
    }
    let mut lijnen: Vec<_> = keten
        .prestaties
        .iter()
        .map(|rij| {
            let record = &rij.record;
            let sleutel = (rij.herkomst.agb, &record.referentienummer, record.periode);
            let is_debet = record.debet_credit == DebetCredit::Debet;
            let is_teruggenomen = is_debet && goedgekeurde_credits.contains(&sleutel);
            Lijn {
                rij,
                sleutel: crate::melding::sleutel(&rij.herkomst, Berichtsoort::B323, record.regel),
                keten: rij.keten(keten.wet, keten.gemeente),
                status: status(rij, is_teruggenomen),
                heeft_credit: is_debet && credits.contains(&sleutel),
                koppeling: van_prestatie(rij, is_afgewezen(rij), toewijzingen),
            }
        })
        .collect();
    lijnen.sort_by(|one, two| volgorde(one).cmp(&volgorde(two)));
    lijnen
}

fn volgorde<'l>(lijn: &'l Lijn<'_>) -> Volgorde<'l> {
    crate::beeld::volgorde(&lijn.rij.herkomst, lijn.rij.record.regel)
}

fn status(rij: &PrestatieRij, is_teruggenomen: bool) -> PrestatieStatus {
    if is_afgewezen(rij) {
        return PrestatieStatus::Afgewezen;
    }
    match rij.herkomst.antwoord {
        Antwoord::Geaccepteerd if is_teruggenomen => PrestatieStatus::Gecrediteerd,
        Antwoord::Geaccepteerd => PrestatieStatus::Goedgekeurd,
        Antwoord::Open | Antwoord::Afgewezen => PrestatieStatus::Ingediend,
    }
}

/// The fact rows of a line: what was declared, and whether it belongs to its allocation.
pub(crate) fn feiten(
    lijn: &Lijn<'_>,
    gevonden: Option<&Toewijzing<'_>>,
) -> (FeitPrestatie, FeitKoppeling) {
    let record = &lijn.rij.record;
    let toewijzing = lijn.koppeling.toewijzing;
    let prestatie = FeitPrestatie {
        keten: lijn.keten,
        sleutel: lijn.sleutel.clone(),
        client: record.client,
        agb: lijn.rij.herkomst.agb,
        product: record.product.clone(),
        nummer: record.nummer,
        toewijzing,
        declaratienummer: lijn.rij.declaratienummer.clone(),
        referentienummer: record.referentienummer.clone(),
        vorig_referentienummer: record.vorig_referentienummer.clone(),
        declaratieperiode_begin: lijn.rij.declaratieperiode_begin,
        productperiode_begin: lijn.begin(),
        productperiode_eind: lijn.eind(),
        volume: record.volume,
        eenheid: record.eenheid,
        tarief: record.tarief,
        bedrag: record.bedrag,
        debet_credit: record.debet_credit,
        status: lijn.status,
        retourcodes: lijn.rij.retourcodes.clone(),
        telt_mee: lijn.koppeling.is_gekoppeld(),
    };
    let koppeling = FeitKoppeling {
        keten: lijn.keten,
        sleutel: lijn.sleutel.clone(),
        client: record.client,
        agb: lijn.rij.herkomst.agb,
        product: Some(record.product.clone()),
        nummer: Some(record.nummer),
        toewijzing,
        client_gelijk: lijn.koppeling.client,
        aanbieder_gelijk: lijn.koppeling.aanbieder,
        product_gelijk: lijn.koppeling.product,
        periode_gelijk: lijn.koppeling.periode,
        beschikking_gelijk: lijn.koppeling.beschikking,
        koppelwijze: lijn.koppeling.wijze,
        koppelstatus: lijn.koppeling.status,
        redenen: koppelreden::van_lijn(lijn, gevonden),
    };
    (prestatie, koppeling)
}
