//! `sluis cbs` for people.

use chrono_tz::Tz;

use super::wire::{Acceptance, Code, Found, Loaded, Measure, NextLoad, Outcome, Shown};
use crate::cli::output::{Table, line, thousands, wrap};
use crate::cli::runs::local;

/// Characters on a line of running text.
const WIDTH: usize = 100;

/// Measures that are written out; --json has all.
const MEASURES_SHOWN: usize = 60;

/// Versions that are written out.
const VERSIONS_SHOWN: usize = 5;

/// The tables that were found, each with its title below.
pub(super) fn found(found: &Found, has_colour: bool) -> String {
    let mut head = vec!["table", "changed", "rows", "status", "loaded by"];
    let first = found.tables.first().map(|table| table.base_url.as_str());
    let has_places = found.tables.iter().any(|table| Some(table.base_url.as_str()) != first);
    if has_places {
        head.push("catalogue");
    }
    let mut table = Table::new(&head, has_colour);
    for row in &found.tables {
        let mut cells = vec![
            row.table.clone(),
            day(&row.version),
            row.rows.map(thousands).unwrap_or_default(),
            row.status.clone(),
            row.loaded_by.join(", "),
        ];
        if has_places {
            cells.push(row.base_url.clone());
        }
        table.row(cells);
    }
    let table = table.render();
    let mut lines = table.lines();
    let mut text = lines.next().unwrap_or_default().to_owned();
    text.push('\n');
    for (line, row) in lines.zip(&found.tables) {
        text.push_str(line);
        text.push('\n');
        let language = if row.language == "en" { " [en]" } else { "" };
        wrap(&mut text, &format!("{}{language}", row.title), "    ", WIDTH);
    }
    text
}

/// A table.
pub(super) fn shown(shown: &Shown, zone: Tz, has_colour: bool) -> String {
    let mut text = String::new();
    line(&mut text, format_args!("{}", shown.table));
    wrap(&mut text, &shown.title, "    ", WIDTH);
    text.push('\n');
    text.push_str(&facts(shown));
    dimensions(&mut text, shown, has_colour);
    measures(&mut text, &shown.measures, has_colour);
    loaded(&mut text, &shown.loaded, zone, has_colour);
    if shown.measures_empty > 0 {
        let (empty, all) = (thousands(shown.measures_empty), thousands(shown.measures_loaded));
        let words =
            format_args!("{empty} of {all} measures have no figure yet; CBS fills them later");
        line(&mut text, words);
    }
    for next in &shown.next {
        next_load(&mut text, next);
    }
    if !shown.newer_editions.is_empty() {
        line(&mut text, format_args!("\nnewer editions"));
        for edition in &shown.newer_editions {
            let words = format!("{} ({}): {}", edition.table, edition.status, edition.title);
            wrap(&mut text, &words, "  ", WIDTH);
        }
    }
    text
}

/// What differs in a structure, and whether that was accepted.
pub(super) fn accepted(accepted: &Acceptance) -> String {
    let mut text = String::new();
    let Acceptance { source, table, version, .. } = accepted;
    line(&mut text, format_args!("{source}: table {table}, version {version} ({})", day(version)));
    for difference in &accepted.differences {
        wrap(&mut text, &format!("differs: {difference}"), "  ", WIDTH);
    }
    if accepted.is_accepted {
        line(&mut text, format_args!("accepted: only a table with this structure is loaded"));
    }
    text
}

fn facts(shown: &Shown) -> String {
    let mut table = Table::new(&["", ""], false);
    let place = format!("{} at {}", shown.protocol, shown.base_url);
    let version = match (shown.version.as_str(), shown.reason.as_str()) {
        ("", _) => "not told".to_owned(),
        (version, "") => format!("{version} ({})", day(version)),
        (version, reason) => format!("{version} ({}, {reason})", day(version)),
    };
    let rows = shown.rows.map_or_else(|| "not told".to_owned(), count);
    for (name, value) in [
        ("asked", if shown.is_live { "CBS, now" } else { "the warehouse: CBS was not reached" }),
        ("place", &place),
        ("status", &shown.status),
        ("version", &version),
        ("figures of", &shown.observations_modified),
        ("texts of", &shown.metadata_modified),
        ("delivered", &shown.frequency),
        ("rows", &rows),
        ("licence", &shown.licence),
        ("source", &shown.origin),
    ] {
        if !value.is_empty() {
            table.row([name.to_owned(), value.to_owned()]);
        }
    }
    table.render().trim_start().to_owned()
}

