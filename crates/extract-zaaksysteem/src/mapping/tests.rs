//! What a mapping may say, and what is told of one that says something else.

use domain::Code;

use super::*;

const ZAAK: &str = "[zaak.velden]\nzaaknummer = \"Zaaknummer\"\n";

/// What is wrong with the mapping of a case with this before and behind it; empty: nothing.
fn fout(voor: &str, achter: &str) -> String {
    match Mapping::lees(&format!("{voor}\n{ZAAK}{achter}\n")) {
        Ok(_) => String::new(),
        Err(fout) => fout.to_string(),
    }
}

fn check(gevallen: &[(&str, &str, &str)]) {
    for (voor, achter, verwacht) in gevallen {
        let gevonden = fout(voor, achter);
        let klopt =
            if verwacht.is_empty() { gevonden.is_empty() } else { gevonden.contains(verwacht) };
        assert!(klopt, "{voor} | {achter}\n{gevonden}");
    }
}

#[test]
fn a_mapping_says_all_that_the_reference_has() {
    let mapping = Mapping::lees(
        r#"
        [bestand]
        patroon = "zaken_*.csv"
        peildatum = 'zaken_(\d{8})\.csv'
        levering = "mutaties"
        daling_max = 35
        codering = "windows-1252"
        scheiding = "tab"
        aanhaling = ""
        voetregels = ['^Totaal']
        dubbele_koppen = "nummeren"
        koprij_zoeken = 5
        kolommen_max = 100
        ruimte = "suite"
        [waarden]
        datum = ["dd-mm-jjjj", "java"]
        decimaal = "."
        duizend = ","
        valuta = ["€", "EUR"]
        leeg = ["", "NULL", "n.v.t."]
        schijndatum = ["31-12-9999", "01-01-1900", "00-00-0000"]
        waar = "Ja"
        onwaar = ["Nee"]
        tijdzone = "Europe/Amsterdam"
        [lijsten.status_suite]
        "A" = "actief"
        "G" = [{ tot = 2020-12-31, wordt = "gesloten" }, { van = 2021-01-01, wordt = "beeindigd" }]
        [zaak]
        vast = { wet = "wmo", startdatum = 2024-01-01, verlenging_dagen = 3, leefgebieden = ["Wonen"] }
        alleen = { kolom = "Soort", is = ["Melding"] }
        [zaak.velden]
        zaaknummer = { kop = ["Zaaknummer", "Zaak-ID"] }
        client = { kop = "BSN", bewerking = ["alleen_cijfers", "voorloopnullen:9"], als = "bsn" }
        status = { kop = "Status", lijst = "status_suite", lijst_op = "besluitdatum" }
        besluitdatum = { kop = "Besluit", datum = ["java"] }
        team = ["Team", "Groep"]
        [client.velden]
        client = { kop = "BSN", als = "nummer" }
        [controle.geboortedatum]
        kop = "geboortedatum"
        soort = "datum"
        verplicht = true
        [controle.periode]
        begin = "geboortedatum"
        eind = "zaak.besluitdatum"
        "#,
    )
    .unwrap();
    assert_eq!(mapping.levering(), Levering::Mutaties);
    assert_eq!(mapping.daling_max(), 35);
    assert!(mapping.past_op("zaken_20240305.csv") && !mapping.past_op("zaken.csv"));
    let entiteiten: Vec<Entiteit> = mapping.entiteiten().collect();
    assert_eq!(entiteiten, [Entiteit::Zaak, Entiteit::Client]);
    let vorm = mapping.bestandsvorm();
    assert_eq!((vorm.scheiding, vorm.aanhaling, vorm.koprij_zoeken), (Some(b'\t'), 0, 5));
    assert_eq!(mapping.perioden.len(), 1);
    let namen: Vec<&str> = mapping.kolommen.iter().map(|kolom| &*kolom.naam).collect();
    assert!(namen.contains(&"zaak.client") && namen.contains(&"client.client"), "{namen:?}");
    let gewoon = Mapping::lees(ZAAK).unwrap();
    assert_eq!((gewoon.levering(), gewoon.daling_max()), (Levering::Volledig, 20));
    assert!(gewoon.past_op("wat dan ook"));
}

