//! The pages by a login of their own: everything they show and do, with no right on a record.

use std::process::Stdio;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use chrono::{DateTime, Utc};
use load::Db;
use load::pagina::kwaliteit::WEERGAVEN;
use sluis_tests::Warehouse;
use tower::ServiceExt as _;
use web::{Bediening, BronInfo, Omgeving, Volgende};

use crate::dienst::{Service, wait_until};

use super::server::{Server, command_as, sluis_as, url};

const PASSWORD: &str = "dijk-lantaarn-zeven";

struct Dienst;

impl Bediening for Dienst {
    fn nu(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn volgende(&self) -> Vec<Volgende> {
        Vec::new()
    }

    fn bronnen(&self) -> Vec<BronInfo> {
        let (naam, soort) = ("berichten".to_owned(), "ggk".to_owned());
        vec![BronInfo { naam, soort, plaats: "/srv/inbox".to_owned() }]
    }

    fn instellingen(&self) -> String {
        String::new()
    }

    fn is_leider(&self) -> bool {
        true
    }
}

/// A browser without a screen.
struct Browser {
    pages: Router,
    cookie: String,
}

impl Browser {
    async fn ask(&mut self, path: &str, form: Option<String>) -> (StatusCode, String) {
        let host = "localhost:8437";
        let request = Request::builder().uri(path).header(header::HOST, host);
        let request = request.header(header::COOKIE, &self.cookie);
        let request = match form {
            None => request.body(Body::empty()),
            Some(form) => request
                .method("POST")
                .header(header::ORIGIN, format!("http://{host}"))
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(form)),
        };
        let response: Response<Body> = self.pages.clone().oneshot(request.unwrap()).await.unwrap();
        let status = response.status();
        if let Some(cookie) = response.headers().get(header::SET_COOKIE) {
            cookie.to_str().unwrap().split(';').next().unwrap().clone_into(&mut self.cookie);
        }
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    #[track_caller]
    fn get(&mut self, runtime: &tokio::runtime::Runtime, path: &str) -> String {
        let (status, body) = runtime.block_on(self.ask(path, None));
        assert_eq!(status, StatusCode::OK, "{path}: {body}");
        body
    }

