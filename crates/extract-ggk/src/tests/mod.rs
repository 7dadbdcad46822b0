//! Tests of whole messages that belong to no single module, and what the tests of the modules
//! share.

mod conformance;

use chrono::NaiveDate;
use domain::record::Inhoud;
use domain::{Code, Pseudoniemsleutel};
use proptest::prelude::*;

use crate::voorbeeld::{bericht_301, bericht_305, bericht_323, client_met_prestaties, prestatie};
use crate::{BerichtBijFout, BestandAfkeuring, Gelezen, LeesOpties, Waarschuwing, lees};

pub(crate) fn sleutel() -> Pseudoniemsleutel {
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f".parse().unwrap()
}

pub(crate) fn opties() -> LeesOpties {
    LeesOpties::new(NaiveDate::from_ymd_opt(2026, 11, 21).unwrap())
}

pub(crate) fn lees_tekst(text: &str) -> Result<Gelezen, BestandAfkeuring> {
    lees(text.as_bytes(), &opties(), &sleutel())
}

/// Changes an example; a text that is not in it would make a test that tests nothing.
pub(crate) fn change(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from} is not in the example");
    text.replacen(from, to, 1)
}

/// The part of an example from `from` up to `to`.
pub(crate) fn part<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let begin = text.find(from).unwrap();
    let end = text.find(to).unwrap();
    text.get(begin..end).unwrap()
}

/// The code and place of a refused file.
#[track_caller]
pub(crate) fn refusal(text: &str) -> (Code, String) {
    let refused = lees_tekst(text).unwrap_err();
    (refused.afkeuring.code, refused.afkeuring.plaats.pad)
}

/// Number of records that load, and regel, code and place of those that do not.
#[track_caller]
pub(crate) fn records(text: &str) -> (usize, Vec<(u32, Code, String)>) {
    let gelezen = lees_tekst(text).unwrap();
    let loaded = match &gelezen.bericht.inhoud {
        Inhoud::Toewijzing(records) => records.len(),
        Inhoud::Start(records) => records.len(),
        Inhoud::Stop(records) => records.len(),
        Inhoud::Declaratie(_, records) => records.len(),
        Inhoud::Antwoord(records) => records.len(),
        // A 317 is one record of any number of products.
        Inhoud::Verzoek(records) => records.iter().filter(|record| record.volgnummer == 1).count(),
        _ => 0,
    };
    let refused: Vec<_> = gelezen
        .afkeuringen
        .into_iter()
        .map(|regel| regel.afkeuring)
        .map(|one| (one.regelnummer.unwrap(), one.code, one.plaats.pad))
        .collect();
    let aantal = gelezen.bericht.bericht.aantal_regels.unwrap();
    assert_eq!(usize::try_from(aantal).unwrap(), loaded + refused.len());
    (loaded, refused)
}

fn declaratie() -> String {
    let lines = prestatie("RN1", "") + &prestatie("RN2", "");
    bericht_323(&client_met_prestaties("999900006", &lines, ""), 10_000)
}

