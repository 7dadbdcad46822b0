use std::collections::BTreeMap;

use domain::statline::{
    Dimensie, Dimensiecode, Dimensierol, Gegevenstype, Keuze, LeegBetekenis, Onderwerp, Protocol,
    Tabel, Tabelversie,
};

use super::*;

fn code(sleutel: &str, titel: &str, ouder: &str) -> Dimensiecode {
    Dimensiecode {
        code: sleutel.trim().to_owned(),
        sleutel: sleutel.to_owned(),
        titel: titel.to_owned(),
        omschrijving: String::new(),
        groep: String::new(),
        pad: Vec::new(),
        status: String::new(),
        ouder: Some(ouder.to_owned()).filter(|ouder| !ouder.is_empty()),
        geldig_van: None,
        geldig_tot: None,
        is_totaal: false,
        is_kop: false,
        is_marge: false,
    }
}

fn dimensie(naam: &str, rol: Dimensierol, codes: Vec<Dimensiecode>) -> Dimensie {
    Dimensie {
        naam: naam.to_owned(),
        titel: naam.to_owned(),
        soort: "Dimension".to_owned(),
        rol,
        kaartjaar: None,
        codes,
    }
}

fn onderwerp(code: &str, pad: &str, titel: &str) -> Onderwerp {
    Onderwerp {
        code: code.to_owned(),
        pad: vec![pad.to_owned()],
        titel: titel.to_owned(),
        omschrijving: String::new(),
        eenheid: String::new(),
        vermenigvuldiger: 1,
        decimalen: 0,
        gegevenstype: Gegevenstype::Geheel,
        leeg: LeegBetekenis::Onbekend,
        is_relatief: false,
    }
}

fn tabel() -> Tabel {
    let gebieden = vec![
        code("NL01  ", "Nederland", ""),
        code("PV26  ", "Utrecht (PV)", ""),
        code("PV27  ", "Noord-Holland (PV)", ""),
        code("CR17  ", "Utrecht (CR)", "PV26"),
        code("GM0344", "Utrecht (gemeente)", "CR17"),
        code("GM0307", "Amersfoort", "PV26"),
        code("GM0363", "Amsterdam", "PV27"),
        code("GM0999", "Zonder groep", ""),
    ];
    let periodes = ["2014JJ00", "2015HJ01", "2015HJ02", "2015JJ00", "2016JJ00"];
    Tabel {
        tabel_id: "99001NED".parse().unwrap(),
        protocol: Protocol::V3,
        titel: String::new(),
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
        dimensies: vec![
            dimensie(
                "Geslacht",
                Dimensierol::Categorie,
                vec![
                    code("T001038", "Totaal mannen en vrouwen", ""),
                    code("3000   ", "Mannen", ""),
                    code("4000   ", "Vrouwen", ""),
                ],
            ),
            dimensie("RegioS", Dimensierol::Gebied, gebieden),
            dimensie("Perioden", Dimensierol::Periode, periodes.map(|p| code(p, p, "")).to_vec()),
        ],
        onderwerpen: vec![
            onderwerp("Totaal_1", "Wmo", "Totaal"),
            onderwerp("Totaal_2", "Jeugdzorg", "Totaal"),
            onderwerp("WmoClienten_3", "Wmo", "Wmo-cliënten"),
        ],
        herindelingen: Vec::new(),
    }
}

/// The choice as text: codes per dimension, `|` between, then measures.
fn tekst(keuze: &Keuze, tabel: &Tabel) -> String {
    let dimensies = keuze.dimensies.iter().zip(&tabel.dimensies).map(|(wanted, dimensie)| {
        wanted.as_ref().map_or("alles".to_owned(), |wanted| {
            let codes =
                wanted.iter().map(|plek| &*dimensie.codes[usize::try_from(*plek).unwrap()].code);
            codes.collect::<Vec<_>>().join(" ")
        })
    });
    let onderwerpen = keuze.onderwerpen.as_ref().map_or("alles".to_owned(), |wanted| {
        let codes =
            wanted.iter().map(|plek| &*tabel.onderwerpen[usize::try_from(*plek).unwrap()].code);
        codes.collect::<Vec<_>>().join(" ")
    });
    dimensies.chain([onderwerpen]).collect::<Vec<_>>().join(" | ")
}

fn kies(selectie: &Selectie) -> String {
    let tabel = tabel();
    match selectie.kies(&tabel) {
        Ok(keuze) => tekst(&keuze, &tabel),
        Err(error) => format!("{} {error}", error.code()),
    }
}

fn gebieden(wensen: &[&str]) -> Selectie {
    let gebieden = wensen.iter().map(|wens| match wens.split_once("gemeenten van ") {
        Some((_, gebied)) => Gebiedskeuze::GemeentenVan(gebied.to_owned()),
        None if wens.ends_with('*') => Gebiedskeuze::Begin((*wens).to_owned()),
        None => Gebiedskeuze::Code((*wens).to_owned()),
    });
    Selectie { gebieden: gebieden.collect(), ..Selectie::default() }
}

