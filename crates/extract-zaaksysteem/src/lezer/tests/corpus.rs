//! The shared corpus and the torture files, when they are there: every case as its answer key says.

#![expect(clippy::print_stderr, reason = "a skipped test says so, and a score is printed")]

use std::path::Path;

use super::super::*;
use super::{kort, sleutel};

/// The contract of the corpus: a benefit, because its key is person, product and first day.
const CONTRACT: &str = r#"
    [uitkering.velden]
    client = { kop = "bsn", als = "bsn" }
    regeling = "productcode"
    ingangsdatum = "begindatum"
    einddatum = "einddatum"
    bedrag_maand = { kop = "bedrag", verplicht = true }
    gemeentecode = { kop = "gemeentecode", verplicht = true }
    [controle.geboortedatum]
    kop = "geboortedatum"
    soort = "datum"
    verplicht = true
    [controle.productcode]
    kop = "productcode"
    soort = "tekst:5"
    verplicht = true
    [controle.omschrijving]
    kop = "omschrijving"
    soort = "tekst:1000"
    [controle.periode]
    begin = "ingangsdatum"
    eind = "einddatum"
"#;

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");

/// The records of a file and the codes of what was refused.
fn lees(mapping: &str, bytes: &[u8]) -> Result<(Vec<Record>, Vec<Code>), Code> {
    let mapping = Mapping::lees(mapping).unwrap();
    let omgeving = Omgeving {
        sleutel: &sleutel(),
        bron: "corpus",
        gemeente: None,
        peildatum: "2026-06-01".parse().unwrap(),
    };
    let mut lezer = Lezer::open(bytes, &mapping, omgeving).map_err(|weigering| weigering.code)?;
    let (mut records, mut codes) = (Vec::new(), Vec::new());
    while let Some(uitkomst) = lezer.volgende() {
        match uitkomst {
            Rijuitkomst::Rij { records: meer, .. } => records.extend(meer),
            Rijuitkomst::Geweigerd(weigering) => codes.push(weigering.code),
        }
    }
    Ok((records, codes))
}

/// A row of the contract with one cell replaced, and what becomes of it.
fn check(kolom: usize, waarde: &str, verwacht: Option<Code>) {
    let kop = "bsn;geboortedatum;gemeentecode;productcode;begindatum;einddatum;bedrag;omschrijving";
    let mut cellen = [
        "999900006",
        "14-02-2010",
        "0363",
        "45A03",
        "01-04-2026",
        "30-04-2026",
        "1.234,56",
        "hulp",
    ];
    cellen[kolom] = waarde;
    let (records, codes) =
        lees(CONTRACT, format!("{kop}\r\n{}\r\n", cellen.join(";")).as_bytes()).unwrap();
    assert_eq!(codes, verwacht.into_iter().collect::<Vec<_>>(), "{waarde}");
    assert_eq!(records.len(), usize::from(verwacht.is_none()), "{waarde}");
}

#[test]
fn a_row_of_the_contract_is_loaded_or_refused_with_its_code() {
    for (kolom, waarde, code) in [
        (0, "999900007", Code::BsnInvalid),
        (0, "12345672", Code::BsnInvalid),
        (0, "000000000", Code::BsnPlaceholder),
        (0, "", Code::FieldMissing),
        (1, "31-02-2010", Code::DateInvalid),
        (1, " ", Code::FieldMissing),
        (2, "363", Code::CodeUnknown),
        (2, "Amsterdam", Code::CodeUnknown),
        (3, "     ", Code::FieldMissing),
        (3, "45A033", Code::TextLength),
        (4, "30-02-2023", Code::DateInvalid),
        (4, "04/13/2026", Code::DateInvalid),
        (4, "46113", Code::DateInvalid),
        (4, "infinity", Code::DateInvalid),
        (4, "00-00-0000", Code::DateInvalid),
        (4, "1 april 2026", Code::DateInvalid),
        (5, "31-03-2026", Code::Tr018),
        (6, "1234.56", Code::NumberAmbiguous),
        (6, "€ 12,50", Code::NumberInvalid),
        (6, "(12,50)", Code::NumberInvalid),
        (6, "Infinity", Code::NumberInvalid),
        (6, "99999999999999999999,99", Code::NumberRange),
        (6, "#WAARDE!", Code::NumberInvalid),
        (6, "1,2E+05", Code::NumberInvalid),
    ] {
        check(kolom, waarde, Some(code));
    }
    for (kolom, waarde) in [
        (4, "2026-04-01"),
        (5, ""),
        (6, "-12,50"),
        (6, "0"),
        (6, "1.000.000,00"),
        (7, "\"a\r\nb\""),
    ] {
        check(kolom, waarde, None);
    }
    check(7, &"x".repeat(1001), Some(Code::TextLength));
}

