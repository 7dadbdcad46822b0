//! No BSN, name, address or free text gets past the gate.

use std::collections::BTreeSet;

use sluis_tests::Outcome;

use crate::generated::loaded;

/// The secrets that occur in `text`, as whole words for short ones.
fn found<'s>(secrets: &'s BTreeSet<String>, text: &str) -> Vec<&'s str> {
    secrets.iter().map(String::as_str).filter(|secret| text.contains(secret)).collect()
}

#[test]
fn nothing_of_a_person_leaves_the_gate() {
    let (warehouse, generated) = loaded(400, 15);
    let secrets = std::fs::read_to_string(generated.truth.join("geheimen.txt")).unwrap();
    let secrets: BTreeSet<String> =
        secrets.lines().map(ToOwned::to_owned).filter(|secret| secret.len() > 3).collect();
    assert!(secrets.len() > 400, "the generator wrote down its secrets");
    let inbox = std::fs::read_dir(warehouse.inbox()).unwrap();
    let inbox: String =
        inbox.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    assert!(found(&secrets, &inbox).len() > 400, "the secrets are in the messages");

    let dump = String::from_utf8_lossy(&warehouse.dump().unwrap()).into_owned();
    assert_eq!(found(&secrets, &dump), Vec::<&str>::new(), "in the database");

    let number = warehouse.value("select min(toewijzingnummer) from dwh.feit_toewijzing").unwrap();
    let place = format!(
        "select wet || '|' || gemeentecode from dwh.feit_toewijzing where toewijzingnummer = {number} limit 1"
    );
    let place = warehouse.value(&place).unwrap();
    let (wet, gemeente) = place.split_once('|').unwrap();
    let explain = ["explain", "--wet", wet, "--gemeente", gemeente, "--toewijzing", &number];
    let calls: [&[&str]; 8] = [
        &["run"],
        &["rerun", "1"],
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
            assert_eq!(found(&secrets, &stdout), Vec::<&str>::new(), "{arguments:?} on stdout");
            assert_eq!(found(&secrets, &stderr), Vec::<&str>::new(), "{arguments:?} on stderr");
        }
    }
}
