//! Whether a person can be reached and has an address: what stands in a `Contact`, never what it says.

use domain::Waarnemingcode;

/// An element that counts here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Merk {
    /// `Contact`: the elements until its end are its own.
    Contact,
    /// `Soort` of a contact of the person, not of a relation.
    Soort,
    Telefoon,
    Huis,
    Postcode,
}

/// The elements of one `Contact`.
#[derive(Debug, Clone, Copy, Default)]
struct Contact {
    heeft_telefoon: bool,
    heeft_huis: bool,
    heeft_postcode: bool,
}

/// What was seen of the contacts of a person and of relations.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Contacten {
    open: Contact,
    is_onvolledig: bool,
    /// Whether any contact of the person is an address; `None`: the person has none, or the release does not say.
    heeft_adres: Option<bool>,
}

impl Contacten {
    /// An element begins.
    pub(crate) fn begin(&mut self, merk: Merk) {
        match merk {
            Merk::Contact => self.open = Contact::default(),
            Merk::Telefoon => self.open.heeft_telefoon = true,
            Merk::Huis => self.open.heeft_huis = true,
            Merk::Postcode => self.open.heeft_postcode = true,
            Merk::Soort => {}
        }
    }

    /// An element without children has this value.
    pub(crate) fn waarde(&mut self, merk: Merk, tekst: &str) {
        if merk == Merk::Soort {
            let is_adres = matches!(tekst, "01" | "02" | "03");
            self.heeft_adres = Some(is_adres || self.heeft_adres == Some(true));
        }
    }

    /// An element ends.
    pub(crate) fn eind(&mut self, merk: Merk) {
        if merk == Merk::Contact {
            let Contact { heeft_telefoon, heeft_huis, heeft_postcode } = self.open;
            self.is_onvolledig |= !(heeft_telefoon || (heeft_huis && heeft_postcode));
        }
    }

    /// The rules that the contacts break.
    pub(crate) fn waarnemingen(self) -> impl Iterator<Item = Waarnemingcode> {
        let tr006 = self.is_onvolledig.then_some(Waarnemingcode::Tr006);
        let tr061 = (self.heeft_adres == Some(false)).then_some(Waarnemingcode::Tr061);
        tr006.into_iter().chain(tr061)
    }
}
