//! Archives, envelopes and folders, from the inbox to the facts.

use std::fs;
use std::io::{Cursor, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use sluis_tests::{Outcome, Warehouse};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Number of an envelope, and of the fault that answers it.
const UUID: &str = "9c0f7b90-5c69-41e5-a837-0800200c9a66";
const FOUT: &str = "b6e9f182-bc44-4f27-9863-9a5ccc1e1cf0";

/// A 305 of a provider to `gemeente`, with a start for each number.
fn bericht_van(gemeente: &str, identificatie: &str, nummers: &[u32]) -> String {
    let start = |nummer: &u32| {
        format!(
            "<m:StartProduct><m:ToewijzingNummer>{nummer}</m:ToewijzingNummer>\
             <m:Begindatum>2026-04-03</m:Begindatum>\
             <m:StatusAanlevering>1</m:StatusAanlevering></m:StartProduct>"
        )
    };
    let starts = nummers.iter().map(start).collect::<Vec<_>>().concat();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <m:Bericht xmlns:m=\"http://www.istandaarden.nl/ijw/3_2/jw305/schema\" \
         xmlns:b=\"http://www.istandaarden.nl/ijw/3_2/basisschema/schema\"><m:Header>\
         <m:BerichtCode>438</m:BerichtCode><m:BerichtVersie>3</m:BerichtVersie>\
         <m:BerichtSubversie>2</m:BerichtSubversie><m:Afzender>42420001</m:Afzender>\
         <m:Ontvanger>{gemeente}</m:Ontvanger><m:BerichtIdentificatie>\
         <b:Identificatie>{identificatie}</b:Identificatie>\
         <b:Dagtekening>2026-05-06</b:Dagtekening></m:BerichtIdentificatie><m:XsdVersie>\
         <b:BasisschemaXsdVersie>1.0.0</b:BasisschemaXsdVersie>\
         <b:BerichtXsdVersie>1.0.0</b:BerichtXsdVersie></m:XsdVersie></m:Header><m:Client>\
         <m:Bsn>999900006</m:Bsn><m:Geboortedatum><b:Datum>2010-02-14</b:Datum></m:Geboortedatum>\
         <m:Geslacht>1</m:Geslacht><m:Naam><b:Geslachtsnaam><b:Achternaam>Testnaam</b:Achternaam>\
         </b:Geslachtsnaam><b:Voornamen>Test</b:Voornamen></m:Naam>\
         <m:StartProducten>{starts}</m:StartProducten></m:Client></m:Bericht>\n"
    )
}

fn bericht(identificatie: &str, nummers: &[u32]) -> String {
    bericht_van("0384", identificatie, nummers)
}

/// A zip of files with names that are nobody's business.
fn pack(files: &[&str]) -> Vec<u8> {
    let named: Vec<(String, &[u8])> = files
        .iter()
        .enumerate()
        .map(|(index, text)| (format!("Jansen {index}.xml"), text.as_bytes()))
        .collect();
    pack_named(&named)
}

