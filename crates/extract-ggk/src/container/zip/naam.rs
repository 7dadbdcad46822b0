//! Names of members: checked and compared, never used, shown or kept, because senders put names of people in them.

use domain::Code;

/// What a name is good for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Soort {
    /// A file, with what tells it from the others: Windows and macOS do not see the case.
    Bestand(String),
    /// A folder.
    Map,
}

/// Judges a name from the directory.
///
/// A file inside a folder is refused too: the standard's archives are flat (BRS21), and a flat archive has one reading.
pub(super) fn beoordeel(naam: &[u8]) -> Result<Soort, Code> {
    let tekst = String::from_utf8_lossy(naam).replace('\\', "/");
    let is_station = tekst.chars().nth(1) == Some(':');
    if tekst.starts_with('/') || is_station || tekst.contains(char::is_control) {
        return Err(Code::ZipPath);
    }
    if tekst.split('/').any(|deel| deel == "..") {
        return Err(Code::ZipPath);
    }
    if tekst.ends_with('/') {
        return Ok(Soort::Map);
    }
    if tekst.is_empty() || tekst == "." || tekst.contains('/') {
        return Err(Code::ZipPath);
    }
    Ok(Soort::Bestand(tekst.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_bare_file_name_is_a_member() {
        for good in ["bericht.xml", "WMO301 (2).XML", "a..b.xml", ".xml", "caf\u{e9}.xml"] {
            let expect = Ok(Soort::Bestand(good.to_lowercase()));
            assert_eq!(beoordeel(good.as_bytes()), expect, "{good}");
        }
        assert_eq!(beoordeel(b"map/"), Ok(Soort::Map));
        assert_eq!(beoordeel(b"map\\"), Ok(Soort::Map));
        for bad in [
            "",
            ".",
            "..",
            "../a.xml",
            "..\\a.xml",
            "a/../../b.xml",
            "/etc/passwd",
            "\\a.xml",
            "//host/a",
            "C:\\a.xml",
            "c:a.xml",
            "a/b.xml",
            "a\\b.xml",
            "../",
            "a\0.xml",
            "a\n.xml",
            "/",
        ] {
            assert_eq!(beoordeel(bad.as_bytes()), Err(Code::ZipPath), "{bad:?}");
        }
        // Not UTF-8: older programs write the code page of the machine.
        assert!(matches!(beoordeel(b"caf\x82.xml"), Ok(Soort::Bestand(_))));
    }
}
