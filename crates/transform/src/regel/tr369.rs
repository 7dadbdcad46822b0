//! TR369: what is declared on an allocation with a budget fits that budget.
//!
//! In euros: hours and etmalen of two products cannot be added up (official case 16).

use std::collections::BTreeMap;

use domain::{Eurocent, ToewijzingSleutel};

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;
use crate::declaratie::Lijn;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::officieel("TR369", "9369", "Meer gedeclareerd dan het budget").sinds(RELEASE_3_0),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let mut sommen: BTreeMap<ToewijzingSleutel, Eurocent> = BTreeMap::new();
    let staande = |lijn: &&Lijn<'_>| lijn.blijft_staan() && lijn.koppeling.is_gekoppeld();
    for lijn in beeld.lijnen.iter().filter(staande) {
        let Some(toewijzing) = beeld.gevonden(&lijn.koppeling) else { continue };
        let heeft_budget = toewijzing.actueel.rij.record.budget.is_some();
        if heeft_budget && bevindingen.gold_op(lijn.dagtekening()) {
            let som = sommen.entry(toewijzing.sleutel).or_default();
            *som = som.checked_add(lijn.rij.record.bedrag).unwrap_or(*som);
        }
    }
    for (sleutel, som) in sommen {
        let Some(toewijzing) = beeld.toewijzingen.get(sleutel) else { continue };
        let budget = toewijzing.actueel.rij.record.budget;
        if let Some(budget) = budget.filter(|budget| som > *budget) {
            bevindingen.op_toewijzing(
                toewijzing,
                format!("In totaal {som} euro gedeclareerd, het budget is {budget} euro."),
            );
        }
    }
}
