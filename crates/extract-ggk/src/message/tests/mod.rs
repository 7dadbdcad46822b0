//! Tests of what the kinds of message share, of releases 2.x and of reading without a public schema. Messages of
//! 2.x are those of the testkit.

mod registratie;
mod tellen;
mod tolerant;
mod v2;
mod v20;
mod waarneming;

use domain::Wet;
use testkit::bericht::v2::{Bericht, Beschikking, Beschikt, Start, Stop, Toewijzing, Verzoek};
use testkit::bericht::{Kop, Product};

const EEN: &str = "999900006";
const TWEE: &str = "999900018";

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

fn kop(subversie: u8) -> Kop {
    Kop::new(Wet::Wmo, "0363", "42420001").release_2(subversie)
}

fn product() -> Product {
    Product::new("02", "02A03")
}

fn beschikking(nummer: i64) -> Beschikking {
    Beschikking::new(nummer.to_string().as_str(), "2018-04-01")
        .afgiftedatum("2018-03-28")
        .einddatum("2018-12-31")
        .beschikt(Beschikt {
            product: product(),
            ingangsdatum: "2018-04-01".into(),
            einddatum: None,
            omvang: Some(["60".into(), "01".into(), "3".into()]),
        })
}

fn toewijzing(nummer: Option<i64>) -> Toewijzing {
    let een = Toewijzing::new(product(), "2018-04-01")
        .einddatum("2018-12-31")
        .omvang("60", "01", "3")
        .moment("2018-04-01", "08:30:00");
    match nummer {
        Some(nummer) => een.nummer(nummer.to_string().as_str()),
        None => een,
    }
}

/// Two persons: the first with two allocations by one decision, the second with one by another.
fn bericht_301(subversie: u8) -> String {
    let nummer = |nummer| (subversie > 0).then_some(nummer);
    let later = Toewijzing { ingangsdatum: "2018-05-01".into(), ..toewijzing(nummer(2)) };
    let een = beschikking(7001).toewijzing(toewijzing(nummer(1))).toewijzing(later);
    let twee = beschikking(7002).toewijzing(toewijzing(nummer(3)));
    text(
        Bericht::new(kop(subversie).bericht("T1", "2018-04-02"), EEN, een).client(TWEE, twee).xml(),
    )
}

/// Two persons with a start each.
fn bericht_305(subversie: u8) -> String {
    let start = |nummer: &str| {
        Start::new(product(), "2018-04-06")
            .beschikking(nummer)
            .toewijzing_ingangsdatum("2018-04-01")
            .omvang("60", "01", "3")
    };
    let bericht = Bericht::new(kop(subversie).bericht("S1", "2018-04-10"), EEN, start("7001"));
    text(bericht.client(TWEE, start("7002")).xml())
}

/// A stop.
fn bericht_307(subversie: u8) -> String {
    let stop = Stop::new(product(), "2018-04-06", "2018-06-01")
        .beschikking("7001")
        .toewijzing_ingangsdatum("2018-04-01");
    text(Bericht::new(kop(subversie).bericht("P1", "2018-06-10"), EEN, stop).xml())
}

/// Two persons with a request each.
fn bericht_315(subversie: u8) -> String {
    let verzoek = |referentie: &str| {
        Verzoek::new(referentie, product(), "2018-04-01").beschikking("7001", "2018-03-01")
    };
    let bericht = Bericht::new(kop(subversie).bericht("V1", "2018-03-20"), EEN, verzoek("REF-1"));
    text(bericht.client(TWEE, verzoek("REF-2")).xml())
}

/// Every kind of heen message with the number of its records.
fn alle(subversie: u8) -> [(String, usize); 4] {
    [
        (bericht_301(subversie), 3),
        (bericht_305(subversie), 2),
        (bericht_307(subversie), 1),
        (bericht_315(subversie), 2),
    ]
}
