//! Files to records, each rule with a file of its own.

mod corpus;

use domain::zaaksysteem::{Entiteit, Veld, Veldsoort, Veldwaarde};

use super::*;
use crate::Meldingsoort;

pub(super) const SLEUTEL: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

fn sleutel() -> Pseudoniemsleutel {
    SLEUTEL.parse().unwrap()
}

fn open<'b>(mapping: &str, bytes: &'b [u8]) -> Result<Lezer<&'b [u8]>, Weigering> {
    let mapping = Mapping::lees(mapping).unwrap();
    let omgeving = Omgeving {
        sleutel: &sleutel(),
        bron: "suite",
        gemeente: "0384".parse().ok(),
        peildatum: "2024-06-01".parse().unwrap(),
    };
    Lezer::open(bytes, &mapping, omgeving)
}

/// The rows as short text: the fields that are not empty, or the refusal; with the kinds of what was told of columns.
fn lees(mapping: &str, tekst: &str) -> (Vec<String>, Vec<Meldingsoort>) {
    let mut lezer = open(mapping, tekst.as_bytes()).unwrap();
    let mut rijen = Vec::new();
    while let Some(uitkomst) = lezer.volgende() {
        rijen.push(match uitkomst {
            Rijuitkomst::Rij { records, .. } => {
                records.iter().map(kort).collect::<Vec<_>>().join(" + ")
            }
            Rijuitkomst::Geweigerd(weigering) => weigering.to_string(),
        });
    }
    let soorten =
        lezer.meldingen().filter(|melding| melding.regel > 0).map(|melding| melding.soort);
    (rijen, soorten.collect())
}

fn kort(record: &Record) -> String {
    let velden = record.entiteit.velden().iter().zip(&record.waarden);
    let gevuld = velden.filter(|(veld, waarde)| !waarde.is_leeg() && veld.naam != "gemeentecode");
    let tekst = gevuld.map(|(veld, waarde)| {
        assert!(waarde.past(veld.soort), "{}", veld.naam);
        match waarde {
            Veldwaarde::Tekst(text) => text.to_string(),
            Veldwaarde::Datum(dag) => dag.to_string(),
            Veldwaarde::Geheel(getal) => getal.to_string(),
            Veldwaarde::Decimaal(getal) => getal.to_string(),
            Veldwaarde::JaNee(is_ja) => is_ja.to_string(),
            Veldwaarde::Sleutel(_) => "*".to_owned(),
            Veldwaarde::Lijst(labels) => format!("{labels:?}"),
            Veldwaarde::Leeg => String::new(),
        }
    });
    tekst.collect::<Vec<_>>().join(" ")
}

/// One field of a case, written so; one value a line.
fn veld(naam: &str, kolom: &str, waarden: &[&str]) -> (Vec<String>, Vec<Meldingsoort>) {
    let mapping = format!("[zaak.velden]\nzaaknummer = \"Z\"\n{naam} = {{ kop = \"K\"{kolom} }}");
    let regels: Vec<String> = waarden.iter().map(|waarde| format!("1;{waarde}\n")).collect();
    lees(&mapping, &format!("Z;K\n{}", regels.concat()))
}

#[test]
fn one_row_feeds_several_entities_and_one_fault_refuses_it() {
    let mapping = r#"
        [zaak]
        vast = { wet = "wmo" }
        [zaak.velden]
        zaaknummer = ["Zaaknummer", "Zaak-ID"]
        client = { kop = "BSN", als = "bsn" }
        startdatum = "Start"
        [beschikking]
        vast = { wet = "wmo" }
        [beschikking.velden]
        beschikkingnummer = { kop = "Besluit", optioneel = true }
        afgiftedatum = "Afgegeven"
        [client.velden]
        client = { kop = "BSN", als = "bsn" }
        persoon = { kop = "BSN", als = "bsn" }
        geboortejaar = "Geboren"
    "#;
    let (rijen, _) = lees(
        mapping,
        " zaak-id ;BSN;Start;BESLUIT;Afgegeven;Geboren\n\
         1;999900006;05-03-2024;B1;06-03-2024;14-02-2010\n\
         2;999900018;05-03-2024; ;nooit;2010\n\
         3;999900007;30-02-2024;B3;06-03-2024;2010\n\
         4;999900006;05-03-2024;B4;nooit;2010\n",
    );
    assert_eq!(
        rijen,
        [
            "1 wmo * 2024-03-05 + B1 wmo 2024-03-06 + * * 2010",
            "2 wmo * 2024-03-05 + * * 2010",
            "BSN_INVALID line 4 column zaak.client",
            "DATE_INVALID line 5 column afgiftedatum",
        ]
    );
}

