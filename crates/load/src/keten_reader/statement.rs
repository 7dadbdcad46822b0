//! What is read: one stream per kind of kring, each a statement in a file.

use transform::Kring;

use super::Coverage;

/// A stream of rows, ordered by the group that its first column names.
#[derive(Debug)]
pub(super) struct Stream {
    /// What its groups are.
    pub(super) kring: Kring,
    /// Number of columns.
    pub(super) columns: i16,
    /// The `copy` that gives them.
    pub(super) statement: String,
}

/// The chains.
pub(super) fn ketens(coverage: Coverage) -> Stream {
    let sql = include_str!("../../../../sql/dwh/read/select_records.sql");
    Stream {
        kring: Kring::Keten,
        columns: 37,
        statement: copy(sql, Some("inner join pub_keten"), coverage),
    }
}

/// The wider kringen: dossiers, messages and marks.
pub(super) fn kringen(coverage: Coverage) -> [Stream; 3] {
    let dossiers = include_str!("../../../../sql/dwh/read/select_dossiers.sql");
    let berichten = include_str!("../../../../sql/dwh/read/select_berichten.sql");
    let kenmerken = include_str!("../../../../sql/dwh/read/select_kenmerken.sql");
    [
        Stream {
            kring: Kring::Dossier,
            columns: 37,
            statement: copy(dossiers, Some("inner join pub_kring"), coverage),
        },
        Stream {
            kring: Kring::Bericht,
            columns: 42,
            statement: copy(berichten, Some("inner join pub_berichtkring"), coverage),
        },
        // Those that have anything to be judged are listed for a first load too.
        Stream { kring: Kring::Kenmerk, columns: 15, statement: copy(kenmerken, None, coverage) },
    ]
}

/// For a first load `join`, which restricts the rows to what was touched, restricts nothing.
fn copy(sql: &str, join: Option<&str>, coverage: Coverage) -> String {
    let query = sql.trim_end().trim_end_matches(';');
    let query = match (coverage, join) {
        (Coverage::Landing, Some(join)) => query.replace(join, &join.replacen("inner", "left", 1)),
        _ => query.to_owned(),
    };
    format!("copy ({query}) to stdout (format binary)")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often the code of `statement`, without its comments, has `part`.
    fn count(statement: &str, part: &str) -> usize {
        statement
            .lines()
            .filter(|line| !line.trim_start().starts_with("--"))
            .map(|line| line.matches(part).count())
            .sum()
    }

    #[test]
    fn a_first_load_reads_everything() {
        let [dossiers, berichten, kenmerken] = kringen(Coverage::Landing);
        for stream in [ketens(Coverage::Landing), dossiers, berichten] {
            for table in ["pub_keten", "pub_kring", "pub_berichtkring"] {
                let join = format!("inner join {table}");
                assert_eq!(count(&stream.statement, &join), 0, "{:?}", stream.kring);
            }
        }
        assert_eq!(count(&kenmerken.statement, "from pub_kring"), 3);
    }

    #[test]
    fn a_night_reads_what_was_touched() {
        let [dossiers, berichten, _] = kringen(Coverage::Touched);
        assert_eq!(count(&dossiers.statement, "inner join pub_kring"), 2);
        assert_eq!(count(&dossiers.statement, "inner join pub_aanvraag"), 1);
        assert_eq!(count(&berichten.statement, "inner join pub_berichtkring"), 4);
    }
}
