//! The public example messages, when they are beside the project.

use std::path::{Path, PathBuf};

use sluis_tests::Warehouse;

/// Folder of the examples, or nothing with a printed reason.
#[expect(clippy::print_stderr, reason = "a skip says why")]
fn examples() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/domain/ggk/examples/istandaarden_3_2");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: the public examples are not beside the project");
    None
}

#[test]
fn the_public_examples_load_or_are_refused_for_the_right_reason() {
    let Some(folder) = examples() else { return };
    let warehouse = Warehouse::new().unwrap();
    let kinds = ["301", "302", "305", "306", "307", "308", "323", "325"];
    let files: Vec<_> = kinds.map(|kind| folder.join(format!("JW{kind}.xml"))).to_vec();
    warehouse.deliver_files("voorbeeld", &files).unwrap();
    let outcome = warehouse.run().unwrap();
    assert_eq!(outcome.code, 3, "RN004 stands twice in the 323: both lines are refused");

    let quarantine = "select b.naam, q.code, q.regelnummer from beheer.quarantaine as q \
        inner join beheer.bestand as b using (bestand_id) order by 1, 3";
    assert_eq!(
        warehouse.query(quarantine).unwrap(),
        ["voorbeeld000006.xml|TR101|4", "voorbeeld000006.xml|TR101|5"]
    );
    // Retour 302 (8848) rejects the 301 of 0384, 306 (8848) the 305; 308 accepts the 307.
    let messages = "select berichtsoort, afzender, retour_status, retourcodes, aantal_regels \
        from dwh.feit_bericht order by 1";
    assert_eq!(
        warehouse.query(messages).unwrap(),
        [
            "301|0384|afgewezen|{8848}|2",
            "302|0384|nvt|{8848}|",
            "305|65656055|afgewezen|{8848}|2",
            "306|65656055|nvt|{8848}|",
            "307|65656055|geaccepteerd|{}|2",
            "308|65656055|nvt|{}|",
            "323|65656055|geaccepteerd|{0200,0611,9307,9339,9340,9341}|5",
            "325|0384|nvt|{0200,0611,9307,9339,9340,9341}|3",
        ]
    );
    // Chain 300201: allocated by 0384 to 42420001, started and stopped by 65656055 for 0363. Nothing to link with.
    let verdicts = "select berichtsoort, gemeentecode, agb_code, client_gelijk, aanbieder_gelijk, product_gelijk, \
        periode_gelijk, beschikking_gelijk, koppelwijze, koppelstatus, toewijzing_sk is null \
        from dwh.feit_koppeling where toewijzingnummer = 300201 order by 1";
    let none = "niet_toetsbaar|niet_toetsbaar|niet_toetsbaar|niet_toetsbaar|niet_toetsbaar|geen";
    assert_eq!(
        warehouse.query(verdicts).unwrap(),
        [
            format!("305|0363|65656055|{none}|afgewezen|t"),
            format!("307|0363|65656055|{none}|wees|t"),
        ]
    );
    let findings = "select regelcode, berichtsoort, regelnummer from dwh.feit_bevinding \
        where toewijzingnummer = 300201 order by 1, 2";
    assert_eq!(warehouse.query(findings).unwrap(), ["TR019|305|1", "TR019|307|1", "TR382|307|1"]);
}
