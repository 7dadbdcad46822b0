//! Dimensions and code lists of a table.

use super::onderwerp::FakeGroep;

/// A member of a code list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FakeCode {
    pub(super) code: String,
    pub(super) titel: String,
    pub(super) omschrijving: String,
    pub(super) groep: Option<String>,
    /// Of a period; `None`: null.
    pub(super) status: Option<String>,
    /// `DetailRegionCode` and, in v3, `Municipality`.
    pub(super) detail: Option<String>,
}

impl FakeCode {
    /// A member; a period is `Definitief` unless told otherwise.
    #[must_use]
    pub fn new(code: &str, titel: &str) -> Self {
        Self {
            code: code.to_owned(),
            titel: titel.to_owned(),
            omschrijving: String::new(),
            groep: None,
            status: Some("Definitief".to_owned()),
            detail: None,
        }
    }

    /// In this group of the dimension.
    #[must_use]
    pub fn groep(mut self, groep: &str) -> Self {
        self.groep = Some(groep.to_owned());
        self
    }

    /// With this explanation.
    #[must_use]
    pub fn omschrijving(mut self, omschrijving: &str) -> Self {
        omschrijving.clone_into(&mut self.omschrijving);
        self
    }

    /// A period with this status: `Voorlopig`, `NaderVoorlopig`.
    #[must_use]
    pub fn status(mut self, status: &str) -> Self {
        self.status = Some(status.to_owned());
        self
    }

    /// An area of a `GeoDetail` dimension with this `DetailRegionCode`.
    #[must_use]
    pub fn detail(mut self, detail: &str) -> Self {
        self.detail = Some(detail.to_owned());
        self
    }
}

/// A dimension with its code list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FakeDimensie {
    pub(super) naam: String,
    pub(super) titel: String,
    pub(super) omschrijving: String,
    /// `Dimension`, `TimeDimension`, `GeoDimension` or `GeoDetail`.
    pub(super) soort: String,
    pub(super) kaartjaar: Option<String>,
    pub(super) codes: Vec<FakeCode>,
    pub(super) groepen: Vec<FakeGroep>,
    /// Width of a v3 key when it is not that of the longest code.
    pub(super) breedte: Option<usize>,
}

impl FakeDimensie {
    /// A dimension without codes; `soort` is `Dimension`, `TimeDimension`, `GeoDimension` or `GeoDetail`.
    #[must_use]
    pub fn new(naam: &str, soort: &str) -> Self {
        Self {
            naam: naam.to_owned(),
            titel: naam.to_owned(),
            omschrijving: String::new(),
            soort: soort.to_owned(),
            kaartjaar: None,
            codes: Vec::new(),
            groepen: Vec::new(),
            breedte: None,
        }
    }

    /// `Perioden` with these codes; titles are those that CBS gives.
    #[must_use]
    pub fn perioden<S: AsRef<str>>(codes: impl IntoIterator<Item = S>) -> Self {
        let mut dimensie = Self::new("Perioden", "TimeDimension");
        for code in codes {
            let code = code.as_ref();
            dimensie.codes.push(FakeCode::new(code, &titel_van_periode(code)));
        }
        dimensie
    }

    /// `RegioS` with these codes and titles, six characters wide in v3.
    #[must_use]
    pub fn regios<S: AsRef<str>, T: AsRef<str>>(codes: impl IntoIterator<Item = (S, T)>) -> Self {
        let mut dimensie = Self::lijst("RegioS", "GeoDimension", codes);
        "Regio's".clone_into(&mut dimensie.titel);
        dimensie.breedte = Some(6);
        dimensie
    }

    /// Any other dimension with these codes and titles.
    #[must_use]
    pub fn categorie<S: AsRef<str>, T: AsRef<str>>(
        naam: &str,
        codes: impl IntoIterator<Item = (S, T)>,
    ) -> Self {
        Self::lijst(naam, "Dimension", codes)
    }

