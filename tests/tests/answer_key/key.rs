//! Rows of `EXPECTED.csv`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What the key says about one file.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Path below the folder of the key.
    pub(super) file: String,
    /// xml, xml-sequence, zip, gzip; others are for other sources.
    pub(super) kind: String,
    /// accepted, warning, rejected-record or rejected-file.
    pub(super) expected: String,
    /// Records that load and records in quarantine, when the outcome is the expected one; absent: not said.
    pub(super) records: Option<(u64, u64)>,
    /// A code that would fit; a suggestion.
    pub(super) code: String,
    /// Other outcomes that are as good when documented.
    pub(super) also: BTreeSet<String>,
    /// Whether it may not be decided differently.
    pub(super) is_hard: bool,
}

/// All rows of a key.
pub(super) fn read(path: &Path) -> Vec<Row> {
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    assert_eq!(
        lines.next(),
        Some(
            "file,kind,expected_outcome,reason,records_loaded,records_quarantined,reason_code_suggestion,\
             also_acceptable,hard_or_choice"
        )
    );
    lines.map(row).collect()
}

fn row(line: &str) -> Row {
    let fields = fields(line);
    let columns: Result<[String; 9], _> = fields.try_into();
    let [file, kind, expected, _, loaded, quarantined, code, also, hardness] = columns.unwrap();
    Row {
        records: loaded.parse().ok().zip(quarantined.parse().ok()),
        also: also.split(';').filter(|word| !word.is_empty()).map(str::to_owned).collect(),
        is_hard: hardness == "hard",
        file,
        kind,
        expected,
        code,
    }
}

/// The fields of a CSV line; a doubled quote inside quotes is one quote.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut is_quoted = false;
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let field = fields.last_mut().unwrap();
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                field.push('"');
                letters.next();
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => fields.push(String::new()),
            _ => field.push(letter),
        }
    }
    fields
}

#[test]
fn a_line_of_csv_is_read_with_its_quotes() {
    assert_eq!(fields(r#"a,"b ""c"", d",,e"#), ["a", "b \"c\", d", "", "e"]);
}
