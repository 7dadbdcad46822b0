//! The `StUF` envelope of the Gemeentelijk Gegevensknooppunt (GGk), alone or in SOAP, and the fault it answers with.
//!
//! # Source
//! `ggk0210_msg_ggkberichten.xsd` (koppelvlak 0210), `ggk0310_msg.xsd` (0310), `stuf0301.xsd`.

mod opbouw;
mod waarde;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::record::Ketenfout;
use domain::{Code, EnvelopReferentie, Eurocent, Gemeentecode};

use crate::error::{Fault, LineCounter};
use crate::reader::Reader;
use crate::{BestandAfkeuring, Grenzen, guard};

use self::opbouw::{Ruw, read_root};

const STUF: &str = "http://www.egem.nl/StUF/StUF0301";
/// Koppelvlak 0210: the payload in `bericht/xmlBestand` or `bericht/tekstBestand`.
const GGK_0210: &str = "http://www.stufstandaarden.nl/koppelvlak/ggk0210";
/// Koppelvlak 0310, whose namespace says 0210: the payload in `bericht` itself.
const GGK_0310: &str = "http://www.stufstandaarden.nl/sectormodel/ggk/0210";
/// SOAP 1.1 and 1.2.
const SOAP: [&str; 2] =
    ["http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"];

/// Names of roots that may be an envelope.
const ROOTS: [&[u8]; 4] =
    [b"envelopHeenbericht-ggk_Di01", b"envelopRetourbericht-ggk_Du01", b"Fo01Bericht", b"Envelope"];

/// What was around a message.
#[derive(Debug)]
pub(super) enum Omslag {
    /// Nothing that is known here.
    Geen,
    /// An envelope with its payload.
    Bericht(Envelop),
    /// No message but a fault.
    Fout(Ketenfout),
}

/// An envelope, opened.
#[derive(Debug)]
pub(super) struct Envelop {
    /// `referentienummer`.
    pub(super) referentie: EnvelopReferentie,
    /// `functie`, such as `WMO301`; never shown.
    pub(super) functie: String,
    /// Whether the payload is sent as XML, not as an EI file.
    pub(super) is_xml: bool,
    /// The payload.
    pub(super) inhoud: Vec<u8>,
}

/// Which of the three documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Soort {
    Heen,
    Retour,
    Fout,
}

impl Soort {
    fn of(naam: &str, uri: &str) -> Option<Self> {
        match (naam, uri) {
            ("envelopHeenbericht-ggk_Di01", GGK_0210 | GGK_0310) => Some(Self::Heen),
            ("envelopRetourbericht-ggk_Du01", GGK_0210 | GGK_0310) => Some(Self::Retour),
            ("Fo01Bericht", STUF) => Some(Self::Fout),
            _ => None,
        }
    }

    const fn berichtcode(self) -> &'static str {
        match self {
            Self::Heen => "Di01",
            Self::Retour => "Du01",
            Self::Fout => "Fo01",
        }
    }
}

/// Takes the envelope off, when there is one.
///
/// # Errors
/// The refusal of the file: not well-formed, or `ENVELOPE_INVALID`.
pub(super) fn open(bytes: &[u8], grenzen: &Grenzen) -> Result<Omslag, BestandAfkeuring> {
    // Nearly every file is a bare message: its first tag says so without reading the file twice.
    if root_name(bytes).is_none_or(|naam| !ROOTS.contains(&naam)) {
        return Ok(Omslag::Geen);
    }
    read(bytes, grenzen).map_err(|fault| BestandAfkeuring {
        afkeuring: LineCounter::new(bytes).afkeuring(fault, None),
        records: 1,
        bedrag: Eurocent::NUL,
    })
}

/// Local name of the first tag.
fn root_name(bytes: &[u8]) -> Option<&[u8]> {
    let mut rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    loop {
        rest = rest.trim_ascii_start().strip_prefix(b"<")?;
        let end: &[u8] = match rest.first()? {
            b'?' => b"?>",
            b'!' => {
                rest = rest.strip_prefix(b"!--")?;
                b"-->"
            }
            _ => break,
        };
        let at = rest.windows(end.len()).position(|window| window == end)?;
        rest = rest.get(at + end.len()..)?;
    }
    let naam = rest.split(|byte| byte.is_ascii_whitespace() || b"/>".contains(byte)).next()?;
    naam.rsplit(|byte| *byte == b':').next()
}

