//! The table of what was expected and what came.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

/// Our outcome when the contract keeps this content, and refuses the one that came first.
pub(super) const TIE: &str = "the first refused";

/// How one case went.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Path below the folder of the key.
    pub(super) file: String,
    /// The outcome of the key.
    pub(super) expected: String,
    /// A code that the key suggests.
    pub(super) suggested: String,
    /// Our outcome.
    pub(super) got: String,
    /// Codes of refusals and warnings.
    pub(super) codes: Vec<String>,
    /// Loaded and quarantined records.
    pub(super) records: (u64, u64),
    /// Time of the run.
    pub(super) elapsed: Duration,
    /// Peak of memory of the run in MB.
    pub(super) peak_mb: u64,
    /// What is wrong; nothing: it passes.
    pub(super) faults: Vec<String>,
    /// Whether the row is hard.
    pub(super) is_hard: bool,
}

impl Line {
    fn verdict(&self) -> String {
        let is_suggested = self.suggested.is_empty() || self.codes.contains(&self.suggested);
        match (self.faults.is_empty(), self.is_hard) {
            (true, _) if self.got == TIE => "pass (a tie: the smaller hash stays)".to_owned(),
            (true, _) if self.got != self.expected => "pass (also acceptable)".to_owned(),
            (true, _) if !is_suggested => format!("pass (suggested code {})", self.suggested),
            (true, _) => "pass".to_owned(),
            (false, true) => format!("FAIL: {}", self.faults.join("; ")),
            (false, false) => format!("other choice: {}", self.faults.join("; ")),
        }
    }
}

/// The table with the score of each folder under it.
pub(super) fn render(lines: &[Line]) -> String {
    let head = ["case", "expected", "got", "code", "loaded/quar.", "seconds", "peak MB", "verdict"];
    let mut rows: Vec<[String; 8]> = vec![head.map(ToOwned::to_owned)];
    for line in lines {
        let (loaded, quarantined) = line.records;
        rows.push([
            line.file.clone(),
            line.expected.clone(),
            line.got.clone(),
            line.codes.join(" "),
            format!("{loaded}/{quarantined}"),
            seconds(line.elapsed),
            line.peak_mb.to_string(),
            line.verdict(),
        ]);
    }
    let mut widths = [0; 8];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut text = String::new();
    for row in &rows {
        let cells: Vec<String> =
            row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text.push('\n');
    text.push_str(&scores(lines));
    text
}

/// Passed of all, per folder, hard rows and choices apart.
fn scores(lines: &[Line]) -> String {
    let mut scores: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for line in lines {
        let folder = line.file.split('/').next().unwrap_or_default();
        let passes = usize::from(line.faults.is_empty());
        let [hard, hard_passed, choice, choice_passed] = scores.entry(folder).or_default();
        if line.is_hard {
            *hard += 1;
            *hard_passed += passes;
        } else {
            *choice += 1;
            *choice_passed += passes;
        }
    }
    let mut text = String::new();
    for (folder, [hard, hard_passed, choice, choice_passed]) in scores {
        writeln!(
            text,
            "{folder}: {hard_passed} of {hard} hard rows, {choice_passed} of {choice} choices"
        )
        .unwrap();
    }
    let slowest = lines.iter().map(|line| line.elapsed).max().unwrap_or_default();
    let highest = lines.iter().map(|line| line.peak_mb).max().unwrap_or_default();
    writeln!(text, "slowest {} s, highest peak {highest} MB", seconds(slowest)).unwrap();
    text
}

/// Seconds with two decimals.
pub(super) fn seconds(time: Duration) -> String {
    format!("{}.{:02}", time.as_secs(), time.subsec_millis() / 10)
}
