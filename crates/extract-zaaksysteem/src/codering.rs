//! Bytes to text: which encoding a file has, and its text as UTF-8 in a window of bounded size.

use std::io::Read;

use domain::Code;
use encoding_rs::{
    Decoder, DecoderResult, Encoding, ISO_8859_15, UTF_16BE, UTF_16LE, WINDOWS_1252,
};

use crate::Weigering;

/// How the characters of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Codering {
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// Windows-1252, what Excel calls "CSV".
    Windows1252,
    /// ISO 8859-15, Latin with a euro sign.
    Iso8859_15,
    /// UTF-16, low byte first: what Excel calls "Unicode text".
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

impl Codering {
    /// Its name, as a mapping and a report write it.
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Windows1252 => "windows-1252",
            Self::Iso8859_15 => "iso-8859-15",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
        }
    }

    fn encoding(self) -> Option<&'static Encoding> {
        match self {
            Self::Utf8 => None,
            Self::Windows1252 => Some(WINDOWS_1252),
            Self::Iso8859_15 => Some(ISO_8859_15),
            Self::Utf16Le => Some(UTF_16LE),
            Self::Utf16Be => Some(UTF_16BE),
        }
    }
}

/// Bytes that are read at a time, and by which an encoding is recognised: many rows, yet little beside a row's limit.
pub(crate) const BLOK: usize = 256 * 1024;

/// No byte of UTF-8: stands in the window where the file has something that its encoding does not know, so that the row
/// around it, and no other, is refused.
const ONLEESBAAR: u8 = 0xFF;

/// The text of a file, a window at a time, as bytes of UTF-8 that are not yet checked.
pub(crate) struct Tekstbron<R> {
    bron: R,
    decoder: Option<Decoder>,
    ruw: Vec<u8>,
    venster: Vec<u8>,
    begin: usize,
    blok: usize,
    is_einde: bool,
}

impl<R: Read> Tekstbron<R> {
    /// Reads the first block, recognises its encoding and takes the byte order mark off.
    pub(crate) fn open(
        mut bron: R,
        gevraagd: Option<Codering>,
        blok: usize,
    ) -> Result<(Self, Codering), Weigering> {
        let mut ruw = Vec::new();
        let is_einde = lees(&mut bron, blok, &mut ruw)?;
        weiger_binair(&ruw)?;
        let merk = merk(&ruw);
        let codering = kies(&ruw, is_einde, gevraagd, merk.map(|(codering, _)| codering))?;
        ruw.drain(..merk.map_or(0, |(_, lengte)| lengte).min(ruw.len()));
        let decoder = codering.encoding().map(Encoding::new_decoder_without_bom_handling);
        let mut zelf =
            Self { bron, decoder, ruw, venster: Vec::new(), begin: 0, blok, is_einde: false };
        zelf.neem_over(is_einde);
        weiger_opmaak(zelf.venster())?;
        Ok((zelf, codering))
    }

    /// The text that is in sight and was not yet used.
    pub(crate) fn venster(&self) -> &[u8] {
        self.venster.get(self.begin..).unwrap_or_default()
    }

    /// Whether the window reaches to the end of the file.
    pub(crate) fn is_einde(&self) -> bool {
        self.is_einde
    }

    /// Lets go of the first `bytes` of the window.
    pub(crate) fn verbruik(&mut self, bytes: usize) {
        self.begin = self.begin.saturating_add(bytes).min(self.venster.len());
    }

    /// Makes the window reach a block further, or to the end.
    pub(crate) fn vul(&mut self) -> Result<(), Weigering> {
        if self.is_einde {
            return Ok(());
        }
        self.venster.drain(..self.begin);
        self.begin = 0;
        if self.decoder.is_none() {
            self.is_einde = lees(&mut self.bron, self.blok, &mut self.venster)?;
            return Ok(());
        }
        let is_einde = lees(&mut self.bron, self.blok, &mut self.ruw)?;
        self.neem_over(is_einde);
        Ok(())
    }

    /// Moves what was read into the window, decoded.
    fn neem_over(&mut self, is_einde: bool) {
        self.is_einde = is_einde;
        let Some(decoder) = &mut self.decoder else {
            self.venster.append(&mut self.ruw);
            return;
        };
        let mut gelezen = 0;
        loop {
            let rest = self.ruw.get(gelezen..).unwrap_or_default();
            let lengte = self.venster.len();
            let ruimte = decoder.max_utf8_buffer_length_without_replacement(rest.len());
            self.venster.resize(lengte.saturating_add(ruimte.unwrap_or(rest.len())), 0);
            let doel = self.venster.get_mut(lengte..).unwrap_or_default();
            let (stand, in_bytes, uit_bytes) =
                decoder.decode_to_utf8_without_replacement(rest, doel, is_einde);
            self.venster.truncate(lengte.saturating_add(uit_bytes));
            gelezen = gelezen.saturating_add(in_bytes);
            match stand {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => self.venster.push(ONLEESBAAR),
            }
        }
        self.ruw.clear();
    }
}

