//! What the configuration becomes, and where a table gets its place.

use domain::Wet;
use domain::statline::{Dimensiecode, Protocol, Tabelversie};

use super::*;

fn bron() -> CbsSource {
    CbsSource {
        table: "85098NED".parse().unwrap(),
        protocol: Protocol::V4,
        base_url: "https://x.nl".to_owned(),
        regions: Vec::new(),
        periods: Periodekeuze::default(),
        measures: Vec::new(),
        dimensions: BTreeMap::new(),
        period: None,
        region: None,
        region_dimension: None,
        period_dimension: None,
        map_year: None,
        wet: None,
        bulk: None,
    }
}

fn dimensie(naam: &str, rol: Dimensierol, codes: &[&str]) -> Dimensie {
    let code = |code: &&str| Dimensiecode {
        code: (*code).to_owned(),
        sleutel: (*code).to_owned(),
        titel: String::new(),
        omschrijving: String::new(),
        groep: String::new(),
        pad: Vec::new(),
        status: String::new(),
        ouder: None,
        geldig_van: None,
        geldig_tot: None,
        is_totaal: false,
        is_kop: false,
        is_marge: false,
    };
    Dimensie {
        naam: naam.to_owned(),
        titel: String::new(),
        soort: String::new(),
        rol,
        kaartjaar: None,
        codes: codes.iter().map(code).collect(),
    }
}

pub(in crate::job::cbs) fn tabel(titel: &str, dimensies: Vec<Dimensie>) -> Tabel {
    Tabel {
        tabel_id: "85098NED".parse().unwrap(),
        protocol: Protocol::V4,
        titel: titel.to_owned(),
        samenvatting: String::new(),
        toelichting: String::new(),
        versie: Tabelversie {
            versie: String::new(),
            waarnemingen_op: String::new(),
            metadata_op: String::new(),
            aantal: None,
        },
        reden: String::new(),
        status: String::new(),
        frequentie: String::new(),
        licentie: String::new(),
        bron: String::new(),
        dimensies,
        onderwerpen: Vec::new(),
        herindelingen: Vec::new(),
    }
}

fn regio() -> Dimensie {
    dimensie("RegioS", Dimensierol::Gebied, &["NL01", "GM0344"])
}

fn perioden() -> Dimensie {
    dimensie("Perioden", Dimensierol::Periode, &["2020JJ00"])
}

fn geslacht() -> Dimensie {
    dimensie("Geslacht", Dimensierol::Categorie, &["T001038"])
}

/// The code of the refusal, or the positions of areas and periods.
fn plek(bron: &CbsSource, tabel: &mut Tabel) -> Result<(Option<usize>, Option<usize>), Error> {
    plaats("jeugd", bron, tabel, String::new()).map(|plaats| (plaats.gebied, plaats.periode))
}

