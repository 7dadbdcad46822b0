//! Rules on what a 315 and a 317 ask for.

use domain::record::{
    self,
    Onderdeel::{self, Aangevraagd, Nieuw, Ongewijzigd, TeWijzigen},
};
use domain::{Eenheid, Eurocent, Frequentie, Omvang};

use super::dossiers::{nummer, verwacht};
use super::{BIJ, Bij, Verhaal, dag};
use crate::{Antwoord, ToewijzingRij};

const R1: Bij = Bij { referentie: Some("R1"), ..BIJ };
const D: &str = "2026-01-12";
const B: &str = "2026-02-01";

fn r1(nummer: i64) -> Bij {
    Bij { nummer: Some(nummer), ..R1 }
}

fn omvang(volume: i64, frequentie: Frequentie) -> Option<Omvang> {
    Some(Omvang { volume: volume.try_into().unwrap(), eenheid: Eenheid::Uur, frequentie })
}

fn met_omvang(record: &mut record::Verzoek) {
    record.omvang = omvang(4, Frequentie::Week);
}

/// Another amount for the allocation of `verhaal` with number 100, from `begin`.
fn wijziging(verhaal: Verhaal, begin: &str) -> Verhaal {
    verhaal.verzoek(D, TeWijzigen, begin, R1).gevraagd(met_omvang)
}

#[test]
fn a_good_317_has_no_findings() {
    let goed = wijziging(Verhaal::met_toewijzing(), B);
    verwacht(&goed, &[]);
    verwacht(&goed.ook(Nieuw, B, Bij { product: "47", ..R1 }), &[]);
    let ongewijzigd = Verhaal::met_toewijzing().verzoek(D, Ongewijzigd, B, R1);
    verwacht(&ongewijzigd.ook(Nieuw, B, Bij { product: "47", ..R1 }), &[]);
}

/// Allocations 100 and 101.
fn twee(eind: &str) -> Verhaal {
    Verhaal::met_toewijzing().mede(
        "2026-01-01",
        eind,
        Bij { nummer: Some(101), product: "46", ..BIJ },
    )
}

#[test]
fn tr349_a_317_names_what_is_actual() {
    for eind in ["", "2026-12-31", D] {
        verwacht(&wijziging(twee(eind), B), &["TR349 B0002 r1"]);
        verwacht(&wijziging(twee(eind), B).ook(Ongewijzigd, B, r1(101)), &[]);
        verwacht(&wijziging(twee(eind), B).ook(TeWijzigen, B, r1(101)), &[]);
    }
    verwacht(&wijziging(twee("2026-01-11"), B), &[]);
    // Removed, of the same day, rejected: nothing to name.
    let weg = Bij { nummer: Some(101), product: "46", reden: Some("13"), ..BIJ };
    let verwijderd = Verhaal::met_toewijzing().mede("2026-01-01", "2026-01-01", weg);
    verwacht(&wijziging(verwijderd, B), &[]);
    let zelfde_dag = |dagtekening, antwoord| {
        let bij = Bij { nummer: Some(101), product: "46", antwoord, ..BIJ };
        let verhaal = Verhaal::met_toewijzing().mede("2026-01-01", "2026-12-31", bij);
        wijziging(
            verhaal.toegewezen(|rij| {
                rij.herkomst.identificatie = "X".parse().unwrap();
                rij.herkomst.dagtekening = dag(dagtekening);
                rij.herkomst.antwoord = antwoord;
            }),
            B,
        )
    };
    let open = Antwoord::Open;
    verwacht(&zelfde_dag(D, open), &["OP087 X #100"]);
    verwacht(&zelfde_dag("2026-01-11", open), &["OP087 X #100", "TR349 B0002 r1"]);
    verwacht(&zelfde_dag("2026-01-11", Antwoord::Afgewezen), &[]);
    // One finding, whatever it misses; a rejected 317 is judged.
    let mut veel = Verhaal::met_toewijzing();
    for nummer in 101..115 {
        veel = veel.mede("2027-01-01", "2027-01-01", Bij { product: "46", ..self::nummer(nummer) });
    }
    veel.keten.toewijzingen.iter_mut().skip(1).for_each(|rij| {
        let dag = dag("2027-01-01") + chrono::Days::new(rij.record.regel.into());
        rij.record.periode = domain::Periode::new(dag, Some(dag)).unwrap();
    });
    let mut veel = wijziging(veel, B);
    veel.keten.verzoeken[0].herkomst.antwoord = Antwoord::Afgewezen;
    verwacht(&veel, &["TR349 B0002 r1"]);
    let tekst =
        "Niet genoemd: toewijzing 101, 102, 103, 104, 105, 106, 107, 108, 109, 110 en nog 4.";
    assert_eq!(veel.toets().bevindingen[0].toelichting, tekst);
}

