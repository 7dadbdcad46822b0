//! TR379: an allocation carries the `ReferentieAanbieder` of the request that it honours, once, and no other (IV097).

use std::collections::BTreeMap;

use domain::ReferentieAanbieder;

use super::{Controle, RELEASE_3_1, Regel, Toets};
use crate::ToewijzingRij;
use crate::beeld::{Beeld, telt};
use crate::bevinding::Bevindingen;
use crate::toestand::{Toewijzing, is_zelfde};
use crate::verzoek::vroegste;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR379", "9379", "Toewijzing noemt een verzoek dat er niet is")
        .sinds(RELEASE_3_1),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let mut toegewezen = beeld.records.toewijzingen.iter();
    if toegewezen.all(|rij| rij.record.referentie_aanbieder.is_none()) {
        return;
    }
    let verzoeken = beeld.records.verzoeken.iter().filter(|rij| telt(&rij.herkomst));
    let verzoeken = vroegste(verzoeken.filter_map(|rij| {
        let sleutel = (rij.herkomst.agb, rij.record.client, rij.record.referentie.as_ref()?);
        Some((sleutel, rij.herkomst.dagtekening))
    }));
    for (rij, referentie, eerder) in beeld.toewijzingen.iter().flat_map(met_referentie) {
        let verzoek = verzoeken.get(&(rij.herkomst.agb, rij.record.client, referentie));
        let toelichting = match (verzoek, eerder) {
            (None, _) => "Er is geen verzoek met deze ReferentieAanbieder.".to_owned(),
            (Some(verzoek), _) if *verzoek > rij.herkomst.dagtekening => {
                format!("Het verzoek met deze ReferentieAanbieder is van {verzoek}.")
            }
            (_, Some(eerder)) => format!(
                "De toewijzing van {} noemde deze ReferentieAanbieder al, met een andere inhoud.",
                eerder.record.toewijzingsdatum
            ),
            (Some(_), None) => continue,
        };
        bevindingen.op_toewijzing_rij(rij, toelichting);
    }
}

/// A 301 record with its reference, and one of an earlier moment that had it, allocated something else and counts too.
type MetReferentie<'a> = (&'a ToewijzingRij, &'a ReferentieAanbieder, Option<&'a ToewijzingRij>);

fn met_referentie<'a>(toewijzing: &Toewijzing<'a>) -> Vec<MetReferentie<'a>> {
    // The first record with a reference, and the first after it that allocates something else.
    let mut eerdere: BTreeMap<_, (&ToewijzingRij, Option<&ToewijzingRij>)> = BTreeMap::new();
    let mut gevonden = Vec::new();
    for &rij in &toewijzing.rijen {
        let Some(referentie) = &rij.record.referentie_aanbieder else { continue };
        if !telt(&rij.herkomst) {
            gevonden.push((rij, referentie, None));
            continue;
        }
        let (eerste, ander) = eerdere.entry(referentie).or_insert((rij, None));
        let is_eerste = is_zelfde(eerste, rij);
        let eerder = if is_eerste { *ander } else { Some(*eerste) };
        gevonden.push((rij, referentie, eerder.filter(|eerder| moment(eerder) < moment(rij))));
        if !is_eerste && ander.is_none() {
            *ander = Some(rij);
        }
    }
    gevonden
}

fn moment(rij: &ToewijzingRij) -> impl Ord + use<> {
    (rij.record.toewijzingsdatum, rij.record.toewijzingstijd)
}
