//! A reader of one municipality sees no row of another, whatever he asks.

use std::collections::BTreeSet;

use sluis_tests::Warehouse;

use super::server::{psql_as, query_as, try_as};

const OWN: &str = "0363";
const OTHER: &str = "0384";

/// Views of `mart` without a municipality. A new one needs a thought: what does it tell of others?
const WITHOUT: [&str; 5] = [
    "kwaliteit_uitschieter_grens",
    "peildatum",
    "statline_periode",
    "verantwoordelijke",
    "werkdag",
];

/// Views whose figures depend on all rows that the reader sees: a limit of a product over all municipalities.
const RELATIVE: [&str; 4] = [
    "kwaliteit_aanbieder",
    "kwaliteit_uitschieter",
    "kwaliteit_uitschieter_grens",
    "kwaliteit_uitschieter_regel",
];

/// Views of public figures: everybody sees every municipality.
const PUBLIC: [&str; 6] = [
    "herindeling_naar_nu",
    "statline",
    "statline_dubbel",
    "statline_herziening",
    "statline_naar_nu",
    "statline_periode",
];

/// Views with rows of a municipality, with a column that names it.
fn views(warehouse: &Warehouse) -> Vec<String> {
    let sql = "select k.table_name from information_schema.columns as k where k.table_schema = \
               'mart' and k.column_name = 'gemeentecode' order by 1";
    let views = warehouse.query(sql).unwrap();
    views.into_iter().filter(|view| !PUBLIC.contains(&view.as_str())).collect()
}

pub(super) fn own_rows_only(warehouse: &Warehouse) {
    let without = "select v.viewname from pg_views as v where v.schemaname = 'mart' and not exists \
                   (select from information_schema.columns as k where k.table_schema = 'mart' and \
                   k.table_name = v.viewname and k.column_name like '%gemeentecode') order by 1";
    let without = warehouse.query(without).unwrap();
    assert_eq!(without, WITHOUT);
    let views = views(warehouse);
    assert!(views.len() > 15, "{views:?}");
    let mut filled = 0;
    for view in &views {
        let codes = format!("select distinct gemeentecode from mart.{view} order by 1");
        let all = warehouse.query(&codes).unwrap();
        let own: Vec<String> = all.iter().filter(|code| *code == OWN).cloned().collect();
        assert_eq!(query_as(warehouse, "bi_0363", &codes), own, "{view}");
        assert_eq!(query_as(warehouse, "bi_9999", &codes), Vec::<String>::new(), "{view}");
        filled += usize::from(all.len() > 1);
        if RELATIVE.contains(&view.as_str()) {
            continue;
        }
        let rows = |filter: &str| {
            format!("select count(*), sum(hashtext(v::text)) from mart.{view} as v {filter}")
        };
        let counted = warehouse.query(&rows(&format!("where gemeentecode = '{OWN}'"))).unwrap();
        assert_eq!(query_as(warehouse, "bi_0363", &rows("")), counted, "{view}");
        assert_eq!(query_as(warehouse, "wh_ops", &rows("")), warehouse.query(&rows("")).unwrap());
    }
    assert!(filled > 10, "only {filled} views have rows of more than one municipality");
    // What has no municipality tells nothing to who has none either.
    let limits = "select count(*) from mart.kwaliteit_uitschieter_grens";
    assert_ne!(warehouse.value(limits).unwrap(), "0");
    assert_eq!(query_as(warehouse, "bi_9999", limits), ["0"]);
}

pub(super) fn leaks_nothing(warehouse: &Warehouse) {
    // A function that tells what it is shown, as cheap as can be: a planner tries it first.
    warehouse
        .query(
            "create function public.lek(waarde text) returns boolean language plpgsql \
             cost 0.0000001 as 'begin raise warning ''%'', waarde; return true; end'; \
             grant usage on schema public to bi_0363, wh_steward",
        )
        .unwrap();
    let mut shown = 0;
    for view in views(warehouse) {
        for script in [
            format!("select count(*) from mart.{view} where public.lek(gemeentecode);"),
            format!("select count(*) from mart.{view} as v where public.lek(v::text);"),
            format!("select count(*) from mart.{view} where ('x' || gemeentecode)::int = 1;"),
            format!(
                "select count(*) from mart.{view} where 1 / (case gemeentecode when '{OTHER}' \
                 then 0 else 1 end) = 1;"
            ),
            format!(
                "explain (analyze, verbose) select * from mart.{view} where public.lek(gemeentecode);"
            ),
        ] {
            let output = psql_as(warehouse, "bi_0363", &script);
            let talk = String::from_utf8_lossy(&output.stderr).into_owned()
                + &String::from_utf8_lossy(&output.stdout);
            assert!(!tells(&talk, OTHER), "{script}\n{talk}");
            assert!(!talk.contains("division by zero"), "{script}\n{talk}");
            shown += usize::from(tells(&talk, OWN));
        }
    }
    assert!(shown > 20, "the function was shown too little to prove anything: {shown}");
    identities(warehouse);
    steward_leaks(warehouse);
    warehouse
        .query("drop function public.lek(text); revoke usage on schema public from bi_0363, wh_steward")
        .unwrap();
    statistics(warehouse);
}

