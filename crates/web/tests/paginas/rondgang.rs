//! Every page, in every state and for every role, keeps the rules of the house.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a page that cannot be read is a failing test"
)]

use std::collections::BTreeSet;

use axum::http::StatusCode;
use load::ledger::{self, NewRun, RunSoort};
use load::slot::Slot;
use sqlx::PgPool;
use web::Rol;

use crate::fixture::Site;
use crate::html::{Tag, tags};

/// Paths that the sign-in layer serves.
const ELDERS: [&str; 1] = ["/afmelden"];

const PAGINAS: [&str; 9] = [
    "/",
    "/?melding=aangenomen-3",
    "/runs",
    "/runs?status=failed&soort=run",
    "/runs/1",
    "/runs/2",
    "/runs/3",
    "/bronnen",
    "/bronnen/berichten",
];

fn id_van(tags: &[Tag], id: &str) -> usize {
    tags.iter().filter(|tag| tag.heeft("id") == Some(id)).count()
}

/// The rules that need nothing but the page.
pub(crate) fn houdt_zich_aan_de_regels(pad: &str, html: &str) -> Vec<Tag> {
    for verboden in
        ["style=", "<script", "javascript:", "onclick", "{{", "None", "Some(", "999900006"]
    {
        assert!(!html.contains(verboden), "{pad}: {verboden}");
    }
    let tags = tags(html);
    let met = |naam: &str| tags.iter().filter(move |tag| tag.naam == naam).collect::<Vec<_>>();
    assert_eq!(met("html")[0].heeft("lang"), Some("nl"), "{pad}");
    assert_eq!(met("title").iter().filter(|tag| tag.in_tags.last().unwrap() == "head").count(), 1);
    let mut niveau = 0;
    for kop in tags.iter().filter(|tag| matches!(tag.naam.as_str(), "h1" | "h2" | "h3" | "h4")) {
        let dit: i32 = kop.naam.trim_start_matches('h').parse().unwrap();
        assert!(
            dit <= niveau + 1 && (dit > 1 || niveau == 0),
            "{pad}: {} after h{niveau}",
            kop.naam
        );
        niveau = dit;
    }
    assert_eq!(met("h1").len(), 1, "{pad}");
    let binnen = |naam: &str, buiten: &Tag| {
        met(naam).into_iter().filter(|tag| tag.ouders.contains(&buiten.nummer)).collect::<Vec<_>>()
    };
    for tabel in met("table") {
        assert_eq!(binnen("caption", tabel).len(), 1, "{pad}: a table without a caption");
        assert!(binnen("th", tabel).iter().all(|th| th.heeft("scope").is_some()), "{pad}");
        let leeg = binnen("td", tabel).iter().any(|td| td.heeft("class") == Some("leeg"));
        assert!(leeg != (binnen("th", tabel).len() > 1), "{pad}: headers or an empty state");
        let gebied = &tags[*tabel.ouders.last().unwrap()];
        assert_eq!((gebied.heeft("role"), gebied.heeft("tabindex")), (Some("region"), Some("0")));
        assert!(gebied.heeft("aria-label").is_some_and(|naam| !naam.is_empty()), "{pad}");
    }
    for form in met("form") {
        let velden = binnen("input", form);
        let met_naam = |naam| velden.iter().any(|veld| veld.heeft("name") == Some(naam));
        assert_eq!(met_naam("csrf"), form.heeft("method") == Some("post"), "{pad}: csrf");
        if form.heeft("action").unwrap().starts_with("/verzoek/") {
            assert!(met_naam("sleutel"), "{pad}: an idempotency key");
        }
        let knop = |tag: &&Tag| tag.heeft("type") == Some("submit");
        assert_eq!(binnen("button", form).iter().filter(|tag| knop(tag)).count(), 1, "{pad}");
        for veld in velden.iter().chain(&binnen("select", form)) {
            let naam = veld.heeft("id");
            let label = |tag: &&Tag| tag.heeft("for").is_some() && tag.heeft("for") == naam;
            let is_stil = veld.heeft("type") == Some("hidden");
            assert_eq!(
                binnen("label", form).iter().filter(|tag| label(tag)).count() == 1,
                !is_stil
            );
        }
    }
    for svg in met("svg") {
        assert_eq!(svg.heeft("role"), Some("img"), "{pad}");
        assert!(svg.heeft("aria-labelledby").is_some() && !binnen("desc", svg).is_empty(), "{pad}");
    }
    for tag in &tags {
        if let Some(id) = tag.heeft("href").and_then(|naar| naar.strip_prefix('#')) {
            assert_eq!(id_van(&tags, id), 1, "{pad}: #{id}");
        }
        if let Some(id) = tag.heeft("id") {
            assert_eq!(id_van(&tags, id), 1, "{pad}: {id} stands once");
        }
        for naar in ["aria-labelledby", "aria-describedby"] {
            for id in tag.heeft(naar).into_iter().flat_map(str::split_whitespace) {
                assert_eq!(id_van(&tags, id), 1, "{pad}: {naar} {id}");
            }
        }
    }
    tags
}

