//! Everything that differs per law and release, in one place.
//!
//! The releases 3.0, 3.1 and 3.2 share their structure. Code lists are taken as the union of the
//! three: a code that
//! came later or went out of use (`RedenWijziging` 01, 13, 14) is still a code of the law.

use domain::{Berichtsoort, Code, Release, Retourcode, Wet};

/// Namespace stem of all messages.
const STEM: &str = "http://www.istandaarden.nl/";

/// What the namespace of a message says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub(crate) wet: Wet,
    pub(crate) release: Release,
    pub(crate) soort: Berichtsoort,
}

/// The refusal of a namespace; `gevonden` names the law and release when they could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamespaceRefusal {
    pub(crate) code: Code,
    pub(crate) gevonden: Option<String>,
}

impl Dialect {
    /// Reads `http://www.istandaarden.nl/{iwmo|ijw}/{maj}_{min}/{wmo|jw}NNN/schema`.
    ///
    /// # Source
    /// The published schemas; releases 2.x repeat the release at the end.
    pub(crate) fn from_namespace(uri: &str) -> Result<Self, NamespaceRefusal> {
        let refuse = |code| NamespaceRefusal { code, gevonden: None };
        let path = uri.strip_prefix(STEM).ok_or_else(|| refuse(Code::XmlNamespace))?;
        let mut parts = path.split('/');
        let (standaard, versie, bericht, schema) =
            (parts.next(), parts.next(), parts.next(), parts.next());
        let (wet, prefix) = match standaard {
            Some("iwmo") => (Wet::Wmo, "wmo"),
            Some("ijw") => (Wet::Jw, "jw"),
            _ => return Err(refuse(Code::XmlNamespace)),
        };
        let release = versie
            .and_then(parse_release)
            .filter(|_| schema == Some("schema"))
            .ok_or_else(|| refuse(Code::XmlNamespace))?;
        if release.versie != 3 || release.subversie > 2 || parts.next().is_some() {
            let gevonden = Some(format!("i{prefix} {release}"));
            return Err(NamespaceRefusal { code: Code::VersionUnsupported, gevonden });
        }
        let nummer = match bericht {
            Some("basisschema") => return Err(refuse(Code::MessageTypeUnknown)),
            Some(bericht) => bericht.strip_prefix(prefix),
            None => None,
        };
        let nummer = nummer.ok_or_else(|| refuse(Code::XmlNamespace))?;
        let soort = nummer.parse().map_err(|_| refuse(Code::MessageTypeUnknown))?;
        Ok(Self { wet, release, soort })
    }

    /// The namespace of the basis schema that belongs to it.
    pub(crate) fn basis_namespace(self) -> String {
        let standaard = if self.wet == Wet::Wmo { "iwmo" } else { "ijw" };
        let Release { versie, subversie } = self.release;
        format!("{STEM}{standaard}/{versie}_{subversie}/basisschema/schema")
    }

    /// `BerichtCode` of the kind of message.
    ///
    /// # Source
    /// COD002.
    pub(crate) fn berichtcode(self) -> &'static str {
        let (wmo, jw) = match self.soort {
            Berichtsoort::B301 => ("414", "436"),
            Berichtsoort::B302 => ("415", "437"),
            Berichtsoort::B305 => ("418", "438"),
            Berichtsoort::B306 => ("419", "439"),
            Berichtsoort::B307 => ("420", "440"),
            Berichtsoort::B308 => ("421", "441"),
            Berichtsoort::B323 => ("484", "490"),
            Berichtsoort::B325 => ("485", "491"),
            _ => ("", ""),
        };
        if self.wet == Wet::Wmo { wmo } else { jw }
    }

    /// Whether `RedenBeeindiging` is part of the key of a stop: since release 3.2.
    pub(crate) fn reden_hoort_bij_stopsleutel(self) -> bool {
        self.release >= Release::R3_2
    }
}

/// Reads `3_2`.
fn parse_release(text: &str) -> Option<Release> {
    let (versie, subversie) = text.split_once('_')?;
    let number = |part: &str| {
        let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { part.parse().ok() } else { None }
    };
    Some(Release { versie: number(versie)?, subversie: number(subversie)? })
}

