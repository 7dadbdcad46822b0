//! Where reading is in a group of elements: what may come now, and what did not come.

use crate::error::Fault;
use crate::reader::Tag;
use crate::schema::{Aantal, Element, Inhoud, is_retourcode};
use crate::wijze::Wijze;

/// Where a tag stands in its group.
pub(crate) enum Plaats {
    At(usize),
    /// It may not stand here.
    Fout,
    /// It is not in a schema that we do not have either.
    Onbekend,
}

/// Where reading is in a group.
pub(crate) struct Sequence {
    elementen: &'static [Element],
    wijze: Wijze,
    /// The first element that may come now.
    at: usize,
    /// The element at `at` was there already and may come again.
    is_repeat: bool,
    /// A mandatory element that was passed over; it may still turn up in the wrong place.
    pub(crate) missing: Option<(usize, Fault)>,
    /// Where the order is free: the elements that were there, a bit each.
    gezien: u64,
}

impl Sequence {
    pub(crate) fn new(elementen: &'static [Element], wijze: Wijze) -> Self {
        Self { elementen, wijze, at: 0, is_repeat: false, missing: None, gezien: 0 }
    }

    pub(crate) fn plaats(&mut self, tag: &Tag<'_>) -> Plaats {
        if !self.wijze.is_streng {
            return self.plaats_in_vrije_orde(tag);
        }
        match self.advance(tag) {
            Some(index) => Plaats::At(index),
            None => Plaats::Fout,
        }
    }

    /// The index of `tag`, when it may stand here.
    fn advance(&mut self, tag: &Tag<'_>) -> Option<usize> {
        let rest = self.elementen.get(self.at..)?;
        let steps = rest.iter().position(|one| one.is(tag) && one.is_toegestaan(self.wijze))?;
        Some(self.at + steps)
    }

    /// A name of the table in the other namespace, or an answer code in the wrong place, is no new element.
    #[cold]
    fn plaats_in_vrije_orde(&mut self, tag: &Tag<'_>) -> Plaats {
        let found = self.elementen.iter().enumerate().find(|(_, one)| one.naam == tag.naam);
        let Some((index, element)) = found else {
            // Among codes an unknown element could be one.
            let is_retour = is_retourcode(tag.naam)
                || self.elementen.iter().any(|one| matches!(one.inhoud, Inhoud::Retourcode));
            return if is_retour { Plaats::Fout } else { Plaats::Onbekend };
        };
        if !element.is(tag) || element.is_antwoord_in_heen(self.wijze) {
            return Plaats::Fout;
        }
        if !element.is_toegestaan(self.wijze) {
            return Plaats::Onbekend;
        }
        if self.gezien & bit(index) != 0 && element.aantal != Aantal::Veel {
            return Plaats::Fout;
        }
        self.gezien |= bit(index);
        Plaats::At(index)
    }

    /// The first mandatory element that did not come, at the end of the group.
    ///
    /// Where the schema is not public that is only the codes of an answer: without them it would accept too much.
    pub(crate) fn gemist(&self) -> Option<usize> {
        if self.wijze.is_streng {
            return self.passed_over(self.elementen.len());
        }
        let is_gemist = |(at, one): (usize, &Element)| {
            one.is_retourcode() && one.is_verplicht(self.wijze) && self.gezien & bit(at) == 0
        };
        self.elementen.iter().enumerate().position(is_gemist)
    }

    /// The first mandatory element before `index` that did not come.
    pub(crate) fn passed_over(&self, index: usize) -> Option<usize> {
        if !self.wijze.is_streng {
            return None;
        }
        let first = self.at + usize::from(self.is_repeat);
        (first..index)
            .find(|at| self.elementen.get(*at).is_some_and(|one| one.is_verplicht(self.wijze)))
    }

    /// Forgets that an element is missing when `tag` is that element.
    pub(crate) fn found_elsewhere(&mut self, tag: &Tag<'_>) {
        let is_missing = |(at, _): &(usize, Fault)| {
            self.elementen.get(*at).is_some_and(|missing| missing.is(tag))
        };
        if self.missing.as_ref().is_some_and(is_missing) {
            self.missing = None;
        }
    }

    pub(crate) fn accept(&mut self, index: usize, element: &Element) {
        self.is_repeat = element.aantal == Aantal::Veel;
        self.at = if self.is_repeat { index } else { index + 1 };
    }
}

/// The bit of the element at `index`; no group has more than 64 elements.
fn bit(index: usize) -> u64 {
    u32::try_from(index).ok().and_then(|index| 1_u64.checked_shl(index)).unwrap_or_default()
}
