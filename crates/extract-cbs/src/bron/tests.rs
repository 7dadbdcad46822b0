//! A catalogue from the first look to the last page, over both protocols, against a fake CBS.

use core::time::Duration;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use domain::statline::{Celwaarde, Keuze, Protocol, Tabel};
use testkit::fake_cbs::{FakeCbs, FakeDimensie, FakeOnderwerp, FakeTable, Misbehaviour};

use super::*;
use crate::client::tests::server::{Antwoord, Server, ok, options};
use crate::{ClientOptions, zoek_in_catalogus};

const TABEL: &str = "85001NED";

/// Three areas, two genders, four years, two measures; a few cells without a number.
fn tafel() -> FakeTable {
    FakeTable::new(TABEL, "Jeugdhulp; regio")
        .dimensie(FakeDimensie::categorie("Geslacht", [("T001038", "Totaal"), ("3000", "Mannen")]))
        .dimensie(FakeDimensie::regios([
            ("NL01", "Nederland"),
            ("GM0344", "Utrecht (gemeente)"),
            ("GM0363", "Amsterdam"),
        ]))
        .dimensie(FakeDimensie::perioden(["2021JJ00", "2022JJ00", "2023JJ00", "2024JJ00"]))
        .onderwerp(FakeOnderwerp::new("M000001", "Jongeren met jeugdhulp"))
        .onderwerp(FakeOnderwerp::new("M000002", "Aandeel").eenheid("%").decimalen(1))
        .formule(|plek| {
            let nummer = plek.posities.iter().fold(1, |sum, at| sum * 10 + i64::from(*at));
            (nummer * 10 + i64::try_from(plek.plek_onderwerp).unwrap()).into()
        })
}

fn client() -> Client {
    let body_bytes_max = 50_000_000;
    Client::new(ClientOptions { body_bytes_max, tries: 2, ..options() }).unwrap()
}

fn bron(cbs: &FakeCbs, protocol: Protocol) -> Bron {
    let base_url = match protocol {
        Protocol::V3 => cbs.url_v3(),
        Protocol::V4 => cbs.url_v4(),
    };
    Bron::new(Endpoint { protocol, base_url }, client())
}

async fn beschrijf(bron: &Bron) -> Tabel {
    bron.beschrijf(&TABEL.parse().unwrap()).await.unwrap()
}

/// Every page of every part; each part gives the rows that were planned.
async fn trek(bron: &Bron, tabel: &Tabel, keuze: &Keuze) -> Result<Vec<Pagina>, Error> {
    let plan = bron.plan(tabel, keuze).await?;
    let mut pages = Vec::new();
    for deel in &plan.delen {
        let (mut adres, mut laatste_id, mut rijen) = (Some(deel.adres.clone()), None, 0);
        while let Some(here) = adres {
            let page = bron.pagina(tabel, keuze, &here, laatste_id).await?;
            rijen += u64::from(page.rijen);
            (adres, laatste_id) = (page.volgende.clone(), page.laatste_id);
            pages.push(page);
        }
        assert_eq!(rijen, deel.rijen, "{}", deel.adres);
    }
    Ok(pages)
}

/// Cells as text, in order: codes, measure, value.
fn cellen(tabel: &Tabel, pages: &[Pagina]) -> Vec<String> {
    let mut lines = Vec::new();
    for Pagina { blok, .. } in pages {
        for cel in &blok.cellen {
            let codes = blok.rij(cel.rij).iter().zip(&tabel.dimensies);
            let codes: Vec<_> = codes
                .map(|(plek, dimensie)| &*dimensie.codes[usize::try_from(*plek).unwrap()].code)
                .collect();
            let value = match &cel.waarde {
                Celwaarde::Getal(getal) => getal.to_string(),
                other => format!("{other:?}"),
            };
            lines.push(format!("{} {} {value}", codes.join(" "), cel.onderwerp));
        }
    }
    lines.sort();
    lines
}