#[test]
fn the_reference_date_stands_in_the_name_or_nowhere() {
    let mapping =
        |peildatum: &str| Mapping::lees(&format!("[bestand]\n{peildatum}\n{ZAAK}")).unwrap();
    let met = mapping(r"peildatum = 'zaken_([-0-9T]+)\.csv'");
    for (naam, verwacht) in [
        ("zaken_20240305.csv", "2024-03-05"),
        ("zaken_05-03-2024.csv", "2024-03-05"),
        ("zaken_2024-03-05T1405.csv", "2024-03-05"),
    ] {
        assert_eq!(met.peildatum(naam).unwrap().unwrap().to_string(), verwacht);
    }
    for naam in ["zaken_20241305.csv", "zaken_.csv", "anders.csv", ""] {
        assert_eq!(met.peildatum(naam).unwrap_err().code, Code::DeliveryOld, "{naam}");
    }
    assert_eq!(mapping("").peildatum("zaken_20240305.csv"), Ok(None));
}

#[test]
fn a_key_that_is_none_is_refused_with_the_nearest() {
    check(&[
        ("[bestandd]", "", "`bestandd` is no key of a mapping; did you mean `bestand`?"),
        ("[zak.velden]\na = \"b\"", "", "`zak` is no key of a mapping; did you mean `zaak`?"),
        (
            "[bestand]\npatron = \"x\"",
            "",
            "`bestand.patron` is no key of a mapping; did you mean `patroon`?",
        ),
        ("[waarden]\ndatums = \"x\"", "", "did you mean `datum`?"),
        (
            "",
            "stats = \"Status\"",
            "`zaak.velden.stats`: zaak has no such field; did you mean `status`?",
        ),
        (
            "",
            "status = { kopp = \"S\" }",
            "`zaak.velden.status.kopp` is no key of a mapping; did you mean `kop`?",
        ),
        ("", "[zaak.alleen]\nkolom = \"a\"\nzijn = \"b\"", "`zaak.alleen.zijn` is no key"),
        ("", "[controle.x]\nkop = \"a\"\ntype = \"datum\"", "`controle.x.type` is no key"),
        ("", "[zaak.vast]\nwett = \"wmo\"", "did you mean `wet`?"),
    ]);
}

