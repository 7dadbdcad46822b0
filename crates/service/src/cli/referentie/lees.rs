//! A CSV file becomes a list of checked rows, or the faults in it. No value of the file is repeated.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use chrono::NaiveDate;
use csv::{ByteRecord, ReaderBuilder, StringRecord, Trim};
use domain::{Eenheid, Eurocent, Productcategorie, Wet, parse_datum};
use load::referentie::{Geldigheid, Gemeenteregel, Lijst, Productregel, Tariefregel};

use crate::cli::args::Lijstnaam;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// The columns that may be left out: a list of today needs no dates.
const GELDIG: [&str; 2] = ["geldig_van", "geldig_tot"];

/// A fault, with its line; line 0 is the file as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fout {
    line: u64,
    what: String,
}

impl fmt::Display for Fout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.what),
            line => write!(f, "line {line}: {}", self.what),
        }
    }
}

/// Reads a file.
///
/// # Errors
/// Every fault that was found, by line.
pub(super) fn lees(naam: Lijstnaam, bytes: &[u8]) -> Result<Lijst, Vec<Fout>> {
    match naam {
        Lijstnaam::Productlijst => {
            let columns = ["wet", "productcategorie", "productcode"];
            rijen(bytes, &columns, product, |rij| {
                (format!("{} {} {}", rij.wet, rij.categorie, rij.code), rij.geldig)
            })
            .map(Lijst::Producten)
        }
        Lijstnaam::Tarieven => {
            let columns = [
                "wet",
                "gemeentecode",
                "agb_code",
                "productcategorie",
                "productcode",
                "eenheid",
                "tarief_eurocent",
            ];
            rijen(bytes, &columns, tarief, |rij| {
                let Productregel { wet, categorie, code, geldig } = &rij.product;
                let (gemeente, agb, eenheid) = (rij.gemeente, rij.agb, rij.eenheid.code());
                (format!("{wet} {gemeente} {agb} {categorie} {code} {eenheid}"), *geldig)
            })
            .map(Lijst::Tarieven)
        }
        Lijstnaam::Gemeenten => {
            rijen(bytes, &["gemeentecode"], gemeente, |rij| (rij.gemeente.to_string(), rij.geldig))
                .map(Lijst::Gemeenten)
        }
    }
}

fn product(rij: &Rij<'_>) -> Result<Productregel, Fout> {
    let wet: Wet = rij.lees("wet", "wmo or jw")?;
    if wet == Wet::Pw {
        return Err(rij.fout("wet", "wmo or jw"));
    }
    let categorie = Productcategorie::parse(wet, rij.verplicht("productcategorie")?)
        .map_err(|_| rij.fout("productcategorie", "a category of that law, such as 45"))?;
    let code = rij.lees("productcode", "a code of at most 5 characters")?;
    Ok(Productregel { wet, categorie, code, geldig: rij.geldig()? })
}

fn tarief(rij: &Rij<'_>) -> Result<Tariefregel, Fout> {
    let product = product(rij)?;
    let eenheid: Eenheid = rij.lees("eenheid", "a unit, such as 04")?;
    // Unit 83 is money itself: it has no tariff (CD087).
    if eenheid == Eenheid::Euro {
        return Err(rij.fout("eenheid", "a unit with a tariff: 83 has none"));
    }
    let tarief = Eurocent::parse_bedrag(rij.verplicht("tarief_eurocent")?)
        .map_err(|_| rij.fout("tarief_eurocent", "whole eurocents, such as 6050"))?;
    Ok(Tariefregel {
        gemeente: rij.lees("gemeentecode", "four digits, such as 0363")?,
        agb: rij.lees("agb_code", "eight digits, such as 42420001")?,
        product,
        eenheid,
        tarief,
    })
}

fn gemeente(rij: &Rij<'_>) -> Result<Gemeenteregel, Fout> {
    let gemeente = rij.lees("gemeentecode", "four digits, such as 0363")?;
    Ok(Gemeenteregel { gemeente, geldig: rij.geldig()? })
}

