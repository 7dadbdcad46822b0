//! Row 98 of the bad-input matrix: GET on an action, no token, another origin, id `x`, 10 MB, header injection, and
//! what else is sent to a site that must not do it. For the whole router.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use sqlx::PgPool;

use crate::wereld::{Browser, HOST, WACHTWOORD, Wereld, codeer, formulier};

async fn aangemeld(wereld: &Wereld) -> (Browser, String) {
    wereld.account("jansen", "operator").await;
    let mut browser = wereld.browser();
    browser.meld_aan("jansen", WACHTWOORD).await;
    let csrf = browser.get("/csrf").await.tekst;
    assert_eq!(csrf.len(), 64);
    (browser, csrf)
}

fn met(mut request: Request<Body>, name: &'static str, value: Option<&str>) -> Request<Body> {
    request.headers_mut().remove(name);
    if let Some(value) = value {
        request.headers_mut().insert(name, value.parse().unwrap());
    }
    request
}

const ACTIE: &str = "/proef/7/opnieuw";

#[sqlx::test(migrations = false)]
async fn only_a_form_of_this_session_from_a_page_of_ours_does_anything(pool: PgPool) {
    let wereld = Wereld::lokaal(pool).await;
    let (mut browser, csrf) = aangemeld(&wereld).await;
    let good = || formulier(ACTIE, &[("csrf", csrf.as_str()), ("tekst", "gedaan")]);
    for request in [
        good(),
        met(good(), "sec-fetch-site", None),
        met(good(), "origin", None),
        met(met(good(), "origin", Some("http://127.0.0.1:9")), "host", Some("127.0.0.1:9")),
    ] {
        let answer = browser.stuur(request).await;
        assert_eq!((answer.status, answer.tekst.as_str()), (StatusCode::OK, "gedaan"));
    }
    let before = wereld.audit().await.len();
    let other = "f".repeat(64);
    let twice = format!("csrf={csrf}&csrf={csrf}&tekst=x");
    let as_text = met(good(), "content-type", Some("text/plain"));
    for (request, status, reden) in [
        (formulier(ACTIE, &[("tekst", "x")]), 403, "geweigerd: geen geldig formulier"),
        (
            formulier(ACTIE, &[("csrf", &other), ("tekst", "x")]),
            403,
            "geweigerd: geen geldig formulier",
        ),
        (
            formulier(ACTIE, &[("csrf", ""), ("tekst", "x")]),
            403,
            "geweigerd: geen geldig formulier",
        ),
        (good().map(|_| Body::from(twice)), 403, "geweigerd: geen geldig formulier"),
        (as_text, 403, "geweigerd: geen formulier"),
        (met(good(), "origin", Some("https://kwaad.example")), 403, "geweigerd: andere herkomst"),
        (met(good(), "origin", Some("null")), 403, "geweigerd: andere herkomst"),
        (met(good(), "sec-fetch-site", Some("cross-site")), 403, "geweigerd: andere herkomst"),
        (met(good(), "sec-fetch-site", Some("same-site")), 403, "geweigerd: andere herkomst"),
        (
            met(met(good(), "sec-fetch-site", None), "origin", None),
            403,
            "geweigerd: andere herkomst",
        ),
        (good().map(|_| Body::from(vec![b'x'; 10 << 20])), 413, "geweigerd: te groot"),
        (met(good(), "content-length", Some("10485760")), 413, "geweigerd: te groot"),
    ] {
        let answer = browser.stuur(request).await;
        assert_eq!(answer.status.as_u16(), status, "{reden}");
        assert!(
            answer.tekst.contains("er is niets gedaan")
                || answer.tekst.contains("Er is niets gedaan")
        );
        let audit = wereld.audit().await;
        let expect =
            format!("jansen | verzoek | POST /proef/{{id}}/opnieuw | {reden} | pagina 127.0.0.1");
        assert_eq!(audit.last(), Some(&expect));
    }
    assert_eq!(wereld.audit().await.len(), before + 12, "one row for each");
    // An action is no link.
    let answer = browser.get(ACTIE).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.headers.get(header::ALLOW).unwrap(), "POST");
    assert!(answer.tekst.contains("niet met een link"));
    let audit = wereld.audit().await;
    assert!(audit.last().unwrap().contains("GET /proef/{id}/opnieuw | geweigerd: methode"));
    // Signing out is an action.
    assert_eq!(browser.get("/afmelden").await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(browser.get("/wie").await.status, StatusCode::OK);
    // The token of another session is not the token of this one.
    let mut second = wereld.browser();
    second.meld_aan("jansen", WACHTWOORD).await;
    let answer = second.stuur(good()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[sqlx::test(migrations = false)]
async fn nothing_that_was_sent_comes_back_and_nothing_stops_the_service(pool: PgPool) {
    let wereld = Wereld::lokaal(pool).await;
    let (mut browser, csrf) = aangemeld(&wereld).await;
    let bsn = "999900006";
    for (answer, status) in [
        (browser.get(&format!("/proef/x{bsn}")).await, 400),
        (browser.get("/proef/99999999999999999999").await, 400),
        (browser.get(&format!("/{bsn}")).await, 404),
        (browser.get("/proef/%ff").await, 400),
        (browser.get("/wie?wat=%00").await, 400),
        (browser.get("/%00").await, 400),
        (browser.post(ACTIE, &[("csrf", &csrf), ("sleutel", "\0")]).await, 400),
        (browser.get("/paniek").await, 500),
        (browser.get("/baas").await, 403),
        (browser.post(ACTIE, &[("csrf", &csrf), (bsn, bsn)]).await, 400),
        (
            browser
                .stuur(
                    Request::builder().method(Method::DELETE).uri("/").body(Body::empty()).unwrap(),
                )
                .await,
            405,
        ),
    ] {
        assert_eq!(answer.status.as_u16(), status, "{}", answer.tekst);
        assert!(
            answer.tekst.starts_with("<!doctype html>\n<html lang=\"nl\">"),
            "{}",
            answer.tekst
        );
        for told in [bsn, "panicked", "src/", "Cannot parse"] {
            assert!(!answer.tekst.contains(told), "{}", answer.tekst);
        }
    }
    assert_eq!(browser.get("/wie").await.status, StatusCode::OK);
    assert!(wereld.audit().await.iter().all(|row| !row.contains(bsn)));
    let audit = wereld.audit().await;
    assert!(audit.iter().any(|row| row.contains("GET /baas | geweigerd |")), "{audit:?}");
}

#[sqlx::test(migrations = false)]
async fn headers_cannot_be_made_by_a_visitor(pool: PgPool) {
    let wereld = Wereld::lokaal(pool).await;
    wereld.account("jansen", "lezer").await;
    for naar in [
        "/runs\r\nSet-Cookie: a=b",
        "//kwaad.example",
        "https://kwaad.example/",
        "/\\kwaad.example",
    ] {
        let mut browser = wereld.browser();
        let csrf = browser.get("/aanmelden").await.veld("csrf");
        let velden = [
            ("csrf", csrf.as_str()),
            ("naam", "jansen"),
            ("wachtwoord", WACHTWOORD),
            ("naar", naar),
        ];
        let answer = browser.post("/aanmelden", &velden).await;
        assert_eq!((answer.status, answer.naar()), (StatusCode::SEE_OTHER, "/"), "{naar}");
    }
    let mut browser = wereld.browser();
    let page = browser.get("/aanmelden?naar=%22%3E%3Cscript%3E&melding=%3Cb%3E").await;
    assert!(!page.tekst.contains("<script>") && !page.tekst.contains("<b>"));
    // Without a session a link leads back here only.
    let answer = wereld.browser().get("/%0d%0aSet-Cookie:a=b").await;
    assert_eq!(answer.naar(), "/aanmelden?naar=%2F%250d%250aSet-Cookie%3Aa%3Db");
    for host in ["kwaad.example", "localhost.kwaad.example", "kwaad.example:8437", "x@localhost"] {
        let request =
            Request::get("/aanmelden").header(header::HOST, host).body(Body::empty()).unwrap();
        let answer = browser.stuur(request).await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
        assert!(!answer.tekst.contains("kwaad"));
    }
    let request = Request::get("http://kwaad.example/aanmelden")
        .header(header::HOST, HOST)
        .body(Body::empty());
    assert_eq!(browser.stuur(request.unwrap()).await.status, StatusCode::MISDIRECTED_REQUEST);
}

#[sqlx::test(migrations = false)]
async fn every_answer_has_the_headers_of_protection(pool: PgPool) {
    let wereld = Wereld::lokaal(pool).await;
    let (mut browser, _) = aangemeld(&wereld).await;
    let mut stranger = wereld.browser();
    let mut answers = vec![
        ("page", browser.get("/").await),
        ("sign in", stranger.get("/aanmelden").await),
        ("redirect", stranger.get("/").await),
        ("not found", browser.get("/nergens").await),
        ("panic", browser.get("/paniek").await),
    ];
    let style = stranger.get("/stijl.css").await;
    let icon = stranger.get("/icoon.svg").await;
    assert_eq!(icon.headers.get(header::CONTENT_TYPE).unwrap(), "image/svg+xml");
    for open in [&style, &icon] {
        assert_eq!(open.status, StatusCode::OK);
        assert_eq!(open.headers.get(header::CACHE_CONTROL).unwrap(), "public, max-age=300");
    }
    for (what, answer) in &answers {
        assert_eq!(answer.headers.get(header::CACHE_CONTROL).unwrap(), "no-store", "{what}");
        for unsafe_text in ["<script", "style=", "onclick", "javascript:"] {
            assert!(!answer.tekst.contains(unsafe_text), "{what}: {unsafe_text}");
        }
        let has_icon = answer.tekst.contains("href=\"/icoon.svg\"");
        assert!(has_icon || *what == "redirect", "{what}: a browser would look for another icon");
    }
    answers.extend([("style", style), ("icon", icon)]);
    for (what, answer) in &answers {
        let header = |name: &str| answer.headers.get(name).unwrap().to_str().unwrap();
        let csp = header("content-security-policy");
        for part in [
            "default-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ] {
            assert!(csp.contains(part), "{what}: {csp}");
        }
        assert!(!csp.contains("unsafe"));
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "same-origin");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin");
        assert!(header("permissions-policy").contains("camera=()"));
        assert!(!answer.headers.contains_key("strict-transport-security"), "plain http has none");
    }
    let mut signin = wereld.omgeving.signin.clone();
    signin.basis = "https://sluis.example.nl".parse().unwrap();
    let mut browser =
        Browser::new(web::router(web::Omgeving { signin, ..wereld.omgeving.clone() }));
    let request =
        Request::get("/aanmelden").header(header::HOST, "sluis.example.nl").body(Body::empty());
    let answer = browser.stuur(request.unwrap()).await;
    assert_eq!(answer.headers.get("strict-transport-security").unwrap(), "max-age=31536000");
}

#[sqlx::test(migrations = false)]
async fn somebody_who_is_not_signed_in_reaches_no_page_and_fills_no_audit(pool: PgPool) {
    let wereld = Wereld::lokaal(pool).await;
    let mut browser = wereld.browser();
    for pad in ["/", "/wie", "/runs/x", "/paniek", "/nergens", "/afmelden", "/aanmeldenx"] {
        let answer = browser.get(pad).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{pad}");
        assert!(answer.naar().starts_with("/aanmelden"));
    }
    let answer = browser.post(ACTIE, &[("csrf", "x")]).await;
    assert_eq!((answer.status, answer.naar()), (StatusCode::SEE_OTHER, "/aanmelden"));
    // A forged form for signing in is written down, until it is slowed down.
    let mut statuses = Vec::new();
    for _ in 0..40 {
        let body = Body::from(codeer(&[("naam", "jansen"), ("wachtwoord", "x")]));
        statuses
            .push(browser.stuur(formulier("/aanmelden", &[]).map(|_| body)).await.status.as_u16());
    }
    assert_eq!(statuses.first(), Some(&403));
    assert_eq!(statuses.last(), Some(&429));
    let audit = wereld.audit().await;
    assert_eq!(audit.len(), 30);
    assert_eq!(
        audit.first().unwrap(),
        "onbekend | verzoek | POST /aanmelden | geweigerd: geen geldig formulier | pagina 127.0.0.1"
    );
}
