//! Allocations that break a rule, alone or together.

use domain::Berichtsoort;

use super::declaratie::start;
use super::{begin, besluit, gestart, uren};
use crate::allocatie::Allocatie;
use crate::bericht::Product;
use crate::kalender::{TOEKOMST_DAGEN, plus};
use crate::verteller::{Antwoord, Dossier, Levering, Verteller, Zending};
use crate::wereld::andere_aanbieder;

const TOEWIJZING: Berichtsoort = Berichtsoort::B301;

/// Notes a finding on record `regel` of a 301, about the allocation of `d`.
fn bevinding(
    v: &mut Verteller<'_>,
    (zending, regel): (&Zending, u32),
    d: &Dossier,
    regelcode: &str,
) -> anyhow::Result<()> {
    v.bevinding_op(zending, (TOEWIJZING, Some(regel)), Some(d.a.nummer), regelcode)
}

/// Cares, declares and closes: everything else about the allocation is in order.
fn vervolg(v: &mut Verteller<'_>, d: &mut Dossier) -> anyhow::Result<bool> {
    start(v, d)?;
    besluit(v, d)
}

/// Decided two days after it was sent.
pub(super) fn tr134(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let mut d = Dossier::new(uren(v, ingang));
    let datum = d.a.datum;
    d.a.datum = plus(datum, 2);
    let (partij, regels) = (d.a.partij(), vec![(d.a.toewijzing(), None)]);
    let zending = v.zend_toewijzingen(&partij, datum, regels, Antwoord::Toeval)?;
    d.versie(&zending);
    bevinding(v, (&zending, 1), &d, "TR134")?;
    vervolg(v, &mut d)
}

/// The number is given to another provider too, which rejects it.
pub(super) fn tr332(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let mut partij = d.a.partij();
    partij.aanbieder = andere_aanbieder(partij.aanbieder);
    let datum = plus(d.klok, 1);
    let mut toewijzing = d.a.toewijzing();
    toewijzing.toewijzingsdatum = datum.into();
    toewijzing.referentie_aanbieder = None;
    let antwoord = Antwoord::Regel(1, "9332");
    let zending = v.zend_toewijzingen(&partij, datum, vec![(toewijzing, None)], antwoord)?;
    bevinding(v, (&zending, 1), &d, "TR332")?;
    besluit(v, &d)
}

/// Sends the allocation as a new version, changed by `wijzig`.
fn versie(
    v: &mut Verteller<'_>,
    wijzig: impl FnOnce(&mut Allocatie),
    regelcode: &str,
) -> anyhow::Result<bool> {
    let mut d = gestart(v)?;
    d.a.datum = plus(d.klok, v.rng.tussen(1, 9));
    d.a.tijd = v.tijd();
    d.a.referentie = None;
    wijzig(&mut d.a);
    let zending = v.verstuur(&mut d, Antwoord::Toeval)?;
    bevinding(v, (&zending, 1), &d, regelcode)?;
    besluit(v, &d)
}

/// The volume per month changes: that asks for another number.
pub(super) fn op033x1(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let kleiner = |a: &mut Allocatie| {
        a.reden = Some("05");
        if let Some(omvang) = &mut a.omvang {
            omvang.volume = 10;
        }
    };
    versie(v, kleiner, "OP033x1")
}

/// Another end without a reason.
pub(super) fn iv099_zonder_reden(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    versie(v, |a| a.eind = a.eind.map(|eind| plus(eind, 30)), "IV099")
}

/// A reason and a later moment, and nothing that changed.
pub(super) fn iv099_zonder_wijziging(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    versie(v, |a| a.reden = Some("04"), "IV099")
}

/// Another allocation of the same product, provider and period as `a`, decided later.
fn dubbelganger(v: &mut Verteller<'_>, a: &Allocatie) -> Allocatie {
    let tijd = chrono::NaiveTime::from_hms_opt(18, 30, 0).unwrap_or_default();
    Allocatie {
        nummer: v.toewijzingnummer(),
        tijd,
        referentie: None,
        beschikking: None,
        ..a.clone()
    }
}

/// The same product twice in one 301; it overlaps over messages too (OP259).
pub(super) fn tr302(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let een = uren(v, ingang);
    let twee = dubbelganger(v, &een);
    let mut paar = [Dossier::new(een), Dossier::new(twee)];
    let zending = v.toewijs_samen(&mut paar, Antwoord::Toeval)?;
    let [mut een, mut twee] = paar;
    bevinding(v, (&zending, 2), &twee, "TR302")?;
    v.bevinding(&twee, "OP259")?;
    vervolg(v, &mut een)?;
    vervolg(v, &mut twee)
}

/// The receiver saw it too: rejected, so neither was ever made.
pub(super) fn tr302_afgewezen(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let een = uren(v, ingang);
    let twee = dubbelganger(v, &een);
    let mut paar = [Dossier::new(een), Dossier::new(twee)];
    let zending = v.toewijs_samen(&mut paar, Antwoord::Regel(2, "0001"))?;
    let [een, twee] = paar;
    bevinding(v, (&zending, 2), &twee, "TR302")?;
    v.sluit(&een)?;
    v.sluit(&twee)?;
    Ok(true)
}

