//! The recordings of the shared folder, with the counts that its README gives.

use std::collections::BTreeMap;
use std::fs;

use domain::statline::{Celwaarde, Dimensie, Gegevenstype, Onderwerp, Protocol, Tabel};
use serde_json::Value;

use super::{TYPED, UNTYPED, V4, alles, dimensie, lees, onderwerp, shared, tabel};
use crate::waarneming::Lezing;

const OPNAMEN: &str = "domain/cbs/fixtures";

fn bytes(path: &str) -> Option<Vec<u8>> {
    Some(fs::read(shared(&format!("{OPNAMEN}/{path}"))?).unwrap())
}

fn value(path: &str) -> Option<Vec<Value>> {
    let value: Value = serde_json::from_slice(&bytes(path)?).unwrap();
    Some(value["value"].as_array().unwrap().clone())
}

/// The code list of a file, by the name of its column.
fn lijst(naam: &str, path: &str, column: &str) -> Option<Dimensie> {
    let rows = value(path)?;
    let codes: Vec<_> = rows.iter().map(|row| row[column].as_str().unwrap()).collect();
    Some(dimensie(naam, &codes))
}

/// The measures of a file.
fn metingen(path: &str) -> Option<Vec<Onderwerp>> {
    let is_v4 = path.contains("v4");
    let names = if is_v4 { ["Identifier", "DataType"] } else { ["Key", "Datatype"] };
    let topics = value(path)?.into_iter().filter(|row| row[names[1]].is_string());
    let topics = topics.map(|row| {
        let gegevenstype = match row[names[1]].as_str().unwrap() {
            "String" => Gegevenstype::Tekst,
            "Long" | "Integer" => Gegevenstype::Geheel,
            _ => Gegevenstype::Decimaal,
        };
        let decimalen = u8::try_from(row["Decimals"].as_u64().unwrap_or(0)).unwrap();
        onderwerp(row[names[0]].as_str().unwrap(), gegevenstype, decimalen)
    });
    Some(topics.collect())
}

fn lees_deel(tabel: &Tabel, adres: &str, pages: &[&str]) -> Option<Vec<Lezing>> {
    let (mut read, mut laatste) = (Vec::new(), None);
    for page in pages {
        let lezing = lees(&bytes(page)?, tabel, &alles(tabel), adres, laatste).unwrap();
        laatste = lezing.laatste_id;
        read.push(lezing);
    }
    Some(read)
}

/// How many cells hold what.
fn telling(read: &[Lezing]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for cel in read.iter().flat_map(|lezing| &lezing.blok.cellen) {
        let word = match &cel.waarde {
            Celwaarde::Getal(_) => "getal",
            Celwaarde::Tekst(_) => "tekst",
            Celwaarde::Leeg(leegte) => leegte.code(),
        };
        *counts.entry(word.to_owned()).or_default() += 1;
    }
    counts
}

fn check(read: &[Lezing], rijen: u32, counts: &[(&str, usize)]) {
    assert_eq!(read.iter().map(|lezing| lezing.rijen).sum::<u32>(), rijen);
    assert_eq!(read.iter().map(|lezing| lezing.dubbel).sum::<u32>(), 0);
    assert!(read.iter().all(|lezing| lezing.onbekende_velden.is_empty()));
    let wanted = counts.iter().map(|(word, count)| ((*word).to_owned(), *count)).collect();
    assert_eq!(telling(read), wanted);
}

