//! Catalogue and descriptions over a real socket: what is asked, and that both protocols tell the same.

#![expect(clippy::unwrap_used, reason = "helpers of a test")]
#![expect(clippy::print_stderr, reason = "a skipped test says so")]

#[cfg(test)]
mod opnamen;

use core::time::Duration;
use std::path::PathBuf;

use domain::statline::{Dimensierol, Protocol, Tabel};
use extract_cbs::{Bron, Client, ClientOptions, Endpoint, Gebiedskeuze, Periodekeuze, Selectie};
use testkit::fake_cbs::{FakeCbs, FakeCode, FakeDimensie, FakeOnderwerp, FakeTable};

fn bron(cbs: &FakeCbs, protocol: Protocol) -> Bron {
    let client = Client::new(ClientOptions {
        proxy: None,
        ca_pem: None,
        connect_timeout: Duration::from_secs(10),
        read_timeout: Duration::from_secs(30),
        page_timeout: Duration::from_mins(1),
        tries: 1,
        backoff: Duration::from_millis(1),
        backoff_max: Duration::from_secs(1),
        body_bytes_max: 50_000_000,
        contact: String::new(),
    });
    let base_url = match protocol {
        Protocol::V3 => cbs.url_v3(),
        Protocol::V4 => cbs.url_v4(),
    };
    Bron::new(Endpoint { protocol, base_url }, client.unwrap())
}

fn tafel() -> FakeTable {
    let einde = "Opgeheven per 01-01-2019, overgegaan naar:\r\n- Nieuwstad (GM9102),\r\n\
                 ... 10,5 hectare met 2 woningen en 3 inwoners\r\nBegindatum voor 1830\r\n";
    FakeTable::new("99001NED", "Wmo; regio")
        .dimensie(
            FakeDimensie::new("TypeVoorziening", "Dimension")
                .code(FakeCode::new("T001024", "Totaal").groep("1"))
                .code(FakeCode::new("A019506", "Ondersteuning thuis").groep("2"))
                .groep("1", "Alles", None)
                .groep("2", "Thuis", Some("1")),
        )
        .dimensie(
            FakeDimensie::new("RegioS", "GeoDimension")
                .code(FakeCode::new("NL01", "Nederland"))
                .code(FakeCode::new("PV26", "Utrecht (PV)"))
                .code(FakeCode::new("GM9101", "Oudstad").groep("GMPV26").omschrijving(einde))
                .code(FakeCode::new("GM9102", "Nieuwstad").groep("GMPV26"))
                .groep("GMPV26", "Utrecht (PV)", None)
                .kaartjaar("2025")
                .breedte(8),
        )
        .dimensie(FakeDimensie::perioden(["2024HJ01", "2024HJ02", "2024JJ00", "2025JJ00"]))
        .groep("W", "Wmo", None)
        .onderwerp(FakeOnderwerp::new("M000001", "Cliënten").groep("W").leeg("Missing"))
        .onderwerp(FakeOnderwerp::new("M000002", "Kosten").eenheid("1 000 euro").decimalen(1))
}

/// What must not depend on the protocol.
fn gelijk(tabel: &Tabel) -> String {
    let dimensies = tabel.dimensies.iter().map(|dimensie| {
        let codes = dimensie.codes.iter().map(|code| {
            let codes = (&code.code, &code.titel, &code.pad, &code.ouder, &code.status);
            format!("  {codes:?} {:?} {}\n", code.geldig_tot, code.is_totaal)
        });
        let head = (&dimensie.naam, &dimensie.soort, dimensie.rol, dimensie.kaartjaar);
        format!("{head:?}\n{}", codes.collect::<String>())
    });
    let onderwerpen = tabel.onderwerpen.iter().map(|onderwerp| {
        let unit = (&onderwerp.eenheid, onderwerp.vermenigvuldiger, onderwerp.decimalen);
        format!("{} {unit:?} {:?}\n", onderwerp.label(), onderwerp.gegevenstype)
    });
    let versie = &tabel.versie.versie;
    let head = format!("{} {versie} {}\n", tabel.tabel_id, tabel.herindelingen.len());
    let parts = dimensies.chain(onderwerpen).collect::<String>();
    format!("{head}{parts}")
}

