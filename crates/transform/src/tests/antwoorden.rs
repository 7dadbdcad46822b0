//! Rules on requests and what is answered on them.

use domain::Wet;
use domain::record::Onderdeel::{Aangevraagd, Nieuw, TeWijzigen};

use super::{BIJ, Bij, Verhaal, dag, verwacht};
use crate::{Antwoord, AntwoordRij};

const R: Bij = Bij { referentie: Some("R1"), ..BIJ };
const NEE: Bij = Bij { reden: Some("4"), ..R };
const AF: Bij = Bij { antwoord: Antwoord::Afgewezen, ..R };
const AF_NEE: Bij = Bij { antwoord: Antwoord::Afgewezen, ..NEE };
const B: &str = "2026-02-01";

/// A 315 of Monday 2026-01-05 with reference R1; it is the day of the request.
fn verzoek() -> Verhaal {
    Verhaal::new().op("2026-01-05").verzoek("2026-01-05", Aangevraagd, B, R)
}

fn vorige() -> Verhaal {
    Verhaal::new().op("2020-12-30").verzoek("2020-12-30", Aangevraagd, B, R)
}

impl Verhaal {
    /// Changes the last 319.
    fn geantwoord(mut self, wijzig: impl FnOnce(&mut AntwoordRij)) -> Self {
        wijzig(self.keten.antwoorden.last_mut().unwrap());
        self
    }
}

#[test]
fn tr355_an_answer_has_a_request() {
    verwacht(&verzoek().antwoord("2026-01-05", NEE), &[]);
    verwacht(&verzoek().antwoord("2026-01-04", NEE), &["TR355 B0002"]);
    verwacht(&verzoek().antwoord("2026-01-04", AF_NEE), &["TR355 B0002"]);
    let ander = Bij { referentie: Some("R2"), ..NEE };
    verwacht(&verzoek().antwoord("2026-01-06", ander), &["TR355 B0002"]);
    verwacht(&verzoek().antwoord("2026-01-06", Bij { agb: 2, ..NEE }), &["TR355 B0002"]);
    let afgewezen = Verhaal::new().verzoek("2026-01-05", Aangevraagd, B, AF);
    verwacht(&afgewezen.antwoord("2026-01-06", NEE), &["TR355 B0002"]);
    verwacht(&Verhaal::new().op("2020-12-31").antwoord("2020-12-31", NEE), &[]);
}

#[test]
fn tr359_no_answer_after_an_allocation() {
    let toegewezen = |bij| {
        verzoek().toewijzing("2026-01-06", B, "", Bij { dagtekening: Some("2026-01-06"), ..bij })
    };
    for antwoord in [NEE, R, AF_NEE] {
        verwacht(&toegewezen(R).antwoord("2026-01-07", antwoord), &["TR359 B0003"]);
    }
    verwacht(&toegewezen(R).antwoord("2026-01-06", NEE), &[]);
    // Rejected, of another provider, without the reference: it answers nothing.
    verwacht(&toegewezen(AF).antwoord("2026-01-07", NEE), &[]);
    verwacht(&toegewezen(BIJ).antwoord("2026-01-07", NEE), &[]);
    let ander = Bij { agb: 2, ..R };
    verwacht(&toegewezen(ander).antwoord("2026-01-07", NEE), &["TR379 B0002"]);
    let vroeg = vorige().toewijzing("2020-12-30", B, "", R).antwoord("2020-12-31", NEE);
    verwacht(&vroeg, &[]);
}