#[test]
fn a_header_without_what_must_be_there_refuses_the_file() {
    let mapping = "[zaak.velden]\nzaaknummer = [\"Zaaknummer\", \"Zaak-ID\"]\nstatus = \"Status\"\nteam = { kop = \"Team\", optioneel = true }\n\
                   regeling = { kop = \"Regeling\", verplicht = true }";
    let fout = |tekst: &str| open(mapping, tekst.as_bytes()).err().map(|fout| fout.to_string());
    let zonder = fout("Zaaknummer;Status\n1;2\n").unwrap();
    assert_eq!(zonder, "CSV_HEADER: no column for `regeling` (Regeling)");
    let geen = fout("999900006;Jan\n999900018;Piet\n").unwrap();
    assert!(
        geen.contains("`zaaknummer` (Zaaknummer, Zaak-ID)") && !geen.contains("9999"),
        "{geen}"
    );
    let mut lezer = open(mapping, "Geheim;Zaaknummer;Regeling\n1;2;3\n".as_bytes()).unwrap();
    let meldingen: Vec<Melding> = lezer.meldingen().collect();
    let verwacht = [
        (Meldingsoort::KolomOntbreekt, Some("status".into())),
        (Meldingsoort::KolomOnbekend, None),
    ];
    assert_eq!(
        meldingen.into_iter().map(|een| (een.soort, een.kolom)).collect::<Vec<_>>(),
        verwacht
    );
    assert!(lezer.aantallen().values().all(|aantal| *aantal == 1));
}

#[test]
fn the_first_alias_goes_before_the_others() {
    let mapping = "[zaak.velden]\nzaaknummer = [\"Nieuw\", \"Oud\"]";
    assert_eq!(lees(mapping, "Oud;Nieuw\n1;2\n").0, ["2"]);
    assert_eq!(lees(mapping, "oud;x\n1;2\n").0, ["1"]);
}

#[test]
fn only_chosen_rows_feed_an_entity() {
    let mapping = "[zaak]\nalleen = { kolom = \"Soort\", is = [\"Melding\", \"Aanvraag\"] }\n[zaak.velden]\nzaaknummer = \"Z\"\nstartdatum = \"S\"";
    let (rijen, _) =
        lees(mapping, "Z;S;Soort\n1;;Melding\n;nooit;Bezwaar\n3;;Aanvraag \n;;Melding\n");
    assert_eq!(rijen, ["1", "", "3", "FIELD_MISSING line 5 column zaaknummer"]);
}

#[test]
fn what_must_be_there_is_refused_when_it_is_blank_or_a_word_for_nothing() {
    let mapping = "[waarden]\nleeg = [\"-\", \"n.v.t.\"]\n[zaak.velden]\nzaaknummer = \"Z\"\nstatus = { kop = \"S\", verplicht = true }";
    let (rijen, _) = lees(mapping, "Z;S\n1;open\n2;   \n3;N.V.T.\n\u{a0};open\n");
    let geen = |regel: u64, kolom: &str| format!("FIELD_MISSING line {regel} column {kolom}");
    assert_eq!(
        rijen,
        ["1 open".to_owned(), geen(3, "status"), geen(4, "status"), geen(5, "zaaknummer")]
    );
}