#[tokio::test]
async fn both_protocols_describe_a_table_alike() {
    let cbs = FakeCbs::start(vec![tafel()]);
    let id = "99001NED".parse().unwrap();
    let v3 = bron(&cbs, Protocol::V3).beschrijf(&id).await.unwrap();
    let v4 = bron(&cbs, Protocol::V4).beschrijf(&id).await.unwrap();
    assert_eq!(gelijk(&v3), gelijk(&v4));
    assert_eq!(v3.dimensies[1].codes[1].sleutel, "PV26    ");
    assert_eq!(v4.dimensies[1].codes[1].sleutel, "PV26");
    assert_eq!(v4.dimensies[1].codes[2].ouder.as_deref(), Some("PV26"));
    assert_eq!(v4.herindelingen[0].inwoners, Some(3));
    assert_eq!(v4.met_rol(Dimensierol::Periode), [2]);
    assert_eq!(v4.onderwerpen[0].pad, ["Wmo"]);
    for protocol in [Protocol::V3, Protocol::V4] {
        let bron = bron(&cbs, protocol);
        let told = if protocol == Protocol::V3 { &v3.versie } else { &v4.versie };
        assert_eq!(bron.versie(&id).await.unwrap(), *told);
        let regels = bron.catalogus().await.unwrap().regels;
        assert_eq!(regels.len(), 1);
        assert!(regels[0].versie.is_zelfde(told), "the catalogue and the table tell one version");
    }
}

#[tokio::test]
async fn only_lists_that_are_there_are_asked_for() {
    let plain = FakeTable::new("99002NED", "Zonder groepen")
        .dimensie(FakeDimensie::categorie("Geslacht", [("T001038", "Totaal")]))
        .onderwerp(FakeOnderwerp::new("M000001", "Aantal"));
    let cbs = FakeCbs::start(vec![plain]);
    let id = "99002NED".parse().unwrap();
    let mut asked = Vec::new();
    for protocol in [Protocol::V4, Protocol::V3] {
        cbs.forget();
        let tabel = bron(&cbs, protocol).beschrijf(&id).await.unwrap();
        assert!(tabel.met_rol(Dimensierol::Periode).is_empty());
        asked.push((cbs.requests("Groups").len(), cbs.log().len()));
        cbs.forget();
        bron(&cbs, protocol).catalogus().await.unwrap();
        assert_eq!(cbs.log().len(), 1, "one request for a whole catalogue");
    }
    assert_eq!(asked, [(0, 5), (0, 3)]);
}

#[tokio::test]
async fn a_selection_is_made_of_what_was_described() {
    let cbs = FakeCbs::start(vec![tafel()]);
    for protocol in [Protocol::V3, Protocol::V4] {
        let tabel = bron(&cbs, protocol).beschrijf(&"99001NED".parse().unwrap()).await.unwrap();
        let selectie = Selectie {
            gebieden: vec![Gebiedskeuze::GemeentenVan("PV26".to_owned())],
            periodes: vec![Periodekeuze { van: Some("2024HJ02".to_owned()), tot: None }],
            onderwerpen: vec!["Wmo / Cliënten".to_owned()],
            ..Selectie::default()
        };
        let keuze = selectie.kies(&tabel).unwrap();
        assert_eq!(keuze.dimensies, [None, Some(vec![2, 3]), Some(vec![1, 3])]);
        assert_eq!(keuze.onderwerpen, Some(vec![0]));
    }
}

#[tokio::test]
async fn every_recorded_table_is_described_over_the_wire() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = folder.join("../../../shared/domain/cbs/fixtures");
    if !folder.exists() {
        eprintln!("skipped: the shared folder is not here");
        return;
    }
    let cbs = FakeCbs::replay(0, &folder).unwrap();
    let (v3, v4) = cbs.ids();
    let mut described = 0;
    for (protocol, ids) in [(Protocol::V3, v3), (Protocol::V4, v4)] {
        let bron = bron(&cbs, protocol);
        let regels = bron.catalogus().await.unwrap().regels;
        for id in ids {
            let tabel = bron.beschrijf(&id.parse().unwrap()).await;
            let tabel = tabel.unwrap_or_else(|error| panic!("{id}: {} {error}", error.code()));
            assert!(tabel.kruisproduct() > 0, "{id}");
            let regel = regels.iter().find(|regel| regel.tabel_id == tabel.tabel_id);
            let versie = &regel.unwrap_or_else(|| panic!("{id} is in the catalogue")).versie;
            assert_eq!(versie.versie, tabel.versie.versie, "{id}");
            described += 1;
        }
    }
    assert!(described >= 15, "{described} tables");
}
