//! Why the verdict on a record is what it is: everything that differs, in the order of [`Koppelreden`].

use crate::beeld::{Lot, Melding};
use crate::declaratie::Lijn;
use crate::koppeling::{self, Koppeling};
use crate::toestand::Toewijzing;
use crate::{Gelijkheid, Koppelreden, Koppelstatus};

/// Reasons of the verdict on a 305 or 307 record; empty when it links and nothing differs.
pub(crate) fn van_melding(
    melding: &Melding<'_>,
    toewijzing: Option<&Toewijzing<'_>>,
) -> Vec<Koppelreden> {
    let verdict = &melding.koppeling;
    let is_afgewezen = melding.lot == Lot::Afgewezen;
    redenen(verdict, is_afgewezen, toewijzing, |toewijzing| {
        let (genoemd, toegewezen) =
            (melding.product, toewijzing.actueel.rij.record.product.as_ref());
        let code = |product: Option<&'_ domain::Product>| product.and_then(|it| it.code.clone());
        [
            (Koppelreden::AndereClient, verdict.client == Gelijkheid::Verschillend),
            (Koppelreden::AndereAanbieder, verdict.aanbieder == Gelijkheid::Verschillend),
            (
                Koppelreden::AndereCategorie,
                genoemd.map(|it| it.categorie) != toegewezen.map(|it| it.categorie),
            ),
            (Koppelreden::AndereCode, code(genoemd) != code(toegewezen)),
            (
                Koppelreden::AndereIngangsdatum,
                koppeling::is_andere_ingangsdatum(melding, toewijzing),
            ),
            (Koppelreden::VoorIngangsdatum, melding.begindatum < toewijzing.ingangsdatum()),
            (
                Koppelreden::NaEinddatum,
                toewijzing.einddatum().is_some_and(|eind| melding.begindatum > eind),
            ),
        ]
    })
}

/// Reasons of the verdict on a declaration line; empty when it links.
pub(crate) fn van_lijn(lijn: &Lijn<'_>, toewijzing: Option<&Toewijzing<'_>>) -> Vec<Koppelreden> {
    let verdict = &lijn.koppeling;
    redenen(verdict, koppeling::is_afgewezen(lijn.rij), toewijzing, |toewijzing| {
        let (product, toegewezen) =
            (&lijn.rij.record.product, toewijzing.actueel.rij.record.product.as_ref());
        [
            (Koppelreden::AndereClient, verdict.client == Gelijkheid::Verschillend),
            (Koppelreden::AndereAanbieder, verdict.aanbieder == Gelijkheid::Verschillend),
            (Koppelreden::AndereCategorie, koppeling::is_andere_categorie(product, toegewezen)),
            (Koppelreden::AndereCode, koppeling::is_andere_code(product, toegewezen)),
            (Koppelreden::AndereIngangsdatum, false),
            (Koppelreden::VoorIngangsdatum, koppeling::is_te_vroeg(lijn.rij, toewijzing)),
            (Koppelreden::NaEinddatum, koppeling::is_te_laat(lijn.rij, toewijzing)),
        ]
    })
}

fn redenen<'t, 'a>(
    verdict: &Koppeling,
    is_afgewezen: bool,
    toewijzing: Option<&'t Toewijzing<'a>>,
    verschillen: impl FnOnce(&'t Toewijzing<'a>) -> [(Koppelreden, bool); 7],
) -> Vec<Koppelreden> {
    let is_andere_beschikking = verdict.beschikking == Gelijkheid::Verschillend;
    if verdict.is_gekoppeld() && !is_andere_beschikking {
        return Vec::new();
    }
    let mut redenen: Vec<Koppelreden> = verdict.geen.into_iter().collect();
    let mut neem = |(reden, geldt): (Koppelreden, bool)| {
        if geldt {
            redenen.push(reden);
        }
    };
    if let Some(toewijzing) = toewijzing {
        verschillen(toewijzing).into_iter().for_each(&mut neem);
        neem((Koppelreden::ToewijzingVerwijderd, toewijzing.actueel.is_verwijderd));
    }
    neem((Koppelreden::AndereBeschikking, is_andere_beschikking));
    neem((Koppelreden::Ingetrokken, verdict.status == Koppelstatus::Ingetrokken));
    neem((Koppelreden::Afgewezen, is_afgewezen));
    redenen
}
