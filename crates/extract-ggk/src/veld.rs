//! The values of one record, as they stood in the file, and their way to domain types.

use chrono::NaiveDate;
use domain::{Code, Retourcode, WaardeFout, parse_datum};

use crate::contact::Contacten;
use crate::error::Fault;
use crate::reader::{Tag, Waarde};
use crate::schema::{Element, Inhoud};

/// Most values that one record, header or person has.
const SLOTS: usize = 16;

/// A value of a record: its number and its path inside the record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slot {
    index: usize,
    pad: &'static str,
}

impl Slot {
    pub(crate) const fn new(index: usize, pad: &'static str) -> Self {
        assert!(index < SLOTS, "more values than slots");
        Self { index, pad }
    }

    /// Its path inside the record.
    pub(crate) const fn pad(self) -> &'static str {
        self.pad
    }
}

/// The kind of a value, which names its refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Soort {
    Tekst,
    Code,
    Datum,
    Tijd,
    Getal,
    Bsn,
}

impl Soort {
    /// The code for `fout` in a value of this kind.
    pub(crate) fn code(self, fout: WaardeFout) -> Code {
        match (self, fout) {
            (Self::Tekst, WaardeFout::Leeg) => Code::TextBlank,
            (Self::Code, WaardeFout::Leeg | WaardeFout::Vorm) => Code::CodeUnknown,
            (Self::Datum, WaardeFout::Leeg) => Code::DateInvalid,
            (Self::Tijd, WaardeFout::Leeg) => Code::TimeInvalid,
            (Self::Getal, WaardeFout::Leeg | WaardeFout::Vorm) => Code::NumberInvalid,
            (Self::Bsn, WaardeFout::Leeg | WaardeFout::Vorm) => Code::BsnInvalid,
            (_, other) => Code::from(other),
        }
    }
}

/// The values of one record and the first fault in its structure.
#[derive(Debug)]
pub(crate) struct Velden<'a> {
    pad: &'static str,
    /// Where the record begins in the file.
    pub(crate) offset: usize,
    /// Its elements, for the names that they have in this release.
    elementen: &'static [Element],
    waarden: [Option<Waarde<'a>>; SLOTS],
    pub(crate) fout: Option<Fault>,
    /// Text was found where only elements may stand.
    pub(crate) heeft_losse_tekst: bool,
    /// Answer codes, in the order of the file.
    pub(crate) retourcodes: Vec<Retourcode>,
    /// Of a person: what its contacts have.
    pub(crate) contacten: Contacten,
}

impl<'a> Velden<'a> {
    /// Nothing read yet, of the record with path `pad` at `offset`.
    pub(crate) fn new(pad: &'static str, offset: usize) -> Self {
        Self {
            pad,
            offset,
            elementen: &[],
            waarden: [const { None }; SLOTS],
            fout: None,
            heeft_losse_tekst: false,
            retourcodes: Vec::new(),
            contacten: Contacten::default(),
        }
    }

    /// Nothing read yet, of the part with these elements that `tag` opened.
    pub(crate) fn voor(pad: &'static str, tag: &Tag<'_>, elementen: &'static [Element]) -> Self {
        let mut velden = Self { elementen, ..Self::new(pad, tag.offset) };
        if let Some(code) = tag.fout {
            velden.keur_af(velden.fault_of_record(code));
        }
        velden
    }

    /// Keeps a value.
    #[inline]
    pub(crate) fn bewaar(&mut self, slot: Slot, waarde: Waarde<'a>) {
        if let Some(place) = self.waarden.get_mut(slot.index) {
            *place = Some(waarde);
        }
    }

    /// Keeps the first fault.
    pub(crate) fn keur_af(&mut self, fault: Fault) {
        self.fout.get_or_insert(fault);
    }

    /// Keeps the fault of a stray text.
    pub(crate) fn keur_tekst_af(&mut self, fault: Fault) {
        self.heeft_losse_tekst = true;
        self.keur_af(fault);
    }

    /// Whether the value is there.
    pub(crate) fn heeft(&self, slot: Slot) -> bool {
        self.waarde(slot).is_some()
    }

    fn waarde(&self, slot: Slot) -> Option<&Waarde<'a>> {
        self.waarden.get(slot.index).and_then(Option::as_ref)
    }

    /// A fault at a value, or at the record when it has no such value.
    pub(crate) fn fault(&self, slot: Slot, code: Code) -> Fault {
        let offset = self.waarde(slot).map_or(self.offset, |waarde| waarde.offset);
        let naam = pad_in(self.elementen, slot.index).unwrap_or_else(|| slot.pad.to_owned());
        Fault::new(code, offset, [self.pad, "/", &naam].concat())
    }

    /// A fault of the record as a whole.
    pub(crate) fn fault_of_record(&self, code: Code) -> Fault {
        Fault::new(code, self.offset, self.pad)
    }

    /// Whether any of the values is there.
    pub(crate) fn heeft_een_van(&self, slots: &[Slot]) -> bool {
        slots.iter().any(|slot| self.heeft(*slot))
    }

    /// Reads a value that must be there.
    #[inline]
    pub(crate) fn lees<T>(
        &self,
        slot: Slot,
        soort: Soort,
        parse: impl FnOnce(&str) -> Result<T, WaardeFout>,
    ) -> Result<T, Fault> {
        match self.waarde(slot) {
            Some(waarde) => parse(&waarde.tekst).map_err(|fout| self.fault(slot, soort.code(fout))),
            None => Err(self.fault(slot, Code::FieldMissing)),
        }
    }

    /// Reads a value that may be absent.
    #[inline]
    pub(crate) fn lees_optioneel<T>(
        &self,
        slot: Slot,
        soort: Soort,
        parse: impl FnOnce(&str) -> Result<T, WaardeFout>,
    ) -> Result<Option<T>, Fault> {
        match self.waarde(slot) {
            Some(_) => self.lees(slot, soort, parse).map(Some),
            None => Ok(None),
        }
    }

    /// Reads a date that must be there.
    #[inline]
    pub(crate) fn datum(&self, slot: Slot) -> Result<NaiveDate, Fault> {
        self.lees(slot, Soort::Datum, parse_datum)
    }

    /// Reads a date that may be absent.
    #[inline]
    pub(crate) fn datum_optioneel(&self, slot: Slot) -> Result<Option<NaiveDate>, Fault> {
        self.lees_optioneel(slot, Soort::Datum, parse_datum)
    }
}

/// The path of the value with number `index` in `elementen`.
fn pad_in(elementen: &[Element], index: usize) -> Option<String> {
    elementen.iter().find_map(|element| match element.inhoud {
        Inhoud::Waarde(slot) if slot.index == index => Some(element.naam.to_owned()),
        Inhoud::Groep(kinderen) => {
            pad_in(kinderen, index).map(|pad| [element.naam, "/", &pad].concat())
        }
        _ => None,
    })
}
