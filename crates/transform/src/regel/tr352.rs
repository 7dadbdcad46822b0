//! TR352, TR353 and TR380: what a 317 says by itself. It starts from what is allocated, wants a change, and wants what
//! is new in the future.

use domain::Berichtsoort;
use domain::record::Onderdeel::{self, Nieuw, Ongewijzigd, TeWijzigen};

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::bevinding::Bevindingen;
use crate::dossier::DossierBeeld;

pub(super) const CONTROLES: &[Controle] = &[
    Controle {
        regel: Regel::in_bericht("TR352", "Verzoek om wijziging zonder bestaande toewijzing")
            .sinds(RELEASE_3_0),
        toets: Toets::Dossier(bestaand),
    },
    Controle {
        regel: Regel::in_bericht("TR353", "Verzoek om wijziging dat niets wijzigt")
            .sinds(RELEASE_3_0),
        toets: Toets::Dossier(wijziging),
    },
    Controle {
        regel: Regel::in_bericht("TR380", "Nieuw product gaat niet in de toekomst in")
            .sinds(RELEASE_3_0),
        toets: Toets::Dossier(toekomst),
    },
];

fn bestaand(beeld: &DossierBeeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    bevat(beeld, [Ongewijzigd, TeWijzigen], "OngewijzigdProduct of TeWijzigenProduct", bevindingen);
}

fn wijziging(beeld: &DossierBeeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    bevat(beeld, [TeWijzigen, Nieuw], "TeWijzigenProduct of NieuwProduct", bevindingen);
}

fn bevat(
    beeld: &DossierBeeld<'_>,
    onderdelen: [Onderdeel; 2],
    namen: &str,
    bevindingen: &mut Bevindingen<'_>,
) {
    for rijen in beeld.wijzigingen() {
        let heeft = rijen.iter().any(|rij| onderdelen.contains(&rij.record.onderdeel));
        if let Some(eerste) = rijen.first().filter(|_| !heeft) {
            bevindingen.op_verzoek(
                eerste,
                Berichtsoort::B317,
                format!("Het verzoek heeft geen {namen}."),
            );
        }
    }
}

fn toekomst(beeld: &DossierBeeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for rijen in beeld.wijzigingen() {
        let te_vroeg = rijen.iter().find_map(|rij| {
            let gewenst = rij.record.ingangsdatum.filter(|_| rij.record.onderdeel == Nieuw)?;
            (gewenst <= rij.herkomst.dagtekening).then_some((rij, gewenst))
        });
        if let Some((rij, gewenst)) = te_vroeg {
            bevindingen.op_verzoek(
                rij,
                Berichtsoort::B317,
                format!(
                    "Nieuw product gewenst vanaf {gewenst}, in een verzoek van {}.",
                    rij.herkomst.dagtekening
                ),
            );
        }
    }
}
