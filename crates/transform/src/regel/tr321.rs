//! TR321 and TR322: what is declared fits the allocated volume, per product period and in total (IV076 to IV078).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::Eenheid;

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;
use crate::declaratie::Lijn;
use crate::toestand::Toewijzing;
use crate::volume::{Plafond, eenheden};

pub(super) const CONTROLES: &[Controle] = &[
    Controle {
        regel: Regel::officieel("TR321", "9321", "Meer gedeclareerd dan past in de ProductPeriode")
            .sinds(RELEASE_3_0),
        toets: Toets::Keten(per_periode),
    },
    Controle {
        regel: Regel::officieel("TR322", "9322", "In totaal meer gedeclareerd dan toegewezen")
            .sinds(RELEASE_3_0),
        toets: Toets::Keten(in_totaal),
    },
];

fn plafond(beeld: &Beeld<'_>, toewijzing: &Toewijzing<'_>) -> Option<Plafond> {
    let record = &toewijzing.actueel.rij.record;
    let product = record.product.as_ref();
    Some(Plafond::new(record.omvang?, beeld.wet, product, record.periode))
}

fn per_periode(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in beeld.lijnen.iter().filter(|lijn| lijn.is_debet() && !lijn.heeft_credit) {
        let Some(toewijzing) = beeld.gevonden(&lijn.koppeling) else { continue };
        let Some((eenheid, max)) = max_over(beeld, toewijzing, lijn) else { continue };
        let volume = lijn.rij.record.volume.waarde();
        if volume > max {
            bevindingen.op_lijn(
                lijn,
                format!(
                    "Gedeclareerd {volume} over {} t/m {}, toegewezen is hoogstens {max} (eenheid {eenheid}).",
                    lijn.begin(),
                    lijn.eind()
                ),
            );
        }
    }
}

/// The ceiling of the period of a line, in the unit of the line.
fn max_over(
    beeld: &Beeld<'_>,
    toewijzing: &Toewijzing<'_>,
    lijn: &Lijn<'_>,
) -> Option<(Eenheid, i64)> {
    let plafond = plafond(beeld, toewijzing)?;
    let eenheid = lijn.rij.record.eenheid;
    let keer = eenheden(plafond.eenheid(), eenheid)?;
    let max = plafond.over(lijn.begin(), lijn.eind(), lijn.dagtekening())?;
    Some((eenheid, max.saturating_mul(keer)))
}

/// What was declared on an allocation.
#[derive(Debug)]
struct Som {
    plafond: Plafond,
    /// The smallest unit that was declared.
    eenheid: Eenheid,
    /// In sixtieths of the allocated unit: hours may be declared in minutes.
    zestigsten: i64,
    laatste: NaiveDate,
}

fn in_totaal(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    let mut sommen = BTreeMap::new();
    for lijn in &beeld.lijnen {
        let telt = lijn.blijft_staan()
            && lijn.koppeling.is_gekoppeld()
            && bevindingen.gold_op(lijn.dagtekening());
        if let Some(toewijzing) = beeld.gevonden(&lijn.koppeling).filter(|_| telt) {
            tel(&mut sommen, beeld, toewijzing, lijn);
        }
    }
    for (sleutel, som) in sommen {
        let Some(max) = som.plafond.in_totaal(som.laatste) else { continue };
        let Some(keer) = eenheden(som.plafond.eenheid(), som.eenheid) else { continue };
        let (volume, max) = (som.zestigsten * keer / 60, max.saturating_mul(keer));
        if let Some(toewijzing) = beeld.toewijzingen.get(sleutel).filter(|_| volume > max) {
            bevindingen.op_toewijzing(
                toewijzing,
                format!(
                    "In totaal {volume} gedeclareerd, toegewezen is {max} (eenheid {}).",
                    som.eenheid
                ),
            );
        }
    }
}

fn tel(
    sommen: &mut BTreeMap<domain::ToewijzingSleutel, Som>,
    beeld: &Beeld<'_>,
    toewijzing: &Toewijzing<'_>,
    lijn: &Lijn<'_>,
) {
    let Some(plafond) = plafond(beeld, toewijzing) else { return };
    let eenheid = lijn.rij.record.eenheid;
    let Some(keer) = eenheden(plafond.eenheid(), eenheid) else { return };
    let laatste = lijn.eind();
    let som = sommen.entry(toewijzing.sleutel).or_insert(Som {
        plafond,
        eenheid,
        zestigsten: 0,
        laatste,
    });
    som.zestigsten += lijn.rij.record.volume.waarde() * (60 / keer);
    som.laatste = som.laatste.max(laatste);
    if keer > 1 {
        som.eenheid = eenheid;
    }
}