#[tokio::test]
async fn both_protocols_give_the_same_figures() {
    let cbs = FakeCbs::start(vec![tafel()]);
    cbs.set_page_rows(7, 11);
    let mut figures = Vec::new();
    for protocol in [Protocol::V3, Protocol::V4] {
        let bron = bron(&cbs, protocol);
        let regels = bron.catalogus().await.unwrap();
        let regel = zoek_in_catalogus(&regels, TABEL).unwrap();
        assert_eq!(zoek_in_catalogus(&regels, "85001ned").unwrap_err().code(), "TABLE_CASE");
        let tabel = beschrijf(&bron).await;
        assert!(bron.versie(&tabel.tabel_id).await.unwrap().is_zelfde(&regel.versie));
        assert!(tabel.versie.is_zelfde(&regel.versie));
        let pages = trek(&bron, &tabel, &Keuze::alles(3)).await.unwrap();
        assert!(pages.len() > 3, "{} pages", pages.len());
        assert!(pages.iter().all(|page| page.sha256.len() == 64 && page.bytes > 0));
        figures.push(cellen(&tabel, &pages));
    }
    assert_eq!(figures[0].len(), 48);
    assert_eq!(figures[0], figures[1]);
}

#[tokio::test]
async fn a_selection_gives_its_cells_and_no_other() {
    let cbs = FakeCbs::start(vec![tafel()]);
    for protocol in [Protocol::V3, Protocol::V4] {
        let bron = bron(&cbs, protocol);
        let tabel = beschrijf(&bron).await;
        let keuze = Keuze {
            dimensies: vec![Some(vec![1]), Some(vec![0, 2]), Some(vec![1, 3])],
            onderwerpen: Some(vec![1]),
        };
        let pages = trek(&bron, &tabel, &keuze).await.unwrap();
        let lines = cellen(&tabel, &pages);
        assert_eq!(lines.len(), 4, "{protocol:?} {lines:?}");
        assert!(lines.iter().all(|line| line.starts_with("3000 ") && line.contains(" 1 ")));
    }
}

#[tokio::test]
async fn parts_of_a_large_table_add_up() {
    // 120,000 cells: counted per part in v4.
    let dimensie = |naam: &str, count: u32| {
        let codes = (0..count).map(|nummer| (format!("A{nummer:06}"), "x".to_owned()));
        FakeDimensie::categorie(naam, codes)
    };
    let jaren = (1990..2010).map(|jaar| format!("{jaar}JJ00"));
    let groot = FakeTable::new(TABEL, "Groot")
        .dimensie(dimensie("Wijk", 3_000))
        .dimensie(FakeDimensie::perioden(jaren))
        .onderwerp(FakeOnderwerp::new("M000001", "Een"))
        .onderwerp(FakeOnderwerp::new("M000002", "Twee"))
        .formule(|_| "1".into());
    let cbs = FakeCbs::start(vec![groot]);
    for (protocol, parts, rows) in [(Protocol::V4, 2, 120_000), (Protocol::V3, 3, 60_000)] {
        let bron = bron(&cbs, protocol);
        let tabel = beschrijf(&bron).await;
        cbs.forget();
        let plan = bron.plan(&tabel, &Keuze::alles(2)).await.unwrap();
        assert_eq!((plan.delen.len(), plan.rijen), (parts, rows), "{protocol:?}");
        assert!(cbs.max_concurrent() <= 4);
        let counts = cbs.requests("$top=1").len();
        assert_eq!(counts, if protocol == Protocol::V4 { parts } else { 1 });
        let pages = trek(&bron, &tabel, &Keuze::alles(2)).await.unwrap();
        assert_eq!(pages.iter().map(|page| page.blok.cellen.len()).sum::<usize>(), 120_000);
    }
    // A count that does not add up is not published.
    let bron = bron(&cbs, Protocol::V4);
    let tabel = beschrijf(&bron).await;
    cbs.misbehave("$count=true", 1, Misbehaviour::WrongCount(59_999));
    let error = bron.plan(&tabel, &Keuze::alles(2)).await.unwrap_err();
    assert_eq!((error.code(), error.is_transient()), ("ODATA_COUNT", true), "{error}");
}

#[tokio::test]
async fn observations_that_are_gone_are_told_from_a_table_that_is_gone() {
    let gone = tafel().zonder_waarnemingen();
    let cbs = FakeCbs::start(vec![gone]);
    let v4 = bron(&cbs, Protocol::V4);
    let tabel = beschrijf(&v4).await;
    let error = trek(&v4, &tabel, &Keuze::alles(3)).await.unwrap_err();
    assert_eq!(error.code(), "OBSERVATIONS_GONE");
    assert!(error.to_string().contains("protocol = \"v3\""), "{error}");
    let mut part = Keuze::alles(3);
    part.dimensies[1] = Some(vec![1]);
    let error = v4.plan(&tabel, &part).await.unwrap_err();
    assert_eq!(error.code(), "OBSERVATIONS_GONE");
    cbs.remove(TABEL);
    let error = trek(&v4, &tabel, &Keuze::alles(3)).await.unwrap_err();
    assert_eq!((error.code(), error.status()), ("HTTP_STATUS", Some(404)));
}

