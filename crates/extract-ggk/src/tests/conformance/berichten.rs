//! Messages from the reader's own tables, good and spoilt: the published schemas and the reader must
//! agree on each.

use std::collections::BTreeSet;
use std::path::PathBuf;

use domain::record::Inhoud as Gelezen;
use domain::{Berichtsoort, Code, Release, Wet};

use super::elementen;
use super::model::{Knoop, Maat, Model, Soort, soorten};
use super::{tabellen, xmllint};
use crate::reader::Ruimte;
use crate::release::Dialect;
use crate::schema::{Element, Inhoud};
use crate::tests::lees_tekst;

/// The published schemas.
const XSD: &str = "domain/ggk/xsd";

/// Whether messages can be validated; says so when they cannot.
fn has_xmllint() -> bool {
    xmllint::shared(XSD).is_some() && xmllint::is_installed()
}

/// The published schema of `soort`.
fn schema(soort: &Soort) -> Option<PathBuf> {
    let dialect = soort.dialect;
    let prefix = if dialect.wet == Wet::Wmo { "wmo" } else { "jw" };
    let naam = format!("{prefix}{}.xsd", dialect.soort);
    let folders = match (dialect.wet, dialect.release) {
        (Wet::Jw, _) => &["domain/ggk/xsd/ijw_3_2/clean"][..],
        (_, Release::R2_1) => &["domain/ggk/xsd/iwmo_2_1"],
        _ => &["domain/ggk/xsd/iwmo_3_2/clean", "domain/ggk/xsd/iwmo_3_2/derived_from_ijw"],
    };
    let names = [naam.clone(), naam.to_uppercase().replace(".XSD", ".xsd")];
    let found = folders
        .iter()
        .filter_map(|folder| xmllint::find(folder))
        .flat_map(|folder| names.each_ref().map(|name| folder.join(name)))
        .find(|path| path.exists());
    assert!(found.is_some() || xmllint::find(XSD).is_none(), "{naam} is not there");
    found
}

/// Why the reader refuses `text`; `None`: every record loads.
fn refusal(text: &str) -> Option<(Code, String)> {
    match lees_tekst(text) {
        Err(refused) => Some((refused.afkeuring.code, refused.afkeuring.plaats.pad)),
        Ok(read) => {
            let first = read.afkeuringen.into_iter().next().map(|regel| regel.afkeuring);
            first.map(|one| (one.code, one.plaats.pad))
        }
    }
}

/// Number of records that load.
fn records(text: &str) -> usize {
    match lees_tekst(text).unwrap().bericht.inhoud {
        Gelezen::Toewijzing(records) => records.len(),
        Gelezen::Start(records) => records.len(),
        Gelezen::Stop(records) => records.len(),
        Gelezen::Declaratie(_, records) => records.len(),
        Gelezen::Verzoek(records) => records.len(),
        Gelezen::Antwoord(records) => records.len(),
        Gelezen::DeclaratieAntwoord(_, records) => records.len(),
        _ => 0,
    }
}

#[test]
fn messages_from_the_tables_are_valid_and_are_read() {
    let has_xmllint = has_xmllint();
    let mut spoilt = Vec::new();
    for soort in soorten() {
        let models = [Maat::Klein, Maat::Vol, Maat::Herhaald].map(|maat| Model::new(&soort, maat));
        let texts: Vec<_> = models.iter().map(Model::xml).collect();
        let code = soort.dialect.soort;
        let is_retour = code.beantwoordt().is_some() && code != Berichtsoort::B325;
        for (model, text) in models.iter().zip(&texts) {
            let expect = if is_retour { 0 } else { model.records() };
            match refusal(text) {
                Some(refusal) => spoilt.push(format!("{}: {refusal:?}", soort.naam)),
                None if records(text) != expect => {
                    spoilt.push(format!("{}: {} of {expect} records", soort.naam, records(text)));
                }
                None => {}
            }
        }
        if let Some(schema) = schema(&soort).filter(|_| has_xmllint) {
            let faulty = xmllint::faulty(Some(&schema), &texts);
            spoilt
                .extend(faulty.iter().map(|at| format!("{}: invalid: {}", soort.naam, texts[*at])));
        }
    }
    assert!(spoilt.is_empty(), "{spoilt:#?}");
}

/// A spoilt message: what was done to which element.
struct Bedorven {
    label: String,
    naam: &'static str,
    waarde: Option<String>,
    text: String,
}

