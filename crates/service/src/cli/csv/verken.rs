//! `sluis csv verken`: a first look at a file, and a mapping to begin with. Never shows a value.

use std::collections::BTreeMap;

use extract_zaaksysteem::{Kolomverkenning, Verkenning, Verschillend, Voorstel, voorstel};
use serde::Serialize;

use crate::cli::args::CsvVerkenArguments;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::{Table, line, print, print_json, say};
use crate::cli::session::blocking;

use super::{count, open};

/// What to do with a file of which the first line is data.
const NO_HEADER: &str = "the first line looks like data, not like names of columns, so the columns have numbers here; \
                         have the export write a header, or put one above it";

/// What a look told. Field names are a public contract.
#[derive(Debug, Serialize)]
struct Looked {
    encoding: &'static str,
    separator: String,
    /// 0: it has none, and the columns are numbered.
    header_line: u64,
    has_sep_line: bool,
    rows: u64,
    /// Whether there is more in the file than was looked at.
    is_part: bool,
    /// Refused rows by code.
    refused: BTreeMap<&'static str, u64>,
    /// Rows that look like a total; they are not counted in the columns.
    totals: u64,
    columns: Vec<Column>,
}

#[derive(Debug, Serialize)]
struct Column {
    name: String,
    kind: String,
    /// Values that do not look like that.
    odd: u64,
    filled: u64,
    empty: u64,
    /// Different values, when they could be counted.
    distinct: Option<u64>,
    /// How some values look: letters are x or X, digits 9.
    samples: Vec<String>,
}

/// Looks at the file.
pub(in crate::cli) async fn verken(
    arguments: CsvVerkenArguments,
    has_colour: bool,
) -> Result<Exit, Failure> {
    let (entiteit, is_json) = (arguments.entiteit, arguments.json);
    let name = arguments.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let verkenning = blocking(move || look(&arguments)).await?;
    if is_json {
        print_json(&Looked::new(&verkenning))?;
        return Ok(Exit::Ok);
    }
    let text = render(&verkenning, has_colour && entiteit.is_none());
    let Some(entiteit) = entiteit else {
        print(&text)?;
        if verkenning.is_zonder_kop {
            say(NO_HEADER);
            return Ok(Exit::Partial);
        }
        say("`--entiteit zaak` (or another entity, see --help) writes a mapping to begin with");
        return Ok(Exit::Ok);
    };
    say(text.trim_end());
    if verkenning.is_zonder_kop {
        let what = "the file has no header, so no mapping can name its columns";
        return Err(Failure::new(Exit::Failed, what, NO_HEADER));
    }
    let Voorstel { tekst, ontbreekt, zonder_waarde } = voorstel(&verkenning, entiteit, &name);
    print(&tekst)?;
    if ontbreekt.is_empty() {
        let but = match zonder_waarde {
            0 => String::new(),
            1 => ", but for 1 row without a value that must be there".to_owned(),
            rows => format!(", but for {} rows without a value that must be there", count(rows)),
        };
        let check = "check it with `sluis csv check FILE --mapping MAPPING`";
        say(&format!("\nthe draft loads this file{but}; {check}"));
        return Ok(Exit::Ok);
    }
    say(&format!("\nno column was found for: {}; fill them in", ontbreekt.join(", ")));
    Ok(Exit::Partial)
}

fn look(arguments: &CsvVerkenArguments) -> Result<Verkenning, Failure> {
    let bestand = open(&arguments.file)?;
    let rows = if arguments.rows == 0 { u64::MAX } else { arguments.rows };
    extract_zaaksysteem::verken(bestand, rows).map_err(|weigering| {
        let path = arguments.file.display();
        Failure::new(Exit::Failed, format!("`{path}`: {weigering}"), weigering.code.uitleg_csv())
    })
}

impl Looked {
    fn new(verkenning: &Verkenning) -> Self {
        let Verkenning { dialect, kolommen, telling, weigeringen, is_deel, .. } = verkenning;
        Self {
            encoding: dialect.codering.naam(),
            separator: separator(dialect.scheiding),
            header_line: dialect.koprij_regel,
            has_sep_line: dialect.has_sep_regel,
            rows: telling.rijen,
            is_part: *is_deel,
            refused: weigeringen.clone(),
            totals: verkenning.totalen,
            columns: kolommen.iter().map(Column::new).collect(),
        }
    }
}

impl Column {
    fn new(kolom: &Kolomverkenning) -> Self {
        let distinct = match kolom.verschillend {
            Verschillend::Precies(aantal) => u64::try_from(aantal).ok(),
            Verschillend::MeerDan(_) => None,
        };
        Self {
            name: kolom.naam.clone(),
            kind: kolom.soort.to_string(),
            odd: kolom.afwijkend,
            filled: kolom.gevuld,
            empty: kolom.leeg,
            distinct,
            samples: kolom.voorbeelden.clone(),
        }
    }
}

fn separator(scheiding: u8) -> String {
    if scheiding == b'\t' { "tab".to_owned() } else { char::from(scheiding).to_string() }
}

fn render(verkenning: &Verkenning, has_colour: bool) -> String {
    let Looked {
        encoding, separator, header_line, rows, is_part, refused, totals, columns, ..
    } = Looked::new(verkenning);
    let mut text = String::new();
    let part = if is_part { " (the first of more)" } else { "" };
    let header = match header_line {
        0 => "no header".to_owned(),
        number => format!("header on line {number}"),
    };
    line(
        &mut text,
        format_args!(
            "{encoding}, separated by {separator}, {header}, {} rows{part}, {} columns",
            count(rows),
            columns.len()
        ),
    );
    match totals {
        0 => {}
        1 => line(&mut text, format_args!("1 row looks like a total and is not counted below")),
        _ => {
            let totals = count(totals);
            line(
                &mut text,
                format_args!("{totals} rows look like totals and are not counted below"),
            );
        }
    }
    for (code, number) in &refused {
        let explanation = code.parse::<domain::Code>().map_or("", domain::Code::uitleg_csv);
        line(&mut text, format_args!("{code} ({} rows): {explanation}", count(*number)));
    }
    text.push('\n');
    let head = ["column", "kind", "filled", "empty", "distinct", "odd", "samples (masked)"];
    let mut table = Table::new(&head, has_colour);
    for (column, kolom) in columns.into_iter().zip(&verkenning.kolommen) {
        let distinct = match kolom.verschillend {
            Verschillend::Precies(aantal) => count(u64::try_from(aantal).unwrap_or(u64::MAX)),
            Verschillend::MeerDan(aantal) => {
                format!(">{}", count(u64::try_from(aantal).unwrap_or(u64::MAX)))
            }
        };
        table.row([
            column.name,
            column.kind,
            count(column.filled),
            count(column.empty),
            distinct,
            count(column.odd),
            column.samples.join("  "),
        ]);
    }
    text.push_str(&table.render());
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}