#[test]
fn a_repair_is_done_under_its_rule_only_and_is_told() {
    use Meldingsoort as M;
    for (naam, kolom, waarde, verwacht, melding) in [
        (
            "client",
            ", als = \"bsn\", bewerking = \"voorloopnullen:9\"",
            "12345672",
            "1 *",
            Some(M::Voorloopnullen),
        ),
        ("client", ", als = \"bsn\"", "12345672", "BSN_INVALID line 2 column client", None),
        ("client", ", als = \"bsn\"", "000000000", "BSN_PLACEHOLDER line 2 column client", None),
        (
            "client",
            ", als = \"bsn\", bewerking = \"alleen_cijfers\"",
            "geen",
            "TEXT_INVALID line 2 column client",
            None,
        ),
        ("client", ", als = \"nummer\"", "C-12", "1 *", None),
        ("medewerker", "", "jansen", "1 *", None),
        ("status", "", "=\"0012\"", "1 0012", None),
        ("status", "", "FinanciÃ«n", "1 FinanciÃ«n", Some(M::Mojibake)),
        ("status", "", "Ã la carte", "1 Ã la carte", None),
        ("startdatum", ", datum = \"excel\"", "45356", "1 2024-03-05", Some(M::DatumSerie)),
        (
            "startdatum",
            ", schijndatum = \"31-12-9999\"",
            "31-12-9999",
            "1",
            Some(M::SchijndatumLeeg),
        ),
        (
            "startdatum",
            ", schijndatum = \"00-00-0000\"",
            "00-00-0000",
            "1",
            Some(M::SchijndatumLeeg),
        ),
        ("startdatum", "", "31-12-9999", "1 9999-12-31", None),
        (
            "startdatum",
            ", datum = \"dd-mm-jj\"",
            "05-03-24",
            "1 2024-03-05",
            Some(M::JaarTweeCijfers),
        ),
        (
            "verlenging_dagen",
            ", wetenschappelijk = true",
            "1,2E+1",
            "1 12",
            Some(M::Wetenschappelijk),
        ),
        ("verlenging_dagen", "", "1,2E+1", "NUMBER_INVALID line 2 column verlenging_dagen", None),
        ("leefgebieden", ", splits = \"|\"", "Wonen| |Geld", "1 [\"Wonen\", \"Geld\"]", None),
        ("leefgebieden", ", haken = true", "[A, B]", "1 [\"A\", \"B\"]", None),
        ("leefgebieden", ", haken = true", "[]", "1", None),
        ("leefgebieden", ", haken = true", "A, B", "TEXT_INVALID line 2 column leefgebieden", None),
        ("gemeentecode", "", "363", "CODE_UNKNOWN line 2 column gemeentecode", None),
    ] {
        let (rijen, meldingen) = veld(naam, kolom, &[waarde]);
        assert_eq!(rijen, [verwacht], "{naam} {waarde}");
        assert_eq!(meldingen, melding.into_iter().collect::<Vec<_>>(), "{naam} {waarde}");
    }
}

#[test]
fn a_pseudonym_is_of_the_person_or_of_the_number_in_its_system() {
    let record =
        |mapping: &str, tekst: &str| match open(mapping, tekst.as_bytes()).unwrap().volgende() {
            Some(Rijuitkomst::Rij { mut records, .. }) => records.remove(0),
            anders => panic!("{anders:?}"),
        };
    let client = |kop: &str, als: &str, waarde: &str| {
        let mapping =
            format!("{kop}\n[client.velden]\nclient = {{ kop = \"C\", als = \"{als}\" }}");
        record(&mapping, &format!("C\n{waarde}\n")).waarde("client").clone()
    };
    let sleutel = sleutel();
    let bsn = Veldwaarde::Sleutel(sleutel.clientsleutel(&"999900006".parse().unwrap()));
    assert_eq!(client("", "bsn", "999900006"), bsn);
    let nummer = |ruimte: &str| Veldwaarde::Sleutel(sleutel.kenmerk("client", ruimte, "999900006"));
    assert_eq!(client("", "nummer", "999900006"), nummer("suite"));
    assert_eq!(client("[bestand]\nruimte = \"zac\"", "nummer", "999900006"), nummer("zac"));
}