#[test]
fn tr360_and_tr365_a_request_is_answered_once_after_being_looked_into() {
    let twee =
        |een: Bij, twee: Bij| verzoek().antwoord("2026-01-06", een).antwoord("2026-01-07", twee);
    verwacht(&twee(R, NEE), &[]);
    verwacht(&twee(R, R), &["TR360 B0003"]);
    verwacht(&twee(NEE, NEE), &["TR365 B0003"]);
    verwacht(&twee(NEE, R), &["TR360 B0003", "TR365 B0003"]);
    // A rejected answer was not given, and is judged itself.
    verwacht(&twee(AF, R), &[]);
    verwacht(&twee(AF_NEE, NEE), &[]);
    verwacht(&twee(R, AF), &["TR360 B0003"]);
    verwacht(&twee(NEE, AF_NEE), &["TR365 B0003"]);
    // Of one day "in onderzoek" comes first, then the identification decides.
    let zelfde_dag =
        |een: Bij, twee: Bij| verzoek().antwoord("2026-01-06", een).antwoord("2026-01-06", twee);
    verwacht(&zelfde_dag(R, NEE), &[]);
    verwacht(&zelfde_dag(NEE, R), &[]);
    verwacht(&zelfde_dag(R, R), &["TR360 B0003"]);
    verwacht(&zelfde_dag(NEE, NEE), &["TR365 B0003"]);
    // Of another provider it is another request.
    let ander = Bij { agb: 2, ..R };
    let samen = verzoek().verzoek("2026-01-05", Aangevraagd, B, ander.clone());
    verwacht(&samen.antwoord("2026-01-06", R).antwoord("2026-01-07", ander), &[]);
    verwacht(&vorige().antwoord("2020-12-30", NEE).antwoord("2020-12-31", R), &[]);
}

#[test]
fn tr377_and_tr409_the_woonplaatsbeginsel_names_a_municipality() {
    let antwoord = |reden, woonplaats: Option<&str>| {
        verzoek()
            .antwoord("2026-01-06", Bij { reden, ..R })
            .geantwoord(|rij| rij.record.woonplaats = woonplaats.map(|code| code.parse().unwrap()))
    };
    for (reden, woonplaats, codes) in [
        (Some("8"), Some("0344"), [].as_slice()),
        (Some("8"), None, &["TR377 B0002"]),
        (Some("4"), Some("0344"), &["TR409 B0002"]),
        (Some("4"), None, &[]),
        (None, Some("0344"), &["TR409 B0002"]),
        (None, None, &[]),
    ] {
        verwacht(&antwoord(reden, woonplaats), codes);
        // The Wmo has no woonplaatsbeginsel; release 2.x had no 319.
        let mut wmo = antwoord(reden, woonplaats);
        wmo.keten.wet = Wet::Wmo;
        verwacht(&wmo, &[]);
        let mut vroeg = antwoord(reden, woonplaats);
        vroeg.herkomsten(|herkomst| herkomst.dagtekening = dag("2020-12-31"));
        verwacht(&vroeg.op("2020-12-31"), &[]);
        let mut afgewezen = antwoord(reden, woonplaats);
        afgewezen.keten.antwoorden[0].herkomst.antwoord = Antwoord::Afgewezen;
        verwacht(&afgewezen, codes);
    }
}

#[test]
fn tr379_an_allocation_names_a_request_that_was_sent() {
    let op = |datum: &str, bij| verzoek().toewijzing(datum, B, "", bij);
    verwacht(&op("2026-01-05", R), &[]);
    verwacht(&op("2026-01-04", R), &["TR379 B0002"]);
    verwacht(&op("2026-01-04", AF), &["TR379 B0002"]);
    verwacht(&op("2026-01-04", BIJ), &[]);
    verwacht(&op("2026-01-06", Bij { referentie: Some("R2"), ..BIJ }), &["TR379 B0002"]);
    verwacht(&op("2026-01-06", Bij { client: 2, ..R }), &["TR379 B0002"]);
    verwacht(&op("2026-01-06", Bij { agb: 2, ..R }), &["TR379 B0002"]);
    let afgewezen = Verhaal::new().op("2026-01-05").verzoek("2026-01-05", Aangevraagd, B, AF);
    verwacht(&afgewezen.toewijzing("2026-01-06", B, "", R), &["TR379 B0002"]);
    // Since release 3.1.
    for (datum, codes) in [("2022-04-03", [].as_slice()), ("2022-04-04", &["TR379 B0001"])] {
        verwacht(&Verhaal::new().op(datum).toewijzing(datum, B, "", R), codes);
    }
}

