//! TR323: a credit takes back a debit that was declared before, line for line (IV091).

use std::collections::BTreeMap;

use domain::Referentie;

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;
use crate::declaratie::Lijn;
use crate::koppeling::is_afgewezen;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR323", "8017", "Creditregel zonder eerdere debetregel")
        .sinds(RELEASE_3_0),
    toets: Toets::Keten(controleer),
}];

/// What a credit and its debit share, `referentie` being the `ReferentieNummer` of the debit.
fn sleutel<'l>(lijn: &'l Lijn<'_>, referentie: &'l Referentie) -> impl Ord + 'l {
    let record = &lijn.rij.record;
    (
        referentie,
        lijn.rij.herkomst.agb,
        record.client,
        record.nummer,
        &record.product,
        record.periode,
    )
}

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    if beeld.lijnen.iter().all(Lijn::is_debet) {
        return;
    }
    // Of the debits that a credit may name: the first, and the first of another message than that.
    let mut debets: BTreeMap<_, (&Lijn<'_>, Option<&Lijn<'_>>)> = BTreeMap::new();
    for lijn in beeld.lijnen.iter().filter(|lijn| lijn.is_debet() && !is_afgewezen(lijn.rij)) {
        let (eerste, tweede) =
            debets.entry(sleutel(lijn, &lijn.rij.record.referentienummer)).or_insert((lijn, None));
        if tweede.is_none() && eerste.bericht() != lijn.bericht() {
            *tweede = Some(lijn);
        }
    }
    for credit in beeld.lijnen.iter().filter(|lijn| !lijn.is_debet()) {
        // Without a reference: CD060.
        let Some(vorig) = &credit.rij.record.vorig_referentienummer else { continue };
        let is_eerder = |debet: &Lijn<'_>| {
            debet.bericht() != credit.bericht() && debet.dagtekening() <= credit.dagtekening()
        };
        let is_bekend = debets
            .get(&sleutel(credit, vorig))
            .is_some_and(|(eerste, tweede)| is_eerder(eerste) || tweede.is_some_and(is_eerder));
        if !is_bekend {
            bevindingen.op_lijn(
                credit,
                format!(
                    "Geen eerdere debetregel over {} t/m {} die deze creditregel terugneemt.",
                    credit.begin(),
                    credit.eind()
                ),
            );
        }
    }
}