    fn lijst<S: AsRef<str>, T: AsRef<str>>(
        naam: &str,
        soort: &str,
        codes: impl IntoIterator<Item = (S, T)>,
    ) -> Self {
        let mut dimensie = Self::new(naam, soort);
        let codes = codes.into_iter();
        dimensie.codes =
            codes.map(|(code, titel)| FakeCode::new(code.as_ref(), titel.as_ref())).collect();
        dimensie
    }

    /// With another member at the end.
    #[must_use]
    pub fn code(mut self, code: FakeCode) -> Self {
        self.codes.push(code);
        self
    }

    /// With a group of codes, inside another when `ouder` names one that came before.
    #[must_use]
    pub fn groep(mut self, id: &str, titel: &str, ouder: Option<&str>) -> Self {
        self.groepen.push(FakeGroep::new(id, titel, ouder));
        self
    }

    /// With this title.
    #[must_use]
    pub fn titel(mut self, titel: &str) -> Self {
        titel.clone_into(&mut self.titel);
        self
    }

    /// With v3 keys of this width.
    #[must_use]
    pub fn breedte(mut self, breedte: usize) -> Self {
        self.breedte = Some(breedte);
        self
    }

    /// With this year of the map.
    #[must_use]
    pub fn kaartjaar(mut self, kaartjaar: &str) -> Self {
        self.kaartjaar = Some(kaartjaar.to_owned());
        self
    }

    /// A v3 key: the code with blanks on the right.
    pub(super) fn sleutel(&self, code: &str) -> String {
        let widest = || self.codes.iter().map(|code| code.code.len()).max().unwrap_or(0);
        let width = self.breedte.unwrap_or_else(widest);
        format!("{code:<width$}")
    }

    pub(super) fn is_tijd(&self) -> bool {
        self.soort == "TimeDimension"
    }
}

const MAANDEN: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// The name of a month, from 1; empty for any other number.
pub(super) fn naam_van_maand(maand: u32) -> &'static str {
    let place = maand.checked_sub(1).and_then(|maand| usize::try_from(maand).ok());
    place.and_then(|place| MAANDEN.get(place)).copied().unwrap_or_default()
}

/// The title that CBS gives to a period; the code itself when its form is not known.
pub(super) fn titel_van_periode(code: &str) -> String {
    let parts =
        (code.get(..4), code.get(4..6), code.get(6..).and_then(|nr| nr.parse::<usize>().ok()));
    let (Some(jaar), Some(soort), Some(nr)) = parts else { return code.to_owned() };
    match soort {
        "JJ" => jaar.to_owned(),
        "HJ" => format!("{nr}e halfjaar {jaar}"),
        "KW" => format!("{jaar} {nr}e kwartaal"),
        "MM" => match nr.checked_sub(1).and_then(|nr| MAANDEN.get(nr)) {
            Some(maand) => format!("{jaar} {maand}"),
            None => code.to_owned(),
        },
        _ => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_the_titles_of_cbs() {
        let cases = [
            ("2026JJ00", "2026"),
            ("2015HJ01", "1e halfjaar 2015"),
            ("2003KW01", "2003 1e kwartaal"),
            ("1998MM01", "1998 januari"),
            ("1998MM13", "1998MM13"),
            ("2013X000", "2013X000"),
            ("kort", "kort"),
        ];
        for (code, expect) in cases {
            assert_eq!(titel_van_periode(code), expect);
        }
    }

    #[test]
    fn keys_are_as_wide_as_the_list() {
        let regios =
            FakeDimensie::regios([("NL01", "Nederland"), ("GM0344", "Utrecht (gemeente)")]);
        assert_eq!(regios.sleutel("NL01"), "NL01  ");
        let leeftijd = FakeDimensie::categorie("Leeftijd", [("10000", "Totaal"), ("T009002", "x")]);
        assert_eq!(leeftijd.sleutel("10000"), "10000  ");
        assert_eq!(leeftijd.breedte(9).sleutel("10000"), "10000    ");
    }
}