/// Walks the pages; every link and every form leads to something that is there.
async fn loop_rond(site: &Site, rol: Rol, paginas: &[&str]) {
    let mut gezien: BTreeSet<String> = BTreeSet::new();
    let mut rij: Vec<String> = paginas.iter().map(|&pad| pad.to_owned()).collect();
    while let Some(pad) = rij.pop() {
        if !gezien.insert(pad.clone()) {
            continue;
        }
        let antwoord = site.get(rol, &pad).await;
        assert_eq!(antwoord.status, StatusCode::OK, "{pad}");
        let adres = pad.split('?').next().unwrap();
        let achter = adres.rsplit_once('.').map(|(_, achter)| achter);
        if matches!(achter, Some("csv" | "xlsx")) {
            assert!(antwoord.is_download, "{pad}");
            continue;
        }
        let tags = houdt_zich_aan_de_regels(&pad, &antwoord.html);
        for naar in tags.iter().filter(|tag| tag.naam == "a").map(|tag| tag.heeft("href").unwrap())
        {
            if !naar.starts_with('#') && !ELDERS.iter().any(|elders| naar.starts_with(elders)) {
                assert!(naar.starts_with('/') && !naar.starts_with("//"), "{pad}: {naar}");
                rij.push(naar.replace("&amp;", "&"));
            }
        }
        for form in tags.iter().filter(|tag| tag.heeft("method") == Some("post")) {
            let actie = form.heeft("action").unwrap();
            if !ELDERS.contains(&actie) {
                let status = site.get(rol, actie).await.status;
                assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{pad}: {actie}");
                assert!(rol >= Rol::Operator, "{pad}: who may not do it is not offered {actie}");
            }
        }
    }
    assert!(gezien.len() >= paginas.len());
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn every_page_of_a_filled_warehouse_keeps_the_rules(pool: PgPool) {
    let site = Site::met_nachten(pool).await;
    for rol in [Rol::Lezer, Rol::Operator, Rol::Beheerder] {
        loop_rond(&site, rol, &PAGINAS).await;
    }
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn every_page_of_an_empty_warehouse_keeps_the_rules(pool: PgPool) {
    let mut site = Site::new(pool);
    let paginas = ["/", "/runs", "/runs?soort=replay", "/bronnen", "/bronnen/zaken"];
    loop_rond(&site, Rol::Operator, &paginas).await;
    (site.has_bronnen, site.is_leider) = (false, false);
    loop_rond(&site, Rol::Lezer, &["/", "/runs", "/bronnen"]).await;
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_run_that_is_busy_can_be_stopped_and_one_without_a_process_cannot(pool: PgPool) {
    let site = Site::met_nachten(pool).await;
    let slot = Slot::take(&site.db).await.unwrap().unwrap();
    let run = NewRun {
        soort: RunSoort::Run,
        gestart_door: "planner",
        versie: "0.1.0",
        peildatum: "2026-11-22".parse().unwrap(),
        rerun_van: None,
    };
    let run_id = ledger::start_run(&site.db, &slot, &run).await.unwrap();
    let pad = format!("/runs/{run_id}");
    let bezig = site.get(Rol::Operator, &pad).await.html;
    houdt_zich_aan_de_regels(&pad, &bezig);
    assert!(bezig.contains("action=\"/verzoek/stoppen\""), "{bezig}");
    assert!(!bezig.contains("action=\"/verzoek/opnieuw\""), "{bezig}");
    assert!(!site.get(Rol::Lezer, &pad).await.html.contains("/verzoek/"));
    let key = "sleutel=11111111-1111-4111-8111-111111111111";
    let velden = format!("{key}&wat=run&run={run_id}&reden=x");
    let antwoord = site.post(Rol::Operator, "/verzoek/opnieuw", &velden).await;
    assert_eq!(antwoord.status, StatusCode::UNPROCESSABLE_ENTITY);
    houdt_zich_aan_de_regels(&pad, &antwoord.html);
    assert!(antwoord.html.contains("Deze run is nog bezig"), "{}", antwoord.html);
    let stop = site.post(Rol::Operator, "/verzoek/stoppen", &format!("{key}&run={run_id}")).await;
    assert_eq!(stop.naar.unwrap(), format!("{pad}?melding=aangenomen-3"));
    slot.release().await.unwrap();
    let weg = loop {
        // The server frees the lock when it has seen the session end.
        let html = site.get(Rol::Operator, &pad).await.html;
        if html.contains("status-verdwenen") {
            break html;
        }
    };
    houdt_zich_aan_de_regels(&pad, &weg);
    assert!(weg.contains("Het proces van deze run is er niet meer"), "{weg}");
    assert!(!weg.contains("action=\"/verzoek/stoppen\""), "{weg}");
    let overzicht = site.get(Rol::Operator, "/").await.html;
    assert!(overzicht.contains("is afgebroken"), "{overzicht}");
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn what_is_not_there_is_told_in_dutch(pool: PgPool) {
    let site = Site::met_nachten(pool).await;
    for (pad, status) in [
        ("/runs/999", StatusCode::NOT_FOUND),
        ("/runs/x", StatusCode::NOT_FOUND),
        ("/runs/99999999999999999999", StatusCode::NOT_FOUND),
        ("/bronnen/onbekend", StatusCode::NOT_FOUND),
        ("/bestaat-niet", StatusCode::NOT_FOUND),
        ("/runs?status=onzin", StatusCode::BAD_REQUEST),
        ("/runs?voor=x", StatusCode::BAD_REQUEST),
    ] {
        let antwoord = site.get(Rol::Lezer, pad).await;
        assert_eq!(antwoord.status, status, "{pad}");
        houdt_zich_aan_de_regels(pad, &antwoord.html);
        assert!(antwoord.html.contains("Naar het overzicht"), "{pad}");
    }
    site.db.close().await;
    let antwoord = site.get(Rol::Lezer, "/").await;
    assert!(antwoord.status.is_server_error(), "{}", antwoord.status);
    houdt_zich_aan_de_regels("/", &antwoord.html);
}
