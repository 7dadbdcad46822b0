//! One case: into the inbox of an empty warehouse, run, look, and then a good file.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use domain::Wet;
use sluis_tests::{Measured, Warehouse};
use testkit::bericht::{Kop, Product, Toewijzing, Toewijzingsbericht};

use super::key::Row;
use super::table::{Line, seconds};
use super::{PEAK_MB, PEILDATUM, SECONDS, fresh};

/// What the ledger says about a file and, for a container, about its members.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// Records that loaded.
    pub(super) loaded: u64,
    /// Records in quarantine.
    pub(super) quarantined: u64,
    /// Records of a message that was loaded before.
    pub(super) duplicate: u64,
    /// Whether a file was refused as a whole.
    pub(super) is_refused: bool,
    /// Whether the file is known at all.
    pub(super) is_known: bool,
    /// Codes of refusals, of records and of files.
    pub(super) codes: BTreeSet<String>,
}

impl Ledger {
    /// Reads it for `name`.
    pub(super) fn of(warehouse: &Warehouse, name: &str) -> Self {
        let which = format!("naam = '{name}' or naam like '{name}#%'");
        let sums = warehouse
            .value(&format!(
                "select count(*) || ',' || coalesce(sum(geladen), 0) || ',' || coalesce(sum(gequarantaineerd), 0) \
                 || ',' || coalesce(sum(dubbel), 0) || ',' || count(foutcode) from beheer.bestand where {which}"
            ))
            .unwrap();
        let sums: Vec<u64> = sums.split(',').map(|sum| sum.parse().unwrap()).collect();
        let [files, loaded, quarantined, duplicate, refused] = sums.try_into().unwrap();
        let codes = warehouse
            .query(&format!(
                "select distinct q.code from beheer.quarantaine as q inner join beheer.bestand as b using (bestand_id) \
                 where {which}"
            ))
            .unwrap();
        Self {
            is_known: files > 0,
            loaded,
            quarantined,
            duplicate,
            is_refused: refused > 0,
            codes: codes.into_iter().collect(),
        }
    }

    /// The outcome in the words of the key; `has_warning`: the run named something odd.
    pub(super) fn outcome(&self, has_warning: bool) -> &'static str {
        match (self.is_refused, self.quarantined, self.duplicate) {
            _ if !self.is_known => "not read",
            (true, ..) => "rejected-file",
            (_, 1.., _) => "rejected-record",
            (_, _, 1..) => "warning",
            _ if has_warning => "warning",
            _ => "accepted",
        }
    }
}

/// Codes of what was odd but loaded, from the log of a run.
pub(super) fn warnings(measured: &Measured) -> BTreeSet<String> {
    let log = &measured.outcome.stderr;
    let odd = log.lines().filter(|line| line.contains("odd, but loaded"));
    odd.filter_map(|line| line.split(['"', '=', ' ']).find(|word| is_code(word)))
        .map(ToOwned::to_owned)
        .collect()
}

/// Words such as `TEXT_BLANK`.
fn is_code(word: &str) -> bool {
    word.contains('_') && word.chars().all(|c| c.is_ascii_uppercase() || c == '_')
}

/// Runs a case.
pub(super) fn alone(template: &Warehouse, folder: &Path, row: &Row) -> Line {
    let warehouse = fresh(template);
    let bytes = fs::read(folder.join(&row.file)).unwrap();
    let name = row.file.rsplit('/').next().unwrap();
    warehouse.deliver(name, &bytes).unwrap();
    let run = warehouse.measure(&["run", "--peildatum", PEILDATUM, "--json"]).unwrap();
    let ledger = Ledger::of(&warehouse, name);
    let mut codes = warnings(&run);
    let findings = warehouse.query("select distinct regelcode from dwh.feit_bevinding").unwrap();
    let has_findings = !findings.is_empty();
    let got = ledger.outcome(!codes.is_empty());
    codes.extend(ledger.codes.iter().cloned());
    let mut faults = judge(row, &ledger, got, has_findings);
    if got == "rejected-file" {
        faults.extend(visible(&warehouse));
    }
    faults.extend(costs(&run));
    if !matches!(run.outcome.code, 0 | 3) || run.outcome.stderr.contains("panicked") {
        faults.push(format!("exit code {}", run.outcome.code));
    }
    if fs::read(warehouse.inbox().join(name)).ok().as_ref() != Some(&bytes) {
        faults.push("the input is gone or changed".to_owned());
    }
    faults.extend(leaks(&warehouse, &bytes, &run));
    faults.extend(next_good_file(&warehouse));
    Line {
        file: row.file.clone(),
        expected: row.expected.clone(),
        suggested: row.code.clone(),
        got: got.to_owned(),
        codes: codes.into_iter().collect(),
        records: (ledger.loaded, ledger.quarantined),
        elapsed: run.elapsed,
        peak_mb: run.peak_mb(),
        faults,
        is_hard: row.is_hard,
    }
}

