//! What 301, 305 and 307 share: one person, and records about that person.

use core::ops::ControlFlow;

use domain::record::{Client, Inhoud};
use domain::{Bsn, Clientsleutel, Code};

use super::kenmerk::bevat_bsn;
use super::{Context, Oogst, RegelFault};
use crate::Waarschuwing;
use crate::error::Fault;
use crate::persoon;
use crate::reader::{Reader, Tag};
use crate::release::Dialect;
use crate::schema::{Element, Richting, no_regels, read_group};
use crate::veld::Velden;

/// A record of a 301, 305 or 307.
pub(super) trait Registratie: Sized {
    /// What must be unique in a message (TR101).
    type Sleutel: Ord;
    /// Path of the record.
    const PAD: &'static str;
    /// Elements of `Client`.
    const CLIENT: &'static [Element];
    /// Elements of the record.
    const ELEMENTEN: &'static [Element];

    /// Reads a record whose person is filled in later.
    fn lees(velden: &Velden<'_>, dialect: Dialect, regel: u32) -> Result<Self, Fault>;
    fn sleutel(&self, dialect: Dialect) -> Self::Sleutel;
    fn set_client(&mut self, client: Clientsleutel);
    fn regel(&self) -> u32;
    /// A mark of the sender's choice, with its name.
    fn kenmerk(&self) -> Option<(&str, &'static str)> {
        None
    }
    fn waarschuwing(&self) -> Option<Waarschuwing> {
        None
    }
    fn inhoud(records: Vec<Self>) -> Inhoud;
}

/// Stands in a record until the `Bsn` around it has been read.
pub(super) const NOG_ONBEKEND: Clientsleutel = Clientsleutel::from_bytes([0; 16]);

/// Reads the `Client` that `tag` opened.
pub(super) fn lees<'a, R: Registratie>(
    reader: &mut Reader<'a>,
    tag: &Tag<'a>,
    context: Context<'_>,
) -> Result<Oogst, Fault> {
    let mut records: Vec<(usize, R)> = Vec::new();
    let mut fouten = Vec::new();
    let mut regel = 0;
    let mut losse_tekst = None;
    let mut client = Velden::new("Bericht/Client", tag.offset);
    read_group(reader, R::CLIENT, Richting::Heen, &mut client, &mut |reader, tag| {
        regel += 1;
        let mut velden = Velden::new(R::PAD, tag.offset);
        read_group(reader, R::ELEMENTEN, Richting::Heen, &mut velden, &mut no_regels)?;
        if velden.heeft_losse_tekst {
            losse_tekst = losse_tekst.take().or_else(|| velden.fout.clone());
        }
        let read = match velden.fout.take() {
            Some(fault) => Err(fault),
            None => R::lees(&velden, context.dialect, regel),
        };
        match read {
            Ok(record) => {
                if let Some(waarschuwing) = record.waarschuwing() {
                    reader.waarschuw(waarschuwing);
                }
                records.push((tag.offset, record));
            }
            Err(fault) => fouten.push(RegelFault { regel, fault, bedrag: None }),
        }
        Ok(())
    })?;
    let bsn = persoon::bsn(&client);
    refuse_kenmerken(&mut records, &mut fouten, bsn.as_slice());
    refuse_double(&mut records, &mut fouten, context.dialect);
    if client.heeft_losse_tekst {
        losse_tekst = losse_tekst.or_else(|| client.fout.clone());
    }
    let persoon = match client.fout.take() {
        Some(fault) => Err(fault),
        None => persoon::lees_client(&client, context.sleutel, context.kop.dagtekening),
    };
    let mut records: Vec<R> = records.into_iter().map(|(_, record)| record).collect();
    let mut bestand = losse_tekst;
    let clienten = match set_person(persoon, &mut records, &mut fouten, regel) {
        ControlFlow::Continue(client) => vec![client],
        ControlFlow::Break(fault) => {
            if regel == 0 {
                // A message without records: there is nothing to refuse but the message.
                bestand.get_or_insert(Fault { code: Code::XsdInvalid, ..fault });
            }
            Vec::new()
        }
    };
    let mut oogst = Oogst::new(R::inhoud(records));
    oogst.clienten = clienten;
    oogst.aantal = regel;
    oogst.fouten = fouten;
    oogst.bestand = bestand;
    oogst.bsns.extend(bsn);
    Ok(oogst)
}

