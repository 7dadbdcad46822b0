//! The schema of a message part as a table, and the one function that reads by it.
//!
//! Order, number and namespace of elements are checked here for every message, so that the modules
//! of `message`
//! only say what their elements are and what their values mean. Reading goes on after a fault: a
//! record that is
//! refused must still be counted, and its amount too.

use domain::Code;

use crate::error::Fault;
use crate::reader::{Child, Reader, Ruimte, Tag, is_of_schema};
use crate::release::parse_retourcode;
use crate::veld::{Slot, Velden};
use crate::vorm::Vorm;

/// How often an element stands in its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aantal {
    Een,
    NulOfEen,
    /// Once or more.
    Veel,
    /// Once in an answer, never in a heen message: `RetourCodes`.
    EenInAntwoord,
}

/// What an element holds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Inhoud {
    /// A value that is read.
    Waarde(Slot),
    /// A value that is checked and forgotten: names, addresses, free text.
    Vorm(Vorm),
    /// An answer code.
    Retourcode,
    /// Other elements.
    Groep(&'static [Element]),
    /// A record: its reader is the caller's.
    Regel,
}

/// An element of the schema.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element {
    naam: &'static str,
    ruimte: Ruimte,
    aantal: Aantal,
    inhoud: Inhoud,
}

impl Element {
    /// An element in the namespace of the message.
    pub(crate) const fn bericht(naam: &'static str, aantal: Aantal, inhoud: Inhoud) -> Self {
        Self::new(naam, Ruimte::Bericht, aantal, inhoud)
    }

    /// An element in the namespace of the basis schema.
    pub(crate) const fn basis(naam: &'static str, aantal: Aantal, inhoud: Inhoud) -> Self {
        Self::new(naam, Ruimte::Basis, aantal, inhoud)
    }

    const fn new(naam: &'static str, ruimte: Ruimte, aantal: Aantal, inhoud: Inhoud) -> Self {
        assert!(is_of_schema(naam), "a place would show this name as unknown");
        Self { naam, ruimte, aantal, inhoud }
    }

    fn is(&self, tag: &Tag<'_>) -> bool {
        self.naam == tag.naam && self.ruimte == tag.ruimte
    }

    fn is_verplicht(&self, richting: Richting) -> bool {
        match self.aantal {
            Aantal::Een | Aantal::Veel => true,
            Aantal::NulOfEen => false,
            Aantal::EenInAntwoord => richting == Richting::Antwoord,
        }
    }

    fn is_toegestaan(&self, richting: Richting) -> bool {
        self.aantal != Aantal::EenInAntwoord || richting == Richting::Antwoord
    }
}

/// Whether a message is sent, or answers another.
///
/// An answer repeats what it answers, faults included, so only its structure and codes are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Richting {
    Heen,
    Antwoord,
}

/// `RetourCodes` of a class in an answer.
pub(crate) const RETOURCODES: Element =
    Element::bericht("RetourCodes", Aantal::EenInAntwoord, Inhoud::Groep(RETOURCODE));
/// The codes themselves.
pub(crate) const RETOURCODE: &[Element] =
    &[Element::bericht("RetourCode", Aantal::Veel, Inhoud::Retourcode)];

/// Where reading is in the sequence of a group.
struct Sequence {
    elementen: &'static [Element],
    richting: Richting,
    /// The first element that may come now.
    at: usize,
    /// The element at `at` was there already and may come again.
    is_repeat: bool,
    /// A mandatory element that was passed over; it may still turn up in the wrong place.
    missing: Option<(usize, Fault)>,
}

impl Sequence {
    /// The index of `tag`, when it may stand here.
    fn advance(&mut self, tag: &Tag<'_>) -> Option<usize> {
        let rest = self.elementen.get(self.at..)?;
        let steps = rest.iter().position(|one| one.is(tag) && one.is_toegestaan(self.richting))?;
        Some(self.at + steps)
    }

    /// The first mandatory element before `index` that did not come.
    fn passed_over(&self, index: usize) -> Option<usize> {
        let first = self.at + usize::from(self.is_repeat);
        (first..index)
            .find(|at| self.elementen.get(*at).is_some_and(|one| one.is_verplicht(self.richting)))
    }

