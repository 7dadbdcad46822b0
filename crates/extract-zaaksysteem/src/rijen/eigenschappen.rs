//! What holds for every table and for all bytes.

use proptest::prelude::*;

use super::*;

fn is_kop(cellen: &[&str]) -> bool {
    cellen.starts_with(&["id", "naam"])
}

/// How a table is written.
#[derive(Debug, Clone)]
struct Schrift {
    scheiding: char,
    altijd_aanhalen: bool,
    regeleinde: &'static str,
    codering: Codering,
    has_merk: bool,
    has_slotregeleinde: bool,
}

impl Schrift {
    fn schrijf(&self, rijen: &[Vec<String>]) -> Vec<u8> {
        let regels: Vec<String> = rijen.iter().map(|rij| self.regel(rij)).collect();
        let mut tekst = regels.join(self.regeleinde);
        if self.has_slotregeleinde {
            tekst.push_str(self.regeleinde);
        }
        if self.has_merk {
            tekst.insert(0, '\u{feff}');
        }
        match self.codering {
            Codering::Utf8 => tekst.into_bytes(),
            Codering::Utf16Le => tekst.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Codering::Utf16Be => tekst.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Codering::Windows1252 => encoding_rs::WINDOWS_1252.encode(&tekst).0.into_owned(),
            Codering::Iso8859_15 => encoding_rs::ISO_8859_15.encode(&tekst).0.into_owned(),
        }
    }

    fn regel(&self, rij: &[String]) -> String {
        let cel = |cel: &String| {
            let moet = cel.contains(['"', '\n', '\r', self.scheiding]);
            if moet || self.altijd_aanhalen {
                format!("\"{}\"", cel.replace('"', "\"\""))
            } else {
                cel.clone()
            }
        };
        rij.iter().map(cel).collect::<Vec<_>>().join(&self.scheiding.to_string())
    }
}

fn schrift() -> impl Strategy<Value = Schrift> {
    let coderingen = prop_oneof![
        Just((Codering::Utf8, true)),
        Just((Codering::Utf8, false)),
        Just((Codering::Utf16Le, true)),
        Just((Codering::Utf16Be, true)),
        Just((Codering::Utf16Le, false)),
        Just((Codering::Windows1252, false)),
        Just((Codering::Iso8859_15, false)),
    ];
    (
        prop::sample::select(vec![';', ',', '\t', '|']),
        any::<bool>(),
        prop::sample::select(vec!["\n", "\r\n", "\r"]),
        coderingen,
        any::<bool>(),
    )
        .prop_map(|(scheiding, altijd_aanhalen, regeleinde, (codering, has_merk), slot)| {
            Schrift {
                scheiding,
                altijd_aanhalen,
                regeleinde,
                codering,
                has_merk,
                has_slotregeleinde: slot,
            }
        })
}

fn tabel() -> impl Strategy<Value = Vec<Vec<String>>> {
    let cel = "[a-z0-9 é€\"'=;,|\t\n\\\\.\r-]{0,8}"
        .prop_filter("a guard is taken off", |cel| !(cel.starts_with("=\"") && cel.ends_with('"')));
    (2_usize..5).prop_flat_map(move |breedte| {
        prop::collection::vec(prop::collection::vec(cel.clone(), breedte), 0..12)
    })
}

/// Physical lines, counted byte by byte.
fn tel_regels(bytes: &[u8]) -> u64 {
    let mut regels = 0;
    let mut vorige = None;
    for byte in bytes {
        regels += match (vorige, byte) {
            (Some(b'\r'), b'\n') => 0,
            (_, b'\n' | b'\r') => 1,
            _ => 0,
        };
        vorige = Some(*byte);
    }
    regels + u64::from(!matches!(vorige, None | Some(b'\n' | b'\r')))
}

fn lees(bron: &[u8], vorm: &Bestandsvorm, blok: usize) -> (Vec<(u64, String)>, Telling) {
    let mut lezer = Rijenlezer::open_in_blokken(bron, vorm, &is_kop, blok).unwrap();
    let mut uit = Vec::new();
    while let Some(rij) = lezer.volgende() {
        uit.push(match rij {
            Ok(rij) => (rij.regel, rij.cellen().collect::<Vec<_>>().join("\u{1}")),
            Err(weigering) => (weigering.regel, weigering.to_string()),
        });
    }
    (uit, *lezer.telling())
}