#[test]
fn a_word_means_what_the_list_says_on_the_day() {
    let mapping = r#"
        [lijsten.status]
        A = "actief"
        G = [{ tot = 2020-12-31, wordt = "gesloten" }, { van = 2021-01-01, wordt = "beeindigd" }]
        O = ""
        [lijsten.wet]
        W = "wmo"
        [zaak.velden]
        zaaknummer = "Z"
        wet = { kop = "W", lijst = "wet" }
        status = { kop = "S", lijst = "status", lijst_op = "startdatum" }
        startdatum = "D"
    "#;
    let (rijen, meldingen) = lees(
        mapping,
        "Z;S;D;W\n1;G;01-01-2019;W\n2;G;01-01-2021;\n3;G;;wmo\n4;Q;;\n5;O;;\n6;A;;Wmo\n",
    );
    assert_eq!(
        rijen,
        [
            "1 wmo 2019-01-01 gesloten",
            "2 2021-01-01 beeindigd",
            "3 wmo beeindigd",
            "4 Q",
            "5",
            "CODE_UNKNOWN line 7 column wet",
        ]
    );
    assert_eq!(meldingen, [Meldingsoort::WaardeOnbekend; 2]);
}

#[test]
fn a_text_that_shows_the_person_of_its_row_is_refused() {
    let mapping = |extra: &str| {
        format!(
            "[zaak.velden]\nzaaknummer = {{ kop = \"Z\"{extra} }}\nclient = {{ kop = \"B\", als = \"bsn\" }}\nleefgebieden = {{ kop = \"L\", splits = \"|\" }}\nverlenging_dagen = \"V\""
        )
    };
    let tekst = "Z;L;V;B\nZ-999900006;;;999900006\nZ-1;a|9999.00.006;;999900006\n999900018;;;999900006\n1;;999900006;999900006\n999900006;;;\n\u{ff19}999 0000\u{ff16};;;999900006\n";
    let (rijen, _) = lees(&mapping(""), tekst);
    assert_eq!(
        rijen,
        [
            "BSN_IN_REFERENCE line 2 column zaaknummer",
            "BSN_IN_REFERENCE line 3 column leefgebieden",
            "999900018 *",
            "BSN_IN_REFERENCE line 5 column verlenging_dagen",
            "999900006",
            "BSN_IN_REFERENCE line 7 column zaaknummer",
        ]
    );
    assert_eq!(lees(&mapping(", bsn_mag = true"), tekst).0[0], "Z-999900006 *");
}

#[test]
fn a_column_can_be_checked_and_dropped() {
    let mapping = r#"
        [zaak.velden]
        zaaknummer = "Z"
        einddatum = "Eind"
        [controle.geboortedatum]
        kop = "Geboren"
        soort = "datum"
        verplicht = true
        [controle.nota]
        kop = "Nota"
        soort = "tekst:5"
        [controle.burger]
        kop = "BSN"
        soort = "bsn"
        [controle.periode]
        begin = "geboortedatum"
        eind = "zaak.einddatum"
    "#;
    let (rijen, _) = lees(
        mapping,
        "Z;Eind;Geboren;Nota;BSN\n1;01-01-2024;01-01-2000;abc;999900006\n2;;;a;\n3;01-01-1999;01-01-2000;a;\n\
         4;;01-01-2000;abcdef;\n5;;01-01-2000;;999900007\n999900006;;01-01-2000;;999900006\n",
    );
    assert_eq!(
        rijen,
        [
            "1 2024-01-01",
            "FIELD_MISSING line 3 column geboortedatum",
            "TR018 line 4 column periode",
            "TEXT_LENGTH line 5 column nota",
            "BSN_INVALID line 6 column burger",
            "BSN_IN_REFERENCE line 7 column zaaknummer",
        ]
    );
}