/// What a message or allocation of another municipality is called is not shown either: without `security_barrier` a
/// condition is tried on rows of landing before the join that leaves them out.
fn identities(warehouse: &Warehouse) {
    let of = |code: &str| {
        let sql = format!(
            "select identificatie from dwh.feit_bericht where gemeentecode = '{code}' union \
             select toewijzingnummer::text from landing.toewijzing where gemeentecode = '{code}'"
        );
        warehouse.query(&sql).unwrap().into_iter().collect::<BTreeSet<_>>()
    };
    let theirs: BTreeSet<String> = of(OTHER).difference(&of(OWN)).cloned().collect();
    assert!(theirs.len() > 50);
    let columns = "select table_name || '|' || column_name from information_schema.columns where \
                   table_schema = 'mart' and column_name in ('bericht_identificatie', \
                   'toewijzingnummer', 'identificatie', 'antwoord_identificatie') order by 1";
    let columns = warehouse.query(columns).unwrap();
    assert!(columns.len() > 5, "{columns:?}");
    for (view, column) in columns.iter().filter_map(|name| name.split_once('|')) {
        let script = format!("select count(*) from mart.{view} where public.lek({column}::text);");
        let output = psql_as(warehouse, "bi_0363", &script);
        let talk = String::from_utf8_lossy(&output.stderr);
        let shown: BTreeSet<&str> =
            talk.lines().filter_map(|line| line.strip_prefix("WARNING:  ")).collect();
        let told: Vec<_> = theirs.iter().filter(|name| shown.contains(name.as_str())).collect();
        assert!(told.is_empty(), "{script} was shown {told:?}");
    }
}

/// Whether a code stands in a text by itself, and not as a part of a longer number.
fn tells(text: &str, code: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| word == code || word == format!("x{code}"))
}

/// The facts themselves, by a steward of one municipality.
fn steward_leaks(warehouse: &Warehouse) {
    warehouse
        .query(&format!("insert into beheer.rol_gemeente values ('wh_steward', '{OWN}')"))
        .unwrap();
    for table in ["feit_toewijzing", "feit_prestatie", "feit_koppeling", "feit_bevinding"] {
        let sql = format!("select distinct gemeentecode from dwh.{table}");
        assert_eq!(query_as(warehouse, "wh_steward", &sql), [OWN], "{table}");
        let script = format!("select count(*) from dwh.{table} where public.lek(gemeentecode);");
        let output = psql_as(warehouse, "wh_steward", &script);
        let talk = String::from_utf8_lossy(&output.stderr);
        assert!(tells(&talk, OWN) && !tells(&talk, OTHER), "{talk}");
    }
    assert_eq!(query_as(warehouse, "wh_steward", "select count(*) > 0 from mart.peildatum"), ["t"]);
}

/// Most frequent values and histograms hold values of rows.
fn statistics(warehouse: &Warehouse) {
    warehouse.query("analyze").unwrap();
    let sql =
        "select count(*) from pg_stats where schemaname in ('landing', 'dwh', 'ref', 'beheer')";
    assert_ne!(warehouse.value(sql).unwrap(), "0");
    assert_eq!(query_as(warehouse, "bi_0363", sql), ["0"]);
    let sql =
        "select count(*) from pg_stats where schemaname = 'dwh' and tablename = 'feit_toewijzing'";
    assert_ne!(warehouse.value(sql).unwrap(), "0");
    assert_eq!(query_as(warehouse, "wh_steward", sql), ["0"]);
}

/// A decision about a finding of another municipality is refused; one about his own is kept.
pub(super) fn steward_decides_for_his_own(warehouse: &Warehouse) {
    let insert = |code: &str| {
        format!(
            "insert into beheer.bevinding_besluit (bevinding_sk, gemeentecode, besluit, notitie, \
             toelichting, genomen_door, genomen_op) \
             values (1, '{code}', 'geaccepteerd', 'proef', 'proef', 'proef', now());"
        )
    };
    let states = try_as(warehouse, "wh_steward", &[insert(OWN), insert(OTHER)]);
    assert_eq!(states, ["00000", "42501"]);
}
