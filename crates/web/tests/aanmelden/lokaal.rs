//! Signing in and out with a local account, and how long that lasts.

use axum::http::{StatusCode, header};
use chrono::TimeDelta;
use load::aanmelding::{remove_account, set_password, set_role};
use sqlx::PgPool;

use crate::wereld::{Browser, WACHTWOORD, Wereld, router};

const SESSIE: &str = "__Host-sluis";

#[sqlx::test(migrations = false)]
async fn one_signs_in_and_out_and_the_audit_tells(pool: PgPool) {
    let wereld = Wereld::lokaal(pool).await;
    wereld.account("jansen", "operator").await;
    let mut browser = wereld.browser();
    let first = browser.get("/runs/7?pagina=2").await;
    assert_eq!(
        (first.status, first.naar()),
        (StatusCode::SEE_OTHER, "/aanmelden?naar=%2Fruns%2F7%3Fpagina%3D2")
    );
    let page = browser.get(first.naar()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.veld("naar"), "/runs/7?pagina=2");
    let csrf = page.veld("csrf");
    let begin = browser.cookies.clone();
    let mut velden = vec![("csrf", csrf.as_str()), ("naam", " Jansen "), ("naar", "/runs/7")];
    velden.push(("wachtwoord", WACHTWOORD));
    let done = browser.post("/aanmelden", &velden).await;
    assert_eq!((done.status, done.naar()), (StatusCode::SEE_OTHER, "/runs/7"));
    let cookie = done.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
    assert!(cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax"), "{cookie}");
    // What the browser had before does not become the session, and is gone.
    assert!(begin.values().all(|old| !browser.cookies.values().any(|new| new == old)));
    assert_eq!(browser.cookies.len(), 1);
    assert_eq!(browser.get("/wie").await.tekst, "jansen operator");
    assert!(browser.get("/").await.tekst.contains("jansen (operator)"));

    let kept = browser.cookies.clone();
    let csrf = browser.get("/csrf").await.tekst;
    let out = browser.post("/afmelden", &[("csrf", &csrf)]).await;
    assert_eq!((out.status, out.naar()), (StatusCode::SEE_OTHER, "/aanmelden?melding=afgemeld"));
    assert!(browser.get(out.naar()).await.tekst.contains("U bent afgemeld."));
    browser.cookies = kept;
    assert_eq!(
        browser.get("/wie").await.naar(),
        "/aanmelden?naar=%2Fwie",
        "a copied cookie is dead"
    );
    assert_eq!(
        wereld.audit().await,
        [
            "jansen | aanmelden | lokaal account | gelukt, operator | pagina 127.0.0.1",
            "jansen | afmelden | sessie | gelukt | pagina 127.0.0.1",
        ]
    );
    assert_eq!(wereld.regels("select einde from beheer.sessie").await, ["afgemeld"]);
}

#[sqlx::test(migrations = false)]
async fn what_is_wrong_tells_nobody_whether_an_account_is_there(pool: PgPool) {
    let wereld = Wereld::lokaal(pool).await;
    wereld.account("jansen", "lezer").await;
    let mut browser = wereld.browser();
    let mut pages = Vec::new();
    let long = "x".repeat(5_000);
    for (naam, wachtwoord) in [
        ("jansen", "dijk-lantaarn-8"),
        ("pietersen", WACHTWOORD),
        ("geheim in het verkeerde veld", "jansen"),
        ("jansen", long.as_str()),
        (long.as_str(), ""),
    ] {
        let wrong = browser.meld_aan(naam, wachtwoord).await;
        assert_eq!(wrong.status, StatusCode::FORBIDDEN);
        assert!(!browser.cookies.contains_key(SESSIE));
        pages.push(wrong.tekst);
    }
    pages.dedup();
    assert_eq!(pages.len(), 1, "every failure looks the same");
    assert!(pages[0].contains("De naam of het wachtwoord klopt niet."));
    let known =
        "jansen | aanmelden | lokaal account | geweigerd: naam of wachtwoord | pagina 127.0.0.1";
    let unknown = known.replace("jansen", "onbekend");
    assert_eq!(wereld.audit().await, [known, &unknown, &unknown, known, &unknown]);
}

#[sqlx::test(migrations = false)]
async fn a_session_ends_by_itself_and_when_the_account_changes(pool: PgPool) {
    let wereld = Wereld::lokaal(pool).await;
    wereld.account("jansen", "beheerder").await;
    let ended =
        async |browser: &mut Browser| browser.get("/wie").await.status == StatusCode::SEE_OTHER;
    let signed_in = async || {
        let mut browser = wereld.browser();
        assert_eq!(browser.meld_aan("jansen", WACHTWOORD).await.status, StatusCode::SEE_OTHER);
        assert_eq!(browser.get("/wie").await.status, StatusCode::OK);
        browser
    };
    let mut browser = signed_in().await;
    wereld.klok.verder(TimeDelta::minutes(29));
    assert!(!ended(&mut browser).await);
    wereld.klok.verder(TimeDelta::minutes(29));
    assert!(!ended(&mut browser).await, "use keeps it");
    wereld.klok.verder(TimeDelta::minutes(31));
    assert!(ended(&mut browser).await, "not used for half an hour");

    let mut browser = signed_in().await;
    for _ in 0..25 {
        wereld.klok.verder(TimeDelta::minutes(29));
        browser.get("/wie").await;
    }
    assert!(ended(&mut browser).await, "twelve hours are enough");

    let mut browser = signed_in().await;
    set_role(&wereld.db, ("jansen", "lezer"), "test", wereld.nu()).await.unwrap();
    assert!(ended(&mut browser).await, "another role");
    let mut browser = signed_in().await;
    assert_eq!(browser.get("/wie").await.tekst, "jansen lezer");
    let hash = web::hash_wachtwoord("jansen", &WACHTWOORD.into()).unwrap();
    set_password(&wereld.db, ("jansen", &hash), "test", wereld.nu()).await.unwrap();
    assert!(ended(&mut browser).await, "another password");
    let mut browser = signed_in().await;
    let mut second = wereld.browser();
    second.cookies = browser.cookies.clone();
    browser.meld_aan("jansen", WACHTWOORD).await;
    assert!(ended(&mut second).await && !ended(&mut browser).await, "signed in anew");
    assert!(remove_account(&wereld.db, "jansen", "test", wereld.nu()).await.unwrap());
    assert!(ended(&mut browser).await, "removed");
    assert_eq!(browser.meld_aan("jansen", WACHTWOORD).await.status, StatusCode::FORBIDDEN);
    wereld.account("jansen", "lezer").await;
    signed_in().await;
}

#[sqlx::test(migrations = false)]
async fn guessing_gets_slower_for_all_instances_together(pool: PgPool) {
    let wereld = Wereld::lokaal(pool).await;
    wereld.account("jansen", "lezer").await;
    let mut instances = [wereld.browser(), Browser::new(router(&wereld.omgeving))];
    for naam in ["jansen", "niemand"] {
        for attempt in 0..5 {
            let answer = instances[attempt % 2].meld_aan(naam, "verkeerd wachtwoord").await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{attempt}");
        }
        // Who is right has to wait as well: else waiting would tell who is right.
        for browser in &mut instances {
            let answer = browser.meld_aan(naam, WACHTWOORD).await;
            assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
            let after = answer.headers.get(header::RETRY_AFTER).unwrap().to_str().unwrap();
            assert!((1..=2).contains(&after.parse::<i64>().unwrap()), "{after}");
            assert!(answer.tekst.contains("Te veel pogingen"));
        }
    }
    for wait in [1, 2, 4, 8, 16] {
        wereld.klok.verder(TimeDelta::seconds(wait));
        let answer = instances[0].meld_aan("jansen", "verkeerd wachtwoord").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{wait}");
        let answer = instances[1].meld_aan("jansen", WACHTWOORD).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{wait}");
    }
    wereld.klok.verder(TimeDelta::seconds(32));
    assert_eq!(instances[1].meld_aan("jansen", WACHTWOORD).await.status, StatusCode::SEE_OTHER);
    // Success begins anew.
    assert_eq!(instances[1].meld_aan("jansen", "fout").await.status, StatusCode::FORBIDDEN);
    assert_eq!(instances[1].meld_aan("jansen", WACHTWOORD).await.status, StatusCode::SEE_OTHER);
}

#[sqlx::test(migrations = false)]
async fn an_address_that_tries_many_names_is_slowed_and_others_are_not(pool: PgPool) {
    let wereld = Wereld::lokaal(pool).await;
    wereld.account("jansen", "lezer").await;
    let mut browser = wereld.browser();
    let mut last = StatusCode::OK;
    for attempt in 0..31 {
        last = browser.meld_aan(&format!("naam{attempt}"), "verkeerd wachtwoord").await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    let mut other = wereld.browser();
    other.adres = "192.0.2.7:1".to_owned();
    assert_eq!(other.meld_aan("jansen", WACHTWOORD).await.status, StatusCode::SEE_OTHER);
}

#[sqlx::test(migrations = false)]
async fn the_database_holds_nothing_to_sign_in_with_and_is_cleared(pool: PgPool) {
    let wereld = Wereld::lokaal(pool).await;
    wereld.account("jansen", "lezer").await;
    let mut browser = wereld.browser();
    browser.meld_aan("geheim wachtwoord", "x").await;
    browser.meld_aan("jansen", WACHTWOORD).await;
    let token = browser.cookies.get(SESSIE).unwrap().clone();
    let tables = "select s::text from beheer.sessie as s union all select g::text from beheer.gebruiker as g \
        union all select p::text from beheer.aanmeldpoging as p union all select a::text from beheer.audit as a";
    let all = wereld.regels(tables).await.join("\n");
    for secret in [token.as_str(), WACHTWOORD, "geheim"] {
        assert!(!all.contains(secret), "{secret}");
    }
    let count = "select concat_ws(' ', (select count(*) from beheer.sessie where einde is null), \
        (select count(*) from beheer.sessie), (select count(*) from beheer.aanmeldpoging))";
    assert_eq!(wereld.regels(count).await, ["1 1 2"]);
    web::ruim_op(&wereld.omgeving).await.unwrap();
    assert_eq!(wereld.regels(count).await, ["1 1 2"], "all of it counts still");
    wereld.klok.verder(TimeDelta::minutes(30));
    assert_eq!(web::ruim_op(&wereld.omgeving).await.unwrap().verlopen, 1);
    assert_eq!(wereld.regels(count).await, ["0 1 2"]);
    wereld.klok.verder(TimeDelta::days(8));
    let cleared = web::ruim_op(&wereld.omgeving).await.unwrap();
    assert_eq!((cleared.sessies, cleared.pogingen), (1, 2));
    assert_eq!(wereld.regels(count).await, ["0 0 0"]);
}
