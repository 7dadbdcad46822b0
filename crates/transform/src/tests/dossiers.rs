//! Rules on a dossier: what is allocated, and a request while another is pending.

use domain::record::{
    self,
    Onderdeel::{Aangevraagd, Nieuw, TeWijzigen},
};
use domain::{Eurocent, Frequentie, KetenSleutel, Periode, Productcategorie, Release, Wet};

use super::{BIJ, Bij, Verhaal, agb, client, dag};
use crate::{Antwoord, Kader, Toetsing, ToewijzingRij, toets_dossier};

impl Verhaal {
    pub(super) fn toets(&self) -> Toetsing {
        let sleutel = KetenSleutel::dossier(self.keten.wet, self.keten.gemeente, agb(1), client(1));
        toets_dossier(&self.keten, sleutel, &Kader::op(self.peildatum))
    }

    /// The next record of the last 301.
    pub(super) fn mede(self, begin: &str, eind: &str, bij: Bij) -> Self {
        let laatste = self.keten.toewijzingen.last().unwrap();
        let (herkomst, regel) = (laatste.herkomst.clone(), laatste.record.regel + 1);
        let toegewezen = laatste.record.toewijzingsdatum.to_string();
        let teller = self.teller;
        let mut verhaal = self.toewijzing(&toegewezen, begin, eind, bij).toegewezen(|rij| {
            rij.herkomst = herkomst;
            rij.record.regel = regel;
        });
        verhaal.teller = teller;
        verhaal
    }

    /// Changes the last 301 record.
    pub(super) fn toegewezen(mut self, wijzig: impl FnOnce(&mut ToewijzingRij)) -> Self {
        wijzig(self.keten.toewijzingen.last_mut().unwrap());
        self
    }

    /// Changes the last product of a request.
    pub(super) fn gevraagd(mut self, wijzig: impl FnOnce(&mut record::Verzoek)) -> Self {
        wijzig(&mut self.keten.verzoeken.last_mut().unwrap().record);
        self
    }
}

/// The findings as code, message, place and number, as far as they have them; the same for any order of the records.
#[track_caller]
pub(super) fn verwacht(verhaal: &Verhaal, bevindingen: &[&str]) {
    let toetsing = verhaal.toets();
    let mut gevonden: Vec<_> = toetsing
        .bevindingen
        .iter()
        .map(|bevinding| {
            let bericht = bevinding.bericht_identificatie.as_ref().map(ToString::to_string);
            let plaats = bevinding.regelnummer.map(|regel| format!("r{regel}"));
            let nummer = bevinding.nummer.map(|nummer| format!("#{nummer}"));
            let code = Some(bevinding.regelcode.to_owned());
            let delen: Vec<_> = [code, bericht, plaats, nummer].into_iter().flatten().collect();
            delen.join(" ")
        })
        .collect();
    gevonden.sort();
    assert_eq!(gevonden, bevindingen, "{:#?}", toetsing.bevindingen);
    let mut andersom = verhaal.clone();
    andersom.keten.toewijzingen.reverse();
    andersom.keten.verzoeken.reverse();
    andersom.keten.antwoorden.reverse();
    assert_eq!(andersom.toets(), toetsing);
}

pub(super) fn nummer(nummer: i64) -> Bij {
    Bij { nummer: Some(nummer), ..BIJ }
}

/// A 301 of 2025-12-20 with allocation 100 of 2026 and a second record, 101, for the same product.
fn gestapeld(begin: &str, eind: &str, wijzig: impl FnOnce(&mut ToewijzingRij)) -> Verhaal {
    Verhaal::met_toewijzing().mede(begin, eind, nummer(101)).toegewezen(wijzig)
}

