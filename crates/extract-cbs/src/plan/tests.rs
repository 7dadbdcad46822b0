//! Parts are disjoint and complete: the filters are evaluated as a server would.

use domain::statline::{
    Dimensie, Dimensiecode, Dimensierol, Gegevenstype, Keuze, LeegBetekenis, Onderwerp, Protocol,
    Tabel, Tabelversie,
};
use proptest::prelude::*;

use super::verdeling::{Grenzen, Verdeler, dicht};
use super::{normaal, telling_adres};
use crate::Endpoint;
use crate::filter::{Rijenbron, filter, rijen_adres};

pub(crate) fn code(sleutel: &str) -> Dimensiecode {
    Dimensiecode {
        code: sleutel.trim_end().to_owned(),
        sleutel: sleutel.to_owned(),
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
    }
}

pub(crate) fn dimensie(naam: &str, rol: Dimensierol, codes: &[String]) -> Dimensie {
    Dimensie {
        naam: naam.to_owned(),
        titel: String::new(),
        soort: String::new(),
        rol,
        kaartjaar: None,
        codes: codes.iter().map(|text| code(text)).collect(),
    }
}

pub(crate) fn tabel(protocol: Protocol, dimensies: Vec<Dimensie>, onderwerpen: usize) -> Tabel {
    let onderwerp = |nummer: usize| Onderwerp {
        code: format!("M{nummer:06}"),
        pad: Vec::new(),
        titel: String::new(),
        omschrijving: String::new(),
        eenheid: String::new(),
        vermenigvuldiger: 1,
        decimalen: 0,
        gegevenstype: Gegevenstype::Geheel,
        leeg: LeegBetekenis::Onbekend,
        is_relatief: false,
    };
    Tabel {
        tabel_id: "85001NED".parse().unwrap(),
        protocol,
        titel: String::new(),
        samenvatting: String::new(),
        toelichting: String::new(),
        versie: Tabelversie {
            versie: "202601010000".to_owned(),
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
        onderwerpen: (0..onderwerpen).map(onderwerp).collect(),
        herindelingen: Vec::new(),
    }
}

fn endpoint(protocol: Protocol) -> Endpoint {
    let base_url = match protocol {
        Protocol::V3 => "https://opendata.test",
        Protocol::V4 => "https://datasets.test/odata/v1/CBS",
    };
    Endpoint { protocol, base_url: base_url.to_owned() }
}

/// Whether a row passes a filter: `and` of terms; a term may be an `or` of terms between parentheses.
fn passes(filter: &str, row: &[(String, String)]) -> bool {
    let value = |naam: &str| &row.iter().find(|(name, _)| name == naam).unwrap().1;
    let text = |quoted: &str| {
        quoted.strip_prefix('\'').unwrap().strip_suffix('\'').unwrap().replace("''", "'")
    };
    let atom = |term: &str| {
        if let Some(rest) = term.strip_prefix("startswith(") {
            let (naam, begin) = rest.strip_suffix(')').unwrap().split_once(',').unwrap();
            value(naam).starts_with(&text(begin))
        } else if let Some((naam, list)) = term.split_once(" in (") {
            list.strip_suffix(')').unwrap().split(',').any(|one| *value(naam) == text(one))
        } else {
            let (naam, one) = term.split_once(" eq ").unwrap();
            *value(naam) == text(one)
        }
    };
    filter.is_empty()
        || filter.split(" and ").all(|term| match term.strip_prefix('(') {
            Some(any) => any.strip_suffix(')').unwrap().split(" or ").any(atom),
            None => atom(term),
        })
}

fn decoded(adres: &str) -> String {
    let url = reqwest::Url::parse(adres).unwrap();
    // What is sent is what was measured.
    assert_eq!(url.as_str(), adres);
    let found = url.query_pairs().find(|(name, _)| name == "$filter");
    found.map(|(_, text)| text.into_owned()).unwrap_or_default()
}

/// A cell: its positions in the dimensions, that of its measure, and its columns with their keys.
type Cell = (Vec<u32>, u32, Vec<(String, String)>);

/// Every cell of the table.
fn cells(tabel: &Tabel) -> Vec<Cell> {
    let mut rows = vec![(Vec::new(), Vec::new())];
    for dimensie in &tabel.dimensies {
        let grow = |(places, row): &(Vec<u32>, Vec<(String, String)>)| {
            let codes = (0_u32..).zip(&dimensie.codes);
            let (places, row) = (places.clone(), row.clone());
            codes
                .map(move |(plek, code)| {
                    let mut row = row.clone();
                    row.push((dimensie.naam.clone(), code.sleutel.clone()));
                    ([&*places, &[plek]].concat(), row)
                })
                .collect::<Vec<_>>()
        };
        rows = rows.iter().flat_map(grow).collect();
    }
    let measures = if tabel.protocol == Protocol::V4 { tabel.onderwerpen.len() } else { 1 };
    let with_measures = |(places, row): (Vec<u32>, Vec<(String, String)>)| {
        (0_u32..).take(measures).map(move |plek| {
            let mut row = row.clone();
            row.push(("Measure".to_owned(), format!("M{plek:06}")));
            (places.clone(), plek, row)
        })
    };
    rows.into_iter().flat_map(with_measures).collect()
}

fn wanted(keuze: &Keuze, protocol: Protocol, places: &[u32], measure: u32) -> bool {
    let codes = places.iter().enumerate().all(|(dimensie, plek)| keuze.wil_code(dimensie, *plek));
    codes && (protocol == Protocol::V3 || keuze.wil_onderwerp(measure))
}

fn codes(begin: &str, count: usize, width: usize) -> Vec<String> {
    (0..count).map(|nummer| format!("{:width$}", format!("{begin}{nummer:04}"))).collect()
}

/// A table, a selection of it and small bounds.
fn any_case() -> impl Strategy<Value = (Tabel, Keuze, Grenzen)> {
    let sizes = (1_usize..6, 0_usize..30, 1_usize..4, 1_usize..4, any::<bool>());
    let picks = proptest::collection::vec(proptest::option::of(any::<u64>()), 4);
    let bounds = (1_u64..40, 1_u64..40, 200_usize..600);
    (sizes, picks, bounds).prop_map(|((years, gm, other, measures, is_v4), picks, bounds)| {
        let protocol = if is_v4 { Protocol::V4 } else { Protocol::V3 };
        let pad = |width: usize| if is_v4 { 0 } else { width };
        let areas = [codes("NL", 2, pad(10)), codes("GM", gm, pad(10))].concat();
        let dimensies = vec![
            dimensie("Soort", Dimensierol::Categorie, &codes("it's ", other, pad(12))),
            dimensie("RegioS", Dimensierol::Gebied, &areas),
            dimensie("Perioden", Dimensierol::Periode, &codes("20", years, 0)),
        ];
        let tabel = tabel(protocol, dimensies, measures);
        let list = |bits: Option<u64>, all: usize| {
            let bits = bits?;
            let some: Vec<u32> =
                (0..u32::try_from(all).unwrap()).filter(|plek| bits >> plek & 1 == 1).collect();
            Some(if some.is_empty() { vec![0] } else { some })
        };
        let lengths = tabel.dimensies.iter().map(|dimensie| dimensie.codes.len());
        let keuze = Keuze {
            dimensies: lengths.zip(&picks).map(|(all, bits)| list(*bits, all)).collect(),
            onderwerpen: list(picks[3], measures),
        };
        let (heel, deel, tekens) = bounds;
        (tabel, keuze, Grenzen { heel, deel_min: heel.min(deel), deel_max: heel.max(deel), tekens })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]
    #[test]
    fn parts_are_disjoint_and_complete((tabel, keuze, grenzen) in any_case()) {
        let endpoint = endpoint(tabel.protocol);
        let bron = match tabel.protocol {
            Protocol::V4 => Rijenbron::Observations,
            Protocol::V3 => Rijenbron::Untyped,
        };
        let verdeler = Verdeler { endpoint: &endpoint, tabel: &tabel, bron, grenzen };
        let keuze = normaal(&tabel, &keuze).unwrap();
        let delen = match verdeler.verdeel(&keuze) {
            Ok(delen) => delen,
            Err(error) => {
                prop_assert_eq!(error.code(), "URL_TOO_LONG");
                return Ok(());
            }
        };
        let adressen: Vec<_> =
            delen.iter().map(|deel| rijen_adres(&endpoint, &tabel, bron, deel)).collect();
        let filters: Vec<_> = adressen.iter().map(|adres| decoded(adres)).collect();
        let mut per_part = vec![0_u64; delen.len()];
        for (places, measure, row) in cells(&tabel) {
            let hits: Vec<_> = (0..filters.len()).filter(|part| passes(&filters[*part], &row)).collect();
            let expected = usize::from(wanted(&keuze, tabel.protocol, &places, measure));
            prop_assert_eq!(hits.len(), expected, "{:?} {:?}", row, filters);
            for part in hits {
                per_part[part] += 1;
            }
        }
        for (deel, (adres, rows)) in delen.iter().zip(adressen.iter().zip(&per_part)) {
            prop_assert!(adres.len() <= grenzen.tekens);
            prop_assert_eq!(dicht(&tabel, deel), *rows);
            prop_assert!(*rows <= grenzen.heel.max(grenzen.deel_max), "{} rows", rows);
        }
    }
}

fn regions(protocol: Protocol) -> Tabel {
    let width = if protocol == Protocol::V3 { 6 } else { 0 };
    let areas = [codes("NL", 1, width), codes("GM", 900, width), codes("PV", 12, width)].concat();
    let dimensies = vec![
        dimensie("Geslacht", Dimensierol::Categorie, &["T001038".into(), "3000   ".into()]),
        dimensie("RegioS", Dimensierol::Gebied, &areas),
        dimensie("Perioden", Dimensierol::Periode, &codes("20", 20, 0)),
    ];
    tabel(protocol, dimensies, 30)
}

#[test]
fn a_filter_is_what_the_protocol_understands() {
    let some = |lists: [Option<Vec<u32>>; 3], onderwerpen: Option<Vec<u32>>| Keuze {
        dimensies: lists.to_vec(),
        onderwerpen,
    };
    let all_gm: Vec<u32> = (1..=900).collect();
    for (protocol, keuze, expect) in [
        (Protocol::V4, some([None, None, None], None), ""),
        (Protocol::V4, some([Some(vec![0]), None, None], None), "Geslacht eq 'T001038'"),
        (
            Protocol::V4,
            some([None, Some(vec![0, 1]), Some(vec![3])], Some(vec![2, 4])),
            "RegioS in ('NL0000','GM0000') and Perioden eq '200003' and Measure in ('M000002','M000004')",
        ),
        (Protocol::V4, some([None, Some(all_gm.clone()), None], None), "startswith(RegioS,'GM')"),
        (
            Protocol::V4,
            some([None, Some([vec![0], all_gm.clone()].concat()), None], None),
            "(startswith(RegioS,'GM') or RegioS eq 'NL0000')",
        ),
        (
            Protocol::V3,
            some([Some(vec![1]), Some(vec![0, 901]), None], Some(vec![2])),
            "(Geslacht eq '3000   ') and (RegioS eq 'NL0000' or RegioS eq 'PV0000')",
        ),
        (
            Protocol::V3,
            some([None, Some([all_gm, vec![901]].concat()), None], None),
            "(startswith(RegioS,'GM') or RegioS eq 'PV0000')",
        ),
    ] {
        assert_eq!(filter(&regions(protocol), &keuze), expect);
    }
}

#[test]
fn an_address_is_encoded_as_it_is_sent() {
    let mut keuze = Keuze::alles(3);
    let v4 = regions(Protocol::V4);
    let at = |tabel: &Tabel, bron, keuze: &Keuze| {
        rijen_adres(&endpoint(tabel.protocol), tabel, bron, keuze)
    };
    let all = at(&v4, Rijenbron::Observations, &keuze);
    assert_eq!(all, "https://datasets.test/odata/v1/CBS/85001NED/Observations");
    assert_eq!(telling_adres(&all), format!("{all}?$count=true&$top=1"));
    keuze.dimensies[2] = Some(vec![0, 1]);
    keuze.onderwerpen = Some(vec![5]);
    let some = at(&v4, Rijenbron::Observations, &keuze);
    insta::assert_snapshot!(telling_adres(&some), @"https://datasets.test/odata/v1/CBS/85001NED/Observations?$filter=Perioden%20in%20(%27200000%27,%27200001%27)%20and%20Measure%20eq%20%27M000005%27&$count=true&$top=1");
    let v3 = regions(Protocol::V3);
    insta::assert_snapshot!(at(&v3, Rijenbron::Typed, &keuze), @"https://opendata.test/ODataFeed/odata/85001NED/TypedDataSet?$format=json&$filter=(Perioden%20eq%20%27200000%27%20or%20Perioden%20eq%20%27200001%27)&$select=ID,Geslacht,RegioS,Perioden,M000005");
    keuze.onderwerpen = Some((0..30).collect());
    let many = tabel(Protocol::V3, v3.dimensies, 400);
    keuze.onderwerpen = Some((0..300).collect());
    assert!(!at(&many, Rijenbron::Untyped, &keuze).contains("$select"));
}

#[test]
fn large_tables_take_few_parts() {
    for (protocol, per_period, expect) in [
        // 2 x 913 x 20 x 30 = 1,095,600 cells: five parts of four periods.
        (Protocol::V4, Vec::new(), 5),
        // 36,520 wide rows: whole.
        (Protocol::V3, Vec::new(), 1),
        // 456 codes cannot be in one address of 2,000 characters.
        (Protocol::V3, (0..912).step_by(2).collect(), 9),
    ] {
        let tabel = regions(protocol);
        let mut keuze = Keuze::alles(3);
        keuze.dimensies[1] = Some(per_period).filter(|list: &Vec<u32>| !list.is_empty());
        let (endpoint, grenzen) = (endpoint(protocol), Grenzen::van(protocol));
        let bron =
            if protocol == Protocol::V4 { Rijenbron::Observations } else { Rijenbron::Untyped };
        let verdeler = Verdeler { endpoint: &endpoint, tabel: &tabel, bron, grenzen };
        let delen = verdeler.verdeel(&keuze).unwrap();
        let rows: Vec<u64> = delen.iter().map(|deel| dicht(&tabel, deel)).collect();
        assert_eq!(delen.len(), expect, "{protocol:?} {rows:?}");
        assert_eq!(rows.iter().sum::<u64>(), dicht(&tabel, &keuze));
        let (least, most) = (rows.iter().min().unwrap(), rows.iter().max().unwrap());
        assert!(*most <= least.saturating_mul(3), "not balanced: {rows:?}");
    }
}

#[test]
fn a_table_of_a_hundred_million_cells_takes_a_few_hundred_parts() {
    let areas = codes("BU", 9_000, 0);
    let dimensies = vec![
        dimensie("Leeftijd", Dimensierol::Categorie, &codes("1", 100, 0)),
        dimensie("RegioS", Dimensierol::Gebied, &areas),
        dimensie("Perioden", Dimensierol::Periode, &codes("20", 40, 0)),
    ];
    let tabel = tabel(Protocol::V4, dimensies, 3);
    let endpoint = endpoint(Protocol::V4);
    let verdeler = Verdeler {
        endpoint: &endpoint,
        tabel: &tabel,
        bron: Rijenbron::Observations,
        grenzen: Grenzen::van(Protocol::V4),
    };
    // 108 million cells; 9,000 codes of areas need many addresses whatever the rows.
    let delen = verdeler.verdeel(&Keuze::alles(3)).unwrap();
    assert!((200..=1_000).contains(&delen.len()), "{} parts", delen.len());
}

#[test]
fn a_selection_that_is_none_is_refused() {
    let tabel = regions(Protocol::V4);
    for list in [Vec::new(), vec![913], vec![3, 2], vec![3, 3]] {
        let mut keuze = Keuze::alles(3);
        keuze.dimensies[1] = Some(list);
        assert_eq!(normaal(&tabel, &keuze).unwrap_err().code(), "SELECTION_INVALID");
    }
    assert_eq!(normaal(&tabel, &Keuze::alles(2)).unwrap_err().code(), "SELECTION_INVALID");
    let mut keuze = Keuze::alles(3);
    keuze.onderwerpen = Some((0..30).collect());
    keuze.dimensies[0] = Some(vec![0, 1]);
    assert!(normaal(&tabel, &keuze).unwrap().is_alles());
}
