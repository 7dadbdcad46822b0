//! `docs/rules.md`: every rule, from the definitions that judge.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use domain::Code;

use super::super::{Controle, Kring, Nodig, Regel, Toets, controles};

/// The technical rules of iWmo and iJw 3.2.
const TECHNISCHE_REGELS: &[&str] = &[
    "TR002", "TR006", "TR018", "TR019", "TR056", "TR061", "TR063", "TR071", "TR074", "TR101",
    "TR134", "TR135", "TR137", "TR302", "TR304", "TR307", "TR308", "TR314", "TR315", "TR316",
    "TR318", "TR319", "TR321", "TR322", "TR323", "TR326", "TR332", "TR333", "TR335", "TR337",
    "TR338", "TR339", "TR340", "TR341", "TR342", "TR346", "TR347", "TR349", "TR350", "TR351",
    "TR352", "TR353", "TR355", "TR357", "TR358", "TR359", "TR360", "TR361", "TR365", "TR366",
    "TR367", "TR369", "TR371", "TR373", "TR374", "TR375", "TR376", "TR377", "TR378", "TR379",
    "TR380", "TR381", "TR382", "TR383", "TR384", "TR385", "TR386", "TR387", "TR388", "TR389",
    "TR390", "TR409", "TR410", "TR411", "TR412", "TR413", "TR414", "TR415", "TR416", "TR418",
];

const KOP: &str = "\
# Rules

Made from the definitions in `crates/transform/src/regel`;
`UPDATE_DOCS=1 cargo test -p transform --lib tabel` writes it anew. What a rule looks at (`kring`) is told in
`ARCHITECTURE.md`, what it means where the standard is silent in `docs/semantics.md`. `geldig van` is the first
Dagtekening that is judged; `-` is not stated, or all.

Status: *implemented* gives findings; *refused* with a code is applied by the reader: what breaks the rule stands in
quarantine (`crates/domain/src/code.rs`) and has no finding, but for TR056, which has both; *needs* names the list that
a municipality loads, without which a run reports the rule once as not testable.

Every technical rule of release 3.2 is here. Of the duties, OP043 cannot be measured: it needs the personal budgets
(PGB), which no message has.
";

const KOLOMMEN: &str = "\n| code | onderwerp | niveau | kring | retourcode | wet | geldig van | status |\n\
                        |---|---|---|---|---|---|---|---|\n";

fn kringen() -> BTreeMap<&'static str, (&'static Regel, BTreeSet<Kring>)> {
    let mut regels = BTreeMap::new();
    for Controle { regel, toets } in controles() {
        let (_, kringen) = regels.entry(regel.code).or_insert((regel, BTreeSet::new()));
        kringen.insert(if regel.code == "TR056" { Kring::Poort } else { toets.kring() });
    }
    regels
}

fn status(regel: &Regel, kringen: &BTreeSet<Kring>) -> String {
    // One reference twice in a 315 is one record twice to the reader.
    let naam = if regel.code == "TR383" { "TR101" } else { regel.code };
    let noemt = |code: &&Code| code.regel().split(", ").any(|genoemd| genoemd == naam);
    let geweigerd: Vec<_> =
        Code::ALLE.iter().filter(noemt).map(|code| format!("`{}`", code.as_str())).collect();
    let geweigerd = geweigerd.join(", ");
    let is_poort = kringen.iter().all(|kring| *kring == Kring::Poort);
    match regel.nodig {
        _ if is_poort => format!("refused with {geweigerd}"),
        Nodig::Productlijst => "needs `ref.productlijst`".to_owned(),
        Nodig::Tarieven => "needs `ref.contract_tarief`".to_owned(),
        Nodig::Gemeentelijst => "needs `ref.gemeentelijst`".to_owned(),
        Nodig::Niets if geweigerd.is_empty() => "implemented".to_owned(),
        Nodig::Niets => format!("implemented; in part refused with {geweigerd}"),
    }
}

fn pagina() -> String {
    let regels = kringen();
    let mut pagina = KOP.to_owned();
    for (titel, letters) in [
        ("Technical rules", &["TR"][..]),
        ("Conditions and constraints", &["CD", "CS", "RS"]),
        ("Official duties without answer code", &["OP", "IV"]),
        ("Own checks, never a breach of the standard", &["DQ"]),
    ] {
        let deze = regels.iter().filter(|(code, _)| letters.iter().any(|it| code.starts_with(it)));
        write!(pagina, "\n## {titel} ({})\n{KOLOMMEN}", deze.clone().count()).unwrap();
        for (code, (regel, kringen)) in deze {
            let namen: Vec<_> = kringen.iter().map(|kring| kring.code()).collect();
            let sinds = regel.geldig_van.map_or("-".to_owned(), |datum| datum.to_string());
            writeln!(
                pagina,
                "| {code} | {} | {} | {} | {} | {} | {sinds} | {} |",
                regel.onderwerp,
                regel.niveau,
                namen.join(", "),
                regel.retourcode.unwrap_or("-"),
                regel.wet.map_or("-", domain::Wet::code),
                status(regel, kringen),
            )
            .unwrap();
        }
    }
    pagina
}

#[expect(clippy::disallowed_methods, reason = "a person asks for the update in the environment")]
fn moet_schrijven() -> bool {
    std::env::var("UPDATE_DOCS").is_ok()
}

#[test]
fn every_technical_rule_is_there() {
    let regels = kringen();
    assert_eq!(TECHNISCHE_REGELS.len(), 80);
    let ontbreekt: Vec<_> =
        TECHNISCHE_REGELS.iter().filter(|code| !regels.contains_key(*code)).collect();
    assert!(ontbreekt.is_empty(), "without a definition: {ontbreekt:?}");
    let onbekend: Vec<_> = regels
        .keys()
        .filter(|code| code.starts_with("TR") && !TECHNISCHE_REGELS.contains(code))
        .collect();
    assert!(onbekend.is_empty(), "not of release 3.2: {onbekend:?}");
}

#[test]
fn what_the_reader_refuses_has_a_code() {
    for (code, (regel, kringen)) in kringen() {
        assert!(status(regel, &kringen) != "refused with ", "{code}");
    }
    let is_poort = |toets: &Toets| matches!(toets, Toets::Poort);
    assert!(controles().any(|controle| is_poort(&controle.toets)));
}

#[test]
fn the_page_is_up_to_date() {
    let pad = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules.md");
    let pagina = pagina();
    if moet_schrijven() {
        fs::write(&pad, &pagina).unwrap();
    }
    let geschreven = fs::read_to_string(&pad).unwrap_or_default();
    assert!(geschreven == pagina, "docs/rules.md is old: run with UPDATE_DOCS=1");
}
