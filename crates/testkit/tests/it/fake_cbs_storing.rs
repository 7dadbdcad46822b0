//! Every misbehaviour of the fake really happens.

use std::io::Read as _;
use std::thread;

use serde_json::Value;
use testkit::fake_cbs::{FakeCbs, Misbehaviour};

use crate::fake_cbs::klein;
use crate::http_get::{Answer, get, get_all, try_get};

const V4: &str = "/odata/v1/CBS/85001NED/Observations";

/// The answer to a request that goes wrong once, and the right one after it.
fn spoiled(what: Misbehaviour) -> (Option<Answer>, Answer) {
    let cbs = FakeCbs::start(vec![klein()]);
    cbs.misbehave("/Observations", 1, what);
    let url = format!("http://{}{V4}", cbs.host());
    (try_get(&url), get(&url))
}

#[test]
fn a_status_comes_as_often_as_asked_and_then_the_right_answer() {
    let cbs = FakeCbs::start(vec![klein()]);
    let url = format!("http://{}{V4}", cbs.host());
    cbs.misbehave("/Observations", 2, Misbehaviour::RetryAfter(503, 7));
    cbs.misbehave_after("/Observations", "", 1, 1, Misbehaviour::Status(500));
    let answers = [get(&url), get(&url), get(&url)];
    assert_eq!(answers.each_ref().map(|answer| answer.status), [503, 503, 200]);
    assert_eq!(answers[0].header("Retry-After"), Some("7"));
    let statuses: Vec<Option<u16>> = cbs.log().iter().map(|entry| entry.status).collect();
    assert_eq!(statuses, [Some(503), Some(503), Some(200)]);
    for status in [404, 429] {
        let (first, then) = spoiled(Misbehaviour::Status(status));
        let first = first.unwrap();
        assert_eq!((first.status, then.status), (status, 200));
        assert_eq!(first.header("Retry-After"), None);
    }
}

#[test]
fn heads_and_rows_are_as_asked() {
    let date = "Sun, 06 Nov 1994 08:49:37 GMT".to_owned();
    let (first, _) = spoiled(Misbehaviour::Head(503, vec![("Retry-After", date.clone())]));
    let first = first.unwrap();
    assert_eq!((first.status, first.header("Retry-After")), (503, Some(&*date)));
    let (first, right) =
        spoiled(Misbehaviour::Replaced("\"Value\"".to_owned(), "\"W\"".to_owned()));
    let text = String::from_utf8(right.body).unwrap();
    assert!(text.contains("\"Value\""), "{text}");
    let bent = String::from_utf8(first.unwrap().body).unwrap();
    assert_eq!(bent, text.replace("\"Value\"", "\"W\""));
}

#[test]
fn bodies_are_cut_in_every_way() {
    let (first, right) = spoiled(Misbehaviour::Reset);
    assert_eq!(first, None);
    let length =
        |answer: &Answer| answer.header("Content-Length").unwrap().parse::<usize>().unwrap();
    let (cut, _) = spoiled(Misbehaviour::DropAfter(100));
    let cut = cut.unwrap();
    assert_eq!((cut.body.len(), length(&cut)), (100, right.body.len()));
    let (short, _) = spoiled(Misbehaviour::WrongLength(50));
    assert_eq!(length(&short.unwrap()), 50);
    let (half, right) = spoiled(Misbehaviour::CutJson);
    let half = half.unwrap();
    assert_eq!(length(&half), half.body.len());
    assert!(serde_json::from_slice::<Value>(&half.body).is_err());
    assert!(right.body.starts_with(&half.body));
}

#[test]
fn bodies_are_something_else_with_status_200() {
    let bodies: [(Misbehaviour, &[u8], &[u8]); 6] = [
        (Misbehaviour::Html, b"<!DOCTYPE html>", b"</html>"),
        (Misbehaviour::Empty, b"", b""),
        (Misbehaviour::ErrorObject, b"{\"error\":", b"}"),
        (Misbehaviour::Garbage("}x".to_owned()), b"{", b"}}x"),
        (Misbehaviour::Bom, b"\xef\xbb\xbf{", b"}"),
        (Misbehaviour::Body(b"[\"MOCKHOST\"]".into()), b"[\"127.0.0.1:", b"\"]"),
    ];
    for (what, start, end) in bodies {
        let (answer, right) = spoiled(what.clone());
        let answer = answer.unwrap();
        assert_eq!(answer.status, 200);
        assert!(answer.body.starts_with(start) && answer.body.ends_with(end), "{what:?}");
        assert_ne!(answer.body, right.body);
    }
    let (packed, right) = spoiled(Misbehaviour::Gzip);
    let packed = packed.unwrap();
    assert_eq!(packed.header("Content-Encoding"), Some("gzip"));
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(packed.body.as_slice()).read_to_end(&mut plain).unwrap();
    assert_eq!(plain.len(), right.body.len());
}