#[test]
fn two_pages_of_83599ned_make_one_table_by_the_law() {
    // Its code lists were not recorded: they follow from the rows, whose order is that of the lists.
    let pages = ["v3/83599NED/UntypedDataSet.page1.json", "v3/83599NED/UntypedDataSet.page2.json"];
    let Some(rows) = pages.iter().map(|page| value(page)).collect::<Option<Vec<_>>>() else {
        return;
    };
    let lists = ["RegioS", "BedrijfstakkenBranchesSBI2008", "Perioden"].map(|naam| {
        let mut codes: Vec<&str> = Vec::new();
        for row in rows.iter().flatten() {
            let code = row[naam].as_str().unwrap();
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        dimensie(naam, &codes)
    });
    for order in [[0, 1, 2], [1, 0, 2]] {
        let dimensies = order.map(|at| lists[at].clone()).to_vec();
        let onderwerpen = vec![onderwerp("OpenstaandeVacatures_1", Gegevenstype::Decimaal, 1)];
        let tabel = tabel(Protocol::V3, dimensies, onderwerpen);
        assert_eq!(tabel.kruisproduct(), 15_504);
        let first = lees(&bytes(pages[0]).unwrap(), &tabel, &alles(&tabel), UNTYPED, None);
        let Ok(first) = first else {
            assert_eq!(first.unwrap_err().code(), "ODATA_ID_LAW");
            continue;
        };
        assert!(first.volgende.unwrap().contains("$skip=10000"));
        let read = lees_deel(&tabel, UNTYPED, &pages).unwrap();
        check(&read, 15_504, &[("getal", 15_503), ("zonder_reden", 1)]);
        return;
    }
    panic!("neither order of the dimensions keeps the law");
}

#[test]
fn a_whole_table_of_numbers_keeps_the_law() {
    let lists = [
        lijst("BedrijfstakkenSBI93", "v3/80137ned/BedrijfstakkenSBI93.json", "Key"),
        lijst("Persoonskenmerken", "v3/80137ned/Persoonskenmerken.json", "Key"),
        lijst("Perioden", "v3/80137ned/Perioden.json", "Key"),
    ];
    let [Some(een), Some(twee), Some(drie)] = lists else { return };
    let onderwerpen = metingen("v3/80137ned/DataProperties.json").unwrap();
    let tabel = tabel(Protocol::V3, vec![twee, een, drie], onderwerpen);
    let read = lees_deel(&tabel, TYPED, &["v3/80137ned/TypedDataSet.json"]).unwrap();
    check(&read, 675, &[("getal", 8_100)]);
}

#[test]
fn a_table_of_texts_is_trimmed() {
    let path = "v3/84489NED/TypedDataSet.raw.json";
    let Some(rows) = value(path) else { return };
    let codes: Vec<_> = rows.iter().map(|row| row["Woonplaatsen"].as_str().unwrap()).collect();
    let names = ["Woonplaatscode_1", "Naam_2", "Code_3", "Naam_4", "Code_5", "Naam_6", "Code_7"];
    let onderwerpen = names.map(|naam| onderwerp(naam, Gegevenstype::Tekst, 0)).to_vec();
    let tabel = tabel(Protocol::V3, vec![dimensie("Woonplaatsen", &codes)], onderwerpen);
    let read = lees_deel(&tabel, TYPED, &[path]).unwrap();
    check(&read, 2_500, &[("tekst", 17_500)]);
    let name = |rij: usize| &read[0].blok.cellen[rij * 7 + 1].waarde;
    assert_eq!(name(0), &Celwaarde::Tekst("Almelo".into()));
    let frisian = Celwaarde::Tekst("Súdwest-Fryslân".into());
    assert_eq!(read[0].blok.cellen.iter().filter(|cel| cel.waarde == frisian).count(), 89);
}

#[test]
fn iv3_has_keys_of_three_widths_and_keeps_its_row_numbers_when_filtered() {
    let folder = "v3_converted/45012NED";
    let names = ["FunctieKostenplaatsBalanspost", "Categorie", "Provincies", "Verslagsoort"];
    let lists = names.map(|naam| lijst(naam, &format!("{folder}/{naam}.json"), "Key"));
    let Some(dimensies) = lists.into_iter().collect::<Option<Vec<_>>>() else { return };
    let onderwerpen = metingen(&format!("{folder}/DataProperties.json")).unwrap();
    let tabel = tabel(Protocol::V3, dimensies, onderwerpen);
    let read = lees_deel(&tabel, TYPED, &[&format!("{folder}/TypedDataSet.subset.json")]).unwrap();
    check(&read, 12_096, &[("getal", 23_700), ("zonder_reden", 492)]);
    assert_eq!(tabel.kruisproduct(), 435_456);
}

#[test]
fn v4_tables_give_the_counts_that_were_measured() {
    for (id, dimensies, rijen, counts) in [
        ("37789ksz", vec!["Perioden"], 6_470, [("getal", 5_651), ("onmogelijk", 819)]),
        (
            "82610NED",
            vec!["BronTechniek", "Perioden"],
            3_863,
            [("getal", 3_575), ("onmogelijk", 288)],
        ),
        ("83625NED", vec!["RegioS", "Perioden"], 8_195, [("getal", 4_172), ("onmogelijk", 4_023)]),
    ] {
        let lists = dimensies
            .iter()
            .map(|naam| lijst(naam, &format!("v4/{id}/codes-{naam}.json"), "Identifier"));
        let Some(dimensies) = lists.collect::<Option<Vec<_>>>() else { return };
        let onderwerpen = metingen(&format!("v4/{id}/measure-codes.json")).unwrap();
        let tabel = tabel(Protocol::V4, dimensies, onderwerpen);
        let read = lees_deel(&tabel, V4, &[&format!("v4/{id}/observations-page-1.json")]).unwrap();
        check(&read, rijen, &counts);
    }
}

#[test]
fn three_pages_make_the_table_that_one_page_is() {
    let Some(perioden) = lijst("Perioden", "v4/37789ksz/codes-Perioden.json", "Identifier") else {
        return;
    };
    let onderwerpen = metingen("v4/37789ksz/measure-codes.json").unwrap();
    let tabel = tabel(Protocol::V4, vec![perioden], onderwerpen);
    let pages = [1, 2, 3].map(|at| format!("synthetic/v4_paged_37789ksz/page{at}.json"));
    let read = lees_deel(&tabel, V4, &pages.each_ref().map(String::as_str)).unwrap();
    let whole = lees_deel(&tabel, V4, &["v4/37789ksz/observations-page-1.json"]).unwrap();
    assert_eq!(telling(&read), telling(&whole));
    let links: Vec<_> = read.iter().map(|lezing| lezing.volgende.is_some()).collect();
    assert_eq!(links, [true, true, false]);
    check(&read, 6_470, &[("getal", 5_651), ("onmogelijk", 819)]);
}