#[test]
fn the_corpus_is_read_as_its_answer_key_says() {
    let Ok(antwoorden) = std::fs::read_to_string(Path::new(SHARED).join("corpus/EXPECTED.csv"))
    else {
        eprintln!("skipped: no corpus at {SHARED}");
        return;
    };
    let mut fouten = Vec::new();
    let mut aantal = 0;
    for regel in antwoorden.lines().filter(|regel| regel.starts_with("csv/")) {
        let bestand = regel.split(',').next().unwrap();
        // From behind: the reason may hold commas.
        let velden: Vec<&str> = regel.rsplitn(6, ',').collect();
        let [_, _, code, geweigerd, geladen, _] = velden[..] else { panic!("{regel}") };
        let bytes = std::fs::read(Path::new(SHARED).join("corpus").join(bestand)).unwrap();
        let is_bestand = regel.contains(",rejected-file,\"")
            || regel.contains(",rejected-file,") && geladen == "0" && geweigerd == "0";
        aantal += 1;
        let klopt = match lees(CONTRACT, &bytes) {
            Err(gevonden) => is_bestand && gevonden.as_str() == code,
            // The loader finds a double key and a file without rows.
            Ok((records, codes)) if code == "DUPLICATE_KEY" => {
                records.len() == 3 && codes.is_empty()
            }
            Ok((records, codes)) => {
                let is_code = codes.iter().all(|gevonden| gevonden.as_str() == code);
                (records.len().to_string(), codes.len().to_string())
                    == (geladen.to_owned(), geweigerd.to_owned())
                    && is_code
            }
        };
        if !klopt {
            let gevonden = lees(CONTRACT, &bytes).map(|(records, codes)| (records.len(), codes));
            fouten.push(format!("{bestand}: {code} {geladen} {geweigerd}, found {gevonden:?}"));
        }
    }
    eprintln!("corpus: {} of {aantal}", aantal - fouten.len());
    assert!(fouten.is_empty(), "{}", fouten.join("\n"));
}

/// The values of a case, so written, in the order of the file; `!` and a code for a row that is refused.
fn torture(mapping: &str, bestand: &str) -> Option<Vec<String>> {
    let pad = Path::new(SHARED).join("domain/zaaksysteem/torture").join(bestand);
    let Ok(bytes) = std::fs::read(pad) else {
        eprintln!("skipped: no torture files at {SHARED}");
        return None;
    };
    Some(rijen(mapping, &bytes))
}

fn rijen(mapping: &str, bytes: &[u8]) -> Vec<String> {
    let mapping = Mapping::lees(mapping).unwrap();
    let omgeving = Omgeving {
        sleutel: &sleutel(),
        bron: "torture",
        gemeente: None,
        peildatum: "2024-06-01".parse().unwrap(),
    };
    let mut lezer = Lezer::open(bytes, &mapping, omgeving).unwrap();
    let mut rijen = Vec::new();
    while let Some(uitkomst) = lezer.volgende() {
        rijen.push(match uitkomst {
            Rijuitkomst::Rij { records, .. } => {
                records.iter().map(kort).collect::<Vec<_>>().join(" + ")
            }
            Rijuitkomst::Geweigerd(weigering) => format!("!{}", weigering.code),
        });
    }
    let van_rij = lezer.meldingen().filter(|melding| melding.regel > 0);
    rijen.extend(van_rij.map(|melding| melding.soort.code().to_owned()));
    rijen
}

/// Cases and benefits of one file, because only a benefit has an amount.
const ZAKEN: &str = r#"
    [waarden]
    valuta = "€"
    datum = ["dd-mm-jjjj", "d-m-jjjj", "dd-mm-jj"]
    [zaak.velden]
    zaaknummer = "Zaaknummer"
    zaaktype = "Zaaktype"
    client = { kop = "BSN", als = "bsn", bewerking = "voorloopnullen:9" }
    aanmelddatum = "Datum aanmelding"
    besluitdatum = "Datum besluit"
    status = "Status"
    leefgebieden = { kop = "Leefgebieden", splits = "|" }
    [uitkering]
    vast = { ingangsdatum = 2024-01-01 }
    [uitkering.velden]
    client = { kop = "BSN", als = "bsn", bewerking = "voorloopnullen:9" }
    regeling = "Zaaktype"
    bedrag_maand = { kop = "Bedrag", wetenschappelijk = true }