fn pack_named(files: &[(String, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (naam, bytes) in files {
        writer.start_file(naam, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn stuurgegevens(code: &str, referentie: &str, rest: &str) -> String {
    format!(
        "<S:berichtcode>{code}</S:berichtcode><S:zender><S:organisatie>0384</S:organisatie>\
         <S:applicatie>a</S:applicatie></S:zender><S:ontvanger>\
         <S:organisatie>42420001</S:organisatie><S:applicatie>a</S:applicatie></S:ontvanger>\
         <S:referentienummer>{referentie}</S:referentienummer>\
         <S:tijdstipBericht>20260506101112</S:tijdstipBericht>{rest}"
    )
}

fn envelop(functie: &str, payload: &str) -> String {
    let gegevens = stuurgegevens("Di01", UUID, &format!("<S:functie>{functie}</S:functie>"));
    format!(
        "<G:envelopHeenbericht-ggk_Di01 xmlns:S=\"http://www.egem.nl/StUF/StUF0301\" \
         xmlns:G=\"http://www.stufstandaarden.nl/koppelvlak/ggk0210\">\
         <G:stuurgegevens>{gegevens}</G:stuurgegevens><G:parameters>\
         <G:applicatieVersie>1</G:applicatieVersie><G:applicatieSubversie>1</G:applicatieSubversie>\
         <G:functieVersie>1</G:functieVersie><G:functieSubversie>1</G:functieSubversie><G:bericht>\
         <G:xmlBestand>{}</G:xmlBestand></G:bericht></G:parameters></G:envelopHeenbericht-ggk_Di01>",
        STANDARD.encode(payload)
    )
}

fn fout(code: &str) -> String {
    let gegevens =
        stuurgegevens("Fo01", FOUT, &format!("<S:crossRefnummer>{UUID}</S:crossRefnummer>"));
    format!(
        "<S:Fo01Bericht xmlns:S=\"http://www.egem.nl/StUF/StUF0301\">\
         <S:stuurgegevens>{gegevens}</S:stuurgegevens><S:body><S:code>{code}</S:code>\
         <S:omschrijving>Payload van Jansen, 999900006</S:omschrijving></S:body></S:Fo01Bericht>"
    )
}

const LEDGER: &str = "select coalesce(zip.naam, '-'), bestand.naam, bestand.status, \
     coalesce(bestand.foutcode, '-'), bestand.gelezen, bestand.geladen \
     from beheer.bestand left join beheer.bestand as zip on bestand.container_id = zip.bestand_id \
     order by bestand.naam, bestand.bestand_id";

#[track_caller]
fn check_ledger(warehouse: &Warehouse, expect: &[&str]) {
    assert_eq!(warehouse.query(LEDGER).unwrap(), expect);
    // In = loaded + quarantined + duplicate: of the files, of the tasks, and of what stands open.
    let sums = "select sum(gelezen), sum(geladen), sum(gequarantaineerd), sum(dubbel)";
    let files = warehouse.value(&format!("{sums} from beheer.bestand")).unwrap();
    let counts: Vec<i64> = files.split('|').map(|count| count.parse().unwrap()).collect();
    let [read, loaded, refused, double] = <[i64; 4]>::try_from(counts).unwrap();
    assert_eq!(read, loaded + refused + double);
    let open = "select coalesce(sum(records), 0) from beheer.quarantaine where status = 'open'";
    assert_eq!(warehouse.value(open).unwrap(), refused.to_string());
    let dangling = "select count(*) from beheer.quarantaine as q where status = 'open' \
         and not exists (select 1 from beheer.bestand as b where b.bestand_id = q.bestand_id)";
    assert_eq!(warehouse.value(dangling).unwrap(), "0");
}

fn total(outcome: &Outcome, key: &str) -> i64 {
    let report = outcome.json().unwrap();
    report.get("totals").and_then(|totals| totals.get(key)).and_then(Value::as_i64).unwrap()
}

/// Exit code, then files, records, loaded, quarantined and duplicate of a run.
fn totals(outcome: &Outcome) -> (i32, [i64; 5]) {
    let of = |key| total(outcome, key);
    (outcome.code, [of("files"), of("read"), of("loaded"), of("quarantined"), of("duplicate")])
}

fn says_nothing_new(warehouse: &Warehouse) {
    let again = warehouse.sluis(&["run"]).unwrap();
    assert_eq!(again.code, 0, "{again:?}");
    assert!((again.stdout + &again.stderr).contains("nothing new"));
}

#[test]
fn what_is_odd_but_loads_stands_in_the_report() {
    let warehouse = Warehouse::new().unwrap();
    let bom = format!("\u{feff}{}", bericht("A", &[1]));
    warehouse.deliver("bom.xml", bom.into_bytes()).unwrap();
    warehouse.deliver("goed.xml", bericht("B", &[2]).into_bytes()).unwrap();
    let report = warehouse.run().unwrap().json().unwrap();
    assert_eq!(report.get("warnings"), Some(&serde_json::json!({ "XML_BOM": 1 })));
    assert_eq!(report.get("status").and_then(Value::as_str), Some("succeeded"));
}

#[test]
fn every_message_of_an_archive_is_a_file_of_its_own() {
    let warehouse = Warehouse::new().unwrap();
    let files = [bericht("A", &[1]), bericht("B", &[2, 3]), bericht("C", &[4])];
    warehouse.deliver("drie.zip", pack(&files.each_ref().map(String::as_str))).unwrap();
    let outcome = warehouse.run().unwrap();
    assert_eq!(totals(&outcome), (0, [1, 4, 4, 0, 0]));
    check_ledger(
        &warehouse,
        &[
            "-|drie.zip|container|-|0|0",
            "drie.zip|drie.zip#1|geladen|-|1|1",
            "drie.zip|drie.zip#2|geladen|-|2|2",
            "drie.zip|drie.zip#3|geladen|-|1|1",
        ],
    );
    let sizes = "select b.grootte || ' ' || b.sha256 from beheer.bestand as b \
         where b.naam = 'drie.zip#2'";
    assert!(warehouse.value(sizes).unwrap().starts_with(&files[1].len().to_string()));
    says_nothing_new(&warehouse);
    // The same messages, one by one and in another archive, are known.
    warehouse.deliver("los.xml", &files[0]).unwrap();
    warehouse.deliver("ander.zip", pack(&[&files[2], &files[1]])).unwrap();
    assert_eq!(totals(&warehouse.run().unwrap()), (0, [2, 4, 0, 0, 4]));
    // Nothing of the names in an archive is kept.
    let dump = warehouse.dump().unwrap();
    assert!(!String::from_utf8_lossy(&dump).contains("Jansen"));
}

#[test]
fn a_bad_message_is_refused_alone_and_can_be_read_again() {
    let warehouse = Warehouse::new().unwrap();
    let (good, other) = (bericht("A", &[1]), bericht_van("0363", "B", &[2]));
    warehouse.configure(&["0384"]).unwrap();
    warehouse.deliver("map.zip", pack(&[&good, &other, &bericht("C", &[3])])).unwrap();
    assert_eq!(totals(&warehouse.run().unwrap()), (3, [1, 3, 2, 1, 0]));
    let expect = [
        "-|map.zip|container|-|0|0",
        "map.zip|map.zip#1|geladen|-|1|1",
        "map.zip|map.zip#2|quarantaine|GEMEENTE_NOT_ALLOWED|1|0",
        "map.zip|map.zip#3|geladen|-|1|1",
    ];
    check_ledger(&warehouse, &expect);
    let numbers = "select string_agg(naam || '=' || bestand_id, ' ' order by bestand_id) \
         from beheer.bestand";
    let before = warehouse.value(numbers).unwrap();
    let id = warehouse.value("select quarantaine_id from beheer.quarantaine").unwrap();
    let shown = warehouse.sluis(&["quarantine", "show", &id, "--json"]).unwrap().json().unwrap();
    assert_eq!((&shown["file"], &shown["records"]), (&Value::from("map.zip#2"), &Value::from(1)));

    // A rerun and a replay without a cure change nothing.
    let last = |column: &str| {
        let from = "from beheer.taak where taak_id in (select taak_id from beheer.bestand)";
        warehouse.value(&format!("select {column} {from}")).unwrap()
    };
    for kind in ["run", "task", "open", "one"] {
        let (run, task) = (last("run_id"), last("'task:' || taak_id"));
        let arguments = match kind {
            "run" => ["rerun", run.as_str(), "--reason", "test", "--json"].to_vec(),
            "task" => ["rerun", task.as_str(), "--reason", "test", "--json"].to_vec(),
            "open" => ["quarantine", "replay", "--json"].to_vec(),
            _ => ["quarantine", "replay", id.as_str(), "--json"].to_vec(),
        };
        let outcome = warehouse.sluis(&arguments).unwrap();
        assert_eq!(totals(&outcome), (3, [1, 3, 2, 1, 0]), "{arguments:?} {outcome:?}");
        check_ledger(&warehouse, &expect);
        assert_eq!(warehouse.value(numbers).unwrap(), before);
        let open = "select quarantaine_id from beheer.quarantaine";
        assert_eq!(warehouse.value(open).unwrap(), id, "the refusal keeps its history");
    }

    warehouse.configure(&[]).unwrap();
    let outcome = warehouse.sluis(&["quarantine", "replay", &id, "--json"]).unwrap();
    assert_eq!(totals(&outcome), (0, [1, 3, 3, 0, 0]), "{outcome:?}");
    assert_eq!(warehouse.value(numbers).unwrap(), before);
    let closed = "select status from beheer.quarantaine";
    assert_eq!(warehouse.value(closed).unwrap(), "opgelost");
    let facts = "select count(*) from dwh.feit_bericht";
    assert_eq!(warehouse.value(facts).unwrap(), "3");
}

#[test]
fn a_bad_archive_is_refused_as_a_whole() {
    let warehouse = Warehouse::new().unwrap();
    let good = bericht("A", &[1]);
    let named = |naam: &str| {
        pack_named(&[("a.xml".to_owned(), good.as_bytes()), (naam.to_owned(), b"<a/>")])
    };
    let mut crc = pack(&[&good, &bericht("B", &[2])]);
    // In the data of the second message.
    let at = crc.windows(4).rposition(|window| window == b"PK\x03\x04").unwrap() + 80;
    crc[at] ^= 0x55;
    let bomb = vec![b' '; 30_000_000];
    for (naam, bytes) in [
        (
            "bom.zip",
            pack_named(&[("a.xml".to_owned(), good.as_bytes()), ("b.xml".to_owned(), &bomb)]),
        ),
        ("crc.zip", crc),
        ("leeg.zip", pack(&[])),
        (
            "nest.zip",
            pack_named(&[
                ("a.xml".to_owned(), good.as_bytes()),
                ("b.xml".to_owned(), &pack(&[&good])),
            ]),
        ),
        ("slip.zip", named("../../slip.xml")),
        ("bom.gz", gzip(&" ".repeat(30_000_000))),
        ("rest.gz", [gzip(&good), b"rommel".to_vec()].concat()),
    ] {
        warehouse.deliver(naam, bytes).unwrap();
    }
    assert_eq!(totals(&warehouse.run().unwrap()), (3, [7, 7, 0, 7, 0]));
    check_ledger(
        &warehouse,
        &[
            "-|bom.gz|quarantaine|GZIP_BOMB|1|0",
            "-|bom.zip|quarantaine|ZIP_BOMB|1|0",
            "-|crc.zip|quarantaine|ZIP_CORRUPT|1|0",
            "-|leeg.zip|quarantaine|ZIP_EMPTY|1|0",
            "-|nest.zip|quarantaine|ZIP_NESTED|1|0",
            "-|rest.gz|quarantaine|GZIP_CORRUPT|1|0",
            "-|slip.zip|quarantaine|ZIP_PATH|1|0",
        ],
    );
    assert_eq!(warehouse.value("select count(*) from landing.bericht").unwrap(), "0");
    assert!(!warehouse.path("slip.xml").exists());
    // Mended under its own name: what stood open lapses.
    warehouse.deliver("crc.zip", pack(&[&good, &bericht("B", &[2])])).unwrap();
    assert_eq!(totals(&warehouse.run().unwrap()), (0, [1, 2, 2, 0, 0]));
    let lapsed = "select code from beheer.quarantaine where status = 'vervallen'";
    assert_eq!(warehouse.value(lapsed).unwrap(), "ZIP_CORRUPT");
}

#[test]
fn an_archive_that_is_refused_later_takes_its_messages_along() {
    let warehouse = Warehouse::new().unwrap();
    let good = bericht("A", &[1]);
    warehouse.deliver("a.zip", pack(&[&good, &bericht("B", &[2]), &bericht("C", &[3])])).unwrap();
    assert_eq!(totals(&warehouse.run().unwrap()), (0, [1, 3, 3, 0, 0]));
    let rerun = |limit: &str| {
        let mut command = warehouse.command(&["rerun", "1", "--reason", "test", "--json"]).unwrap();
        Outcome::from(command.env("SLUIS_GGK_ZIP_FILES_MAX", limit).output().unwrap())
    };
    assert_eq!(totals(&rerun("2")), (3, [1, 1, 0, 1, 0]));
    check_ledger(&warehouse, &["-|a.zip|quarantaine|ZIP_COUNT|1|0"]);
    assert_eq!(warehouse.value("select count(*) from dwh.feit_bericht").unwrap(), "0");
    let replay = warehouse.sluis(&["quarantine", "replay", "--json"]).unwrap();
    assert_eq!(totals(&replay), (0, [1, 3, 3, 0, 0]));
    assert_eq!(warehouse.value("select count(*) from dwh.feit_bericht").unwrap(), "3");
}

#[test]
fn a_rival_in_an_archive_is_judged_again_with_the_winner() {
    let warehouse = Warehouse::new().unwrap();
    let early = bericht_van("0363", "A", &[1]).replace("2026-05-06", "2026-05-05");
    warehouse.deliver("a.zip", pack(&[&bericht("C", &[4]), &early])).unwrap();
    assert_eq!(totals(&warehouse.run().unwrap()), (0, [1, 2, 2, 0, 0]));
    warehouse.deliver("b.zip", pack(&[&bericht("A", &[2]), &bericht("B", &[3])])).unwrap();
    assert_eq!(totals(&warehouse.run().unwrap()), (3, [1, 2, 1, 1, 0]));
    let ids = "select string_agg(bestand_id::text, ' ' order by naam) from beheer.bestand";
    let numbers = warehouse.value(ids).unwrap();
    check_ledger(
        &warehouse,
        &[
            "-|a.zip|container|-|0|0",
            "a.zip|a.zip#1|geladen|-|1|1",
            "a.zip|a.zip#2|geladen|-|1|1",
            "-|b.zip|container|-|0|0",
            "b.zip|b.zip#1|quarantaine|TR056|1|0",
            "b.zip|b.zip#2|geladen|-|1|1",
        ],
    );
    // The winner is no longer allowed in: who lost from it is read with it, and stays.
    warehouse.configure(&["0384"]).unwrap();
    let rerun = warehouse.sluis(&["rerun", "1", "--reason", "test", "--json"]).unwrap();
    assert_eq!(totals(&rerun), (3, [2, 4, 3, 1, 0]), "{rerun:?}");
    check_ledger(
        &warehouse,
        &[
            "-|a.zip|container|-|0|0",
            "a.zip|a.zip#1|geladen|-|1|1",
            "a.zip|a.zip#2|quarantaine|GEMEENTE_NOT_ALLOWED|1|0",
            "-|b.zip|container|-|0|0",
            "b.zip|b.zip#1|geladen|-|1|1",
            "b.zip|b.zip#2|geladen|-|1|1",
        ],
    );
    assert_eq!(warehouse.value(ids).unwrap(), numbers);
}

#[test]
fn gz_envelope_and_fault_are_one_file_each() {
    let warehouse = Warehouse::new().unwrap();
    warehouse.deliver("a.xml.gz", gzip(&bericht("A", &[1]))).unwrap();
    warehouse.deliver("b.xml", envelop("JW305", &bericht("B", &[2]))).unwrap();
    warehouse.deliver("c.xml", envelop("JW301", &bericht("C", &[3, 4]))).unwrap();
    warehouse.deliver("d.zip", pack(&[&fout("IB014"), &envelop("JW305", "014380302P")])).unwrap();
    warehouse.deliver("e.ei", "014140200P000\r\n020001\r\n").unwrap();
    warehouse.deliver("f.xml", fout("Jansen")).unwrap();
    assert_eq!(totals(&warehouse.run().unwrap()), (3, [6, 8, 3, 5, 0]));
    check_ledger(
        &warehouse,
        &[
            "-|a.xml.gz|geladen|-|1|1",
            "-|b.xml|geladen|-|1|1",
            "-|c.xml|quarantaine|ENVELOPE_MISMATCH|2|0",
            "-|d.zip|container|-|0|0",
            "d.zip|d.zip#1|geladen|-|1|1",
            "d.zip|d.zip#2|quarantaine|EI_FLAT_FILE|1|0",
            "-|e.ei|quarantaine|EI_FLAT_FILE|1|0",
            "-|f.xml|quarantaine|ENVELOPE_INVALID|1|0",
        ],
    );
    let fact = "select fout.code || ' ' || fout.gemeentecode || ' ' || fout.tijdstip || ' ' \
         || bestand.naam from dwh.feit_ketenfout as fout \
         inner join beheer.bestand on fout.bericht_bestand_id = bestand.bestand_id";
    let expect = "IB014 0384 2026-05-06 10:11:12 b.xml";
    assert_eq!(warehouse.value(fact).unwrap(), expect);
    let place = "select plaats from beheer.quarantaine as q inner join beheer.bestand as b \
         on q.bestand_id = b.bestand_id where b.naam = 'd.zip#2'";
    assert!(warehouse.value(place).unwrap().contains("envelop!"));
    // The same fault again is a duplicate, also after a rerun; read again it is there once.
    warehouse.deliver("g.xml", fout("IB014")).unwrap();
    assert_eq!(totals(&warehouse.run().unwrap()), (0, [1, 1, 0, 0, 1]));
    warehouse.sluis(&["rerun", "1", "--reason", "test", "--json"]).unwrap();
    assert_eq!(warehouse.value("select count(*) from landing.ketenfout").unwrap(), "1");
    assert_eq!(warehouse.value(fact).unwrap(), expect);
    let dump = String::from_utf8_lossy(&warehouse.dump().unwrap()).into_owned();
    assert!(!dump.contains("Jansen") && !dump.contains("999900006"));
}

#[test]
fn a_fault_between_others_stays_outside() {
    let warehouse = Warehouse::new().unwrap();
    warehouse.configure(&["0363"]).unwrap();
    warehouse.deliver("a.xml", fout("IB014")).unwrap();
    assert_eq!(totals(&warehouse.run().unwrap()), (3, [1, 1, 0, 1, 0]));
    check_ledger(&warehouse, &["-|a.xml|quarantaine|GEMEENTE_NOT_ALLOWED|1|0"]);
}

#[test]
fn folders_are_read_and_unfinished_files_are_not() {
    let warehouse = Warehouse::new().unwrap();
    fs::create_dir_all(warehouse.inbox().join("2026/05")).unwrap();
    warehouse.deliver("2026/05/a.xml", bericht("A", &[1])).unwrap();
    warehouse.deliver("2026/b.zip", pack(&[&bericht("B", &[2])])).unwrap();
    for naam in ["c.xml.part", ".d.xml", "e.tmp", "f.filepart", "g.xml~"] {
        warehouse.deliver(naam, bericht("C", &[3])).unwrap();
    }
    let outcome = warehouse.run().unwrap();
    assert_eq!(totals(&outcome), (0, [2, 2, 2, 0, 0]));
    assert_eq!(total(&outcome, "files_skipped"), 5);
    check_ledger(
        &warehouse,
        &[
            "-|2026/05/a.xml|geladen|-|1|1",
            "-|2026/b.zip|container|-|0|0",
            "2026/b.zip|2026/b.zip#1|geladen|-|1|1",
        ],
    );
    says_nothing_new(&warehouse);
    // Renamed when it is whole, as a sender should.
    fs::rename(warehouse.inbox().join("c.xml.part"), warehouse.inbox().join("2026/c.xml")).unwrap();
    assert_eq!(totals(&warehouse.run().unwrap()), (0, [1, 1, 1, 0, 0]));
    // A rerun finds the files in their folders.
    let rerun = warehouse.sluis(&["rerun", "1", "--reason", "test", "--json"]).unwrap();
    assert_eq!(totals(&rerun), (0, [2, 2, 2, 0, 0]));
}
