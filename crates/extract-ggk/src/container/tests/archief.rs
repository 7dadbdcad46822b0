use std::io::{Cursor, Write};

use domain::Code;
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{code, unpack};

const TEXT: &[u8] = b"<a>0123456789 0123456789 0123456789</a>";

/// A zip as an ordinary program writes it.
fn pack(files: &[(&str, &[u8])], methode: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(methode);
    for (naam, bytes) in files {
        writer.start_file(*naam, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// One entry of an archive that is made by hand.
#[derive(Clone)]
struct Deel {
    naam: Vec<u8>,
    /// Name in the entry itself, when it differs.
    naam_lokaal: Option<Vec<u8>>,
    packed: Vec<u8>,
    grootte: usize,
    crc: u32,
    methode: u16,
    vlaggen: u16,
    kenmerken: u32,
    /// Data descriptor behind the data.
    nazin: Vec<u8>,
    /// Bytes behind the entry that belong to nothing.
    rommel: Vec<u8>,
    extra: Vec<u8>,
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn deel(naam: &str, bytes: &[u8]) -> Deel {
    Deel {
        naam: naam.into(),
        naam_lokaal: None,
        packed: deflate(bytes),
        grootte: bytes.len(),
        crc: crc(bytes),
        methode: 8,
        vlaggen: 0,
        kenmerken: 0,
        nazin: Vec::new(),
        rommel: Vec::new(),
        extra: Vec::new(),
    }
}

fn u16s(values: &[usize]) -> Vec<u8> {
    values.iter().flat_map(|value| u16::try_from(*value).unwrap().to_le_bytes()).collect()
}

fn u32s(values: &[usize]) -> Vec<u8> {
    values.iter().flat_map(|value| u32::try_from(*value).unwrap().to_le_bytes()).collect()
}

/// Puts entries and directory after each other, as they are given.
fn join(delen: &[Deel]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for deel in delen {
        let offset = bytes.len();
        let lokaal = deel.naam_lokaal.as_ref().unwrap_or(&deel.naam);
        let crc = usize::try_from(deel.crc).unwrap();
        let kop = |naam: &[u8], extra: &[u8]| {
            [
                u16s(&[usize::from(deel.vlaggen), usize::from(deel.methode), 0, 0]),
                u32s(&[crc, deel.packed.len(), deel.grootte]),
                u16s(&[naam.len(), extra.len()]),
            ]
            .concat()
        };
        let entry = [b"PK\x03\x04\x14\x00".to_vec(), kop(lokaal, &[]), lokaal.clone()].concat();
        bytes.extend([&entry[..], &deel.packed, &deel.nazin, &deel.rommel].concat());
        let kenmerken = usize::try_from(deel.kenmerken).unwrap();
        let rest = [u16s(&[0, 0, 0]), u32s(&[kenmerken, offset]), deel.naam.clone()].concat();
        let kop = kop(&deel.naam, &deel.extra);
        directory.extend([b"PK\x01\x02\x14\x03\x14\x00", &kop[..], &rest, &deel.extra].concat());
    }
    finish(bytes, &directory, delen.len())
}

fn finish(mut bytes: Vec<u8>, directory: &[u8], aantal: usize) -> Vec<u8> {
    let offset = bytes.len();
    bytes.extend_from_slice(directory);
    bytes.extend([b"PK\x05\x06".to_vec(), u16s(&[0, 0, aantal, aantal])].concat());
    bytes.extend([u32s(&[directory.len(), offset]), u16s(&[0])].concat());
    bytes
}

fn with(change: impl Fn(&mut Deel)) -> Vec<u8> {
    let mut one = deel("a.xml", TEXT);
    change(&mut one);
    join(&[one, deel("b.xml", b"<b/>")])
}

#[test]
fn a_good_archive_gives_its_members_in_order() {
    for methode in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let bytes = pack(&[("b.xml", TEXT), ("a.xml", b""), ("c d.XML", b"<c/>")], methode);
        assert_eq!(unpack(&bytes), Ok(vec![TEXT.to_vec(), vec![], b"<c/>".to_vec()]));
    }
    assert_eq!(unpack(&with(|_| ())), Ok(vec![TEXT.to_vec(), b"<b/>".to_vec()]));
    assert_eq!(unpack(b"<a/>"), Ok(vec![b"<a/>".to_vec()]));
    assert_eq!(unpack(b""), Ok(vec![vec![]]));
}

#[test]
fn a_comment_zip64_and_sizes_behind_the_data_are_read() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().large_file(true);
    writer.set_comment("PK\u{5}\u{6} is not the end").unwrap();
    writer.start_file("a.xml", options).unwrap();
    writer.write_all(TEXT).unwrap();
    assert_eq!(unpack(&writer.finish().unwrap().into_inner()), Ok(vec![TEXT.to_vec()]));
    // As a program writes that cannot go back: nothing in the entry, the sizes behind it.
    let mut writer = ZipWriter::new_stream(Vec::new());
    for naam in ["a.xml", "b.xml"] {
        writer.start_file(naam, SimpleFileOptions::default()).unwrap();
        writer.write_all(TEXT).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert_eq!(unpack(&bytes), Ok(vec![TEXT.to_vec(), TEXT.to_vec()]));
    let packed = deflate(TEXT).len();
    let sizes = [u32s(&[usize::try_from(crc(TEXT)).unwrap(), packed, TEXT.len()])].concat();
    for mark in [&b""[..], b"PK\x07\x08"] {
        let nazin = [mark, &sizes].concat();
        let bytes = with(|deel| (deel.vlaggen, deel.nazin) = (8, nazin.clone()));
        assert_eq!(unpack(&bytes).map(|delen| delen.len()), Ok(2));
        let bytes = with(|deel| deel.nazin.clone_from(&nazin));
        assert_eq!(code(&bytes), Code::ZipCorrupt, "sizes that nothing announced");
    }
    let bytes = with(|deel| (deel.vlaggen, deel.nazin) = (8, u32s(&[1, packed, TEXT.len()])));
    assert_eq!(code(&bytes), Code::ZipCorrupt);
    assert_eq!(code(&with(|deel| deel.vlaggen = 8)), Code::ZipCorrupt);
}

#[test]
fn a_zip64_directory_is_read_and_checked() {
    let one = [deel("a.xml", TEXT)];
    let bytes = join(&one);
    let eind = bytes.len() - 22;
    let offset =
        usize::try_from(u32::from_le_bytes(bytes[eind + 16..eind + 20].try_into().unwrap()))
            .unwrap();
    let u64s = |values: &[usize]| -> Vec<u8> {
        values.iter().flat_map(|value| u64::try_from(*value).unwrap().to_le_bytes()).collect()
    };
    let make = |aantal: usize, pointer: usize| {
        let record = [b"PK\x06\x06".to_vec(), u64s(&[44]), vec![45, 3, 45, 0], u32s(&[0, 0])];
        let record = [record.concat(), u64s(&[aantal, aantal, eind - offset, offset])].concat();
        let wijzer = [b"PK\x06\x07".to_vec(), u32s(&[0]), u64s(&[pointer]), u32s(&[1])].concat();
        let mut last = bytes[eind..].to_vec();
        last[8..20].fill(0xff);
        [&bytes[..eind], &record, &wijzer, &last].concat()
    };
    assert_eq!(unpack(&make(1, eind)), Ok(vec![TEXT.to_vec()]));
    assert_eq!(code(&make(2, eind)), Code::ZipCorrupt);
    assert_eq!(code(&make(4, eind)), Code::ZipCount);
    for pointer in [eind - 1, eind + 1, usize::MAX] {
        assert_eq!(code(&make(1, pointer)), Code::ZipCorrupt);
    }
}

#[test]
fn an_archive_without_files_is_empty() {
    assert_eq!(code(&pack(&[], CompressionMethod::Stored)), Code::ZipEmpty);
    assert_eq!(code(&join(&[deel("map/", b"")])), Code::ZipEmpty);
}

#[test]
fn a_member_is_a_bare_file() {
    for naam in ["../a.xml", "..\\a.xml", "/a.xml", "C:\\a.xml", "map/a.xml", "a/../b.xml", ""] {
        assert_eq!(code(&with(|deel| deel.naam = naam.into())), Code::ZipPath, "{naam}");
    }
    assert_eq!(code(&with(|deel| deel.naam = b"map/".to_vec())), Code::ZipPath);
    // Link, pipe, device, socket, folder.
    for mode in [0o120_777, 0o010_644, 0o020_644, 0o060_644, 0o140_644, 0o040_755] {
        assert_eq!(code(&with(|deel| deel.kenmerken = mode << 16)), Code::ZipPath, "{mode:o}");
    }
    assert!(unpack(&with(|deel| deel.kenmerken = 0o100_644 << 16)).is_ok());
    assert_eq!(code(&with(|deel| deel.kenmerken = 0x10)), Code::ZipPath);
}

#[test]
fn a_secret_archive_is_refused() {
    for vlag in [1, 1 << 6, 1 << 13] {
        assert_eq!(code(&with(|deel| deel.vlaggen = vlag)), Code::ZipPassword);
    }
    assert_eq!(code(&with(|deel| deel.methode = 99)), Code::ZipPassword);
}

#[test]
fn names_are_different_and_not_too_many() {
    let twee = |een: &str, ander: &str| code(&join(&[deel(een, TEXT), deel(ander, TEXT)]));
    assert_eq!(twee("a.xml", "a.xml"), Code::ZipCount);
    assert_eq!(twee("a.xml", "A.XML"), Code::ZipCount);
    assert_eq!(twee("\u{e9}.xml", "\u{c9}.xml"), Code::ZipCount);
    let vier: Vec<Deel> = ["a", "b", "c", "d"].iter().map(|naam| deel(naam, TEXT)).collect();
    assert_eq!(code(&join(&vier)), Code::ZipCount);
    assert_eq!(unpack(&join(&vier[..3])).map(|delen| delen.len()), Ok(3));
}

#[test]
fn something_packed_inside_is_refused() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(TEXT).unwrap();
    let gzip = gzip.finish().unwrap();
    for inner in [join(&[deel("a.xml", TEXT)]), pack(&[], CompressionMethod::Stored), gzip] {
        let bytes = join(&[deel("a.xml", TEXT), deel("b.xml", &inner)]);
        assert_eq!(unpack(&bytes), Err((Code::ZipNested, "zip#2".to_owned())));
    }
}

#[test]
fn a_bomb_stops_while_it_is_unpacked() {
    let spaces = vec![b' '; 3_000_001];
    assert_eq!(code(&join(&[deel("a.xml", &spaces)])), Code::ZipBomb, "it says so itself");
    let lie = |deel: &mut Deel| deel.grootte = 10;
    let mut liar = deel("a.xml", &spaces);
    lie(&mut liar);
    assert_eq!(unpack(&join(&[liar])), Err((Code::ZipBomb, "zip#1".to_owned())));
    // Within the limit of a file, but a thousand times what is packed.
    assert_eq!(code(&join(&[deel("a.xml", &spaces[..2_000_000])])), Code::ZipBomb);
    // Each within the limit of a file, all three beyond that of the archive.
    let noise: Vec<u8> =
        (0..1_700_000_u32).map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
    let mut three = ["a", "b", "c"].map(|naam| deel(naam, &noise));
    assert_eq!(code(&join(&three)), Code::ZipBomb);
    three.iter_mut().for_each(lie);
    assert!(matches!(code(&join(&three)), Code::ZipBomb | Code::ZipCorrupt));
}

#[test]
fn a_lie_about_the_size_is_refused() {
    for grootte in [0, TEXT.len() - 1, TEXT.len() + 1, 2_000_000] {
        assert_eq!(code(&with(|deel| deel.grootte = grootte)), Code::ZipCorrupt, "{grootte}");
    }
    assert_eq!(code(&with(|deel| deel.crc ^= 1)), Code::ZipCorrupt);
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let corrupt = |bytes: &[u8]| assert_eq!(code(bytes), Code::ZipCorrupt);
    corrupt(&with(|deel| deel.methode = 12));
    corrupt(&with(|deel| deel.methode = 0));
    corrupt(&with(|deel| deel.vlaggen = 1 << 5));
    corrupt(&with(|deel| deel.naam_lokaal = Some(b"c.xml".to_vec())));
    corrupt(&with(|deel| deel.rommel = b"tussen".to_vec()));
    corrupt(&with(|deel| deel.packed.push(0)));
    corrupt(&with(|deel| deel.packed.truncate(deel.packed.len() - 1)));
    corrupt(&with(|deel| deel.packed = vec![0xff; 20]));
    let good = with(|_| ());
    corrupt(&[&good[..], b"\0"].concat());
    corrupt(&[&good[..], &good[..]].concat());
    corrupt(b"PK\x03\x04");
    corrupt(b"PK\x07\x08PK\x03\x04");
    // Two entries over each other: the second is inside the data of the first.
    let inner = join(&[deel("b.xml", TEXT)]);
    let mut outer = deel("a.xml", b"");
    (outer.methode, outer.packed, outer.grootte, outer.crc) =
        (0, inner.clone(), inner.len(), crc(&inner));
    let mut bytes = join(&[outer, deel("b.xml", TEXT)]);
    let at = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap() + 42;
    bytes[at..at + 4].copy_from_slice(&35_u32.to_le_bytes());
    corrupt(&bytes);
    // The same entry twice in the directory.
    let mut bytes = join(&[deel("a.xml", TEXT), deel("b.xml", TEXT)]);
    let at = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap() + 42;
    bytes[at..at + 4].copy_from_slice(&[0; 4]);
    corrupt(&bytes);
}

#[test]
fn a_cut_archive_is_refused_wherever_it_is_cut() {
    let good = with(|_| ());
    for len in 4..good.len() {
        assert_eq!(code(&good[..len]), Code::ZipCorrupt, "{len}");
    }
}

#[test]
fn a_member_that_is_not_there_is_refused() {
    let bytes = with(|_| ());
    let Ok(crate::Geopend::Archief(mut archief)) = crate::open(&bytes, &super::grenzen()) else {
        panic!("it is an archive")
    };
    assert!(archief.lid(2).is_err());
    // Asking again counts once.
    assert_eq!(archief.lid(0).unwrap(), archief.lid(0).unwrap());
}

proptest! {
    /// One changed byte may only change what nothing depends on; then all is read as it was.
    #[test]
    fn a_changed_byte_is_seen_or_means_nothing(at in 0_usize..300, bits in 1_u8..=255) {
        let good = with(|_| ());
        let mut bytes = good.clone();
        let at = at % bytes.len();
        bytes[at] ^= bits;
        if let Ok(documents) = unpack(&bytes) {
            let is_no_archive = documents == [bytes];
            prop_assert!(is_no_archive || documents == unpack(&good).unwrap());
        }
    }

    #[test]
    fn no_bytes_make_it_panic(tail in proptest::collection::vec(any::<u8>(), 0..200)) {
        for mark in [&b"PK\x03\x04"[..], b"PK\x05\x06", b"\x1f\x8b\x08"] {
            let _ = unpack(&[mark, &tail].concat());
        }
    }
}