"#;

#[test]
fn the_torture_files_of_cases_behave_as_their_readme_says() {
    let een = "2024-000123 Wmo aanvraag * 2024-03-05 2024-04-02 Afgehandeld";
    let bedrag = "* Wmo aanvraag 2024-01-01 123450";
    if let Some(rijen) = torture(ZAKEN, "01_cp1252_decimaalkomma.csv") {
        let eerste = format!("{een} [\"Wonen\", \"Financi\u{eb}n\"] + {bedrag}");
        let tweede = "2024-000124 Jeugdhulp * 2024-03-06 In behandeling [\"Gezin\"] + * Jeugdhulp 2024-01-01 7500";
        assert_eq!(rijen, [eerste.as_str(), tweede]);
    }
    if let Some(rijen) = torture(ZAKEN, "03_excel_sep_regel.csv") {
        assert_eq!(rijen, [format!("{een} [\"Wonen\"] + {bedrag}")]);
    }
    if let Some(rijen) = torture(ZAKEN, "05_voorloopnullen_kwijt_en_wetenschappelijk.csv") {
        assert_eq!(rijen[0], format!("{een} + {bedrag}"));
        let mut soorten = rijen[1..].to_vec();
        soorten.sort();
        soorten.dedup();
        assert_eq!(soorten, ["CSV_JAAR_KORT", "CSV_VOORLOOPNUL", "CSV_WETENSCHAPPELIJK"]);
    }
}

#[test]
fn the_other_torture_files_behave_as_their_readme_says() {
    let zac = r#"
        [waarden]
        datum = "java"
        [zaak.velden]
        zaaknummer = "identificatie"
        zaaktype = "zaaktypeOmschrijving"
        startdatum = "startdatum"
        einddatum = "einddatum"
        leefgebieden = { kop = "indicaties", haken = true }
        [controle.afgehandeld]
        kop = "afgehandeld"
        soort = "ja_nee"
    "#;
    if let Some(rijen) = torture(zac, "07_zac_datums_java.csv") {
        let verwacht =
            "ZAAK-2024-0000000123 Wmo aanvraag 2024-03-05 [\"OPSCHORTING\", \"DEELZAAK\"]";
        assert_eq!(rijen, [verwacht]);
    }
    let dubbel = "[bestand]\ndubbele_koppen = \"nummeren\"\n[zaak.velden]\nzaaknummer = \"Zaaknummer\"\nzaaktype = \"Zaaktype\"\n\
                  aanmelddatum = \"Datum\"\naanvraagdatum = \"Datum_2\"\nstatus = \"subject\"";
    if let Some(rijen) = torture(dubbel, "09_dubbele_kop_en_spaties.csv") {
        assert_eq!(rijen, ["2024-000123 Wmo 2024-03-05 2024-03-06 x"]);
    }
    let datums = r#"
        [waarden]
        datum = ["dd-mm-jjjj", "d maand jjjj", "jjjjmmdd", "iso-tijd", "excel", "dd-mm-'jj"]
        schijndatum = ["31-12-9999", "01-01-1900"]
        [zaak.velden]
        zaaknummer = "Zaaknummer"
        startdatum = "Datum"
    "#;
    if let Some(rijen) = torture(datums, "11_datum_tijd_varianten.csv") {
        let dag = |nummer: u8| format!("{nummer} 2024-03-05");
        let mut verwacht: Vec<String> = (1..=6).map(dag).collect();
        verwacht.extend(["7".into(), "8".into(), "!DATE_INVALID".into(), dag(10)]);
        verwacht.extend(
            ["CSV_DATUM_SERIE", "CSV_SCHIJNDATUM", "CSV_SCHIJNDATUM", "CSV_JAAR_KORT"]
                .map(String::from),
        );
        assert_eq!(rijen, verwacht);
    }
    let waarden = r#"
        [waarden]
        leeg = ["NULL", "n.v.t.", "-", "onbekend", "(leeg)"]
        [medewerker.velden]
        medewerker = "Zaaknummer"
        functie = "Leeg"
        fte = { kop = "Percentage", bewerking = "voor:%" }
        [controle.actief]
        kop = "Actief"
        soort = "ja_nee"
    "#;
    if let Some(rijen) = torture(waarden, "13_waarden_nl.csv") {
        assert_eq!(rijen, ["* 12.5", "!NUMBER_AMBIGUOUS", "* 0.125", "*", "*"]);
    }
}
