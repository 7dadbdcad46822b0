//! What the words of a source mean: a value list, each word with one meaning or with one per period.

use std::collections::BTreeMap;

use chrono::NaiveDate;

/// A list of words and what they become.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Waardelijst(BTreeMap<Box<str>, Vec<Betekenis>>);

/// What a word becomes, in the days from `van` up to and including `tot`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Betekenis {
    /// First day; `None`: always was.
    pub(crate) van: Option<NaiveDate>,
    /// Last day; `None`: still is.
    pub(crate) tot: Option<NaiveDate>,
    /// What it becomes.
    pub(crate) wordt: Box<str>,
}

impl Betekenis {
    fn geldt(&self, dag: NaiveDate) -> bool {
        self.van.is_none_or(|van| van <= dag) && self.tot.is_none_or(|tot| dag <= tot)
    }

    /// Whether there is a day on which both hold.
    fn overlapt(&self, ander: &Self) -> bool {
        let voor = |een: &Self, twee: &Self| matches!((een.tot, twee.van), (Some(tot), Some(van)) if tot < van);
        !voor(self, ander) && !voor(ander, self)
    }
}

impl Waardelijst {
    /// Adds a word. `false` when on some day it would have two meanings, or one of its periods ends before it begins.
    pub(crate) fn voeg_toe(&mut self, woord: &str, betekenissen: Vec<Betekenis>) -> bool {
        let keert_om =
            |een: &Betekenis| matches!((een.van, een.tot), (Some(van), Some(tot)) if tot < van);
        let paren = betekenissen.iter().enumerate();
        let botst = paren.into_iter().any(|(plek, een)| {
            keert_om(een) || betekenissen.iter().skip(plek + 1).any(|twee| een.overlapt(twee))
        });
        self.0.insert(woord.into(), betekenissen);
        !botst
    }

    /// What the word becomes on this day; `None` when the list does not tell.
    pub(crate) fn zoek(&self, woord: &str, dag: NaiveDate) -> Option<&str> {
        let betekenissen = self.0.get(woord)?;
        betekenissen.iter().find(|een| een.geldt(dag)).map(|een| &*een.wordt)
    }

    /// All that words become.
    pub(crate) fn doelen(&self) -> impl Iterator<Item = &str> {
        self.0.values().flatten().map(|een| &*een.wordt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dag(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    fn betekenis(van: &str, tot: &str, wordt: &str) -> Betekenis {
        Betekenis { van: dag(van), tot: dag(tot), wordt: wordt.into() }
    }

    #[test]
    fn a_word_means_what_it_meant_on_the_day() {
        let mut lijst = Waardelijst::default();
        assert!(lijst.voeg_toe("A", vec![betekenis("", "", "actief")]));
        let twee = vec![betekenis("", "2020-12-31", "oud"), betekenis("2021-01-01", "", "nieuw")];
        assert!(lijst.voeg_toe("G", twee));
        assert!(lijst.voeg_toe("H", vec![betekenis("2021-01-01", "2021-12-31", "even")]));
        for (woord, op, verwacht) in [
            ("A", "1990-01-01", Some("actief")),
            ("a", "1990-01-01", None),
            ("G", "2020-12-31", Some("oud")),
            ("G", "2021-01-01", Some("nieuw")),
            ("H", "2020-12-31", None),
            ("H", "2021-12-31", Some("even")),
            ("H", "2022-01-01", None),
            ("Z", "2022-01-01", None),
        ] {
            assert_eq!(lijst.zoek(woord, dag(op).unwrap()), verwacht, "{woord} {op}");
        }
        assert_eq!(lijst.doelen().count(), 4);
    }

    #[test]
    fn a_word_has_one_meaning_a_day() {
        for (een, twee) in [
            (betekenis("", "2021-01-01", "x"), betekenis("2021-01-01", "", "y")),
            (betekenis("", "", "x"), betekenis("2021-01-01", "", "y")),
            (betekenis("2021-01-01", "", "x"), betekenis("2022-01-01", "", "y")),
            (betekenis("2021-02-01", "2021-01-01", "x"), betekenis("2023-01-01", "", "y")),
        ] {
            assert!(!Waardelijst::default().voeg_toe("G", vec![een, twee]));
        }
    }
}