#[test]
fn what_is_not_well_formed_is_refused_as_a_whole() {
    let good = bericht_301(&[1, 2]);
    let insert = |at: &str, what: &str| change(&good, at, &format!("{at}{what}"));
    let volume = "<ijw:Volume>";
    let with_doctype =
        change(&good, "<jw301:Bericht ", "<!DOCTYPE a [<!ENTITY e 'x'>]><jw301:Bericht ");
    let cases = [
        (good.replace("</jw301:Bericht>", ""), Code::XmlNotWellformed),
        (good.split_at(good.len() / 2).0.to_owned(), Code::XmlNotWellformed),
        (format!("{good}<a/>"), Code::XmlNotWellformed),
        (format!("{good}{}", good.lines().skip(1).collect::<String>()), Code::XmlNotWellformed),
        (format!("{good}tekst"), Code::XmlNotWellformed),
        (format!("{good}&amp;"), Code::XmlNotWellformed),
        (format!("{good}<![CDATA[x]]>"), Code::XmlNotWellformed),
        (format!("{good}<?xml version='1.0'?>"), Code::XmlNotWellformed),
        (insert(volume, "&eacute;"), Code::XmlNotWellformed),
        (insert(volume, "&#0;"), Code::XmlNotWellformed),
        (insert(volume, "& "), Code::XmlNotWellformed),
        (insert(volume, "< "), Code::XmlNotWellformed),
        (insert(volume, "]]>"), Code::XmlNotWellformed),
        (insert(volume, "<!-- a -- b -->"), Code::XmlNotWellformed),
        (insert(volume, "<!-- a --->"), Code::XmlNotWellformed),
        (insert(volume, "<![CDATA["), Code::XmlNotWellformed),
        (insert(volume, "<?xml version='1.0'?>"), Code::XmlNotWellformed),
        (insert(volume, "<?XML a?>"), Code::XmlNotWellformed),
        (insert(volume, "<x:a xmlns:x='u' x:b='1' x:b='2'/>"), Code::XmlNotWellformed),
        (insert(volume, "<a xmlns:x='u' xmlns:y='u' x:b='1' y:b='2'/>"), Code::XmlNotWellformed),
        (insert(volume, "<x:a/>"), Code::XmlNotWellformed),
        (insert(volume, "<a x:b='1'/>"), Code::XmlNotWellformed),
        (insert(volume, "<a b='<'/>"), Code::XmlNotWellformed),
        (insert(volume, "<a b/>"), Code::XmlNotWellformed),
        (insert(volume, "<1/>"), Code::XmlNotWellformed),
        (insert(volume, "<a></b>"), Code::XmlNotWellformed),
        (change(&good, "</ijw:Volume>", "</ijw:volume>"), Code::XmlNotWellformed),
        (change(&good, "</ijw:Volume>", "</ijw:Volume a='1'>"), Code::XmlNotWellformed),
        (insert(volume, &"<a>".repeat(70)), Code::XmlLimitDepth),
        (insert(volume, &format!("<{}/>", "a".repeat(257))), Code::XmlLimitName),
        (insert(volume, &format!("<?{} ?>", "a".repeat(257))), Code::XmlLimitName),
        (insert(volume, &"1".repeat(1024 * 1024 + 1)), Code::XmlLimitText),
        (with_doctype, Code::XmlDoctype),
    ];
    for (text, code) in cases {
        assert_eq!(refusal(&text).0, code, "{:.200}", text.get(900..).unwrap_or(&text));
    }
    let many = (0..65).fold(String::new(), |many, at| many + &format!(" xmlns:p{at}='u'"));
    assert_eq!(refusal(&insert("<jw301:Client", &many)).0, Code::XmlLimitAttrs);
}

#[test]
fn what_is_not_xml_is_refused_for_that_first() {
    // The namespace is wrong too, yet a document that never ends comes first.
    assert_eq!(refusal("<a><b>").0, Code::XmlNotWellformed);
    assert_eq!(refusal("<a><b></b></a>").0, Code::XmlNamespace);
}

#[test]
fn a_root_of_something_else_is_refused() {
    let good = bericht_301(&[1]);
    let in_release = |release: &str| good.replace("/3_2/", release);
    for (text, code, pad) in [
        (good.replace("jw301:Bericht", "jw301:bericht"), Code::MessageTypeUnknown, "?"),
        (good.replace("/jw301/", "/jw399/"), Code::MessageTypeUnknown, "Bericht"),
        ("<Bericht/>".to_owned(), Code::XmlNamespace, "Bericht"),
        ("<s:Envelope xmlns:s='urn:soap'/>".to_owned(), Code::MessageTypeUnknown, "?"),
        (good.replace("istandaarden.nl", "example.nl"), Code::XmlNamespace, "Bericht"),
        (in_release("/4_0/"), Code::VersionUnsupported, "Bericht (ijw 4.0)"),
        (
            in_release("/3_1/"),
            Code::VersionUnsupported,
            "Bericht/Header/BerichtVersie (header 3.2, namespace 3.1)",
        ),
    ] {
        assert_eq!(refusal(&text), (code, pad.to_owned()));
    }
    let older = in_release("/3_1/").replace("Subversie>2<", "Subversie>1<");
    assert_eq!(lees_tekst(&older).unwrap().bericht.bericht.release.to_string(), "3.1");
}

