//! The schema of a message part as a table, and the one function that reads by it.
//!
//! Number and namespace of elements, and their order where the schema is public, are checked here for every
//! message, so that the modules of `message` only say what their values mean. Reading goes on after a fault: a
//! record that is refused must still be counted, and its amount too.

use domain::record::Onderdeel;
use domain::{Code, Wet};

use crate::Waarschuwing;
use crate::contact::Merk;
use crate::error::Fault;
use crate::reader::{Child, Reader, Ruimte, Tag, is_of_schema};
use crate::veld::{Slot, Velden};
use crate::volgorde::{Plaats, Sequence};
use crate::vorm::Vorm;
pub(crate) use crate::wijze::{Richting, Wijze};

/// How often an element stands in its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aantal {
    Een,
    NulOfEen,
    /// At most once in iJw, never in iWmo.
    NulOfEenJw,
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
    /// Other elements, whose values belong to the record around them.
    Groep(&'static [Element]),
    /// Other elements, with values of their own: their reader is the caller's.
    Klasse(Klasse, &'static [Element]),
}

/// What a part with values of its own is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Klasse {
    /// A person.
    Client,
    /// 301 of release 2.x: the decision around the allocations of a person.
    Beschikking,
    /// A product of a decision: checked, not loaded.
    BeschiktProduct,
    /// A record, counted as `regel`.
    Record,
    /// A product that a 317 names: all together are one record.
    Product(Onderdeel),
}

/// A part with values of its own, as the caller of [`read_group`] gets it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deel {
    pub(crate) klasse: Klasse,
    pub(crate) elementen: &'static [Element],
}

/// An element of the schema.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element {
    pub(crate) naam: &'static str,
    pub(crate) ruimte: Ruimte,
    pub(crate) aantal: Aantal,
    pub(crate) inhoud: Inhoud,
    /// What its presence says of a contact.
    pub(crate) merk: Option<Merk>,
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
        Self { naam, ruimte, aantal, inhoud, merk: None }
    }

    /// The same, with its presence noticed.
    pub(crate) const fn met_merk(self, merk: Merk) -> Self {
        Self { merk: Some(merk), ..self }
    }

    /// Whether it holds answer codes, or is one.
    pub(crate) fn is_retourcode(&self) -> bool {
        is_retourcode(self.naam)
    }

    /// Whether a part with values of its own is inside it, or it is one.
    fn heeft_deel(&self) -> bool {
        match self.inhoud {
            Inhoud::Klasse(..) => true,
            Inhoud::Groep(kinderen) => kinderen.iter().any(Self::heeft_deel),
            Inhoud::Waarde(_) | Inhoud::Vorm(_) | Inhoud::Retourcode => false,
        }
    }

    /// What it is, when it has values of its own.
    pub(crate) const fn klasse(&self) -> Option<Klasse> {
        if let Inhoud::Klasse(klasse, _) = self.inhoud { Some(klasse) } else { None }
    }

    /// The elements inside it.
    pub(crate) const fn kinderen(&self) -> &'static [Self] {
        match self.inhoud {
            Inhoud::Groep(kinderen) | Inhoud::Klasse(_, kinderen) => kinderen,
            Inhoud::Waarde(_) | Inhoud::Vorm(_) | Inhoud::Retourcode => &[],
        }
    }

    pub(crate) fn is(&self, tag: &Tag<'_>) -> bool {
        self.naam == tag.naam && self.ruimte == tag.ruimte
    }

    pub(crate) fn is_verplicht(&self, wijze: Wijze) -> bool {
        match self.aantal {
            Aantal::Een | Aantal::Veel => true,
            Aantal::NulOfEen | Aantal::NulOfEenJw => false,
            Aantal::EenInAntwoord => wijze.richting == Richting::Antwoord,
        }
    }

    /// Whether it is an answer in a message that answers nothing.
    pub(crate) fn is_antwoord_in_heen(&self, wijze: Wijze) -> bool {
        self.aantal == Aantal::EenInAntwoord && wijze.richting == Richting::Heen
    }

    pub(crate) fn is_toegestaan(&self, wijze: Wijze) -> bool {
        match self.aantal {
            Aantal::EenInAntwoord => wijze.richting == Richting::Antwoord,
            Aantal::NulOfEenJw => wijze.dialect.wet == Wet::Jw,
            _ => true,
        }
    }
}

/// `RetourCodes` of a class in an answer.
pub(crate) const RETOURCODES: Element =
    Element::bericht("RetourCodes", Aantal::EenInAntwoord, Inhoud::Groep(RETOURCODE));
/// The codes themselves.
pub(crate) const RETOURCODE: &[Element] =
    &[Element::bericht("RetourCode", Aantal::Veel, Inhoud::Retourcode)];

/// Whether `naam` is that of answer codes, however it is written: a sender that errs in a capital still rejects.
pub(crate) fn is_retourcode(naam: &str) -> bool {
    naam.get(..10).is_some_and(|begin| begin.eq_ignore_ascii_case("RetourCode"))
}

