//! Measures, and groups of measures or codes.

/// A measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FakeOnderwerp {
    pub(super) code: String,
    pub(super) sleutel: Option<String>,
    pub(super) titel: String,
    pub(super) omschrijving: String,
    pub(super) groep: Option<String>,
    pub(super) gegevenstype: String,
    pub(super) eenheid: String,
    pub(super) decimalen: u8,
    pub(super) leeg: String,
}

impl FakeOnderwerp {
    /// A measure of whole numbers with unit `aantal`; `code` is its v4 `Identifier`.
    #[must_use]
    pub fn new(code: &str, titel: &str) -> Self {
        Self {
            code: code.to_owned(),
            sleutel: None,
            titel: titel.to_owned(),
            omschrijving: String::new(),
            groep: None,
            gegevenstype: "Long".to_owned(),
            eenheid: "aantal".to_owned(),
            decimalen: 0,
            leeg: "Impossible".to_owned(),
        }
    }

    /// With this unit, as CBS writes it: `x 1 000`, `%`.
    #[must_use]
    pub fn eenheid(mut self, eenheid: &str) -> Self {
        eenheid.clone_into(&mut self.eenheid);
        self
    }

    /// With this many decimals: more than none makes it a `Double`.
    #[must_use]
    pub fn decimalen(mut self, decimalen: u8) -> Self {
        self.decimalen = decimalen;
        if decimalen > 0 {
            "Double".clone_into(&mut self.gegevenstype);
        }
        self
    }

    /// With this `DataType`: `Long`, `Integer`, `Double`, `Float` or `String`.
    #[must_use]
    pub fn gegevenstype(mut self, gegevenstype: &str) -> Self {
        gegevenstype.clone_into(&mut self.gegevenstype);
        self
    }

    /// In this group of measures.
    #[must_use]
    pub fn groep(mut self, groep: &str) -> Self {
        self.groep = Some(groep.to_owned());
        self
    }

    /// With this v3 `Default`: `Zero`, `Impossible` or `Missing`.
    #[must_use]
    pub fn leeg(mut self, leeg: &str) -> Self {
        leeg.clone_into(&mut self.leeg);
        self
    }

    /// With this v3 `Key`, such as `WmoClienten_5`; without: made of title and place.
    #[must_use]
    pub fn sleutel(mut self, sleutel: &str) -> Self {
        self.sleutel = Some(sleutel.to_owned());
        self
    }

    /// With this explanation.
    #[must_use]
    pub fn omschrijving(mut self, omschrijving: &str) -> Self {
        omschrijving.clone_into(&mut self.omschrijving);
        self
    }

    /// The v3 column: the title in one word, cut at 35 characters, and a running number from 1.
    pub(super) fn kolom(&self, plek: usize) -> String {
        if let Some(sleutel) = &self.sleutel {
            return sleutel.clone();
        }
        let words = self.titel.split(|c: char| !c.is_ascii_alphanumeric());
        let mut name = String::new();
        for word in words {
            let mut chars = word.chars();
            name.extend(chars.next().map(|c| c.to_ascii_uppercase()));
            name.extend(chars);
        }
        let name: String = name.chars().take(35).collect();
        let prefix = if name.starts_with(|c: char| c.is_ascii_digit()) { "k_" } else { "" };
        format!("{prefix}{name}_{}", plek.saturating_add(1))
    }
}

/// A group of measures or of codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FakeGroep {
    pub(super) id: String,
    pub(super) titel: String,
    pub(super) omschrijving: String,
    pub(super) ouder: Option<String>,
}

impl FakeGroep {
    pub(super) fn new(id: &str, titel: &str, ouder: Option<&str>) -> Self {
        Self {
            id: id.to_owned(),
            titel: titel.to_owned(),
            omschrijving: String::new(),
            ouder: ouder.map(str::to_owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_v3_is_named_after_its_title() {
        let cases = [
            ("Wmo-clienten", 0, "WmoClienten_1"),
            ("0 tot 15 jaar", 7, "k_0Tot15Jaar_8"),
            (
                "Jongeren met jeugdzorg in natura en nog veel meer",
                2,
                "JongerenMetJeugdzorgInNaturaEnNogVe_3",
            ),
        ];
        for (titel, plek, expect) in cases {
            assert_eq!(FakeOnderwerp::new("M", titel).kolom(plek), expect);
        }
        assert_eq!(FakeOnderwerp::new("M", "x").sleutel("Y_9").kolom(0), "Y_9");
    }
}