proptest! {
    #[test]
    fn a_table_reads_back_the_same_in_any_dialect(
        rijen in tabel(),
        schrift in schrift(),
        blok in 100_usize..400,
    ) {
        let breedte = rijen.first().map_or(2, Vec::len);
        let kop: Vec<String> =
            (0..breedte).map(|plek| ["id", "naam", "c", "d"][plek].to_owned()).collect();
        let mut alle = vec![kop.clone()];
        alle.extend(rijen.iter().cloned());
        let bron = schrift.schrijf(&alle);
        // Without a mark nothing but a mapping tells which of the encodings of a byte it is.
        let codering = (!schrift.has_merk).then_some(schrift.codering);
        let vorm = Bestandsvorm { codering, ..Bestandsvorm::default() };
        let mut lezer = Rijenlezer::open_in_blokken(&bron[..], &vorm, &is_kop, blok).unwrap();
        prop_assert_eq!(lezer.kop(), &kop[..]);
        prop_assert_eq!(lezer.dialect().scheiding, u8::try_from(schrift.scheiding).unwrap());
        for rij in &rijen {
            let gelezen = lezer.volgende().unwrap().unwrap();
            prop_assert_eq!(gelezen.cellen().collect::<Vec<_>>(), rij.iter().collect::<Vec<_>>());
        }
        prop_assert!(lezer.volgende().is_none());
    }

    #[test]
    fn every_line_is_accounted_for_whatever_the_bytes(
        stukken in prop::collection::vec(
            prop::sample::select(vec![
                &b"\""[..], b"\"", b";", b";", b"\n", b"\n", b"\r\n", b"\r", b"a", b"bc", b" ",
                b"\0", b"\xE9", b"\xC3\xA9", b"T", b"\n\"", b"\";\"", b"1;2\n", b"=\"",
            ]),
            0..120,
        ),
        blok in 9_usize..80,
    ) {
        let mut bron = b"id;naam\n".to_vec();
        bron.extend(stukken.concat());
        let vorm = Bestandsvorm {
            codering: Some(Codering::Utf8),
            scheiding: Some(b';'),
            voetregels: vec![regex::Regex::new("^T").unwrap()],
            waarde_bytes_max: 12,
            rij_bytes_max: 40,
            ..Bestandsvorm::default()
        };
        let (uit, telling) = lees(&bron, &vorm, blok);
        prop_assert_eq!(telling.regels(), tel_regels(&bron));
        prop_assert_eq!(telling.rijen + telling.weigeringen, u64::try_from(uit.len()).unwrap());
        prop_assert!(uit.is_sorted_by(|eerst, later| eerst.0 < later.0));
        // What is in sight makes no difference.
        prop_assert_eq!((uit, telling), lees(&bron, &vorm, BLOK));
    }

    #[test]
    fn bytes_never_make_it_panic(bron in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(mut lezer) = Rijenlezer::open(&bron[..], &Bestandsvorm::default(), &|_| true) {
            while let Some(rij) = lezer.volgende() {
                if let Ok(rij) = rij {
                    prop_assert!(rij.cellen().all(|cel| cel.len() <= rij.tekst().len()));
                }
            }
        }
    }

    #[test]
    fn a_bad_line_costs_no_other(
        voor in 0_u64..5,
        na in 0_u64..5,
        slecht in prop::sample::select(vec![
            "x;\"open", "x", "x;y;z", "x;\"y\"z", "x;\0", "\"", "\"x", "x;\"\"\"",
        ]),
    ) {
        let goed = |aantal| "1;a\n".repeat(usize::try_from(aantal).unwrap());
        let bron = format!("id;naam\n{}{slecht}\n{}", goed(voor), goed(na));
        let (uit, telling) = lees(bron.as_bytes(), &Bestandsvorm::default(), BLOK);
        prop_assert_eq!((telling.rijen, telling.weigeringen), (voor + na, 1));
        prop_assert!(uit.iter().any(|(regel, wat)| *regel == voor + 2 && !wat.starts_with('1')));
    }
}
