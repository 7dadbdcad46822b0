//! Drafts of files that are made here, and what comes out when the file is read by its own draft.

use std::fmt::Write as _;

use domain::zaaksysteem::Record;

use super::*;
use crate::{Lezer, Mapping, Omgeving, Rijuitkomst, verken};

fn van(bron: impl AsRef<[u8]>, entiteit: Entiteit) -> Voorstel {
    voorstel(&verken(bron.as_ref(), 10_000).unwrap(), entiteit, "export.csv")
}

/// The records of the file by its own draft, the rows that it refuses, and the draft.
fn lees(bron: impl AsRef<[u8]>, entiteit: Entiteit) -> (Vec<Record>, Vec<String>, String) {
    let Voorstel { tekst, ontbreekt, .. } = van(&bron, entiteit);
    assert_eq!(ontbreekt, [""; 0], "{tekst}");
    let mapping = Mapping::lees(&tekst).unwrap_or_else(|fout| panic!("{fout}\n{tekst}"));
    let sleutel = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    let sleutel = sleutel.parse().unwrap();
    let peildatum = "2026-09-01".parse().unwrap();
    let omgeving = Omgeving { sleutel: &sleutel, bron: "bron", gemeente: None, peildatum };
    let mut lezer = Lezer::open(bron.as_ref(), &mapping, omgeving).unwrap();
    let (mut gelezen, mut geweigerd) = (Vec::new(), Vec::new());
    while let Some(uitkomst) = lezer.volgende() {
        match uitkomst {
            Rijuitkomst::Rij { records, .. } => gelezen.extend(records),
            Rijuitkomst::Geweigerd(weigering) => geweigerd.push(weigering.to_string()),
        }
    }
    (gelezen, geweigerd, tekst)
}

/// The records of a file of which every row must be read.
#[track_caller]
fn lees_alles(bron: impl AsRef<[u8]>, entiteit: Entiteit) -> Vec<Record> {
    let (gelezen, geweigerd, tekst) = lees(bron, entiteit);
    assert_eq!(geweigerd, [""; 0], "{tekst}");
    gelezen
}

/// Names of the fields that the first record fills.
fn gevuld(bron: &str, entiteit: Entiteit) -> String {
    let records = lees_alles(bron, entiteit);
    let velden = entiteit.velden().iter().zip(&records[0].waarden);
    let gevuld = velden.filter(|(_, waarde)| !waarde.is_leeg()).map(|(veld, _)| veld.naam);
    gevuld.collect::<Vec<_>>().join(" ")
}

/// The line of the draft that begins so.
fn regel(bron: &str, entiteit: Entiteit, begin: &str) -> String {
    let tekst = van(bron, entiteit).tekst;
    let regel = tekst.lines().find(|regel| regel.starts_with(begin));
    regel.unwrap_or_else(|| panic!("{begin}\n{tekst}")).to_owned()
}