#[test]
fn links_to_the_next_page_lead_astray() {
    let cbs = FakeCbs::start(vec![klein()]);
    cbs.set_page_rows(5, 10);
    let url = format!("http://{}{V4}", cbs.host());
    let next = |what: Misbehaviour| {
        cbs.behave();
        cbs.misbehave("/Observations", 1, what);
        get(&url).next()
    };
    assert_eq!(next(Misbehaviour::NextIsSelf), Some(url.clone()));
    let links = ["http://169.254.169.254/x", "file:///etc/passwd", "Observations?$skip=10"];
    for link in links {
        assert_eq!(next(Misbehaviour::NextLink(link.to_owned())).as_deref(), Some(link));
    }
    let own = Misbehaviour::NextLink("https://HOST/x".to_owned());
    assert_eq!(next(own), Some(format!("https://{}/x", cbs.host())));
    assert_eq!(next(Misbehaviour::NoNextLink), None);
    cbs.behave();
    cbs.misbehave("/Observations", 4, Misbehaviour::NextIsCircle);
    let one = get(&url).next().unwrap();
    let two = get(&one).next().unwrap();
    assert_ne!(one, two);
    assert_eq!(get(&two).next(), Some(one));
    cbs.behave();
    cbs.misbehave("/Observations", 1_000, Misbehaviour::Endless);
    let mut link = url.clone();
    let mut seen = std::collections::BTreeSet::new();
    for page in 0..20 {
        let answer = get(&link);
        assert_eq!(answer.rows().is_empty(), page > 0);
        link = answer.next().unwrap();
        assert!(seen.insert(link.clone()));
    }
    cbs.behave();
    let v3 = format!("{}/ODataFeed/odata/85001NED/TypedDataSet?$format=json", cbs.url_v3());
    cbs.misbehave("TypedDataSet", 1, Misbehaviour::NextIsSelf);
    assert_eq!(get(&v3).next(), Some(v3));
}