/// Refusals of what the schema takes: a rule that no schema can express, or a value that nobody means.
#[rustfmt::skip]
const STRENGER: &[(Code, &[&str], &str)] = &[
    (Code::BsnInvalid, &["Bsn"], "CS002: the eleven test"),
    (Code::BsnPlaceholder, &["Bsn"], "CS002: a number of nobody"),
    (Code::BsnInReference, &[], "no BSN leaves the reader"),
    (Code::Tr101, &[], "TR101: two records with one key"),
    (Code::Tr018, &[], "CS003: a period does not end before it begins"),
    (Code::DateRange, &["Datum"], "TR002, TR134: age"),
    (Code::DateInvalid, &[], "a year before 1800 or after 9999"),
    (Code::TimeInvalid, &["Toewijzingstijd"], "24:00:00 is the next day"),
    (Code::Op033x2, &["StatusAanlevering"], "CS058: 2 and 9 went with release 3"),
    (Code::TextBlank, &["ReferentieNummer", "VorigReferentieNummer", "DeclaratieNummer"], "RS031"),
    (Code::TextBlank, &["ReferentieAanbieder", "Code", "ProductCode"], "no-break spaces name nothing"),
    (Code::TextInvalid, &["ReferentieAanbieder", "ReferentieNummer", "VorigReferentieNummer",
        "DeclaratieNummer", "Code", "ProductCode"], "a key holds no tab or line end"),
    (Code::FieldMissing, &["RedenAfwijzingVerzoek", "VerzoekAntwoord"], "CD085"),
    (Code::XsdInvalid, &["RedenAfwijzingVerzoek", "VerzoekAntwoord"], "CD086"),
    (Code::HeaderInvalid, &["Identificatie", "IdentificatieRetour"], "RS031; a key holds no tab"),
    (Code::HeaderInvalid, &["Dagtekening", "DagtekeningRetour"], "TR135, and years that nobody means"),
    (Code::HeaderInvalid, &["Afzender", "Ontvanger"], "0000 is no municipality"),
    (Code::TextInvalid, &["Gemeente"], "0000 is no municipality"),
];

/// What the reader says of `bedorven`, in words, when a judge that finds it valid or not differs.
fn difference(bedorven: &Bedorven, ours: Option<&Code>, is_valid: bool) -> Option<String> {
    let is_strenger = |code: &Code| {
        STRENGER.iter().any(|(one, names, _)| {
            one == code && (names.is_empty() || names.contains(&bedorven.naam))
        })
    };
    let is_same = match ours {
        None => is_valid,
        Some(code) => !is_valid || is_strenger(code),
    };
    let Bedorven { label, waarde, .. } = bedorven;
    (!is_same).then(|| format!("{label} {waarde:?}: valid is {is_valid}, the reader says {ours:?}"))
}

/// Elements dropped, doubled, swapped, renamed and added, everywhere.
fn bedorven_bouw(model: &Model) -> Vec<Bedorven> {
    let mut found = Vec::new();
    for pad in model.paden() {
        let naam = model.naam(&pad);
        let element = model.knoop(&pad).element;
        let mut add = |what: &str, text: Model| {
            let label = format!("{} {what} {naam}", model.soort.naam);
            found.push(Bedorven { label, naam: element.naam, waarde: None, text: text.xml() });
        };
        add(
            "without",
            model.veranderd(&pad, |siblings, at| {
                siblings.remove(at);
            }),
        );
        add(
            "twice",
            model.veranderd(&pad, |siblings, at| {
                let copy = siblings[at].clone();
                siblings.insert(at, copy);
            }),
        );
        add(
            "swapped",
            model.veranderd(&pad, |siblings, at| {
                let next = (at + 1) % siblings.len();
                siblings.swap(at, next);
            }),
        );
        let onbekend = Element { naam: "Tekenset", ..element };
        add(
            "unknown before",
            model.veranderd(&pad, |siblings, at| {
                let extra =
                    Knoop { element: onbekend, waarde: "1".to_owned(), kinderen: Vec::new() };
                siblings.insert(at, extra);
            }),
        );
        let ruimte = if element.ruimte == Ruimte::Basis { Ruimte::Bericht } else { Ruimte::Basis };
        add(
            "other namespace",
            model.veranderd(&pad, |siblings, at| siblings[at].element.ruimte = ruimte),
        );
    }
    found
}

/// Values that are wrong somewhere, and some that are right.
#[rustfmt::skip]
const WAARDEN: &[&str] = &[
    "", " ", "a", "A", "\u{e9}", "A.", "a b", "a\tb", "a\nb", " a", "\u{a0}",
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "00", "01", "02", "05", "13", "19", "31", "39", "45", "83", "84", "99",
    "100", "+1", "-1", "-0", "007", " 1 ", "1.0", "1.5", "1,5", "1e3", "0x1", "\u{664}",
    "99999", "100000", "99999999", "100000000", "999999999", "1000000000", "999999999999", "1000000000000",
    "0001", "0200", "9019", "9999", "S329", "0000", "0384", "384", "00000000", "42420001", "4242000a",
    "999900006", "999900007", "000000000", " 999900006",
    "2026-04-10", " 2026-04-10\n", "2026-02-30", "2026-13-01", "2026-4-1", "20260401", "2026-04-01Z", "2026-04-01+01:00",
    "-2026-04-01", "12026-04-01", "1700-01-01", "0000-01-01", "9999-12-31", "2026-04-01T00:00:00",
    "12:34:56", "12:34:56.5", "12:34", "24:00:00", "25:00:00", "12:34:56Z",
    "NL", "nl", "NLD", "C", "D", "AB", "XX", "1.0.0", "1.0", "1.00.0", "414", "436",
    "aaaaa", "aaaaaa", "aaaaaaa", "0201234567", "+31201234567", "0201234567012345",
];

