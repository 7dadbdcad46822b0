//! The worked examples of the standard for TR321 and TR322, by their number, and what they leave open.

use std::fs;
use std::path::Path;

use domain::{Eenheid, Frequentie, Omvang, Periode, Product, Productcategorie, Wet};

use super::dag;
use crate::volume::{Plafond, dagen, eenheden};

/// What an example is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Soort {
    /// Hours over a product period.
    Inspanning,
    /// Euros over a product period.
    Output,
    /// Hours over the whole allocation.
    Totaal,
}
use Soort::{Inspanning, Output, Totaal};

/// Number, what it is of, category (Wmo), volume a week, allocation, product period, most that may be declared.
type Vector<'v> = (usize, Soort, &'v str, i64, [&'v str; 2], [&'v str; 2], i64);

const VECTOREN: &[Vector<'_>] = &[
    (1, Inspanning, "", 3, ["2022-10-11", "2022-12-28"], ["2022-10-11", "2022-10-31"], 12),
    (2, Inspanning, "", 3, ["2022-10-11", "2022-12-28"], ["2022-11-01", "2022-11-30"], 15),
    (3, Inspanning, "", 3, ["2022-10-11", "2022-12-28"], ["2022-12-01", "2022-12-28"], 15),
    (4, Totaal, "", 3, ["2022-10-11", "2022-12-28"], ["2022-10-11", "2022-12-28"], 36),
    (5, Inspanning, "", 3, ["2022-07-11", "2022-09-04"], ["2022-07-11", "2022-07-31"], 9),
    (6, Inspanning, "", 3, ["2022-07-11", "2022-09-04"], ["2022-08-01", "2022-08-31"], 15),
    (7, Inspanning, "", 3, ["2022-07-11", "2022-09-04"], ["2022-09-01", "2022-09-04"], 3),
    (8, Totaal, "", 3, ["2022-07-11", "2022-09-04"], ["2022-07-11", "2022-09-04"], 24),
    (9, Inspanning, "02", 3, ["2022-04-13", "2022-06-30"], ["2022-04-13", "2022-04-30"], 9),
    (10, Inspanning, "02", 3, ["2022-04-13", "2022-06-30"], ["2022-05-01", "2022-05-31"], 18),
    (11, Inspanning, "02", 3, ["2022-04-13", "2022-06-30"], ["2022-06-01", "2022-06-30"], 15),
    (12, Totaal, "02", 3, ["2022-04-13", "2022-06-30"], ["2022-04-13", "2022-06-30"], 36),
    (13, Inspanning, "01", 1, ["2022-05-01", "2022-07-31"], ["2022-05-01", "2022-05-31"], 6),
    (14, Inspanning, "01", 1, ["2022-05-01", "2022-07-31"], ["2022-06-01", "2022-06-30"], 6),
    (15, Inspanning, "01", 1, ["2022-05-01", "2022-07-31"], ["2022-07-01", "2022-07-31"], 6),
    (16, Totaal, "01", 1, ["2022-05-01", "2022-07-31"], ["2022-05-01", "2022-07-31"], 14),
    (17, Inspanning, "", 3, ["2021-10-12", "2021-12-13"], ["2021-10-12", "2021-10-31"], 9),
    (18, Output, "", 30_000, ["2022-10-11", "2022-12-31"], ["2022-10-11", "2022-10-31"], 90_000),
    (19, Output, "", 30_000, ["2022-10-11", "2022-12-31"], ["2022-11-01", "2022-11-30"], 120_000),
    (20, Output, "", 30_000, ["2022-10-11", "2022-12-31"], ["2022-12-01", "2022-12-31"], 150_000),
    (21, Output, "", 30_000, ["2022-07-11", "2022-09-04"], ["2022-07-11", "2022-07-31"], 90_000),
    (22, Output, "", 30_000, ["2022-07-11", "2022-09-04"], ["2022-08-01", "2022-08-31"], 120_000),
    (23, Output, "", 30_000, ["2022-07-11", "2022-09-04"], ["2022-09-01", "2022-09-04"], 30_000),
    (24, Output, "", 30_000, ["2022-07-11", "2022-09-03"], ["2022-07-11", "2022-07-31"], 90_000),
    (25, Output, "", 30_000, ["2022-07-11", "2022-09-03"], ["2022-08-01", "2022-08-31"], 150_000),
    (26, Output, "", 30_000, ["2022-07-11", "2022-09-03"], ["2022-09-01", "2022-09-03"], 0),
    (27, Output, "", 15_000, ["2022-04-15", "2022-06-04"], ["2022-04-15", "2022-04-30"], 30_000),
    (28, Output, "", 15_000, ["2022-04-15", "2022-06-04"], ["2022-05-01", "2022-05-31"], 90_000),
    (29, Output, "", 15_000, ["2022-04-15", "2022-06-04"], ["2022-06-01", "2022-06-04"], 0),
];