#[test]
fn pages_overlap_leave_rows_out_and_miscount() {
    let cbs = FakeCbs::start(vec![klein()]);
    cbs.set_page_rows(5, 10);
    let url = format!("http://{}{V4}", cbs.host());
    let ids = || {
        let pages = get_all(&url);
        let rows: Vec<Value> = pages.iter().flat_map(Answer::rows).collect();
        rows.iter().map(|row| row["Id"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    cbs.misbehave("/Observations", 10, Misbehaviour::Overlap(2));
    let overlapping = ids();
    assert_eq!(overlapping[8..14], [8, 9, 8, 9, 10, 11]);
    assert_eq!(overlapping.last(), Some(&22));
    cbs.behave();
    cbs.misbehave("/Observations", 10, Misbehaviour::Gap(1));
    assert_eq!(ids()[9..11], [9, 11]);
    cbs.behave();
    cbs.misbehave("/Observations", 2, Misbehaviour::WrongCount(3));
    assert_eq!(get(&format!("{url}?$count=true&$top=1")).json()["@odata.count"], 3);
    assert_eq!(get(&format!("{url}/$count")).text(), "3");
}

#[test]
fn a_page_as_large_as_can_be_is_the_last_one() {
    let cbs = FakeCbs::start(vec![klein()]);
    cbs.set_page_rows(12, 23);
    let v4 = get_all(&format!("http://{}{V4}", cbs.host()));
    let v3 = get_all(&format!("{}/ODataFeed/odata/85001NED/UntypedDataSet", cbs.url_v3()));
    assert_eq!((v4.len(), v4[0].rows().len()), (1, 23));
    assert_eq!((v3.len(), v3[0].rows().len()), (1, 12));
}

#[test]
fn the_version_moves_between_two_pages() {
    let cbs = FakeCbs::start(vec![klein()]);
    cbs.set_page_rows(5, 10);
    let moved = Misbehaviour::NewVersion("85001NED".to_owned(), "202602020200".to_owned());
    cbs.misbehave_after("/Observations", "$count", 1, 1, moved);
    let version = || {
        let properties = get(&format!("{}/85001NED/Properties", cbs.url_v4()));
        properties.json()["Version"].as_str().unwrap().to_owned()
    };
    let first = get(&format!("http://{}{V4}", cbs.host()));
    assert_eq!(version(), "202601150200");
    get(&first.next().unwrap());
    assert_eq!(version(), "202602020200");
}

#[test]
fn redirects_go_elsewhere_or_nowhere() {
    let (answer, _) = spoiled(Misbehaviour::Redirect("http://192.0.2.1/x".to_owned()));
    let answer = answer.unwrap();
    assert_eq!((answer.status, answer.header("Location")), (302, Some("http://192.0.2.1/x")));
    let (answer, _) = spoiled(Misbehaviour::RedirectToSelf);
    assert!(answer.unwrap().header("Location").unwrap().ends_with(V4));
}

#[test]
fn a_slow_body_is_whole_and_a_stalled_one_never_comes() {
    let (slow, right) = spoiled(Misbehaviour::Slow(20_000));
    assert_eq!(slow.unwrap().body.len(), right.body.len());
    let cbs = FakeCbs::start(vec![klein()]);
    cbs.misbehave("/Observations", 1, Misbehaviour::Stall);
    let url = format!("http://{}{V4}", cbs.host());
    let waiting = thread::spawn(move || try_get(&url));
    // The log has the request as soon as it is read; it is answered, without a body, when the fake stops.
    while cbs.requests("/Observations").is_empty() {
        thread::yield_now();
    }
    drop(cbs);
    assert_eq!(waiting.join().unwrap().unwrap().body, b"");
}

#[test]
fn requests_at_the_same_time_are_counted() {
    let cbs = FakeCbs::start(vec![klein()]);
    cbs.misbehave("/Observations", 3, Misbehaviour::Stall);
    let url = format!("http://{}{V4}", cbs.host());
    let clients = [0; 3].map(|_| {
        let url = url.clone();
        thread::spawn(move || try_get(&url))
    });
    while cbs.requests("/Observations").len() < 3 {
        thread::yield_now();
    }
    assert_eq!((cbs.max_concurrent(), cbs.connections()), (3, 3));
    assert_eq!(cbs.log()[2].concurrent, 3);
    cbs.forget();
    assert_eq!((cbs.max_concurrent(), cbs.connections()), (3, 0));
    drop(cbs);
    for client in clients {
        assert!(client.join().unwrap().unwrap().body.is_empty());
    }
}

#[test]
fn a_file_or_a_folder_of_pages_is_the_observations_of_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let pages = [
        r#"{"value":[{"Id":0}],"@odata.nextLink":"http://MOCKHOST/odata/85001NED/Observations?$skip=0&p=2"}"#,
        r#"{"value":[{"Id":1}]}"#,
    ];
    for (number, page) in (1..).zip(pages) {
        std::fs::write(folder.path().join(format!("page{number}.json")), page).unwrap();
    }
    let cbs = FakeCbs::start(Vec::new());
    assert_eq!(cbs.serve_file(folder.path(), None).unwrap(), "85001NED");
    let root = format!("{}/85001NED", cbs.url_v4());
    assert_eq!(get(&format!("{root}/Properties")).json()["ObservationCount"], 2);
    assert_eq!(get(&format!("{root}/Observations?$count=true&$top=1")).json()["@odata.count"], 2);
    let found = get_all(&format!("{root}/Observations?$filter=RegioS eq 'GM0363'"));
    assert_eq!(
        found.iter().map(Answer::rows).map(|rows| rows[0]["Id"].clone()).collect::<Vec<_>>(),
        [0, 1]
    );
    let file = folder.path().join("v3.json");
    let body = r#"{"odata.metadata":"http://MOCKHOST/x","value":[{"ID":0}],"odata.nextLink":null}"#;
    std::fs::write(&file, body).unwrap();
    assert_eq!(cbs.serve_file(&file, Some(7)).unwrap(), "70072ned");
    let feed = format!("{}/ODataFeed/odata/70072ned", cbs.url_v3());
    assert_eq!(get(&format!("{feed}/RegioS?$format=json")).rows()[0]["Key"], "GM0363    ");
    let page = get(&format!("{feed}/TypedDataSet?$format=json"));
    assert!(page.text().contains(&cbs.host()));
    assert_eq!(get(&format!("{feed}/UntypedDataSet?$format=json")).status, 404);
}

#[test]
fn every_page_of_the_shared_corpus_can_be_served() {
    let folder =
        std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/odata");
    if !folder.exists() {
        #[expect(clippy::print_stderr, reason = "a skipped test says so")]
        {
            eprintln!("skipped: the shared folder has no corpus/odata here");
        }
        return;
    }
    let mut served = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let cbs = FakeCbs::start(Vec::new());
        let path = entry.unwrap().path();
        let id = cbs.serve_file(&path, None).unwrap();
        let url = match id {
            "85001NED" => format!("{}/85001NED/Observations", cbs.url_v4()),
            _ => format!("{}/ODataFeed/odata/{id}/TypedDataSet", cbs.url_v3()),
        };
        let answer = get(&url);
        let first = if path.is_dir() { path.join("page1.json") } else { path };
        let expect = std::fs::read(first).unwrap();
        assert!(!answer.body.windows(8).any(|eight| eight == b"MOCKHOST"));
        assert_eq!(answer.body.is_empty(), expect.is_empty());
        served += 1;
    }
    assert!(served > 0);
}
