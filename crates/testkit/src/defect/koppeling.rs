//! Starts that do not fit their allocation, and starts and stops that are missing.

use super::{DOORGELATEN, beeindigd, begin, besluit, lopend};
use crate::bericht::{Product, Start};
use crate::kalender::plus;
use crate::oordeel::{Oordeel, Wat};
use crate::verteller::{Dossier, Eind, Levering, Verteller};
use crate::wereld::andere_aanbieder;

/// Sends a start whose link is refused: a delivery that does not count. It is a start all the same: no OP295.
fn afgekeurde_start(
    v: &mut Verteller<'_>,
    d: &mut Dossier,
    dag: chrono::NaiveDate,
    (start, oordeel, code): (&Start, Oordeel, &'static str),
) -> anyhow::Result<()> {
    let regels = vec![(start.clone(), Wat::met(oordeel, code))];
    v.stuur_starts(d, dag, regels, DOORGELATEN)?;
    v.levering(&Levering::new(d, start, dag).telt_niet())
}

/// The start is about somebody else.
pub(super) fn dq12_client(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = lopend(v)?;
    let dag = begin(v, &d);
    let start = v.start_record(&d, dag);
    let mut partij = d.a.partij();
    partij.bsn = v.client.ander_bsn.clone();
    let regels = vec![(start.clone(), Wat::met(d.goed().andere_client(), "DQ12"))];
    v.zend_starts(&partij, plus(d.klok.max(dag), 2), regels, DOORGELATEN)?;
    v.levering(&Levering::new(&d, &start, dag).telt_niet().van(partij))?;
    besluit(v, &d)
}

/// The start is sent by another provider.
pub(super) fn dq12_aanbieder(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = lopend(v)?;
    let dag = begin(v, &d);
    let start = v.start_record(&d, dag);
    let mut partij = d.a.partij();
    partij.aanbieder = andere_aanbieder(partij.aanbieder);
    let regels = vec![(start.clone(), Wat::met(d.goed().andere_aanbieder(), "DQ12"))];
    v.zend_starts(&partij, plus(d.klok.max(dag), 2), regels, DOORGELATEN)?;
    v.levering(&Levering::new(&d, &start, dag).telt_niet().van(partij))?;
    besluit(v, &d)
}

/// The start names another product.
pub(super) fn dq13(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = lopend(v)?;
    let dag = begin(v, &d);
    let mut start = v.start_record(&d, dag);
    let categorie = d.a.andere_categorie();
    start.product = Some(if v.rng.kans(500) {
        Product::new(categorie, format!("{categorie}Z01"))
    } else {
        Product::aspecifiek(categorie)
    });
    let oordeel = d.goed().ander_product();
    afgekeurde_start(v, &mut d, dag, (&start, oordeel, "DQ13"))?;
    besluit(v, &d)
}

/// The start copies another `Ingangsdatum`.
pub(super) fn dq14(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = lopend(v)?;
    let dag = begin(v, &d);
    let start = d.a.start(dag).toewijzing_ingangsdatum(plus(d.a.ingang, -1));
    let oordeel = d.goed().andere_periode();
    afgekeurde_start(v, &mut d, dag, (&start, oordeel, "DQ14"))?;
    besluit(v, &d)
}

/// The start lies before the allocation.
pub(super) fn dq15_te_vroeg(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = lopend(v)?;
    let dag = plus(d.a.ingang, -v.rng.tussen(1, 20));
    let start = v.start_record(&d, dag);
    let oordeel = d.goed().andere_periode();
    afgekeurde_start(v, &mut d, dag, (&start, oordeel, "DQ15"))?;
    besluit(v, &d)
}

/// The allocation is shortened to a day before the start.
pub(super) fn dq15_te_laat(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = lopend(v)?;
    let dag = plus(d.a.ingang, v.rng.tussen(10, 30));
    let start = v.start_record(&d, dag);
    let eind = plus(d.a.ingang, v.rng.tussen(2, 8));
    v.wijzig(&mut d, (Some(eind), "05"), eind)?;
    let oordeel = d.goed().andere_periode();
    afgekeurde_start(v, &mut d, dag, (&start, oordeel, "DQ15"))?;
    besluit(v, &d)
}

/// The allocation is removed after the start: an empty period.
pub(super) fn dq15_verwijderd(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = lopend(v)?;
    let dag = begin(v, &d);
    let start = v.start_record(&d, dag);
    let oordeel = d.goed().andere_periode();
    afgekeurde_start(v, &mut d, dag, (&start, oordeel, "DQ15"))?;
    v.verwijder(&mut d, plus(dag, 5))?;
    v.sluit(&d)?;
    Ok(true)
}

/// No start at all; it is declared all the same, which is allowed (OP364).
pub(super) fn op295(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(40);
    let a = v.allocatie(ingang, Eind::Lopend);
    let d = v.toewijs(a)?;
    v.bevinding(&d, "OP295")?;
    besluit(v, &d)
}

/// Ended, but never stopped.
pub(super) fn op288(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = beeindigd(v)?;
    let dag = begin(v, &d);
    let start = v.start(&mut d, dag)?;
    v.levering(&Levering::new(&d, &start, dag))?;
    v.bevinding(&d, "OP288")?;
    besluit(v, &d)
}