/// A row, by the names of its columns.
struct Rij<'r> {
    line: u64,
    columns: &'r BTreeMap<&'static str, usize>,
    record: &'r StringRecord,
}

impl Rij<'_> {
    fn waarde(&self, column: &str) -> Option<&str> {
        let index = self.columns.get(column)?;
        self.record.get(*index).filter(|value| !value.is_empty())
    }

    fn verplicht(&self, column: &str) -> Result<&str, Fout> {
        let what = format!("{column} is empty");
        self.waarde(column).ok_or(Fout { line: self.line, what })
    }

    fn lees<T: FromStr>(&self, column: &str, expected: &str) -> Result<T, Fout> {
        self.verplicht(column)?.parse().map_err(|_| self.fout(column, expected))
    }

    fn datum(&self, column: &str) -> Result<Option<NaiveDate>, Fout> {
        let value = self.waarde(column).map(parse_datum).transpose();
        value.map_err(|_| self.fout(column, "a date written as 2026-01-31"))
    }

    fn geldig(&self) -> Result<Geldigheid, Fout> {
        let geldig = Geldigheid { van: self.datum("geldig_van")?, tot: self.datum("geldig_tot")? };
        if let (Some(van), Some(tot)) = (geldig.van, geldig.tot)
            && tot < van
        {
            return Err(self.fout("geldig_tot", "a day that is not before geldig_van"));
        }
        Ok(geldig)
    }

    fn fout(&self, column: &str, expected: &str) -> Fout {
        Fout { line: self.line, what: format!("{column} is not {expected}") }
    }
}

/// Reads all rows, and refuses rows of one key that hold on the same day.
fn rijen<T>(
    bytes: &[u8],
    required: &[&'static str],
    parse: impl Fn(&Rij<'_>) -> Result<T, Fout>,
    key: impl Fn(&T) -> (String, Geldigheid),
) -> Result<Vec<T>, Vec<Fout>> {
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter(bytes)).trim(Trim::All).from_reader(bytes);
    let whole = |line: u64, what: &str| vec![Fout { line, what: what.to_owned() }];
    let head = reader.headers().map_err(|_| whole(1, "this line is not UTF-8"))?.clone();
    let columns = columns(&head, required)?;
    // The crate takes the end of the file for the end of a quoted field: a list that was cut off would look whole.
    if bytes.split(|byte| *byte == b'"').count() % 2 == 0 {
        return Err(whole(0, "a quote is opened that is never closed: was the file cut off?"));
    }
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    let mut record = ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                faults.push(of_csv(&error));
                continue;
            }
        }
        let line = record.position().map_or(0, csv::Position::line);
        let Ok(record) = StringRecord::from_byte_record(record.clone()) else {
            faults.push(Fout { line, what: "this line is not UTF-8".to_owned() });
            continue;
        };
        match parse(&Rij { line, columns: &columns, record: &record }) {
            Ok(row) => rows.push((line, row)),
            Err(fault) => faults.push(fault),
        }
    }
    if rows.is_empty() && faults.is_empty() {
        return Err(whole(0, "there is no row below the names of the columns"));
    }
    faults.extend(overlaps(&rows, key));
    faults.sort_by_key(|fault| fault.line);
    if faults.is_empty() { Ok(rows.into_iter().map(|(_, row)| row).collect()) } else { Err(faults) }
}

/// What the first line has most of.
fn delimiter(bytes: &[u8]) -> u8 {
    let head = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |wanted: u8| head.split(|byte| *byte == wanted).count();
    if count(b';') >= count(b',') { b';' } else { b',' }
}