#[test]
fn tr302_and_op259_see_the_same_product_twice_in_one_period() {
    let beide = ["OP259 #101", "TR302 B0001 r2 #101"];
    let niets = |_: &mut ToewijzingRij| {};
    verwacht(&gestapeld("2026-12-31", "", niets), &beide);
    verwacht(&gestapeld("2025-01-01", "2026-01-01", niets), &beide);
    verwacht(&gestapeld("2027-01-01", "", niets), &[]);
    verwacht(&gestapeld("2025-01-01", "2025-12-31", niets), &[]);
    let ander = |rij: &mut ToewijzingRij| rij.record.product = super::product("45/45A05");
    verwacht(&gestapeld("2026-02-01", "", ander), &[]);
    let generiek = |rij: &mut ToewijzingRij| rij.record.product = None;
    verwacht(&gestapeld("2026-02-01", "", generiek), &beide);
    // A rejected 301 is judged as a message, and makes no allocation.
    let afgewezen = gestapeld("2026-02-01", "", niets);
    let afgewezen = {
        let mut verhaal = afgewezen;
        verhaal.herkomsten(|herkomst| herkomst.antwoord = Antwoord::Afgewezen);
        verhaal
    };
    verwacht(&afgewezen, &["TR302 B0001 r2 #101"]);
    // Before release 3.0 there was no such rule.
    let mut oud = gestapeld("2026-02-01", "", niets);
    oud.herkomsten(|herkomst| herkomst.dagtekening = dag("2020-12-31"));
    verwacht(&oud, &[]);
}

#[test]
fn tr302_and_op259_pass_over_what_is_removed() {
    let reden = |code: &'static str| {
        move |rij: &mut ToewijzingRij| {
            let code = domain::RedenWijziging::parse(Wet::Jw, Release::R3_2, code).unwrap();
            rij.record.reden_wijziging = Some(code);
        }
    };
    let beide = ["OP259 #101", "TR302 B0001 r2 #101"];
    verwacht(&gestapeld("2026-02-01", "2026-02-01", reden("13")), &[]);
    verwacht(&gestapeld("2026-02-01", "2026-02-01", reden("01")), &[]);
    verwacht(&gestapeld("2026-02-01", "2026-02-02", reden("01")), &beide);
    verwacht(&gestapeld("2026-02-01", "2026-02-01", reden("04")), &beide);
}

#[test]
fn tr302_gives_one_finding_per_record_and_op259_looks_over_messages() {
    // Three in one message: the first is no finding, whatever the order of their periods.
    let drie = Verhaal::met_toewijzing().mede("2025-06-01", "2026-06-01", nummer(101)).mede(
        "2026-01-15",
        "2026-05-01",
        nummer(102),
    );
    verwacht(&drie, &["OP259 #101", "OP259 #102", "TR302 B0001 r2 #101", "TR302 B0001 r3 #102"]);
    // In another message: no TR302 there. OP259 hangs on the later one, also when that has the smaller number.
    let later = |nummer| {
        Verhaal::met_toewijzing()
            .toewijzing(
                "2025-12-30",
                "2026-01-01",
                "2026-12-31",
                Bij { nummer: Some(nummer), product: "45", ..BIJ },
            )
            .mede("2026-01-01", "2026-12-31", BIJ)
            .toegewezen(|rij| rij.record.toewijzingsdatum = dag("2025-12-20"))
    };
    verwacht(&later(101), &["OP259 #101", "TR302 B0002 r2 #100"]);
    verwacht(&later(99), &["OP259 #99", "TR302 B0002 r2 #100"]);
    // Shortened since: not any more.
    let ingekort = Verhaal::met_toewijzing()
        .toewijzing("2025-12-30", "2026-01-01", "2026-03-31", Bij { reden: Some("05"), ..BIJ })
        .mede("2026-04-01", "", nummer(101));
    verwacht(&ingekort, &[]);
}

#[test]
fn tr302_lets_wmo_categories_11_to_14_be_stacked() {
    let wmo = |categorie: &str| {
        let mut verhaal = gestapeld("2026-02-01", "", |_| ());
        verhaal.keten.wet = Wet::Wmo;
        for rij in &mut verhaal.keten.toewijzingen {
            let product = rij.record.product.as_mut().unwrap();
            product.categorie = Productcategorie::parse(Wet::Wmo, categorie).unwrap();
        }
        verhaal
    };
    verwacht(&wmo("11"), &[]);
    verwacht(&wmo("14"), &[]);
    verwacht(&wmo("10"), &["OP259 #101", "TR302 B0001 r2 #101"]);
}

const R1: Bij = Bij { referentie: Some("R1"), ..BIJ };
const R2: Bij = Bij { referentie: Some("R2"), product: "46", ..BIJ };

/// A 315 of 2026-01-05 with reference R1.
fn verzoek() -> Verhaal {
    Verhaal::new().verzoek("2026-01-05", Aangevraagd, "2026-02-01", R1)
}

