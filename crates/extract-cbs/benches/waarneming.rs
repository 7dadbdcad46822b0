//! Pages to observations, against what `serde_json` needs to pass over the same bytes without keeping anything.
//!
//! Fails when reading is slower than a part of that, so it can be run as a check:
//! `cargo bench -p extract-cbs --bench waarneming`.
#![expect(clippy::print_stdout, reason = "a benchmark reports on stdout")]
#![expect(clippy::panic, reason = "a benchmark of refused pages means nothing")]
#![expect(clippy::disallowed_types, reason = "a speed is no amount")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use domain::statline::{
    Dimensie, Dimensiecode, Dimensierol, Gegevenstype, Keuze, LeegBetekenis, Onderwerp, Protocol,
    Tabel, Tabelversie,
};
use extract_cbs::lees_pagina;
use serde::de::IgnoredAny;

/// Reading, with its digest, must reach this part of the speed of passing over, which looks for quotes only. It reaches
/// 0.2 for v4 and 0.1 for v3, whose cells are short.
const RATIO_MIN: f64 = 0.07;
/// Each of both is measured this often, in turns; the fastest counts, because only noise makes it
/// slower.
const ROUNDS: usize = 7;
/// Least bytes of one measurement: the clock of the processor ticks in milliseconds.
const BYTES_MIN: usize = 200_000_000;

fn dimensie(naam: &str, codes: impl Iterator<Item = String>) -> Dimensie {
    let member = |sleutel: String| Dimensiecode {
        code: sleutel.trim_end().to_owned(),
        sleutel,
        titel: String::new(),
        omschrijving: String::new(),
        groep: String::new(),
        pad: Vec::new(),
        status: String::new(),
        ouder: None,
        geldig_van: None,
        geldig_tot: None,
        is_totaal: false,
        is_kop: false,
        is_marge: false,
    };
    Dimensie {
        naam: naam.to_owned(),
        titel: String::new(),
        soort: String::new(),
        rol: Dimensierol::Categorie,
        kaartjaar: None,
        codes: codes.map(member).collect(),
    }
}

/// A table of 400 municipalities, 25 years and these measures: 20 000 cells for two of them.
fn tabel(protocol: Protocol, onderwerpen: u32) -> Tabel {
    let onderwerp = |at: u32| Onderwerp {
        code: format!("M{at:06}"),
        pad: Vec::new(),
        titel: String::new(),
        omschrijving: String::new(),
        eenheid: String::new(),
        vermenigvuldiger: 1,
        decimalen: 1,
        gegevenstype: Gegevenstype::Decimaal,
        leeg: LeegBetekenis::Onmogelijk,
        is_relatief: false,
    };
    let Ok(tabel_id) = "85001NED".parse() else { panic!("the identifier is one") };
    Tabel {
        tabel_id,
        protocol,
        titel: String::new(),
        samenvatting: String::new(),
        toelichting: String::new(),
        versie: Tabelversie {
            versie: String::new(),
            waarnemingen_op: String::new(),
            metadata_op: String::new(),
            aantal: None,
        },
        reden: String::new(),
        status: String::new(),
        frequentie: String::new(),
        licentie: String::new(),
        bron: String::new(),
        dimensies: vec![
            dimensie("RegioS", (0..400).map(|at| format!("GM{:04}", at * 3))),
            dimensie("Perioden", (2000..2025).map(|jaar| format!("{jaar}JJ00"))),
        ],
        onderwerpen: (0..onderwerpen).map(onderwerp).collect(),
        herindelingen: Vec::new(),
    }
}

/// A number in the forms that CBS uses; one in nine is not there.
fn waarde(id: usize) -> Option<String> {
    match id % 9 {
        0 => None,
        1..=4 => Some((id * 7919 % 1_000_000).to_string()),
        _ => Some(format!("{}.{}", id * 31 % 90_000, id % 10)),
    }
}

fn v4(tabel: &Tabel) -> String {
    let mut body = "{\"@odata.context\":\"x\",\"value\":[".to_owned();
    let (mut id, mut comma) = (0, "");
    for gebied in codes(tabel, 0) {
        for periode in codes(tabel, 1) {
            for onderwerp in &tabel.onderwerpen {
                let (value, attribute) =
                    waarde(id).map_or(("null".to_owned(), "Impossible"), |waarde| (waarde, "None"));
                let _ = write!(
                    body,
                    "{comma}{{\"Id\":{id},\"Measure\":\"{}\",\"ValueAttribute\":\"{attribute}\",\
                     \"Value\":{value},\"StringValue\":null,\"RegioS\":\"{gebied}\",\
                     \"Perioden\":\"{periode}\"}}",
                    onderwerp.code
                );
                (id, comma) = (id + 1, ",");
            }
        }
    }
    body + "]}"
}

