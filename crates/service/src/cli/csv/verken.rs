//! `sluis csv verken`: a first look at a file, and a mapping to begin with. Never shows a value.

use std::collections::BTreeMap;

use extract_zaaksysteem::{Kolomverkenning, Verkenning, Verschillend, Voorstel, voorstel};
use serde::Serialize;

use crate::cli::args::CsvVerkenArguments;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::{Table, line, print, print_json, say};
use crate::cli::session::blocking;

use super::{count, open};

/// What a look told. Field names are a public contract.
#[derive(Debug, Serialize)]
struct Looked {
    encoding: &'static str,
    separator: String,
    header_line: u64,
    has_sep_line: bool,
    rows: u64,
    /// Whether there is more in the file than was looked at.
    is_part: bool,
    /// Refused rows by code.
    refused: BTreeMap<&'static str, u64>,
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
    let verkenning = blocking(move || look(&arguments)).await?;
    if is_json {
        print_json(&Looked::new(&verkenning))?;
        return Ok(Exit::Ok);
    }
    let text = render(&verkenning, has_colour && entiteit.is_none());
    let Some(entiteit) = entiteit else {
        print(&text)?;
        say("`--entiteit zaak` (or another entity, see --help) writes a mapping to begin with");
        return Ok(Exit::Ok);
    };
    say(text.trim_end());
    let Voorstel { tekst, ontbreekt } = voorstel(&verkenning, entiteit);
    print(&tekst)?;
    if ontbreekt.is_empty() {
        say("\nthe draft loads this file; check it with `sluis csv check FILE --mapping MAPPING`");
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
    let Looked { encoding, separator, header_line, rows, is_part, refused, columns, .. } =
        Looked::new(verkenning);
    let mut text = String::new();
    let part = if is_part { " (the first of more)" } else { "" };
    line(
        &mut text,
        format_args!(
            "{encoding}, separated by {separator}, header on line {header_line}, {} rows{part}, {} columns",
            count(rows),
            columns.len()
        ),
    );
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