/// Reads an answer code; `None` when it is not in the list.
///
/// # Source
/// WJ001, 59 codes.
pub(crate) fn parse_retourcode(text: &str) -> Option<Retourcode> {
    let is_known = matches!(
        text,
        "0001"
            | "0200"
            | "0233"
            | "0611"
            | "8001"
            | "8017"
            | "8021"
            | "8187"
            | "8214"
            | "8848"
            | "9019"
            | "9056"
            | "9063"
            | "9069"
            | "9071"
            | "9074"
            | "9307"
            | "9308"
            | "9319"
            | "9321"
            | "9322"
            | "9326"
            | "9332"
            | "9333"
            | "9338"
            | "9339"
            | "9340"
            | "9341"
            | "9346"
            | "9347"
            | "9349"
            | "9350"
            | "9351"
            | "9355"
            | "9357"
            | "9359"
            | "9360"
            | "9361"
            | "9365"
            | "9366"
            | "9367"
            | "9369"
            | "9373"
            | "9374"
            | "9375"
            | "9379"
            | "9384"
            | "9385"
            | "9387"
            | "9388"
            | "9389"
            | "9390"
            | "9411"
            | "9412"
            | "9413"
            | "9414"
            | "9415"
            | "S300"
            | "S329"
    );
    if is_known { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_namespace_names_law_release_and_kind() {
        let read = |path: &str| Dialect::from_namespace(&format!("{STEM}{path}"));
        let jw = read("ijw/3_2/jw301/schema").unwrap();
        assert_eq!((jw.wet, jw.release, jw.soort), (Wet::Jw, Release::R3_2, Berichtsoort::B301));
        assert_eq!(jw.berichtcode(), "436");
        assert_eq!(jw.basis_namespace(), format!("{STEM}ijw/3_2/basisschema/schema"));
        let wmo = read("iwmo/3_0/wmo323/schema").unwrap();
        assert_eq!((wmo.wet, wmo.soort), (Wet::Wmo, Berichtsoort::B323));
        assert_eq!(wmo.berichtcode(), "484");
        assert!(!wmo.reden_hoort_bij_stopsleutel() && jw.reden_hoort_bij_stopsleutel());
    }

    #[test]
    fn another_namespace_says_what_is_wrong() {
        for (path, code, gevonden) in [
            ("ijw/3_2/jw399/schema", Code::MessageTypeUnknown, None),
            ("ijw/3_2/jw315/schema", Code::MessageTypeUnknown, None),
            ("ijw/3_2/basisschema/schema", Code::MessageTypeUnknown, None),
            ("iwmo/3_2/jw301/schema", Code::XmlNamespace, None),
            ("iwmo/2_1/wmo301/schema/2_1", Code::VersionUnsupported, Some("iwmo 2.1")),
            ("ijw/3_3/jw301/schema", Code::VersionUnsupported, Some("ijw 3.3")),
            ("ijw/4_0/jw999/schema", Code::VersionUnsupported, Some("ijw 4.0")),
            ("ijw/3_x/jw301/schema", Code::XmlNamespace, None),
            ("ijw/3_2/jw301", Code::XmlNamespace, None),
            ("ipgb/3_2/jw301/schema", Code::XmlNamespace, None),
        ] {
            let expect = NamespaceRefusal { code, gevonden: gevonden.map(str::to_owned) };
            let uri = format!("{STEM}{path}");
            assert_eq!(Dialect::from_namespace(&uri), Err(expect), "{path}");
        }
        let other = Dialect::from_namespace("http://www.zinl.nl").unwrap_err();
        assert_eq!(other.code, Code::XmlNamespace);
    }

    #[test]
    fn only_codes_of_the_list_answer() {
        assert!(
            ["0200", "0611", "9415", "S329"].iter().all(|code| parse_retourcode(code).is_some())
        );
        assert!(
            ["0000", "9999", "200", "s300", ""].iter().all(|code| parse_retourcode(code).is_none())
        );
    }
}