fn periodes(van: Option<&str>, tot: Option<&str>) -> Selectie {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let range = Periodekeuze { van: owned(van), tot: owned(tot) };
    Selectie { periodes: vec![range], ..Selectie::default() }
}

fn onderwerpen(wensen: &[&str]) -> Selectie {
    let onderwerpen = wensen.iter().map(|wens| (*wens).to_owned()).collect();
    Selectie { onderwerpen, ..Selectie::default() }
}

fn leden(naam: &str, codes: &[&str]) -> Selectie {
    let codes = codes.iter().map(|code| (*code).to_owned()).collect();
    Selectie { dimensies: BTreeMap::from([(naam.to_owned(), codes)]), ..Selectie::default() }
}

#[test]
fn wishes_become_positions() {
    let mut bekend = gebieden(&["gemeenten van JZ01"]);
    let members = vec!["GM0363".to_owned(), "GM0344".to_owned(), "GM9999".to_owned()];
    bekend.bekend.insert("JZ01".to_owned(), members);
    let mut both = periodes(Some("2015"), None);
    both.dimensies.insert("Perioden".to_owned(), vec!["2014JJ00".into(), "2016JJ00".into()]);
    let mut two_ranges = periodes(None, Some("2014"));
    two_ranges.periodes.extend(periodes(Some("2016"), None).periodes);
    let mut open_range = periodes(None, Some("2014"));
    open_range.periodes.push(Periodekeuze::default());
    let everything = ["T001038", "3000", "4000"];
    for (name, selectie, expect) in [
        ("nothing asked", Selectie::default(), "alles | alles | alles | alles"),
        ("codes", gebieden(&["GM0344", "NL01  ", "GM0344"]), "alles | NL01 GM0344 | alles | alles"),
        ("prefix", gebieden(&["PV*"]), "alles | PV26 PV27 | alles | alles"),
        ("province", gebieden(&["gemeenten van PV26"]), "alles | GM0344 GM0307 | alles | alles"),
        (
            "country",
            gebieden(&["gemeenten van NL01"]),
            "alles | GM0344 GM0307 GM0363 GM0999 | alles | alles",
        ),
        ("known", bekend, "alles | GM0344 GM0363 | alles | alles"),
        (
            "from a year",
            periodes(Some("2015"), None),
            "alles | alles | 2015HJ01 2015HJ02 2015JJ00 2016JJ00 | alles",
        ),
        (
            "one half-year",
            periodes(Some("2015HJ02"), Some("2015HJ02")),
            "alles | alles | 2015HJ02 | alles",
        ),
        (
            "to later than is",
            periodes(Some("2016"), Some("2030")),
            "alles | alles | 2016JJ00 | alles",
        ),
        ("two ranges", two_ranges, "alles | alles | 2014JJ00 2016JJ00 | alles"),
        ("an open range", open_range, "alles | alles | alles | alles"),
        ("no ends", periodes(None, None), "alles | alles | alles | alles"),
        ("both hold", both, "alles | alles | 2016JJ00 | alles"),
        (
            "members",
            leden("Geslacht", &["4000", "T001038"]),
            "T001038 4000 | alles | alles | alles",
        ),
        (
            "all named stays named",
            leden("Geslacht", &everything),
            "T001038 3000 4000 | alles | alles | alles",
        ),
    ] {
        assert_eq!(kies(&selectie), expect, "{name}");
    }
}

#[test]
fn a_measure_is_found_by_code_label_title_or_name_without_number() {
    for (name, selectie, expect) in [
        (
            "measure by code",
            onderwerpen(&["Totaal_2", "Totaal_1"]),
            "alles | alles | alles | Totaal_1 Totaal_2",
        ),
        (
            "measure by label",
            onderwerpen(&["jeugdzorg / totaal"]),
            "alles | alles | alles | Totaal_2",
        ),
        (
            "measure by title",
            onderwerpen(&["Wmo-cliënten"]),
            "alles | alles | alles | WmoClienten_3",
        ),
        (
            "measure without number",
            onderwerpen(&["WmoClienten"]),
            "alles | alles | alles | WmoClienten_3",
        ),
    ] {
        assert_eq!(kies(&selectie), expect, "{name}");
    }
}

