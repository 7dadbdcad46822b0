//! No BSN, name, address or free text gets past the gate.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;
use sluis_tests::Outcome;

use crate::generated::{EVERYTHING, loaded_with};

/// Looks for thousands of secrets in one pass.
struct Detector {
    secrets: Vec<String>,
    automaton: AhoCorasick,
}

impl Detector {
    fn new(secrets: &BTreeSet<String>) -> Self {
        let secrets: Vec<String> = secrets.iter().cloned().collect();
        Self { automaton: AhoCorasick::new(&secrets).unwrap(), secrets }
    }

    /// The secrets that occur in `text`.
    fn found(&self, text: &str) -> BTreeSet<&str> {
        let hits = self.automaton.find_overlapping_iter(text);
        hits.filter_map(|hit| self.secrets.get(hit.pattern().as_usize()))
            .map(String::as_str)
            .collect()
    }
}

#[test]
fn nothing_of_a_person_leaves_the_gate() {
    let (warehouse, generated) = loaded_with(200, 15, 300, EVERYTHING);
    let secrets = std::fs::read_to_string(generated.truth.join("geheimen.txt")).unwrap();
    let secrets: BTreeSet<String> =
        secrets.lines().map(ToOwned::to_owned).filter(|secret| secret.len() > 3).collect();
    assert!(secrets.len() > 200, "the generator wrote down its secrets");
    let detector = Detector::new(&secrets);
    let inbox = std::fs::read_dir(warehouse.inbox()).unwrap();
    let inbox: String =
        inbox.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    assert!(detector.found(&inbox).len() > 200, "the secrets are in the messages");

    let dump = String::from_utf8_lossy(&warehouse.dump().unwrap()).into_owned();
    assert_eq!(detector.found(&dump), BTreeSet::new(), "in the database");

    let number = warehouse.value("select min(toewijzingnummer) from dwh.feit_toewijzing").unwrap();
    let place = format!(
        "select wet || '|' || gemeentecode from dwh.feit_toewijzing where toewijzingnummer = {number} limit 1"
    );
    let place = warehouse.value(&place).unwrap();
    let (wet, gemeente) = place.split_once('|').unwrap();
    let explain = ["explain", "--wet", wet, "--gemeente", gemeente, "--toewijzing", &number];
    let calls: [&[&str]; 8] = [
        &["run"],
        &["rerun", "1", "--reason", "test"],
        &["status"],
        &["runs"],
        &["show", "1"],
        &["quarantine", "list"],
        &["check"],
        &explain,
    ];
    for call in calls {
        for more in [&[][..], &["--json"][..]] {
            let arguments: Vec<&str> = call.iter().chain(more).copied().collect();
            if call == ["check"] && !more.is_empty() {
                continue;
            }
            let Outcome { code, stdout, stderr } = warehouse.sluis(&arguments).unwrap();
            assert!(matches!(code, 0 | 3), "{arguments:?}: {code} {stderr}");
            assert_eq!(detector.found(&stdout), BTreeSet::new(), "{arguments:?} on stdout");
            assert_eq!(detector.found(&stderr), BTreeSet::new(), "{arguments:?} on stderr");
        }
    }
}
