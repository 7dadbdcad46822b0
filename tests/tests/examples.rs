//! The public example messages, when they are beside the project: each loads, or is refused for a reason of its own.

use std::fs;
use std::path::{Path, PathBuf};

use sluis_tests::Warehouse;

/// What becomes of an example: folder, file, status in the ledger, code of the refusal of file or records, records
/// that load and records in quarantine.
const EXAMPLES: [(&str, &str, &str, &str, u32, u32); 27] = [
    ("istandaarden_3_2", "JW301.xml", "geladen", "", 2, 0),
    ("istandaarden_3_2", "JW302.xml", "geladen", "", 1, 0),
    ("istandaarden_3_2", "JW305.xml", "geladen", "", 2, 0),
    ("istandaarden_3_2", "JW306.xml", "geladen", "", 1, 0),
    ("istandaarden_3_2", "JW307.xml", "geladen", "", 2, 0),
    ("istandaarden_3_2", "JW308.xml", "geladen", "", 1, 0),
    // Both products end on 2027-06-31, a day that does not exist.
    ("istandaarden_3_2", "JW315.xml", "deels", "DATE_INVALID", 0, 2),
    ("istandaarden_3_2", "JW316.xml", "geladen", "", 1, 0),
    // The new product would end before it begins (CS003): loaded as it was asked, with a warning.
    ("istandaarden_3_2", "JW317.xml", "geladen", "", 1, 0),
    // A RetourCode stands where the schema has none.
    ("istandaarden_3_2", "JW318.xml", "quarantaine", "XSD_INVALID", 0, 1),
    ("istandaarden_3_2", "JW319.xml", "geladen", "", 1, 0),
    ("istandaarden_3_2", "JW320.xml", "geladen", "", 1, 0),
    // RN004 stands twice in it.
    ("istandaarden_3_2", "JW323.xml", "deels", "TR101", 3, 2),
    ("istandaarden_3_2", "JW325.xml", "geladen", "", 1, 0),
    // No Verwijzer with the second product, which 3.2 asks for; the schema of 3.0 is not public.
    ("ijw_3_0", "JW315_commserver_test.xml", "geladen", "", 2, 0),
    ("iwmo_2_0_xml", "CasusA-01-WMO315_verzoek.xml", "geladen", "", 1, 0),
    ("iwmo_2_0_xml", "CasusA-02-WMO301_toewijzing.xml", "geladen", "", 1, 0),
    ("iwmo_2_0_xml", "CasusA-04-WMO301_intrekking.xml", "geladen", "", 1, 0),
    ("iwmo_2_0_xml", "CasusB-01-WMO301_toewijzing.xml", "geladen", "", 1, 0),
    ("iwmo_2_0_xml", "CasusB-02-WMO305_start.xml", "geladen", "", 1, 0),
    // The stop lies after the Dagtekening (TR134), which a later issue judges.
    ("iwmo_2_0_xml", "CasusB-04-WMO307_stop.xml", "geladen", "", 1, 0),
    // What the envelopes hold is a sentence, not a message.
    (
        "ggk_envelope",
        "0310_21_03_envelopHeenbericht-ggk_Di01_v21.xml",
        "quarantaine",
        "FILE_TYPE_MISMATCH",
        0,
        1,
    ),
    // A stray apostrophe stands between its attributes.
    (
        "ggk_envelope",
        "0310_21_03_envelopRetourbericht-ggk_Du01-v21.xml",
        "quarantaine",
        "XML_NOT_WELLFORMED",
        0,
        1,
    ),
    ("ggk_envelope", "Fo01.xml", "geladen", "", 1, 0),
    // A text file: of the time before XML.
    (
        "ggk_envelope",
        "envelopHeenbericht-ggk_Di01_v21-tekst.xml",
        "quarantaine",
        "EI_FLAT_FILE",
        0,
        1,
    ),
    (
        "ggk_envelope",
        "envelopHeenbericht-ggk_Di01_v21-xml.xml",
        "quarantaine",
        "FILE_TYPE_MISMATCH",
        0,
        1,
    ),
    (
        "ggk_envelope",
        "envelopRetourbericht-ggk_Du01-v21.xml",
        "quarantaine",
        "FILE_TYPE_MISMATCH",
        0,
        1,
    ),
];

/// Folder of the examples, or nothing with a printed reason.
#[expect(clippy::print_stderr, reason = "a skip says why")]
fn examples() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/domain/ggk/examples");
    if folder.join("istandaarden_3_2").is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: the public examples are not beside the project");
    None
}

/// A warehouse that read all files of `folders`, under their own names.
fn loaded(examples: &Path, folders: &[&str]) -> Warehouse {
    let warehouse = Warehouse::new().unwrap();
    for folder in folders {
        for file in sluis_tests::files(&examples.join(folder)).unwrap() {
            let name = file.file_name().unwrap().to_str().unwrap();
            warehouse.deliver(name, fs::read(&file).unwrap()).unwrap();
        }
    }
    let outcome = warehouse.run().unwrap();
    assert!(matches!(outcome.code, 0 | 3), "{outcome:?}");
    warehouse
}