fn dimensions(text: &mut String, shown: &Shown, has_colour: bool) {
    if shown.dimensions.is_empty() {
        return;
    }
    line(text, format_args!("\ndimensions ({})", shown.dimensions.len()));
    let mut table = Table::new(
        &["dimension", "role", "codes", "totals", "margins", "first", "last"],
        has_colour,
    );
    let optional = |count: u64| if count == 0 { String::new() } else { self::count(count) };
    for dimension in &shown.dimensions {
        table.row([
            dimension.name.clone(),
            dimension.role.clone(),
            count(dimension.codes),
            optional(dimension.totals),
            optional(dimension.margins),
            code(dimension.first.as_ref()),
            code(dimension.last.as_ref()),
        ]);
    }
    text.push_str(&table.render());
}

fn measures(text: &mut String, measures: &[Measure], has_colour: bool) {
    if measures.is_empty() {
        return;
    }
    line(text, format_args!("\nmeasures ({})", measures.len()));
    let mut table = Table::new(&["measure", "label", "unit", "decimals", "kind"], has_colour);
    for measure in measures.iter().take(MEASURES_SHOWN) {
        table.row([
            measure.code.clone(),
            measure.label.clone(),
            measure.unit.clone(),
            measure.decimals.to_string(),
            measure.kind.clone(),
        ]);
    }
    text.push_str(&table.render());
    if measures.len() > MEASURES_SHOWN {
        let more = measures.len() - MEASURES_SHOWN;
        line(text, format_args!("and {more} more; --json has all"));
    }
}

fn loaded(text: &mut String, loaded: &[Loaded], zone: Tz, has_colour: bool) {
    if loaded.is_empty() {
        line(text, format_args!("\nnothing of it is loaded"));
        return;
    }
    line(text, format_args!("\nloaded"));
    let head = ["loaded at", "by", "version", "cells", "new", "changed", "gone"];
    let mut table = Table::new(&head, has_colour);
    for version in loaded.iter().take(VERSIONS_SHOWN) {
        table.row([
            local(version.loaded_at, zone),
            version.source.clone(),
            version.version.clone(),
            thousands(version.cells),
            thousands(version.added),
            thousands(version.changed),
            thousands(version.removed),
        ]);
    }
    text.push_str(&table.render());
}

fn next_load(text: &mut String, next: &NextLoad) {
    let size = match (next.rows, next.parts) {
        (Some(rows), Some(1)) => format!("{} rows in one part", count(rows)),
        (Some(rows), Some(parts)) => format!("{} rows in {} parts", count(rows), count(parts)),
        _ => "rows not known".to_owned(),
    };
    let outcome = match next.outcome {
        Outcome::Unchanged => "nothing: this version is loaded".to_owned(),
        Outcome::Load => size,
        Outcome::Drift => "nothing: its structure changed, so the old figures stay".to_owned(),
        Outcome::Refused => "nothing: it cannot be loaded like this".to_owned(),
    };
    line(text, format_args!("\nnext run, source {}: {outcome}", next.source));
    if !next.selection.is_empty() {
        wrap(text, &format!("asked: {}", next.selection), "  ", WIDTH);
    }
    if let (Some(code), Some(error)) = (&next.error_code, &next.error) {
        wrap(text, &format!("{code}: {error}"), "  ", WIDTH);
    }
    for warning in &next.warnings {
        wrap(text, &format!("warning: {warning}"), "  ", WIDTH);
    }
    for difference in &next.differences {
        wrap(text, &format!("differs: {difference}"), "  ", WIDTH);
    }
    if next.outcome == Outcome::Drift {
        let words = format!(
            "look at the explanation of CBS, then: sluis cbs accept {} --reden TEXT",
            next.source
        );
        wrap(text, &words, "  ", WIDTH);
    }
}

fn code(code: Option<&Code>) -> String {
    let Some(code) = code else { return String::new() };
    if code.label.is_empty() || code.label == code.code {
        code.code.clone()
    } else {
        format!("{} {}", code.code, code.label)
    }
}

/// The day in a version, or the version when it is not made of a day.
pub(super) fn day(version: &str) -> String {
    let parts = (version.get(..4), version.get(4..6), version.get(6..8));
    match parts {
        (Some(year), Some(month), Some(day)) if version.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{year}-{month}-{day}")
        }
        _ => version.to_owned(),
    }
}

/// A count with a space between thousands.
pub(super) fn count(number: u64) -> String {
    thousands(i64::try_from(number).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests;
