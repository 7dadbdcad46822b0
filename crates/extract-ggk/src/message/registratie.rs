//! What 301, 305, 307 and 315 share: persons, and records about them.

use std::collections::{BTreeMap, BTreeSet};

use domain::record::{Beschikking, Client, Inhoud};
use domain::{Beschikkingnummer, Bsn, Clientsleutel, Code};

use super::kenmerk::bevat_bsn;
use super::{Context, Oogst, RegelFault};
use crate::Waarschuwing;
use crate::error::Fault;
use crate::persoon;
use crate::reader::{Reader, Tag};
use crate::schema::{Deel, Klasse, no_regels, read_group};
use crate::veld::Velden;

/// A record of a 301, 305, 307 or 315.
pub(super) trait Registratie: Sized {
    /// What must be unique in a message for a person (TR101).
    type Sleutel: Ord;

    /// Reads a record whose person is filled in later.
    fn lees(velden: &Velden<'_>, context: Context<'_>, regel: u32) -> Result<Self, Fault>;
    fn sleutel(&self, context: Context<'_>) -> Self::Sleutel;
    fn client(&self) -> Clientsleutel;
    fn set_client(&mut self, client: Clientsleutel);
    /// The decision around the record (301 of 2.x).
    fn set_beschikking(&mut self, _: Beschikkingnummer) {}
    fn beschikking(&self) -> Option<Beschikkingnummer> {
        None
    }
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

/// Reads the `Client` or `Clienten` that `tag` opened.
pub(super) fn lees<'a, R: Registratie>(
    reader: &mut Reader<'a>,
    tag: &Tag<'a>,
    context: Context<'_>,
) -> Result<Oogst, Fault> {
    let inhoud = &context.dialect.opbouw.inhoud;
    let mut lezer = Lezer::<R>::new(context);
    if let Some(klasse) = inhoud.klasse() {
        lezer.lees_client(reader, tag, Deel { klasse, elementen: inhoud.kinderen() })?;
    } else {
        let mut velden = Velden::new("Bericht/Clienten", tag.offset);
        let wijze = context.dialect.wijze();
        read_group(reader, inhoud.kinderen(), wijze, &mut velden, &mut |reader, tag, deel| {
            lezer.lees_client(reader, tag, deel)
        })?;
        lezer.bestand = velden.fout.or(lezer.bestand);
    }
    if lezer.regel == 0 {
        let fault = Fault::new(Code::XsdInvalid, tag.offset, context.dialect.opbouw.pad_record);
        lezer.bestand.get_or_insert(fault);
    }
    Ok(lezer.into_oogst())
}

/// What was read of a message so far.
struct Lezer<'c, R> {
    context: Context<'c>,
    /// Records so far, refused ones included.
    regel: u32,
    clienten: Vec<Client>,
    beschikkingen: Vec<Beschikking>,
    /// Each with its place in the file.
    records: Vec<(usize, R)>,
    fouten: Vec<RegelFault>,
    /// A fault that refuses the file: stray text, or a person without records.
    bestand: Option<Fault>,
    bsns: Vec<Bsn>,
    /// The decision of the person that is being read.
    beschikking: Option<Beschikking>,
    /// A fault in that decision, or in a product of it.
    fout: Option<Fault>,
}

impl<'c, R: Registratie> Lezer<'c, R> {
    fn new(context: Context<'c>) -> Self {
        Self {
            context,
            regel: 0,
            clienten: Vec::new(),
            beschikkingen: Vec::new(),
            records: Vec::new(),
            fouten: Vec::new(),
            bestand: None,
            bsns: Vec::new(),
            beschikking: None,
            fout: None,
        }
    }