#[test]
fn a_file_is_read_by_its_own_draft() {
    let zaken = "Zaak-ID;Soort zaak;Wet;BSN;Datum aanmelding;Fatale datum;Behandelaar;Leefgebieden;Status;Naam\n\
                 Z-1;Aanvraag;Wmo;999900006;5-3-2026;2026-04-30;m1;Wonen|Werk;Open;Jan\n\
                 Z-2;Melding;Jeugdwet;;05-04-2026;-;m2;;Dicht;Piet\n";
    let besluiten = "Besluitnr\tBesluitdatum\tKlantnr\tResultaat\nB1\t20260305\t17\tToegekend\nB2\t20260306\t18\tAfgewezen\n";
    let voorzieningen = "beschikkingnummer,volgnr_ind,kodeRegeling,Regeling,agbcode,productCategorie,product,omvang.volume,omvang.eenheid,frequentie,budget,toewijzingNummer,begindatum\n\
         425,1,2,Jeugd,1234567,50,50A03,1,1,2,1250.5,1000001,2026-03-05T00:00:00\n\
         425,2,2,Wmo,42420001,2,02A02,0,4,2,\"1,250.50\",1000002,2026-03-05T00:00:00+01:00\n";
    let clienten = "Cliëntnummer;BSN;Geboortedatum;Geslacht;Postcode;Buurt;Huishoudnummer\n\
                    70001;12345672;12-05-1951;V;1271 AA;BU04060101;1\n\
                    70002;999900006;01-02-2014;Man;1271ab;;\n";
    let tarieven = "Wet;AGB-code;Categorie;Product;Eenheid;Tarief;Geldig van;Geldig tot\n\
                    WMO 2015;42420001;02;02A03;01;€ 1,12;01-01-2026;31-12-2026\n\
                    wmo;42420002;01;;4;1.054,20;01-01-2026;\n";
    let metingen = "Buurtcode;Jaar;Onderwerp;Score;Aantal\nBU04060101;2025;Zorg (%);3,4;812\n;2024;Zorg (%);;\n";
    let medewerkers =
        "medewerkercode;afdeling;caseload;fte;naam\nm1;Noord;30;0,89;Jan\nm2;Zuid;;1;Piet\n";
    for (bron, entiteit, verwacht) in [
        (
            zaken,
            Entiteit::Zaak,
            "zaaknummer zaaktype wet client aanmelddatum uiterste_einddatum status medewerker leefgebieden",
        ),
        (besluiten, Entiteit::Beschikking, "beschikkingnummer wet client afgiftedatum uitkomst"),
        (
            voorzieningen,
            Entiteit::Voorziening,
            "beschikkingnummer volgnummer wet productcategorie productcode volume eenheid frequentie budget \
             aanbieder_agb toewijzingnummer ingangsdatum",
        ),
        (
            clienten,
            Entiteit::Client,
            "client persoon geboortejaar geslacht postcode gebiedscode huishouden",
        ),
        (
            tarieven,
            Entiteit::Tarief,
            "wet aanbieder_agb productcategorie productcode eenheid geldig_van geldig_tot tarief",
        ),
        (metingen, Entiteit::Meting, "gebiedscode periode indicator waarde n"),
        (medewerkers, Entiteit::Medewerker, "medewerker team caseload_norm fte"),
    ] {
        assert_eq!(lees_alles(bron, entiteit).len(), 2, "{entiteit}");
        assert_eq!(gevuld(bron, entiteit), verwacht);
    }
}

#[test]
fn a_draft_finds_the_form_of_its_file_again() {
    let tekst = "Overzicht van zaken\r\nGemeente;Huizen\r\n\r\nZaaknummer;Status;Team\r\nA;Gereed;Café\r\nB;;Noord\r\n";
    let utf16 = tekst.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin = tekst.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let komma = tekst.replace(';', ",").into_bytes();
    let sep = format!("sep=;\n{tekst}").into_bytes();
    for bron in [utf16, latin, komma, sep, tekst.as_bytes().to_vec()] {
        let records = lees_alles(&bron, Entiteit::Zaak);
        let team = records[0].waarde("team");
        assert_eq!(*team, domain::zaaksysteem::Veldwaarde::Tekst("Café".into()));
        assert_eq!(records.len(), 2);
    }
}

#[test]
fn kinds_find_what_no_name_tells() {
    let bron = "Kenmerk;Omschrijving;Wie;Wanneer;Wat\nA;a;999900006;05-03-2026;x\nB;b;999900018;06-03-2026;x\n";
    assert_eq!(gevuld(bron, Entiteit::Zaak), "zaaknummer");
    assert!(regel(bron, Entiteit::Zaak, "zaaknummer").contains("gekozen om zijn waarden"));
    let uitkering = van(bron, Entiteit::Uitkering);
    assert_eq!(uitkering.ontbreekt, ["regeling"]);
    assert!(uitkering.tekst.contains("\n# VUL IN: regeling = \"Kolom\"\n"), "{}", uitkering.tekst);
    let fout = Mapping::lees(&uitkering.tekst).unwrap_err().to_string();
    assert!(fout.contains("nothing feeds `regeling`"), "{fout}");
    let ingevuld = uitkering.tekst.replace("# VUL IN: regeling = \"Kolom\"", "regeling = \"Wat\"");
    assert!(Mapping::lees(&ingevuld).is_ok());
    // A person never is the key of a case, and neither is a note.
    let bron = "BSN;Toelichting\n999900006;a\n999900018;b\n";
    assert_eq!(van(bron, Entiteit::Zaak).ontbreekt, ["zaaknummer"]);
}

