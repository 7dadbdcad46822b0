//! What there is to tell of a column without telling a value of it.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::soort::{Kolomsoort, Proef};

/// Different values up to which they are counted.
const VERSCHILLEND_MAX: usize = 10_000;

/// Samples that are kept, and their length.
const VOORBEELDEN_MAX: usize = 3;
const VOORBEELD_TEKENS_MAX: usize = 40;

/// Words for nothing that are common in exports.
const LEEGWOORDEN: [&str; 8] = ["-", ".", "null", "n.v.t.", "nvt", "n/a", "(leeg)", "#n/b"];

/// How the last day that there is begins: a day that means "no day".
const LAATSTE_DAGEN: [&str; 5] =
    ["31-12-9999", "9999-12-31", "31/12/9999", "31.12.9999", "99991231"];

/// A column at first sight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kolomverkenning {
    /// Name in the header.
    pub naam: String,
    /// What its values look like.
    pub soort: Kolomsoort,
    /// Values that do not look like that.
    pub afwijkend: u64,
    /// Values, without the empty ones.
    pub gevuld: u64,
    /// Values that are nothing at all, or a word for it such as `n.v.t.`.
    pub leeg: u64,
    /// Words for nothing that were seen, in small letters.
    pub leegwoorden: Vec<&'static str>,
    /// Values that are 31 December 9999.
    pub laatste_dagen: u64,
    /// Different values.
    pub verschillend: Verschillend,
    /// How some values look: letters are x or X, digits 9. Never a value.
    pub voorbeelden: Vec<String>,
}

/// A count up to a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verschillend {
    /// So many.
    Precies(usize),
    /// More than so many.
    MeerDan(usize),
}

/// Gathers what a [`Kolomverkenning`] tells.
pub(super) struct Verzamelaar {
    naam: String,
    proef: Proef,
    gevuld: u64,
    leeg: u64,
    leegwoorden: BTreeSet<&'static str>,
    laatste_dagen: u64,
    /// Fingerprints of the values; one more than are counted.
    gezien: BTreeSet<u64>,
    voorbeelden: Vec<String>,
}

impl Verzamelaar {
    pub(super) fn new(naam: String) -> Self {
        Self {
            naam,
            proef: Proef::default(),
            gevuld: 0,
            leeg: 0,
            leegwoorden: BTreeSet::new(),
            laatste_dagen: 0,
            gezien: BTreeSet::new(),
            voorbeelden: Vec::new(),
        }
    }

    pub(super) fn neem(&mut self, cel: &str) {
        let cel = cel.trim();
        let leegwoord = LEEGWOORDEN.iter().find(|woord| woord.eq_ignore_ascii_case(cel));
        if cel.is_empty() || leegwoord.is_some() {
            self.leeg += 1;
            self.leegwoorden.extend(leegwoord);
            return;
        }
        self.gevuld += 1;
        self.laatste_dagen += u64::from(LAATSTE_DAGEN.iter().any(|dag| cel.starts_with(dag)));
        self.proef.neem(cel);
        if self.gezien.len() <= VERSCHILLEND_MAX {
            let mut hasher = DefaultHasher::new();
            cel.hash(&mut hasher);
            self.gezien.insert(hasher.finish());
        }
        if self.voorbeelden.len() < VOORBEELDEN_MAX {
            let voorbeeld = masker(cel);
            if !self.voorbeelden.contains(&voorbeeld) {
                self.voorbeelden.push(voorbeeld);
            }
        }
    }

    pub(super) fn klaar(self) -> Kolomverkenning {
        let aantal = self.gezien.len();
        let (soort, passend) = self.proef.kies(&self.naam, self.gevuld, aantal);
        Kolomverkenning {
            naam: self.naam,
            soort,
            afwijkend: self.gevuld - passend,
            gevuld: self.gevuld,
            leeg: self.leeg,
            leegwoorden: self.leegwoorden.into_iter().collect(),
            laatste_dagen: self.laatste_dagen,
            verschillend: if aantal > VERSCHILLEND_MAX {
                Verschillend::MeerDan(VERSCHILLEND_MAX)
            } else {
                Verschillend::Precies(aantal)
            },
            voorbeelden: self.voorbeelden,
        }
    }
}

/// The form of a value: what is no letter or digit stays when it is common punctuation.
pub(super) fn masker(cel: &str) -> String {
    let teken = |c: char| match c {
        _ if c.is_uppercase() => 'X',
        _ if c.is_numeric() => '9',
        _ if c.is_alphabetic() => 'x',
        ' ' | '€' => c,
        _ if c.is_ascii_punctuation() => c,
        _ => '?',
    };
    cel.chars().take(VOORBEELD_TEKENS_MAX).map(teken).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_shows_the_form_alone() {
        for (cel, verwacht) in [
            ("Jan de Vries", "Xxx xx Xxxxx"),
            ("012345672", "999999999"),
            ("€ 1.234,50", "€ 9.999,99"),
            ("José\t٣½", "Xxxx?99"),
            ("[A, B]", "[X, X]"),
        ] {
            assert_eq!(masker(cel), verwacht);
        }
        assert_eq!(masker(&"a".repeat(100)).len(), VOORBEELD_TEKENS_MAX);
    }

    #[test]
    fn the_last_day_is_counted() {
        let mut kolom = Verzamelaar::new("Einddatum".to_owned());
        for cel in ["31-12-9999", "9999-12-31T00:00:00", "99991231", "30-12-9999", "9999"] {
            kolom.neem(cel);
        }
        assert_eq!(kolom.klaar().laatste_dagen, 3);
    }

    #[test]
    fn different_values_are_counted_up_to_a_limit() {
        let mut kolom = Verzamelaar::new("Nr".to_owned());
        for nummer in 0..10_000 {
            kolom.neem(&nummer.to_string());
            kolom.neem(&format!(" {nummer} "));
        }
        kolom.neem("N.V.T.");
        kolom.neem("  ");
        kolom.neem("0");
        let eerst = Verzamelaar {
            naam: String::new(),
            gezien: kolom.gezien.clone(),
            ..Verzamelaar::new(String::new())
        };
        assert_eq!(eerst.klaar().verschillend, Verschillend::Precies(10_000));
        kolom.neem("10000");
        kolom.neem("10001");
        let kolom = kolom.klaar();
        assert_eq!(kolom.verschillend, Verschillend::MeerDan(10_000));
        assert_eq!((kolom.gevuld, kolom.leeg), (20_003, 2));
        assert_eq!(kolom.leegwoorden, ["n.v.t."]);
        assert_eq!(kolom.voorbeelden, ["9", "99", "999"]);
    }
}
