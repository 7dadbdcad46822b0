//! Records that do not load, beside good ones that do; what was refused is sent again, right.

use super::{DOORGELATEN, begin, lopend};
use crate::allocatie::Vorm;
use crate::bericht::{Prestatie, Start, Toewijzing, Veld};
use crate::declaraties::Regelplan;
use crate::kalender::plus;
use crate::oordeel::Wat;
use crate::verhaal::paar;
use crate::verteller::{Antwoord, Dossier, Eind, Levering, Verteller};

/// A running allocation with one extra line that is refused; the ordinary ones go on beside it.
fn extra_regel(
    v: &mut Verteller<'_>,
    code: &'static str,
    bsn: impl Fn(&str) -> String,
    bederf: impl Fn(&mut Prestatie),
) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let a = v.specifiek(ingang, Eind::Lopend);
    let mut d = Dossier::new(a);
    let kalender = &v.wereld.kalender;
    // Never in a 325 that sends all lines of the person back: it would repeat the fault.
    let heel = |maand: &u32| {
        !v.uit.blok.is_client_afgewezen(v.wereld, &Verteller::sleutel(&d, *maand), &d.a.bsn)
    };
    let Some(maand) = (kalender.index(ingang)..kalender.maanden).find(heel) else {
        return Ok(false);
    };
    d = v.toewijs(d.a)?;
    let dag = begin(v, &d);
    let start = v.start(&mut d, dag)?;
    v.levering(&Levering::new(&d, &start, dag))?;
    if let (Some(product), Some(periode)) = (d.a.declaratie.first().cloned(), v.periode(&d, maand))
    {
        v.declareer_maand(&d, &product, (maand, periode), crate::verteller::Correctie::Geen);
        let mut prestatie = v.prestatie(&d, &product, periode);
        bederf(&mut prestatie);
        let bsn: Veld = bsn(d.a.bsn.as_str()).into();
        // A placeholder belongs to nobody.
        if let (Some(waarheid), true) = (&mut v.uit.waarheid, code != "BSN_PLACEHOLDER") {
            waarheid.geheim(bsn.as_str())?;
        }
        let wat = Wat::Geweigerd(code);
        let (codes, is_gecrediteerd) = (Vec::new(), false);
        v.dien_plan_in(&d, maand, Regelplan { bsn, prestatie, wat, codes, is_gecrediteerd });
    }
    v.declareer(&d, ingang, None, Some(maand));
    v.sluit(&d)?;
    Ok(true)
}

/// One digit of the BSN is wrong.
pub(super) fn bsn_323(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let fout = |bsn: &str| {
        let (voor, laatste) = bsn.split_at_checked(8).unwrap_or((bsn, ""));
        format!("{voor}{}", if laatste == "9" { "8" } else { "9" })
    };
    extra_regel(v, "BSN_INVALID", fout, |_| {})
}

/// Zeros instead of a BSN.
pub(super) fn bsn_opvulling_323(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    extra_regel(v, "BSN_PLACEHOLDER", |_| "000000000".to_owned(), |_| {})
}

/// A day that is not in the calendar.
pub(super) fn datum_323(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let fout = |prestatie: &mut Prestatie| {
        let [_, tot] = prestatie.periode.clone();
        prestatie.periode = ["2025-02-30".into(), tot];
    };
    extra_regel(v, "DATE_INVALID", str::to_owned, fout)
}

/// A unit that is not in the list.
pub(super) fn eenheid_323(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let fout = |prestatie: &mut Prestatie| prestatie.eenheid = "99".into();
    extra_regel(v, "CODE_UNKNOWN", str::to_owned, fout)
}

/// Two allocations, one 305: the start on the first is good, those made by `fouten` on the second are refused.
fn slechte_starts(
    v: &mut Verteller<'_>,
    code: &'static str,
    fouten: impl Fn(Start) -> Vec<Start>,
) -> anyhow::Result<bool> {
    let [mut een, mut twee] = paar(v)?;
    let dag = begin(v, &een);
    let starts = [&een, &twee].map(|d| v.start_record(d, dag));
    let [eerste, tweede] = starts;
    let mut regels = vec![(eerste.clone(), Wat::goed(een.goed()))];
    for fout in fouten(tweede.clone()) {
        regels.push((fout, Wat::Geweigerd(code)));
    }
    v.stuur_starts(&mut een, dag, regels, DOORGELATEN)?;
    twee.klok = een.klok;
    let regels = vec![(tweede.clone(), Wat::goed(twee.goed()))];
    v.stuur_starts(&mut twee, dag, regels, Antwoord::Toeval)?;
    for (d, start) in [(&een, &eerste), (&twee, &tweede)] {
        v.levering(&Levering::new(d, start, dag))?;
        v.declareer(d, dag, None, None);
        v.sluit(d)?;
    }
    Ok(true)
}

