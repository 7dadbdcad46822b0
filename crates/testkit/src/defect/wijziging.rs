//! Requests to change allocations (317) that break a rule: each is rejected two days later, unless it is about that.

use chrono::NaiveDate;
use domain::Berichtsoort;

use super::toewijzing::ander_product;
use super::{besluit, declaratie, gestart, met_omvang, uren};
use crate::allocatie::{Allocatie, Omvang, Vorm};
use crate::kalender::{TOEKOMST_DAGEN, plus};
use crate::verteller::{Antwoord, Besluit, Dossier, Eind, Partij, Verteller, Wens, Wijziging};
use crate::wereld::Aanbieder;

/// A request as planned: its products, and who sends it when.
struct Plan {
    partij: Partij,
    datum: NaiveDate,
    wijziging: Wijziging,
}

impl Plan {
    /// A request about the allocation of `d`, without products.
    fn new(d: &Dossier) -> Self {
        let wijziging = Wijziging {
            referentie: format!("VR{}", d.a.nummer),
            reden: "2",
            ..Wijziging::default()
        };
        Self { partij: d.a.partij(), datum: plus(d.klok, 2), wijziging }
    }

    /// Keeps an allocation as it is.
    fn houd(mut self, nummer: u32) -> Self {
        self.wijziging.ongewijzigd.push(nummer);
        self
    }

    /// Wants an allocation to become as `wens` says.
    fn wijzig(mut self, nummer: u32, wens: Wens) -> Self {
        self.wijziging.te_wijzigen.push((nummer, wens));
        self
    }

    /// Wants a new product.
    fn nieuw(mut self, wens: Wens) -> Self {
        self.wijziging.nieuw.push((wens, None));
        self
    }

    /// Sends it with a finding on the record, and rejects it in time.
    fn geweigerd(&self, v: &mut Verteller<'_>, regelcode: &str) -> anyhow::Result<()> {
        self.geweigerd_met(v, &[regelcode])
    }

    fn geweigerd_met(&self, v: &mut Verteller<'_>, regelcodes: &[&str]) -> anyhow::Result<()> {
        let Self { partij, datum, wijziging } = self;
        let zending = v.vraag_wijziging(partij, *datum, wijziging, Antwoord::Toeval)?;
        for regelcode in regelcodes {
            v.bevinding_op(&zending, (Berichtsoort::B317, Some(1)), None, regelcode)?;
        }
        let (dag, besluit) = (plus(self.datum, 2), Besluit::Afgewezen("2"));
        v.besluit(&self.partij, dag, &self.wijziging.referentie, besluit, Antwoord::Toeval)?;
        Ok(())
    }
}

/// The allocation as it stands, with another last day: a change that breaks no rule.
fn langer(a: &Allocatie) -> Wens {
    Wens { eind: a.eind.map(|eind| plus(eind, 30)), ..Wens::from(a) }
}

/// A product of its own from three weeks after `datum` on: a new product that breaks no rule.
fn nieuw(v: &mut Verteller<'_>, d: &Dossier, datum: NaiveDate) -> Wens {
    let ander = ander_product(v, &d.a);
    Wens { ingang: plus(datum, 21), ..Wens::from(&ander) }
}

/// Tells what `plan` makes of a running allocation.
fn vertel(
    v: &mut Verteller<'_>,
    regelcode: &str,
    plan: impl FnOnce(&mut Verteller<'_>, &Dossier) -> Plan,
) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let plan = plan(v, &d);
    plan.geweigerd(v, regelcode)?;
    besluit(v, &d)
}

/// Never answered: found out when the story of the request is closed.
pub(super) fn op346(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let d = gestart(v)?;
    let Plan { partij, datum, wijziging } = Plan::new(&d).wijzig(d.a.nummer, langer(&d.a));
    v.vraag_wijziging(&partij, datum, &wijziging, Antwoord::Toeval)?;
    if v.rng.kans(500) {
        let (dag, besluit) = (plus(datum, 30), Besluit::Afgewezen("2"));
        v.besluit(&partij, dag, &wijziging.referentie, besluit, Antwoord::Toeval)?;
    }
    besluit(v, &d)
}

/// A provider that has only these stories: nobody else has an allocation there.
const EIGEN: Aanbieder = Aanbieder { agb: "94940021", release: domain::Release::R3_2 };

/// The request is about somebody else, who has no such allocation (TR351).
pub(super) fn tr304(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let mut a = uren(v, ingang);
    a.aanbieder = EIGEN;
    let mut d = v.toewijs(a)?;
    declaratie::start(v, &mut d)?;
    let mut plan = Plan::new(&d).wijzig(d.a.nummer, langer(&d.a));
    plan.partij.bsn = v.client.ander_bsn.clone();
    plan.geweigerd_met(v, &["TR304", "TR351"])?;
    besluit(v, &d)
}