#[test]
fn tr379_a_reference_is_named_the_first_time_only() {
    let weer = |datum: &str, begin: &str, bij: Bij| {
        let verhaal = verzoek().op("2026-01-06").toewijzing("2026-01-06", begin, "", R);
        let mut verhaal = verhaal.toewijzing(datum, B, "", bij);
        verhaal.keten.verzoeken[0].record.ingangsdatum = None;
        verhaal
    };
    let gewijzigd = Bij { volume: 3, reden: Some("14"), ..R };
    let van = |verhaal: &Verhaal, berichten: &[&str]| {
        super::verwacht_van("TR379", verhaal, berichten);
    };
    van(&weer("2026-01-20", B, gewijzigd.clone()), &["B0003"]);
    // The same again, as a resend or on a 317, is no second time; nor is another reference or allocation.
    van(&weer("2026-01-20", B, R), &[]);
    van(&weer("2026-01-06", B, R), &[]);
    van(&weer("2026-01-20", B, Bij { referentie: None, ..gewijzigd.clone() }), &[]);
    van(&weer("2026-01-20", B, Bij { nummer: Some(101), ..gewijzigd.clone() }), &[]);
    // One moment knows no first; an older moment that is sent later comes before.
    van(&weer("2026-01-06", B, gewijzigd.clone()), &[]);
    let ouder = Bij { tijd: "08:00:00", ..gewijzigd.clone() };
    van(&weer("2026-01-06", B, ouder), &["B0002"]);
    // Every later time; what was rejected was never named, and is not judged.
    let derde =
        |bij: Bij| weer("2026-01-20", B, gewijzigd.clone()).toewijzing("2026-01-21", B, "", bij);
    van(&derde(Bij { volume: 4, ..gewijzigd.clone() }), &["B0003", "B0004"]);
    van(&derde(gewijzigd.clone()), &["B0003", "B0004"]);
    van(&derde(R), &["B0003", "B0004"]);
    van(&weer("2026-01-20", B, Bij { antwoord: Antwoord::Afgewezen, ..gewijzigd.clone() }), &[]);
    let mut eerste = weer("2026-01-20", B, gewijzigd.clone());
    eerste.keten.toewijzingen[0].herkomst.antwoord = Antwoord::Afgewezen;
    van(&eerste, &[]);
    // One finding, when the request is missing too.
    let mut zonder = weer("2026-01-20", B, gewijzigd);
    zonder.keten.verzoeken.clear();
    van(&zonder, &["B0002", "B0003"]);
}

