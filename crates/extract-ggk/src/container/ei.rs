//! EI files, the fixed-width messages from before June 2017: recognised, never read.

/// Bytes of the first record up to and including the mark of test or production.
const BEGIN_BYTES: usize = 10;

/// Whether `bytes` are an EI file: a first line `01`, three digits of the kind of message, two of its version, two of its
/// subversion, `P` or `T`; and a second line, if there is one, that begins with its two digits too.
///
/// # Source
/// The public EI examples of iWmo 2.0.
pub(super) fn is_ei(bytes: &[u8]) -> bool {
    let Some((begin, _)) = bytes.split_at_checked(BEGIN_BYTES) else { return false };
    let Some((mark, digits)) = begin.split_last() else { return false };
    let is_first =
        digits.starts_with(b"01") && digits.iter().all(u8::is_ascii_digit) && b"PT".contains(mark);
    let second = bytes.splitn(2, |byte| *byte == b'\n').nth(1).unwrap_or_default();
    is_first && second.iter().take(2).all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ei_file_is_told_by_its_first_record() {
        for good in
            [&b"014140200P        "[..], b"014180201T..\r\n02000001..\r\n99..", b"014140200P\r\n"]
        {
            assert!(is_ei(good), "{:?}", good.escape_ascii());
        }
        for other in [
            &b""[..],
            b"014140200",
            b"024140200P..",
            b"014140200X..",
            b"01414020AP..",
            b"014140200P..\nnotes",
        ] {
            assert!(!is_ei(other), "{:?}", other.escape_ascii());
        }
    }
}