/// What is wrong with an outcome and its counts.
pub(super) fn judge(row: &Row, ledger: &Ledger, got: &str, has_findings: bool) -> Vec<String> {
    let (loaded, quarantined) = (ledger.loaded, ledger.quarantined);
    // Something that is only odd together with other messages is named by a finding.
    let is_named = row.expected == "warning" && got == "accepted" && has_findings;
    let mut faults = Vec::new();
    if got == row.expected || is_named {
        if got == "rejected-file" {
            if loaded > 0 {
                faults.push(format!("{loaded} records load"));
            }
        } else if let Some(records) = row.records
            && records != (loaded, quarantined)
        {
            let (want_loaded, want_quarantined) = records;
            faults.push(format!(
                "{loaded}/{quarantined} records instead of {want_loaded}/{want_quarantined}"
            ));
        }
        if got.starts_with("rejected") && ledger.codes.is_empty() {
            faults.push("no code".to_owned());
        }
    } else if row.also.contains(got) {
        // The key does not say how many records a refused file has.
        let total = row.records.map(|(good, bad)| good + bad).filter(|total| *total > 0);
        let fits = |count: u64| total.is_none_or(|total| total == count);
        let counts = match got {
            "rejected-file" => loaded == 0,
            "rejected-record" => quarantined > 0 && fits(loaded + quarantined),
            _ => quarantined == 0 && fits(loaded),
        };
        if !counts {
            faults.push(format!("{got} with {loaded}/{quarantined} records"));
        }
    } else {
        faults.push(format!("{got} instead of {}", row.expected));
    }
    faults
}

/// Rows of the warehouse that a refused file left behind.
fn visible(warehouse: &Warehouse) -> Vec<String> {
    let counts = warehouse
        .query(
            "select table_schema || '.' || table_name || ' ' || (xpath('//c/text()', query_to_xml(format(\
             'select count(*) as c from %I.%I', table_schema, table_name), false, true, '')))[1]::text \
             from information_schema.tables where table_type = 'BASE TABLE' \
             and (table_schema = 'landing' or (table_schema = 'dwh' and table_name like 'feit%'))",
        )
        .unwrap();
    assert!(counts.len() > 10, "landing and facts have more tables: {counts:?}");
    let filled = counts.into_iter().filter(|count| !count.ends_with(" 0"));
    filled.map(|count| format!("visible: {count}")).collect()
}

/// What took too long or too much.
pub(super) fn costs(run: &Measured) -> Vec<String> {
    let mut faults = Vec::new();
    if run.elapsed.as_secs() >= SECONDS {
        faults.push(format!("{} s", seconds(run.elapsed)));
    }
    if run.peak_mb() >= PEAK_MB {
        faults.push(format!("{} MB", run.peak_mb()));
    }
    faults
}

/// Values of a person in the input that stand in the database, in a log or on the screen.
fn leaks(warehouse: &Warehouse, bytes: &[u8], run: &Measured) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let secrets: BTreeSet<&str> = ["Bsn", "Achternaam", "Voornamen", "Straatnaam", "Commentaar"]
        .iter()
        .flat_map(|element| {
            let values = text.split(&format!("{element}>")).skip(1).collect::<Vec<_>>();
            values.into_iter().filter_map(|value| value.split('<').next()).collect::<Vec<_>>()
        })
        .map(str::trim)
        .filter(|value| value.chars().count() > 4)
        .collect();
    if secrets.is_empty() {
        return Vec::new();
    }
    let listed = warehouse.sluis(&["quarantine", "list", "--json"]).unwrap();
    let dump = warehouse.dump().unwrap();
    let dump = String::from_utf8_lossy(&dump);
    let mut places = Vec::new();
    for (place, said) in [
        ("the database", dump.as_ref()),
        ("the log", &run.outcome.stderr),
        ("the report", &run.outcome.stdout),
        ("the list of quarantine", &listed.stdout),
    ] {
        if secrets.iter().any(|secret| said.contains(secret)) {
            places.push(format!("something of a person in {place}"));
        }
    }
    places
}

/// Whether the next message loads as if nothing had happened.
fn next_good_file(warehouse: &Warehouse) -> Option<String> {
    let kop = Kop::new(Wet::Jw, "0384", "42429999").bericht("NAGEKOMEN", "2026-10-02");
    let product = Product::new("45", "45A03");
    let bericht = Toewijzingsbericht::new(kop, "999900006").toewijzing(Toewijzing::new(
        987_654_321,
        product,
        "2026-10-01",
    ));
    warehouse.deliver("zz_nagekomen.xml", bericht.xml()).unwrap();
    let run = warehouse.sluis(&["run", "--peildatum", PEILDATUM, "--json"]).unwrap();
    let ledger = Ledger::of(warehouse, "zz_nagekomen.xml");
    let facts = "select count(*) from dwh.feit_toewijzing where toewijzingnummer = 987654321";
    let is_loaded = ledger.loaded == 1 && warehouse.value(facts).unwrap() == "1";
    (!is_loaded).then(|| format!("the next good file does not load (exit code {})", run.code))
}
