//! TR379: an allocation carries the `ReferentieAanbieder` of the request that it honours, and no other.

use super::{Controle, RELEASE_3_1, Regel, Toets};
use crate::beeld::{Beeld, telt};
use crate::bevinding::Bevindingen;
use crate::verzoek::vroegste;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR379", "9379", "Toewijzing noemt een verzoek dat er niet is")
        .sinds(RELEASE_3_1),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let toegewezen = beeld.records.toewijzingen.iter();
    let mut met_referentie = toegewezen
        .filter_map(|rij| Some((rij, rij.record.referentie_aanbieder.as_ref()?)))
        .peekable();
    if met_referentie.peek().is_none() {
        return;
    }
    let verzoeken = beeld.records.verzoeken.iter().filter(|rij| telt(&rij.herkomst));
    let verzoeken = vroegste(verzoeken.filter_map(|rij| {
        let sleutel = (rij.herkomst.agb, rij.record.client, rij.record.referentie.as_ref()?);
        Some((sleutel, rij.herkomst.dagtekening))
    }));
    for (rij, referentie) in met_referentie {
        let verzoek = verzoeken.get(&(rij.herkomst.agb, rij.record.client, referentie));
        let toelichting = match verzoek {
            Some(verzoek) if *verzoek <= rij.herkomst.dagtekening => continue,
            Some(verzoek) => format!("Het verzoek met deze ReferentieAanbieder is van {verzoek}."),
            None => "Er is geen verzoek met deze ReferentieAanbieder.".to_owned(),
        };
        bevindingen.op_toewijzing_rij(rij, toelichting);
    }
}
