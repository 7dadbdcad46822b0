//! Statuses, redirects, bodies that are cut, too large or no JSON; who is asked, and how often.

use core::time::Duration;

use super::server::{Antwoord, Server, antwoord, client, ok, options};
use crate::verzameling::haal_verzameling;
use crate::{Client, ClientOptions, Error};

/// The text of a body that begins with `{`, as JSON does.
async fn haal(client: &Client, adres: &str) -> Result<String, Error> {
    let lees = |body: &[u8]| match body.first() {
        Some(b'{') => Ok(String::from_utf8_lossy(body).into_owned()),
        _ => Err(Error::new("JSON_INVALID", "no JSON", "")),
    };
    client.haal(adres, &lees).await
}

/// Code of the failure and whether it may pass; the body when there is none.
async fn told(client: &Client, server: &Server) -> (String, bool) {
    match haal(client, &server.url("/x")).await {
        Ok(body) => (body, false),
        Err(error) => (error.code().to_owned(), error.is_transient()),
    }
}

#[tokio::test]
async fn a_request_says_who_asks_and_what_it_reads() {
    let server = Server::vast(ok("{}"));
    assert_eq!(haal(&client(), &server.url("/a?$filter=x%20eq%20%27y%27")).await.unwrap(), "{}");
    let head = server.heads()[0].clone();
    assert!(head.starts_with("GET /a?$filter=x%20eq%20%27y%27 HTTP/1.1\r\n"), "{head}");
    let lower = head.to_lowercase();
    let agent =
        format!("user-agent: sluis/{} (+beheer@gemeente.test)\r\n", env!("CARGO_PKG_VERSION"));
    for line in [&*agent, "accept: application/json\r\n", "accept-encoding: gzip\r\n"] {
        assert!(lower.contains(line), "{line} in {head}");
    }
}

#[tokio::test]
async fn a_status_is_repeated_when_it_may_pass() {
    for (status, requests, transient) in [
        ("400 Bad Request", 1, false),
        ("401 Unauthorized", 1, false),
        ("403 Forbidden", 1, false),
        ("404 Not Found", 1, false),
        ("414 URI Too Long", 1, false),
        ("304 Not Modified", 1, false),
        ("408 Request Timeout", 3, true),
        ("429 Too Many Requests", 3, true),
        ("500 Internal Server Error", 3, true),
        ("502 Bad Gateway", 3, true),
        ("503 Service Unavailable", 3, true),
        ("504 Gateway Timeout", 3, true),
    ] {
        let server = Server::vast(antwoord(status, &["Retry-After: 0"], "{}"));
        let got = told(&client(), &server).await;
        assert_eq!(got, ("HTTP_STATUS".to_owned(), transient), "{status}");
        assert_eq!(server.aantal(), requests, "{status}");
    }
}

#[tokio::test]
async fn words_of_the_server_are_passed_on() {
    let body = r#"{"error":{"code":"","message":"Geen tabel\nX"}}"#;
    let server = Server::vast(antwoord("404 Not Found", &[], body));
    let error = haal(&client(), &server.url("/x")).await.unwrap_err();
    assert_eq!(error.status(), Some(404));
    let expect =
        format!("status 404: not found; the server says: Geen tabel X ({})", server.url("/x"));
    assert_eq!(error.to_string(), expect);
}