#[test]
fn another_way_of_writing_is_the_same_message() {
    let text = bericht_301(&[1, 2]);
    let hash = |text: &str| lees_tekst(text).unwrap().bericht.bericht.inhoud;
    let value = ">Testcommentaar<";
    for other in [
        text.replace('\n', "\r\n"),
        text.replace(['\n', '\t'], ""),
        format!("\u{feff}{text}"),
        text.replace("jw301:", "x:").replace("xmlns:jw301", "xmlns:x"),
        text.replace("<jw301:", "<").replace("</jw301:", "</").replace("xmlns:jw301", "xmlns"),
        text.replace(value, "><![CDATA[Testcommentaar]]><"),
        text.replace(value, ">Test<!-- x -->comm<?pi?>entaar<"),
        text.replace(value, ">&#84;estcommentaa&#x72;<"),
        text.replace(value, ">\n Testcommentaar\t<"),
        text.lines().skip(1).collect(),
        format!("{text}<!-- eind -->\n"),
        change(
            &text,
            "<jw301:Client>",
            "<jw301:Client xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='a b'>",
        ),
    ] {
        assert_eq!(hash(&other), hash(&text), "{other}");
    }
    for other in [
        text.replace("Testnaam", "Testnaam2"),
        text.replace(value, ">Test commentaar<"),
        text.replace(value, ">&amp;amp;<"),
        text.replace("B301", "B302"),
        bericht_301(&[2, 1]),
    ] {
        assert_ne!(hash(&other), hash(&text));
    }
}

#[test]
fn the_content_hash_is_the_same_for_ever() {
    // It is stored: another way of hashing would make every message that is sent again a conflict.
    let hash = lees_tekst(&bericht_301(&[1, 2])).unwrap().bericht.bericht.inhoud;
    assert_eq!(u128::from_be_bytes(hash.0), 0x3ce4_90d4_9262_b9a4_25a2_0ce5_5165_df7e);
}

#[test]
fn a_refused_file_counts_its_records_and_money() {
    let text = declaratie();
    let mut opties = opties();
    opties.gemeenten = ["0363".parse().unwrap()].into();
    let refused = lees(text.as_bytes(), &opties, &sleutel()).unwrap_err();
    assert_eq!(refused.afkeuring.code, Code::GemeenteNotAllowed);
    assert_eq!((refused.records, refused.bedrag.waarde()), (2, 10_000));
    let refused = lees_tekst("<a>").unwrap_err();
    assert_eq!((refused.records, refused.bedrag.waarde()), (1, 0));
    assert_eq!(refused.to_string(), "XML_NOT_WELLFORMED at regel 1 (byte 3) ?");
}

#[test]
fn a_whole_message_can_be_refused_for_one_record() {
    let text = change(&bericht_305(&[1, 2]), ">2026-04-03<", ">2026-02-30<");
    assert_eq!(lees_tekst(&text).unwrap().afkeuringen.len(), 1);
    let mut opties = opties();
    opties.bericht_bij_fout = BerichtBijFout::Bericht;
    let refused = lees(text.as_bytes(), &opties, &sleutel()).unwrap_err();
    assert_eq!((refused.afkeuring.code, refused.records), (Code::DateInvalid, 2));
    assert_eq!(refused.afkeuring.regelnummer, None);
    // A 323 never: its unit is the line.
    let text = change(&declaratie(), ">45A03<", "><");
    assert_eq!(lees(text.as_bytes(), &opties, &sleutel()).unwrap().afkeuringen.len(), 1);
}

