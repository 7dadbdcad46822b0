//! Every recording that has observations, from description to last page, over a real socket: the counts that were
//! measured in it, and every row where its number says.

use std::collections::BTreeMap;
use std::path::PathBuf;

use domain::statline::{Celwaarde, Keuze, Leegte, Protocol, Tabel};
use extract_cbs::{Bron, Gebiedskeuze, Periodekeuze, Selectie};
use testkit::fake_cbs::FakeCbs;

use crate::bron;

/// What a pull gave.
#[derive(Debug, Default, PartialEq, Eq)]
struct Geteld {
    rijen: u64,
    paginas: usize,
    getallen: usize,
    onmogelijk: usize,
    onbekend: usize,
}

/// A selection: codes of areas, first period, codes of other dimensions.
fn selectie(gebieden: &[&str], van: &str, dimensies: &[(&str, &[&str])]) -> Selectie {
    let gebieden = gebieden.iter().map(|code| match code.strip_suffix('*') {
        Some(begin) => Gebiedskeuze::Begin(begin.to_owned()),
        None => Gebiedskeuze::Code((*code).to_owned()),
    });
    let dimensies = dimensies.iter().map(|(naam, codes)| {
        ((*naam).to_owned(), codes.iter().map(|code| (*code).to_owned()).collect())
    });
    Selectie {
        gebieden: gebieden.collect(),
        periodes: match van {
            "" => Vec::new(),
            van => vec![Periodekeuze { van: Some(van.to_owned()), tot: None }],
        },
        dimensies: dimensies.collect::<BTreeMap<_, _>>(),
        ..Selectie::default()
    }
}

async fn trek(bron: &Bron, tabel: &Tabel, keuze: &Keuze) -> Geteld {
    let id = &tabel.tabel_id;
    let plan = bron.plan(tabel, keuze).await;
    let plan = plan.unwrap_or_else(|error| panic!("plan {id}: {} {error}", error.code()));
    let mut geteld = Geteld::default();
    for deel in &plan.delen {
        let (mut adres, mut laatste_id, mut rijen) = (Some(deel.adres.clone()), None, 0);
        while let Some(here) = adres {
            let page = bron.pagina(tabel, keuze, &here, laatste_id).await;
            let page = page.unwrap_or_else(|error| panic!("{id}: {} {error}", error.code()));
            assert_eq!((page.dubbel, page.onbekende_velden.len()), (0, 0), "{id}");
            rijen += u64::from(page.rijen);
            geteld.paginas += 1;
            for cel in &page.blok.cellen {
                match &cel.waarde {
                    Celwaarde::Getal(_) => geteld.getallen += 1,
                    Celwaarde::Leeg(Leegte::Onmogelijk) => geteld.onmogelijk += 1,
                    Celwaarde::Leeg(Leegte::Onbekend) => geteld.onbekend += 1,
                    _ => {}
                }
            }
            (adres, laatste_id) = (page.volgende, page.laatste_id);
        }
        assert_eq!(rijen, deel.rijen, "{id}");
        geteld.rijen += rijen;
    }
    assert_eq!(geteld.rijen, plan.rijen, "{id}");
    geteld
}

#[tokio::test]
async fn every_recording_is_pulled_with_the_counts_that_were_measured() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = folder.join("../../../shared/domain/cbs/fixtures");
    if !folder.exists() {
        eprintln!("skipped: the shared folder is not here");
        return;
    }
    let cbs = FakeCbs::replay(0, &folder).unwrap();
    let bevolking: &[(&str, &[&str])] =
        &[("Geslacht", &["T001038"]), ("Leeftijd", &["10000"]), ("BurgerlijkeStaat", &["T001019"])];
    let wmo: &[(&str, &[&str])] = &[
        ("Geslacht", &["T001038"]),
        ("KenmerkenVanPersonen", &["T009002", "2012655", "2012657"]),
        ("TypeMaatwerkarrangement", &["T001024"]),
    ];
    let iv3 = Selectie {
        periodes: ["2013X000", "2013X005"]
            .map(|code| Periodekeuze { van: Some(code.to_owned()), tot: Some(code.to_owned()) })
            .into(),
        ..selectie(&["PV27"], "", &[])
    };
    let cases = [
        (Protocol::V4, "37789ksz", Selectie::default(), 6_470),
        (Protocol::V4, "82610NED", Selectie::default(), 3_863),
        (Protocol::V4, "80072ned", Selectie::default(), 4_409),
        (Protocol::V4, "03759ned", selectie(&["NL*", "PV*", "GM*"], "2019", bevolking), 13_568),
        (Protocol::V4, "83625NED", selectie(&[], "2015", &[]), 8_195),
        (Protocol::V3, "83599NED", Selectie::default(), 15_504),
        (Protocol::V3, "80137ned", Selectie::default(), 675),
        (Protocol::V3, "83583NED", Selectie::default(), 7_440),
        (Protocol::V3, "83262NED", selectie(&["NL01", "GM0518"], "", wmo), 96),
        (Protocol::V3, "84799NED", Selectie::default(), 399),
        (Protocol::V3, "45012NED", iv3, 12_096),
        (Protocol::V3, "82602NED", selectie(&[], "", &[("SoortMutaties", &["vlptsa"])]), 115),
        (Protocol::V3, "84489NED", Selectie::default(), 2_500),
    ];
    for (protocol, id, selectie, rijen) in cases {
        let bron = bron(&cbs, protocol);
        let tabel = bron.beschrijf(&id.parse().unwrap()).await.unwrap();
        let keuze = selectie.kies(&tabel);
        let keuze = keuze.unwrap_or_else(|error| panic!("{id}: {error}"));
        let geteld = trek(&bron, &tabel, &keuze).await;
        assert_eq!(geteld.rijen, rijen, "{id}");
        match id {
            "37789ksz" => assert_eq!(geteld.onmogelijk, 819),
            "03759ned" => assert_eq!(geteld.onmogelijk, 8_165),
            "83625NED" => assert_eq!(geteld.onmogelijk, 4_023),
            "82602NED" => assert_eq!(geteld.onbekend, 14_485),
            "83599NED" => assert_eq!(geteld.paginas, 2),
            "84489NED" => assert_eq!(geteld.getallen, 0),
            _ => {}
        }
    }
}
