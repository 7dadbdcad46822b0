//! One document in gzip: all members after each other, as `cat a.gz b.gz` makes them.

use std::io::Read;

use domain::Code;
use flate2::bufread::MultiGzDecoder;

use crate::BestandAfkeuring;

use super::{geweigerd, is_ingepakt};

/// Unpacks `bytes` to at most `bytes_max` bytes.
pub(super) fn unpack(bytes: &[u8], bytes_max: usize) -> Result<Vec<u8>, BestandAfkeuring> {
    let refuse = |code, offset| Err(geweigerd(code, offset, "gzip"));
    let mut rest = bytes;
    let mut document = Vec::new();
    // One byte more tells that it is too much.
    let wanted = u64::try_from(bytes_max).unwrap_or(u64::MAX).saturating_add(1);
    let outcome = MultiGzDecoder::new(&mut rest).take(wanted).read_to_end(&mut document);
    // The place: how far the packed bytes were read.
    let offset = bytes.len().saturating_sub(rest.len());
    if document.len() > bytes_max {
        return refuse(Code::GzipBomb, offset);
    }
    if outcome.is_err() || !rest.is_empty() {
        return refuse(Code::GzipCorrupt, offset);
    }
    if is_ingepakt(&document) {
        return refuse(Code::ZipNested, 0);
    }
    Ok(document)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn pack(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn code(bytes: &[u8], bytes_max: usize) -> Result<Vec<u8>, Code> {
        unpack(bytes, bytes_max).map_err(|refused| refused.afkeuring.code)
    }

    #[test]
    fn members_after_each_other_are_one_document() {
        let two = [pack(b"<a>"), pack(b""), pack(b"</a>")].concat();
        assert_eq!(code(&two, 7), Ok(b"<a></a>".to_vec()));
        assert_eq!(code(&two, 6), Err(Code::GzipBomb));
        assert_eq!(code(&pack(b""), 6), Ok(Vec::new()));
    }

    #[test]
    fn what_is_damaged_is_refused_at_its_end() {
        let text = "<a>0123456789</a>".repeat(500);
        let good = pack(text.as_bytes());
        let len = good.len();
        for cut in [2, 9, 10, len / 2, len - 8, len - 4, len - 1] {
            assert_eq!(code(&good[..cut], 10_000), Err(Code::GzipCorrupt), "{cut}");
        }
        // The last eight bytes are the CRC and the length.
        for at in [len - 8, len - 4, len / 2, 2] {
            let mut bad = good.clone();
            bad[at] ^= 0x55;
            assert_eq!(code(&bad, 10_000), Err(Code::GzipCorrupt), "{at}");
        }
        for behind in [&b"\0"[..], b"rommel", b"\x1f\x8b", b"\x1f"] {
            assert_eq!(code(&[&good, behind].concat(), 10_000), Err(Code::GzipCorrupt));
        }
    }

    #[test]
    fn a_packed_file_in_a_packed_file_is_refused() {
        assert_eq!(code(&pack(&pack(b"<a/>")), 1_000), Err(Code::ZipNested));
        assert_eq!(code(&pack(b"PK\x03\x04.."), 1_000), Err(Code::ZipNested));
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let bomb = pack(&vec![b' '; 30_000_000]);
        assert!(bomb.len() < 100_000);
        assert_eq!(code(&bomb, 1_000_000), Err(Code::GzipBomb));
    }
}
