//! Encoding plus COPY of a task into landing, against psql's binary `\copy` of the same rows into an equal table.
//!
//! `cargo bench -p load --bench landing` with `DATABASE_URL` naming a server; exits with 1 below the limit.
#![expect(clippy::print_stdout, reason = "a bench reports on stdout")]
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "times, and the server to measure on"
)]
#![expect(clippy::unwrap_used, reason = "a bench stops at the first surprise")]

use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate};
use domain::record::{Declaratie, IngelezenBericht, Inhoud, Prestatie};
use domain::{
    Bericht, Berichtsoort, Clientsleutel, DebetCredit, Eenheid, Eurocent, InhoudHash, Periode,
    Product, Productcategorie, Release, Wet,
};
use load::Db;
use load::landing::{Batch, Bestand, Lezing, write_batch};
use load::ledger::{NewRun, RunSoort, next_task_id, start_run};
use load::slot::Slot;

/// Share of the speed of psql's `\copy`.
const SHARE_MIN: f64 = 0.8;
const MESSAGES: u32 = 200;
const LINES: u32 = 2000;
/// Of which the best counts, on both sides.
const ROUNDS: u8 = 5;

#[tokio::main]
async fn main() -> ExitCode {
    let server = std::env::var("DATABASE_URL").unwrap();
    let database = format!("sluis_bench_{}", std::process::id());
    psql(&server, &format!("create database {database}"));
    let (base, options) = server.split_once('?').unwrap_or((&server, ""));
    let url = format!("{}/{database}?{options}", base.rsplit_once('/').unwrap().0);
    let share = measure(&url).await;
    psql(&server, &format!("drop database {database} with (force)"));
    if share >= SHARE_MIN { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn measure(url: &str) -> f64 {
    let db = Db::connect(url).await.unwrap();
    db.migrate().await.unwrap();
    let slot = Slot::take(&db).await.unwrap().unwrap();
    let run = NewRun {
        soort: RunSoort::Run,
        gestart_door: "bench",
        versie: "0",
        peildatum: day(),
        rerun_van: None,
    };
    let run_id = start_run(&db, &slot, &run).await.unwrap();
    let (mut ours, mut theirs) = (Duration::MAX, Duration::MAX);
    let file = std::env::temp_dir().join(format!("sluis-bench-{}.bin", std::process::id()));
    for round in 0..ROUNDS {
        psql(
            url,
            "truncate landing.bericht, landing.declaratie, landing.prestatie, beheer.bestand",
        );
        let batch = Batch {
            taak_id: next_task_id(&db).await.unwrap(),
            run_id,
            bron: "bench".to_owned(),
            eenheid: "bench".to_owned(),
            poging: 1,
            gestart_op: DateTime::UNIX_EPOCH,
            bestanden: (0..MESSAGES).map(|number| message(round, number)).collect(),
        };
        let started = Instant::now();
        write_batch(&db, &slot, &batch).await.unwrap();
        ours = ours.min(started.elapsed());
        psql(url, &format!("\\copy landing.prestatie to '{}' (format binary)", file.display()));
        psql(url, "drop table if exists twin");
        psql(
            url,
            "create table twin (like landing.prestatie including indexes including constraints)",
        );
        let started = Instant::now();
        psql(url, &format!("\\copy twin from '{}' (format binary)", file.display()));
        theirs = theirs.min(started.elapsed());
    }
    std::fs::remove_file(file).unwrap();
    db.close().await;
    let share = theirs.as_secs_f64() / ours.as_secs_f64();
    println!("rows: {}", MESSAGES * LINES);
    println!("psql binary \\copy into an equal table: {:.3} s", theirs.as_secs_f64());
    println!("a whole task (encoding, COPY, ledger, commit): {:.3} s", ours.as_secs_f64());
    println!("share of psql's speed: {share:.2} (limit {SHARE_MIN:.2})");
    share
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 4, 1).unwrap()
}

/// A declaration of many lines.
fn message(round: u8, number: u32) -> Bestand {
    let periode = Periode::new(day(), NaiveDate::from_ymd_opt(2026, 4, 30)).unwrap();
    let lines = (1..=LINES).map(|regel| Prestatie {
        regel,
        client: Clientsleutel::from_bytes([regel.to_le_bytes()[0]; 16]),
        referentienummer: format!("L{number:05}{regel:06}").parse().unwrap(),
        vorig_referentienummer: None,
        nummer: i64::from(number * LINES + regel).try_into().unwrap(),
        product: Product {
            categorie: Productcategorie::parse(Wet::Jw, "45").unwrap(),
            code: Some("45A48".parse().unwrap()),
        },
        periode,
        volume: "10".parse().unwrap(),
        eenheid: Eenheid::Uur,
        tarief: Some(Eurocent::new(500)),
        bedrag: Eurocent::new(5000),
        debet_credit: DebetCredit::Debet,
    });
    let declaratie = Declaratie {
        declaratienummer: format!("D{number}").parse().unwrap(),
        periode,
        dagtekening: day(),
        totaal: Eurocent::NUL,
    };
    let mut inhoud = [round; 16];
    inhoud[..4].copy_from_slice(&number.to_le_bytes());
    let bericht = Bericht {
        wet: Wet::Jw,
        soort: Berichtsoort::B323,
        release: Release::R3_2,
        gemeente: "0384".parse().unwrap(),
        agb: "42420001".parse().unwrap(),
        identificatie: format!("B{round}{number}").parse().unwrap(),
        dagtekening: day(),
        betreft: None,
        oordeel: None,
        retourcodes: Vec::new(),
        xsd_versie: None,
        betreft_xsd_versie: None,
        inhoud: InhoudHash(inhoud),
        aantal_regels: Some(LINES),
    };
    let inhoud = Inhoud::Declaratie(declaratie, lines.collect());
    Bestand {
        bestand_id: None,
        container: None,
        naam: format!("{round}-{number}.xml"),
        sha256: [0; 32],
        grootte: 1,
        gewijzigd_ns: 1,
        lezing: Lezing::Bericht {
            bericht: Box::new(IngelezenBericht {
                bericht,
                clienten: Vec::new(),
                beschikkingen: Vec::new(),
                envelop: None,
                waarnemingen: Vec::new(),
                inhoud,
            }),
            afkeuringen: Vec::new(),
        },
    }
}

fn psql(url: &str, sql: &str) {
    let status = Command::new("psql").args(["-X", "-q", "-d", url, "-c", sql]).status().unwrap();
    assert!(status.success(), "{sql}");
}
