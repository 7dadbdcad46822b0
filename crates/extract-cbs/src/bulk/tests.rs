use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use domain::statline::{Celwaarde, Keuze, Protocol, Tabel};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{BULK_RIJEN, Bulkbestand};
use crate::waarneming::proef::{alles, dimensie, klein, tekst};
use crate::{Error, Pagina};

const NAAM: &str = "https://localhost/csv/CBS/nl/85001NED";
const KOP: &str = "Id;Measure;RegioS;Perioden;Value;StringValue;ValueAttribute\r\n";

/// A ZIP with these entries.
fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn csv_zip(csv: &str) -> Vec<u8> {
    zip(&[("MeasureCodes.csv", b"Identifier;Title"), ("Observations.csv", csv.as_bytes())])
}

fn lees(zip: Vec<u8>, tabel: &Tabel, keuze: &Keuze) -> Result<Vec<Pagina>, Error> {
    let mut file = Bulkbestand::open(Cursor::new(zip), NAAM)?;
    let mut lezer = file.lezer(tabel, keuze)?;
    let pages = lezer.by_ref().collect();
    assert!(lezer.next().is_none(), "there is nothing after the end or an error");
    pages
}

#[test]
fn a_file_becomes_the_cells_of_the_protocol() {
    let tabel = klein(Protocol::V4);
    let csv = format!(
        "\u{feff}{KOP}0;M001;GM0344;2024JJ00;12,5;;None\r\n1;M002;GM0344;2024JJ00;-7;;None\r\n\
         2;M003;GM0344;2024JJ00;;\"Utrecht; \"\"stad\"\"\";None\r\n\
         3;M001;GM0363  ;2025JJ00;;;Impossible\r\n4;M002;GM0363;2025JJ00;;;Nieuw\r\n\
         5;M003;GM0363;2025JJ00;;.;None\r\n"
    );
    let pages = lees(csv_zip(&csv), &tabel, &alles(&tabel)).unwrap();
    let [page] = &pages[..] else { panic!("one page") };
    insta::assert_snapshot!(tekst(&tabel, &page.blok), @r#"
    GM0344 2024JJ00 M001 12.5
    GM0344 2024JJ00 M002 -7
    GM0344 2024JJ00 M003 "Utrecht; \"stad\""
    GM0363 2025JJ00 M001 onmogelijk
    GM0363 2025JJ00 M002 Nieuw
    GM0363 2025JJ00 M003 onbekend
    "#);
    assert_eq!((page.rijen, page.dubbel, page.laatste_id), (6, 0, Some(5)));
    assert_eq!((page.volgende.as_deref(), page.sha256.len()), (None, 64));
    assert!(page.bytes > 100);
}

#[test]
fn columns_go_by_name_and_the_selection_is_made_here() {
    let tabel = klein(Protocol::V4);
    let csv = "Perioden;RegioS;ValueAttribute;Value;Nieuw;Measure;Id\n\
               2024JJ00;GM0344;None;1;x;M001;0\n2024JJ00;GM0344;None;2;x;M002;1\n\
               2024JJ00;GM0363;None;3;x;M001;2\n2025JJ00;GM0363;None;4;x;M001;3\n";
    let keuze = Keuze { dimensies: vec![Some(vec![1]), None], onderwerpen: Some(vec![0]) };
    let pages = lees(csv_zip(csv), &tabel, &keuze).unwrap();
    assert_eq!(
        tekst(&tabel, &pages[0].blok),
        "GM0363 2024JJ00 M001 3.0\nGM0363 2025JJ00 M001 4.0\n"
    );
    assert_eq!((pages[0].rijen, pages[0].laatste_id), (2, Some(3)));
    assert_eq!(pages[0].onbekende_velden, ["Nieuw"]);
}

#[test]
fn a_row_that_is_not_right_refuses_the_file_with_its_place() {
    let tabel = klein(Protocol::V4);
    let row = "7;M001;GM0363;2025JJ00;12,5;;None\n";
    for (from, to, code, words) in [
        ("12,5", "12.5", "NUMBER_INVALID", "row 1 of the CSV (Id 7): `Value` is `12.5`"),
        ("12,5", "1.234,5", "NUMBER_INVALID", "`1.234,5`"),
        ("12,5", "1,2,3", "NUMBER_INVALID", "`1,2,3`"),
        ("12,5", "1E3", "NUMBER_INVALID", "`1E3`"),
        ("12,5", "", "TYPE_MISMATCH", "no value, and no reason"),
        ("None", "Impossible", "TYPE_MISMATCH", "there is a value, and `Impossible`"),
        ("None", "", "FIELD_MISSING", "`ValueAttribute` is blank"),
        ("GM0363", "GM0999", "CODE_UNKNOWN", "`RegioS` is `GM0999`"),
        ("GM0363", "", "FIELD_MISSING", "`RegioS` is blank"),
        ("M001", "M009", "CODE_UNKNOWN", "`Measure` is `M009`"),
        ("7;", "-7;", "TYPE_MISMATCH", "`Id` is not a row number"),
        ("7;", ";", "TYPE_MISMATCH", "`Id` is not a row number"),
        (";None", "", "ODATA_SHAPE", "a row of another width"),
        (";;", ";x;", "TYPE_MISMATCH", "a text where the measure is a number"),
    ] {
        let csv = format!("{KOP}{}", row.replacen(from, to, 1));
        let error = lees(csv_zip(&csv), &tabel, &alles(&tabel)).unwrap_err();
        assert_eq!(error.code(), code, "{to}: {error}");
        assert!(error.to_string().contains(words), "{to}: {error}");
        assert!(error.to_string().contains(NAAM), "{to}: {error}");
    }
    for naam in ["Id", "Measure", "RegioS", "Value", "ValueAttribute"] {
        for other in ["Anders", "Perioden"] {
            let csv = KOP.replacen(naam, other, 1);
            let error = lees(csv_zip(&csv), &tabel, &alles(&tabel)).unwrap_err();
            assert_eq!(error.code(), "ODATA_FIELD", "{naam} {other}: {error}");
        }
    }
    let bytes = [KOP.as_bytes(), b"7;M001;GM\xff363;2025JJ00;1;;None\n"].concat();
    let error = lees(zip(&[("Observations.csv", &bytes)]), &tabel, &alles(&tabel)).unwrap_err();
    assert_eq!(error.code(), "TEXT_INVALID");
}

#[test]
fn what_is_no_whole_file_is_refused() {
    let tabel = klein(Protocol::V4);
    let good = csv_zip(&format!("{KOP}7;M001;GM0363;2025JJ00;1;;None\n"));
    assert_eq!(lees(good.clone(), &tabel, &alles(&tabel)).unwrap()[0].rijen, 1);
    for cut in [0, 10, good.len() / 2, good.len() - 1] {
        let error = lees(good[..cut].to_vec(), &tabel, &alles(&tabel)).unwrap_err();
        assert_eq!((error.code(), error.is_transient()), ("BODY_CUT", true), "{cut}: {error}");
    }
    let error = lees(b"<html>storing</html>".to_vec(), &tabel, &alles(&tabel)).unwrap_err();
    assert_eq!(error.code(), "BODY_CUT");
    let error = lees(zip(&[("Andere.csv", b"x")]), &tabel, &alles(&tabel)).unwrap_err();
    assert_eq!(error.code(), "ODATA_SHAPE");
    assert!(error.to_string().contains("no `Observations.csv`"), "{error}");
    // A byte that toppled over is found by the checksum of the ZIP, or by the row.
    let mut toppled = good.clone();
    let name = good.windows(16).position(|part| part == b"Observations.csv").unwrap();
    toppled[name + 20] ^= 0x10;
    assert!(lees(toppled, &tabel, &alles(&tabel)).is_err());
}

#[test]
fn a_file_is_bounded_in_rows_and_a_row_in_bytes() {
    let mut tabel = klein(Protocol::V4);
    // A bomb: ten megabytes of one field in a few kilobytes.
    let bomb = format!("{KOP}7;M003;GM0363;2025JJ00;;{};None\n", "a".repeat(10_000_000));
    let file = csv_zip(&bomb);
    assert!(file.len() < 50_000);
    let error = lees(file, &tabel, &alles(&tabel)).unwrap_err();
    assert_eq!(error.code(), "BODY_CUT");
    assert!(error.to_string().contains("a row of more than 1048576 bytes"), "{error}");
    let rows = |ids: &[u32]| {
        let rows = ids.iter().map(|id| format!("{id};M001;GM0363;2025JJ00;1;;None\n"));
        csv_zip(&format!("{KOP}{}", rows.collect::<Vec<_>>().concat()))
    };
    // Two areas, two years and three measures: twelve rows at most.
    let error = lees(rows(&[0; 13]), &tabel, &alles(&tabel)).unwrap_err();
    assert!(error.to_string().contains("more than the 12 rows"), "{error}");
    tabel.versie.aantal = Some(3);
    for (ids, expect) in
        [(&[0, 1, 2][..], None), (&[0, 1], Some("2 rows")), (&[0, 1, 1], Some("2 rows"))]
    {
        match (lees(rows(ids), &tabel, &alles(&tabel)), expect) {
            (Ok(pages), None) => assert_eq!(pages[0].rijen, 3),
            (Err(error), Some(words)) => {
                assert_eq!(error.code(), "ODATA_COUNT");
                assert!(error.to_string().contains(words), "{error}");
            }
            (found, _) => panic!("{ids:?}: {found:?}"),
        }
    }
}

#[test]
fn a_large_file_comes_in_pages_that_are_complete_together() {
    let mut tabel = klein(Protocol::V4);
    let codes: Vec<_> = (0..60_000).map(|at| format!("BU{at:08}")).collect();
    tabel.dimensies[0] = dimensie("RegioS", &codes.iter().map(String::as_str).collect::<Vec<_>>());
    tabel.versie.aantal = Some(120_000);
    let mut csv = KOP.to_owned();
    for (at, code) in codes.iter().enumerate() {
        writeln!(csv, "{};M001;{code};2024JJ00;{at},5;;None", at * 2).unwrap();
        writeln!(csv, "{};M002;{code};2024JJ00;{at};;None", at * 2 + 1).unwrap();
    }
    let pages = lees(csv_zip(&csv), &tabel, &alles(&tabel)).unwrap();
    let rijen: Vec<_> = pages.iter().map(|page| page.rijen).collect();
    assert_eq!(rijen, [BULK_RIJEN, BULK_RIJEN, 20_000]);
    let numbers = pages.iter().flat_map(|page| &page.blok.cellen);
    let is_number = |waarde: &Celwaarde| matches!(waarde, Celwaarde::Getal(_));
    assert_eq!(numbers.filter(|cel| is_number(&cel.waarde)).count(), 120_000);
    assert_eq!(pages[2].laatste_id, Some(119_999));
    // Both measures of an area share their codes.
    assert_eq!(pages[0].blok.codes.len(), 25_000 * 2);
}
