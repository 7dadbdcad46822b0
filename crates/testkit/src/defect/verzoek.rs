//! Requests for an allocation (315) and answers (319) that break a rule. Each has a provider of its own.

use chrono::NaiveDate;
use domain::{Berichtsoort, Wet};

use super::toewijzing::ander_product;
use super::{besluit, declaratie::start, uren};
use crate::allocatie::Allocatie;
use crate::kalender::plus;
use crate::verteller::{Antwoord, Besluit, Bij, Partij, Verteller, Wens, Zending};

const VERZOEK: (Berichtsoort, Option<u32>) = (Berichtsoort::B315, Some(1));
const ANTWOORD: (Berichtsoort, Option<u32>) = (Berichtsoort::B319, Some(1));

/// Rejected, for a reason of both laws.
const GEWEIGERD: Besluit = Besluit::Afgewezen("2");

/// A request that was sent.
struct Vraag {
    a: Allocatie,
    partij: Partij,
    referentie: String,
    datum: NaiveDate,
}

/// Asks for an allocation that is not made yet.
fn vraag(v: &mut Verteller<'_>) -> anyhow::Result<Vraag> {
    let ingang = v.ingang(100);
    let mut a = uren(v, ingang);
    let datum = plus(ingang, -v.rng.tussen(10, 20));
    a.datum = plus(datum, 3);
    let (partij, referentie) = (a.partij(), format!("VQ{}", a.nummer));
    let bij = Bij { voor: Some(a.nummer), ..Bij::default() };
    let producten = [(referentie.clone(), Wens::from(&a))];
    v.vraag_aan(&partij, datum, &producten, Antwoord::Toeval, bij)?;
    Ok(Vraag { a, partij, referentie, datum })
}

/// Answers the request after so many days.
fn antwoord(
    v: &mut Verteller<'_>,
    vraag: &Vraag,
    dagen: i64,
    besluit: Besluit,
) -> anyhow::Result<Zending> {
    let datum = plus(vraag.datum, dagen);
    v.besluit(&vraag.partij, datum, &vraag.referentie, besluit, Antwoord::Toeval)
}

/// Makes the allocation that was asked for, cares and declares.
fn toegewezen(v: &mut Verteller<'_>, vraag: Vraag) -> anyhow::Result<bool> {
    let mut a = vraag.a;
    a.referentie = Some(vraag.referentie.into());
    let mut d = v.toewijs(a)?;
    start(v, &mut d)?;
    besluit(v, &d)
}

/// An answer to nothing.
pub(super) fn tr355(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(100);
    let a = uren(v, ingang);
    let referentie = format!("VX{}", a.nummer);
    let zending = v.besluit(&a.partij(), ingang, &referentie, GEWEIGERD, Antwoord::Toeval)?;
    v.bevinding_op(&zending, ANTWOORD, None, "TR355")?;
    Ok(true)
}

/// A later version names the request again, which the first one granted.
pub(super) fn tr379_opnieuw(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let vraag = vraag(v)?;
    let mut a = vraag.a;
    a.referentie = Some(vraag.referentie.into());
    let mut d = v.toewijs(a)?;
    start(v, &mut d)?;
    d.a.datum = plus(d.klok, v.rng.tussen(1, 9));
    d.a.tijd = v.tijd();
    (d.a.eind, d.a.reden) = (d.a.eind.map(|eind| plus(eind, 30)), Some("04"));
    let zending = v.verstuur(&mut d, Antwoord::Toeval)?;
    v.bevinding_op(&zending, (Berichtsoort::B301, Some(1)), Some(d.a.nummer), "TR379")?;
    besluit(v, &d)
}

/// Rejected after it was granted: the allocation stays.
pub(super) fn tr359(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let vraag = vraag(v)?;
    let mut a = vraag.a.clone();
    a.referentie = Some(vraag.referentie.clone().into());
    let mut d = v.toewijs(a)?;
    let datum = plus(d.klok, 2);
    let zending =
        v.besluit(&vraag.partij, datum, &vraag.referentie, GEWEIGERD, Antwoord::Toeval)?;
    v.bevinding_op(&zending, ANTWOORD, None, "TR359")?;
    start(v, &mut d)?;
    besluit(v, &d)
}

/// Looked into twice, and granted.
pub(super) fn tr360(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let mut vraag = vraag(v)?;
    antwoord(v, &vraag, 1, Besluit::InOnderzoek)?;
    let zending = antwoord(v, &vraag, 4, Besluit::InOnderzoek)?;
    v.bevinding_op(&zending, ANTWOORD, None, "TR360")?;
    vraag.a.datum = plus(vraag.datum, 6);
    toegewezen(v, vraag)
}

/// Rejected twice.
pub(super) fn tr365(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let vraag = vraag(v)?;
    antwoord(v, &vraag, 2, GEWEIGERD)?;
    let zending = antwoord(v, &vraag, 4, GEWEIGERD)?;
    v.bevinding_op(&zending, ANTWOORD, None, "TR365")?;
    Ok(true)
}