#[test]
fn a_product_is_one_of_its_law() {
    let mapping = "[voorziening.velden]\nbeschikkingnummer = \"B\"\nvolgnummer = \"V\"\nwet = \"Wet\"\nproductcategorie = \"P\"\n\
                   toewijzingnummer = \"T\"\nbudget = \"Geld\"";
    let (rijen, _) = lees(
        mapping,
        "P;B;V;Wet;T;Geld\n01;1;1;wmo;007;1.234,5\n01;1;1;jw;;\n1;1;1;wmo;;\n45;1;1;jw;1_OUD;\n",
    );
    assert_eq!(
        rijen,
        [
            "1 1 wmo 01 123450 7",
            "CODE_UNKNOWN line 3 column productcategorie",
            "CODE_UNKNOWN line 4 column productcategorie",
            "NUMBER_INVALID line 5 column toewijzingnummer",
        ]
    );
}

#[test]
fn a_row_without_a_municipality_is_of_the_source() {
    let mapping = "[zaak.velden]\nzaaknummer = \"Z\"\ngemeentecode = \"G\"";
    let mut lezer = open(mapping, b"Z;G\n1;0363\n2;\n").unwrap();
    for verwacht in ["0363", "0384"] {
        let Some(Rijuitkomst::Rij { records, .. }) = lezer.volgende() else { panic!() };
        assert_eq!(*records[0].waarde("gemeentecode"), Veldwaarde::Tekst(verwacht.into()));
    }
    assert_eq!((lezer.telling().rijen, lezer.dialect().scheiding), (2, b';'));
}

#[test]
fn repairs_are_counted_all_and_kept_up_to_a_bound() {
    let rijen = "1;99990006\n".repeat(150);
    let mapping = "[zaak.velden]\nzaaknummer = \"Z\"\nstatus = { kop = \"S\", bewerking = \"voorloopnullen:9\" }";
    let tekst = format!("Z;S\n{rijen}");
    let mut lezer = open(mapping, tekst.as_bytes()).unwrap();
    while lezer.volgende().is_some() {}
    assert_eq!(lezer.meldingen().count(), 100);
    assert_eq!(lezer.aantallen().values().copied().collect::<Vec<_>>(), [150]);
}

/// A mapping of all fields of an entity, each from a column with its name.
fn alles(entiteit: Entiteit) -> String {
    let kolom = |veld: &Veld| match veld.soort {
        Veldsoort::Client => format!("{0} = {{ kop = \"{0}\", als = \"nummer\" }}\n", veld.naam),
        Veldsoort::Lijst => format!("{0} = {{ kop = \"{0}\", splits = \"|\" }}\n", veld.naam),
        _ => format!("{0} = \"{0}\"\n", veld.naam),
    };
    let velden: Vec<String> = entiteit.velden().iter().map(kolom).collect();
    let notaties = "datum = [\"d-m-jjjj\", \"jjjj-mm-dd\", \"iso-tijd\", \"java\", \"excel\"]";
    format!("[waarden]\n{notaties}\n[{entiteit}.velden]\n{}", velden.concat())
}