#[tokio::test]
async fn a_link_that_grew_old_says_nothing_of_the_table() {
    for (protocol, set, first) in [
        (Protocol::V3, "UntypedDataSet", "HTTP_STATUS"),
        (Protocol::V4, "Observations", "OBSERVATIONS_GONE"),
    ] {
        let cbs = FakeCbs::start(vec![tafel()]);
        cbs.set_page_rows(5, 7);
        let bron = bron(&cbs, protocol);
        let tabel = beschrijf(&bron).await;
        for (well, status, code) in [
            (0, 404, first),
            (1, 404, "LINK_STALE"),
            (1, 410, "LINK_STALE"),
            (1, 403, "HTTP_STATUS"),
        ] {
            cbs.behave();
            cbs.misbehave_after(set, "$top=1", well, 1, Misbehaviour::Status(status));
            let error = trek(&bron, &tabel, &Keuze::alles(3)).await.unwrap_err();
            assert_eq!(error.code(), code, "{protocol:?} {well} {status}: {error}");
        }
    }
}

#[tokio::test]
async fn a_table_without_reasons_is_read_with_a_warning() {
    let cbs = FakeCbs::start(vec![tafel().zonder_untyped()]);
    let bron = bron(&cbs, Protocol::V3);
    let tabel = beschrijf(&bron).await;
    let plan = bron.plan(&tabel, &Keuze::alles(3)).await.unwrap();
    assert_eq!(plan.waarschuwingen.len(), 1, "{:?}", plan.waarschuwingen);
    assert!(plan.delen[0].adres.contains("/TypedDataSet?"), "{}", plan.delen[0].adres);
    let pages = trek(&bron, &tabel, &Keuze::alles(3)).await.unwrap();
    assert_eq!(cellen(&tabel, &pages).len(), 48);
    // One request tells whether a set is there, also when a page of it leads to another.
    cbs.forget();
    cbs.misbehave("$top=1", 9, Misbehaviour::NextIsCircle);
    bron.plan(&tabel, &Keuze::alles(3)).await.unwrap();
    assert_eq!(cbs.requests("DataSet").len(), 2);
    cbs.behave();
    cbs.misbehave("DataSet", 9, Misbehaviour::Status(404));
    let error = bron.plan(&tabel, &Keuze::alles(3)).await.unwrap_err();
    assert_eq!(error.code(), "OBSERVATIONS_GONE");
}

#[tokio::test]
async fn every_misbehaviour_ends_under_its_name() {
    let away = || Misbehaviour::NextLink("http://127.0.0.2/odata".to_owned());
    let elsewhere = || Misbehaviour::Redirect("http://127.0.0.2/".to_owned());
    for protocol in [Protocol::V3, Protocol::V4] {
        let set = if protocol == Protocol::V3 { "UntypedDataSet" } else { "Observations" };
        for (what, code) in [
            (Misbehaviour::Status(503), "HTTP_STATUS"),
            (Misbehaviour::Reset, "BODY_CUT"),
            (Misbehaviour::DropAfter(40), "BODY_CUT"),
            (Misbehaviour::WrongLength(99_999), "BODY_CUT"),
            (Misbehaviour::CutJson, "JSON_INVALID"),
            (Misbehaviour::Html, "JSON_INVALID"),
            (Misbehaviour::Empty, "JSON_INVALID"),
            (Misbehaviour::Garbage("x".to_owned()), "JSON_INVALID"),
            (Misbehaviour::ErrorObject, "ODATA_ERROR"),
            (away(), "ODATA_HOST"),
            (Misbehaviour::NextLink("file:///etc/passwd".to_owned()), "ODATA_HOST"),
            (Misbehaviour::NextIsSelf, "ODATA_LOOP"),
            (Misbehaviour::NextIsCircle, "ODATA_LOOP"),
            (Misbehaviour::Endless, "ODATA_PAGES"),
            (elsewhere(), "HTTP_REDIRECT"),
            (Misbehaviour::RedirectToSelf, "HTTP_REDIRECT"),
        ] {
            let cbs = FakeCbs::start(vec![tafel()]);
            cbs.set_page_rows(5, 7);
            let bron = bron(&cbs, protocol);
            let tabel = beschrijf(&bron).await;
            // The probe of v3 asks one row and goes well.
            let shown = format!("{protocol:?} {what:?}");
            cbs.misbehave_after(set, "$top=1", 0, 1_000, what);
            let error = trek(&bron, &tabel, &Keuze::alles(3)).await.expect_err(&shown);
            assert_eq!(error.code(), code, "{shown}: {error}");
        }
    }
}