fn read(bytes: &[u8], grenzen: &Grenzen) -> Result<Omslag, Fault> {
    let document = guard::check(bytes, grenzen.bestand_bytes_max)
        .map_err(|(code, offset)| Fault::new(code, offset, ""))?;
    // The payload is one value.
    let grenzen = Grenzen { tekst_bytes_max: grenzen.bestand_bytes_max, ..*grenzen };
    let mut reader = Reader::new(document, grenzen);
    let inhoud = match read_root(&mut reader) {
        Ok(Some(inhoud)) => inhoud,
        // Whatever it is, it is refused for what it is.
        Ok(None) => return Ok(Omslag::Geen),
        Err(fault) if fault.is_about_xml() => return Err(fault),
        Err(fault) => return Err(reader.finish_anyhow().err().unwrap_or(fault)),
    };
    reader.finish()?;
    inhoud.into_omslag()
}

impl Ruw<'_> {
    fn into_omslag(self) -> Result<Omslag, Fault> {
        let Self { soort, stuurgegevens, payload, code, offset } = self;
        let begin = offset;
        waarde::lees("stuurgegevens/berichtcode", stuurgegevens.berichtcode, begin, |tekst| {
            (tekst == soort.berichtcode()).then_some(())
        })?;
        let referentie = waarde::misschien(
            "stuurgegevens/referentienummer",
            stuurgegevens.referentienummer,
            waarde::referentie,
        )?;
        let betreft = waarde::misschien(
            "stuurgegevens/crossRefnummer",
            stuurgegevens.cross_refnummer,
            waarde::referentie,
        )?;
        let tijdstip = waarde::misschien(
            "stuurgegevens/tijdstipBericht",
            stuurgegevens.tijdstip,
            waarde::tijdstip,
        )?;
        let zender = stuurgegevens.zender.and_then(|(tekst, _)| waarde::organisatie(&tekst));
        let ontvanger = stuurgegevens.ontvanger.and_then(|(tekst, _)| waarde::organisatie(&tekst));
        if soort == Soort::Fout {
            let code = waarde::lees("body/code", code, begin, waarde::foutcode)?;
            let gemeente = [&ontvanger, &zender]
                .into_iter()
                .flatten()
                .find_map(|partij| partij.as_str().parse::<Gemeentecode>().ok());
            let fout =
                Ketenfout { code, referentie, betreft, zender, ontvanger, gemeente, tijdstip };
            return Ok(Omslag::Fout(fout));
        }
        let missing = |pad| Fault::new(Code::EnvelopeInvalid, begin, pad);
        let referentie = referentie.ok_or_else(|| missing("stuurgegevens/referentienummer"))?;
        let functie =
            waarde::lees("stuurgegevens/functie", stuurgegevens.functie, begin, |tekst| {
                (!tekst.is_empty() && tekst.len() <= 30).then(|| tekst.to_owned())
            })?;
        let (payload, offset, is_xml) = payload.ok_or_else(|| missing("parameters/bericht"))?;
        let inhoud = decode(&payload)
            .ok_or_else(|| Fault::new(Code::EnvelopeInvalid, offset, "parameters/bericht"))?;
        Ok(Omslag::Bericht(Envelop { referentie, functie, is_xml, inhoud }))
    }
}

/// Decodes base64 with white space anywhere; anything else, a wrong end included, is refused. Empty is refused too.
fn decode(payload: &str) -> Option<Vec<u8>> {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    let decoded = if payload.bytes().any(|byte| is_space(&byte)) {
        let bare: Vec<u8> = payload.bytes().filter(|byte| !is_space(byte)).collect();
        STANDARD.decode(bare)
    } else {
        STANDARD.decode(payload)
    };
    decoded.ok().filter(|bytes| !bytes.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_tag_is_found_behind_a_prolog() {
        for (text, expect) in [
            ("<a/>", Some("a")),
            ("\u{feff}<?xml version='1.0'?>\n<!-- <b> --><?x y?><p:a x='1'>", Some("a")),
            ("<p:a>", Some("a")),
            ("<!DOCTYPE a><a/>", None),
            ("<!-- ", None),
            ("text", None),
            ("", None),
        ] {
            assert_eq!(root_name(text.as_bytes()), expect.map(str::as_bytes), "{text}");
        }
    }

    #[test]
    fn base64_is_strict_but_for_white_space() {
        assert_eq!(decode(" PGE\r\n\tvPg= =\n"), Some(b"<a/>".to_vec()));
        assert_eq!(decode("PGEvPg=="), Some(b"<a/>".to_vec()));
        for bad in [
            "",
            " ",
            "PGEvPg=",
            "PGEvPg",
            "PGEvPh==",
            "PGE.",
            "PGE-Pg==",
            "PGEvPg==PGEvPg==",
            "=PGE",
        ] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }
}
