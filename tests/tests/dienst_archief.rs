//! What becomes of files that were read.

use std::fs::File;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use domain::Wet;
use sluis_tests::Warehouse;
use testkit::bericht::{Kop, Product, Toewijzing, Toewijzingsbericht};

/// Files are from this long ago.
const OLD: Duration = Duration::from_hours(240);

fn message(warehouse: &Warehouse, name: &str, nummer: u32, gemeente: &str) {
    let toewijzing = Toewijzing::new(nummer, Product::new("01", "01A01"), "2026-03-01");
    let kop = Kop::new(Wet::Wmo, gemeente, "42420001").bericht(name, "2026-03-04");
    let bericht = Toewijzingsbericht::new(kop, "999900006").toewijzing(toewijzing);
    let file = format!("{name}.xml");
    warehouse.deliver(&file, bericht.xml()).unwrap();
    let file = File::options().append(true).open(warehouse.inbox().join(file)).unwrap();
    file.set_modified(SystemTime::now() - OLD).unwrap();
}

fn configure(warehouse: &Warehouse, archive: &str) {
    warehouse.configure(&["0384"]).unwrap();
    let file = warehouse.path("sluis.toml");
    let config = std::fs::read_to_string(&file).unwrap();
    std::fs::write(file, format!("{config}[archive]\n{archive}\n")).unwrap();
}

/// Names of what is in the archive, without their hashes.
fn archived(warehouse: &Warehouse) -> Vec<String> {
    let mut folders: Vec<PathBuf> = vec![warehouse.path("var/archive")];
    let mut names = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.file_name().unwrap().to_str().unwrap();
                names.push(name.split_once('-').unwrap().1.to_owned());
            }
        }
    }
    names.sort();
    names
}

fn inbox(warehouse: &Warehouse) -> usize {
    std::fs::read_dir(warehouse.inbox()).unwrap().count()
}

#[test]
fn a_file_that_was_moved_is_found_again() {
    let warehouse = Warehouse::new().unwrap();
    configure(&warehouse, "mode = \"off\"");
    message(&warehouse, "T1", 1001, "0384");
    // Of another municipality: it goes to quarantine as a whole.
    message(&warehouse, "T2", 1002, "0363");
    assert_eq!(warehouse.run().unwrap().code, 3);
    assert_eq!((archived(&warehouse), inbox(&warehouse)), (Vec::new(), 2));
    let facts = warehouse.facts().unwrap();
    // As after a kill between commit and move: the ledger has them, the folder too. A stranger stays.
    configure(&warehouse, "mode = \"move\"");
    std::fs::write(warehouse.inbox().join("lees.mij"), "x").unwrap();
    let quiet = warehouse.run().unwrap();
    assert!(quiet.stderr.contains("nothing new"), "{quiet:?}");
    assert_eq!(
        (archived(&warehouse).as_slice(), inbox(&warehouse)),
        (&["T1.xml".to_owned(), "T2.xml".to_owned()][..], 1)
    );
    // Nothing has vanished.
    let quiet = warehouse.run().unwrap();
    assert!(quiet.stderr.contains("nothing new"), "{quiet:?}");
    let again = warehouse.sluis(&["rerun", "1", "--reason", "z", "--json"]).unwrap();
    assert_eq!(again.json().unwrap()["totals"]["files"], 2, "{again:?}");
    assert!(warehouse.facts().unwrap().differences(&facts).is_empty());
    // The same name comes again with another content: the old one is still found.
    message(&warehouse, "T1", 1003, "0384");
    let replay = warehouse.sluis(&["quarantine", "replay", "--all", "--json"]).unwrap();
    assert_eq!(replay.json().unwrap()["totals"]["files"], 1, "{replay:?}");
    configure(&warehouse, "mode = \"copy\"");
    message(&warehouse, "T4", 1004, "0384");
    warehouse.run().unwrap();
    assert_eq!(inbox(&warehouse), 3);
    assert_eq!(archived(&warehouse), ["T1.xml", "T1.xml", "T2.xml", "T4.xml"]);
}

#[test]
fn only_what_is_registered_and_old_by_every_measure_goes() {
    let warehouse = Warehouse::new().unwrap();
    configure(&warehouse, "mode = \"move\"\nkeep_days = 2");
    message(&warehouse, "T1", 1001, "0384");
    message(&warehouse, "T2", 1002, "0363");
    assert_eq!(warehouse.run().unwrap().code, 3);
    warehouse.run().unwrap();
    // Ten days old by its name; but by the ledger it came today, however the clock jumps.
    assert_eq!(archived(&warehouse), ["T1.xml", "T2.xml"]);
    let jump =
        "update beheer.run set gestart_op = gestart_op + interval '9 years' where run_id = 2";
    warehouse.query(jump).unwrap();
    warehouse.run().unwrap();
    assert_eq!(archived(&warehouse), ["T1.xml", "T2.xml"]);
    // Runs on two later days. What is in quarantine stays: somebody may still want it.
    let days = "update beheer.taak set gestart_op = gestart_op - interval '3 days'";
    warehouse.query(days).unwrap();
    warehouse.run().unwrap();
    assert_eq!(archived(&warehouse), ["T2.xml"]);
    assert_eq!(warehouse.value("select count(*) from landing.bericht").unwrap(), "1");
}
