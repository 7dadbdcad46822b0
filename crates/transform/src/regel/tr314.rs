//! TR314, TR333 and TR347: a provider uses a reference number once per law (OP283, OP349, OP361).

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::bevinding::Bevindingen;
use crate::{Antwoord, Kenmerkgroep, Kenmerklid, Kenmerksoort};

pub(super) const CONTROLES: &[Controle] = &[
    Controle {
        regel: Regel::officieel("TR314", "8021", "ReferentieNummer is al gebruikt")
            .sinds(RELEASE_3_0),
        toets: Toets::Kenmerk(prestatie),
    },
    Controle {
        regel: Regel::officieel("TR333", "9333", "DeclaratieNummer is al gebruikt")
            .sinds(RELEASE_3_0),
        toets: Toets::Kenmerk(declaratie),
    },
    Controle {
        regel: Regel::officieel("TR347", "9347", "ReferentieAanbieder is al gebruikt")
            .sinds(RELEASE_3_0),
        toets: Toets::Kenmerk(verzoek),
    },
];

fn prestatie(groep: &Kenmerkgroep, bevindingen: &mut Bevindingen<'_>) {
    if groep.soort == Kenmerksoort::Prestatie {
        controleer(groep, "ReferentieNummer", bevindingen);
    }
}

fn declaratie(groep: &Kenmerkgroep, bevindingen: &mut Bevindingen<'_>) {
    if groep.soort == Kenmerksoort::Declaratie {
        controleer(groep, "DeclaratieNummer", bevindingen);
    }
}

fn verzoek(groep: &Kenmerkgroep, bevindingen: &mut Bevindingen<'_>) {
    if groep.soort == Kenmerksoort::Verzoek {
        controleer(groep, "ReferentieAanbieder", bevindingen);
    }
}

fn telt(lid: &Kenmerklid) -> bool {
    lid.antwoord != Antwoord::Afgewezen
}

fn bericht(lid: &Kenmerklid) -> impl Ord + '_ {
    (lid.dagtekening, &lid.identificatie, lid.bericht_agb, lid.berichtsoort)
}

/// A finding on every record after the first whose message counts, whatever became of its own message. Two products of
/// one request may share a number here: within a message that is TR383.
fn controleer(groep: &Kenmerkgroep, kenmerk: &str, bevindingen: &mut Bevindingen<'_>) {
    let mut leden: Vec<_> = groep.leden.iter().collect();
    leden.sort_by(|een, twee| (bericht(een), een.regel).cmp(&(bericht(twee), twee.regel)));
    leden.dedup_by(|een, twee| (bericht(een), een.regel) == (bericht(twee), twee.regel));
    let mut leden = leden.into_iter().skip_while(|lid| !telt(lid));
    let Some(eerste) = leden.next() else { return };
    for lid in leden {
        let is_zelfde_verzoek =
            lid.berichtsoort != domain::Berichtsoort::B323 && bericht(lid) == bericht(eerste);
        if !is_zelfde_verzoek {
            let (identificatie, dagtekening) = (&eerste.identificatie, eerste.dagtekening);
            bevindingen.op_kenmerklid(
                lid,
                format!("{kenmerk} is al gebruikt in bericht {identificatie} van {dagtekening}."),
            );
        }
    }
}
