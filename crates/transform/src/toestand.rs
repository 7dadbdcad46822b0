//! The state of an allocation: which versions it had and what the newest says (SPEC c.3, IV013, IV066, IV099).

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use domain::{
    Beschikkingnummer, Gemeentecode, KetenSleutel, RedenWijziging, ReferentieAanbieder, Release,
    ToewijzingSleutel, Toewijzingnummer, Wet,
};

use crate::beeld::telt;
use crate::beschikking::{Aanvragen, Grondslag};
use crate::voorziening::Voorzieningen;
use crate::{
    Antwoord, Beschikkingwijze, InKeten, Keten, ToewijzingRij, ToewijzingStand, VoorzieningRij,
};

/// One version of an allocation: a change, never an unchanged resend.
#[derive(Debug, Clone)]
pub(crate) struct Versie<'a> {
    /// The record that brought it first.
    pub(crate) rij: &'a ToewijzingRij,
    /// Reason for the change.
    pub(crate) reden: Option<RedenWijziging>,
    /// Of the message that named `reden`; without reason of the message of `rij`.
    pub(crate) release: Release,
    /// Request that it honours; kept from an earlier version.
    pub(crate) referentie_aanbieder: Option<&'a ReferentieAanbieder>,
    /// Beschikking that the messages base it on; kept from an earlier version.
    pub(crate) beschikking: Option<Beschikkingnummer>,
    /// Whether the allocation is removed as of this version.
    pub(crate) is_verwijderd: bool,
    /// Accepted as soon as one message that carried it was.
    pub(crate) antwoord: Antwoord,
}

impl Versie<'_> {
    pub(crate) fn moment(&self) -> NaiveDateTime {
        self.rij.record.toewijzingsdatum.and_time(self.rij.record.toewijzingstijd)
    }

    /// `grondslag` is that of its allocation.
    pub(crate) fn stand(&self, grondslag: &Grondslag) -> ToewijzingStand {
        let record = &self.rij.record;
        ToewijzingStand {
            nummer: record.nummer,
            beschikking: grondslag.van_versie(self.beschikking),
            beschikking_wijze: grondslag.wijze(),
            client: record.client,
            agb: self.rij.herkomst.agb,
            product: record.product.clone(),
            toewijzingsdatum: record.toewijzingsdatum,
            ingangsdatum: record.periode.begin(),
            einddatum: record.periode.eind(),
            reden_wijziging: self.reden,
            release: self.release,
            omvang: record.omvang,
            budget: record.budget,
            referentie_aanbieder: self.referentie_aanbieder.cloned(),
            is_verwijderd: self.is_verwijderd,
            retour_status: self.antwoord,
        }
    }
}

/// An allocation with all its versions.
#[derive(Debug, Clone)]
pub(crate) struct Toewijzing<'a> {
    pub(crate) sleutel: ToewijzingSleutel,
    /// Chain of its records.
    pub(crate) keten: KetenSleutel,
    /// Versions that count, oldest first; empty when every 301 was rejected.
    pub(crate) versies: Vec<Versie<'a>>,
    /// The newest version that counts, else the newest rejected one.
    pub(crate) actueel: Versie<'a>,
    /// Which beschikking it is based on, and who says so.
    pub(crate) grondslag: Grondslag,
    /// The provisions of the case system that it carries out.
    pub(crate) voorzieningen: Vec<&'a VoorzieningRij>,
    /// First Dagtekening of a 301 that counts.
    pub(crate) eerste_dagtekening: Option<NaiveDate>,
    /// Every record about it, rejected ones too, in order of versions.
    pub(crate) rijen: Vec<&'a ToewijzingRij>,
}

impl Toewijzing<'_> {
    /// Whether any version counts: an allocation that was only ever rejected was never made.
    pub(crate) fn is_geldig(&self) -> bool {
        !self.versies.is_empty()
    }

    pub(crate) fn nummer(&self) -> Option<Toewijzingnummer> {
        self.actueel.rij.record.nummer
    }

    pub(crate) fn ingangsdatum(&self) -> NaiveDate {
        self.actueel.rij.record.periode.begin()
    }

    pub(crate) fn einddatum(&self) -> Option<NaiveDate> {
        self.actueel.rij.record.periode.eind()
    }

    /// Whether `datum` lies in the period; a removed allocation has none.
    pub(crate) fn loopt_op(&self, datum: NaiveDate) -> bool {
        !self.actueel.is_verwijderd && self.actueel.rij.record.periode.bevat(datum)
    }

    /// `Toewijzingsdatum` of the first version that counts.
    pub(crate) fn eerste_toewijzingsdatum(&self) -> Option<NaiveDate> {
        self.versies.first().map(|versie| versie.rij.record.toewijzingsdatum)
    }
}