/// Sends `twee` in a 301 that leaves out `een`, which still runs (OP087).
fn onvolledig(
    v: &mut Verteller<'_>,
    een: &mut Dossier,
    mut twee: Allocatie,
) -> anyhow::Result<Dossier> {
    twee.datum = plus(een.klok, v.rng.tussen(1, 9));
    let mut enkel = [Dossier::new(twee)];
    let zending = v.toewijs_samen(&mut enkel, Antwoord::Toeval)?;
    v.bevinding_op(&zending, (TOEWIJZING, None), Some(een.a.nummer), "OP087")?;
    een.klok = zending.datum;
    let [twee] = enkel;
    Ok(twee)
}

/// The same product again in a later 301; with the first in it, it would overlap inside that message (TR302), so it is
/// left out (OP087).
pub(super) fn op259(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let a = uren(v, ingang);
    let mut een = v.toewijs(a)?;
    let twee = dubbelganger(v, &een.a);
    let mut twee = onvolledig(v, &mut een, twee)?;
    v.bevinding(&twee, "OP259")?;
    vervolg(v, &mut een)?;
    vervolg(v, &mut twee)
}

/// A later 301 about another product leaves out the first.
pub(super) fn op087(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let a = uren(v, ingang);
    let mut een = v.toewijs(a)?;
    let twee = ander_product(v, &een.a);
    let mut twee = onvolledig(v, &mut een, twee)?;
    vervolg(v, &mut een)?;
    vervolg(v, &mut twee)
}

/// Another allocation at the provider of `a`, of a product of its own.
pub(super) fn ander_product(v: &mut Verteller<'_>, a: &Allocatie) -> Allocatie {
    let mut ander = dubbelganger(v, a);
    let nummer = ander.nummer;
    for regel in &mut ander.declaratie {
        regel.code = format!("{}E{:02}", regel.categorie, nummer % 100);
        ander.product = Some(Product::new(regel.categorie, &regel.code));
    }
    ander
}

/// A new number on the day after the old one ends, sent before that: it should have been lengthened.
pub(super) fn op380(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(130);
    let duur = v.rng.tussen(40, 80);
    let eind = plus(ingang, duur);
    let mut een = uren(v, ingang);
    een.eind = Some(eind);
    let mut een = v.toewijs(een)?;
    let dag = begin(v, &een);
    let gestart = v.start(&mut een, dag)?;
    let mut twee = dubbelganger(v, &een.a);
    twee.ingang = plus(eind, 1);
    twee.eind = Some(plus(v.wereld.kalender.eind, TOEKOMST_DAGEN));
    twee.datum = plus(eind, -v.rng.tussen(4, 9));
    let mut paar = [een, Dossier::new(twee)];
    v.toewijs_samen(&mut paar, Antwoord::Toeval)?;
    let [mut een, mut twee] = paar;
    v.bevinding(&twee, "OP380")?;
    let reden = v.reden_stop(&een.a);
    v.stop(&mut een, dag, eind, reden)?;
    v.levering(&Levering::new(&een, &gestart, dag).eind(eind, reden))?;
    besluit(v, &een)?;
    vervolg(v, &mut twee)
}

/// Names a request that nobody sent.
pub(super) fn tr379(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let mut a = uren(v, ingang);
    a.referentie = Some(format!("VX{}", a.nummer).into());
    let mut enkel = [Dossier::new(a)];
    let zending = v.toewijs_samen(&mut enkel, Antwoord::Toeval)?;
    let [mut d] = enkel;
    bevinding(v, (&zending, 1), &d, "TR379")?;
    vervolg(v, &mut d)
}

/// Shortened, and never stopped: the allocation has ended with a delivery that runs (OP288).
pub(super) fn dq24(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = ingekort(v)?;
    besluit(v, &d)
}

/// The same, and changed once more: that does not hide that it was shortened. A larger volume asks for another number
/// (`OP033x1`).
pub(super) fn dq24_daarna(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut d = ingekort(v)?;
    d.a.datum = plus(d.klok, v.rng.tussen(1, 3));
    d.a.tijd = v.tijd();
    d.a.reden = Some("07");
    d.a.referentie = None;
    if let Some(omvang) = &mut d.a.omvang {
        omvang.volume += 1;
    }
    let zending = v.verstuur(&mut d, Antwoord::Toeval)?;
    bevinding(v, (&zending, 1), &d, "OP033x1")?;
    besluit(v, &d)
}

/// An allocation that is shortened beside a delivery that runs.
fn ingekort(v: &mut Verteller<'_>) -> anyhow::Result<Dossier> {
    let ingang = v.ingang(75);
    let a = uren(v, ingang);
    let mut d = v.toewijs(a)?;
    start(v, &mut d)?;
    let eind = v.einde(ingang, 40);
    let datum = plus(eind, -v.rng.tussen(1, 10));
    v.wijzig(&mut d, (Some(eind), "05"), datum)?;
    v.bevinding(&d, "DQ24")?;
    v.bevinding(&d, "OP288")?;
    Ok(d)
}