#[test]
fn a_person_is_a_bsn_or_a_number_of_the_source() {
    let bsn = "als = \"bsn\", bewerking = [\"alleen_cijfers\", \"voorloopnullen:9\"]";
    for (bron, entiteit, begin, verwacht) in [
        ("Zaaknummer;Client\nA;999900006\n", Entiteit::Zaak, "client =", bsn),
        ("Zaaknummer;Klantnr\nA;17\n", Entiteit::Zaak, "client =", "als = \"nummer\""),
        ("Zaaknummer;Klantnr;BSN\nA;17;999900006\n", Entiteit::Zaak, "client =", bsn),
        ("Zaaknummer;BSN\nA;9999.00.006\n", Entiteit::Zaak, "client =", bsn),
        ("Klantnr;BSN\n17;999900006\n", Entiteit::Client, "client =", "als = \"nummer\""),
        ("Klantnr;BSN\n17;999900006\n", Entiteit::Client, "persoon =", bsn),
        ("BSN;Jaar\n999900006;a\n", Entiteit::Client, "client =", bsn),
        ("BSN;Jaar\n999900006;a\n", Entiteit::Client, "persoon =", bsn),
    ] {
        let regel = regel(bron, entiteit, begin);
        assert!(regel.contains(verwacht), "{bron} {regel}");
    }
    let regel = regel("AGB;BSN\n42420001;999900006\n", Entiteit::Aanbieder, "# niet laden");
    assert_eq!(regel, "# niet laden (BSN): \"BSN\"");
}

#[test]
fn a_key_that_some_rows_lack_gives_way_to_one_that_all_have() {
    let bron = "Klantnr;BSN;Geslacht\n17;999900006;M\n;999900018;V\n";
    let records = lees_alles(bron, Entiteit::Client);
    assert_eq!(records.len(), 2);
    assert!(regel(bron, Entiteit::Client, "client =").contains("kop = \"BSN\", als = \"bsn\""));
    // Neither is always there: then who has no number is told, and refused.
    let bron = "Klantnr;BSN;Geslacht\n17;;M\n;999900018;V\n";
    assert!(regel(bron, Entiteit::Client, "client =").contains("let op: leeg in 1 rij"));
    assert_eq!(
        (van(bron, Entiteit::Client).zonder_waarde, lees(bron, Entiteit::Client).1.len()),
        (1, 1)
    );
    // No row has one: the draft says that it cannot load them.
    let leeg = "Klantnr;Geslacht\n;M\n-;V\n";
    assert_eq!(van(leeg, Entiteit::Client).ontbreekt, ["client"]);
}

#[test]
fn a_total_is_set_aside_by_the_draft() {
    let bron = "Zaaknummer;Status\nA;open\nTotaal;\nSubtotaal 2;\n";
    assert_eq!(lees_alles(bron, Entiteit::Zaak).len(), 1);
    assert!(regel(bron, Entiteit::Zaak, "voetregels").ends_with("# 2 rijen met een totaal"));
    assert!(!van("Zaaknummer\nA\n", Entiteit::Zaak).tekst.contains("voetregels"));
}

#[test]
fn what_is_not_used_is_told_by_its_kind_or_left_out() {
    let bron =
        "Zaaknummer;Voornaam;E-mail;Gewicht;Dag;Dag;\"Een \"\"kop\"\"\"\nA;x;y;1.5;05-03-2026;;w\n";
    for verwacht in [
        "# niet laden (persoonsgegeven of vrije tekst): \"Voornaam\"",
        "# niet laden (persoonsgegeven of vrije tekst): \"E-mail\"",
        "# ? = \"Gewicht\"   # bedrag met ., 1 waarde",
        "# ? = \"Dag\"   # datum d-m-jjjj, 1 waarde",
        "# ? = \"Dag_2\"   # leeg, 0 waarden",
        "# ? = \"Een \\\"kop\\\"\"   # tekst, 1 waarde",
        "dubbele_koppen = \"nummeren\"",
        "datum = [\"d-m-jjjj\"]",
        "decimaal = \".\"",
    ] {
        assert_eq!(regel(bron, Entiteit::Zaak, verwacht), verwacht);
    }
    assert!(!van(bron, Entiteit::Zaak).tekst.contains("codering"));
}