    fn accept(&mut self, index: usize, element: &Element) {
        self.is_repeat = element.aantal == Aantal::Veel;
        self.at = if self.is_repeat { index } else { index + 1 };
    }
}

/// Reads the children of the element that was opened last, up to and including its end.
///
/// Values go to `velden`; `regel` reads each record. An `Err` ends the file; every other fault is
/// kept in `velden`.
pub(crate) fn read_group<'a>(
    reader: &mut Reader<'a>,
    elementen: &'static [Element],
    richting: Richting,
    velden: &mut Velden<'a>,
    regel: &mut impl FnMut(&mut Reader<'a>, &Tag<'a>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let depth = reader.depth();
    let groep = reader.naam();
    let mut sequence = Sequence { elementen, richting, at: 0, is_repeat: false, missing: None };
    loop {
        let tag = match reader.child()? {
            Child::Tag(tag) => tag,
            Child::Text(fault) => {
                velden.keur_tekst_af(fault);
                continue;
            }
            Child::End => break,
        };
        let index = sequence.advance(&tag);
        let Some((index, element)) = index.and_then(|at| Some((at, elementen.get(at)?))) else {
            velden.keur_af(reader.fault(Code::XsdInvalid, tag.offset));
            if sequence
                .missing
                .as_ref()
                .is_some_and(|(at, _)| elementen.get(*at).is_some_and(|missing| missing.is(&tag)))
            {
                sequence.missing = None;
            }
            reader.skip()?;
            continue;
        };
        if let (Some(at), None) = (sequence.passed_over(index), &sequence.missing) {
            let pad = reader.pad_of_missing(depth, elementen.get(at).map_or("", |one| one.naam));
            sequence.missing = Some((at, Fault::new(Code::FieldMissing, tag.offset, pad)));
        }
        sequence.accept(index, element);
        if let Some(code) = tag.fout {
            velden.keur_af(reader.fault(code, tag.offset));
        }
        match element.inhoud {
            Inhoud::Groep(kinderen) => read_group(reader, kinderen, richting, velden, regel)?,
            Inhoud::Regel => regel(reader, &tag)?,
            leaf => read_leaf(reader, &tag, leaf, richting, velden)?,
        }
    }
    if let Some((_, fault)) = sequence.missing.take() {
        velden.keur_af(fault);
    } else if let Some(at) = sequence.passed_over(elementen.len()) {
        let naam = elementen.get(at).map_or("", |one| one.naam);
        let pad = reader.pad_of_missing(depth - 1, groep) + "/" + naam;
        velden.keur_af(Fault::new(Code::FieldMissing, reader.position(), pad));
    }
    Ok(())
}

/// Reads an element without children.
#[inline]
fn read_leaf<'a>(
    reader: &mut Reader<'a>,
    tag: &Tag<'a>,
    inhoud: Inhoud,
    richting: Richting,
    velden: &mut Velden<'a>,
) -> Result<(), Fault> {
    let depth = reader.depth();
    let Some(waarde) = reader.waarde(tag)? else {
        let pad = reader.pad_of_missing(depth - 1, tag.naam);
        velden.keur_af(Fault::new(Code::XsdInvalid, tag.offset, pad));
        return Ok(());
    };
    let checked = match inhoud {
        Inhoud::Waarde(slot) => {
            velden.bewaar(slot, waarde);
            return Ok(());
        }
        Inhoud::Retourcode => parse_retourcode(&waarde.tekst)
            .map(|code| velden.retourcodes.push(code))
            .ok_or(Code::CodeUnknown),
        Inhoud::Vorm(vorm) if richting == Richting::Heen => {
            vorm.check(&waarde.tekst).map(|waarschuwing| {
                if let Some(waarschuwing) = waarschuwing {
                    reader.waarschuw(waarschuwing);
                }
            })
        }
        Inhoud::Vorm(_) | Inhoud::Groep(_) | Inhoud::Regel => Ok(()),
    };
    if let Err(code) = checked {
        let pad = reader.pad_of_missing(depth - 1, tag.naam);
        velden.keur_af(Fault::new(code, tag.offset, pad));
    }
    Ok(())
}

/// For groups without records.
pub(crate) fn no_regels<'a>(reader: &mut Reader<'a>, _: &Tag<'a>) -> Result<(), Fault> {
    reader.skip()
}
