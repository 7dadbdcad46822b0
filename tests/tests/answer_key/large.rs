//! Much data, constant memory: the largest message that the standard allows, and many small files.

use domain::Wet;
use sluis_tests::Measured;
use testkit::bericht::{
    Declaratiebericht, Kop, Opmaak, Prestatie, Product, Toewijzing, Toewijzingsbericht,
};
use testkit::bsn::{Reeks, alle};

use super::table::seconds;
use super::{PEAK_MB, PEILDATUM, fresh, show, template};

/// OP179: a file is at most 25 MB.
const LARGEST: usize = 25_000_000;

const SMALL_FILES: u32 = 10_000;

/// Reports a run and holds it to the limit.
fn check(name: &str, what: &str, run: &Measured) {
    let report = format!("{what}: {} s, peak {} MB", seconds(run.elapsed), run.peak_mb());
    show(name, &format!("{report}\n"));
    assert!(run.peak_mb() < PEAK_MB, "{report}");
}

#[test]
fn a_message_of_25_mb_loads_in_constant_memory() {
    let warehouse = fresh(&template());
    let lines = {
        let kop = Kop::new(Wet::Jw, "0384", "42420001").opmaak(Opmaak::Plat);
        let mut bericht =
            Declaratiebericht::new(kop.bericht("GROOT", "2026-05-03"), "2026-04-01", "2026-04-30");
        let line = |nummer: u32| {
            Prestatie::new(nummer, ("45", "45A03"), "2026-04-01", "2026-04-30")
                .referentie(format!("L{nummer}"))
        };
        // The bytes of a line hardly differ: fill up to the limit by counting.
        let one = bericht.clone().prestatie("999900006", line(100_000)).xml().len();
        let two = bericht
            .clone()
            .prestatie("999900006", line(100_000))
            .prestatie("999900006", line(100_001));
        let per_line = two.xml().len() - one;
        let lines = u32::try_from((LARGEST - one) / per_line).unwrap();
        for nummer in 0..lines {
            bericht = bericht.prestatie("999900006", line(100_000 + nummer));
        }
        let xml = bericht.xml();
        assert!(xml.len() <= LARGEST && xml.len() > LARGEST - 100_000, "{}", xml.len());
        warehouse.deliver("groot.xml", xml).unwrap();
        lines
    };
    let run = warehouse.measure(&["run", "--peildatum", PEILDATUM, "--json"]).unwrap();
    assert_eq!(run.outcome.code, 0, "{:?}", run.outcome);
    let facts = warehouse.value("select count(*) from dwh.feit_prestatie").unwrap();
    assert_eq!(facts, lines.to_string());
    check("groot.txt", &format!("a 323 of 25 MB, {lines} lines"), &run);
}

#[test]
fn ten_thousand_small_files_load_in_constant_memory() {
    let warehouse = fresh(&template());
    let product = Product::new("45", "45A03");
    let bsns: Vec<u32> = alle(Reeks::Test).collect();
    for (number, bsn) in (1..=SMALL_FILES).zip(bsns.iter().cycle()) {
        let kop = Kop::new(Wet::Jw, "0384", "42420001").bericht(format!("T{number}"), "2026-04-01");
        let toewijzing = Toewijzing::new(number, product.clone(), "2026-04-01");
        let bericht = Toewijzingsbericht::new(kop, format!("{bsn:09}")).toewijzing(toewijzing);
        warehouse.deliver(&format!("{number:05}.xml"), bericht.xml()).unwrap();
    }
    let run = warehouse.measure(&["run", "--peildatum", PEILDATUM, "--json"]).unwrap();
    assert_eq!(run.outcome.code, 0, "{:?}", run.outcome);
    let facts = warehouse.value("select count(*) from dwh.feit_toewijzing").unwrap();
    assert_eq!(facts, SMALL_FILES.to_string());
    check("klein.txt", &format!("{SMALL_FILES} files of one record"), &run);
}