fn plafond(
    (volume, eenheid, frequentie): (i64, Eenheid, Frequentie),
    categorie: &str,
    [ingang, eind]: [&str; 2],
) -> Plafond {
    let omvang = Omvang { volume: volume.try_into().unwrap(), eenheid, frequentie };
    let product = (!categorie.is_empty()).then(|| Product {
        categorie: Productcategorie::parse(Wet::Wmo, categorie).unwrap(),
        code: None,
    });
    let eind = (!eind.is_empty()).then(|| dag(eind));
    Plafond::new(omvang, Wet::Wmo, product.as_ref(), Periode::new(dag(ingang), eind).unwrap())
}

#[track_caller]
fn check(&(nummer, soort, categorie, volume, toewijzing, [begin, eind], verwacht): &Vector<'_>) {
    let eenheid = if soort == Output { Eenheid::Euro } else { Eenheid::Uur };
    let plafond = plafond((volume, eenheid, Frequentie::Week), categorie, toewijzing);
    let gevonden = match soort {
        Inspanning | Output => plafond.over(dag(begin), dag(eind), dag(eind)),
        Totaal => plafond.in_totaal(dag(eind)),
    };
    assert_eq!(gevonden, Some(verwacht), "vector {nummer}");
}

#[test]
fn the_29_worked_examples_of_a_volume_per_week() {
    assert_eq!(VECTOREN.len(), 29);
    VECTOREN.iter().for_each(check);
}

/// The same examples as they were published, when the shared folder is there.
#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn the_published_examples_are_ours() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/domain/ggk/volume_test_vectors.csv");
    let Ok(text) = fs::read_to_string(path) else {
        eprintln!("skipped: the shared folder has no volume_test_vectors.csv here");
        return;
    };
    let rijen: Vec<Vec<&str>> = text.lines().skip(1).map(|rij| rij.split(',').collect()).collect();
    assert_eq!(rijen.len(), VECTOREN.len());
    for (nummer, rij) in (1..).zip(&rijen) {
        let soort = match rij[0] {
            "output" => Output,
            "inspanning" => Inspanning,
            _ => Totaal,
        };
        let [volume, verwacht] = [rij[2], rij[8]].map(|getal| getal.parse().unwrap());
        check(&(nummer, soort, rij[1], volume, [rij[3], rij[4]], [rij[5], rij[6]], verwacht));
    }
}

/// Most over a product period and, with its last day as the last that was declared, in total.
#[track_caller]
fn grenzen(plafond: Plafond, [begin, eind]: [&str; 2]) -> [Option<i64>; 2] {
    [plafond.over(dag(begin), dag(eind), dag(eind)), plafond.in_totaal(dag(eind))]
}

