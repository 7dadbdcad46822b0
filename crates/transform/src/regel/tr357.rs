//! TR357, TR373, TR375, TR411 and TR412: what a 317 may want changed of an allocation.
//!
//! Compared with the allocation as it was known on the Dagtekening of the 317; an unknown one is TR351.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::record::{self, Onderdeel};
use domain::{Berichtsoort, Frequentie};

use super::{Controle, RELEASE_3_0, RELEASE_3_1, Regel, Toets};
use crate::bevinding::Bevindingen;
use crate::dossier::{DossierBeeld, opsomming};

pub(super) const CONTROLES: &[Controle] = &[
    Controle {
        regel: Regel::officieel(
            "TR357",
            "9357",
            "Wijziging met terugwerkende kracht voor een deel",
        )
        .sinds(RELEASE_3_0),
        toets: Toets::Dossier(gehele_looptijd),
    },
    Controle {
        regel: Regel::officieel("TR373", "9373", "Budget of totaal wijzigt niet vanaf het begin")
            .sinds(RELEASE_3_0),
        toets: Toets::Dossier(totaal),
    },
    Controle {
        regel: Regel::officieel("TR375", "9375", "Omvang gevraagd bij een generieke toewijzing")
            .sinds(RELEASE_3_0),
        toets: Toets::Dossier(generiek),
    },
    Controle {
        regel: Regel::officieel("TR411", "9411", "Omvang ontbreekt bij een specifieke toewijzing")
            .sinds(RELEASE_3_1),
        toets: Toets::Dossier(specifiek),
    },
    Controle {
        regel: Regel::officieel("TR412", "9412", "Omvang gevraagd bij een aspecifieke toewijzing")
            .sinds(RELEASE_3_1),
        toets: Toets::Dossier(aspecifiek),
    },
];

/// Allocations that ended by then may have an Omvang without a code (TR375, TR412).
const EINDE_2020: Option<NaiveDate> = NaiveDate::from_ymd_opt(2020, 12, 31);

/// A product to change, and the allocation that it names.
struct Wijziging<'b> {
    dagtekening: NaiveDate,
    gevraagd: &'b record::Verzoek,
    toegewezen: &'b record::Toewijzing,
}

impl Wijziging<'_> {
    fn is_vanaf_het_begin(&self) -> bool {
        self.gevraagd.ingangsdatum == Some(self.toegewezen.periode.begin())
    }

    fn is_van_na_2020(&self) -> bool {
        let eind = self.toegewezen.periode.eind();
        eind.is_none() || eind > EINDE_2020
    }
}

fn gehele_looptijd(beeld: &DossierBeeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    controleer(beeld, bevindingen, "Gewenst vanaf een dag in het verleden", |wijziging| {
        let gewenst = wijziging.gevraagd.ingangsdatum;
        gewenst.is_some_and(|gewenst| gewenst <= wijziging.dagtekening)
            && !wijziging.is_vanaf_het_begin()
    });
}

fn totaal(beeld: &DossierBeeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    controleer(beeld, bevindingen, "Ander budget of totaal, niet vanaf het begin", |wijziging| {
        let Wijziging { gevraagd, toegewezen, .. } = wijziging;
        let is_ander_budget = gevraagd.budget.is_some() && gevraagd.budget != toegewezen.budget;
        let is_ander_totaal = gevraagd.omvang.zip(toegewezen.omvang).is_some_and(|(nieuw, oud)| {
            oud.frequentie == Frequentie::Totaal && nieuw.volume != oud.volume
        });
        (is_ander_budget || is_ander_totaal) && !wijziging.is_vanaf_het_begin()
    });
}

fn generiek(beeld: &DossierBeeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    controleer(beeld, bevindingen, "Omvang bij een toewijzing zonder product", |wijziging| {
        wijziging.gevraagd.omvang.is_some()
            && wijziging.toegewezen.product.is_none()
            && wijziging.is_van_na_2020()
    });
}

fn specifiek(beeld: &DossierBeeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    controleer(beeld, bevindingen, "Geen omvang bij een toewijzing met code", |wijziging| {
        let product = wijziging.toegewezen.product.as_ref();
        wijziging.gevraagd.omvang.is_none() && product.is_some_and(|product| product.code.is_some())
    });
}

fn aspecifiek(beeld: &DossierBeeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    controleer(beeld, bevindingen, "Omvang bij een toewijzing zonder code", |wijziging| {
        let product = wijziging.toegewezen.product.as_ref();
        wijziging.gevraagd.omvang.is_some()
            && product.is_some_and(|product| product.code.is_none())
            && wijziging.is_van_na_2020()
    });
}

/// One finding per 317, with the numbers of the allocations.
fn controleer(
    beeld: &DossierBeeld<'_>,
    bevindingen: &mut Bevindingen<'_>,
    wat: &str,
    is_fout: impl Fn(&Wijziging<'_>) -> bool,
) {
    for rijen in beeld.wijzigingen() {
        let fout: BTreeSet<_> = rijen
            .iter()
            .filter(|rij| rij.record.onderdeel == Onderdeel::TeWijzigen)
            .filter_map(|rij| {
                let nummer = rij.record.nummer?;
                let dagtekening = rij.herkomst.dagtekening;
                let toegewezen = &beeld.stand_op(nummer, dagtekening)?.rij.record;
                let gevraagd = &rij.record;
                is_fout(&Wijziging { dagtekening, gevraagd, toegewezen }).then_some(nummer)
            })
            .collect();
        if let Some(eerste) = rijen.first().filter(|_| !fout.is_empty()) {
            let nummers = opsomming(fout.iter(), fout.len());
            bevindingen.op_verzoek(
                eerste,
                Berichtsoort::B317,
                format!("{wat}: toewijzing {nummers}."),
            );
        }
    }
}