    /// Sends a form with the secret and the key of the page `from`; the answer leads on.
    #[track_caller]
    fn post(&mut self, runtime: &tokio::runtime::Runtime, from: &str, path: &str, fields: &str) {
        let page = self.get(runtime, from);
        let value = |name: &str| {
            let begin = format!("name=\"{name}\" value=\"");
            let rest = page.split(&begin).nth(1);
            rest.map_or("", |rest| rest.split('"').next().unwrap()).to_owned()
        };
        let form = format!("csrf={}&sleutel={}&{fields}", value("csrf"), value("sleutel"));
        let (status, body) = runtime.block_on(self.ask(path, Some(form)));
        assert_eq!(status, StatusCode::SEE_OTHER, "{path} {fields}: {body}");
    }
}

/// Everything that the pages show and do works as `wh_ops`; only the story of a chain asks the loader.
pub(crate) fn work_with_their_own_login(warehouse: &Warehouse) {
    let mut add =
        command_as(warehouse, "wh_load", &["user", "add", "vries", "--role", "beheerder"]);
    let file = warehouse.path("wachtwoord");
    std::fs::write(&file, format!("{PASSWORD}\n")).unwrap();
    assert!(add.stdin(std::fs::File::open(file).unwrap()).status().unwrap().success());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let connect = |login| runtime.block_on(Db::connect(&url(warehouse, login))).unwrap();
    let omgeving = |feiten| Omgeving {
        db: connect("wh_ops"),
        feiten,
        bediening: Arc::new(Dienst),
        tijdzone: "Europe/Amsterdam".parse().unwrap(),
        versie: "0",
        signin: web::AanmeldInstellingen::default(),
    };
    let surroundings = omgeving(connect("wh_load"));
    runtime.block_on(web::ruim_op(&surroundings)).unwrap();
    let mut browser = Browser { pages: web::router(surroundings), cookie: String::new() };
    let signin = format!("naam=vries&wachtwoord={PASSWORD}");
    browser.post(&runtime, "/aanmelden", "/aanmelden", &signin);

    let mut paths: Vec<String> = [
        "/",
        "/runs",
        "/runs/1",
        "/bronnen",
        "/bronnen/berichten",
        "/quarantaine?status=alle",
        "/kwaliteit",
        "/audit",
        "/instellingen",
        "/runs.csv",
        "/audit.xlsx",
        "/bronnen.csv",
    ]
    .map(str::to_owned)
    .to_vec();
    paths.extend(WEERGAVEN.iter().map(|view| format!("/kwaliteit/{view}?gemeente=0363")));
    let chain = "select '/ketens?wet=' || wet || '&gemeente=' || gemeentecode || '&toewijzing=' \
                 || toewijzingnummer from dwh.feit_toewijzing where toewijzingnummer is not null limit 1";
    let chain = warehouse.value(chain).unwrap();
    paths.push(chain.clone());
    for path in &paths {
        browser.get(&runtime, path);
    }

    let open = "select quarantaine_id from beheer.quarantaine where status = 'open' limit 1";
    let refusal = format!("/quarantaine/{}", warehouse.value(open).unwrap());
    let asked = "select count(*) from beheer.verzoek";
    let before: i32 = warehouse.value(asked).unwrap().parse().unwrap();
    browser.post(&runtime, "/", "/verzoek/laden", "");
    browser.post(&runtime, "/runs/1", "/verzoek/opnieuw", "wat=run&run=1&reden=proef");
    browser.post(&runtime, &refusal, "/quarantaine/opnieuw", "code=");
    browser.post(&runtime, &refusal, &format!("{refusal}/opgelost"), "reden=proef");
    assert_eq!(warehouse.value(asked).unwrap(), (before + 3).to_string());
    assert!(browser.get(&runtime, &refusal).contains("opgelost"));
    assert!(browser.get(&runtime, "/audit").contains("quarantaine opgelost"));
    // Nobody does them here.
    warehouse.query("delete from beheer.verzoek where status = 'queued'").unwrap();

    browser.pages = web::router(omgeving(connect("wh_ops")));
    let (status, _) = runtime.block_on(browser.ask(&chain, None));
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR, "wh_ops reads no record");
    browser.post(&runtime, "/", "/afmelden", "");
}

/// A frozen leader is shut out, although nobody may end the sessions of its pages.
pub(crate) fn do_not_hold_up_who_takes_the_lead(warehouse: &Warehouse) {
    let (loader, pages) = (url(warehouse, "wh_load"), url(warehouse, "wh_ops"));
    let settings = [
        ("SLUIS_DATABASE_URL", loader.as_str()),
        ("SLUIS_SERVE_DATABASE_URL", pages.as_str()),
        ("SLUIS_SERVE_TAKEOVER_SECONDS", "10"),
    ];
    let leads = |service: &Service| service.log().contains("this instance leads");
    let frozen = Service::start_with(warehouse, "bevroren.log", &settings);
    wait_until("the first leads", || leads(&frozen));
    let other = Service::start_with(warehouse, "ander.log", &settings);
    frozen.signal("STOP");
    wait_until("the second takes over", || leads(&other));
    assert!(!other.log().contains("cannot take the lead"), "{}", other.log());
}

/// A login of the pages that cannot do is told before the first page.
pub(crate) fn are_refused_a_wrong_login(server: &Server, warehouse: &Warehouse) {
    let other = server.warehouse();
    assert_eq!(sluis_as(&other, "sluis", &["migrate"]).code, 0);
    for (pages, code, told) in [
        (url(&other, "sluis"), 2, "another warehouse than database.url"),
        (url(warehouse, "wh_steward"), 1, "serve.database_url, the login of the pages"),
        (url(warehouse, "niemand"), 5, "serve.database_url, the login of the pages"),
    ] {
        let mut command = command_as(warehouse, "wh_load", &["serve"]);
        command.env("SLUIS_SERVE_DATABASE_URL", pages).env("SLUIS_SERVE_LISTEN", "127.0.0.1:0");
        let output = command.stdin(Stdio::null()).output().unwrap();
        let talk = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(talk.contains(told), "{talk}");
        assert_eq!(output.status.code(), Some(code), "{talk}");
    }
}
