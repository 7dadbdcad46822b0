use domain::statline::{Keuze, LeegBetekenis, Protocol};
use insta::assert_snapshot;

use super::{TYPED, UNTYPED, alles, dimensie, klein, lees, lees_klein, tekst};

fn pagina(rijen: &str) -> String {
    format!("{{\"odata.metadata\":\"x\",\"value\":[{rijen}]}}")
}

/// A row of the second area and year: its number is 3 by law.
fn rij(een: &str, twee: &str, drie: &str) -> String {
    format!(
        "{{\"ID\":3,\"RegioS\":\"GM0363    \",\"Perioden\":\"2025JJ00\",\"M001\":{een},\"M002\":\
         {twee},\"M003\":{drie}}}"
    )
}

#[test]
fn untyped_text_keeps_its_digits_and_its_reason() {
    let tabel = klein(Protocol::V3);
    for (cells, expect) in [
        (["\"   135.5\"", "\"      12\"", "\"Almelo   \""], "135.5 12 \"Almelo\""),
        (["\"       .\"", "\"\"", "\".   \""], "onbekend nihil onbekend"),
        (["\"\"", "\"   \"", "\"    \""], "zonder_reden nihil ontbreekt"),
        (["\"   x\"", "\"   -\"", "\"-\""], "geheim nihil \"-\""),
        (["\"-0.10\"", "\"0\"", "\"caf\\u00e9 \\\"x\\\"\""], "-0.1 0 \"café \\\"x\\\"\""),
        // Never seen, but exact: a number without quotes, and null.
        (["135.5", "null", "null"], "135.5 zonder_reden zonder_reden"),
    ] {
        let [een, twee, drie] = cells;
        let lezing = lees_klein(&tabel, &pagina(&rij(een, twee, drie))).unwrap();
        let text = tekst(&tabel, &lezing);
        let found: Vec<_> = text.lines().map(|line| line.splitn(4, ' ').nth(3).unwrap()).collect();
        assert_eq!(found.join(" "), expect, "{cells:?}");
    }
}

