//! Whether a text is an XML document at all: our verdict against that of libxml2.

use std::fs;
use std::path::Path;

use domain::Code;

use super::xmllint;
use crate::Grenzen;
use crate::guard;
use crate::reader::Reader;
use crate::voorbeeld::bericht_305;

/// Our verdict, apart from what a message is.
fn verdict(bytes: &[u8]) -> Result<(), Code> {
    let grenzen = Grenzen::default();
    let document = guard::check(bytes, grenzen.bestand_bytes_max).map_err(|(code, _)| code)?;
    Reader::new(document, grenzen).finish_anyhow().map_err(|fault| fault.code)
}

/// Refusals that libxml2 does not share: DTDs, other encodings (OP192), other versions and our
/// limits by design; what is packed, a zero byte behind the root and a blank that the declaration
/// lacks, because libxml2 is more lenient there than XML 1.0.
fn is_stricter(code: Code, bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let declaration = text.split_once("?>").map_or("", |(before, _)| before);
    let has_no_blank = |word| {
        declaration.split_once(word).is_some_and(|(before, _)| !before.ends_with([' ', '\n']))
    };
    let has_zero =
        text.split_once('\0').is_some_and(|(before, _)| verdict(before.as_bytes()).is_ok());
    match code {
        _ if has_zero => true,
        Code::XmlDoctype
        | Code::XmlLimitAttrs
        | Code::XmlLimitDepth
        | Code::XmlLimitName
        | Code::XmlLimitText
        | Code::FileTooLarge => true,
        Code::XmlEncoding => text.contains("encoding") || text.starts_with(['\u{0}', '\u{fffd}']),
        Code::FileTypeMismatch => {
            text.trim_start().starts_with("<html") || bytes.starts_with(b"\x1f\x8b")
        }
        Code::XmlNotWellformed => {
            let version = declaration.split(['\'', '"']).nth(1);
            version.is_some_and(|version| version.starts_with("1.") && version != "1.0")
                || has_no_blank("standalone")
        }
        _ => false,
    }
}

/// Documents on which the two verdicts differ.
fn differences(documents: &[(String, Vec<u8>)]) -> Vec<String> {
    let bytes: Vec<_> = documents.iter().map(|(_, bytes)| bytes).collect();
    let faulty = xmllint::faulty(None, &bytes);
    let mut wrong = Vec::new();
    for (at, (name, bytes)) in documents.iter().enumerate() {
        let ours = verdict(bytes);
        let is_same = match ours {
            Ok(()) => !faulty.contains(&at),
            Err(code) => faulty.contains(&at) || is_stricter(code, bytes),
        };
        if !is_same {
            wrong.push(format!("{name}: {ours:?} {}", bytes.escape_ascii()));
        }
    }
    wrong
}

#[test]
fn the_nasty_inputs_are_documents_or_not_as_libxml2_says() {
    let (Some(corpus), true) = (xmllint::shared("corpus"), xmllint::is_installed()) else { return };
    let mut documents = Vec::new();
    for folder in ["xml", "xml_reeks"] {
        collect(&corpus.join(folder), &mut documents);
    }
    assert!(documents.len() > 80, "only {} files were found", documents.len());
    let wrong = differences(&documents);
    assert!(wrong.is_empty(), "{wrong:#.300?}");
}

fn collect(folder: &Path, documents: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, documents);
        } else if path.extension().is_some_and(|one| one == "xml") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            documents.push((name, fs::read(&path).unwrap()));
        }
    }
}

/// Small documents that hold every kind of markup.
const SEEDS: &[&str] = &[
    "<a>b</a>",
    "<a/>",
    "<a b='c' d=\"e\"/>",
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\r\n<a>\n</a>\n",
    "<p:a xmlns:p='urn:p' xmlns='urn:q'><p:b p:c='1' d='2'/><e xmlns=''/></p:a>",
    "<a>x<!-- y -->z<![CDATA[<&]]>]&#65;&#x42;&amp;&lt;</a><!--e--><?pi f?>",
    "<?s t?><!--g--><a b='&#10;&quot;&apos;'\t>\u{e9}\u{20ac}\u{1f600}</a >",
    "<\u{e9}l xml:lang='nl'>]]</\u{e9}l>",
];