#[test]
fn every_frequency_has_its_ceilings() {
    use Frequentie::{Dag, Jaar, Maand, Totaal as Geheel, VierWeken, Week};
    const PERIODE: [&str; 2] = ["2022-10-11", "2022-12-13"];
    const OPEN: [&str; 2] = ["2022-10-11", ""];
    const NOV: [&str; 2] = ["2022-11-01", "2022-11-30"];
    let uren = |frequentie, periode| plafond((3, Eenheid::Uur, frequentie), "", periode);
    assert_eq!(grenzen(uren(Dag, PERIODE), NOV), [Some(90), Some(192)]);
    assert_eq!(grenzen(uren(Week, PERIODE), NOV), [Some(15), Some(30)]);
    assert_eq!(grenzen(uren(Maand, PERIODE), NOV), [Some(3), Some(9)]);
    assert_eq!(grenzen(uren(Geheel, PERIODE), NOV), [Some(3), Some(3)]);
    // Without an end the total grows with what was declared.
    assert_eq!(grenzen(uren(Dag, OPEN), NOV), [Some(90), Some(153)]);
    assert_eq!(grenzen(uren(Week, OPEN), NOV), [Some(15), Some(24)]);
    assert_eq!(grenzen(uren(Maand, OPEN), NOV), [Some(3), Some(6)]);
    assert_eq!(grenzen(uren(Geheel, OPEN), NOV), [Some(3), Some(3)]);
    // Declared before it began: nothing in total.
    assert_eq!(uren(Dag, OPEN).in_totaal(dag("2022-09-30")), Some(0));
    for oud in [VierWeken, Jaar] {
        assert_eq!(grenzen(uren(oud, PERIODE), NOV), [None, None]);
    }
}

#[test]
fn output_counts_sundays() {
    const NOV: [&str; 2] = ["2022-11-01", "2022-11-30"];
    let stuks = |periode| plafond((1, Eenheid::StuksOutput, Frequentie::Week), "", periode);
    // Four Sundays; the broken week belongs to the last one, in December.
    assert_eq!(grenzen(stuks(["2022-10-11", "2022-12-14"]), NOV), [Some(4), Some(10)]);
    // The allocation ends on a Sunday: no week is broken.
    assert_eq!(grenzen(stuks(["2022-10-11", "2022-11-27"]), NOV), [Some(4), Some(7)]);
    assert_eq!(grenzen(stuks(["2022-10-11", "2022-11-29"]), NOV), [Some(5), Some(8)]);
    assert_eq!(grenzen(stuks(["2022-10-11", ""]), NOV), [Some(4), Some(7)]);
    // Monday to Saturday: no Sunday at all counts as one week.
    assert_eq!(grenzen(stuks(["2022-11-07", "2022-11-12"]), NOV), [Some(1), Some(1)]);
}

#[test]
fn household_help_always_has_six_weeks_since_release_3_1() {
    let hulp = |categorie, eenheid| {
        plafond((1, eenheid, Frequentie::Week), categorie, ["2022-01-01", "2022-12-31"])
    };
    let maart = |dagtekening: &str| {
        let plafond = hulp("01", Eenheid::Uur);
        plafond.over(dag("2022-03-01"), dag("2022-03-31"), dag(dagtekening))
    };
    let juni_2022 = dag("2022-06-30");
    let mei = |plafond: Plafond| plafond.over(dag("2022-05-01"), dag("2022-05-31"), juni_2022);
    assert_eq!(mei(hulp("01", Eenheid::Uur)), Some(6));
    // The day on which it is declared decides.
    assert_eq!(maart("2022-04-03"), Some(5));
    assert_eq!(maart("2022-04-04"), Some(6));
    let juni = |plafond: Plafond| plafond.over(dag("2022-06-01"), juni_2022, juni_2022);
    assert_eq!(juni(hulp("01", Eenheid::Uur)), Some(6));
    assert_eq!(juni(hulp("02", Eenheid::Uur)), Some(5));
    assert_eq!(juni(hulp("01", Eenheid::Euro)), Some(4));
}

#[test]
fn hours_may_be_declared_in_minutes_and_nothing_else_differs() {
    assert_eq!(eenheden(Eenheid::Uur, Eenheid::Uur), Some(1));
    assert_eq!(eenheden(Eenheid::Uur, Eenheid::Minuut), Some(60));
    assert_eq!(eenheden(Eenheid::Minuut, Eenheid::Uur), None);
    assert_eq!(eenheden(Eenheid::Etmaal, Eenheid::Dagdeel), None);
    assert_eq!(dagen(dag("2024-02-01"), dag("2024-03-01")), 30);
}
