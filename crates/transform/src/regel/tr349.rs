//! TR349, TR350 and TR351: a 317 names the actual allocations of the person at the provider, and no others.

use std::collections::BTreeSet;

use domain::record::Onderdeel;
use domain::{Berichtsoort, Toewijzingnummer};

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::bevinding::Bevindingen;
use crate::dossier::{DossierBeeld, opsomming};

pub(super) const CONTROLES: &[Controle] = &[
    Controle {
        regel: Regel::officieel("TR349", "9349", "Een actuele toewijzing ontbreekt in het verzoek")
            .sinds(RELEASE_3_0),
        toets: Toets::Dossier(volledig),
    },
    Controle {
        regel: Regel::officieel("TR350", "9350", "OngewijzigdProduct is geen actuele toewijzing")
            .sinds(RELEASE_3_0),
        toets: Toets::Dossier(ongewijzigd),
    },
    Controle {
        regel: Regel::officieel("TR351", "9351", "TeWijzigenProduct is geen actuele toewijzing")
            .sinds(RELEASE_3_0),
        toets: Toets::Dossier(te_wijzigen),
    },
];

/// Judged by what was known on the day before: a 301 of the same day may not have been received.
fn volledig(beeld: &DossierBeeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let mut wijzigingen = beeld.wijzigingen().peekable();
    if wijzigingen.peek().is_none() {
        return;
    }
    let mut actueel = beeld.actueel();
    for rijen in wijzigingen {
        let Some(eerste) = rijen.first() else { continue };
        let genoemd: BTreeSet<_> = rijen.iter().filter_map(|rij| rij.record.nummer).collect();
        let actueel = actueel.op(eerste.herkomst.dagtekening);
        let bekend = genoemd.iter().filter(|nummer| actueel.contains_key(nummer)).count();
        let ontbreken = actueel.len().saturating_sub(bekend);
        if ontbreken > 0 {
            let nummers = actueel.keys().filter(|nummer| !genoemd.contains(nummer));
            bevindingen.op_verzoek(
                eerste,
                Berichtsoort::B317,
                format!("Niet genoemd: toewijzing {}.", opsomming(nummers, ontbreken)),
            );
        }
    }
}

fn ongewijzigd(beeld: &DossierBeeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    bestaat(beeld, Onderdeel::Ongewijzigd, bevindingen);
}

fn te_wijzigen(beeld: &DossierBeeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    bestaat(beeld, Onderdeel::TeWijzigen, bevindingen);
}

fn bestaat(beeld: &DossierBeeld<'_>, onderdeel: Onderdeel, bevindingen: &mut Bevindingen<'_>) {
    for rijen in beeld.wijzigingen() {
        let Some(eerste) = rijen.first() else { continue };
        let dag = eerste.herkomst.dagtekening;
        let is_actueel = |nummer: Toewijzingnummer| {
            beeld.stand_op(nummer, dag).is_some_and(|stand| stand.is_actueel(dag))
        };
        let onbekend: BTreeSet<_> = rijen
            .iter()
            .filter(|rij| rij.record.onderdeel == onderdeel)
            .filter_map(|rij| rij.record.nummer.filter(|nummer| !is_actueel(*nummer)))
            .collect();
        if !onbekend.is_empty() {
            let nummers = opsomming(onbekend.iter(), onbekend.len());
            bevindingen.op_verzoek(
                eerste,
                Berichtsoort::B317,
                format!("Op {dag} geen actuele toewijzing: {nummers}."),
            );
        }
    }
}
