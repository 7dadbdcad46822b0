use load::ledger::{Failure, RunSoort};
use secrecy::SecretString;

use super::*;
use crate::config::Lineage;
use crate::run::Totals;
use crate::signaal::nep::Ontvanger;

fn op(minute: u32) -> DateTime<Utc> {
    format!("2026-11-22T03:{minute:02}:00Z").parse().unwrap()
}

fn lijn(max: usize) -> (Lijn, mpsc::Receiver<Value>) {
    let kolom = |tabel: &str, kolom: &str| opslag::Kolom {
        tabel: tabel.to_owned(),
        kolom: kolom.to_owned(),
        soort: "bigint".to_owned(),
    };
    let boek = Boek::new(
        "sluis".to_owned(),
        uuid::Uuid::from_u128(7),
        BTreeMap::from([("berichten".to_owned(), false), ("jeugd".to_owned(), true)]),
        vec![kolom("dwh.feit_levering", "levering_sk"), kolom("dwh.feit_statline", "waarde")],
    );
    let (queue, events) = mpsc::channel(max);
    (Lijn { boek, runs: Mutex::default(), queue, gevallen: AtomicU64::new(0) }, events)
}

fn taak(source: &str, loaded: i64) -> TaskReport {
    TaskReport {
        task_id: Some(1),
        source: source.to_owned(),
        unit: "x".to_owned(),
        status: Status::Succeeded,
        read: loaded,
        loaded,
        quarantined: 0,
        duplicate: 0,
        error_code: None,
        error: None,
        statline: None,
    }
}

fn doe_run(lijn: &Lijn, status: Status) {
    let bronnen = vec!["berichten".to_owned(), "jeugd".to_owned()];
    lijn.begonnen(RunBegin { run_id: 12, soort: RunSoort::Run, bronnen, op: op(0) });
    lijn.taak(12, op(1), &taak("berichten", 100));
    lijn.taak(12, op(2), &taak("dwh", 40));
    lijn.taak(12, op(3), &taak("jeugd", 9));
    let failure = (status == Status::Failed)
        .then(|| Failure { code: "53100".to_owned(), text: "words".to_owned() });
    lijn.klaar(RunEinde { run_id: 12, status, failure, totals: Totals::default(), op: op(4) });
}

/// What the specification requires, as paths; `*` is every element.
const VERPLICHT: [&str; 10] = [
    "/eventTime",
    "/eventType",
    "/producer",
    "/schemaURL",
    "/run/runId",
    "/job/namespace",
    "/job/name",
    "/inputs/*/namespace",
    "/inputs/*/name",
    "/outputs/*/name",
];

fn heeft(value: &Value, path: &str) -> bool {
    match path.split_once("/*") {
        Some((list, rest)) => {
            let items = value.pointer(list).and_then(Value::as_array);
            items.is_some_and(|items| items.iter().all(|item| heeft(item, rest)))
        }
        None => value.pointer(path).is_some_and(Value::is_string),
    }
}

/// Every facet, wherever it is, names its producer and schema.
fn facetten(value: &Value, seen: &mut Vec<String>) {
    let Some(object) = value.as_object() else {
        value.as_array().into_iter().flatten().for_each(|item| facetten(item, seen));
        return;
    };
    for (key, inner) in object {
        if matches!(key.as_str(), "facets" | "outputFacets") {
            for (name, facet) in inner.as_object().unwrap() {
                assert!(
                    facet["_producer"].is_string() && facet["_schemaURL"].is_string(),
                    "{name}"
                );
                seen.push(name.clone());
            }
        }
        facetten(inner, seen);
    }
}

