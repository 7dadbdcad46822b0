//! What the fuzz targets share: how they read, and what must hold whatever comes in.

use chrono::NaiveDate;
use domain::record::Inhoud;
use domain::{Afkeuring, Code, Pseudoniemsleutel};
use extract_ggk::{BestandAfkeuring, Gelezen, LeesOpties, lees};
use quick_xml::Reader;
use quick_xml::events::Event;

/// More digits than this in a row could be a BSN.
const DIGITS_MAX: usize = 8;

/// A key for tests.
pub fn sleutel() -> Pseudoniemsleutel {
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
        .parse()
        .expect("64 hex digits")
}

/// Everything is let in, and limits are small enough to be met.
pub fn opties() -> LeesOpties {
    let mut opties = LeesOpties::new(NaiveDate::from_ymd_opt(2026, 11, 21).expect("a date"));
    opties.grenzen.bestand_bytes_max = 1 << 20;
    opties.grenzen.archief_bytes_max = 4 << 20;
    opties.grenzen.archief_leden_max = 16;
    opties
}

/// Whether the refusal says that the bytes are no document that we read at all.
fn is_about_xml(code: Code) -> bool {
    matches!(
        code,
        Code::FileEmpty
            | Code::FileTooLarge
            | Code::FileTypeMismatch
            | Code::XmlEncoding
            | Code::XmlNotWellformed
            | Code::XmlDoctype
            | Code::XmlLimitAttrs
            | Code::XmlLimitDepth
            | Code::XmlLimitName
            | Code::XmlLimitText
    )
}

/// Reads `bytes` and holds everything that must be true of the outcome.
pub fn check_document(bytes: &[u8]) -> Result<Gelezen, BestandAfkeuring> {
    let read = lees(bytes, &opties(), &sleutel());
    match &read {
        Ok(gelezen) => check_gelezen(gelezen),
        Err(refused) => check_afkeuring(&refused.afkeuring, bytes),
    }
    let is_document = match &read {
        Ok(_) => true,
        Err(refused) => !is_about_xml(refused.afkeuring.code),
    };
    if is_document {
        check_with_quick_xml(bytes);
    }
    read
}

/// What we take for a document must be one to quick-xml too.
fn check_with_quick_xml(bytes: &[u8]) {
    let text = core::str::from_utf8(bytes).expect("a document is UTF-8");
    let mut xml = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut depth = 0_usize;
    let mut roots = 0;
    loop {
        match xml.read_event().expect("quick-xml reads what we read") {
            Event::Start(_) => {
                roots += usize::from(depth == 0);
                depth += 1;
            }
            Event::Empty(_) => roots += usize::from(depth == 0),
            Event::End(_) => depth -= 1,
            Event::DocType(_) => panic!("a DTD was let in"),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!((depth, roots), (0, 1), "not one document");
}

/// A refusal is inside the file and shows nothing of it.
pub fn check_afkeuring(afkeuring: &Afkeuring, bytes: &[u8]) {
    let offset = usize::try_from(afkeuring.plaats.offset).expect("an offset in memory");
    assert!(offset <= bytes.len(), "{offset} is behind the file");
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
    assert!(
        usize::try_from(afkeuring.plaats.regel).is_ok_and(|regel| (1..=lines + 1).contains(&regel))
    );
    check_pad(afkeuring);
}

/// No path holds what could be a BSN.
pub fn check_pad(afkeuring: &Afkeuring) {
    let pad = &afkeuring.plaats.pad;
    let mut run = 0;
    for byte in pad.bytes() {
        run = if byte.is_ascii_digit() { run + 1 } else { 0 };
        assert!(run <= DIGITS_MAX, "{pad}");
    }
}

/// In is loaded plus refused, and every refusal has its own record.
pub fn check_gelezen(gelezen: &Gelezen) {
    for one in &gelezen.afkeuringen {
        check_pad(&one.afkeuring);
    }
    let refused = gelezen.afkeuringen.len();
    let nummers: Vec<_> = gelezen.afkeuringen.iter().map(|one| one.afkeuring.regelnummer).collect();
    assert!(nummers.is_sorted() && nummers.windows(2).all(|pair| pair[0] != pair[1]));
    let (loaded, is_exact) = match &gelezen.bericht.inhoud {
        Inhoud::Toewijzing(records) => (records.len(), true),
        Inhoud::Start(records) => (records.len(), true),
        Inhoud::Stop(records) => (records.len(), true),
        Inhoud::Declaratie(_, records) => (records.len(), true),
        Inhoud::Antwoord(records) => (records.len(), true),
        // A 317 is one record of any number of products.
        Inhoud::Verzoek(records) => {
            let mut regels: Vec<_> = records.iter().map(|one| one.regel).collect();
            regels.dedup();
            (regels.len(), !records.is_empty())
        }
        _ => (0, false),
    };
    if let (Some(aantal), true) = (gelezen.bericht.bericht.aantal_regels, is_exact) {
        assert_eq!(usize::try_from(aantal), Ok(loaded + refused));
    }
    let shown = format!("{gelezen:?}");
    assert!(!shown.contains("Bsn("), "a BSN came through");
}
