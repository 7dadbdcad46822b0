//! TR374: no request while an earlier one of the same provider for the same person is pending.

use chrono::NaiveDate;
use domain::{Berichtsoort, Generatie};

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::VerzoekRij;
use crate::beeld::telt;
use crate::bevinding::Bevindingen;
use crate::dossier::DossierBeeld;
use crate::verzoek::Reacties;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR374", "9374", "Een eerder verzoek was nog niet afgehandeld")
        .sinds(RELEASE_3_0),
    toets: Toets::Dossier(controleer),
}];

/// A request is pending until it is allocated or refused (OP274, OP346).
fn controleer(beeld: &DossierBeeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let aanvragen = beeld.aanvragen().flatten().map(|rij| (*rij, Berichtsoort::B315));
    let wijzigingen =
        beeld.wijzigingen().filter_map(|rijen| Some((*rijen.first()?, Berichtsoort::B317)));
    let mut verzoeken: Vec<(&VerzoekRij, Berichtsoort)> = aanvragen.chain(wijzigingen).collect();
    if verzoeken.len() < 2 {
        return;
    }
    verzoeken.sort_by(|een, twee| {
        (bericht(een), een.0.record.regel).cmp(&(bericht(twee), twee.0.record.regel))
    });
    let reacties = Reacties::new(beeld.records);
    // Of the earlier messages, the request that was pending longest, and the day on which it no longer was.
    let mut langste: Option<(NaiveDate, &VerzoekRij)> = None;
    for rijen in verzoeken.chunk_by(|een, twee| bericht(een) == bericht(twee)) {
        for (rij, soort) in rijen {
            if let Some((_, eerder)) = langste.filter(|(tot, _)| *tot > rij.herkomst.dagtekening) {
                let herkomst = &eerder.herkomst;
                bevindingen.op_verzoek(
                    rij,
                    *soort,
                    format!(
                        "Het verzoek in bericht {} van {} was nog niet afgehandeld.",
                        herkomst.identificatie, herkomst.dagtekening
                    ),
                );
            }
        }
        for (rij, _) in rijen.iter().filter(|(rij, _)| kan_onderhanden_zijn(rij)) {
            let Some(reactie) = reacties.op(rij) else { continue };
            let tot = reactie.afgehandeld.unwrap_or(NaiveDate::MAX);
            if langste.is_none_or(|(langste, _)| langste < tot) {
                langste = Some((tot, rij));
            }
        }
    }
}

/// A message, in order of sending.
fn bericht<'r>((rij, soort): &(&'r VerzoekRij, Berichtsoort)) -> impl Ord + use<'r> {
    let herkomst = &rij.herkomst;
    (herkomst.dagtekening, &herkomst.identificatie, herkomst.bericht_agb, *soort)
}

/// Before release 3.0 there was no 319: nobody sees when a request was refused.
fn kan_onderhanden_zijn(rij: &VerzoekRij) -> bool {
    telt(&rij.herkomst) && rij.herkomst.release.generatie() == Generatie::V3
}