#[tokio::test]
async fn what_passes_or_does_no_harm_costs_nothing() {
    for protocol in [Protocol::V3, Protocol::V4] {
        let set = if protocol == Protocol::V3 { "UntypedDataSet" } else { "Observations" };
        for (what, times) in [
            (Misbehaviour::Status(503), 1),
            (Misbehaviour::RetryAfter(429, 0), 1),
            (Misbehaviour::DropAfter(40), 1),
            (Misbehaviour::Html, 1),
            (Misbehaviour::Gzip, 1_000),
            (Misbehaviour::Bom, 1_000),
            (Misbehaviour::Overlap(2), 1_000),
            (Misbehaviour::Delay(Duration::from_millis(1)), 1_000),
        ] {
            let cbs = FakeCbs::start(vec![tafel()]);
            cbs.set_page_rows(5, 7);
            let bron = bron(&cbs, protocol);
            let tabel = beschrijf(&bron).await;
            let shown = format!("{protocol:?} {what:?}");
            cbs.misbehave_after(set, "$top=1", 0, times, what);
            let pages = trek(&bron, &tabel, &Keuze::alles(3)).await.expect(&shown);
            assert_eq!(cellen(&tabel, &pages).len(), 48, "{shown}");
        }
    }
}

#[derive(Debug, Default)]
struct Kast(Mutex<BTreeMap<String, Vec<u8>>>);

impl Voorraad for Kast {
    fn lees(&self, sleutel: &str) -> Option<Vec<u8>> {
        self.0.lock().unwrap().get(sleutel).cloned()
    }

    fn bewaar(&self, sleutel: &str, inhoud: &[u8]) {
        self.0.lock().unwrap().insert(sleutel.to_owned(), inhoud.to_vec());
    }
}

#[tokio::test]
async fn a_page_that_was_kept_is_not_asked_again() {
    let cbs = FakeCbs::start(vec![tafel()]);
    cbs.set_page_rows(9, 9);
    let kast = Arc::new(Kast::default());
    let bron = bron(&cbs, Protocol::V4).met_voorraad(Arc::<Kast>::clone(&kast));
    let tabel = beschrijf(&bron).await;
    // What could not be read is not kept.
    cbs.misbehave("Observations", 1, Misbehaviour::Html);
    let first = trek(&bron, &tabel, &Keuze::alles(3)).await.unwrap();
    let kept = kast.0.lock().unwrap().len();
    assert_eq!(kept, first.len());
    cbs.forget();
    assert_eq!(trek(&bron, &tabel, &Keuze::alles(3)).await.unwrap(), first);
    assert_eq!(cbs.requests("Observations").len(), 0);
    // Spoilt in the store: asked again, and mended.
    kast.0.lock().unwrap().values_mut().for_each(|body| body.truncate(9));
    assert_eq!(trek(&bron, &tabel, &Keuze::alles(3)).await.unwrap(), first);
    assert_eq!(cbs.requests("Observations").len(), first.len());
    // Another version is another page.
    cbs.change(TABEL, |table| {
        table.zet_versie("202609010200");
    });
    let tabel = beschrijf(&bron).await;
    cbs.forget();
    trek(&bron, &tabel, &Keuze::alles(3)).await.unwrap();
    assert_eq!(cbs.requests("Observations").len(), first.len());
}

