//! The data dictionary says what the database says.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use sluis_tests::Warehouse;

/// Everything with a comment, in reading order: schema, table, what the table is, column, type, what the column is.
const COMMENTS: &str = "
    select n.nspname, c.relname, coalesce(obj_description(c.oid), ''), a.attname,
        format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then '' else ', mag leeg' end,
        coalesce(col_description(c.oid, a.attnum), '')
    from pg_class as c
    inner join pg_namespace as n on c.relnamespace = n.oid
    inner join pg_attribute as a on c.oid = a.attrelid and a.attnum > 0 and not a.attisdropped
    where n.nspname in ('dwh', 'ref', 'mart', 'ggm', 'beheer', 'landing') and c.relkind in ('r', 'v', 'p')
    order by array_position(array['dwh', 'ref', 'mart', 'ggm', 'beheer', 'landing'], n.nspname::text),
        c.relname, a.attnum";

#[test]
fn the_data_dictionary_is_up_to_date() {
    let warehouse = Warehouse::new().unwrap();
    let outcome = warehouse.sluis(&["migrate"]).unwrap();
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let mut text = String::from(
        "# Data dictionary\n\nGenerated from the comments in the database; `UPDATE_DOCS=1 ./test.sh` writes it anew.\n",
    );
    let mut table = String::new();
    for row in warehouse.query(COMMENTS).unwrap() {
        let [schema, name, about, column, kind, meaning] =
            <[&str; 6]>::try_from(row.splitn(6, '|').collect::<Vec<_>>()).unwrap();
        assert!(!about.is_empty(), "{schema}.{name} has no comment");
        assert!(!meaning.is_empty(), "{schema}.{name}.{column} has no comment");
        if table != format!("{schema}.{name}") {
            table = format!("{schema}.{name}");
            write!(
                text,
                "\n## {table}\n\n{about}\n\n| kolom | type | betekenis |\n|---|---|---|\n"
            )
            .unwrap();
        }
        writeln!(text, "| {column} | {kind} | {meaning} |").unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/data-dictionary.md");
    if update() {
        fs::write(&path, &text).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "docs/data-dictionary.md is old: run UPDATE_DOCS=1 ./test.sh");
}

#[expect(clippy::disallowed_methods, reason = "a person asks for the update in the environment")]
fn update() -> bool {
    std::env::var("UPDATE_DOCS").is_ok()
}