    fn lees_client<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        tag: &Tag<'a>,
        deel: Deel,
    ) -> Result<(), Fault> {
        let (first_regel, first_record) = (self.regel, self.records.len());
        let first_fout = self.fouten.len();
        let dialect = self.context.dialect;
        let mut velden = Velden::voor(dialect.opbouw.pad_client, tag, deel.elementen);
        read_group(
            reader,
            deel.elementen,
            dialect.wijze(),
            &mut velden,
            &mut |reader, tag, deel| self.lees_deel(reader, tag, deel),
        )?;
        self.bsns.extend(persoon::bsn(&velden));
        self.keur_losse_tekst(&velden);
        let beschikking = self.beschikking.take();
        let fault = velden.fout.take().or_else(|| self.fout.take());
        let dagtekening = self.context.kop.dagtekening;
        let read = fault
            .map_or_else(|| persoon::lees_client(&velden, self.context.sleutel, dagtekening), Err);
        self.fout = None;
        if self.regel == first_regel {
            // A person without records: there is nothing to refuse but the message.
            let pad = dialect.opbouw.pad_record;
            let none = || Fault::new(Code::XsdInvalid, tag.offset, pad);
            let fault = read.err().unwrap_or_else(none);
            self.bestand.get_or_insert(Fault { code: Code::XsdInvalid, ..fault });
            return Ok(());
        }
        match read {
            Ok(client) => self.neem_client(client, beschikking, first_record),
            Err(fault) => {
                self.records.truncate(first_record);
                self.fouten.truncate(first_fout);
                let refuse = |regel| RegelFault { regel, fault: fault.clone(), bedrag: None };
                self.fouten.extend((first_regel + 1..=self.regel).map(refuse));
            }
        }
        Ok(())
    }

    /// Gives the records from `first` their person and decision.
    fn neem_client(&mut self, client: Client, beschikking: Option<Beschikking>, first: usize) {
        for (_, record) in self.records.iter_mut().skip(first) {
            record.set_client(client.client);
            if let Some(beschikking) = &beschikking {
                record.set_beschikking(beschikking.nummer);
            }
        }
        let client_van = client.client;
        self.beschikkingen.extend(beschikking.map(|een| Beschikking { client: client_van, ..een }));
        self.clienten.push(client);
    }

    fn lees_deel<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        tag: &Tag<'a>,
        deel: Deel,
    ) -> Result<(), Fault> {
        match deel.klasse {
            Klasse::Beschikking => self.lees_beschikking(reader, tag, deel),
            Klasse::BeschiktProduct => self.lees_beschikt_product(reader, tag, deel),
            _ => self.lees_record(reader, tag, deel),
        }
    }

    #[inline]
    fn lees_record<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        tag: &Tag<'a>,
        deel: Deel,
    ) -> Result<(), Fault> {
        self.regel += 1;
        let dialect = self.context.dialect;
        let mut velden = Velden::voor(dialect.opbouw.pad_record, tag, deel.elementen);
        read_group(reader, deel.elementen, dialect.wijze(), &mut velden, &mut no_regels)?;
        self.keur_losse_tekst(&velden);
        let read = match velden.fout.take() {
            Some(fault) => Err(fault),
            None => R::lees(&velden, self.context, self.regel),
        };
        match read {
            Ok(record) => {
                if let Some(waarschuwing) = record.waarschuwing() {
                    reader.waarschuw(waarschuwing);
                }
                self.records.push((tag.offset, record));
            }
            Err(fault) => {
                self.fouten.push(RegelFault { regel: self.regel, fault, bedrag: None });
            }
        }
        Ok(())
    }

    fn lees_beschikking<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        tag: &Tag<'a>,
        deel: Deel,
    ) -> Result<(), Fault> {
        let mut velden = Velden::voor(PAD_BESCHIKKING, tag, deel.elementen);
        let wijze = self.context.dialect.wijze();
        read_group(reader, deel.elementen, wijze, &mut velden, &mut |reader, tag, deel| {
            self.lees_deel(reader, tag, deel)
        })?;
        self.keur_losse_tekst(&velden);
        let read = match velden.fout.take() {
            Some(fault) => Err(fault),
            None => super::beschikking::lees(&velden),
        };
        match read {
            Ok(beschikking) => self.beschikking = Some(beschikking),
            Err(fault) => {
                self.fout.get_or_insert(fault);
            }
        }
        Ok(())
    }

    /// A product of the decision: checked, not loaded.
    fn lees_beschikt_product<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        tag: &Tag<'a>,
        deel: Deel,
    ) -> Result<(), Fault> {
        let mut velden = Velden::voor(PAD_BESCHIKT_PRODUCT, tag, deel.elementen);
        let wijze = self.context.dialect.wijze();
        read_group(reader, deel.elementen, wijze, &mut velden, &mut no_regels)?;
        self.keur_losse_tekst(&velden);
        let fault = match velden.fout.take() {
            Some(fault) => Some(fault),
            None => super::beschikking::keur_product(&velden, self.context.dialect).err(),
        };
        self.fout = self.fout.take().or(fault);
        Ok(())
    }

    /// Text between elements refuses the file.
    fn keur_losse_tekst(&mut self, velden: &Velden<'_>) {
        if velden.heeft_losse_tekst {
            self.bestand = self.bestand.take().or_else(|| velden.fout.clone());
        }
    }

    fn into_oogst(mut self) -> Oogst {
        self.refuse_kenmerken();
        self.refuse_beschikkingen();
        self.refuse_double();
        let records = self.records.into_iter().map(|(_, record)| record).collect();
        let mut oogst = Oogst::new(R::inhoud(records));
        // A person may stand in a message of 2.x twice.
        let mut gezien = BTreeSet::new();
        self.clienten.retain(|client| gezien.insert(client.client));
        oogst.clienten = self.clienten;
        oogst.beschikkingen = self.beschikkingen;
        oogst.aantal = self.regel;
        oogst.fouten = self.fouten;
        oogst.bestand = self.bestand;
        oogst.bsns = self.bsns;
        oogst
    }

    /// A reference that holds the BSN of a person would carry it into the warehouse.
    fn refuse_kenmerken(&mut self) {
        let pad = self.context.dialect.opbouw.pad_record;
        let (fouten, bsns) = (&mut self.fouten, &self.bsns);
        self.records.retain(|(offset, record)| {
            let Some((_, naam)) = record.kenmerk().filter(|(tekst, _)| bevat_bsn(tekst, bsns))
            else {
                return true;
            };
            let fault = Fault::new(Code::BsnInReference, *offset, [pad, "/", naam].concat());
            fouten.push(RegelFault { regel: record.regel(), fault, bedrag: None });
            false
        });
    }

    /// TR101: of two decisions with one number of one person that say different things, neither may win.
    fn refuse_beschikkingen(&mut self) {
        let mut first: BTreeMap<_, Beschikking> = BTreeMap::new();
        let mut verschillend = BTreeSet::new();
        for een in core::mem::take(&mut self.beschikkingen) {
            let sleutel = (een.client, een.nummer);
            match first.get(&sleutel) {
                Some(other) if *other != een => {
                    verschillend.insert(sleutel);
                }
                Some(_) => {}
                None => {
                    first.insert(sleutel, een);
                }
            }
        }
        first.retain(|sleutel, _| !verschillend.contains(sleutel));
        self.beschikkingen = first.into_values().collect();
        if verschillend.is_empty() {
            return;
        }
        let fouten = &mut self.fouten;
        self.records.retain(|(offset, record)| {
            let sleutel = record.beschikking().map(|nummer| (record.client(), nummer));
            let is_fout = sleutel.is_some_and(|sleutel| verschillend.contains(&sleutel));
            if is_fout {
                let fault = Fault::new(Code::Tr101, *offset, PAD_BESCHIKKING);
                fouten.push(RegelFault { regel: record.regel(), fault, bedrag: None });
            }
            !is_fout
        });
    }

    /// TR101: of two records with one key neither may win.
    fn refuse_double(&mut self) {
        let mut keys: Vec<((Clientsleutel, R::Sleutel), u32)> = self
            .records
            .iter()
            .map(|(_, record)| ((record.client(), record.sleutel(self.context)), record.regel()))
            .collect();
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
        let (fouten, pad) = (&mut self.fouten, self.context.dialect.opbouw.pad_record);
        self.records.retain(|(offset, record)| {
            let regel = record.regel();
            let is_double = double.binary_search(&regel).is_ok();
            if is_double {
                let fault = Fault::new(Code::Tr101, *offset, pad);
                fouten.push(RegelFault { regel, fault, bedrag: None });
            }
            !is_double
        });
    }
}

/// Only 301 messages of 2.x have it.
const PAD_BESCHIKKING: &str = "Bericht/Clienten/Client/Beschikking";
const PAD_BESCHIKT_PRODUCT: &str =
    "Bericht/Clienten/Client/Beschikking/BeschiktProducten/BeschiktProduct";

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