const WAARDEN: &[(&str, &str, &str)] = &[
    (
        "[bestand]\nlevering = \"alles\"",
        "",
        "`bestand.levering`: write \"volledig\" or \"mutaties\"",
    ),
    ("[bestand]\ndaling_max = 101", "", "`bestand.daling_max`: write a whole number of 0 to 100"),
    ("[bestand]\ncodering = \"latin1\"", "", "`bestand.codering`: write auto, utf-8"),
    ("[bestand]\nscheiding = \"/\"", "", "`bestand.scheiding`: write auto"),
    ("[bestand]\npeildatum = '('", "", "`bestand.peildatum` is no regular expression"),
    ("[bestand]\npeildatum = 'x'", "", "`bestand.peildatum`: write an expression with the day"),
    ("[bestand]\nvoetregels = ''", "", "`bestand.voetregels`: write expressions that not every"),
    (
        "[bestand]\nvoetregels = ['^T', '.*']",
        "",
        "`bestand.voetregels`: write expressions that not",
    ),
    ("[bestand]\nvoetregels = ['[']", "", "`bestand.voetregels` is no regular expression"),
    (
        "[bestand]\nvoetregels = ['\\w{9999}{99}']",
        "",
        "`bestand.voetregels` is no regular expression",
    ),
    (
        "[waarden]\ndatum = \"dd-mm-yyyy\"",
        "",
        "`waarden.datum`: write notations of days: dd-mm-jjjj",
    ),
    ("[waarden]\ndatum = [\"d-m-jjjj\", \"mm-dd-jjjj\"]", "", "`waarden.datum`: write one order"),
    ("[waarden]\ndatum = []", "", "`waarden.datum`"),
    ("[waarden]\ndecimaal = \";\"", "", "`waarden.decimaal`"),
    ("[waarden]\nduizend = \",\"", "", "`waarden.duizend`: write another mark"),
    ("[waarden]\nvaluta = \"-\"", "", "`waarden.valuta`"),
    ("[waarden]\nwaar = \"nee\"", "", "`waarden.waar`"),
    ("[waarden]\nschijndatum = \"nooit\"", "", "`waarden.schijndatum`"),
    ("[waarden]\ntijdzone = \"Europa\"", "", "`waarden.tijdzone`"),
    ("", "status = 3", "`zaak.velden.status`: write the name of a column"),
    ("", "status = \" \"", "`zaak.velden.status`: write the name of a column"),
    (
        "",
        "status = { kop = \"S\", bewerking = \"elfproef\" }",
        "`zaak.velden.status.bewerking`: write operations",
    ),
    (
        "",
        "status = { kop = \"S\", als = \"bsn\" }",
        "`zaak.velden.status.als`: write it only for a person",
    ),
    ("", "client = \"BSN\"", "`zaak.velden.client.als`: write \"bsn\""),
    ("", "client = { kop = \"BSN\", als = \"burger\" }", "`zaak.velden.client.als`: write \"bsn\""),
    ("", "status = { kop = \"S\", splits = \"|\" }", "`zaak.velden.status.splits`"),
    (
        "",
        "status = { kop = \"S\", wetenschappelijk = true }",
        "`zaak.velden.status.wetenschappelijk`",
    ),
    (
        "",
        "status = { kop = \"S\", verplicht = 1 }",
        "`zaak.velden.status.verplicht`: write true or false",
    ),
    ("", "status = { kop = \"S\", verplicht = true, optioneel = true }", "either"),
    ("", "[zaak.alleen]\nkolom = \"a\"", "`zaak.alleen.is`"),
    ("", "[zaak.vast]\nwet = \"WMO\"", "`zaak.vast.wet`: write a value of the kind"),
    ("", "[zaak.vast]\nclient = \"999900006\"", "`zaak.vast.client`: write a value of the kind"),
    (
        "",
        "[zaak.vast]\nzaaknummer = \"1\"",
        "`zaak.velden.zaaknummer` has a column and a fixed value",
    ),
    ("", "[controle.x]\nkop = \"a\"\nsoort = \"getal\"", "`controle.x.soort`: write datum, geheel"),
    (
        "",
        "[controle.x]\nbegin = \"a\"\neind = \"b\"",
        "`controle.x.begin`: write the name of a field",
    ),
    ("x = ", "", "the mapping is not TOML: line 1"),
];

#[test]
fn a_value_that_cannot_be_is_refused_with_what_can() {
    check(WAARDEN);
}

#[test]
fn a_value_list_is_there_and_gives_values_that_can_be() {
    let lijst = "[lijsten.wetten]\nW = \"wmo\"\n";
    let kapot = "[lijsten.wetten]\nW = \"wmo\"\nX = \"iets\"\n";
    check(&[
        (lijst, "wet = { kop = \"Wet\", lijst = \"wetten\" }", ""),
        (
            lijst,
            "wet = { kop = \"Wet\", lijst = \"weten\" }",
            "`zaak.velden.wet.lijst`: there is no value list `weten`; did you mean `wetten`?",
        ),
        ("", "wet = { kop = \"Wet\", lijst = \"weten\" }", "write it under [lijsten.weten]"),
        (kapot, "wet = { kop = \"Wet\", lijst = \"wetten\" }", "`iets` is none"),
        (
            lijst,
            "wet = { kop = \"Wet\", lijst = \"wetten\", lijst_op = \"status\" }",
            "`zaak.velden.wet.lijst_op`",
        ),
        (lijst, "wet = { kop = \"Wet\", lijst_op = \"startdatum\" }", "`zaak.velden.wet.lijst_op`"),
        ("[lijsten.a]\nG = 3", "", "`lijsten.a.G`: write a text, or"),
        (
            "[lijsten.a]\nG = [{ wordt = \"a\" }, { van = 2021-01-01, wordt = \"b\" }]",
            "",
            "`lijsten.a.G`: write periods",
        ),
        ("[lijsten.a]\nG = [{ tot = 2021-01-01 }]", "", "`lijsten.a.G.wordt`"),
        (
            "[lijsten.a]\nG = [{ tot = \"ooit\", wordt = \"a\" }]",
            "",
            "`lijsten.a.G.tot`: write a day",
        ),
    ]);
}