#[test]
fn tr350_and_tr351_what_a_317_names_is_actual() {
    let met = |onderdeel, nummer| {
        Verhaal::met_toewijzing().verzoek(D, onderdeel, B, r1(nummer)).gevraagd(met_omvang).ook(
            Nieuw,
            B,
            Bij { product: "47", ..R1 },
        )
    };
    verwacht(&met(Ongewijzigd, 999), &["TR349 B0002 r1", "TR350 B0002 r1"]);
    verwacht(&met(TeWijzigen, 999), &["TR349 B0002 r1", "TR351 B0002 r1"]);
    // Of the same day it is known; ended, removed or rejected it is not actual.
    let bij = Bij { product: "46", ..nummer(101) };
    let genoemd = |verhaal: Verhaal| {
        let twee = wijziging(verhaal, B).ook(Ongewijzigd, B, r1(101));
        twee.ook(TeWijzigen, B, r1(101))
    };
    let beide = ["TR350 B0002 r1", "TR351 B0002 r1"];
    for (eind, codes) in [(D, [].as_slice()), ("2026-01-11", &beide)] {
        let eerder = Verhaal::met_toewijzing().mede("2026-01-01", eind, bij.clone());
        // The same allocation unchanged and to be changed is stacked on itself, when it runs on.
        let gestapeld =
            genoemd(eerder).gevraagd(|record| record.ingangsdatum = Some(dag("2027-01-01")));
        verwacht(&gestapeld, codes);
    }
    let weg = Bij { reden: Some("13"), ..bij.clone() };
    verwacht(&genoemd(Verhaal::met_toewijzing().mede("2026-01-01", "2026-01-01", weg)), &beide);
    let mut afgewezen = genoemd(Verhaal::met_toewijzing());
    afgewezen = afgewezen.toewijzing(
        "2026-01-11",
        "2026-01-01",
        "",
        Bij { antwoord: Antwoord::Afgewezen, ..bij },
    );
    verwacht(&afgewezen, &beide);
}

#[test]
fn tr352_tr353_and_tr380_look_at_the_317_itself() {
    let nieuw = |begin| Verhaal::new().verzoek(D, Nieuw, begin, R1);
    verwacht(&nieuw("2026-01-13"), &["TR352 B0001 r1"]);
    verwacht(&nieuw(D), &["TR352 B0001 r1", "TR380 B0001 r1"]);
    let ongewijzigd = Verhaal::met_toewijzing().verzoek(D, Ongewijzigd, B, R1);
    verwacht(&ongewijzigd, &["TR353 B0002 r1"]);
    // Only a new product must be to come, and a 317 has one finding.
    let wijzigt = wijziging(Verhaal::met_toewijzing(), "2026-01-01");
    verwacht(&wijzigt, &[]);
    let beide = wijzigt.ook(Nieuw, "2026-01-12", Bij { product: "47", ..R1 }).ook(
        Nieuw,
        "2026-01-01",
        Bij { product: "48", ..R1 },
    );
    verwacht(&beide, &["TR380 B0002 r1"]);
    // A rejected one is judged; a 315 is not, nor what came before release 3.0.
    let afgewezen = Bij { antwoord: Antwoord::Afgewezen, ..R1 };
    verwacht(&Verhaal::new().verzoek(D, Nieuw, B, afgewezen), &["TR352 B0001 r1"]);
    verwacht(&Verhaal::new().verzoek(D, Aangevraagd, "2026-01-01", R1), &[]);
    verwacht(&Verhaal::new().verzoek("2020-12-31", Nieuw, "2020-12-01", R1), &[]);
}

#[test]
fn tr357_a_change_in_the_past_is_for_the_whole_allocation() {
    for (begin, is_goed) in
        [("2026-01-01", true), ("2025-12-31", false), (D, false), ("2026-01-13", true)]
    {
        let codes: &[&str] = if is_goed { &[] } else { &["TR357 B0002 r1"] };
        verwacht(&wijziging(Verhaal::met_toewijzing(), begin), codes);
    }
    // Of an unknown allocation nobody knows when it began.
    verwacht(&wijziging(Verhaal::new(), D), &["TR351 B0001 r1"]);
    // New and requested products begin when they want.
    let nieuw = wijziging(Verhaal::met_toewijzing(), B).ook(Nieuw, D, Bij { product: "47", ..R1 });
    verwacht(&nieuw, &["TR380 B0002 r1"]);
    let vroeg = Verhaal::new().toewijzing("2019-12-20", "2020-01-01", "", BIJ).verzoek(
        "2020-12-31",
        TeWijzigen,
        "2020-12-01",
        R1,
    );
    verwacht(&vroeg, &[]);
}

