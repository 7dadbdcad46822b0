//! Data on stdout, talk on stderr. A reader that stops reading is no error.

use std::io::{self, IsTerminal, Write};

use serde::Serialize;

pub(super) use load::verhaal::{euros, thousands};

use super::exit::Failure;
use crate::config::{Environment, lookup};

/// Writes data to stdout.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let outcome = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match outcome {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::io("write to standard output", error)),
        Ok(()) => Ok(()),
    }
}

/// Writes one JSON object to stdout.
pub(super) fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Failure::io("write JSON", io::Error::other(error)))?;
    print(&format!("{text}\n"))
}

/// Says something on stderr; nobody listening is fine.
pub(super) fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Adds a line.
pub(super) fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    use std::fmt::Write as _;
    // Writing to a String does not fail.
    let _ = writeln!(text, "{line}");
}

/// Whether colour is wanted on stdout: only on a terminal, never with `NO_COLOR`.
pub(super) fn has_colour(environment: &Environment) -> bool {
    lookup(environment, "NO_COLOR").is_none() && io::stdout().is_terminal()
}

/// A table for people: columns aligned, numbers to the right.
#[derive(Debug, Default)]
pub(super) struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
    has_colour: bool,
}

impl Table {
    pub(super) fn new(head: &[&str], has_colour: bool) -> Self {
        Self { head: head.iter().map(|&cell| cell.to_owned()).collect(), rows: vec![], has_colour }
    }

    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().map(|cell| one_line(&cell)).collect());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn render(&self) -> String {
        let mut widths: Vec<usize> = self.head.iter().map(|cell| cell.chars().count()).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count());
            }
        }
        let is_number: Vec<bool> = (0..self.head.len())
            .map(|column| self.rows.iter().filter_map(|row| row.get(column)).all(|c| number(c)))
            .collect();
        let mut text = String::new();
        for (index, row) in std::iter::once(&self.head).chain(&self.rows).enumerate() {
            let mut line = String::new();
            for ((cell, width), is_number) in row.iter().zip(&widths).zip(&is_number) {
                let gap = " ".repeat(width - cell.chars().count());
                let cell = if self.has_colour { paint(cell, index == 0) } else { cell.clone() };
                let cell = if *is_number { format!("{gap}{cell}") } else { format!("{cell}{gap}") };
                line.push_str(&cell);
                line.push_str("  ");
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

fn number(cell: &str) -> bool {
    cell.bytes().all(|byte| byte.is_ascii_digit() || b" .,-".contains(&byte))
}

/// A text of elsewhere on one line: what steers a terminal, in a file name or a title of CBS, must not reach it.
pub(super) fn one_line(cell: &str) -> String {
    cell.chars().map(|c| if is_sturend(c) { '\u{fffd}' } else { c }).collect()
}

/// Whether a character steers what shows it instead of being shown: controls such as ESC and BEL, ends of lines, and what
/// turns the direction of writing.
pub(super) fn is_sturend(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Bold heads; status words in green, yellow and red.
fn paint(cell: &str, is_head: bool) -> String {
    let code = match cell {
        _ if is_head => "1",
        "succeeded" | "gekoppeld" | "geaccepteerd" => "32",
        "partial" | "cancelled" | "open" => "33",
        "failed" | "afgekeurd" | "wees" | "verschillend" => "31",
        _ => return cell.to_owned(),
    };
    format!("\u{1b}[{code}m{cell}\u{1b}[0m")
}

/// Adds `words`, broken between words so that no line has more than `width` characters, each after `indent`.
///
/// A word that is longer than a line stands on a line of its own: a path is not broken.
pub(super) fn wrap(text: &mut String, words: &str, indent: &str, width: usize) {
    let mut length = 0;
    for word in words.split_whitespace().map(one_line) {
        let word_length = word.chars().count();
        if length > 0 && length + 1 + word_length > width {
            text.push('\n');
            length = 0;
        }
        if length == 0 {
            text.push_str(indent);
            length = indent.chars().count();
        } else {
            text.push(' ');
            length += 1;
        }
        text.push_str(&word);
        length += word_length;
    }
    text.push('\n');
}

/// A failure with its code in front: the manual is ordered by code.
pub(super) fn coded(code: Option<&str>, error: Option<&str>) -> String {
    match (code.filter(|code| !code.is_empty()), error.unwrap_or_default()) {
        (Some(code), "") => code.to_owned(),
        (Some(code), error) => format!("{code}: {error}"),
        (None, error) => error.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_to_the_right_and_names_to_the_left() {
        let mut table = Table::new(&["source", "read"], false);
        table.row(["berichten".to_owned(), thousands(1_234_567)]);
        table.row(["a\nb".to_owned(), thousands(8)]);
        insta::assert_snapshot!(table.render(), @r"
        source          read
        berichten  1 234 567
        a�b                8
        ");
    }

    #[test]
    fn long_texts_are_broken_between_words() {
        let mut text = String::new();
        wrap(&mut text, "een twee\ndrie vier een-heel-lang-woord vijf\u{1b}", "  ", 12);
        assert_eq!(text, "  een twee\n  drie vier\n  een-heel-lang-woord\n  vijf\u{fffd}\n");
    }

    #[test]
    fn nothing_that_steers_a_terminal_passes() {
        for (text, shown) in [
            ("a\u{1b}[2Jb\u{7}", "a\u{fffd}[2Jb\u{fffd}"),
            ("\u{9b}31m\0\r\n", "\u{fffd}31m\u{fffd}\u{fffd}\u{fffd}"),
            ("\u{202e}a\u{2066}\u{2069}\u{2028}", "\u{fffd}a\u{fffd}\u{fffd}\u{fffd}"),
            ("Cli\u{eb}nten \u{2013} 65+; 1 000", "Cli\u{eb}nten \u{2013} 65+; 1 000"),
        ] {
            assert_eq!(one_line(text), shown);
        }
    }

    #[test]
    fn a_failure_has_its_code_in_front() {
        for (code, error, expect) in [
            (Some("ZERO_ROWS"), Some("no rows"), "ZERO_ROWS: no rows"),
            (Some("CRASHED"), None, "CRASHED"),
            (None, Some("no rows"), "no rows"),
            (Some(""), Some("no rows"), "no rows"),
            (None, None, ""),
        ] {
            assert_eq!(coded(code, error), expect);
        }
    }

    #[test]
    fn amounts_are_written_in_euros() {
        for (cents, expect) in [(0, "0,00"), (5, "0,05"), (-123_456, "-1 234,56")] {
            assert_eq!(euros(cents), expect);
        }
    }
}