/// Every allocation of which a 301 was seen, by key.
#[derive(Debug)]
pub(crate) struct Toewijzingen<'a> {
    wet: Wet,
    gemeente: Gemeentecode,
    per_sleutel: BTreeMap<ToewijzingSleutel, Toewijzing<'a>>,
}

impl<'a> Toewijzingen<'a> {
    /// Groups the 301 records by allocation and derives the state of each.
    pub(crate) fn new(keten: &'a Keten) -> Self {
        let Keten { wet, gemeente, .. } = *keten;
        let mut per_sleutel: BTreeMap<ToewijzingSleutel, Vec<&ToewijzingRij>> = BTreeMap::new();
        for rij in &keten.toewijzingen {
            per_sleutel.entry(sleutel(wet, gemeente, rij)).or_default().push(rij);
        }
        let aanvragen = Aanvragen::new(&keten.verzoeken);
        let voorzieningen = Voorzieningen::new(&keten.voorzieningen);
        let per_sleutel = per_sleutel
            .into_iter()
            .filter_map(|(sleutel, rijen)| {
                let keten = rijen.first()?.keten(wet, gemeente);
                let mut toewijzing = toewijzing(sleutel, keten, rijen, &aanvragen)?;
                if let Some((beschikking, wijze, rijen)) = voorzieningen.van(&toewijzing) {
                    toewijzing.grondslag.zaaksysteem = Some((beschikking, wijze));
                    toewijzing.voorzieningen = rijen;
                }
                Some((sleutel, toewijzing))
            })
            .collect();
        Self { wet, gemeente, per_sleutel }
    }

    /// All, by key.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Toewijzing<'a>> {
        self.per_sleutel.values()
    }

    /// Those of which a version counts.
    pub(crate) fn geldige(&self) -> impl Iterator<Item = &Toewijzing<'a>> {
        self.iter().filter(|toewijzing| toewijzing.is_geldig())
    }

    /// Those of which a version counts and that are not removed.
    pub(crate) fn actuele(&self) -> impl Iterator<Item = &Toewijzing<'a>> {
        self.geldige().filter(|toewijzing| !toewijzing.actueel.is_verwijderd)
    }

    /// The allocation with this key.
    pub(crate) fn get(&self, sleutel: ToewijzingSleutel) -> Option<&Toewijzing<'a>> {
        self.per_sleutel.get(&sleutel)
    }

    /// The allocation with this number, when a version of it counts.
    pub(crate) fn met_nummer(&self, nummer: Toewijzingnummer) -> Option<&Toewijzing<'a>> {
        self.get(ToewijzingSleutel::van_nummer(self.wet, self.gemeente, nummer))
            .filter(|toewijzing| toewijzing.is_geldig())
    }
}

/// Key of the allocation that a 301 record is about.
pub(crate) fn sleutel(wet: Wet, gemeente: Gemeentecode, rij: &ToewijzingRij) -> ToewijzingSleutel {
    let record = &rij.record;
    match record.nummer {
        Some(nummer) => ToewijzingSleutel::van_nummer(wet, gemeente, nummer),
        None => ToewijzingSleutel::zonder_nummer(
            rij.keten(wet, gemeente),
            record.beschikking,
            record.product.as_ref(),
            record.periode.begin(),
        ),
    }
}

fn toewijzing<'a>(
    sleutel: ToewijzingSleutel,
    keten: KetenSleutel,
    mut rijen: Vec<&'a ToewijzingRij>,
    aanvragen: &Aanvragen<'_>,
) -> Option<Toewijzing<'a>> {
    rijen.sort_by(|one, two| volgorde(one).cmp(&volgorde(two)));
    let geldig: Vec<_> = rijen.iter().copied().filter(|rij| telt(&rij.herkomst)).collect();
    let mut versies = versies(&geldig);
    let mut wijze = Beschikkingwijze::Bericht;
    if versies.last().is_some_and(|versie| versie.beschikking.is_none())
        && let Some(beschikking) = aanvragen.beschikking(&geldig)
    {
        wijze = Beschikkingwijze::Verzoek;
        for versie in &mut versies {
            versie.beschikking = Some(beschikking);
        }
    }
    let actueel = match versies.last() {
        Some(versie) => versie.clone(),
        None => nieuwe_versie(rijen.last()?),
    };
    let eerste_dagtekening = geldig.iter().map(|rij| rij.herkomst.dagtekening).min();
    let grondslag = Grondslag {
        zaaksysteem: None,
        bericht: actueel.beschikking.map(|beschikking| (beschikking, wijze)),
    };
    Some(Toewijzing {
        sleutel,
        keten,
        versies,
        actueel,
        grondslag,
        voorzieningen: Vec::new(),
        eerste_dagtekening,
        rijen,
    })
}