/// Adds at most `bytes` to `doel`; true at the end of the source.
fn lees<R: Read>(bron: &mut R, bytes: usize, doel: &mut Vec<u8>) -> Result<bool, Weigering> {
    let grens = u64::try_from(bytes).unwrap_or(u64::MAX);
    match bron.by_ref().take(grens).read_to_end(doel) {
        Ok(gelezen) => Ok(gelezen < bytes),
        Err(fout) => Err(Weigering::bestand(Code::FileUnreadable, fout.kind().to_string())),
    }
}

/// The encoding that a byte order mark tells, with the length of the mark.
fn merk(bytes: &[u8]) -> Option<(Codering, usize)> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Some((Codering::Utf8, 3)),
        [0xFF, 0xFE, ..] => Some((Codering::Utf16Le, 2)),
        [0xFE, 0xFF, ..] => Some((Codering::Utf16Be, 2)),
        _ => None,
    }
}

/// The encoding to read with: what the mapping asks, unless a mark contradicts it; else the mark, else what the bytes say.
fn kies(
    bytes: &[u8],
    is_einde: bool,
    gevraagd: Option<Codering>,
    merk: Option<Codering>,
) -> Result<Codering, Weigering> {
    match (gevraagd, merk) {
        (Some(vraag), Some(merk)) if vraag != merk => {
            let (merk, vraag) = (merk.naam(), vraag.naam());
            let woorden = format!("its byte order mark says {merk}, its mapping {vraag}");
            Err(Weigering::bestand(Code::CsvEncoding, woorden))
        }
        (Some(codering), _) | (None, Some(codering)) => Ok(codering),
        (None, None) => Ok(herken(bytes, is_einde)),
    }
}

/// The encoding of a file without a mark.
///
/// UTF-16 shows by the zero bytes beside its Latin letters. Text that is not UTF-8 is Windows-1252, in which every byte
/// means something, unless characters of UTF-8 are in it as often as bytes that are none: then it is UTF-8 with a few bad
/// rows, which are refused one by one. Only the first block is looked at. When it is plain ASCII the file counts as UTF-8,
/// and a row further on that is not is refused: a mapping that names the encoding prevents that.
fn herken(bytes: &[u8], is_einde: bool) -> Codering {
    if let Some(codering) = herken_utf16(bytes) {
        return codering;
    }
    let (mut tekens, mut fouten) = (0_usize, 0_usize);
    let mut stukken = bytes.utf8_chunks().peekable();
    while let Some(stuk) = stukken.next() {
        tekens += stuk.valid().chars().filter(|c| !c.is_ascii()).count();
        // A character that the block cuts off is no fault.
        let is_afgekapt = !is_einde && stukken.peek().is_none();
        fouten += usize::from(!stuk.invalid().is_empty() && !is_afgekapt);
    }
    if fouten == 0 || tekens >= fouten { Codering::Utf8 } else { Codering::Windows1252 }
}

fn herken_utf16(bytes: &[u8]) -> Option<Codering> {
    let paren = bytes.chunks_exact(2).take(256);
    let aantal = paren.len();
    let (mut eerst, mut tweede) = (0, 0);
    for paar in paren {
        eerst += usize::from(paar.first() == Some(&0));
        tweede += usize::from(paar.last() == Some(&0));
    }
    // A few characters, such as emoji, have a zero on the other side.
    let (veel, weinig) = (aantal / 2, aantal / 8);
    if tweede > veel && eerst <= weinig {
        Some(Codering::Utf16Le)
    } else if eerst > veel && tweede <= weinig {
        Some(Codering::Utf16Be)
    } else {
        None
    }
}

/// How files begin that are no text, with what they are.
const BINAIR: [(&[u8], &str); 7] = [
    (b"PK\x03\x04", "a ZIP file or a workbook"),
    (b"PK\x05\x06", "a ZIP file"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"\xD0\xCF\x11\xE0", "an old workbook"),
    (b"PAR1", "Parquet"),
    (b"7z\xBC\xAF", "a 7z file"),
];

fn weiger_binair(bytes: &[u8]) -> Result<(), Weigering> {
    match BINAIR.iter().find(|(begin, _)| bytes.starts_with(begin)) {
        Some((_, soort)) => Err(Weigering::bestand(Code::FileTypeMismatch, *soort)),
        None => Ok(()),
    }
}

/// Refuses text that is no table: nothing at all, or a page, message or form in its stead.
fn weiger_opmaak(tekst: &[u8]) -> Result<(), Weigering> {
    let tekst = tekst.trim_ascii_start();
    let soort = match tekst {
        [] => return Err(Weigering::bestand(Code::FileEmpty, "")),
        [b'<', volgend, ..] if volgend.is_ascii_alphabetic() => "HTML or XML",
        [b'<', b'!' | b'?', ..] => "HTML or XML",
        [b'{', b'"', ..] | [b'[', b'{', ..] => "JSON",
        [b'{', b'\\', b'r', b't', b'f', ..] => "RTF",
        _ => return Ok(()),
    };
    Err(Weigering::bestand(Code::FileTypeMismatch, soort))
}