/// Tells a story of the Jeugdwet.
fn van_jeugd(
    v: &mut Verteller<'_>,
    verhaal: impl FnOnce(&mut Verteller<'_>) -> anyhow::Result<()>,
) -> anyhow::Result<bool> {
    let wet = core::mem::replace(&mut v.client.wet, Wet::Jw);
    let uitkomst = verhaal(v);
    v.client.wet = wet;
    uitkomst.map(|()| true)
}

/// Another municipality has to pay, and is not named.
pub(super) fn tr377(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    van_jeugd(v, |v| {
        let vraag = vraag(v)?;
        let zending = antwoord(v, &vraag, 2, Besluit::Woonplaatsfout("8"))?;
        v.bevinding_op(&zending, ANTWOORD, None, "TR377")
    })
}

/// Another municipality is named, and does not have to pay.
pub(super) fn tr409(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    van_jeugd(v, |v| {
        let vraag = vraag(v)?;
        let zending = antwoord(v, &vraag, 2, Besluit::Woonplaatsfout("2"))?;
        v.bevinding_op(&zending, ANTWOORD, None, "TR409")
    })
}

/// Never answered: found out when the story of the request is closed, as all that is late.
pub(super) fn op274_open(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    vraag(v)?;
    Ok(true)
}

/// Rejected after three weeks.
pub(super) fn op274_laat(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let vraag = vraag(v)?;
    antwoord(v, &vraag, 21, GEWEIGERD)?;
    Ok(true)
}

/// Looked into in time, and rejected after more than eight weeks, or never.
pub(super) fn op274_onderzoek(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let vraag = vraag(v)?;
    antwoord(v, &vraag, 2, Besluit::InOnderzoek)?;
    if v.rng.kans(500) {
        antwoord(v, &vraag, 60, GEWEIGERD)?;
    }
    Ok(true)
}

/// Another municipality has to pay: said too late, where it is sent; it was being looked into, so that is in time.
pub(super) fn op359(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    van_jeugd(v, |v| {
        let vraag = vraag(v)?;
        antwoord(v, &vraag, 2, Besluit::InOnderzoek)?;
        let dagen = v.rng.tussen(15, 40);
        antwoord(v, &vraag, dagen, Besluit::Afgewezen("8"))?;
        Ok(())
    })
}

/// The same product twice in one request.
pub(super) fn tr386(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(100);
    let a = uren(v, ingang);
    let datum = plus(ingang, -v.rng.tussen(10, 20));
    let (partij, wens) = (a.partij(), Wens::from(&a));
    let referenties = ["1", "2"].map(|volg| format!("VQ{}-{volg}", a.nummer));
    let producten = referenties.clone().map(|referentie| (referentie, wens.clone()));
    let zending = v.vraag_aan(&partij, datum, &producten, Antwoord::Toeval, Bij::default())?;
    v.bevinding_op(&zending, (Berichtsoort::B315, Some(2)), None, "TR386")?;
    for referentie in &referenties {
        v.besluit(&partij, plus(datum, 3), referentie, GEWEIGERD, Antwoord::Toeval)?;
    }
    Ok(true)
}

/// One reference for two products: neither loads (TR101), so nothing is left to find (TR383). The third does.
pub(super) fn dubbel_315(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(100);
    let a = uren(v, ingang);
    let datum = plus(ingang, -v.rng.tussen(10, 20));
    let partij = a.partij();
    let [een, twee, goed] = [a.clone(), ander_product(v, &a), ander_product(v, &a)];
    let referenties = ["1", "1", "2"].map(|volg| format!("VQ{}-{volg}", a.nummer));
    let producten = [een, twee, goed].map(|a| Wens::from(&a));
    let producten: Vec<(String, Wens)> = referenties.into_iter().zip(producten).collect();
    v.vraag_aan(&partij, datum, &producten, Antwoord::Toeval, Bij::default())?;
    if let [.., (referentie, _)] = producten.as_slice() {
        v.besluit(&partij, plus(datum, 3), referentie, GEWEIGERD, Antwoord::Toeval)?;
    }
    Ok(true)
}

/// Asked for again before the first request was answered, perhaps on the same day.
pub(super) fn tr374(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let eerste = vraag(v)?;
    let referentie = format!("{}-2", eerste.referentie);
    let producten = [(referentie.clone(), Wens::from(&eerste.a))];
    let datum = plus(eerste.datum, v.rng.tussen(0, 2));
    let bij = Bij::default();
    let zending = v.vraag_aan(&eerste.partij, datum, &producten, Antwoord::Toeval, bij)?;
    v.bevinding_op(&zending, VERZOEK, None, "TR374")?;
    for referentie in [&eerste.referentie, &referentie] {
        let datum = plus(eerste.datum, 4);
        v.besluit(&eerste.partij, datum, referentie, GEWEIGERD, Antwoord::Toeval)?;
    }
    Ok(true)
}

/// A reference is used again, towards another municipality: unique is unique over all of them.
pub(super) fn tr347(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let eerste = vraag(v)?;
    antwoord(v, &eerste, 2, GEWEIGERD)?;
    let gemeente = ANDERE_GEMEENTE.parse()?;
    let partij = Partij { gemeente, ..eerste.partij.clone() };
    let tweede = Vraag { partij, datum: plus(eerste.datum, 20), ..eerste };
    let producten = [(tweede.referentie.clone(), Wens::from(&tweede.a))];
    let bij = Bij::default();
    let zending = v.vraag_aan(&tweede.partij, tweede.datum, &producten, Antwoord::Toeval, bij)?;
    v.bevinding_op(&zending, VERZOEK, None, "TR347")?;
    antwoord(v, &tweede, 2, GEWEIGERD)?;
    Ok(true)
}

/// A municipality that no client lives in.
const ANDERE_GEMEENTE: &str = "0344";