/// One of two allocations is not named.
pub(super) fn tr349(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let een = uren(v, ingang);
    let twee = ander_product(v, &een);
    let mut paar = [Dossier::new(een), Dossier::new(twee)];
    v.toewijs_samen(&mut paar, Antwoord::Toeval)?;
    let [mut een, mut twee] = paar;
    Plan::new(&een).wijzig(een.a.nummer, langer(&een.a)).geweigerd(v, "TR349")?;
    for d in [&mut een, &mut twee] {
        declaratie::start(v, d)?;
        besluit(v, d)?;
    }
    Ok(true)
}

/// An unknown allocation is to stay as it is.
pub(super) fn tr350(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    vertel(v, "TR350", |v, d| {
        let onbekend = v.onbekend_nummer();
        Plan::new(d).houd(onbekend).wijzig(d.a.nummer, langer(&d.a))
    })
}

/// An unknown allocation is to be changed.
pub(super) fn tr351(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    vertel(v, "TR351", |v, d| {
        let onbekend = v.onbekend_nummer();
        let wens = Wens { product: None, ..langer(&d.a) };
        Plan::new(d).houd(d.a.nummer).wijzig(onbekend, wens)
    })
}

/// A new product for somebody without any allocation.
pub(super) fn tr352(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let d = Dossier::new(uren(v, ingang));
    let mut plan = Plan::new(&d).nieuw(Wens::from(&d.a));
    plan.datum = plus(ingang, -v.rng.tussen(10, 20));
    plan.geweigerd(v, "TR352")?;
    Ok(true)
}

/// All stays as it is.
pub(super) fn tr353(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    vertel(v, "TR353", |_, d| Plan::new(d).houd(d.a.nummer))
}

/// A change from a day in the past on, which is not the first day of the allocation.
pub(super) fn tr357(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    vertel(v, "TR357", |_, d| {
        let wens = Wens { ingang: plus(d.a.ingang, 1), ..langer(&d.a) };
        let mut plan = Plan::new(d).wijzig(d.a.nummer, wens);
        plan.datum = plan.datum.max(plus(d.a.ingang, 5));
        plan
    })
}

/// A new product that the allocation which stays has already.
pub(super) fn tr361(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    vertel(v, "TR361", |_, d| {
        let plan = Plan::new(d).houd(d.a.nummer);
        let ingang = plus(plan.datum.max(d.a.ingang), 20);
        plan.nieuw(Wens { ingang, ..Wens::from(&d.a) })
    })
}

/// Another volume for the whole period, from a later day on.
pub(super) fn tr373(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let a = met_omvang(v, ingang, (200, "04", "6"));
    let mut d = v.toewijs(a)?;
    declaratie::start(v, &mut d)?;
    let plan = Plan::new(&d);
    let omvang = d.a.omvang.map(|omvang| Omvang { volume: 240, ..omvang });
    let ingang = plus(plan.datum.max(ingang), 10);
    let wens = Wens { ingang, omvang, ..Wens::from(&d.a) };
    plan.wijzig(d.a.nummer, wens).geweigerd(v, "TR373")?;
    besluit(v, &d)
}

/// Asks for a size on an allocation of this form, which has none.
fn met_omvang_gevraagd(v: &mut Verteller<'_>, vorm: Vorm, regelcode: &str) -> anyhow::Result<bool> {
    let ingang = v.ingang(75);
    let aanbieder = v.aanbieder_32();
    let eind = Eind::Op(plus(v.wereld.kalender.eind, TOEKOMST_DAGEN));
    let a = v.allocatie_van(vorm, aanbieder, ingang, eind);
    let mut d = v.toewijs(a)?;
    declaratie::start(v, &mut d)?;
    let omvang = Some(Omvang { volume: 12, eenheid: "04", frequentie: "4" });
    let wens = Wens { omvang, budget: None, ..langer(&d.a) };
    Plan::new(&d).wijzig(d.a.nummer, wens).geweigerd(v, regelcode)?;
    besluit(v, &d)
}

/// A size for any product.
pub(super) fn tr375(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    met_omvang_gevraagd(v, Vorm::Generiek, "TR375")
}

/// A size for any product of a category.
pub(super) fn tr412(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    met_omvang_gevraagd(v, Vorm::Aspecifiek, "TR412")
}

/// A product with a code, and no size any more.
pub(super) fn tr411(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    vertel(v, "TR411", |_, d| {
        Plan::new(d).wijzig(d.a.nummer, Wens { omvang: None, ..langer(&d.a) })
    })
}

/// A new product from a day in the past on.
pub(super) fn tr380(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    vertel(v, "TR380", |v, d| {
        let plan = Plan::new(d).houd(d.a.nummer);
        let wens = nieuw(v, d, plan.datum);
        let ingang = plus(plan.datum, -v.rng.tussen(0, 9));
        plan.nieuw(Wens { ingang, ..wens })
    })
}

/// The same new product twice, from two days on.
pub(super) fn tr410(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    vertel(v, "TR410", |v, d| {
        let plan = Plan::new(d).houd(d.a.nummer);
        let wens = nieuw(v, d, plan.datum);
        let later = Wens { ingang: plus(wens.ingang, 10), ..wens.clone() };
        plan.nieuw(wens).nieuw(later)
    })
}