/// Reads the children of the element that was opened last, up to and including its end.
///
/// Values go to `velden`; `deel` reads each part with values of its own. An `Err` ends the file; every other
/// fault is kept in `velden`.
pub(crate) fn read_group<'a>(
    reader: &mut Reader<'a>,
    elementen: &'static [Element],
    wijze: Wijze,
    velden: &mut Velden<'a>,
    deel: &mut impl FnMut(&mut Reader<'a>, &Tag<'a>, Deel) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let depth = reader.depth();
    let groep = reader.naam();
    let mut sequence = Sequence::new(elementen, wijze);
    loop {
        let tag = match reader.child()? {
            Child::Tag(tag) => tag,
            Child::Text(fault) => {
                velden.keur_tekst_af(fault);
                continue;
            }
            Child::End => break,
        };
        let plaats = sequence.plaats(&tag);
        if let Plaats::Onbekend = plaats {
            pass_over(reader, wijze, velden)?;
            continue;
        }
        let index = if let Plaats::At(index) = plaats { Some(index) } else { None };
        let Some((index, element)) = index.and_then(|at| Some((at, elementen.get(at)?))) else {
            velden.keur_af(reader.fault(Code::XsdInvalid, tag.offset));
            sequence.found_elsewhere(&tag);
            match find_deel(elementen, tag.naam) {
                Some(element) => read_element(reader, &tag, element, wijze, velden, deel)?,
                None => reader.skip()?,
            }
            continue;
        };
        if let (Some(at), None) = (sequence.passed_over(index), &sequence.missing) {
            let pad = reader.pad_of_missing(depth, elementen.get(at).map_or("", |one| one.naam));
            sequence.missing = Some((at, Fault::new(Code::FieldMissing, tag.offset, pad)));
        }
        sequence.accept(index, element);
        read_element(reader, &tag, element, wijze, velden, deel)?;
    }
    if let Some((_, fault)) = sequence.missing.take() {
        velden.keur_af(fault);
    } else if let Some(at) = sequence.gemist() {
        let naam = elementen.get(at).map_or("", |one| one.naam);
        let pad = reader.pad_of_missing(depth - 1, groep) + "/" + naam;
        velden.keur_af(Fault::new(Code::FieldMissing, reader.position(), pad));
    }
    Ok(())
}

/// The element named `naam` when there are parts with values of their own inside it.
///
/// Where it may not stand (again) it is read all the same, after its refusal: its records are refused with those
/// around it, and must be counted, amounts included.
#[cold]
fn find_deel(elementen: &'static [Element], naam: &str) -> Option<&'static Element> {
    elementen.iter().find(|one| one.naam == naam && one.heeft_deel())
}

/// Reads the element that `tag` opened, to its end.
#[inline]
fn read_element<'a>(
    reader: &mut Reader<'a>,
    tag: &Tag<'a>,
    element: &Element,
    wijze: Wijze,
    velden: &mut Velden<'a>,
    deel: &mut impl FnMut(&mut Reader<'a>, &Tag<'a>, Deel) -> Result<(), Fault>,
) -> Result<(), Fault> {
    if let Inhoud::Klasse(klasse, elementen) = element.inhoud {
        return deel(reader, tag, Deel { klasse, elementen });
    }
    if let Some(code) = tag.fout {
        velden.keur_af(reader.fault(code, tag.offset));
    }
    if let Some(merk) = element.merk {
        velden.contacten.begin(merk);
    }
    match element.inhoud {
        Inhoud::Groep(kinderen) => read_group(reader, kinderen, wijze, velden, deel)?,
        _ => read_leaf(reader, tag, element, wijze, velden)?,
    }
    if let Some(merk) = element.merk {
        velden.contacten.eind(merk);
    }
    Ok(())
}

/// Reads past an element that may be in a schema that we do not have. Answer codes inside it would be missed: also
/// in the header of an answer, whose own values are judged as those of any other.
#[cold]
fn pass_over<'a>(
    reader: &mut Reader<'a>,
    wijze: Wijze,
    velden: &mut Velden<'a>,
) -> Result<(), Fault> {
    reader.waarschuw(Waarschuwing::SchemaAfwijking);
    if !wijze.dialect.is_antwoord() {
        return reader.skip();
    }
    let depth = reader.depth();
    while reader.depth() >= depth {
        if let Child::Tag(tag) = reader.child()?
            && is_retourcode(tag.naam)
        {
            velden.keur_af(reader.fault(Code::XsdInvalid, tag.offset));
        }
    }
    Ok(())
}

/// Reads an element without children.
#[inline]
fn read_leaf<'a>(
    reader: &mut Reader<'a>,
    tag: &Tag<'a>,
    element: &Element,
    wijze: Wijze,
    velden: &mut Velden<'a>,
) -> Result<(), Fault> {
    let depth = reader.depth();
    let Some(waarde) = reader.waarde(tag)? else {
        let pad = reader.pad_of_missing(depth - 1, tag.naam);
        velden.keur_af(Fault::new(Code::XsdInvalid, tag.offset, pad));
        return Ok(());
    };
    if let Some(merk) = element.merk {
        velden.contacten.waarde(merk, &waarde.tekst);
    }
    let checked = match element.inhoud {
        Inhoud::Waarde(slot) => {
            velden.bewaar(slot, waarde);
            return Ok(());
        }
        Inhoud::Retourcode => wijze
            .dialect
            .parse_retourcode(&waarde.tekst)
            .map(|code| velden.retourcodes.push(code))
            .ok_or(Code::CodeUnknown),
        Inhoud::Vorm(vorm) if wijze.richting == Richting::Heen => {
            vorm.check(&waarde.tekst).map(|waarschuwing| {
                if let Some(waarschuwing) = waarschuwing {
                    reader.waarschuw(waarschuwing);
                }
            })
        }
        Inhoud::Vorm(_) | Inhoud::Groep(_) | Inhoud::Klasse(..) => Ok(()),
    };
    if let Err(code) = checked {
        let pad = reader.pad_of_missing(depth - 1, tag.naam);
        velden.keur_af(Fault::new(code, tag.offset, pad));
    }
    Ok(())
}

/// For groups without parts that have values of their own.
pub(crate) fn no_regels<'a>(reader: &mut Reader<'a>, _: &Tag<'a>, _: Deel) -> Result<(), Fault> {
    reader.skip()
}
