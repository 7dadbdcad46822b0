//! DQ25: a delivery that ended with its allocation ended for another reason.

use domain::{Generatie, Release, Wet};

use super::{Controle, Ernst, RELEASE_3_0, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

/// Release 3.1, the first with all reasons.
const R3_1: Release = Release { versie: 3, subversie: 1 };

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::eigen("DQ25", Ernst::D, "Reden van de stop past niet bij die van de toewijzing")
        .sinds(RELEASE_3_0),
    toets: Toets::Keten(controleer),
}];

/// The `RedenBeeindiging` that follows a `RedenWijziging`, as the pages of code list JZ002 and WMO002 advise.
fn verwachte_reden(wet: Wet, reden_wijziging: &str) -> Option<&'static str> {
    Some(match (reden_wijziging, wet) {
        ("02", _) => "02",
        ("03" | "05" | "08" | "10" | "11", _) => "36",
        ("06", _) => "39",
        ("07", Wet::Wmo) => "31",
        ("07", _) => "35",
        ("09", _) => "38",
        ("12", _) => "37",
        _ => return None,
    })
}

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for stop in &beeld.stops {
        let Some(einde) = stop.einde.filter(|einde| !einde.reden.is_tijdelijk()) else { continue };
        if einde.release < R3_1 || !stop.is_geldig() || !stop.koppeling.is_gekoppeld() {
            continue;
        }
        let Some(toewijzing) = beeld.gevonden(&stop.koppeling) else { continue };
        let versie = &toewijzing.actueel;
        let Some(reden) = versie.reden.filter(|_| versie.release.generatie() == Generatie::V3)
        else {
            continue;
        };
        let Some(verwacht) = verwachte_reden(beeld.wet, reden.code()) else { continue };
        let volgt = versie.rij.record.periode.eind() == Some(einde.einddatum)
            && versie.rij.herkomst.dagtekening <= stop.herkomst.dagtekening;
        if volgt && einde.reden.code() != verwacht {
            bevindingen.op_melding(
                stop,
                format!(
                    "RedenBeeindiging is {}; bij RedenWijziging {reden} van de toewijzing past \
                     {verwacht}.",
                    einde.reden
                ),
            );
        }
    }
}
