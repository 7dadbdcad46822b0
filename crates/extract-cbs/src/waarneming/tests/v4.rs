use domain::statline::{Keuze, Protocol};
use insta::assert_snapshot;

use super::{V4, alles, klein, lees, lees_klein, tekst};

/// A page with these rows.
fn pagina(rijen: &str) -> String {
    format!("{{\"@odata.context\":\"x\",\"value\":[{rijen}]}}")
}

fn rij(id: u32, measure: &str, attribuut: &str, waarde: &str, tekst: &str) -> String {
    format!(
        "{{\"Id\":{id},\"Measure\":\"{measure}\",\"ValueAttribute\":\"{attribuut}\",\"Value\":\
         {waarde},\"StringValue\":{tekst},\"RegioS\":\"GM0363\",\"Perioden\":\"2025JJ00\"}}"
    )
}

#[test]
fn a_page_becomes_cells_with_exact_numbers_and_reasons() {
    let tabel = klein(Protocol::V4);
    let rows = [
        rij(3, "M001", "None", "0.1", "null"),
        rij(4, "M002", "None", "1E3", "null"),
        rij(5, "M003", "None", "null", "\" Utrecht \\u00e9\\n(stad) \""),
        rij(8, "M001", "Impossible", "null", "null"),
        rij(9, "M002", "Confidential", "null", "\"\""),
        rij(10, "M003", "NotAvailable", "null", "null"),
        rij(11, "M001", "Missing", "null", "null"),
        rij(12, "M002", "Preliminary", "null", "null"),
        rij(13, "M003", "None", "null", "\".\""),
        rij(14, "M003", "None", "null", "\"\""),
        rij(15, "M001", "None", "-12.30", "null").replace("2025JJ00", "2024JJ00  "),
        rij(16, "M001", "None", "9007199254740993.25", "null"),
    ];
    let lezing = lees_klein(&tabel, &pagina(&rows.join(","))).unwrap();
    assert_snapshot!(tekst(&tabel, &lezing), @r#"
    GM0363 2025JJ00 M001 0.1
    GM0363 2025JJ00 M002 1000
    GM0363 2025JJ00 M003 "Utrecht é\n(stad)"
    GM0363 2025JJ00 M001 onmogelijk
    GM0363 2025JJ00 M002 geheim
    GM0363 2025JJ00 M003 niet_beschikbaar
    GM0363 2025JJ00 M001 ontbreekt
    GM0363 2025JJ00 M002 Preliminary
    GM0363 2025JJ00 M003 onbekend
    GM0363 2025JJ00 M003 ontbreekt
    GM0363 2024JJ00 M001 -12.3
    GM0363 2025JJ00 M001 9007199254740993.25
    "#);
    assert_eq!((lezing.rijen, lezing.dubbel, lezing.laatste_id), (12, 0, Some(16)));
    // The measures of one cell share their codes.
    assert_eq!(lezing.blok.codes.len(), 3 * 2);
}

#[test]
fn the_envelope_may_be_in_any_order() {
    let tabel = klein(Protocol::V4);
    let row = rij(0, "M001", "None", "1", "null");
    for (body, volgende, aantal) in [
        (format!("{{\"value\":[{row}]}}"), None, None),
        (format!("\u{feff}{{\"value\":[{row}]}}\n"), None, None),
        (
            format!(
                "{{\"@odata.nextLink\":\"https://x/?$skip=1\",\"@odata.count\":7,\"value\":[{row}]}}"
            ),
            Some("https://x/?$skip=1"),
            Some(7),
        ),
        (
            format!("{{\"value\":[{row}],\"odata.nextLink\":\"a?b\",\"odata.count\":\"7\"}}"),
            Some("a?b"),
            Some(7),
        ),
        (
            format!("{{\"value\":[{row}],\"@odata.nextLink\":null,\"@odata.count\":null}}"),
            None,
            None,
        ),
        (format!("{{\"value\":[{row}],\"@odata.nextLink\":\" \",\"nieuw\":[{{}}]}}"), None, None),
        (format!("{{\"error\":null,\"value\":[{row}]}}"), None, None),
    ] {
        let lezing = lees_klein(&tabel, &body).unwrap();
        assert_eq!((lezing.volgende.as_deref(), lezing.aantal), (volgende, aantal), "{body}");
        assert_eq!(lezing.rijen, 1, "{body}");
    }
}

#[test]
fn what_is_no_page_is_refused() {
    let tabel = klein(Protocol::V4);
    let row = rij(0, "M001", "None", "1", "null");
    for (body, code, words) in [
        (String::new(), "JSON_INVALID", "the body is empty"),
        ("<html>".to_owned(), "JSON_INVALID", "HTML"),
        (format!("{{\"value\":[{row}"), "JSON_INVALID", "ends in the middle"),
        (format!("{{\"value\":[{row}]}}x"), "JSON_INVALID", "behind the document"),
        (format!("{{\"value\":[{row}]}}{{\"value\":[]}}"), "JSON_INVALID", "behind the document"),
        (pagina(&row.replace(":1,", ":NaN,")), "JSON_INVALID", "NaN or Infinity"),
        (pagina(&row.replace("GM0363", "GM\\ud800")), "JSON_INVALID", "not JSON"),
        (pagina(&row.replace("GM0363", "GM\u{1}")), "JSON_INVALID", "control character"),
        (format!("{{\"value\":{}{}}}", "[".repeat(5000), "]".repeat(5000)), "JSON_INVALID", "deep"),
        (format!("[{row}]"), "ODATA_SHAPE", "it is not an object"),
        ("7".to_owned(), "ODATA_SHAPE", "it is not an object"),
        ("{}".to_owned(), "ODATA_SHAPE", "no `value`"),
        ("{\"value\":null}".to_owned(), "ODATA_SHAPE", "`value` is not an array"),
        (format!("{{\"value\":{row}}}"), "ODATA_SHAPE", "`value` is not an array"),
        ("{\"value\":[],\"@odata.nextLink\":7}".to_owned(), "ODATA_SHAPE", "next link"),
        ("{\"value\":[],\"@odata.count\":-1}".to_owned(), "ODATA_SHAPE", "count"),
        ("{\"value\":[],\"@odata.count\":\"1,5\"}".to_owned(), "ODATA_SHAPE", "count"),
        ("{\"value\":[],\"value\":[]}".to_owned(), "JSON_DUPLICATE_KEY", "`value` stands twice"),
        (
            "{\"@odata.nextLink\":\"a\",\"@odata.nextLink\":\"b\",\"value\":[]}".to_owned(),
            "JSON_DUPLICATE_KEY",
            "`@odata.nextLink` stands twice",
        ),
        (
            "{\"error\":{\"code\":\"1\",\"message\":\"te\\ndruk\"}}".to_owned(),
            "ODATA_ERROR",
            "in place of data: te druk",
        ),
        (
            "{\"odata.error\":{\"code\":\"\",\"message\":{\"lang\":\"nl\",\"value\":\"druk\"}}}"
                .to_owned(),
            "ODATA_ERROR",
            "in place of data: druk",
        ),
        (format!("{{\"value\":[{row}],\"error\":\"half\"}}"), "ODATA_ERROR", "data: half"),
        (pagina("[1,2]"), "TYPE_MISMATCH", "row 1 of the page is not an object"),
        (pagina(&format!("{row},null")), "TYPE_MISMATCH", "row 2 of the page is not an object"),
        (pagina(&format!("{row},\"x\"")), "TYPE_MISMATCH", "row 2 of the page is not an object"),
        (pagina(&format!("{row},7")), "TYPE_MISMATCH", "row 2 of the page is not an object"),
        (pagina(&format!("{row},-7.5")), "TYPE_MISMATCH", "row 2 of the page is not an object"),
        (pagina(&format!("{row},true")), "TYPE_MISMATCH", "row 2 of the page is not an object"),
    ] {
        let error = lees_klein(&tabel, &body).unwrap_err();
        assert_eq!(error.code(), code, "{body:.200}: {error}");
        assert!(error.to_string().contains(words), "{body:.200}: {error}");
        assert_eq!(error.is_transient(), code == "JSON_INVALID", "{error}");
    }
    let long = format!("{{\"error\":\"{}\"}}", "é".repeat(10_000));
    let error = lees_klein(&tabel, &long).unwrap_err().to_string();
    assert!(error.chars().count() < 350, "{error}");
    let error = lees(b"{\"value\":[{\"Id\":\"\xff\"}]}", &tabel, &alles(&tabel), V4, None);
    assert_eq!(error.unwrap_err().code(), "JSON_INVALID");
}

#[test]
fn a_row_that_is_not_right_refuses_the_page_with_its_place() {
    let tabel = klein(Protocol::V4);
    let row = rij(99, "M001", "None", "1", "null");
    for (from, to, code, words) in [
        ("\"Id\":99", "\"Id\":null", "FIELD_MISSING", "row 1 of the page: `Id` is null"),
        ("\"Id\":99", "\"Id\":\"99\"", "TYPE_MISMATCH", "`Id` is a text"),
        ("\"Id\":99", "\"Id\":99.0", "TYPE_MISMATCH", "`Id` is a number with decimals"),
        ("\"Id\":99", "\"Id\":-1", "TYPE_MISMATCH", "`Id` is a negative number"),
        ("\"Id\":99", "\"Id\":18446744073709551615", "TYPE_MISMATCH", "too large"),
        ("\"Id\":99", "\"Id\":[9]", "TYPE_MISMATCH", "`Id` is an array"),
        ("\"Id\":99,", "", "ODATA_FIELD", "the row has no `Id`"),
        ("\"M001\"", "\"M009\"", "CODE_UNKNOWN", "(Id 99): `Measure` is `M009`"),
        ("\"M001\"", "\"m001\"", "CODE_UNKNOWN", "`m001`"),
        ("\"M001\"", "null", "FIELD_MISSING", "`Measure` is null"),
        ("\"Measure\"", "\"measure\"", "ODATA_FIELD", "no `Measure`"),
        ("\"GM0363\"", "null", "FIELD_MISSING", "row 1 of the page (Id 99): `RegioS` is null"),
        ("\"GM0363\"", "\"  \"", "FIELD_MISSING", "`RegioS` is blank"),
        ("\"GM0363\"", "363", "TYPE_MISMATCH", "`RegioS` is a number where a text is due"),
        ("\"GM0363\"", "{\"a\":1}", "TYPE_MISMATCH", "`RegioS` is an object"),
        ("\"2025JJ00\"", "\"2025XX99\"", "CODE_UNKNOWN", "`Perioden` is `2025XX99`"),
        ("\"Perioden\"", "\"Periode\"", "ODATA_FIELD", "no `Perioden`"),
        ("\"None\"", "null", "FIELD_MISSING", "`ValueAttribute` is null"),
        ("\"None\"", "\"\"", "FIELD_MISSING", "`ValueAttribute` is blank"),
        ("\"None\"", "7", "TYPE_MISMATCH", "`ValueAttribute` is a number"),
        ("\"None\"", "\"Impossible\"", "TYPE_MISMATCH", "there is a value, and `Impossible`"),
        ("\"None\"", "\"Nieuw\"", "TYPE_MISMATCH", "there is a value, and `Nieuw`"),
        (":1,", ":null,", "TYPE_MISMATCH", "no value, and no reason"),
        (":1,", ":\"1\",", "NUMBER_INVALID", "`Value` is the text `1` where a number is due"),
        (":1,", ":\"NaN\",", "NUMBER_INVALID", "the text `NaN`"),
        (":1,", ":\"12,5\",", "NUMBER_INVALID", "the text `12,5`"),
        (":1,", ":{\"v\":1},", "TYPE_MISMATCH", "`Value` is an object where a number is due"),
        (":1,", ":[1],", "TYPE_MISMATCH", "`Value` is an array"),
        (":1,", ":true,", "TYPE_MISMATCH", "`Value` is true or false"),
        (":1,", ":1e400,", "NUMBER_INVALID", "more digits than can be kept"),
        (":1,", ":1,\"Value\":2,", "JSON_DUPLICATE_KEY", "(Id 99): `Value` stands twice"),
        (":1,", ":1,\"Id\":7,", "JSON_DUPLICATE_KEY", "`Id` stands twice"),
        ("\"StringValue\":null", "\"StringValue\":\"x\"", "TYPE_MISMATCH", "a text where"),
        ("\"StringValue\":null", "\"StringValue\":7", "TYPE_MISMATCH", "`StringValue` is a number"),
        ("\"M001\"", "\"M003\"", "TYPE_MISMATCH", "a number where the measure is a text"),
    ] {
        let body = pagina(&row.replace(from, to));
        let error = lees_klein(&tabel, &body).unwrap_err();
        assert_eq!(error.code(), code, "{to}: {error}");
        assert!(error.to_string().contains(words), "{to}: {error}");
        assert!(error.to_string().contains(V4) && !error.is_transient(), "{to}: {error}");
    }
    for (text, code) in [("\"a\\u0000b\"", "TEXT_INVALID"), ("\"a\\u0007b\"", "TEXT_INVALID")] {
        let error = lees_klein(&tabel, &pagina(&rij(0, "M003", "None", "null", text))).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
    }
    let odd = rij(0, "M001", "a b", "null", "null");
    assert_eq!(lees_klein(&tabel, &pagina(&odd)).unwrap_err().code(), "TEXT_INVALID");
}

#[test]
fn unknown_fields_are_named_and_nothing_more() {
    let tabel = klein(Protocol::V4);
    let extra: Vec<_> = (0..30).map(|at| format!("\"Veld{at:02}\":[{{\"a\":null}}],")).collect();
    let extra = extra.concat();
    let row = rij(0, "M001", "None", "1", "null");
    let with = row.replace("\"RegioS\"", &format!("{extra}\"@odata.id\":\"x\",\"RegioS\""));
    let lezing = lees_klein(&tabel, &pagina(&with)).unwrap();
    assert_eq!(lezing.onbekende_velden.len(), 20);
    assert_eq!(lezing.onbekende_velden[0], "Veld00");
    assert_eq!(lezing.blok, lees_klein(&tabel, &pagina(&row)).unwrap().blok);
    // A table without texts may go without the column.
    let without = row.replace("\"StringValue\":null,", "");
    assert_eq!(lees_klein(&tabel, &pagina(&without)).unwrap().blok, lezing.blok);
}

#[test]
fn a_repeat_is_left_out_and_counted() {
    let tabel = klein(Protocol::V4);
    let ids = [5, 5, 6, 4, 9];
    let rows: Vec<_> = ids.iter().map(|id| rij(*id, "M001", "None", "1", "null")).collect();
    for (laatste, rijen, dubbel) in [(None, 3, 2), (Some(5), 2, 3), (Some(9), 0, 5)] {
        let body = pagina(&rows.join(","));
        let lezing = lees(body.as_bytes(), &tabel, &alles(&tabel), V4, laatste).unwrap();
        assert_eq!((lezing.rijen, lezing.dubbel), (rijen, dubbel), "{laatste:?}");
        assert_eq!(lezing.blok.cellen.len(), usize::try_from(rijen).unwrap());
        assert_eq!(lezing.laatste_id, Some(9));
    }
    // A repeat is checked all the same.
    let body = pagina(&rij(5, "M009", "None", "1", "null"));
    let error = lees(body.as_bytes(), &tabel, &alles(&tabel), V4, Some(5)).unwrap_err();
    assert_eq!(error.code(), "CODE_UNKNOWN");
    assert_eq!(lees_klein(&tabel, &pagina("")).unwrap().laatste_id, None);
}

#[test]
fn a_code_outside_the_selection_is_refused() {
    let tabel = klein(Protocol::V4);
    let body = pagina(&rij(5, "M001", "None", "1", "null"));
    let all = vec![None, None];
    for (dimensies, onderwerpen, words) in [
        (vec![Some(vec![0]), None], None, "`RegioS` is `GM0363`, which is outside the selection"),
        (vec![None, Some(vec![0])], None, "`Perioden` is `2025JJ00`, which is outside"),
        (vec![None], None, "`Perioden` is `2025JJ00`, which is outside"),
        (all.clone(), Some(vec![1, 2]), "`Measure` is `M001`, which is outside"),
    ] {
        let keuze = Keuze { dimensies, onderwerpen };
        let error = lees(body.as_bytes(), &tabel, &keuze, V4, None).unwrap_err();
        assert_eq!(error.code(), "CODE_UNKNOWN");
        assert!(error.to_string().contains(words), "{error}");
    }
    let keuze = Keuze { dimensies: vec![Some(vec![1]), None], onderwerpen: Some(vec![0]) };
    assert_eq!(lees(body.as_bytes(), &tabel, &keuze, V4, None).unwrap().rijen, 1);
}