/// The term ends on Monday 2026-01-12; what is looked into on 2 March.
#[test]
fn op274_and_op346_the_municipality_reacts_in_time() {
    let vraag = |code: &str,
                 reacties: &[(&'static str, Bij)],
                 peildatum: &str,
                 is_te_laat: bool| {
        let onderdelen: &[_] = if code == "OP274" { &[Aangevraagd] } else { &[TeWijzigen, Nieuw] };
        let mut verhaal = Verhaal::new().op(peildatum).verzoek("2026-01-05", onderdelen[0], B, R);
        for onderdeel in &onderdelen[1..] {
            verhaal = verhaal.ook(*onderdeel, B, R);
        }
        for (datum, bij) in reacties {
            verhaal = match bij.nummer {
                // The date of the message counts, not that of the allocation.
                None => verhaal.antwoord(datum, bij.clone()),
                Some(_) => verhaal.toewijzing(
                    "2026-01-20",
                    B,
                    "",
                    Bij { dagtekening: Some(datum), ..bij.clone() },
                ),
            };
        }
        let bevindingen: Vec<_> = verhaal
            .bevindingen()
            .into_iter()
            .filter(|regel| regel.starts_with("OP3") || regel.starts_with("OP27"))
            .collect();
        let verwacht: Vec<_> = is_te_laat.then(|| format!("{code} B0001")).into_iter().collect();
        assert_eq!(bevindingen, verwacht, "{reacties:?} {peildatum}");
    };
    let nee = Bij { nummer: None, ..NEE };
    let onderzoek = Bij { nummer: None, ..R };
    for code in ["OP274", "OP346"] {
        vraag(code, &[], "2026-01-12", false);
        vraag(code, &[], "2026-01-13", true);
        for bij in [R, nee.clone(), onderzoek.clone()] {
            vraag(code, &[("2026-01-12", bij.clone())], "2026-01-20", false);
            vraag(code, &[("2026-01-13", bij.clone())], "2026-01-20", true);
            // A rejected answer was never given.
            let afgewezen = Bij { antwoord: Antwoord::Afgewezen, ..bij };
            vraag(code, &[("2026-01-12", afgewezen)], "2026-01-20", true);
        }
        let kijkt = ("2026-01-12", onderzoek.clone());
        let alleen = [kijkt.clone()];
        vraag(code, &alleen, "2026-03-02", false);
        vraag(code, &alleen, "2026-03-03", true);
        for bij in [R, nee.clone()] {
            vraag(code, &[kijkt.clone(), ("2026-03-02", bij.clone())], "2026-04-01", false);
            vraag(code, &[kijkt.clone(), ("2026-03-03", bij.clone())], "2026-04-01", true);
            // Looked into too late: what came first is too late, whatever came after.
            let laat = ("2026-01-13", onderzoek.clone());
            vraag(code, &[laat, ("2026-01-14", bij)], "2026-04-01", true);
        }
        // Another reference, provider or person is another request.
        for ander in
            [Bij { referentie: Some("R2"), ..R }, Bij { agb: 2, ..R }, Bij { client: 2, ..R }]
        {
            vraag(code, &[("2026-01-12", ander)], "2026-01-20", true);
        }
    }
}

#[test]
fn op274_and_op346_judge_no_rejected_nor_old_request() {
    for onderdeel in [Aangevraagd, Nieuw] {
        let vraag = |datum, bij| Verhaal::new().op("2026-03-01").verzoek(datum, onderdeel, B, bij);
        verwacht(&vraag("2026-01-05", AF), &[]);
        verwacht(&vraag("2020-12-31", R), &[]);
        // Release 2.0 had no reference: nobody sees what answered.
        verwacht(&vraag("2026-01-05", BIJ), &[]);
    }
    let uitkomst = verzoek().op("2026-01-06").uitkomst();
    assert_eq!(uitkomst.houdbaarheid.tot, Some(dag("2026-01-13")));
}

#[test]
fn op359_the_woonplaatsbeginsel_within_two_weeks() {
    let antwoord = |onderdeel, datum: &str, reden| {
        Verhaal::new()
            .op("2026-01-05")
            .verzoek("2026-01-05", onderdeel, B, R)
            .antwoord(datum, Bij { reden: Some(reden), ..R })
            .geantwoord(|rij| {
                rij.record.woonplaats = (reden == "8").then(|| "0344".parse().unwrap());
            })
    };
    verwacht(&antwoord(Aangevraagd, "2026-01-19", "8"), &[]);
    verwacht(&antwoord(Aangevraagd, "2026-01-20", "8"), &["OP359 B0002"]);
    verwacht(&antwoord(Aangevraagd, "2026-01-20", "4"), &[]);
    verwacht(&antwoord(Nieuw, "2026-01-20", "8"), &[]);
    let mut wmo = antwoord(Aangevraagd, "2026-01-20", "8");
    wmo.keten.wet = Wet::Wmo;
    verwacht(&wmo, &[]);
    let mut afgewezen = antwoord(Aangevraagd, "2026-01-20", "8");
    afgewezen.keten.verzoeken[0].herkomst.antwoord = Antwoord::Afgewezen;
    verwacht(&afgewezen, &["TR355 B0002"]);
    let mut vroeg = antwoord(Aangevraagd, "2026-01-20", "8");
    vroeg.keten.verzoeken[0].herkomst.dagtekening = dag("2020-12-01");
    vroeg.keten.antwoorden[0].herkomst.dagtekening = dag("2020-12-31");
    verwacht(&vroeg, &[]);
}
