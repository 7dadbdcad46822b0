//! `sluis csv check`: what a mapping makes of a file. No warehouse, no configuration: it stores nothing.

use std::collections::BTreeMap;

use domain::Pseudoniemsleutel;
use serde::Serialize;

use crate::cli::args::CsvCheckArguments;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::{Table, line, print, print_json};
use crate::cli::session::blocking;
use crate::clock;
use crate::config::random_hex;
use crate::job::zaaksysteem::{Deel, Gezien, Leeswijze, Meldingen, lees};

use super::{count, open, read_mapping};

/// Refused rows that are shown with their place.
const SHOWN: usize = 20;
/// Warning that a run would leave the file alone: its name does not fit the mapping.
const PATTERN: &str = "PATTERN";

/// What was found. Field names are a public contract.
#[derive(Debug, Default, Serialize)]
struct Checked {
    file: String,
    rows: u64,
    good: u64,
    refused: u64,
    /// Records by entity.
    records: BTreeMap<String, u64>,
    /// Refusals by code.
    codes: BTreeMap<&'static str, u64>,
    /// The first refusals, with their place.
    first: Vec<Refused>,
    /// What was repaired or odd, by code.
    warnings: BTreeMap<&'static str, u64>,
    /// Why the file as a whole is refused.
    file_refused: Option<Refused>,
}

#[derive(Debug, Serialize)]
struct Refused {
    line: u64,
    code: &'static str,
    place: String,
    explanation: &'static str,
}

/// Reads the file by the mapping and tells what became of its rows.
pub(in crate::cli) async fn check(
    arguments: CsvCheckArguments,
    has_colour: bool,
) -> Result<Exit, Failure> {
    let is_json = arguments.json;
    let (checked, meldingen) = blocking(move || read(&arguments)).await?;
    if is_json {
        print_json(&checked)?;
    } else {
        print(&render(&checked, &meldingen, has_colour))?;
    }
    Ok(match checked {
        Checked { file_refused: Some(_), .. } => Exit::Failed,
        Checked { refused: 0, .. } => Exit::Ok,
        _ => Exit::Partial,
    })
}

fn read(arguments: &CsvCheckArguments) -> Result<(Checked, Meldingen), Failure> {
    let mapping = read_mapping(&arguments.mapping)?;
    let bestand = open(&arguments.file)?;
    let naam = arguments.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let sleutel = throw_away_key()?;
    let mut checked = Checked { file: naam.clone(), ..Checked::default() };
    let mut keep = |refusal: load::zaak::Geweigerd| {
        *checked.codes.entry(refusal.code.as_str()).or_default() += 1;
        if checked.first.len() < SHOWN {
            checked.first.push(Refused::new(refusal));
        }
    };
    let mut records: BTreeMap<String, u64> = BTreeMap::new();
    let (mut rows, mut refused) = (0, 0);
    let gemeente = arguments.gemeente;
    let today = clock::today(chrono_tz::Europe::Amsterdam);
    let refusal = mapping.peildatum(&naam);
    let peildatum = refusal.as_ref().ok().copied().flatten().unwrap_or(today);
    let wijze =
        Leeswijze { mapping: &mapping, sleutel: &sleutel, bron: "check", gemeente, peildatum };
    let outcome = lees(bestand, &wijze, |deel| {
        let Deel::Rijen(stuk) = deel else { return true };
        rows += stuk.gelezen;
        refused += u64::try_from(stuk.geweigerd.len()).unwrap_or(u64::MAX);
        for (_, record) in &stuk.records {
            *records.entry(record.entiteit.naam().to_owned()).or_default() += 1;
        }
        stuk.geweigerd.into_iter().for_each(&mut keep);
        true
    });
    (checked.rows, checked.refused, checked.records) = (rows, refused, records);
    checked.good = rows - refused;
    if !mapping.past_op(&naam) {
        checked.warnings.insert(PATTERN, 1);
    }
    let meldingen = match (outcome, refusal) {
        (Err(weigering), _) | (Ok(_), Err(weigering)) => {
            let geweigerd = crate::job::zaaksysteem::geweigerd(&weigering);
            checked.file_refused = Some(Refused::new(geweigerd));
            Meldingen::new()
        }
        (Ok(meldingen), Ok(_)) => meldingen,
    };
    for ((soort, _), gezien) in &meldingen {
        *checked.warnings.entry(soort.code()).or_default() += gezien.aantal;
    }
    Ok((checked, meldingen))
}

impl Refused {
    fn new(refusal: load::zaak::Geweigerd) -> Self {
        Self {
            line: refusal.regel,
            code: refusal.code.as_str(),
            place: refusal.plaats,
            explanation: refusal.code.uitleg_csv(),
        }
    }
}

/// Pseudonyms are made, to check what would be made, and thrown away.
fn throw_away_key() -> Result<Pseudoniemsleutel, Failure> {
    let digits = random_hex()?;
    digits.parse().map_err(|fout: domain::SleutelFout| {
        Failure::because(Exit::Failed, fout.into(), "report this as a bug")
    })
}

fn render(checked: &Checked, meldingen: &Meldingen, has_colour: bool) -> String {
    let mut text = String::new();
    if let Some(refused) = &checked.file_refused {
        let Refused { code, place, explanation, .. } = refused;
        line(&mut text, format_args!("{}: {code} {place}", checked.file));
        line(&mut text, format_args!("{explanation}"));
        return text;
    }
    let Checked { file, rows, good, refused, .. } = checked;
    line(
        &mut text,
        format_args!(
            "{file}: {} rows, {} would load, {} would be refused",
            count(*rows),
            count(*good),
            count(*refused)
        ),
    );
    for (entiteit, number) in &checked.records {
        line(&mut text, format_args!("  {entiteit}: {}", count(*number)));
    }
    if !checked.first.is_empty() {
        let mut table = Table::new(&["line", "code", "place"], has_colour);
        for refused in &checked.first {
            table.row([refused.line.to_string(), refused.code.to_owned(), refused.place.clone()]);
        }
        text.push('\n');
        text.push_str(&table.render());
        let more = refused.saturating_sub(u64::try_from(checked.first.len()).unwrap_or_default());
        if more > 0 {
            line(&mut text, format_args!("and {} more", count(more)));
        }
        text.push('\n');
        for (code, times) in &checked.codes {
            let explanation = code.parse::<domain::Code>().map_or("", domain::Code::uitleg_csv);
            line(&mut text, format_args!("{code} ({}): {explanation}", count(*times)));
        }
    }
    if checked.warnings.contains_key(PATTERN) {
        line(
            &mut text,
            format_args!("note: a run leaves this file alone: its name does not fit `patroon`"),
        );
    }
    for ((soort, kolom), gezien) in meldingen {
        let column = kolom.as_ref().map(|kolom| format!(" {kolom}")).unwrap_or_default();
        let (code, explanation) = (soort.code(), soort.uitleg());
        let (times, lines) = (count(gezien.aantal), lines(gezien));
        line(&mut text, format_args!("{code}{column} ({times}{lines}): {explanation}"));
    }
    text
}

/// The first lines where something was seen, as `; lines 3, 14, ..`.
fn lines(gezien: &Gezien) -> String {
    let numbers: Vec<String> = gezien.regels.iter().map(u64::to_string).collect();
    let shown = u64::try_from(numbers.len()).unwrap_or(u64::MAX);
    match numbers.as_slice() {
        [] => String::new(),
        [number] if gezien.aantal == 1 => format!("; line {number}"),
        _ if gezien.aantal > shown => format!("; lines {}, ..", numbers.join(", ")),
        _ => format!("; lines {}", numbers.join(", ")),
    }
}
