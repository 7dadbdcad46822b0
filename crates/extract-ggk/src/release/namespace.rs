//! Which message a namespace names.

use domain::{Code, Release, Wet};

use super::{Dialect, RELEASES, Staart, Verschil};

/// Namespace stem of all messages.
const STEM: &str = "http://www.istandaarden.nl/";

/// The refusal of a namespace; `gevonden` names the law and release when they could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamespaceRefusal {
    pub(crate) code: Code,
    pub(crate) gevonden: Option<String>,
}

impl Dialect {
    /// Reads `http://www.istandaarden.nl/{iwmo|ijw}/{maj}_{min}/{wmo|jw}NNN/schema`, in 2.x with the release
    /// again behind it.
    ///
    /// # Source
    /// The published schemas and examples.
    pub(crate) fn from_namespace(uri: &str) -> Result<Self, NamespaceRefusal> {
        let refuse = |code| NamespaceRefusal { code, gevonden: None };
        let path = uri.strip_prefix(STEM).ok_or_else(|| refuse(Code::XmlNamespace))?;
        let mut parts = path.split('/');
        let mut next = || parts.next();
        let (Some(standaard), Some(versie), Some(bericht), Some("schema"), staart, None) =
            (next(), next(), next(), next(), next(), next())
        else {
            return Err(refuse(Code::XmlNamespace));
        };
        let (wet, prefix) = match standaard {
            "iwmo" => (Wet::Wmo, "wmo"),
            "ijw" => (Wet::Jw, "jw"),
            _ => return Err(refuse(Code::XmlNamespace)),
        };
        let release = parse_release(versie).ok_or_else(|| refuse(Code::XmlNamespace))?;
        if staart.is_some_and(|staart| staart != versie) {
            return Err(refuse(Code::XmlNamespace));
        }
        let Some(verschil) = find(wet, release) else {
            let gevonden = Some(format!("{standaard} {release}"));
            return Err(NamespaceRefusal { code: Code::VersionUnsupported, gevonden });
        };
        let is_staart_goed = match verschil.staart {
            Staart::Geen => staart.is_none(),
            Staart::Release => staart.is_some(),
            Staart::Beide => true,
        };
        if !is_staart_goed {
            return Err(refuse(Code::XmlNamespace));
        }
        if bericht == "basisschema" {
            return Err(refuse(Code::MessageTypeUnknown));
        }
        let nummer = bericht.strip_prefix(prefix).ok_or_else(|| refuse(Code::XmlNamespace))?;
        Self::of_nummer(wet, verschil, nummer, staart.is_some()).map_err(refuse)
    }

    fn of_nummer(
        wet: Wet,
        verschil: &'static Verschil,
        nummer: &str,
        has_staart: bool,
    ) -> Result<Self, Code> {
        if verschil.niet_openbaar.contains(&(wet, nummer)) {
            return Err(Code::MessageNotPublic);
        }
        let soort: domain::Berichtsoort = nummer.parse().map_err(|_| Code::MessageTypeUnknown)?;
        // A retour has the elements of what it answers; a 325 has its own.
        let row = |soort| verschil.berichten.iter().find(|row| row.soort == soort);
        let opbouw = row(soort).or_else(|| row(soort.beantwoordt()?));
        let opbouw = opbouw.ok_or(Code::MessageTypeUnknown)?;
        Ok(Self { wet, release: verschil.release, soort, verschil, opbouw, has_staart })
    }

    /// The namespace of the basis schema that belongs to it.
    pub(crate) fn basis_namespace(self) -> String {
        let standaard = if self.wet == Wet::Wmo { "iwmo" } else { "ijw" };
        let Release { versie, subversie } = self.release;
        let staart = if self.has_staart { format!("/{versie}_{subversie}") } else { String::new() };
        format!("{STEM}{standaard}/{versie}_{subversie}/basisschema/schema{staart}")
    }
}

/// The release, when `wet` has it.
fn find(wet: Wet, release: Release) -> Option<&'static Verschil> {
    RELEASES.iter().find(|row| row.release == release && row.wetten.contains(&wet))
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

#[cfg(test)]
mod tests {
    use domain::Berichtsoort;

    use super::*;

    fn read(path: &str) -> Result<Dialect, NamespaceRefusal> {
        Dialect::from_namespace(&format!("{STEM}{path}"))
    }