/// Order of versions: the moment of allocation (IV013); the rest only makes the order complete.
fn volgorde(rij: &ToewijzingRij) -> impl Ord + '_ {
    let record = &rij.record;
    (
        record.toewijzingsdatum,
        record.toewijzingstijd,
        rij.herkomst.dagtekening,
        &rij.herkomst.identificatie,
        rij.herkomst.bericht_agb,
        record.regel,
    )
}

/// Folds records into versions: an unchanged resend is no version and clears nothing.
fn versies<'a>(rijen: &[&'a ToewijzingRij]) -> Vec<Versie<'a>> {
    let mut versies = Vec::new();
    for rij in rijen {
        neem_op(&mut versies, rij);
    }
    versies
}

/// Takes the next record into the versions of its allocation.
pub(crate) fn neem_op<'a>(versies: &mut Vec<Versie<'a>>, rij: &'a ToewijzingRij) {
    match versies.last_mut() {
        Some(vorige) if is_herhaling(vorige, rij) => vul_aan(vorige, rij),
        vorige => {
            let versie = volgende_versie(vorige.as_deref(), rij);
            versies.push(versie);
        }
    }
}

fn is_herhaling(vorige: &Versie<'_>, rij: &ToewijzingRij) -> bool {
    let gelijk = is_gelijke_inhoud(vorige, rij);
    let moment = rij.record.toewijzingsdatum.and_time(rij.record.toewijzingstijd);
    let reden = rij.record.reden_wijziging;
    gelijk && (reden.is_none() || reden == vorige.reden || vorige.moment() == moment)
}

/// Content of a 301 record that makes a version: all that may differ between two versions.
pub(crate) fn is_gelijke_inhoud(vorige: &Versie<'_>, rij: &ToewijzingRij) -> bool {
    let beschikkingen = vorige.beschikking.zip(rij.record.beschikking);
    is_zelfde(vorige.rij, rij) && beschikkingen.is_none_or(|(was, wordt)| was == wordt)
}

/// Whether two 301 records allocate the same, whatever they are based on.
pub(crate) fn is_zelfde(een: &ToewijzingRij, twee: &ToewijzingRij) -> bool {
    let (one, two) = (&een.record, &twee.record);
    een.herkomst.agb == twee.herkomst.agb
        && one.client == two.client
        && one.product == two.product
        && one.periode == two.periode
        && one.omvang == two.omvang
        && one.budget == two.budget
}

/// Takes over what a resend adds: a reason at the same moment, a reference, a beschikking, an acceptance.
fn vul_aan<'a>(vorige: &mut Versie<'a>, rij: &'a ToewijzingRij) {
    if rij.record.reden_wijziging > vorige.reden {
        vorige.reden = rij.record.reden_wijziging;
        vorige.release = rij.herkomst.release;
        vorige.is_verwijderd = is_verwijderd(vorige.is_verwijderd, rij);
    }
    if vorige.referentie_aanbieder.is_none() {
        vorige.referentie_aanbieder = rij.record.referentie_aanbieder.as_ref();
    }
    vorige.beschikking = vorige.beschikking.or(rij.record.beschikking);
    vorige.antwoord = vorige.antwoord.max(rij.herkomst.antwoord);
}

fn nieuwe_versie(rij: &ToewijzingRij) -> Versie<'_> {
    volgende_versie(None, rij)
}

fn volgende_versie<'a>(vorige: Option<&Versie<'a>>, rij: &'a ToewijzingRij) -> Versie<'a> {
    let record = &rij.record;
    Versie {
        rij,
        reden: record.reden_wijziging,
        release: rij.herkomst.release,
        referentie_aanbieder: record
            .referentie_aanbieder
            .as_ref()
            .or(vorige.and_then(|vorige| vorige.referentie_aanbieder)),
        beschikking: record.beschikking.or(vorige.and_then(|vorige| vorige.beschikking)),
        is_verwijderd: is_verwijderd(vorige.is_some_and(|vorige| vorige.is_verwijderd), rij),
        antwoord: rij.herkomst.antwoord,
    }
}

/// Removal: reason 13, or 01 on a one-day period (before April 2022); undone by a longer period.
pub(crate) fn is_verwijderd(was: bool, rij: &ToewijzingRij) -> bool {
    let periode = &rij.record.periode;
    let een_dag = periode.eind() == Some(periode.begin());
    match rij.record.reden_wijziging {
        Some(reden) if reden.is_verwijderd() => true,
        Some(reden) if reden.is_administratieve_correctie_oud() && een_dag => true,
        _ => was && een_dag,
    }
}