/// Where each column stands. A name that is not known is not repeated: a file without names begins with data.
fn columns(
    head: &StringRecord,
    required: &[&'static str],
) -> Result<BTreeMap<&'static str, usize>, Vec<Fout>> {
    let known: Vec<&'static str> = required.iter().copied().chain(GELDIG).collect();
    let mut columns = BTreeMap::new();
    let mut faults = Vec::new();
    for (index, name) in head.iter().enumerate() {
        let name = name.to_ascii_lowercase();
        let what = match known.iter().find(|known| **known == name) {
            Some(known) if columns.insert(*known, index).is_none() => continue,
            Some(known) => format!("the column {known} stands here twice"),
            None => format!("the name of column {} is not one of {}", index + 1, known.join(", ")),
        };
        faults.push(Fout { line: 1, what });
    }
    for name in required.iter().filter(|name| !columns.contains_key(*name)) {
        faults.push(Fout { line: 1, what: format!("the column {name} is missing") });
    }
    if faults.is_empty() { Ok(columns) } else { Err(faults) }
}

fn of_csv(error: &csv::Error) -> Fout {
    let line = error.position().map_or(0, csv::Position::line);
    let what = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("{len} values, but there are {expected_len} columns")
        }
        _ => "this line cannot be read as CSV".to_owned(),
    };
    Fout { line, what }
}

/// Of one key at most one row holds on a day.
fn overlaps<T>(rows: &[(u64, T)], key: impl Fn(&T) -> (String, Geldigheid)) -> Vec<Fout> {
    let mut groups: BTreeMap<String, Vec<Lijn>> = BTreeMap::new();
    for (line, row) in rows {
        let (key, geldig) = key(row);
        let van = geldig.van.unwrap_or(NaiveDate::MIN);
        // Half open, so that the next row may begin on the day after.
        let tot = geldig.tot.and_then(|tot| tot.succ_opt()).unwrap_or(NaiveDate::MAX);
        groups.entry(key).or_default().push(Lijn { dagen: van..tot, line: *line });
    }
    let mut faults = Vec::new();
    for mut group in groups.into_values() {
        group.sort_by_key(|lijn| (lijn.dagen.start, lijn.line));
        let mut last: Option<Lijn> = None;
        for lijn in group {
            if let Some(last) = last.as_ref().filter(|last| lijn.dagen.start < last.dagen.end) {
                let what =
                    format!("holds on a day on which line {} holds for the same key", last.line);
                faults.push(Fout { line: lijn.line, what });
            }
            if last.as_ref().is_none_or(|last| last.dagen.end < lijn.dagen.end) {
                last = Some(lijn);
            }
        }
    }
    faults
}