#[test]
fn every_example_loads_or_is_refused_for_the_right_reason() {
    let Some(examples) = examples() else { return };
    let folders = ["istandaarden_3_2", "ijw_3_0", "iwmo_2_0_xml", "ggk_envelope"];
    let warehouse = loaded(&examples, &folders);
    let ledger = "select naam, status, coalesce(foutcode, (select string_agg(distinct code, ',') \
        from beheer.quarantaine as q where q.bestand_id = b.bestand_id), ''), geladen, gequarantaineerd \
        from beheer.bestand as b order by naam collate \"C\"";
    let mut expected: Vec<(&str, String)> = EXAMPLES
        .iter()
        .map(|(_, name, status, code, loaded, quarantined)| {
            (*name, format!("{name}|{status}|{code}|{loaded}|{quarantined}"))
        })
        .collect();
    expected.sort_unstable();
    let expected: Vec<String> = expected.into_iter().map(|(_, line)| line).collect();
    assert_eq!(warehouse.query(ledger).unwrap(), expected);
    // The number of tests must grow with the folders.
    for folder in folders {
        let listed = EXAMPLES.iter().filter(|(of, ..)| *of == folder).count();
        assert_eq!(sluis_tests::files(&examples.join(folder)).unwrap().len(), listed, "{folder}");
    }
}

#[test]
fn messages_of_3_2_find_their_answers() {
    let Some(examples) = examples() else { return };
    let warehouse = loaded(&examples, &["istandaarden_3_2"]);
    let messages = "select berichtsoort, afzender, retour_status, retourcodes, aantal_regels \
        from dwh.feit_bericht order by 1";
    assert_eq!(
        warehouse.query(messages).unwrap(),
        [
            // Retour 302 (8848) rejects the 301 of 0384, 306 (8848) the 305; 308 accepts the 307.
            "301|0384|afgewezen|{8848}|2",
            "302|0384|nvt|{8848}|",
            "305|65656055|afgewezen|{8848}|2",
            "306|65656055|nvt|{8848}|",
            "307|65656055|geaccepteerd|{}|2",
            "308|65656055|nvt|{}|",
            // 316 finds its 315 by identification, although all records of that are in quarantine.
            "315|42420001|afgewezen|{0200,9347}|2",
            "316|42420001|nvt|{0200,9347}|",
            "317|65656055|open|{}|1",
            "319|0384|afgewezen|{0200,9360}|1",
            "320|0384|nvt|{0200,9360}|",
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
    // The request that the 301 names is not there: its records are in quarantine.
    assert_eq!(
        warehouse.query(findings).unwrap(),
        ["TR019|305|1", "TR019|307|1", "TR379|301|1", "TR382|307|1"]
    );
}

#[test]
fn messages_of_2_0_link_by_beschikking() {
    let Some(examples) = examples() else { return };
    let warehouse = loaded(&examples, &["iwmo_2_0_xml"]);
    // Case A: asked for, granted, and shortened on 8 November; case B: granted, started and stopped.
    let allocations = "select t.agb_code, t.toewijzingnummer is null, t.ingangsdatum, t.einddatum, \
        t.einddatum_oorspronkelijk, t.reden_wijziging, t.aantal_versies, t.retour_status, b.beschikkingnummer \
        from dwh.feit_toewijzing as t inner join dwh.dim_beschikking as b using (beschikking_sk) order by 1";
    assert_eq!(
        warehouse.query(allocations).unwrap(),
        [
            "98025566|t|2016-02-15|2016-11-07|2016-12-31|4|2|open|425386123",
            "98026987|t|2016-03-07|2016-12-31|2016-12-31||1|open|658721123",
        ]
    );
    let verdicts = "select berichtsoort, client_gelijk, aanbieder_gelijk, product_gelijk, periode_gelijk, \
        beschikking_gelijk, koppelwijze, koppelstatus from dwh.feit_koppeling order by 1";
    let all = "gelijk|gelijk|gelijk|gelijk|gelijk|beschikking|gekoppeld";
    assert_eq!(warehouse.query(verdicts).unwrap(), [format!("305|{all}"), format!("307|{all}")]);
    let request = "select soort, beschikkingnummer, antwoord, antwoorddatum, doorlooptijd_dagen, \
        toewijzing_sk is null from dwh.feit_verzoek";
    assert_eq!(warehouse.query(request).unwrap(), ["315|425386123|toegewezen|2016-02-20|2|f"]);
    let delivery = "select startdatum, einddatum, reden_beeindiging, duur_dagen, telt_mee from dwh.feit_levering";
    assert_eq!(warehouse.query(delivery).unwrap(), ["2016-03-10|2016-10-02|02|207|t"]);
}

#[test]
fn the_request_of_3_0_waits_for_an_answer() {
    let Some(examples) = examples() else { return };
    let warehouse = loaded(&examples, &["ijw_3_0"]);
    let requests = "select v.agb_code, v.referentie_aanbieder, p.productcategorie, p.productcode, v.verwijzer, \
        v.antwoord, v.antwoorddatum, v.gevraagd_ingangsdatum \
        from dwh.feit_verzoek as v inner join dwh.dim_product as p using (product_sk) order by regelnummer";
    assert_eq!(
        warehouse.query(requests).unwrap(),
        [
            "22227338|88efe721359587|45|YS1U|01|open||2021-01-01",
            "22227338|99efe721359566|54|||open||2021-01-01",
        ]
    );
}

#[test]
fn the_fault_of_the_chain_is_recorded_without_its_texts() {
    let Some(examples) = examples() else { return };
    let warehouse = loaded(&examples, &["ggk_envelope"]);
    let faults =
        "select code, betreft_referentie, zender, ontvanger, tijdstip from dwh.feit_ketenfout";
    assert_eq!(
        warehouse.query(faults).unwrap(),
        ["IB210|9c0f7b90-5c69-11e5-a837-0800200c9a66|IB|54540051|2016-04-21 14:45:34"]
    );
    let dump = String::from_utf8_lossy(&warehouse.dump().unwrap()).into_owned();
    for text in ["Ontvangende organisatie onbekend", "JW315-00010004", "gebruiker1"] {
        assert!(!dump.contains(text), "{text}");
    }
}
