//! What the name of a file tells of the names of its kind: which of them belong together, and where their day stands.

use crate::mapping::dag_in_naam;

/// The lines of `[bestand]` that a name gives: its pattern, and the expression for its day when it has one.
pub(super) fn regels(naam: &str) -> Vec<String> {
    let algemeen = || {
        vec![
            "# patroon = \"zaken_*.csv\"   # voor welke bestanden; zonder: alle in de map".to_owned(),
            "# peildatum = 'zaken_(\\d{8})\\.csv'   # waar de dag in de naam staat; zonder: de dag van wijzigen".to_owned(),
        ]
    };
    let is_gewoon = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    if naam.trim() != naam || !naam.chars().all(is_gewoon) {
        return algemeen();
    }
    let Some((van, tot, vorm)) = dag(naam) else { return algemeen() };
    let (Some(voor), Some(na)) = (naam.get(..van), naam.get(tot..)) else { return algemeen() };
    vec![
        format!("patroon = \"{}*{}\"   # uit de naam van dit bestand", sterren(voor), sterren(na)),
        format!(
            "peildatum = '^{}({vorm}){}$'   # de dag in de naam",
            letterlijk(voor),
            letterlijk(na)
        ),
    ]
}

/// Where the first day stands in the name, and the expression for such days.
fn dag(naam: &str) -> Option<(usize, usize, &'static str)> {
    const VORMEN: [(usize, &str); 2] = [(10, r"[\d-]{10}"), (8, r"\d{8}")];
    let is_cijfer = |plek: Option<usize>| {
        plek.and_then(|plek| naam.as_bytes().get(plek)).is_some_and(u8::is_ascii_digit)
    };
    let begin = (0..naam.len()).filter(|van| !is_cijfer(van.checked_sub(1)));
    begin
        .flat_map(|van| VORMEN.map(|(lengte, vorm)| (van, van + lengte, vorm)))
        .find(|(van, tot, _)| !is_cijfer(Some(*tot)) && naam.get(*van..*tot).is_some_and(is_dag))
}

/// Eight digits, or ten characters with two strokes: what else a day may be followed by belongs to the rest of the name.
fn is_dag(deel: &str) -> bool {
    let strepen = deel.bytes().filter(|byte| *byte == b'-').count();
    let cijfers = deel.bytes().filter(u8::is_ascii_digit).count();
    cijfers == 8 && strepen + cijfers == deel.len() && dag_in_naam(deel).is_some()
}

/// With a `*` for each number: another file has another one.
fn sterren(deel: &str) -> String {
    vervang(deel, |uit, _| uit.push('*'), String::push)
}

/// As an expression that means the text itself, with any digits for its own.
fn letterlijk(deel: &str) -> String {
    let teken =
        |uit: &mut String, c: char| uit.push_str(&regex::escape(c.encode_utf8(&mut [0; 4])));
    vervang(deel, |uit, _| uit.push_str(r"\d+"), teken)
}

fn vervang(deel: &str, getal: fn(&mut String, char), teken: impl Fn(&mut String, char)) -> String {
    let mut uit = String::new();
    let mut was_cijfer = false;
    for c in deel.chars() {
        let is_cijfer = c.is_ascii_digit();
        match (is_cijfer, was_cijfer) {
            (true, true) => {}
            (true, false) => getal(&mut uit, c),
            (false, _) => teken(&mut uit, c),
        }
        was_cijfer = is_cijfer;
    }
    uit
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Mapping;

    #[test]
    fn the_name_of_a_file_tells_those_of_its_kind() {
        for (naam, patroon, ander) in [
            ("zaken_20260305.csv", "zaken_*.csv", "zaken_20260405.csv"),
            ("Export 2 - 2026-03-05.txt", "Export * - *.txt", "Export 13 - 2026-04-05.txt"),
            ("05-03-2026_zaken.csv", "*_zaken.csv", "05-04-2026_zaken.csv"),
            ("zaken_20260305_0301.csv", "zaken_*_*.csv", "zaken_20260405_2359.csv"),
        ] {
            let regels = regels(naam);
            assert!(regels[0].starts_with(&format!("patroon = \"{patroon}\" ")), "{regels:?}");
            let tekst =
                format!("[bestand]\n{}\n[zaak.velden]\nzaaknummer = \"Z\"\n", regels.join("\n"));
            let mapping = Mapping::lees(&tekst).unwrap();
            for (naam, dag) in [(naam, "2026-03-05"), (ander, "2026-04-05")] {
                assert!(mapping.past_op(naam));
                assert_eq!(mapping.peildatum(naam).unwrap(), dag.parse().ok());
            }
        }
        for naam in [
            "",
            "export.csv",
            "a[1]_20260305.csv",
            "x_99990000.csv",
            "x_202603051.csv",
            "é'20260305.csv",
        ] {
            assert!(regels(naam).iter().all(|regel| regel.starts_with('#')), "{naam}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_a_file_is_called_its_draft_means_it(naam in "[a-z0-9 _.-]{0,12}(20260305|2026-03-05)?[a-zé0-9_]{0,6}|\\PC{0,12}") {
            let regels = regels(&naam).join("\n");
            let tekst = format!("[bestand]\n{regels}\n[zaak.velden]\nzaaknummer = \"Z\"\n");
            let mapping = Mapping::lees(&tekst).unwrap();
            proptest::prop_assert!(mapping.past_op(&naam) && mapping.peildatum(&naam).is_ok(), "{regels}");
        }
    }
}
