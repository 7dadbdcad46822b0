//! DQ47: declared over a period in which no delivery is known. A signal: OP364 forbids to reject a line for it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::ToewijzingSleutel;

use super::{Controle, Ernst, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;
use crate::declaratie::Lijn;

pub(super) const CONTROLES: &[Controle] = &[Controle {
    regel: Regel::eigen("DQ47", Ernst::D, "Gedeclareerd buiten de geleverde periode"),
    toets: Toets::Keten(controleer),
}];

fn controleer(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    if beeld.lijnen.is_empty() {
        return;
    }
    let geleverd = geleverd(beeld);
    // Lines without delivery per allocation: how many, and the first.
    let mut zonder: BTreeMap<ToewijzingSleutel, (u32, &Lijn<'_>)> = BTreeMap::new();
    for lijn in &beeld.lijnen {
        let gekoppeld = lijn.koppeling.toewijzing.filter(|_| lijn.koppeling.is_gekoppeld());
        let Some(sleutel) = gekoppeld.filter(|_| lijn.blijft_staan()) else { continue };
        let perioden = geleverd.get(&sleutel).map_or(&[][..], Vec::as_slice);
        if !is_geleverd(perioden, lijn) {
            zonder.entry(sleutel).or_insert((0, lijn)).0 += 1;
        }
    }
    for (sleutel, (aantal, eerste)) in zonder {
        let Some(toewijzing) = beeld.toewijzingen.get(sleutel) else { continue };
        bevindingen.op_toewijzing(
            toewijzing,
            format!(
                "Regels over perioden zonder bekende levering: {aantal}, waaronder {} t/m {}. Geen grond voor afkeuring (OP364).",
                eerste.begin(),
                eerste.eind()
            ),
        );
    }
}

/// Per allocation the counting deliveries by their first day, each with the last day of it or of any before it.
fn geleverd(beeld: &Beeld<'_>) -> BTreeMap<ToewijzingSleutel, Vec<(NaiveDate, NaiveDate)>> {
    let mut geleverd: BTreeMap<_, Vec<(NaiveDate, NaiveDate)>> = BTreeMap::new();
    for levering in beeld.leveringen.iter().filter(|levering| levering.telt_mee) {
        let Some(sleutel) = levering.toewijzing else { continue };
        let eind = levering.einde.map_or(NaiveDate::MAX, |einde| einde.einddatum);
        geleverd.entry(sleutel).or_default().push((levering.startdatum, eind));
    }
    for perioden in geleverd.values_mut() {
        perioden.sort_unstable();
        let mut langst = NaiveDate::MIN;
        for (_, eind) in perioden {
            langst = langst.max(*eind);
            *eind = langst;
        }
    }
    geleverd
}

/// Whether a delivery that began before the line ends also ran when it begins.
fn is_geleverd(perioden: &[(NaiveDate, NaiveDate)], lijn: &Lijn<'_>) -> bool {
    let begonnen = perioden.partition_point(|(start, _)| *start <= lijn.eind());
    let laatste = begonnen.checked_sub(1).and_then(|plaats| perioden.get(plaats));
    laatste.is_some_and(|(_, eind)| *eind >= lijn.begin())
}