#[tokio::test]
async fn events_have_the_shape_of_the_specification() {
    for (status, last) in [
        (Status::Succeeded, "COMPLETE"),
        (Status::Partial, "COMPLETE"),
        (Status::Failed, "FAIL"),
        (Status::Cancelled, "ABORT"),
    ] {
        let (lijn, mut events) = lijn(16);
        doe_run(&lijn, status);
        drop(lijn);
        let mut found = Vec::new();
        while let Some(event) = events.recv().await {
            found.push(event);
        }
        let types: Vec<&str> =
            found.iter().map(|event| event["eventType"].as_str().unwrap()).collect();
        assert_eq!(types, ["START", "RUNNING", "RUNNING", "RUNNING", last]);
        let mut facets = Vec::new();
        for event in &found {
            for path in VERPLICHT {
                assert!(heeft(event, path), "{path}: {event}");
            }
            let time = event["eventTime"].as_str().unwrap();
            assert!(DateTime::parse_from_rfc3339(time).is_ok(), "{time}");
            let id: uuid::Uuid = event["run"]["runId"].as_str().unwrap().parse().unwrap();
            assert_eq!(id.get_version_num(), 8);
            assert_eq!(event["run"]["runId"], found[0]["run"]["runId"], "one run, one id");
            facetten(event, &mut facets);
        }
        for name in ["schema", "dataSource", "outputStatistics"] {
            assert!(facets.contains(&name.to_owned()), "{name}");
        }
        assert_eq!(facets.contains(&"errorMessage".to_owned()), status == Status::Failed);
        let rows = found[1].pointer("/outputs/0/outputFacets/outputStatistics/rowCount").unwrap();
        assert_eq!(
            (rows.as_i64(), &found[1]["outputs"][0]["name"]),
            (Some(100), &"landing.berichten".into())
        );
        assert_eq!(found[3]["outputs"][0]["name"], "dwh.feit_statline");
        assert!(!found[4].to_string().contains("words"), "codes only");
    }
}

#[tokio::test]
async fn what_does_not_fit_is_dropped_and_counted_and_nobody_waits() {
    let (lijn, mut events) = lijn(2);
    doe_run(&lijn, Status::Succeeded);
    assert_eq!(lijn.gevallen(), 3);
    assert!(events.recv().await.is_some());
}

#[tokio::test]
async fn events_go_to_a_file_that_is_put_aside_and_to_an_address() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sub/lineage.jsonl");
    let receiver = Ontvanger::start();
    let url = format!("http://127.0.0.1:{}/api/v1/lineage", receiver.port);
    let lineage = Lineage {
        namespace: "sluis".to_owned(),
        file: Some((file.clone(), 1)),
        url: Some(SecretString::from(url)),
        token: Some(SecretString::from("geheim")),
    };
    let (lijn, events) = lijn(16);
    let schrijver = Schrijver(tokio::spawn(Bestemming::new(&lineage).unwrap().schrijf(events)));
    doe_run(&lijn, Status::Succeeded);
    drop(lijn);
    schrijver.wacht(Duration::from_secs(30)).await;
    let lines = std::fs::read_to_string(&file).unwrap();
    assert_eq!(lines.lines().count(), 5);
    assert!(lines.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
    assert_eq!(receiver.bodies().len(), 5);
    let head = receiver.post.lock().unwrap()[0].to_ascii_lowercase();
    assert!(head.contains("authorization: bearer geheim"), "{head}");
    // A full file is put aside at the next event.
    std::fs::write(&file, "x".repeat(1_000_000)).unwrap();
    let (lijn, events) = self::lijn(16);
    let schrijver = Schrijver(tokio::spawn(Bestemming::new(&lineage).unwrap().schrijf(events)));
    doe_run(&lijn, Status::Succeeded);
    drop(lijn);
    schrijver.wacht(Duration::from_secs(30)).await;
    assert_eq!(std::fs::read_to_string(&file).unwrap().lines().count(), 5);
    assert_eq!(
        std::fs::metadata(folder.path().join("sub/lineage.jsonl.1")).unwrap().len(),
        1_000_000
    );
}

#[tokio::test]
async fn a_receiver_that_does_not_answer_holds_up_nothing() {
    // It accepts in the backlog, and never reads.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/x", listener.local_addr().unwrap());
    let lineage = Lineage {
        namespace: "sluis".to_owned(),
        file: None,
        url: Some(SecretString::from(url)),
        token: None,
    };
    let (lijn, events) = lijn(2);
    let schrijver = Schrijver(tokio::spawn(Bestemming::new(&lineage).unwrap().schrijf(events)));
    for _ in 0..100 {
        doe_run(&lijn, Status::Succeeded);
    }
    assert!(lijn.gevallen() > 400, "{}", lijn.gevallen());
    drop(lijn);
    schrijver.wacht(Duration::from_millis(100)).await;
}
