//! IV099: `RedenWijziging` is filled exactly when the allocation changed since it was sent before.

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::ToewijzingRij;
use crate::beeld::{Beeld, telt};
use crate::bevinding::Bevindingen;
use crate::toestand::{Versie, is_gelijke_inhoud, neem_op};

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::plicht("IV099", "RedenWijziging past niet bij de wijziging").sinds(RELEASE_3_0),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for toewijzing in beeld.toewijzingen.iter() {
        if toewijzing.nummer().is_none() || toewijzing.rijen.len() < 2 {
            continue;
        }
        let mut versies: Vec<Versie<'_>> = Vec::new();
        for rij in toewijzing.rijen.iter().filter(|rij| telt(&rij.herkomst)) {
            if let Some(toelichting) = versies.last().and_then(|vorige| oordeel(vorige, rij)) {
                bevindingen.op_toewijzing_rij(rij, toelichting);
            }
            neem_op(&mut versies, rij);
        }
    }
}

fn oordeel(vorige: &Versie<'_>, rij: &ToewijzingRij) -> Option<String> {
    let record = &rij.record;
    let sinds = vorige.rij.record.toewijzingsdatum;
    let is_gelijk = is_gelijke_inhoud(vorige, rij);
    match record.reden_wijziging {
        None if !is_gelijk => {
            Some(format!("De toewijzing is gewijzigd sinds {sinds}; RedenWijziging is leeg."))
        }
        // Records of one moment are one version, whichever of them names its reason.
        Some(reden) if is_gelijk && vorige.moment() < moment(rij) => {
            Some(format!("RedenWijziging is {reden}; sinds {sinds} is niets gewijzigd."))
        }
        _ => None,
    }
}

fn moment(rij: &ToewijzingRij) -> chrono::NaiveDateTime {
    rij.record.toewijzingsdatum.and_time(rij.record.toewijzingstijd)
}