#[test]
fn tr374_sees_a_request_while_another_is_pending() {
    let nee = Bij { reden: Some("4"), ..R1 };
    let tweede = |verhaal: Verhaal| verhaal.verzoek("2026-01-12", Aangevraagd, "2026-02-01", R2);
    verwacht(&tweede(verzoek()), &["TR374 B0002 r1"]);
    // Being looked into is no end; a refusal and an allocation are, on the day itself too.
    verwacht(&tweede(verzoek().antwoord("2026-01-07", R1)), &["TR374 B0003 r1"]);
    for (datum, is_open) in [("2026-01-12", false), ("2026-01-13", true)] {
        let open: &[&str] = if is_open { &["TR374 B0003 r1"] } else { &[] };
        verwacht(&tweede(verzoek().antwoord(datum, nee.clone())), open);
        verwacht(&tweede(verzoek().toewijzing(datum, "2026-02-01", "", R1)), open);
        let afgewezen = Bij { antwoord: Antwoord::Afgewezen, ..nee.clone() };
        verwacht(&tweede(verzoek().antwoord(datum, afgewezen)), &["TR374 B0003 r1"]);
    }
    // Of one day too, unless it was refused or granted on that day.
    let zelfde_dag =
        |verhaal: Verhaal| verhaal.verzoek("2026-01-05", Aangevraagd, "2026-02-01", R2);
    verwacht(&zelfde_dag(verzoek()), &["TR374 B0002 r1"]);
    verwacht(&zelfde_dag(verzoek().antwoord("2026-01-05", nee.clone())), &[]);
    verwacht(&zelfde_dag(verzoek().toewijzing("2026-01-05", "2026-02-01", "", R1)), &[]);
    // Rejected: nothing was pending. A rejected later one is judged.
    let mut afgewezen = tweede(verzoek());
    afgewezen.keten.verzoeken[0].herkomst.antwoord = Antwoord::Afgewezen;
    verwacht(&afgewezen, &[]);
    let mut afgewezen = tweede(verzoek());
    afgewezen.keten.verzoeken[1].herkomst.antwoord = Antwoord::Afgewezen;
    verwacht(&afgewezen, &["TR374 B0002 r1"]);
}

#[test]
fn tr374_hangs_on_every_record_and_knows_no_request_of_before_3_0() {
    // Every product of a later 315, and a 317 once; one product of the earlier message is enough.
    let deels = verzoek()
        .ook(Aangevraagd, "2026-02-01", R2)
        .gevraagd(|record| record.regel = 2)
        .antwoord("2026-01-07", Bij { reden: Some("4"), ..R1 });
    let later = |verhaal: Verhaal| {
        verhaal
            .verzoek("2026-01-12", Aangevraagd, "2026-02-01", Bij { referentie: Some("R3"), ..BIJ })
            .ook(Aangevraagd, "2026-02-01", Bij { referentie: Some("R4"), product: "47", ..BIJ })
            .gevraagd(|record| record.regel = 2)
    };
    verwacht(&later(deels.clone()), &["TR374 B0003 r1", "TR374 B0003 r2"]);
    verwacht(&later(deels.antwoord("2026-01-08", Bij { reden: Some("4"), ..R2 })), &[]);
    let wijziging = verzoek()
        .toewijzing("2026-01-01", "2026-01-01", "", Bij { product: "48", ..BIJ })
        .verzoek("2026-01-12", TeWijzigen, "2026-02-01", R2)
        .ook(Nieuw, "2026-02-01", R2);
    verwacht(&wijziging, &["TR374 B0003 r1"]);
    // Release 2.x had no 319: nobody knows what was still pending.
    let mut oud = verzoek().verzoek("2026-01-12", Aangevraagd, "2026-02-01", R2);
    oud.keten.verzoeken[0].herkomst.release = Release::R2_1;
    verwacht(&oud, &[]);
    // Before the rule came into force.
    let vroeg = Verhaal::new().verzoek("2020-12-01", Aangevraagd, "2021-02-01", R1).verzoek(
        "2020-12-31",
        Aangevraagd,
        "2021-02-01",
        R2,
    );
    verwacht(&vroeg, &[]);
    assert_eq!(vroeg.toets().houdbaarheid, crate::Houdbaarheid::default());
}

const ANDER: Bij = Bij { nummer: Some(101), product: "46", ..BIJ };