#[test]
fn every_entity_can_be_fed_whole() {
    for entiteit in Entiteit::ALLE {
        let koppen: Vec<&str> = entiteit.velden().iter().map(|veld| veld.naam).collect();
        let cel = |veld: &Veld| match veld.soort {
            Veldsoort::Datum => "1-2-2024",
            Veldsoort::Wet => "wmo",
            Veldsoort::Gemeente => "0384",
            Veldsoort::Agb => "12345678",
            Veldsoort::Gebied => "BU03840101",
            Veldsoort::Eenheid => "04",
            Veldsoort::Postcode => "1111 aa",
            Veldsoort::Periode | Veldsoort::Jaar => "2024",
            Veldsoort::Productcategorie => "01",
            _ => "1",
        };
        let cellen: Vec<&str> = entiteit.velden().iter().map(cel).collect();
        let (rijen, _) =
            lees(&alles(entiteit), &format!("{}\n{}\n", koppen.join(";"), cellen.join(";")));
        let gevuld = koppen.len() - usize::from(koppen.contains(&"gemeentecode"));
        assert_eq!(rijen[0].split(' ').count(), gevuld, "{entiteit}: {rijen:?}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_a_value_of_its_kind_or_refused(
        entiteit in proptest::sample::select(Entiteit::ALLE.to_vec()),
        cellen in proptest::collection::vec("[-0-9a-zA-Z.,: |€]{0,10}|\\PC{0,10}|wmo|2024|1-2-2024|01|1", 24),
    ) {
        let koppen: Vec<&str> = entiteit.velden().iter().map(|veld| veld.naam).collect();
        let schoon = cellen.iter().take(koppen.len()).map(|cel| cel.replace(['"', ';'], ""));
        let regel = schoon.collect::<Vec<_>>().join(";");
        // `kort` holds each value to the kind of its field.
        let (rijen, _) = lees(&alles(entiteit), &format!("{}\n{regel}\n", koppen.join(";")));
        proptest::prop_assert!(rijen.len() <= 1);
    }

    #[test]
    fn no_row_vanishes(cellen in proptest::collection::vec(("[0-9a-z|.,-]{0,12}", "\\PC{0,12}"), 0..20)) {
        let schoon = |text: &str| text.replace(['"', ';', ','], "");
        let regel = |(een, twee): &(String, String)| format!("x{};{}\n", schoon(een), schoon(twee));
        let regels = cellen.iter().map(regel).collect::<Vec<_>>().concat();
        let mapping = "[zaak.velden]\nzaaknummer = \"Z\"\nstartdatum = \"S\"";
        let (rijen, _) = lees(mapping, &format!("Z;S\n{regels}"));
        proptest::prop_assert_eq!(rijen.len(), cellen.len());
    }
}

#[test]
fn a_person_in_a_text_is_told_refused_or_wiped() {
    let tekst = ["open", "gebeld 999900006", "999900007"];
    let (rijen, soorten) = veld("status", "", &tekst);
    assert_eq!(rijen, ["1 open", "1 gebeld 999900006", "1 999900007"]);
    assert_eq!(soorten, [Meldingsoort::BsnInTekst]);
    let (rijen, soorten) = veld("status", ", bsn_in_tekst = 'wissen'", &tekst);
    assert_eq!(rijen, ["1 open", "1", "1 999900007"]);
    assert_eq!(soorten, [Meldingsoort::BsnGewist]);
    let (rijen, soorten) = veld("status", ", bsn_in_tekst = 'weigeren'", &tekst);
    assert_eq!(rijen, ["1 open", "BSN_IN_REFERENCE line 3 column status", "1 999900007"]);
    assert_eq!(soorten, []);
    assert_eq!(veld("status", ", bsn_mag = true", &tekst).1, []);
    let mut lezer = open("[zaak.velden]\nzaaknummer = 'Z'\n", b"Z\n1\nZ\n999900006\n").unwrap();
    while lezer.volgende().is_some() {}
    let gezien: Vec<String> = lezer
        .aantallen()
        .iter()
        .map(|((soort, kolom), aantal)| {
            format!("{} {} {aantal}", soort.code(), kolom.as_deref().unwrap_or("-"))
        })
        .collect();
    assert_eq!(gezien, ["CSV_KOPRIJ_HERHAALD - 1", "CSV_BSN_IN_TEKST zaaknummer 1"]);
    let regels: Vec<u64> = lezer.meldingen().map(|melding| melding.regel).collect();
    assert_eq!(regels, [3, 4]);
}