/// Gives all records their person, or refuses all of them with the fault in it.
fn set_person<R: Registratie>(
    persoon: Result<Client, Fault>,
    records: &mut Vec<R>,
    fouten: &mut Vec<RegelFault>,
    aantal: u32,
) -> ControlFlow<Fault, Client> {
    match persoon {
        Ok(client) => {
            for record in records {
                record.set_client(client.client);
            }
            ControlFlow::Continue(client)
        }
        Err(fault) => {
            records.clear();
            let refuse = |regel| RegelFault { regel, fault: fault.clone(), bedrag: None };
            *fouten = (1..=aantal).map(refuse).collect();
            ControlFlow::Break(fault)
        }
    }
}

/// A reference that holds the BSN would carry it into the warehouse.
fn refuse_kenmerken<R: Registratie>(
    records: &mut Vec<(usize, R)>,
    fouten: &mut Vec<RegelFault>,
    bsns: &[Bsn],
) {
    records.retain(|(offset, record)| {
        let Some((_, naam)) = record.kenmerk().filter(|(tekst, _)| bevat_bsn(tekst, bsns)) else {
            return true;
        };
        let fault = Fault::new(Code::BsnInReference, *offset, [R::PAD, "/", naam].concat());
        fouten.push(RegelFault { regel: record.regel(), fault, bedrag: None });
        false
    });
}

/// TR101: of two records with one key neither may win.
fn refuse_double<R: Registratie>(
    records: &mut Vec<(usize, R)>,
    fouten: &mut Vec<RegelFault>,
    dialect: Dialect,
) {
    let mut keys: Vec<(R::Sleutel, u32)> =
        records.iter().map(|(_, record)| (record.sleutel(dialect), record.regel())).collect();
    keys.sort();
    let mut double: Vec<u32> = keys
        .windows(2)
        .filter_map(|pair| match pair {
            [(a, first), (b, second)] if a == b => Some([*first, *second]),
            _ => None,
        })
        .flatten()
        .collect();
    double.sort_unstable();
    records.retain(|(offset, record)| {
        let regel = record.regel();
        let is_double = double.binary_search(&regel).is_ok();
        if is_double {
            let fault = Fault::new(Code::Tr101, *offset, R::PAD);
            fouten.push(RegelFault { regel, fault, bedrag: None });
        }
        !is_double
    });
}

#[cfg(test)]
mod tests {
    use domain::Code;

    use crate::tests::{change, lees_tekst, records, refusal};
    use crate::voorbeeld::{bericht, bericht_301, bericht_305, client, toegewezen_product};

    #[test]
    fn a_fault_in_the_person_refuses_every_record() {
        let good = bericht_301(&[1, 2]);
        let voornamen = "<ijw:Voornamen>Testvoornaam</ijw:Voornamen>";
        let geslacht = "<jw301:Geslacht>1</jw301:Geslacht>";
        for (from, to, code, pad) in [
            (">999900006<", ">999900007<", Code::BsnInvalid, "Bsn"),
            (">999900006<", "> 999900006<", Code::BsnInvalid, "Bsn"),
            (">999900006<", "><", Code::BsnInvalid, "Bsn"),
            (">999900006<", ">999999999<", Code::BsnPlaceholder, "Bsn"),
            (">2010-02-14<", ">2010-02-30<", Code::DateInvalid, "Geboortedatum/Datum"),
            (">2010-02-14<", ">2026-05-07<", Code::DateRange, "Geboortedatum/Datum"),
            (">2010-02-14<", ">1906-05-05<", Code::DateRange, "Geboortedatum/Datum"),
            (geslacht, "<jw301:Geslacht>9</jw301:Geslacht>", Code::CodeUnknown, "Geslacht"),
            (geslacht, "", Code::FieldMissing, "Geslacht"),
            (geslacht, "<jw301:Geslacht><a/>1</jw301:Geslacht>", Code::XsdInvalid, "Geslacht"),
            (
                ">Testnaam<",
                &format!(">{}<", "a".repeat(201)),
                Code::TextLength,
                "Naam/Geslachtsnaam/Achternaam",
            ),
            (">Testnaam<", "> <", Code::TextBlank, "Naam/Geslachtsnaam/Achternaam"),
            (voornamen, &voornamen.repeat(2), Code::XsdInvalid, "Naam/Voornamen"),
            (geslacht, &format!("{geslacht}<jw301:Extra/>"), Code::XsdInvalid, "?"),
            ("<ijw:NaamGebruik>1</ijw:NaamGebruik>", "", Code::FieldMissing, "Naam/NaamGebruik"),
        ] {
            let expect: Vec<_> =
                (1..=2).map(|regel| (regel, code, format!("Bericht/Client/{pad}"))).collect();
            assert_eq!(records(&change(&good, from, to)), (0, expect), "{from} {to}");
            assert!(lees_tekst(&change(&good, from, to)).unwrap().bericht.clienten.is_empty());
        }
    }