#[test]
fn op087_a_301_names_what_is_still_valid() {
    let tweede = |verhaal: Verhaal| verhaal.toewijzing("2026-01-10", "2026-02-01", "", ANDER);
    let tot = |eind| Verhaal::new().toewijzing("2025-12-20", "2026-01-01", eind, BIJ);
    for eind in ["", "2026-12-31", "2026-01-10"] {
        verwacht(&tweede(tot(eind)), &["OP087 B0002 #100"]);
        verwacht(&tweede(tot(eind)).mede("2026-01-01", eind, BIJ), &[]);
    }
    verwacht(&tweede(tot("2026-01-09")), &[]);
    // Every message that misses it.
    let derde = tweede(tot("")).toewijzing("2026-01-20", "2026-02-01", "", ANDER);
    verwacht(&derde, &["OP087 B0002 #100", "OP087 B0003 #100"]);
    // It is to come; it came on the same day; it has no number.
    let later = Verhaal::new().toewijzing("2025-12-20", "2027-01-01", "", BIJ);
    verwacht(&tweede(later), &["OP087 B0002 #100"]);
    let zelfde_dag = tot("").toewijzing("2025-12-20", "2026-02-01", "", ANDER);
    verwacht(&zelfde_dag, &[]);
    let zonder =
        Verhaal::new().toewijzing("2025-12-20", "2026-01-01", "", Bij { nummer: None, ..BIJ });
    verwacht(&tweede(zonder), &[]);
}

#[test]
fn op087_goes_by_what_was_known_and_counted() {
    let tweede = |verhaal: Verhaal| verhaal.toewijzing("2026-01-10", "2026-02-01", "", ANDER);
    let weg = Bij { reden: Some("13"), ..BIJ };
    let verwijderd =
        Verhaal::met_toewijzing().toewijzing("2025-12-22", "2026-01-01", "2026-01-01", weg);
    verwacht(&tweede(verwijderd.clone()), &[]);
    // Shortened by an older moment that was sent later: that says nothing new.
    let oud = Verhaal::met_toewijzing()
        .toewijzing("2025-12-19", "2026-01-01", "2026-01-02", BIJ)
        .toegewezen(|rij| rij.herkomst.dagtekening = dag("2026-01-05"));
    verwacht(&tweede(oud), &["OP087 B0003 #100"]);
    // Known again after the removal was undone, and ended before it was prolonged.
    let terug = verwijderd.toewijzing("2025-12-29", "2026-01-01", "2026-12-31", BIJ);
    verwacht(&tweede(terug), &["OP087 B0004 #100"]);
    let verlengd = Verhaal::new()
        .toewijzing("2025-12-20", "2026-01-01", "2026-01-05", BIJ)
        .toewijzing("2026-01-10", "2026-02-01", "", ANDER)
        .toewijzing("2026-01-12", "2026-01-01", "2026-12-31", BIJ)
        .mede("2026-02-01", "", ANDER)
        .toewijzing("2026-01-20", "2026-02-01", "", ANDER);
    verwacht(&verlengd, &["OP087 B0004 #100"]);
    // Rejected messages: the one that told, the one that misses.
    for plaats in [0, 1] {
        let mut afgewezen = tweede(Verhaal::met_toewijzing());
        afgewezen.keten.toewijzingen[plaats].herkomst.antwoord = Antwoord::Afgewezen;
        verwacht(&afgewezen, &[]);
    }
    let mut vroeg = tweede(Verhaal::met_toewijzing());
    vroeg.keten.toewijzingen[0].herkomst.dagtekening = dag("2020-12-30");
    vroeg.keten.toewijzingen[1].herkomst.dagtekening = dag("2020-12-31");
    verwacht(&vroeg, &[]);
}

#[test]
fn op087_gives_at_most_a_hundred_findings_for_a_message() {
    let veel = (0..120_u32).fold(Verhaal::met_toewijzing(), |verhaal, plaats| {
        let dag = (dag("2027-01-01") + chrono::Days::new(plaats.into())).to_string();
        verhaal.mede(&dag, &dag, Bij { product: "47", ..nummer(200 + i64::from(plaats)) })
    });
    let bevindingen = veel.toewijzing("2026-01-10", "2026-02-01", "", ANDER).toets().bevindingen;
    assert_eq!(bevindingen.len(), 100);
}