#[test]
fn what_will_not_load_is_told() {
    let mut bron = "Zaaknummer;Startdatum\n".to_owned();
    for nummer in 1..=12 {
        let dag = if nummer == 5 { "later" } else { "05-03-2026" };
        let zaak = if nummer == 7 { String::new() } else { nummer.to_string() };
        writeln!(bron, "{zaak};{dag}").unwrap();
    }
    let let_op = "zaaknummer = \"Zaaknummer\"   # let op: leeg in 1 rij, die worden geweigerd";
    assert_eq!(regel(&bron, Entiteit::Zaak, "zaaknummer"), let_op);
    let let_op =
        "startdatum = { kop = \"Startdatum\", optioneel = true }   # let op: 1 waarde wijkt af";
    assert_eq!(regel(&bron, Entiteit::Zaak, "startdatum"), let_op);
    let regeling = "BSN;Regeling;Ingangsdatum\n999900006;PW;maart\n";
    let let_op = "ingangsdatum = \"Ingangsdatum\"   # let op: de waarden lijken tekst";
    assert_eq!(regel(regeling, Entiteit::Uitkering, "ingangsdatum"), let_op);
    let wet = "Beschikkingnummer;Wet\nA;\nB;\n";
    assert!(
        regel(wet, Entiteit::Beschikking, "vast")
            .starts_with("vast = { wet = \"wmo\" }   # PAS AAN")
    );
}

#[test]
fn what_means_nothing_is_read_as_nothing() {
    let bron = "Zaaknummer;Startdatum;Einddatum;Status\nA;05-03-2026;31-12-9999;N.V.T.\nB;NULL;06-03-2026;open\n";
    assert_eq!(regel(bron, Entiteit::Zaak, "leeg"), "leeg = [\"n.v.t.\", \"null\"]");
    let schijn = "schijndatum = [\"31-12-9999\"]   # dagen die \"geen dag\" betekenen";
    assert_eq!(regel(bron, Entiteit::Zaak, "schijndatum"), schijn);
    assert_eq!(gevuld(bron, Entiteit::Zaak), "zaaknummer startdatum");
    let zonder = bron.replace("9999", "2026");
    assert_eq!(regel(&zonder, Entiteit::Zaak, "# schijndatum"), format!("# {schijn}"));
}

#[test]
fn every_notation_of_a_look_is_one_of_a_mapping() {
    for soort in verken::SOORTEN {
        if let crate::Kolomsoort::Datum(notatie) = soort {
            let tekst =
                format!("[waarden]\ndatum = [\"{notatie}\"]\n[zaak.velden]\nzaaknummer = \"Z\"");
            assert!(Mapping::lees(&tekst).is_ok(), "{notatie}");
        }
    }
    let dagen = "Zaaknummer;Startdatum;Einddatum;Besluitdatum;Aanvraagdatum;Aanmelddatum;Opschorting van;Opschorting tot;Uiterste einddatum\n\
                 A;5-3-2026;2026-03-05;5/3/2026;5.3.2026;20260305;05-03-26;2026-03-05T00:00:00.7Z;Thu Mar 05 00:00:00 CET 2026\n";
    let records = lees_alles(dagen, Entiteit::Zaak);
    let dag = domain::zaaksysteem::Veldwaarde::Datum("2026-03-05".parse().unwrap());
    assert_eq!(records[0].waarden.iter().filter(|waarde| **waarde == dag).count(), 8);
}