/// What is put at every place.
const FRAGMENTS: &[&[u8]] = &[
    b"<",
    b">",
    b"&",
    b"'",
    b"\"",
    b"/",
    b"?",
    b"!",
    b"-",
    b"]",
    b"[",
    b":",
    b"=",
    b" ",
    b"\t",
    b"\r",
    b"\n",
    b"a",
    b"1",
    b".",
    b";",
    b"#",
    b"\0",
    b"\x1f",
    b"\x7f",
    b"\x80",
    b"\xc3",
    b"\xff",
    b"\xed\xa0\x80",
    b"\xc0\xaf",
    b"\xf4\x90\x80\x80",
    b"\xef\xbf\xbf",
    b"\xef\xbb\xbf",
    b"\xc2\x85",
    b"\xcc\x80",
    b"\xc3\x97",
    b"--",
    b"]]>",
    b"<!--",
    b"-->",
    b"<!---->",
    b"<!--->",
    b"<![CDATA[",
    b"<![CDATA[]]>",
    b"&x;",
    b"&#0;",
    b"&#1;",
    b"&#xD800;",
    b"&#xFFFE;",
    b"&#9;",
    b"&#;",
    b"&#x;",
    b"&lt",
    b"&#1114112;",
    b"&amp;amp;",
    b"<b/>",
    b"<b>",
    b"</a>",
    b"</b>",
    b"<b></b>",
    b" b='1'",
    b" c=1",
    b" xmlns:r='urn:r'",
    b" xmlns:xml='urn:x'",
    b" xmlns:s=''",
    b"r:",
    b"<?x?>",
    b"<?xml?>",
    b"<?xml version='1.0'?>",
    b"<?XML y?>",
    b"<?x:y?>",
    b"<? x?>",
    b"<!x>",
    b"<!DOCTYPE a>",
];

fn mutations(seed: &[u8]) -> Vec<Vec<u8>> {
    let mut mutated = vec![seed.to_vec()];
    for at in 0..=seed.len() {
        let (before, after) = seed.split_at(at);
        mutated.push(before.to_vec());
        let rest = after.get(1..).unwrap_or_default();
        mutated.push([before, rest].concat());
        for fragment in FRAGMENTS {
            mutated.push([before, fragment, after].concat());
            mutated.push([before, fragment, rest].concat());
        }
    }
    mutated
}

#[test]
fn mutated_documents_are_judged_as_libxml2_judges_them() {
    if !xmllint::is_installed() {
        return;
    }
    let documents: Vec<_> = SEEDS
        .iter()
        .flat_map(|seed| mutations(seed.as_bytes()))
        .map(|bytes| (String::new(), bytes))
        .collect();
    let wrong = differences(&documents);
    assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), documents.len());
}

/// A document of `seeds` after one to four edits at places that look random and are the same every time.
fn edited(seeds: &[Vec<u8>], number: &mut u64) -> Vec<u8> {
    let mut next = |below: usize| {
        *number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(*number >> 33).unwrap() % below
    };
    let mut bytes = seeds[next(seeds.len())].clone();
    for _ in 0..=next(4) {
        let at = next(bytes.len() + 1);
        let end = bytes.len().min(at + next(4));
        bytes.splice(at..end, FRAGMENTS[next(FRAGMENTS.len())].iter().copied());
    }
    bytes
}

#[test]
fn documents_with_several_faults_are_judged_as_libxml2_judges_them() {
    if !xmllint::is_installed() {
        return;
    }
    let mut seeds: Vec<_> = SEEDS.iter().map(|seed| seed.as_bytes().to_vec()).collect();
    seeds.push(bericht_305(&[1]).into_bytes());
    let mut number = 1;
    let documents: Vec<_> =
        (0..5_000).map(|_| (String::new(), edited(&seeds, &mut number))).collect();
    let wrong = differences(&documents);
    assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), documents.len());
}