fn v3(tabel: &Tabel) -> String {
    let mut body = "{\"odata.metadata\":\"x\",\"value\":[".to_owned();
    let (mut id, mut comma) = (0, "");
    for gebied in codes(tabel, 0) {
        for periode in codes(tabel, 1) {
            let _ = write!(
                body,
                "{comma}{{\"ID\":{id},\"RegioS\":\"{gebied}\",\"Perioden\":\"{periode}\""
            );
            for (at, onderwerp) in tabel.onderwerpen.iter().enumerate() {
                let text = waarde(id + at).unwrap_or_default();
                let _ = write!(body, ",\"{}\":\"{text:>8}\"", onderwerp.code);
            }
            body.push('}');
            (id, comma) = (id + 1, ",");
        }
    }
    body + "]}"
}

fn codes(tabel: &Tabel, dimensie: usize) -> impl Iterator<Item = &str> {
    let codes = tabel.dimensies.get(dimensie).map(|dimensie| &*dimensie.codes);
    codes.unwrap_or_default().iter().map(|code| &*code.sleutel)
}

fn pass_over(body: &[u8]) -> usize {
    match serde_json::from_slice::<IgnoredAny>(body) {
        Ok(_) => 0,
        Err(error) => panic!("the page is not JSON: {error}"),
    }
}

fn read(body: &[u8], tabel: &Tabel) -> usize {
    let keuze = Keuze::alles(tabel.dimensies.len());
    match lees_pagina(body, tabel, &keuze, "https://localhost/UntypedDataSet", None) {
        Ok(pagina) => pagina.blok.cellen.len(),
        Err(error) => panic!("the page was refused: {error}"),
    }
}

/// Time that this thread was on a processor, so that a busy machine does not count; else the clock.
fn now(start: Instant) -> Duration {
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = schedule.split(' ').next().and_then(|field| field.parse().ok());
    nanos.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

fn faster(best: Duration, times: u32, work: impl Fn() -> usize) -> Duration {
    let start = Instant::now();
    let before = now(start);
    for _ in 0..times {
        black_box(work());
    }
    best.min(now(start).saturating_sub(before) / times)
}

fn float(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

fn main() -> ExitCode {
    let mut is_fast = true;
    println!(
        "{:<28} {:>6} {:>10} {:>10} {:>9} {:>6}",
        "page", "MB", "bare MB/s", "lees MB/s", "Mcells/s", "ratio"
    );
    for (name, protocol, onderwerpen) in [
        ("v4, 2 measures", Protocol::V4, 2),
        ("v4, 12 measures", Protocol::V4, 12),
        ("v3 untyped, 2 measures", Protocol::V3, 2),
        ("v3 untyped, 30 measures", Protocol::V3, 30),
    ] {
        let tabel = tabel(protocol, onderwerpen);
        let body = if protocol == Protocol::V4 { v4(&tabel) } else { v3(&tabel) };
        let cells = read(body.as_bytes(), &tabel);
        assert_eq!(cells, 400 * 25 * tabel.onderwerpen.len(), "{name}: cells are missing");
        let times = u32::try_from(BYTES_MIN / body.len()).unwrap_or(1).max(1);
        let (mut bare, mut full) = (Duration::MAX, Duration::MAX);
        for _ in 0..ROUNDS {
            bare = faster(bare, times, || pass_over(body.as_bytes()));
            full = faster(full, times, || read(body.as_bytes(), &tabel));
        }
        let megabytes = float(body.len()) / 1e6;
        let ratio = bare.as_secs_f64() / full.as_secs_f64();
        is_fast &= ratio >= RATIO_MIN;
        println!(
            "{name:<28} {megabytes:>6.1} {:>10.0} {:>10.0} {:>9.2} {ratio:>6.2}",
            megabytes / bare.as_secs_f64(),
            megabytes / full.as_secs_f64(),
            float(cells) / full.as_secs_f64() / 1e6,
        );
    }
    if is_fast { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