#[tokio::test]
async fn what_passes_is_asked_again() {
    let good = ok("{\"good\":1}");
    let cut = b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"good\":".to_vec();
    let chunk_cut = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{\"go".to_vec();
    for bad in [
        antwoord("503 Service Unavailable", &["Retry-After: 0"], ""),
        antwoord("500 Internal Server Error", &[], "<html>"),
        ok("<html>onderhoud</html>"),
        ok(""),
        cut,
        chunk_cut,
        Vec::new(),
    ] {
        let server = Server::reeks(vec![bad.clone(), bad.clone(), good.clone()]);
        let shown = String::from_utf8_lossy(&bad).into_owned();
        assert_eq!(told(&client(), &server).await.0, "{\"good\":1}", "{shown}");
        assert_eq!(server.aantal(), 3, "{shown}");
    }
}

#[tokio::test]
async fn what_does_not_pass_is_told_by_its_code() {
    let gzip = "Content-Encoding: gzip";
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4e20\r\n{}\r\n0\r\n\r\n",
        "x".repeat(20_000)
    );
    for (bytes, code, requests) in [
        (ok("<html>"), "JSON_INVALID", 3),
        (ok(""), "JSON_INVALID", 3),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{".to_vec(), "BODY_CUT", 3),
        (antwoord("200 OK", &[gzip], "no gzip at all"), "BODY_CUT", 3),
        (ok("x".repeat(10_001)), "BODY_TOO_LARGE", 1),
        (chunked.into_bytes(), "BODY_TOO_LARGE", 1),
        (Vec::new(), "BODY_CUT", 3),
    ] {
        let server = Server::vast(bytes);
        assert_eq!(told(&client(), &server).await.0, code);
        assert_eq!(server.aantal(), requests, "{code}");
    }
    let server = Server::vast(ok("<html>"));
    let error = haal(&client(), &server.url("/x")).await.unwrap_err();
    assert!(error.is_transient() && error.to_string().starts_with("after 3 attempts: no JSON"));
}

#[tokio::test]
async fn a_redirect_stays_on_its_place() {
    let moved = |to: &str| antwoord("302 Found", &[&format!("Location: {to}")], "");
    let server = Server::start(move |_, target| {
        Antwoord::Bytes(match target {
            "/here" => moved("/there"),
            "/there" => ok("{\"there\":1}"),
            "/away" => moved("http://127.0.0.2:9/x"),
            "/up" => moved("https://127.0.0.1/x"),
            "/file" => moved("file:///etc/passwd"),
            other => moved(&format!("{other}x")),
        })
    });
    assert_eq!(haal(&client(), &server.url("/here")).await.unwrap(), "{\"there\":1}");
    for path in ["/away", "/up", "/file", "/endless"] {
        let before = server.aantal();
        let error = haal(&client(), &server.url(path)).await.unwrap_err();
        let expect = if path == "/file" { "HTTP_STATUS" } else { "HTTP_REDIRECT" };
        assert_eq!((error.code(), error.is_transient()), (expect, false), "{path} {error}");
        assert_eq!(server.aantal() - before, if path == "/endless" { 6 } else { 1 }, "{path}");
    }
}

#[tokio::test]
async fn silence_ends_by_itself() {
    let begun = b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"a\":".to_vec();
    for silent in [Vec::new(), begun] {
        let server = Server::start(move |_, _| Antwoord::Stil(silent.clone()));
        let options =
            ClientOptions { read_timeout: Duration::from_millis(50), tries: 2, ..options() };
        let got = told(&Client::new(options).unwrap(), &server).await;
        assert_eq!((got, server.aantal()), (("HTTP_TIMEOUT".to_owned(), true), 2));
    }
}

#[tokio::test]
async fn a_dead_host_is_left_alone_after_a_few_requests() {
    let server = Server::vast(antwoord("503 Service Unavailable", &["Retry-After: 0"], ""));
    let client = client();
    for _ in 0..3 {
        assert_eq!(told(&client, &server).await.0, "HTTP_STATUS");
    }
    assert_eq!(server.aantal(), 9);
    let error = haal(&client.clone(), &server.url("/y")).await.unwrap_err();
    assert_eq!((error.code(), error.is_transient(), server.aantal()), ("HTTP_STATUS", true, 9));
    assert!(error.to_string().contains("is not asked again for now"), "{error}");
}

#[tokio::test]
async fn a_refused_connection_is_told() {
    let port = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    let error = haal(&client(), &format!("http://127.0.0.1:{port}/")).await.unwrap_err();
    assert_eq!((error.code(), error.is_transient()), ("HTTP_CONNECTION", true), "{error}");
}

#[tokio::test]
async fn a_dead_ipv6_address_does_not_hide_a_living_ipv4_one() {
    let server = Server::vast(ok("{}"));
    let port = server.adres.port();
    let both = [format!("[::1]:{port}").parse().unwrap(), server.adres];
    let client =
        Client::bouw(options(), |builder| builder.resolve_to_addrs("localhost", &both)).unwrap();
    assert_eq!(haal(&client, &format!("http://localhost:{port}/")).await.unwrap(), "{}");
}

#[tokio::test]
async fn a_proxy_is_used_when_configured() {
    let server = Server::vast(ok("{}"));
    let options = ClientOptions { proxy: Some(server.url("")), ..options() };
    let client = Client::new(options).unwrap();
    assert_eq!(haal(&client, "http://localhost:9/x").await.unwrap(), "{}");
    assert!(server.heads()[0].starts_with("GET http://localhost:9/x "), "{:?}", server.heads());
}

#[tokio::test]
async fn a_failure_behind_a_proxy_names_it_without_its_password() {
    let port = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    let proxy = Some(format!("http://wie:geheim@127.0.0.1:{port}"));
    let client = Client::new(ClientOptions { proxy, ..options() }).unwrap();
    let error = haal(&client, "http://localhost:9/x").await.unwrap_err();
    assert_eq!((error.code(), error.is_transient()), ("HTTP_CONNECTION", true), "{error}");
    let words = format!("through the proxy 127.0.0.1:{port} (cbs.proxy): no connection: ");
    assert!(error.to_string().contains(&words), "{error}");
    assert!(!error.to_string().contains("geheim") && !error.to_string().contains("wie"), "{error}");
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_before_any_call() {
    for adres in [
        "http://opendata.cbs.nl/x",
        "file:///etc/passwd",
        "ftp://localhost/",
        "https://user:secret@cbs.test/",
        "https://user@cbs.test/",
        "cbs.test",
        "",
        "http://localhost.evil.test/",
    ] {
        let error = haal(&client(), adres).await.unwrap_err();
        assert_eq!(error.code(), "CONFIG_INVALID", "{adres}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
    for options in [
        ClientOptions { proxy: Some("::no proxy::".into()), ..options() },
        ClientOptions { ca_pem: Some(b"no certificate".to_vec()), ..options() },
        ClientOptions { ca_pem: Some(Vec::new()), ..options() },
        ClientOptions { contact: "two\nlines".into(), ..options() },
    ] {
        assert_eq!(Client::new(options).unwrap_err().code(), "CONFIG_INVALID");
    }
}

#[tokio::test]
async fn a_file_is_streamed_within_bounds() {
    let server = Server::vast(ok("x".repeat(50_000)));
    let mut file = Vec::new();
    // The limit of a page is not that of a file.
    let bytes = client().download(&server.url("/zip"), 50_000, &mut file).await.unwrap();
    assert_eq!((bytes, file.len()), (50_000, 50_000));
    let head = server.heads()[0].to_lowercase();
    assert!(head.contains("accept: */*\r\n") && !head.contains("json"), "{head}");
    let error = client().download(&server.url("/zip"), 49_999, &mut Vec::new()).await.unwrap_err();
    assert_eq!(error.code(), "BODY_TOO_LARGE");
    let cut = Server::vast("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nPK");
    let error = client().download(&cut.url("/zip"), 50_000, &mut Vec::new()).await.unwrap_err();
    assert_eq!((error.code(), error.is_transient(), cut.aantal()), ("BODY_CUT", true, 1));
}

#[tokio::test]
async fn metadata_is_read_over_its_pages() {
    let server = Server::start(|_, target| {
        Antwoord::Bytes(ok(match target {
            "/list" => r#"{"value":[1,2],"odata.nextLink":"/list?$skip=2"}"#,
            "/list?$skip=2" => r#"{"value":[],"@odata.nextLink":"/list?$skip=3"}"#,
            "/list?$skip=3" => r#"{"value":[3]}"#,
            "/empty" => r#"{"value":[]}"#,
            "/circle" => r#"{"value":[1],"@odata.nextLink":"/circle2"}"#,
            "/circle2" => r#"{"value":[2],"@odata.nextLink":"/circle"}"#,
            "/away" => r#"{"value":[1],"@odata.nextLink":"http://127.0.0.2/x"}"#,
            "/short" => r#"{"@odata.count":3,"value":[1,2]}"#,
            _ => r#"{"error":{"message":"no"}}"#,
        }))
    });
    for (path, expect) in [("/list", vec![1, 2, 3]), ("/empty", Vec::new())] {
        let rows: Vec<i32> = haal_verzameling(&client(), &server.url(path)).await.unwrap();
        assert_eq!(rows, expect, "{path}");
    }
    for (path, code) in [
        ("/circle", "ODATA_LOOP"),
        ("/away", "ODATA_HOST"),
        ("/short", "ODATA_COUNT"),
        ("/other", "ODATA_ERROR"),
    ] {
        let result = haal_verzameling::<i32>(&client(), &server.url(path)).await;
        assert_eq!(result.unwrap_err().code(), code, "{path}");
    }
}