/// The days on which a line holds.
struct Lijn {
    dagen: Range<NaiveDate>,
    line: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(naam: Lijstnaam, text: &[u8]) -> Vec<String> {
        lees(naam, text).unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn both_delimiters_bom_and_blanks_give_the_same_list() {
        let plain = b"wet;productcategorie;productcode;geldig_van;geldig_tot\n\
            jw;45;45A03;2026-01-01;\njw;45;45A04;;2025-12-31\n";
        let expected = lees(Lijstnaam::Productlijst, plain).unwrap();
        let Lijst::Producten(rows) = &expected else { panic!("another list") };
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1].geldig, Geldigheid { van: None, tot: "2025-12-31".parse().ok() });
        let others: [&[u8]; 3] = [
            b"\xef\xbb\xbfwet;productcategorie;productcode;geldig_van;geldig_tot\r\n\
                jw;45;45A03;2026-01-01;\r\njw;45;45A04;;2025-12-31\r\n",
            b"WET,ProductCode,ProductCategorie,geldig_tot,geldig_van\n\
                jw ,\"45A03\", 45,,2026-01-01\n\njw,45A04,45,2025-12-31,\n",
            b"wet,productcategorie,productcode,geldig_van,geldig_tot\n\
                jw,45,45A03,2026-01-01,\njw,45,45A04,,2025-12-31",
        ];
        for text in others {
            assert_eq!(lees(Lijstnaam::Productlijst, text).as_ref(), Ok(&expected));
        }
    }

    #[test]
    fn a_file_that_was_cut_off_inside_quotes_is_no_list() {
        let cut_off = faults(Lijstnaam::Gemeenten, b"gemeentecode\n\"0363\n");
        assert_eq!(cut_off, ["a quote is opened that is never closed: was the file cut off?"]);
        assert!(lees(Lijstnaam::Gemeenten, b"gemeentecode\n\"0363\"\n").is_ok());
    }

    #[test]
    fn every_fault_has_its_line_and_no_value() {
        let text =
            b"wet;gemeentecode;agb_code;productcategorie;productcode;eenheid;tarief_eurocent\n\
            pw;0363;42420001;45;45A03;04;6000\n\
            jw;363;42420001;45;45A03;04;6000\n\
            jw;0363;4242;45;45A03;04;6000\n\
            jw;0363;42420001;01;45A03;04;6000\n\
            jw;0363;42420001;45;;04;6000\n\
            jw;0363;42420001;45;45A03;83;6000\n\
            jw;0363;42420001;45;45A03;04;60,00\n\
            jw;0363;42420001\n\
            jw;0363;42420001;45;45\xff03;04;6000\n\
            jw;0363;42420001;45;45A03;04;6000\n";
        assert_eq!(
            faults(Lijstnaam::Tarieven, text),
            [
                "line 2: wet is not wmo or jw",
                "line 3: gemeentecode is not four digits, such as 0363",
                "line 4: agb_code is not eight digits, such as 42420001",
                "line 5: productcategorie is not a category of that law, such as 45",
                "line 6: productcode is empty",
                "line 7: eenheid is not a unit with a tariff: 83 has none",
                "line 8: tarief_eurocent is not whole eurocents, such as 6050",
                "line 9: 3 values, but there are 7 columns",
                "line 10: this line is not UTF-8",
            ]
        );
        for (text, expect) in [
            (
                &b"gemeentecode;geldig_van;geldig_tot\n0363;2026-02-30;\n"[..],
                "line 2: geldig_van is not a date written as 2026-01-31",
            ),
            (
                b"gemeentecode;geldig_van;geldig_tot\n0363;2026-02-02;2026-02-01\n",
                "line 2: geldig_tot is not a day that is not before geldig_van",
            ),
            (b"gemeentecode\n", "there is no row below the names of the columns"),
            (b"gemeentecode;gemeentecode\n", "line 1: the column gemeentecode stands here twice"),
            (b"geldig_van\n2026-01-01\n", "line 1: the column gemeentecode is missing"),
        ] {
            assert_eq!(faults(Lijstnaam::Gemeenten, text), [expect]);
        }
        let without_names = faults(Lijstnaam::Gemeenten, b"999900006;2026-01-01\n");
        assert!(without_names.len() == 3 && !without_names.concat().contains("9999"));
    }

    #[test]
    fn rows_of_one_key_follow_each_other() {
        let head = "gemeentecode;geldig_van;geldig_tot\n";
        for (rows, expect) in [
            ("0363;2026-01-01;2026-01-31\n0363;2026-02-01;\n", None),
            ("0363;2026-02-01;\n0363;;2026-01-31\n0384;;\n", None),
            ("0363;2026-01-01;2026-01-31\n0363;2026-01-31;\n", Some((3, 2))),
            ("0363;;\n0363;;\n", Some((3, 2))),
            // The long one in front covers both.
            ("0363;2026-01-01;\n0363;2026-02-01;2026-02-28\n0364;;\n", Some((3, 2))),
        ] {
            let read = lees(Lijstnaam::Gemeenten, format!("{head}{rows}").as_bytes());
            let fault = read.err().map(|faults| faults[0].to_string());
            let expect = expect.map(|(line, other)| {
                format!("line {line}: holds on a day on which line {other} holds for the same key")
            });
            assert_eq!(fault, expect, "{rows}");
        }
    }
}