    #[test]
    fn a_namespace_names_law_release_and_kind() {
        for (path, wet, soort, code, basis) in [
            (
                "ijw/3_2/jw301/schema",
                Wet::Jw,
                Berichtsoort::B301,
                "436",
                "ijw/3_2/basisschema/schema",
            ),
            (
                "iwmo/3_0/wmo323/schema",
                Wet::Wmo,
                Berichtsoort::B323,
                "484",
                "iwmo/3_0/basisschema/schema",
            ),
            (
                "iwmo/3_1/wmo325/schema",
                Wet::Wmo,
                Berichtsoort::B325,
                "485",
                "iwmo/3_1/basisschema/schema",
            ),
            (
                "iwmo/2_1/wmo302/schema/2_1",
                Wet::Wmo,
                Berichtsoort::B302,
                "415",
                "iwmo/2_1/basisschema/schema/2_1",
            ),
            (
                "iwmo/2_0/wmo315/schema/2_0",
                Wet::Wmo,
                Berichtsoort::B315,
                "444",
                "iwmo/2_0/basisschema/schema/2_0",
            ),
            (
                "ijw/2_4/jw316/schema/2_4",
                Wet::Jw,
                Berichtsoort::B316,
                "447",
                "ijw/2_4/basisschema/schema/2_4",
            ),
            (
                "ijw/2_3/jw307/schema",
                Wet::Jw,
                Berichtsoort::B307,
                "440",
                "ijw/2_3/basisschema/schema",
            ),
        ] {
            let found = read(path).unwrap();
            let expect = (wet, soort, code, format!("{STEM}{basis}"));
            assert_eq!(
                (found.wet, found.soort, found.berichtcode(), found.basis_namespace()),
                expect,
                "{path}"
            );
        }
    }

    #[test]
    fn another_namespace_says_what_is_wrong() {
        for (path, code, gevonden) in [
            ("ijw/3_2/jw399/schema", Code::MessageTypeUnknown, None),
            ("ijw/3_2/jw303/schema", Code::MessageTypeUnknown, None),
            ("ijw/3_2/basisschema/schema", Code::MessageTypeUnknown, None),
            ("iwmo/2_1/wmo317/schema/2_1", Code::MessageTypeUnknown, None),
            ("iwmo/2_4/wmo323/schema/2_4", Code::MessageTypeUnknown, None),
            ("iwmo/2_1/wmo321/schema/2_1", Code::MessageTypeUnknown, None),
            ("iwmo/2_1/wmo303/schema/2_1", Code::MessageNotPublic, None),
            ("iwmo/2_0/wmo304/schema/2_0", Code::MessageNotPublic, None),
            ("ijw/2_2/jw321/schema", Code::MessageNotPublic, None),
            ("ijw/2_4/jw322/schema/2_4", Code::MessageNotPublic, None),
            ("iwmo/3_2/jw301/schema", Code::XmlNamespace, None),
            ("iwmo/2_1/wmo301/schema", Code::XmlNamespace, None),
            ("iwmo/2_1/wmo301/schema/2_0", Code::XmlNamespace, None),
            ("ijw/3_2/jw301/schema/3_2", Code::XmlNamespace, None),
            ("ijw/2_0/jw301/schema/2_0", Code::VersionUnsupported, Some("ijw 2.0")),
            ("iwmo/1_0/wmo301/schema", Code::VersionUnsupported, Some("iwmo 1.0")),
            ("iwmo/2_5/wmo301/schema/2_5", Code::VersionUnsupported, Some("iwmo 2.5")),
            ("ijw/3_3/jw301/schema", Code::VersionUnsupported, Some("ijw 3.3")),
            ("ijw/4_0/jw999/schema", Code::VersionUnsupported, Some("ijw 4.0")),
            ("ijw/3_x/jw301/schema", Code::XmlNamespace, None),
            ("ijw/3_2/jw301", Code::XmlNamespace, None),
            ("ipgb/3_2/jw301/schema", Code::XmlNamespace, None),
        ] {
            let expect = NamespaceRefusal { code, gevonden: gevonden.map(str::to_owned) };
            assert_eq!(read(path).unwrap_err(), expect, "{path}");
        }
        let other = Dialect::from_namespace("http://www.zinl.nl").unwrap_err();
        assert_eq!(other.code, Code::XmlNamespace);
    }
}