/// Every value replaced by each of `WAARDEN`, and by long ones. A value that is read is tried in every
/// kind of message, a value that is checked and forgotten once in `seen`.
fn bedorven_waarden(model: &Model, seen: &mut BTreeSet<String>) -> Vec<Bedorven> {
    let long: Vec<_> =
        [8, 9, 10, 11, 12, 13, 20, 21, 24, 25, 26, 35, 36, 37, 64, 65, 80, 81, 200, 201]
            .map(|len| "a".repeat(len))
            .into();
    let mut found = Vec::new();
    for pad in model.paden() {
        let naam = model.naam(&pad);
        let element = model.knoop(&pad).element;
        let is_header = naam.starts_with("Header");
        let Dialect { soort, release, .. } = model.soort.dialect;
        let is_retour = soort.beantwoordt().is_some();
        let key = match element.inhoud {
            Inhoud::Groep(_) | Inhoud::Klasse(..) => continue,
            // What an answer repeats is not judged.
            Inhoud::Waarde(_) | Inhoud::Vorm(_) if is_retour && !is_header => continue,
            Inhoud::Waarde(_) if is_header => format!("{release} {naam} {is_retour}"),
            Inhoud::Waarde(_) => format!("{} {naam}", model.soort.naam),
            Inhoud::Vorm(vorm) => format!("{release} {} {vorm:?}", element.naam),
            Inhoud::Retourcode => format!("{release} retourcode"),
        };
        if !seen.insert(key) {
            continue;
        }
        let (kern, pad) = model.kern(&pad);
        for waarde in WAARDEN.iter().copied().chain(long.iter().map(String::as_str)) {
            let text = kern.veranderd(&pad, |siblings, at| siblings[at].waarde = waarde.to_owned());
            found.push(Bedorven {
                label: format!("{} {naam}", model.soort.naam),
                naam: element.naam,
                waarde: Some(waarde.to_owned()),
                text: text.xml(),
            });
        }
    }
    found
}

/// Whether `xmllint` finds each of `spoilt` valid.
fn verdicts(soort: &Soort, spoilt: &[Bedorven]) -> Vec<bool> {
    let schema = schema(soort).unwrap();
    let texts: Vec<_> = spoilt.iter().map(|one| one.text.as_str()).collect();
    let faulty = xmllint::faulty(Some(&schema), &texts);
    (0..spoilt.len()).map(|at| !faulty.contains(&at)).collect()
}

#[test]
fn spoilt_structures_are_judged_as_the_schemas_judge_them() {
    if !has_xmllint() {
        return;
    }
    let mut wrong = Vec::new();
    for soort in soorten() {
        let spoilt = bedorven_bouw(&Model::new(&soort, Maat::Vol));
        for (one, is_valid) in spoilt.iter().zip(verdicts(&soort, &spoilt)) {
            let ours = refusal(&one.text).map(|(code, _)| code);
            wrong.extend(difference(one, ours.as_ref(), is_valid));
        }
    }
    assert!(wrong.is_empty(), "{} differences: {wrong:#?}", wrong.len());
}

/// The published facets of the element that was spoilt.
fn eisen<'s>(root: &'s elementen::Knoop, bedorven: &Bedorven) -> &'s elementen::Eisen {
    let pad = bedorven.label.rsplit(' ').next().unwrap();
    let knoop = pad
        .split('/')
        .fold(root, |knoop, step| knoop.kinderen.iter().find(|kind| kind.naam == step).unwrap());
    knoop.eisen.as_ref().unwrap()
}

#[test]
fn spoilt_values_are_judged_as_the_schemas_and_the_published_lists_judge_them() {
    let schemas = elementen::lees();
    let has_xmllint = has_xmllint();
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    let mut tried = 0;
    for soort in soorten() {
        let spoilt = bedorven_waarden(&Model::new(&soort, Maat::Vol), &mut seen);
        tried += spoilt.len();
        let ours: Vec<_> =
            spoilt.iter().map(|one| refusal(&one.text).map(|(code, _)| code)).collect();
        let mut judges: Vec<Vec<bool>> = Vec::new();
        if let Some(schemas) = &schemas {
            let root = tabellen::schema(schemas, &soort);
            let takes = |one: &Bedorven| eisen(root, one).neemt(one.waarde.as_ref().unwrap());
            judges.push(spoilt.iter().map(takes).collect());
        }
        if has_xmllint {
            judges.push(verdicts(&soort, &spoilt));
        }
        for judged in judges {
            for ((one, ours), is_valid) in spoilt.iter().zip(&ours).zip(judged) {
                wrong.extend(difference(one, ours.as_ref(), is_valid));
            }
        }
    }
    assert!(tried > 20_000, "only {tried} values were tried");
    assert!(wrong.is_empty(), "{} differences: {wrong:#?}", wrong.len());
}
