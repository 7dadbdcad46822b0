//! The shared corpus and the torture files, when they are there: every case as its answer key says.

use std::path::Path;

use super::tests::sleutel;
use super::*;

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

const SHARED: &str = "/work/shared";

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
    let Ok(sleutel) = std::fs::read_to_string(Path::new(SHARED).join("corpus/EXPECTED.csv")) else {
        eprintln!("skipped: no corpus at {SHARED}");
        return;
    };
    let mut fouten = Vec::new();
    let mut aantal = 0;
    for regel in sleutel.lines().filter(|regel| regel.starts_with("csv/")) {
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