#[test]
fn a_wish_that_cannot_be_met_says_why() {
    let mut several = leden("Geslacht", &["1", "2", "3", "4", "5", "6", "7"]);
    several.onderwerpen.push("Niets".to_owned());
    let mut neither = periodes(Some("2016"), None);
    neither.dimensies.insert("Perioden".to_owned(), vec!["2014JJ00".into()]);
    let mut text = String::new();
    for selectie in [
        gebieden(&["GM0345"]),
        // Fewer letters away from NL01, but no municipality means the country.
        gebieden(&["GM1"]),
        gebieden(&["gm01"]),
        gebieden(&["Amersfoort"]),
        gebieden(&["PV20"]),
        gebieden(&["XX*"]),
        gebieden(&["gemeenten van Utrecht (PV)"]),
        gebieden(&["gemeenten van PV20"]),
        gebieden(&["gemeenten van GM0344"]),
        periodes(Some("15"), None),
        periodes(Some("2015HJ03"), None),
        periodes(Some("2020"), None),
        periodes(Some("2016"), Some("2014")),
        neither,
        leden("Geslacht", &["5000"]),
        leden("Geslacht", &["Vrouwen"]),
        leden("Geslacht", &[]),
        leden("Sekse", &["3000"]),
        onderwerpen(&["Totaal"]),
        onderwerpen(&["WmoClient"]),
        onderwerpen(&["wmo-cl"]),
        several,
    ] {
        text.push_str(&kies(&selectie));
        text.push('\n');
    }
    insta::assert_snapshot!(text, @r"
    SELECTION_INVALID selection of table 99001NED: RegioS has no code `GM0345`; nearest: GM0344 (Utrecht (gemeente))
    SELECTION_INVALID selection of table 99001NED: RegioS has no code `GM1`; nearest: GM0344 (Utrecht (gemeente))
    SELECTION_INVALID selection of table 99001NED: RegioS has no code `gm01`; nearest: GM0344 (Utrecht (gemeente))
    SELECTION_INVALID selection of table 99001NED: RegioS has no code `Amersfoort`; nearest: GM0307 (Amersfoort)
    SELECTION_INVALID selection of table 99001NED: RegioS has no `PV20`: a region that this table lacks; leave it out
    SELECTION_INVALID selection of table 99001NED: no code begins with `XX`: RegioS has no code `XX`; nearest: NL01 (Nederland)
    SELECTION_INVALID selection of table 99001NED: no municipalities of `Utrecht (PV)`: RegioS has no code `Utrecht (PV)`; nearest: PV26 (Utrecht (PV))
    SELECTION_INVALID selection of table 99001NED: neither RegioS nor the warehouse tells which municipalities lie in PV20; load 03759ned first (source bevolking), it tells which municipality lies where, or list their codes
    SELECTION_INVALID selection of table 99001NED: neither RegioS nor the warehouse tells which municipalities lie in GM0344; load 03759ned first (source bevolking), it tells which municipality lies where, or list their codes
    SELECTION_INVALID selection of table 99001NED: `15` is no year and no period code: Perioden has no code `15`; nearest: 2015HJ01 (2015HJ01)
    SELECTION_INVALID selection of table 99001NED: `2015HJ03` is no year and no period code: Perioden has no code `2015HJ03`; nearest: 2015HJ01 (2015HJ01)
    SELECTION_INVALID selection of table 99001NED: nothing is left of Perioden, which runs from 2014JJ00 to 2016JJ00
    SELECTION_INVALID selection of table 99001NED: nothing is left of Perioden, which runs from 2014JJ00 to 2016JJ00
    SELECTION_INVALID selection of table 99001NED: nothing is left of Perioden, which runs from 2014JJ00 to 2016JJ00
    SELECTION_INVALID selection of table 99001NED: Geslacht has no code `5000`; nearest: 3000 (Mannen)
    SELECTION_INVALID selection of table 99001NED: Geslacht has no code `Vrouwen`; nearest: 4000 (Vrouwen)
    SELECTION_INVALID selection of table 99001NED: nothing is left of Geslacht, which runs from T001038 to 4000
    SELECTION_INVALID selection of table 99001NED: there is no dimension `Sekse`; nearest: RegioS (RegioS)
    SELECTION_INVALID selection of table 99001NED: `Totaal` can be 2 measures: Totaal_1 (Wmo / Totaal), Totaal_2 (Jeugdzorg / Totaal)
    SELECTION_INVALID selection of table 99001NED: there is no measure `WmoClient`; nearest: WmoClienten_3 (Wmo-cliënten)
    SELECTION_INVALID selection of table 99001NED: there is no measure `wmo-cl`; nearest: WmoClienten_3 (Wmo-cliënten)
    SELECTION_INVALID selection of table 99001NED: Geslacht has no code `1`; nearest: 3000 (Mannen); Geslacht has no code `2`; nearest: 3000 (Mannen); Geslacht has no code `3`; nearest: 3000 (Mannen); Geslacht has no code `4`; nearest: 4000 (Vrouwen); Geslacht has no code `5`; nearest: 3000 (Mannen); and 3 more
    ");
}

#[test]
fn municipalities_that_the_warehouse_knows_and_the_table_lacks_are_no_riddle() {
    let mut selectie = gebieden(&["gemeenten van PV20"]);
    selectie.bekend.insert("PV20".to_owned(), vec!["GM0014".to_owned()]);
    let words = "SELECTION_INVALID selection of table 99001NED: RegioS has none of the municipalities of PV20";
    assert_eq!(kies(&selectie), words);
}

#[test]
fn several_dimensions_of_a_role_ask_for_a_choice() {
    let mut tabel = tabel();
    tabel.dimensies[0].rol = Dimensierol::Gebied;
    let mut selectie = gebieden(&["PV26"]);
    let error = selectie.kies(&tabel).unwrap_err();
    insta::assert_snapshot!(format!("{} {error}", error.code()), @r"DIMENSION_CHOICE table 99001NED has several dimensions of areas: Geslacht, RegioS; name one in region_dimension");
    selectie.gebied_dimensie = Some("RegioS".to_owned());
    assert_eq!(tekst(&selectie.kies(&tabel).unwrap(), &tabel), "alles | PV26 | alles | alles");
    selectie.gebied_dimensie = Some("Regio".to_owned());
    assert_eq!(selectie.kies(&tabel).unwrap_err().code(), "DIMENSION_CHOICE");

    tabel.dimensies.truncate(1);
    tabel.dimensies[0].rol = Dimensierol::Categorie;
    let error = gebieden(&["PV26"]).kies(&tabel).unwrap_err();
    insta::assert_snapshot!(format!("{} {error}", error.code()), @r"SELECTION_INVALID table 99001NED has no dimension of areas; leave `regions` out");
    assert_eq!(periodes(Some("2015"), None).kies(&tabel).unwrap_err().code(), "SELECTION_INVALID");
}

#[test]
fn a_number_behind_a_v4_code_is_part_of_it() {
    let mut tabel = tabel();
    tabel.protocol = Protocol::V4;
    assert!(onderwerpen(&["WmoClienten"]).kies(&tabel).is_err());
}

#[test]
fn areas_that_lie_in_a_circle_end() {
    let mut tabel = tabel();
    for (plek, ouder) in [(3, "GM0344"), (4, "CR17")] {
        tabel.dimensies[1].codes[plek].ouder = Some(ouder.to_owned());
    }
    let keuze = gebieden(&["gemeenten van PV26"]).kies(&tabel).unwrap();
    assert_eq!(tekst(&keuze, &tabel), "alles | GM0307 | alles | alles");
}

proptest::proptest! {
    /// Any wish is met or refused with its code; what is met is ascending, in the lists and never empty.
    #[test]
    fn any_wish_is_met_or_refused(
        gebied in proptest::option::of("(GM0344|PV26|NL01|GM|[ -~]{0,6})"),
        soort in 0_u8..3,
        van in proptest::option::of("(201[3-7]|201[3-7](JJ00|HJ01|X000)|[ -~é]{0,9})"),
        tot in proptest::option::of("(201[3-7]|201[3-7](JJ00|HJ02|KW04))"),
        onderwerp in proptest::option::of("(Totaal_1|Wmo / Totaal|WmoClienten|[ -~]{0,8})"),
        lid in proptest::option::of("(T001038|3000|[ -~]{0,7})"),
    ) {
        let gebied = gebied.map(|gebied| match soort {
            0 => Gebiedskeuze::Code(gebied),
            1 => Gebiedskeuze::Begin(gebied),
            _ => Gebiedskeuze::GemeentenVan(gebied),
        });
        let selectie = Selectie {
            gebieden: gebied.into_iter().collect(),
            periodes: vec![Periodekeuze { van, tot }],
            onderwerpen: onderwerp.into_iter().collect(),
            dimensies: lid.map(|lid| ("Geslacht".to_owned(), vec![lid])).into_iter().collect(),
            ..Selectie::default()
        };
        let tabel = tabel();
        match selectie.kies(&tabel) {
            Err(error) => proptest::prop_assert_eq!(error.code(), "SELECTION_INVALID"),
            Ok(keuze) => {
                proptest::prop_assert_eq!(keuze.dimensies.len(), tabel.dimensies.len());
                let sizes = tabel.dimensies.iter().map(|dimensie| dimensie.codes.len());
                let lists = keuze.dimensies.iter().zip(sizes);
                let measures = (&keuze.onderwerpen, tabel.onderwerpen.len());
                for (wanted, size) in lists.chain([measures]) {
                    let Some(wanted) = wanted else { continue };
                    proptest::prop_assert!(!wanted.is_empty());
                    proptest::prop_assert!(wanted.is_sorted_by(|one, two| one < two));
                    let last = wanted.last().map(|plek| usize::try_from(*plek).unwrap());
                    proptest::prop_assert!(last.is_some_and(|last| last < size));
                }
            }
        }
    }
}
