//! TR346 and CS339: the amount of a line is its volume times its tariff; of a line in euros its volume.

use domain::{Eenheid, record::Prestatie};

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;

pub(super) const CONTROLES: &[Controle] = &[
    Controle {
        regel: Regel::officieel("TR346", "9346", "Bedrag is niet volume maal tarief")
            .sinds(RELEASE_3_0),
        toets: Toets::Keten(volume_maal_tarief),
    },
    Controle {
        regel: Regel::in_bericht("CS339", "Bedrag in euro's is niet het volume").sinds(RELEASE_3_0),
        toets: Toets::Keten(euros),
    },
];

fn volume_maal_tarief(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in &beeld.lijnen {
        let record = &lijn.rij.record;
        // Without a tariff: CD087.
        let Some(tarief) = record.tarief.filter(|_| record.eenheid != Eenheid::Euro) else {
            continue;
        };
        let verwacht = record.volume.waarde().saturating_mul(tarief.waarde());
        if !is_gelijk(record, verwacht) {
            bevindingen.op_lijn(
                lijn,
                format!(
                    "Bedrag {} euro, volume {} maal tarief {tarief} euro.",
                    record.bedrag,
                    record.volume.waarde()
                ),
            );
        }
    }
}

/// Whether the amount is `verwacht` eurocents, whatever its sign.
///
/// The tariff of a minute may be that of an hour, rounded to a cent, while the amount is not (IV081): that is at most
/// half a cent a minute, and the rounding of the amount itself.
fn is_gelijk(record: &Prestatie, verwacht: i64) -> bool {
    let volume = record.volume.waarde();
    let verschil = record.bedrag.waarde().saturating_abs().abs_diff(verwacht);
    match record.eenheid {
        Eenheid::Minuut => verschil.saturating_mul(2) <= volume.unsigned_abs() + 2,
        _ => verschil == 0,
    }
}

fn euros(beeld: &Beeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for lijn in &beeld.lijnen {
        let record = &lijn.rij.record;
        let volume = record.volume.waarde();
        if record.eenheid == Eenheid::Euro && record.bedrag.waarde().saturating_abs() != volume {
            bevindingen
                .op_lijn(lijn, format!("Bedrag {} euro, volume {volume} eurocent.", record.bedrag));
        }
    }
}