/// Allocation 100 up to 2026-03-31, and 101 that goes on from 2026-04-01, sent on `gezonden`.
fn vervolg(gezonden: &str, wijzig: impl FnOnce(&mut ToewijzingRij)) -> Verhaal {
    Verhaal::new()
        .toewijzing("2025-12-20", "2026-01-01", "2026-03-31", BIJ)
        .toewijzing(gezonden, "2026-04-01", "2026-12-31", nummer(101))
        .toegewezen(wijzig)
        .mede("2026-01-01", "2026-03-31", BIJ)
        .toegewezen(|rij| rij.record.toewijzingsdatum = dag("2025-12-20"))
}

#[test]
fn op380_care_goes_on_under_the_same_number() {
    let niets = |_: &mut ToewijzingRij| {};
    verwacht(&vervolg("2026-03-20", niets), &["OP380 #101"]);
    verwacht(&vervolg("2026-03-31", niets), &["OP380 #101"]);
    verwacht(&vervolg("2026-04-01", niets), &[]);
    verwacht(&vervolg("2026-03-20", |rij| rij.record.product = super::product("45/45A05")), &[]);
    verwacht(
        &vervolg("2026-03-20", |rij| {
            rij.record.omvang.as_mut().unwrap().volume = 3.try_into().unwrap();
        }),
        &[],
    );
    verwacht(
        &vervolg("2026-03-20", |rij| {
            let eind = rij.record.periode.eind();
            rij.record.periode = Periode::new(dag("2026-04-02"), eind).unwrap();
        }),
        &[],
    );
    let elk = |wijzig: fn(&mut ToewijzingRij)| {
        let mut verhaal = vervolg("2026-03-20", niets);
        verhaal.keten.toewijzingen.iter_mut().for_each(wijzig);
        verhaal
    };
    let totaal: fn(&mut ToewijzingRij) =
        |rij| rij.record.omvang.as_mut().unwrap().frequentie = Frequentie::Totaal;
    verwacht(&elk(totaal), &[]);
    verwacht(&elk(|rij| rij.record.omvang = None), &["OP380 #101"]);
    let budget: fn(&mut ToewijzingRij) = |rij| {
        rij.record.omvang = None;
        rij.record.budget = Some(Eurocent::new(100));
    };
    verwacht(&elk(budget), &["OP380 #101"]);
    let ander_budget = vervolg("2026-03-20", |rij| rij.record.omvang = None);
    verwacht(&ander_budget, &[]);
    // Before release 3.2.
    let vroeg: fn(&mut ToewijzingRij) =
        |rij| rij.herkomst.dagtekening = rij.herkomst.dagtekening.min(dag("2023-04-02"));
    verwacht(&elk(vroeg), &[]);
}

#[test]
fn op380_goes_by_what_was_known_before() {
    // Both in one message; the first rejected; the first removed.
    let mut samen = vervolg("2026-03-20", |_| ());
    samen.keten.toewijzingen.remove(0);
    verwacht(&samen, &[]);
    let mut afgewezen = vervolg("2026-03-20", |_| ());
    afgewezen.keten.toewijzingen.remove(2);
    afgewezen.keten.toewijzingen[0].herkomst.antwoord = Antwoord::Afgewezen;
    verwacht(&afgewezen, &[]);
    let met = |begin: &str, eind: &str, reden| {
        let mut verhaal = Verhaal::new()
            .toewijzing("2025-12-20", "2026-01-01", begin, BIJ)
            .toewijzing("2026-03-10", "2026-01-01", eind, Bij { reden: Some(reden), ..BIJ })
            .toewijzing("2026-03-20", "2026-04-01", "", nummer(101));
        let resend = verhaal.keten.toewijzingen[1].record.clone();
        verhaal = verhaal.mede("2026-01-01", eind, BIJ);
        let laatste = verhaal.keten.toewijzingen.last_mut().unwrap();
        laatste.record = record::Toewijzing { regel: 2, reden_wijziging: None, ..resend };
        verhaal
    };
    verwacht(&met("2026-12-31", "2026-03-31", "05"), &["OP380 #101"]);
    verwacht(&met("2026-03-31", "2026-02-28", "05"), &[]);
    verwacht(&met("2026-03-31", "2026-01-01", "13"), &[]);
}