/// Allocation 100 as `wijzig` makes it, and a 317 that changes it from `begin`.
fn gewijzigd(
    wijzig: impl FnOnce(&mut ToewijzingRij),
    begin: &str,
    gevraagd: impl FnOnce(&mut record::Verzoek),
) -> Verhaal {
    let verhaal = Verhaal::met_toewijzing().toegewezen(wijzig);
    verhaal.verzoek(D, TeWijzigen, begin, R1).gevraagd(gevraagd)
}

#[test]
fn tr373_a_budget_or_total_changes_from_the_beginning() {
    let totaal = |rij: &mut ToewijzingRij| rij.record.omvang = omvang(10, Frequentie::Totaal);
    let volume = |volume| {
        move |record: &mut record::Verzoek| record.omvang = omvang(volume, Frequentie::Totaal)
    };
    verwacht(&gewijzigd(totaal, B, volume(12)), &["TR373 B0002 r1"]);
    verwacht(&gewijzigd(totaal, B, volume(10)), &[]);
    verwacht(&gewijzigd(totaal, "2026-01-01", volume(12)), &[]);
    verwacht(&gewijzigd(|_| (), B, met_omvang), &[]);
    let budget = |rij: &mut ToewijzingRij| {
        rij.record.product = super::product("45");
        rij.record.omvang = None;
        rij.record.budget = Some(Eurocent::new(1_000));
    };
    let bedrag = |bedrag: Option<i64>| {
        move |record: &mut record::Verzoek| record.budget = bedrag.map(Eurocent::new)
    };
    verwacht(&gewijzigd(budget, B, bedrag(Some(2_000))), &["TR373 B0002 r1"]);
    verwacht(&gewijzigd(budget, B, bedrag(Some(1_000))), &[]);
    verwacht(&gewijzigd(budget, B, bedrag(None)), &[]);
    verwacht(&gewijzigd(budget, "2026-01-01", bedrag(Some(2_000))), &[]);
}

#[test]
fn tr375_tr411_and_tr412_an_amount_goes_with_a_code() {
    let product = |text: &'static str| {
        move |rij: &mut ToewijzingRij| rij.record.product = super::product(text)
    };
    let zonder = |_: &mut record::Verzoek| ();
    verwacht(&gewijzigd(product(""), B, met_omvang), &["TR375 B0002 r1"]);
    verwacht(&gewijzigd(product(""), B, zonder), &[]);
    verwacht(&gewijzigd(product("45"), B, met_omvang), &["TR412 B0002 r1"]);
    verwacht(&gewijzigd(product("45"), B, zonder), &[]);
    verwacht(&gewijzigd(product("45/45A04"), B, zonder), &["TR411 B0002 r1"]);
    verwacht(&gewijzigd(product("45/45A04"), B, met_omvang), &[]);
    // An allocation that ended with 2020 is not actual any more; that alone is said of it.
    for product in ["", "45"] {
        let oud = Verhaal::new()
            .toewijzing("2019-12-20", "2020-01-01", "2020-12-31", Bij { product, ..BIJ })
            .verzoek("2022-05-01", TeWijzigen, "2022-06-01", R1)
            .gevraagd(met_omvang);
        verwacht(&oud, &["TR351 B0002 r1"]);
    }
    // TR411 and TR412 came with release 3.1, TR375 with 3.0.
    for (product, vraagt, codes) in
        [("45/45A04", false, [].as_slice()), ("45", true, &[]), ("", true, &["TR375 B0002 r1"])]
    {
        let vroeg = Verhaal::new()
            .toewijzing("2021-12-20", "2022-01-01", "", Bij { product, ..BIJ })
            .verzoek("2022-04-03", TeWijzigen, "2022-06-01", R1)
            .gevraagd(|record| record.omvang = omvang(4, Frequentie::Week).filter(|_| vraagt));
        verwacht(&vroeg, codes);
    }
}

