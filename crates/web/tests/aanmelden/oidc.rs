//! Signing in at a real provider (`oidc-provider` of npm, its own login and consent pages) over HTTP.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Lines};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;

use chrono::{TimeDelta, Utc};
use openidconnect::url::Url;
use reqwest::{Client, StatusCode, header};
use sqlx::PgPool;
use web::{AanmeldInstellingen, OidcInstellingen, Rol};

use crate::wereld::{Wereld, codeer, router};

/// The provider; ends with the test, because its standard input does.
struct Provider {
    _child: Child,
    // It stops when it cannot write what it warns for.
    _lines: Lines<BufReader<ChildStdout>>,
    issuer: String,
}

/// The folder where `deploy/setup.sh` put the provider: `oidc` beside what cargo builds.
fn folder() -> PathBuf {
    let program = std::env::current_exe().unwrap();
    let found = program
        .ancestors()
        .map(|folder| folder.join("oidc"))
        .find(|folder| folder.join("node_modules/oidc-provider").is_dir());
    found.expect("there is no oidc-provider: ./test.sh installs it (setup_oidc_provider in deploy/setup.sh, npm)")
}

impl Provider {
    fn start(redirect: &str, signed_out: &str) -> Self {
        let mut child = Command::new("node")
            .args(["provider.mjs", redirect, signed_out])
            .current_dir(folder())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node runs");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let issuer = lines.next().expect("the provider starts").unwrap();
        Self { _child: child, _lines: lines, issuer }
    }
}

/// Sluis on a real port, and its provider.
struct Opstelling {
    wereld: Wereld,
    basis: String,
    provider: Provider,
}

impl Opstelling {
    async fn new(pool: PgPool) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let basis = format!("http://{}", listener.local_addr().unwrap());
        let provider =
            Provider::start(&format!("{basis}/aanmelden/terug"), &format!("{basis}/aanmelden"));
        let rollen = [("lezer", Rol::Lezer), ("operator", Rol::Operator), ("baas", Rol::Beheerder)];
        let oidc = OidcInstellingen {
            issuer: provider.issuer.clone(),
            client_id: "sluis".to_owned(),
            client_secret: Some("proef: geheim & meer/+%".into()),
            scopes: vec!["openid".to_owned(), "profile".to_owned(), "rollen".to_owned()],
            rol_claim: "realm.roles".to_owned(),
            naam_claim: "preferred_username".to_owned(),
            rollen: rollen.map(|(name, rol)| (name.to_owned(), rol)).into(),
        };
        let signin = AanmeldInstellingen {
            basis: basis.parse().unwrap(),
            oidc: Some(Arc::new(oidc)),
            ..AanmeldInstellingen::default()
        };
        // The provider has a clock of its own.
        let wereld = Wereld::new(pool, signin, Utc::now()).await;
        let app = router(&wereld.omgeving);
        let service = app.into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async { axum::serve(listener, service).await });
        Self { wereld, basis, provider }
    }

    fn browser(&self) -> Browser {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            // The provider closes idle connections; a slow test must not post on a closing one.
            .pool_max_idle_per_host(0)
            .build()
            .unwrap();
        Browser { client, cookies: BTreeMap::new(), basis: self.basis.clone() }
    }
}

/// A page, after all redirects.
struct Pagina {
    url: Url,
    status: StatusCode,
    tekst: String,
}

impl Pagina {
    /// The hidden fields of the form on the page, and where it goes.
    fn formulier(&self) -> (Url, Vec<(String, String)>) {
        let attribute = |tag: &str, name: &str| {
            let (_, rest) = tag.split_once(&format!("{name}=\""))?;
            Some(rest.split('"').next()?.replace("&amp;", "&"))
        };
        let form =
            self.tekst.split("<form").nth(1).unwrap_or_else(|| panic!("no form: {}", self.tekst));
        let action = attribute(form.split('>').next().unwrap(), "action").unwrap();
        let inputs = form.split("</form>").next().unwrap().split("<input").skip(1);
        let fields = inputs
            .filter(|tag| tag.contains("hidden"))
            .filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value")?)));
        (self.url.join(&action).unwrap(), fields.collect())
    }
}

/// Keeps cookies per server, follows redirects, and the page that leads on at once.
struct Browser {
    client: Client,
    cookies: BTreeMap<(String, String), String>,
    basis: String,
}

impl Browser {
    async fn open(&mut self, url: &str) -> Pagina {
        self.volg(url.parse().unwrap(), None).await
    }

    /// Fills the form on the page in, as a person does.
    async fn verstuur(&mut self, pagina: &Pagina, velden: &[(&str, &str)]) -> Pagina {
        let (action, hidden) = pagina.formulier();
        let mut all: Vec<(&str, &str)> =
            hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        all.extend_from_slice(velden);
        self.volg(action, Some((codeer(&all), pagina.url.origin().ascii_serialization()))).await
    }

