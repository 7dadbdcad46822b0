//! The pages about what was loaded, around a warehouse that `sluis` filled: they tell much, and of nobody.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};
use std::sync::Arc;

use aho_corasick::AhoCorasick;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum::{Extension, Router};
use chrono::{DateTime, Utc};
use load::Db;
use load::pagina::kwaliteit::WEERGAVEN;
use sluis_tests::Warehouse;
use tower::ServiceExt as _;
use web::{Bediening, BronInfo, Gebruiker, Omgeving, Rol, Volgende};

use crate::generated::{EVERYTHING, loaded_with};

struct Dienst(String);

impl Bediening for Dienst {
    fn nu(&self) -> DateTime<Utc> {
        "2026-11-22T08:00:00Z".parse().unwrap()
    }

    fn volgende(&self) -> Vec<Volgende> {
        Vec::new()
    }

    fn bronnen(&self) -> Vec<BronInfo> {
        Vec::new()
    }

    fn instellingen(&self) -> String {
        self.0.clone()
    }

    fn is_leider(&self) -> bool {
        true
    }
}

async fn pages(warehouse: &Warehouse) -> Router {
    let db = Db::connect(&warehouse.url().unwrap()).await.unwrap();
    let omgeving = Omgeving {
        feiten: db.clone(),
        db,
        bediening: Arc::new(Dienst(warehouse.sluis(&["check"]).unwrap().stdout)),
        tijdzone: "Europe/Amsterdam".parse().unwrap(),
        versie: "0",
        signin: web::AanmeldInstellingen::default(),
    };
    let gebruiker =
        Gebruiker { naam: "tester".to_owned(), rol: Rol::Beheerder, csrf: "C".to_owned() };
    web::paginas(omgeving).layer(Extension(gebruiker))
}

async fn get(pages: &Router, path: &str) -> Vec<u8> {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = pages.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()
}

/// What a workbook holds as text.
fn unzipped(xlsx: Vec<u8>) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(xlsx)).unwrap();
    let mut text = String::new();
    for name in ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "docProps/core.xml"] {
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    }
    text
}

/// BSNs, names and texts of the messages, and the keys that stand for clients, in both ways to write one.
fn secrets(warehouse: &Warehouse, written: &str) -> BTreeSet<String> {
    let mut secrets: BTreeSet<String> =
        written.lines().map(ToOwned::to_owned).filter(|secret| secret.len() > 3).collect();
    assert!(secrets.len() > 100, "the generator wrote down its secrets");
    let keys = warehouse.query("select clientsleutel from landing.client").unwrap();
    assert!(keys.len() > 50, "the warehouse has clients");
    secrets.extend(keys.iter().map(|key| key.replace('-', "")));
    secrets.extend(keys);
    secrets
}

#[test]
fn the_pages_are_full_and_name_nobody() {
    let (warehouse, generated) = loaded_with(80, 15, 300, EVERYTHING);
    let written = std::fs::read_to_string(generated.truth.join("geheimen.txt")).unwrap();
    let bsn = written.lines().find(|secret| secret.parse::<domain::Bsn>().is_ok()).unwrap();
    // A sender who puts a BSN into the name of a file, and a file that stays in quarantine.
    warehouse.deliver(&format!("levering_{bsn}.xml"), "no message").unwrap();
    warehouse.run().unwrap();
    let secrets: Vec<String> = secrets(&warehouse, &written).into_iter().collect();
    let automaton = AhoCorasick::new(&secrets).unwrap();
    assert!(automaton.is_match(&format!("levering_{bsn}.xml")), "a leak would be seen");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let pages = pages(&warehouse).await;
        let clean = |path: &str, text: &str| {
            let hit = automaton.find(text).map(|hit| &secrets[hit.pattern().as_usize()]);
            assert_eq!(hit, None, "on {path}");
        };
        let mut filled = 0;
        for view in WEERGAVEN {
            let path = format!("/kwaliteit/{view}");
            clean(&path, &String::from_utf8(get(&pages, &path).await).unwrap());
            let csv = String::from_utf8(get(&pages, &format!("{path}.csv")).await).unwrap();
            filled += usize::from(csv.lines().count() > 1);
            clean(&path, &csv);
            clean(&path, &unzipped(get(&pages, &format!("{path}.xlsx")).await));
        }
        assert!(filled >= 15, "only {filled} of the quality views have rows");
        let mut paths: Vec<String> =
            ["/quarantaine?status=alle", "/quarantaine.csv?status=alle", "/quarantaine/redenen.csv",
             "/kwaliteit", "/audit", "/audit.csv", "/instellingen"].map(str::to_owned).to_vec();
        let refusals = warehouse.query("select quarantaine_id from beheer.quarantaine").unwrap();
        paths.extend(refusals.iter().map(|number| format!("/quarantaine/{number}")));
        let chains = "select 'wet=' || wet || '&gemeente=' || gemeentecode || '&toewijzing=' \
                      || toewijzingnummer from dwh.feit_toewijzing where toewijzingnummer is not null \
                      order by toewijzingnummer limit 40";
        let chains = warehouse.query(chains).unwrap();
        assert_eq!(chains.len(), 40);
        paths.extend(chains.iter().map(|chain| format!("/ketens?{chain}")));
        for path in paths {
            let text = String::from_utf8(get(&pages, &path).await).unwrap();
            clean(&path, &text);
            if path.starts_with("/ketens?") {
                assert!(text.contains("Wat er gebeurde"), "{path} tells a story");
            }
            if path.starts_with("/quarantaine?") {
                assert!(text.contains("levering_*********.xml"), "the name is masked: {text}");
            }
        }
    });
}

#[test]
fn the_page_of_a_chain_tells_what_the_command_tells() {
    let (warehouse, _) = loaded_with(20, 15, 300, EVERYTHING);
    let place = "select wet || '|' || gemeentecode || '|' || toewijzingnummer from dwh.feit_prestatie \
                 where toewijzingnummer is not null order by toewijzingnummer limit 1";
    let place = warehouse.value(place).unwrap();
    let parts: Vec<&str> = place.split('|').collect();
    let [wet, gemeente, number] = parts[..] else { panic!("{place}") };
    let arguments =
        ["explain", "--wet", wet, "--gemeente", gemeente, "--toewijzing", number, "--json"];
    let story = warehouse.sluis(&arguments).unwrap().json().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let path = format!("/ketens?wet={wet}&gemeente={gemeente}&toewijzing={number}");
    let page = runtime.block_on(async { get(&pages(&warehouse).await, &path).await });
    let page = String::from_utf8(page).unwrap();
    let events = story["verhaal"]["tijdlijn"].as_array().unwrap();
    let lines = story["verhaal"]["maanden"].as_array().unwrap();
    let lines: usize = lines.iter().map(|month| month["regels"].as_array().unwrap().len()).sum();
    assert!(!events.is_empty() && lines > 0);
    assert_eq!(page.matches("<li class=\"kaart\">").count(), events.len() + lines);
    for event in events {
        let day = event["datum"].as_str().unwrap();
        assert!(page.contains(&format!("datetime=\"{day}\"")), "{day}");
    }
}