#[test]
fn equal_wishes_are_equal_texts() {
    let wishes = |codes: &[&str]| CbsSource {
        regions: codes.iter().map(|code| Gebiedskeuze::Code((*code).to_owned())).collect(),
        measures: vec!["B".to_owned(), "A".to_owned()],
        dimensions: BTreeMap::from([("Geslacht".to_owned(), vec!["2".to_owned(), "1".to_owned()])]),
        wet: Some(Wet::Jw),
        ..bron()
    };
    let text = |bron: &CbsSource| vraag(bron, &[], BTreeMap::new()).tekst;
    let one = text(&wishes(&["NL01", "GM0344"]));
    assert_eq!(one, text(&wishes(&["GM0344", "NL01", "NL01"])));
    insta::assert_snapshot!(one, @r#"{"catalogus":"https://x.nl","dimensies":{"Geslacht":["1","2"]},"gebieden":["GM0344","NL01"],"onderwerpen":["A","B"],"protocol":"v4","tabel":"85098NED"}"#);
    // The law is a label on the figures: another one asks nothing of CBS.
    assert_eq!(text(&bron()), text(&CbsSource { wet: Some(Wet::Jw), ..bron() }));
    // Every wish is in the text: another wish is another text.
    let others = [
        wishes(&["NL01"]),
        CbsSource { periods: Periodekeuze { van: Some("2015".to_owned()), tot: None }, ..bron() },
        CbsSource { period: "2020JJ00".parse().ok(), ..bron() },
        CbsSource { region: "NL01".parse().ok(), ..bron() },
        CbsSource { region_dimension: Some("A".to_owned()), ..bron() },
        CbsSource { period_dimension: Some("A".to_owned()), ..bron() },
        CbsSource { map_year: Some(2020), ..bron() },
        CbsSource { base_url: "https://y.nl".to_owned(), ..bron() },
        CbsSource { protocol: Protocol::V3, ..bron() },
        bron(),
    ];
    let texts: std::collections::BTreeSet<String> = others.iter().map(text).collect();
    assert_eq!(texts.len(), others.len());
}

#[test]
fn periods_of_a_backfill_come_with_those_of_the_configuration() {
    let later = |van: &str, tot: &str| (van.to_owned(), tot.to_owned());
    let from =
        CbsSource { periods: Periodekeuze { van: Some("2015".to_owned()), tot: None }, ..bron() };
    let one = vraag(&from, &[later("2010", "2011"), later("2005", "2006")], BTreeMap::new());
    let other = vraag(
        &from,
        &[later("2005", "2006"), later("2010", "2011"), later("2010", "2011")],
        BTreeMap::new(),
    );
    assert_eq!(one, other);
    assert_eq!(one.selectie.periodes.len(), 3);
    assert_ne!(one.tekst, vraag(&from, &[], BTreeMap::new()).tekst);
    let only = one.clone().alleen("2005", "2006");
    assert_eq!((only.tekst, only.selectie.periodes.len()), (one.tekst, 1));
    // All periods are asked for already.
    let all = vraag(&bron(), &[later("2010", "2011")], BTreeMap::new());
    assert_eq!(all, vraag(&bron(), &[], BTreeMap::new()));
}

#[test]
fn areas_and_periods_are_where_the_table_has_them() {
    let mut one = tabel("", vec![geslacht(), regio(), perioden()]);
    assert_eq!(plek(&bron(), &mut one).unwrap(), (Some(1), Some(2)));
    let mut none = tabel("", vec![geslacht(), perioden()]);
    assert_eq!(plek(&bron(), &mut none).unwrap(), (None, Some(1)));
    let land = CbsSource { region: "NL01".parse().ok(), ..bron() };
    let placed = plaats("jeugd", &land, &mut none, "tekst".to_owned()).unwrap();
    assert_eq!((placed.vast_gebied.as_deref(), &*placed.selectie), (Some("NL01"), "tekst"));
}

#[test]
fn of_several_dimensions_the_configuration_chooses() {
    let wonen = || dimensie("Woonregio", Dimensierol::Gebied, &["GM0344"]);
    let two = || tabel("", vec![wonen(), regio(), perioden()]);
    let error = plek(&bron(), &mut two()).unwrap_err();
    assert_eq!(error.code(), "DIMENSION_CHOICE");
    insta::assert_snapshot!(error, @r#"source `jeugd`: table 85098NED has areas in Woonregio and RegioS; choose one with region_dimension = "Woonregio""#);
    let chosen = CbsSource { region_dimension: Some("RegioS".to_owned()), ..bron() };
    let mut table = two();
    assert_eq!(plek(&chosen, &mut table).unwrap(), (Some(1), Some(2)));
    let rollen: Vec<Dimensierol> = table.dimensies.iter().map(|dimensie| dimensie.rol).collect();
    assert_eq!(rollen, [Dimensierol::Categorie, Dimensierol::Gebied, Dimensierol::Periode]);
    let unknown = CbsSource { region_dimension: Some("regios".to_owned()), ..bron() };
    let error = plek(&unknown, &mut two()).unwrap_err();
    insta::assert_snapshot!(error, @"source `jeugd`: table 85098NED has no dimension `regios` for region_dimension (it has Woonregio, RegioS, Perioden)");
    let both = CbsSource {
        region_dimension: Some("Perioden".to_owned()),
        period_dimension: Some("Perioden".to_owned()),
        ..bron()
    };
    assert_eq!(plek(&both, &mut two()).unwrap_err().code(), "DIMENSION_CHOICE");
}

#[test]
fn a_table_without_periods_needs_one_and_the_error_suggests_it() {
    for (titel, kaartjaar, suggestion) in [
        ("Kerncijfers wijken en buurten 2024", None, "period = \"2024\"; its title says so"),
        ("Gebieden, 2013-2020", Some(2019), "period = \"2020\"; its title says so"),
        ("Gebieden", Some(2019), "period = \"2019\"; its map is of that year"),
        ("Tabel 12345", None, "period = \"2020\", with the year of the figures"),
    ] {
        let mut without = tabel(titel, vec![Dimensie { kaartjaar, ..regio() }]);
        let error = plek(&bron(), &mut without).unwrap_err();
        assert_eq!(error.code(), "PERIOD_UNKNOWN");
        assert!(error.to_string().ends_with(suggestion), "{error}");
    }
    let given = CbsSource { period: "2020JJ00".parse().ok(), ..bron() };
    let placed = plaats("jeugd", &given, &mut tabel("", vec![regio()]), String::new()).unwrap();
    assert_eq!(placed.vaste_periode.as_deref(), Some("2020JJ00"));
    let error = plek(&given, &mut tabel("", vec![regio(), perioden()])).unwrap_err();
    assert_eq!(error.code(), "CONFIG_INVALID");
    insta::assert_snapshot!(error, @"source `jeugd`: `period` is for tables without periods; 85098NED has them in Perioden: remove `period`");
}

#[test]
fn the_division_into_wijken_has_a_year() {
    let wijken = |kaartjaar| Dimensie {
        kaartjaar,
        ..dimensie("WijkenEnBuurten", Dimensierol::Gebied, &["GM0344", "WK034401"])
    };
    let with =
        |map_year, period: &str| CbsSource { map_year, period: period.parse().ok(), ..bron() };
    for (config, titel, gebied, expect) in [
        (with(Some(2023), "2022JJ00"), "KWB 2021", wijken(Some(2020)), Some(2023)),
        (with(None, "2022JJ00"), "KWB 2021", wijken(Some(2020)), Some(2022)),
        (with(None, ""), "KWB 2021", wijken(Some(2020)), Some(2021)),
        (with(None, ""), "KWB", wijken(Some(2020)), Some(2020)),
        (with(None, ""), "KWB", wijken(None), None),
        (with(Some(2023), ""), "", regio(), None),
    ] {
        let table = tabel(titel, vec![gebied]);
        assert_eq!(kaartjaar(&config, &table, Some(0)), expect, "{titel}");
    }
    assert_eq!(kaartjaar(&with(Some(2023), ""), &tabel("", Vec::new()), None), None);
}