/// A first day that is not in the calendar.
pub(super) fn datum_305(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    slechte_starts(v, "DATE_INVALID", |start| {
        vec![Start { begindatum: "2025-02-30".into(), ..start }]
    })
}

/// Status 2, which release 3 does not allow.
pub(super) fn status_305(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    slechte_starts(v, "OP033x2", |start| vec![start.status("2")])
}

/// The same key twice in one message: neither loads.
pub(super) fn dubbel_305(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    slechte_starts(v, "TR101", |start| vec![start.clone(), start])
}

/// A reason that is not in the list, beside a good stop.
pub(super) fn reden_307(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let [mut een, mut twee] = paar(v)?;
    let dag = begin(v, &een);
    let starts = [&een, &twee].map(|d| (v.start_record(d, dag), Wat::goed(d.goed())));
    let [(eerste, _), (tweede, _)] = starts.clone();
    v.stuur_starts(&mut een, dag, starts.to_vec(), Antwoord::Toeval)?;
    let eind = v.einde(dag, 10);
    let reden = v.reden_stop(&een.a);
    let fout = twee.a.stop(dag, eind, "99");
    let goed = een.a.stop(dag, eind, reden);
    let regels = vec![(goed, Wat::goed(een.goed())), (fout, Wat::Geweigerd("CODE_UNKNOWN"))];
    v.stuur_stops(&mut een, eind, regels, DOORGELATEN)?;
    twee.klok = een.klok;
    v.stop(&mut twee, dag, eind, reden)?;
    for (d, start) in [(&een, &eerste), (&twee, &tweede)] {
        v.levering(&Levering::new(d, start, dag).eind(eind, reden))?;
        v.declareer(d, dag, Some(eind), None);
        v.sluit(d)?;
    }
    Ok(true)
}

/// One 301 with a good allocation and refused ones made by `fouten`; the second is allocated right afterwards.
fn slechte_toewijzing(
    v: &mut Verteller<'_>,
    code: &'static str,
    fouten: impl Fn(Toewijzing) -> Vec<Toewijzing>,
) -> anyhow::Result<bool> {
    let mut een = lopend(v)?;
    let (ingang, aanbieder) = (een.a.ingang, een.a.aanbieder);
    let mut a = v.allocatie_van(Vorm::Inspanning, aanbieder, ingang, Eind::Lopend);
    let mut regels = vec![(een.a.toewijzing(), None)];
    regels.extend(fouten(a.toewijzing()).into_iter().map(|fout| (fout, Some(code))));
    // The good record is an unchanged resend, so that the message carries something that loads.
    let datum = plus(een.klok, 1);
    v.herzend_met(&mut een, datum, regels)?;
    a.datum = plus(een.klok, 1);
    let mut paar = [een, Dossier::new(a)];
    v.toewijs_samen(&mut paar, Antwoord::Toeval)?;
    for d in &mut paar {
        let dag = begin(v, d);
        let start = v.start(d, dag)?;
        v.levering(&Levering::new(d, &start, dag))?;
        v.declareer(d, dag, None, None);
        v.sluit(d)?;
    }
    Ok(true)
}

/// A unit that is not in the list.
pub(super) fn eenheid_301(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    slechte_toewijzing(v, "CODE_UNKNOWN", |toewijzing| vec![toewijzing.omvang(4, "99", "4")])
}

/// A first day that is not in the calendar.
pub(super) fn datum_301(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    slechte_toewijzing(v, "DATE_INVALID", |toewijzing| {
        vec![Toewijzing { ingangsdatum: "2025-13-01".into(), ..toewijzing }]
    })
}

/// An allocation that ends before it begins.
pub(super) fn volgorde_301(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    slechte_toewijzing(v, "TR018", |toewijzing| vec![toewijzing.einddatum("2015-01-01")])
}

/// One number twice in one message with different ends: neither loads.
pub(super) fn dubbel_301(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    slechte_toewijzing(v, "TR101", |toewijzing| {
        vec![toewijzing.clone(), toewijzing.einddatum("2039-12-31")]
    })
}