#[test]
fn an_entity_has_all_that_makes_a_record() {
    for (text, verwacht) in [
        ("[bestand]", "the mapping feeds no entity"),
        ("", "the mapping feeds no entity"),
        ("[zaak.velden]\nstatus = \"S\"", "`zaak`: nothing feeds `zaaknummer`"),
        ("[beschikking.velden]\nbeschikkingnummer = \"B\"", "`beschikking`: nothing feeds `wet`"),
        (
            "[tarief]\nvast = { wet = \"wmo\", aanbieder_agb = \"12345678\", geldig_van = 2024-01-01, productcategorie = \"01\" }",
            "`tarief`: nothing feeds `tarief`",
        ),
        (
            "[tarief]\nvast = { wet = \"jw\", aanbieder_agb = \"12345678\", geldig_van = 2024-01-01, productcategorie = \"01\" }",
            "`tarief.vast.productcategorie`: write a product category that jw has",
        ),
    ] {
        let fout = Mapping::lees(text).unwrap_err().to_string();
        assert!(fout.contains(verwacht), "{fout}");
    }
}

proptest::proptest! {
    #[test]
    fn never_panics(text in "\\PC{0,60}", waarde in "[-a-z0-9\"\\[\\]{}=., ]{0,30}") {
        let _ = Mapping::lees(&text);
        let _ = Mapping::lees(&format!("[waarden]\ndatum = {waarde}\n{ZAAK}status = {waarde}"));
    }
}

#[test]
fn a_pattern_that_no_file_can_have_is_refused() {
    let lees = |patroon: &str| {
        let tekst = format!("[bestand]\npatroon = '{patroon}'\n[zaak.velden]\nzaaknummer = 'Z'\n");
        Mapping::lees(&tekst).map(|_| ()).map_err(|fout| fout.to_string())
    };
    for patroon in
        ["", " ", "[z*", "[a-z]*.csv", "z].csv", "{a,b}.csv", "map/*.csv", "a\\b", " z.csv"]
    {
        let fout = lees(patroon).unwrap_err();
        assert!(
            fout.starts_with("`bestand.patroon`: write the name of a file"),
            "{patroon}: {fout}"
        );
    }
    for patroon in ["*", "zaken_*.csv", "?ak (1)*.csv", "é*"] {
        assert_eq!(lees(patroon), Ok(()), "{patroon}");
    }
}

#[test]
fn what_becomes_of_a_person_in_a_text_is_said_of_a_text_alone() {
    let lees = |veld: &str| {
        let tekst = format!("[zaak.velden]\nzaaknummer = 'Z'\n{veld}\n");
        Mapping::lees(&tekst).map(|_| ()).map_err(|fout| fout.to_string())
    };
    for keuze in ["melden", "weigeren", "wissen"] {
        assert_eq!(lees(&format!("status = {{ kop = 'S', bsn_in_tekst = '{keuze}' }}")), Ok(()));
    }
    for (veld, verwacht) in [
        ("status = { kop = 'S', bsn_in_tekst = 'ja' }", "write \"melden\""),
        ("startdatum = { kop = 'S', bsn_in_tekst = 'melden' }", "only for a text"),
        ("status = { kop = 'S', bsn_in_tekst = 'wissen', bsn_mag = true }", "either"),
    ] {
        let fout = lees(veld).unwrap_err();
        assert!(fout.contains(verwacht), "{veld}: {fout}");
    }
}