#[test]
fn tr361_a_317_does_not_stack_on_what_is_allocated() {
    let met = |onderdeel: Onderdeel, nieuw: &str| {
        Verhaal::met_toewijzing()
            .verzoek(D, onderdeel, B, R1)
            .gevraagd(|record| {
                met_omvang(record);
                record.einddatum = Some(dag("2026-06-30"));
            })
            .ook(Nieuw, nieuw, R1)
    };
    let fout = ["TR361 B0002 r1"];
    // Wanted up to 30 June; unchanged up to 31 December.
    verwacht(&met(TeWijzigen, "2026-06-30"), &fout);
    verwacht(&met(TeWijzigen, "2026-07-01"), &[]);
    verwacht(&met(Ongewijzigd, "2026-12-31"), &fout);
    verwacht(&met(Ongewijzigd, "2027-01-01"), &[]);
    let ander = |record: &mut record::Verzoek| record.product = super::product("46");
    verwacht(&met(TeWijzigen, "2026-06-30").gevraagd(ander), &[]);
    // A wish that ends before it begins has no period; a removed or unknown allocation neither.
    let andersom = |record: &mut record::Verzoek| record.einddatum = Some(dag("2026-03-01"));
    verwacht(&met(TeWijzigen, "2026-06-30").gevraagd(andersom), &[]);
    let weg = Bij { reden: Some("13"), ..BIJ };
    let verwijderd = Verhaal::met_toewijzing()
        .toewijzing("2025-12-30", "2026-01-01", "2026-01-01", weg)
        .verzoek(D, Ongewijzigd, B, R1)
        .ook(Nieuw, "2026-01-13", R1);
    verwacht(&verwijderd, &["TR350 B0003 r1"]);
    let onbekend = Verhaal::new().verzoek(D, Ongewijzigd, B, R1).ook(Nieuw, B, R1);
    verwacht(&onbekend, &["TR350 B0001 r1"]);
    // Two allocations that would be prolonged into each other; two new products are TR410.
    let verlengd = Verhaal::met_toewijzing()
        .mede("2027-01-01", "2027-12-31", nummer(101))
        .verzoek(D, TeWijzigen, B, R1)
        .gevraagd(met_omvang)
        .ook(Ongewijzigd, B, r1(101));
    verwacht(&verlengd, &fout);
}

#[test]
fn tr410_two_new_products_do_not_stack() {
    let twee = |product, begin| {
        wijziging(Verhaal::met_toewijzing(), B)
            .ook(Nieuw, B, Bij { product: "47", ..R1 })
            .gevraagd(|record| record.einddatum = Some(dag("2026-06-30")))
            .ook(Nieuw, begin, Bij { product, ..R1 })
    };
    verwacht(&twee("47", "2026-06-30"), &["TR410 B0002 r1"]);
    verwacht(&twee("47", "2026-07-01"), &[]);
    verwacht(&twee("48", "2026-06-30"), &[]);
    // Generiek is the same as any: as a new one, and as what is allocated.
    verwacht(&twee("", "2026-06-30"), &["TR361 B0002 r1", "TR410 B0002 r1"]);
    let drie = twee("47", "2026-03-01").ook(Nieuw, "2026-04-01", Bij { product: "47", ..R1 });
    verwacht(&drie, &["TR410 B0002 r1"]);
    let vroeg = Verhaal::new().verzoek("2020-12-31", Nieuw, B, R1).ook(Nieuw, B, R1);
    verwacht(&vroeg, &[]);
}

#[test]
fn tr386_the_products_of_a_315() {
    let vraag = |dagtekening, product, begin, referentie| {
        Verhaal::new()
            .verzoek(dagtekening, Aangevraagd, B, R1)
            .gevraagd(|record| record.einddatum = Some(dag("2026-06-30")))
            .ook(Aangevraagd, begin, Bij { product, referentie: Some(referentie), ..BIJ })
            .gevraagd(|record| {
                record.regel = 2;
                record.volgnummer = 1;
            })
    };
    let product = "45/45A04";
    verwacht(&vraag(D, product, "2026-06-30", "R2"), &["TR386 B0001 r2"]);
    verwacht(&vraag(D, product, "2026-07-01", "R2"), &[]);
    verwacht(&vraag(D, "45", B, "R2"), &["TR386 B0001 r2"]);
    verwacht(&vraag(D, "46", B, "R2"), &[]);
    // In two messages: not within one.
    let apart = Verhaal::new().verzoek(D, Aangevraagd, B, R1).verzoek(D, Aangevraagd, B, R1);
    verwacht(&apart, &["TR374 B0002 r1"]);
    // TR386 came with release 3.1.
    verwacht(&vraag("2022-04-03", product, B, "R2"), &[]);
    verwacht(&vraag("2022-04-04", product, B, "R2"), &["TR386 B0001 r2"]);
    let mut afgewezen = vraag(D, product, B, "R2");
    afgewezen.herkomsten(|herkomst| herkomst.antwoord = Antwoord::Afgewezen);
    verwacht(&afgewezen, &["TR386 B0001 r2"]);
}