proptest::proptest! {
    /// Whatever headers there are, in whatever order: the draft is a mapping as soon as nothing is missing.
    #[test]
    fn a_draft_is_a_mapping(
        koppen in proptest::collection::vec("[a-zA-Z\"'\\\\#=\\]\u{7f}\u{85}\u{2028}\u{202e} é€{}\t\n\r]{0,12}|\\PC{1,20}", 1..6),
        soort in 0_usize..13,
    ) {
        let veld = |kop: &String| format!("\"{}\"", kop.replace('"', "\"\""));
        let velden = "Zaaknummer;BSN;Beschikkingnummer;Volgnummer;Regeling;Ingangsdatum;Periode;Indicator;AGB;Categorie;Geldig van;Tarief;Plafond;Buurtcode;Postcode;Team;Medewerker";
        let waarden = "1;999900006;B;1;x;05-03-2026;2026;x;42420001;01;05-03-2026;1,00;2,00;BU04060101;1271AA;T;m";
        let koppen: Vec<String> = koppen.iter().map(veld).collect();
        let bron = format!("{velden};{}\n{waarden}{}\n", koppen.join(";"), ";x".repeat(koppen.len()));
        if let Ok(gezien) = verken(bron.as_bytes(), 100) {
            let entiteit = Entiteit::ALLE[soort];
            let Voorstel { tekst, ontbreekt, .. } = voorstel(&gezien, entiteit, &koppen[0]);
            let gelezen = Mapping::lees(&tekst);
            proptest::prop_assert_eq!(gelezen.is_ok(), ontbreekt.is_empty(), "{}\n{:?}", tekst, gelezen.err());
            let is_regel = |regel: &str| !regel.contains(|c: char| c.is_control());
            proptest::prop_assert!(tekst.split('\n').all(is_regel), "{}", tekst);
        }
    }

    /// Whatever the look calls a day, is read as one.
    #[test]
    fn what_looks_like_a_day_is_read(
        dag in "[0-9]{1,4}[-/.]?[0-9]{1,2}[-/.]?[0-9]{1,4}([T ][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,3})?)?(Z| ?[+]0[0-9]:00)?)?",
    ) {
        let bron = format!("Zaaknummer;Startdatum\nA;{dag}\n");
        let (gelezen, geweigerd, tekst) = lees(&bron, Entiteit::Zaak);
        proptest::prop_assert_eq!(gelezen.len(), 1, "{}\n{:?}\n{}", bron, geweigerd, tekst);
    }

    /// What looks like something is read as that: a row that is refused was told of in the draft.
    #[test]
    fn what_looks_right_is_read(kolommen in proptest::collection::vec((0_usize..11, 0_u32..1_000_000), 9)) {
        let koppen = "Volume;Budget;Ingangsdatum;Einddatum;Toewijzingnummer;Klantnr;Status;Reden einde;Anders;Volgnummer";
        let mut bron = format!("Beschikkingnummer;{koppen}\n");
        for rij in 0..4 {
            let cellen = kolommen.iter().map(|(vorm, zaad)| cel(*vorm, zaad * 31 + rij * 7_919));
            let cellen: Vec<String> = cellen.collect();
            writeln!(bron, "B{rij};{};{rij}x", cellen.join(";")).unwrap();
        }
        let (gelezen, geweigerd, tekst) = lees(&bron, Entiteit::Voorziening);
        let is_goed = geweigerd.is_empty() || tekst.contains("let op");
        proptest::prop_assert!(is_goed, "{}\n{:?}\n{}", bron, geweigerd, tekst);
        proptest::prop_assert_eq!(gelezen.len() + geweigerd.len(), 4);
    }
}

/// A value of a form, a different one for each seed.
fn cel(vorm: usize, zaad: u32) -> String {
    let (dag, maand, jaar) = (zaad % 28 + 1, zaad % 12 + 1, 2000 + zaad % 30);
    match vorm {
        0 => format!("{dag}-{maand}-{jaar}"),
        1 => format!("{jaar}{maand:02}{dag:02}"),
        2 => format!("{jaar}-{maand:02}-{dag:02}T10:00:00.5+02:00"),
        3 => format!("{dag:02}/{maand:02}/{jaar} 10:00"),
        4 => format!("€ {}.{:03},{:02}", zaad % 9 + 1, zaad % 1000, zaad % 100),
        5 => format!("{}.{}", zaad % 999, zaad % 10),
        6 => (zaad % 7).to_string(),
        7 => (zaad % 99_999_999).to_string(),
        8 => format!("{:02}", zaad % 100),
        9 => ["", "-", "n.v.t.", "0", "1"][usize::try_from(zaad % 5).unwrap()].to_owned(),
        _ => format!("{:08}", zaad % 99_999_999),
    }
}