#[test]
fn oddities_are_counted() {
    let text =
        bericht_301(&[1, 2]).replace("2026-07-14", "9999-12-31").replace(">Testnaam<", ">\u{a0}<");
    let gelezen = lees_tekst(&format!("\u{feff}{text}")).unwrap();
    let found: Vec<_> = gelezen.waarschuwingen.into_iter().collect();
    assert_eq!(
        found,
        [
            (Waarschuwing::Bom, 1),
            (Waarschuwing::TekstBlanco, 1),
            (Waarschuwing::EinddatumOpvulwaarde, 2)
        ]
    );
}

#[test]
fn a_place_is_a_line_a_byte_and_a_path() {
    let text = change(&bericht_305(&[1]), ">2026-04-03<", ">x<");
    let gelezen = lees_tekst(&format!("\u{feff}{text}")).unwrap();
    let plaats = &gelezen.afkeuringen[0].afkeuring.plaats;
    let at = text.find("<jw305:Begindatum>").unwrap();
    assert_eq!(plaats.offset, u64::try_from(at + 3).unwrap());
    assert_eq!(plaats.regel, u32::try_from(text.split_at(at).0.lines().count()).unwrap());
    assert_eq!(plaats.pad, "Bericht/Client/StartProducten/StartProduct/Begindatum");
}

#[test]
fn no_refusal_shows_what_it_refused() {
    let secret = "999900007";
    for text in [
        bericht_301(&[1]).replace("999900006", secret),
        change(
            &bericht_301(&[1]),
            "<jw301:Geslacht>1",
            &format!("<jw301:_{secret}/><jw301:Geslacht>1"),
        ),
        change(&bericht_301(&[1]), "<jw301:Geslacht>1", &format!("<jw301:Geslacht>{secret}")),
        change(&bericht_301(&[1]), ">0384<", &format!(">{secret}<")),
        change(&bericht_301(&[1]), "<jw301:Client>", &format!("<jw301:Client>&_{secret};")),
    ] {
        assert!(!format!("{:?}", lees_tekst(&text)).contains(secret));
    }
}

#[test]
fn a_name_that_the_sender_chose_is_not_shown() {
    let good = bericht_301(&[1, 2]);
    let naam = "VanDerTestnaam";
    let uri = format!("xmlns:x='urn:{naam}'");
    let volume = "<ijw:Volume>2</ijw:Volume>";
    let cases = [
        format!("<{naam}/>"),
        format!("<{naam} xmlns='urn:{naam}'/>"),
        format!("<Bericht xmlns='urn:{naam}'/>"),
        format!("<{naam}><Bericht>"),
        good.replace("jw301:Bericht", &format!("jw301:{naam}")),
        good.replace("/3_2/", &format!("/{naam}/")),
        good.replace("/3_2/", "/999900006_2/"),
        good.replace("/jw301/", &format!("/{naam}/")),
        good.replace("/3_2/jw301", &format!("/4_0/{naam}")),
        change(&good, "<jw301:Header>", &format!("<{naam}/><jw301:Header>")),
        change(&good, "<jw301:Client>", &format!("<jw301:{naam}/><jw301:Client>")),
        change(&good, "<ijw:Dagtekening>", &format!("<{naam}><a/></{naam}><ijw:Dagtekening>")),
        change(&good, "<jw301:Geslacht>", &format!("<x:{naam} {uri}/><jw301:Geslacht>")),
        change(&good, "<jw301:Geslacht>", &format!("<jw301:Geslacht {naam}='{naam}'>")),
        change(&good, volume, &format!("<ijw:{naam}>{naam}</ijw:{naam}>")),
        change(&good, volume, &format!("<ijw:Volume><{naam}/></ijw:Volume>")),
        change(&good, volume, &format!("<ijw:Volume><{naam}></ijw:Volume>")),
        change(&good, volume, &format!("<{naam}>&{naam};</{naam}>")),
        change(&good, volume, &format!("{naam}{volume}")),
        change(&good, "</jw301:Bericht>", &format!("<{naam}/>{naam}</jw301:Bericht>")),
    ];
    for text in cases {
        let shown = match lees_tekst(&text) {
            Ok(gelezen) => {
                assert!(!gelezen.afkeuringen.is_empty(), "{text}");
                format!("{:?}", gelezen.afkeuringen)
            }
            Err(refused) => format!("{refused} {refused:?}"),
        };
        assert!(!shown.contains(naam) && !shown.contains("999900006"), "{shown}");
    }
    let extra = change(&good, volume, &format!("<ijw:{naam}/>{volume}"));
    let pad = "Bericht/Client/ToegewezenProducten/ToegewezenProduct/Omvang/?".to_owned();
    assert_eq!(records(&extra), (1, vec![(1, Code::XsdInvalid, pad)]));
}