    async fn volg(&mut self, mut url: Url, mut form: Option<(String, String)>) -> Pagina {
        for _ in 0..20 {
            let server = url.origin().ascii_serialization();
            let cookies: Vec<String> = self
                .cookies
                .iter()
                .filter(|((of, _), _)| *of == server)
                .map(|((_, name), value)| format!("{name}={value}"))
                .collect();
            let mut request = match form.take() {
                Some((body, origin)) => self
                    .client
                    .post(url.clone())
                    .header(header::ORIGIN, origin)
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .body(body),
                None => self.client.get(url.clone()),
            };
            if !cookies.is_empty() {
                request = request.header(header::COOKIE, cookies.join("; "));
            }
            let answer = request.send().await.unwrap();
            for line in answer.headers().get_all(header::SET_COOKIE) {
                let line = line.to_str().unwrap();
                let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
                self.cookies.insert((server.clone(), name.to_owned()), value.to_owned());
            }
            let status = answer.status();
            if let Some(next) = answer.headers().get(header::LOCATION) {
                url = url.join(next.to_str().unwrap()).unwrap();
                continue;
            }
            let tekst = answer.text().await.unwrap();
            if let Some((_, next)) = tekst.split_once("http-equiv=\"refresh\" content=\"0; url=") {
                let next = next.split('"').next().unwrap();
                let next = next.replace("&#38;", "&").replace("&amp;", "&");
                url = next.parse().unwrap();
                continue;
            }
            return Pagina { url, status, tekst };
        }
        panic!("redirects without end");
    }

    /// From our sign-in page through login and consent of the provider.
    async fn meld_aan(&mut self, naam: &str, pad: &str) -> Pagina {
        let ours = self.open(&format!("{}/aanmelden?naar={pad}", self.basis)).await;
        let login = self.verstuur(&ours, &[]).await;
        assert!(login.url.path().starts_with("/interaction/"), "{}: {}", login.url, login.tekst);
        let consent = self.verstuur(&login, &[("login", naam), ("password", "x")]).await;
        assert!(
            consent.url.path().starts_with("/interaction/"),
            "{}: {}",
            consent.url,
            consent.tekst
        );
        self.verstuur(&consent, &[]).await
    }
}

#[sqlx::test(migrations = false)]
async fn a_provider_signs_people_in_with_the_role_of_its_claims(pool: PgPool) {
    let proef = Opstelling::new(pool).await;
    proef.wereld.account("lezer-dubbel@example.nl".split('@').next().unwrap(), "lezer").await;
    for (sub, expect) in [
        ("operator-jansen", "operator-jansen@example.nl operator"),
        ("lezer-userinfo", "lezer-userinfo@example.nl lezer"),
        ("baas-devries", "baas-devries@example.nl beheerder"),
    ] {
        let mut browser = proef.browser();
        let page = browser.meld_aan(sub, "/wie").await;
        assert_eq!((page.status, page.tekst.as_str()), (StatusCode::OK, expect), "{}", page.url);
        assert_eq!(page.url.path(), "/wie", "back to what was asked for");
        assert_eq!(page.url.query(), None);
    }
    let mut browser = proef.browser();
    let none = browser.meld_aan("gast-smit", "/wie").await;
    assert_eq!(none.status, StatusCode::FORBIDDEN);
    assert!(none.tekst.contains("U heeft geen rol"), "{}", none.tekst);
    assert_eq!(browser.open(&format!("{}/wie", proef.basis)).await.url.path(), "/aanmelden");
    let sub = "aanmelddienst, sub operator-jansen";
    assert_eq!(
        [proef.wereld.audit().await.first().unwrap(), proef.wereld.audit().await.last().unwrap()],
        [
            &format!(
                "operator-jansen@example.nl | aanmelden | {sub} | gelukt, operator | pagina 127.0.0.1"
            ),
            "gast-smit@example.nl | aanmelden | aanmelddienst | geweigerd: geen rol | pagina 127.0.0.1",
        ]
    );
    assert_eq!(
        proef.wereld.regels("select count(*)::text from beheer.aanmeldverzoek").await,
        ["0"]
    );
}

#[sqlx::test(migrations = false)]
async fn signing_out_here_leads_to_signing_out_there(pool: PgPool) {
    let proef = Opstelling::new(pool).await;
    let mut browser = proef.browser();
    let page = browser.meld_aan("operator-jansen", "/").await;
    assert_eq!(page.status, StatusCode::OK);
    let there = browser.verstuur(&page, &[]).await;
    assert_eq!(there.url.origin().ascii_serialization(), proef.provider.issuer);
    assert_eq!(there.url.path(), "/session/end", "{}", there.tekst);
    let back = browser.verstuur(&there, &[("logout", "yes")]).await;
    assert_eq!(back.url.as_str(), format!("{}/aanmelden", proef.basis));
    assert_eq!(browser.open(&format!("{}/wie", proef.basis)).await.url.path(), "/aanmelden");
    // The provider asks again as well.
    let ours = browser.open(&format!("{}/aanmelden", proef.basis)).await;
    let login = browser.verstuur(&ours, &[]).await;
    assert!(login.url.path().starts_with("/interaction/"));
}