/// A page of v4 with these rows and what stands behind them.
fn body(ids: &[u32], rest: &str) -> Vec<u8> {
    let row = |id: &u32| {
        format!(
            r#"{{"Id":{id},"Measure":"M000001","ValueAttribute":"None","Value":1,"Geslacht":"3000","RegioS":"NL01","Perioden":"2021JJ00"}}"#
        )
    };
    let rows: Vec<_> = ids.iter().map(row).collect();
    ok(format!(r#"{{"value":[{}]{rest}}}"#, rows.join(",")))
}

#[tokio::test]
async fn pages_are_checked_together() {
    let cbs = FakeCbs::start(vec![tafel()]);
    let tabel = beschrijf(&bron(&cbs, Protocol::V4)).await;
    let server = Server::start(|_, target| {
        let link = |to: &str| format!(r#","@odata.nextLink":"{to}""#);
        Antwoord::Bytes(match target {
            // An empty page with a next link is legal, and a repeated row is left out.
            "/a" => body(&[], &link("/a2")),
            "/a2" => body(&[0, 1], &link("/a3")),
            "/a3" => body(&[1, 2], r#","@odata.count":3"#),
            "/count" => body(&[0, 1], r#","@odata.count":3"#),
            "/count2" => body(&[0, 1], &format!(r#","@odata.count":3{}"#, link("/count3"))),
            "/count3" => body(&[1], ""),
            "/zero" => body(&[], ""),
            "/self" => body(&[0], &link("/self")),
            "/repeat" => body(&[0], &link("/repeat2")),
            "/repeat2" => body(&[0], &link("/repeat3")),
            "/null" => body(&[0], r#","@odata.nextLink":null"#),
            _ => body(&[5], ""),
        })
    });
    let endpoint = Endpoint { protocol: Protocol::V4, base_url: server.url("") };
    let bron = Bron::new(endpoint, client());
    let keuze = Keuze::alles(3);
    for (path, expect) in [
        ("/a", "3 rows, 1 repeated"),
        ("/count", "ODATA_COUNT"),
        ("/count2", "ODATA_COUNT"),
        ("/zero", "ZERO_ROWS"),
        ("/self", "ODATA_LOOP"),
        ("/repeat", "ODATA_LOOP"),
        ("/null", "1 rows, 0 repeated"),
    ] {
        let (mut adres, mut laatste_id) = (Some(server.url(path)), None);
        let (mut rijen, mut dubbel, mut told) = (0, 0, None);
        while let Some(here) = adres {
            match bron.pagina(&tabel, &keuze, &here, laatste_id).await {
                Ok(page) => {
                    (rijen, dubbel) = (rijen + page.rijen, dubbel + page.dubbel);
                    (adres, laatste_id) = (page.volgende, page.laatste_id);
                }
                Err(error) => (adres, told) = (None, Some(error.code().to_owned())),
            }
        }
        let told = told.unwrap_or_else(|| format!("{rijen} rows, {dubbel} repeated"));
        assert_eq!(told, expect, "{path}");
    }
    // After a resume the count of the whole is not compared with the rest, and an empty rest is none.
    let rest = bron.pagina(&tabel, &keuze, &server.url("/a3"), Some(1)).await.unwrap();
    assert_eq!((rest.rijen, rest.dubbel, rest.laatste_id), (1, 1, Some(2)));
    bron.pagina(&tabel, &keuze, &server.url("/zero"), Some(1)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn large_pages_are_read_beside_the_reactor() {
    let cbs = FakeCbs::start(vec![tafel()]);
    let bron = bron(&cbs, Protocol::V3);
    let mut tabel = beschrijf(&bron).await;
    tabel.toelichting.clear();
    let padding = " ".repeat(200_000);
    cbs.misbehave_after("UntypedDataSet", "$top=1", 0, 1, Misbehaviour::Garbage(padding));
    let pages = trek(&bron, &tabel, &Keuze::alles(3)).await.unwrap();
    assert_eq!(cellen(&tabel, &pages).len(), 48);
    assert!(pages[0].bytes > 200_000);
}

#[tokio::test]
async fn a_catalogue_that_is_not_there_is_one_of_the_other_protocol() {
    let cbs = FakeCbs::start(vec![tafel()]);
    for (protocol, base_url, words) in [
        (Protocol::V4, cbs.url_v3(), "opendata.cbs.nl and dataderden.cbs.nl are v3"),
        (Protocol::V3, cbs.url_v4(), "datasets.cbs.nl/odata/v1/CBS is v4"),
    ] {
        let error =
            Bron::new(Endpoint { protocol, base_url }, client()).catalogus().await.unwrap_err();
        assert_eq!(error.code(), "HTTP_STATUS", "{error}");
        assert!(
            error.to_string().contains("protocol and base_url do not fit each other"),
            "{error}"
        );
        assert!(error.to_string().contains(words), "{error}");
    }
}
