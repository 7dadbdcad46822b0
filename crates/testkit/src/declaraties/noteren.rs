//! The truth about the lines of a 323, and about the linkage of any record.

use domain::Berichtsoort;

use super::{Regel, Regelplan, Sleutel};
use crate::bericht::{Declaratiebericht, Kop, Prestatie, Veld};
use crate::oordeel::{Lot, Oordeel, Wat};
use crate::uitvoer::Uitvoer;
use crate::waarheid::{Rij, Tabel, lijst};

/// Writes down what becomes of a line.
pub(super) fn noteer_regel(
    uit: &mut Uitvoer,
    bericht: &Declaratiebericht,
    sleutel: &Sleutel,
    bestand: &str,
    regel: &Regel<'_>,
) -> anyhow::Result<()> {
    let Regelplan { bsn, prestatie, wat, .. } = regel.plan;
    let (oordeel, bevindingen) = match wat {
        Wat::Laadt(oordeel, bevindingen) => (oordeel, bevindingen),
        Wat::Geweigerd(code) => {
            let eurocent = Some(prestatie.met_teken());
            return uit.noteer_quarantaine(bestand, Some(regel.nummer), code, eurocent);
        }
    };
    let kop = &bericht.kop;
    let lot = if regel.status == "afgewezen" { Lot::Afgewezen } else { Lot::Telt };
    let koppelstatus = oordeel.koppelstatus(lot);
    noteer_koppeling(uit, kop, (Berichtsoort::B323, regel.nummer), regel.plan, koppelstatus)?;
    uit.noteer(Tabel::Prestaties, |waarheid| {
        let [begin, _] = &bericht.periode;
        let [van, tot] = &prestatie.periode;
        Rij::default()
            .met(sleutel.wet)
            .met(sleutel.gemeente)
            .met(sleutel.aanbieder.agb)
            .met(waarheid.client(bsn))
            .met(&prestatie.categorie)
            .met(&prestatie.code)
            .met(&kop.identificatie)
            .met(regel.nummer)
            .met(&bericht.declaratienummer)
            .met(&prestatie.referentienummer)
            .met(prestatie.vorig_referentienummer.as_ref())
            .met(&prestatie.nummer)
            .met(oordeel.gevonden)
            .met(begin)
            .met(van)
            .met(tot)
            .met(&prestatie.volume)
            .met(&prestatie.eenheid)
            .met(prestatie.tarief.as_ref())
            .met(prestatie.met_teken())
            .met(&prestatie.debet_credit)
            .met(regel.status)
            .met(lijst(regel.codes.iter().copied()))
            .met(koppelstatus == "gekoppeld")
    })?;
    let waar = (Berichtsoort::B323, Some(kop.identificatie.as_str()), Some(regel.nummer));
    for bevinding in bevindingen {
        uit.noteer_bevinding(bevinding, kop, waar, Some(prestatie.nummer.as_str()))?;
    }
    Ok(())
}

fn noteer_koppeling(
    uit: &mut Uitvoer,
    kop: &Kop,
    (soort, regelnummer): (Berichtsoort, u32),
    plan: &Regelplan,
    koppelstatus: &'static str,
) -> anyhow::Result<()> {
    let Wat::Laadt(oordeel, _) = &plan.wat else { return Ok(()) };
    let Prestatie { categorie, code, nummer, .. } = &plan.prestatie;
    let record = Record {
        soort,
        regelnummer,
        bsn: &plan.bsn,
        categorie: Some(categorie),
        code: Some(code),
        nummer: Some(nummer),
    };
    noteer_oordeel(uit, kop, &record, oordeel, koppelstatus)
}

/// Names a 305, 307 or 323 record by what it says itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record<'a> {
    pub(crate) soort: Berichtsoort,
    pub(crate) regelnummer: u32,
    pub(crate) bsn: &'a Veld,
    pub(crate) categorie: Option<&'a Veld>,
    pub(crate) code: Option<&'a Veld>,
    pub(crate) nummer: Option<&'a Veld>,
}

/// Notes a row of `feit_koppeling`.
pub(crate) fn noteer_oordeel(
    uit: &mut Uitvoer,
    kop: &Kop,
    record: &Record<'_>,
    oordeel: &Oordeel,
    koppelstatus: &'static str,
) -> anyhow::Result<()> {
    uit.noteer(Tabel::Koppelingen, |waarheid| {
        Rij::default()
            .met(kop.wet)
            .met(&kop.gemeente)
            .met(&kop.agb)
            .met(waarheid.client(record.bsn))
            .met(record.categorie)
            .met(record.code)
            .met(record.soort)
            .met(&kop.identificatie)
            .met(record.regelnummer)
            .met(record.nummer)
            .met(oordeel.gevonden)
            .met(oordeel.client.code())
            .met(oordeel.aanbieder.code())
            .met(oordeel.product.code())
            .met(oordeel.periode.code())
            .met(oordeel.beschikking.code())
            .met(oordeel.wijze)
            .met(koppelstatus)
    })
}