#[test]
fn typed_numbers_are_exact_and_null_has_no_reason() {
    let mut tabel = klein(Protocol::V3);
    tabel.onderwerpen[0].leeg = LeegBetekenis::Onmogelijk;
    let body = pagina(&rij("7888.2", "7559.0", "\"Almelo                \""));
    let lezing = lees(body.as_bytes(), &tabel, &alles(&tabel), TYPED, None).unwrap();
    assert_snapshot!(tekst(&tabel, &lezing), @r#"
    GM0363 2025JJ00 M001 7888.2
    GM0363 2025JJ00 M002 7559
    GM0363 2025JJ00 M003 "Almelo"
    "#);
    let body = pagina(&rij("null", "null", "null"));
    let lezing = lees(body.as_bytes(), &tabel, &alles(&tabel), TYPED, None).unwrap();
    assert_snapshot!(tekst(&tabel, &lezing), @r"
    GM0363 2025JJ00 M001 zonder_reden
    GM0363 2025JJ00 M002 zonder_reden
    GM0363 2025JJ00 M003 zonder_reden
    ");
}

#[test]
fn a_row_that_is_not_right_refuses_the_page_with_its_place() {
    let tabel = klein(Protocol::V3);
    let row = rij("\"1\"", "\"2\"", "\"a\"");
    for (from, to, code, words) in [
        ("\"ID\":3", "\"ID\":2", "ODATA_ID_LAW", "(ID 2): its codes stand at position 3"),
        ("\"ID\":3", "\"ID\":4", "ODATA_ID_LAW", "position 3"),
        ("\"ID\":3", "\"Id\":3", "ODATA_FIELD", "no `ID`"),
        ("\"ID\":3", "\"ID\":null", "FIELD_MISSING", "`ID` is null"),
        ("\"GM0363    \"", "\"GM0344\"", "ODATA_ID_LAW", "position 1"),
        ("\"GM0363    \"", "\"GM0999\"", "CODE_UNKNOWN", "(ID 3): `RegioS` is `GM0999`"),
        ("\"GM0363    \"", "\"\"", "FIELD_MISSING", "`RegioS` is blank"),
        ("\"GM0363    \"", "null", "FIELD_MISSING", "`RegioS` is null"),
        ("\"M001\"", "\"M001_8\"", "ODATA_FIELD", "no `M001`"),
        ("\"1\"", "\"12,5\"", "NUMBER_INVALID", "(ID 3): `M001` is `12,5`, which is no number"),
        ("\"1\"", "\"1.000.000\"", "NUMBER_INVALID", "no number"),
        ("\"1\"", "\"1 000\"", "NUMBER_INVALID", "no number"),
        ("\"1\"", "\"NaN\"", "NUMBER_INVALID", "no number"),
        ("\"1\"", "\"1E3\"", "NUMBER_INVALID", "no number"),
        ("\"1\"", "\"0.12345678901234567890123456789012\"", "NUMBER_INVALID", "more digits"),
        ("\"1\"", "{}", "TYPE_MISMATCH", "`M001` is an object"),
        ("\"1\"", "\"\\ud800\"", "JSON_INVALID", "a text is not JSON"),
        ("\"a\"", "\"a\\u0000\"", "TEXT_INVALID", "`M003` holds a control character"),
        ("\"a\"", "7", "TYPE_MISMATCH", "`M003` is a number where a text is due"),
        ("\"a\"", "\"a\",\"M001\":\"2\"", "JSON_DUPLICATE_KEY", "`M001` stands twice"),
    ] {
        let error = lees_klein(&tabel, &pagina(&row.replace(from, to))).unwrap_err();
        assert_eq!(error.code(), code, "{to}: {error}");
        assert!(error.to_string().contains(words), "{to}: {error}");
    }
    let body = pagina(&rij("\"1\"", "2", "\"a\""));
    let error = lees(body.as_bytes(), &tabel, &alles(&tabel), TYPED, None).unwrap_err();
    assert_eq!(error.code(), "NUMBER_INVALID", "quoted numbers are of the other data set");
}

#[test]
fn only_the_measures_that_are_wanted_are_needed_and_read() {
    let tabel = klein(Protocol::V3);
    let keuze = Keuze { dimensies: vec![None, None], onderwerpen: Some(vec![1]) };
    for row in [
        rij("\"onzin\"", "\"2\"", "\"a\""),
        rij("1", "\"2\"", "{}"),
        rij("1", "\"2\"", "1").replace("\"M001\":1,", "").replace(",\"M003\":1", ""),
    ] {
        let body = pagina(&row);
        let lezing = lees(body.as_bytes(), &tabel, &keuze, UNTYPED, None).unwrap();
        assert_eq!(tekst(&tabel, &lezing), "GM0363 2025JJ00 M002 2\n", "{row}");
        assert_eq!(lezing.onbekende_velden, Vec::<String>::new());
    }
    let body = pagina(&rij("\"1\"", "\"2\"", "\"a\"").replace("\"M002\"", "\"M002_9\""));
    let error = lees(body.as_bytes(), &tabel, &keuze, UNTYPED, None).unwrap_err();
    assert_eq!(error.code(), "ODATA_FIELD");
}

#[test]
fn a_repeat_is_left_out_and_its_cells_with_it() {
    let tabel = klein(Protocol::V3);
    let row = |id: u32, gebied: &str, jaar: u32| {
        format!(
            "{{\"ID\":{id},\"RegioS\":\"{gebied}\",\"Perioden\":\"{jaar}JJ00\",\"M001\":\"{id}\",\
             \"M002\":\"\",\"M003\":\"\"}}"
        )
    };
    let rows = [
        row(1, "GM0344", 2025),
        row(1, "GM0344", 2025),
        row(0, "GM0344", 2024),
        row(2, "GM0363", 2024),
    ];
    let lezing = lees_klein(&tabel, &pagina(&rows.join(","))).unwrap();
    assert_eq!((lezing.rijen, lezing.dubbel, lezing.laatste_id), (2, 2, Some(2)));
    assert_eq!((lezing.blok.cellen.len(), lezing.blok.codes.len()), (6, 4));
    assert!(tekst(&tabel, &lezing).starts_with("GM0344 2025JJ00 M001 1.0\n"));
}

#[test]
fn the_law_holds_for_one_dimension_and_for_padded_keys_of_any_width() {
    let mut tabel = klein(Protocol::V3);
    tabel.dimensies =
        vec![dimensie("WijkenEnBuurten", &["NL00      ", "GM0406    ", "BU04060001"])];
    let row =
        "{\"ID\":1,\"WijkenEnBuurten\":\"GM0406\",\"M001\":\"1\",\"M002\":\"\",\"M003\":\"\"}";
    assert_eq!(lees_klein(&tabel, &pagina(row)).unwrap().blok.codes, [1]);
    let wrong = row.replace(":1,", ":2,");
    assert_eq!(lees_klein(&tabel, &pagina(&wrong)).unwrap_err().code(), "ODATA_ID_LAW");
}