proptest! {
    #[test]
    fn never_panics_on_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = lees(&bytes, &opties(), &sleutel());
    }

    #[test]
    fn never_panics_on_xml_like_text(
        text in "(<\\?xml version='1.0'\\?>)?(</?[a-c:]{1,3}( [a:]{1,3}='[<&;a]?')?/?>|&#?[a-z0-9]{0,3};|<!--|-->|]]>|<!\\[CDATA\\[| |x){0,25}",
    ) {
        let _ = lees_tekst(&text);
    }

    #[test]
    fn never_panics_on_a_mutated_message(
        kind in 0_usize..3,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..3), 1..6),
    ) {
        let mut bytes = [bericht_301(&[1, 2]), bericht_305(&[1, 2]), declaratie()][kind].clone().into_bytes();
        for (at, byte, how) in edits {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => { bytes.remove(at); }
                _ => bytes.insert(at, byte),
            }
        }
        if let Ok(gelezen) = lees(&bytes, &opties(), &sleutel()) {
            let aantal = gelezen.bericht.bericht.aantal_regels.unwrap();
            prop_assert!(gelezen.afkeuringen.len() <= usize::try_from(aantal).unwrap());
        }
    }

    #[test]
    fn the_short_cut_for_plain_tags_reads_what_quick_xml_reads(
        kind in 0_usize..3,
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..8), 0..3),
    ) {
        let mut text = [bericht_301(&[1, 2]), bericht_305(&[1, 2]), declaratie()][kind].clone();
        for (at, piece) in edits {
            let at = at.index(text.len());
            if text.is_char_boundary(at) {
                text.insert_str(at, ["<a>", "</a>", "<a/>", "]]>", "&amp;", "<!-- -->", "\r", "x"][piece]);
            }
        }
        // A blank before the end of a tag changes nothing, except that the tag is no longer plain.
        let plain_end = |c: char| c.is_ascii_alphanumeric();
        let mut other = String::new();
        for part in text.split_inclusive('>') {
            match part.strip_suffix('>') {
                Some(tag) if tag.contains('<') && tag.ends_with(plain_end) => {
                    other.push_str(tag);
                    other.push_str(" >");
                }
                _ => other.push_str(part),
            }
        }
        match (lees_tekst(&text), lees_tekst(&other)) {
            (Ok(one), Ok(two)) => prop_assert_eq!(one.bericht, two.bericht),
            (Err(one), Err(two)) => prop_assert_eq!(one.afkeuring.code, two.afkeuring.code),
            (one, two) => prop_assert!(false, "{:?} {:?}", one.is_ok(), two.is_ok()),
        }
    }

    #[test]
    fn layout_and_prefixes_do_not_change_the_content(
        blanks in prop::collection::vec("[ \t\r\n]{0,4}", 1..20),
        prefix in "[a-z_][a-z0-9._-]{0,6}",
    ) {
        prop_assume!(prefix != "ijw" && !prefix.starts_with("xml"));
        let text = bericht_301(&[1, 2]);
        let mut blanks = blanks.iter().cycle();
        let other: String = text
            .split_inclusive('\n')
            .map(|line| line.trim_end().to_owned() + blanks.next().unwrap())
            .collect();
        let other = other
            .replace("jw301:", &format!("{prefix}:"))
            .replace("xmlns:jw301", &format!("xmlns:{prefix}"));
        let one = lees_tekst(&text).unwrap();
        let two = lees_tekst(&other).unwrap();
        prop_assert_eq!(one.bericht, two.bericht);
    }
}