#[sqlx::test(migrations = false)]
async fn an_answer_without_its_question_signs_nobody_in(pool: PgPool) {
    let proef = Opstelling::new(pool).await;
    let mut browser = proef.browser();
    let ours = browser.open(&format!("{}/aanmelden", proef.basis)).await;
    let terug = format!("{}/aanmelden/terug", proef.basis);
    let made_up = browser.open(&format!("{terug}?code=x&state=<script>alert(1)</script>")).await;
    assert_eq!(made_up.status, StatusCode::FORBIDDEN);
    assert!(
        made_up.tekst.contains("Het aanmelden is verlopen") && !made_up.tekst.contains("<script")
    );

    // Somebody else finishes what this browser began, and the other way round.
    let state =
        |url: &Url| url.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
    let begin = async |browser: &mut Browser, ours: &Pagina| {
        let (action, fields) = ours.formulier();
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let cookie = browser.cookies.iter().map(|((_, n), v)| format!("{n}={v}")).next().unwrap();
        let answer = browser
            .client
            .post(action)
            .header(header::ORIGIN, &browser.basis)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(codeer(&fields))
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        let url = answer.split_once("content=\"0; url=").unwrap().1.split('"').next().unwrap();
        url.replace("&#38;", "&").parse::<Url>().unwrap()
    };
    let heen = begin(&mut browser, &ours).await;
    for (name, value) in
        [("response_type", "code"), ("code_challenge_method", "S256"), ("client_id", "sluis")]
    {
        assert!(heen.query_pairs().any(|(n, v)| n == name && v == value), "{heen}");
    }
    assert!(heen.query_pairs().any(|(name, _)| name == "nonce"));
    let state = state(&heen);
    let mut other = proef.browser();
    other.open(&format!("{}/aanmelden", proef.basis)).await;
    let stolen = other.open(&format!("{terug}?code=x&state={state}")).await;
    assert!(stolen.tekst.contains("Het aanmelden is verlopen"));
    let told = browser
        .open(&format!("{terug}?state={state}&error=access_denied&error_description=kwaad"))
        .await;
    assert!(told.tekst.contains("heeft u niet aangemeld") && !told.tekst.contains("kwaad"));
    let again = browser.open(&format!("{terug}?code=x&state={state}")).await;
    assert!(again.tekst.contains("Het aanmelden is verlopen"), "an answer counts once");

    // Of another provider, and a code that the provider does not know.
    for (query, status) in [("iss=https://kwaad.example&code=x", 403), ("code=x", 403)] {
        let ours = browser.open(&format!("{}/aanmelden", proef.basis)).await;
        let heen = begin(&mut browser, &ours).await;
        let state = heen.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
        let answer = browser.open(&format!("{terug}?{query}&state={state}")).await;
        assert_eq!(answer.status.as_u16(), status);
        assert!(answer.tekst.contains("Het aanmelden is niet gelukt"), "{}", answer.tekst);
    }
    assert_eq!(proef.wereld.regels("select count(*)::text from beheer.sessie").await, ["0"]);
}

#[sqlx::test(migrations = false)]
async fn a_clock_that_is_far_off_or_a_provider_that_is_away_is_told(pool: PgPool) {
    let proef = Opstelling::new(pool).await;
    proef.wereld.klok.verder(TimeDelta::hours(3));
    let mut browser = proef.browser();
    let late = browser.meld_aan("operator-jansen", "/").await;
    assert!(
        late.tekst.contains("Het aanmelden is niet gelukt"),
        "the token ended in our time: {}",
        late.tekst
    );

    let mut signin = proef.wereld.omgeving.signin.clone();
    let mut oidc = signin.oidc.as_deref().unwrap().clone();
    // Nobody listens on port 1.
    oidc.issuer = "http://127.0.0.1:1".to_owned();
    signin.oidc = Some(Arc::new(oidc));
    let mut browser = crate::wereld::Browser::new(web::router(web::Omgeving {
        signin,
        ..proef.wereld.omgeving.clone()
    }));
    let csrf = browser.get("/aanmelden").await.veld("csrf");
    let request = crate::wereld::formulier("/aanmelden/organisatie", &[("csrf", &csrf)]);
    let answer = browser.stuur(request).await;
    assert_eq!(answer.status.as_u16(), 502, "{}", answer.tekst);
    assert!(answer.tekst.contains("De aanmelddienst is niet bereikbaar"));
}
