//! Reading to checked, pseudonymised records, against what quick-xml needs to cut the same bytes
//! into events.
//!
//! Fails when reading is slower than half of that, so it can be run as a check:
//! `cargo bench -p extract-ggk --bench lezen`.
#![expect(clippy::print_stdout, reason = "a benchmark reports on stdout")]
#![expect(clippy::panic, reason = "a benchmark of refused messages means nothing")]
#![expect(clippy::disallowed_types, reason = "a speed is no amount")]

#[path = "../src/voorbeeld.rs"]
#[expect(dead_code, reason = "the benchmark needs some of the messages")]
mod voorbeeld;

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use domain::Pseudoniemsleutel;
use extract_ggk::{LeesOpties, lees};
use quick_xml::Reader;
use quick_xml::events::Event;

/// Reading must reach this part of the speed of bare tokenising.
const RATIO_MIN: f64 = 0.5;
/// Each of both is measured this often, in turns; the fastest counts, because only noise makes it
/// slower.
const ROUNDS: usize = 15;

fn bsn(number: u32) -> String {
    let digits = format!("{:08}", 99_990_000 + number / 10 % 10_000);
    let sum: u32 = digits.bytes().zip((2..=9).rev()).map(|(d, w)| u32::from(d - b'0') * w).sum();
    // A last digit of 10 does not exist: such a number is spoilt and falls back to a valid one.
    if sum % 11 == 10 { "999900006".to_owned() } else { format!("{digits}{}", sum % 11) }
}

/// Line ends as the standard prescribes.
fn crlf(text: &str) -> String {
    text.replace('\n', "\r\n")
}

fn declaratie() -> Vec<String> {
    let clienten: String = (0_u32..6_000)
        .map(|client| {
            let lines: String = (0..4)
                .map(|line| voorbeeld::prestatie(&format!("RN{client:06}{line}"), ""))
                .collect();
            voorbeeld::client_met_prestaties(&bsn(client), &lines, "")
        })
        .collect();
    vec![crlf(&voorbeeld::bericht_323(&clienten, 6_000 * 4 * 5_000))]
}

fn toewijzingen() -> Vec<String> {
    (0_u32..4_000).map(|at| crlf(&voorbeeld::bericht_301(&[at, at + 1, at + 2]))).collect()
}

fn starts() -> Vec<String> {
    (0_u32..6_000).map(|at| crlf(&voorbeeld::bericht_305(&[at]))).collect()
}

fn tokenise(files: &[String]) -> usize {
    let mut events = 0;
    for file in files {
        let mut reader = Reader::from_str(file);
        loop {
            match black_box(reader.read_event()) {
                Ok(Event::Eof) => break,
                Ok(_) => events += 1,
                Err(error) => panic!("the message is not well-formed: {error}"),
            }
        }
    }
    events
}

fn read(files: &[String], opties: &LeesOpties, sleutel: &Pseudoniemsleutel) -> usize {
    let mut refused = 0;
    for file in files {
        match black_box(lees(file.as_bytes(), opties, sleutel)) {
            Ok(gelezen) => refused += gelezen.afkeuringen.len(),
            Err(error) => panic!("the message was refused: {error}"),
        }
    }
    refused
}

/// Time that this thread was on a processor, so that a busy machine does not count; else the clock.
fn now(start: Instant) -> Duration {
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = schedule.split(' ').next().and_then(|field| field.parse().ok());
    nanos.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

fn faster(best: Duration, work: impl FnOnce() -> usize) -> Duration {
    let start = Instant::now();
    let before = now(start);
    black_box(work());
    best.min(now(start).saturating_sub(before))
}

fn main() -> ExitCode {
    let Some(vandaag) = NaiveDate::from_ymd_opt(2026, 11, 1) else { return ExitCode::FAILURE };
    let opties = LeesOpties::new(vandaag);
    let Ok(sleutel) = "ab".repeat(32).parse::<Pseudoniemsleutel>() else {
        return ExitCode::FAILURE;
    };
    let mut is_fast = true;
    println!(
        "{:<22} {:>8} {:>12} {:>12} {:>6}",
        "message", "MB", "bare MB/s", "lees MB/s", "ratio"
    );
    for (name, files) in [
        ("323, one large file", declaratie()),
        ("301, many small files", toewijzingen()),
        ("305, many small files", starts()),
    ] {
        assert_eq!(read(&files, &opties, &sleutel), 0, "{name}: records were refused");
        let (mut bare, mut full) = (Duration::MAX, Duration::MAX);
        for _ in 0..ROUNDS {
            bare = faster(bare, || tokenise(&files));
            full = faster(full, || read(&files, &opties, &sleutel));
        }
        let bytes: usize = files.iter().map(String::len).sum();
        let megabytes = f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1e6;
        let speed = |took: Duration| megabytes / took.as_secs_f64();
        let ratio = speed(full) / speed(bare);
        is_fast &= ratio >= RATIO_MIN;
        println!(
            "{name:<22} {megabytes:>8.1} {:>12.0} {:>12.0} {ratio:>6.2}",
            speed(bare),
            speed(full)
        );
    }
    if is_fast { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