    #[test]
    fn an_unknown_birth_date_is_no_year_of_birth() {
        let datum = "<ijw:Datum>2010-02-14</ijw:Datum>";
        let with = |to: &str| {
            let gelezen = lees_tekst(&change(&bericht_305(&[1]), datum, to)).unwrap();
            gelezen.bericht.clienten.first().map(|client| client.geboortejaar)
        };
        let gebruik = |code| format!("<ijw:DatumGebruik>{code}</ijw:DatumGebruik>");
        assert_eq!(with(datum), Some(Some(2010)));
        assert_eq!(with(&(datum.to_owned() + &gebruik(1))), Some(Some(2010)));
        let onbekend = "<ijw:Datum>1900-01-01</ijw:Datum>";
        assert_eq!(with(&(onbekend.to_owned() + &gebruik(3))), Some(None));
        assert_eq!(with(&(onbekend.to_owned() + &gebruik(2))), None);
        assert_eq!(with(&(datum.to_owned() + &gebruik(4))), None);
        assert_eq!(with("<ijw:Datum>1906-05-06</ijw:Datum>"), Some(Some(1906)));
    }

    #[test]
    fn a_message_has_one_person_and_at_least_one_record() {
        let one = client("301", &toegewezen_product(1, ""), "");
        let two = bericht("301", "", &one.repeat(2));
        assert_eq!(refusal(&two), (Code::XsdInvalid, "Bericht/Client".to_owned()));
        let none = bericht("301", "", &client("301", "", ""));
        let pad = "Bericht/Client/ToegewezenProducten/ToegewezenProduct";
        assert_eq!(refusal(&none), (Code::XsdInvalid, pad.to_owned()));
        assert_eq!(
            refusal(&bericht("301", "", "")),
            (Code::FieldMissing, "Bericht/Client".to_owned())
        );
    }

    #[test]
    fn text_between_elements_refuses_the_file() {
        let good = bericht_301(&[1, 2]);
        for before in [
            "<jw301:Client>",
            "<jw301:Naam>",
            "<jw301:ToegewezenProduct>",
            "<ijw:Volume>",
            "</jw301:Bericht>",
        ] {
            let text = change(&good, before, &format!("tekst{before}"));
            assert_eq!(refusal(&text).0, Code::XsdInvalid, "{before}");
        }
    }

    #[test]
    fn of_two_records_with_one_key_neither_loads() {
        let double: Vec<_> = [1, 3].map(|regel| (regel, Code::Tr101)).into();
        let (loaded, refused) = records(&bericht_301(&[1, 2, 1]));
        let refused: Vec<_> = refused.into_iter().map(|(regel, code, _)| (regel, code)).collect();
        assert_eq!((loaded, refused), (1, double));
    }

    #[test]
    fn an_attribute_that_the_schema_does_not_know_refuses_the_record() {
        let good = bericht_301(&[1, 2]);
        let xsi = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'";
        for (attribute, code) in [
            (format!("{xsi} xsi:nil='true'"), Code::FieldMissing),
            (format!("{xsi} xsi:type='x'"), Code::XsdInvalid),
            ("soort='1'".to_owned(), Code::XsdInvalid),
        ] {
            let text = change(&good, "<ijw:Volume>", &format!("<ijw:Volume {attribute}>"));
            let (loaded, refused) = records(&text);
            assert_eq!((loaded, refused.len(), refused[0].1), (1, 1, code), "{attribute}");
        }
    }
}
