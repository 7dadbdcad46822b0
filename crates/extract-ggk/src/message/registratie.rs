//! What 301, 305, 307 and 315 share: persons, and records about them.

use std::collections::{BTreeMap, BTreeSet};

use domain::record::{Beschikking, Client, Inhoud, Waarneming};
use domain::{Beschikkingnummer, Bsn, Clientsleutel, Code, Toewijzingnummer};

use super::kenmerk::{bevat_bsn, is_bsn};
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
    /// Numbers of the sender's choice, with their names.
    fn nummers(&self) -> [(Option<i64>, &'static str); 2];
    /// A mark of the sender's choice, with its name.
    fn kenmerk(&self) -> Option<(&str, &'static str)> {
        None
    }
    fn waarschuwing(&self) -> Option<Waarschuwing> {
        None
    }
    fn inhoud(records: Vec<Self>) -> Inhoud;
}

/// The numbers of a record as [`Registratie::nummers`] gives them.
pub(super) fn nummers(
    toewijzing: Option<Toewijzingnummer>,
    beschikking: Option<Beschikkingnummer>,
) -> [(Option<i64>, &'static str); 2] {
    [
        (toewijzing.map(Toewijzingnummer::waarde), "ToewijzingNummer"),
        (beschikking.map(Beschikkingnummer::waarde), "BeschikkingNummer"),
    ]
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
    waarnemingen: BTreeSet<Waarneming>,
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
            waarnemingen: BTreeSet::new(),
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
            Ok(client) => {
                self.neem_client(client, beschikking, first_record);
                let codes = velden.contacten.waarnemingen();
                self.waarnemingen.extend(codes.map(|code| Waarneming { code, regel: None }));
            }
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
        if self.clienten.len() > 1 {
            let mut gezien = BTreeSet::new();
            self.clienten.retain(|client| gezien.insert(client.client));
        }
        oogst.clienten = self.clienten;
        oogst.beschikkingen = self.beschikkingen;
        oogst.waarnemingen = self.waarnemingen.into_iter().collect();
        oogst.aantal = self.regel;
        oogst.fouten = self.fouten;
        oogst.bestand = self.bestand;
        oogst.bsns = self.bsns;
        oogst
    }

    /// A reference or number that holds the BSN of a person would carry it into the warehouse; so would a decision
    /// with such a number, whose records are refused with it.
    fn refuse_kenmerken(&mut self) {
        let pad = self.context.dialect.opbouw.pad_record;
        let (fouten, bsns) = (&mut self.fouten, &self.bsns);
        self.records.retain(|(offset, record)| {
            let kenmerk = record.kenmerk().filter(|(tekst, _)| bevat_bsn(tekst, bsns));
            let naam = kenmerk.map(|(_, naam)| naam).or_else(|| is_bsn(record.nummers(), bsns));
            let Some(naam) = naam else { return true };
            let fault = Fault::new(Code::BsnInReference, *offset, [pad, "/", naam].concat());
            fouten.push(RegelFault { regel: record.regel(), fault, bedrag: None });
            false
        });
        self.beschikkingen.retain(|een| is_bsn([(Some(een.nummer.waarde()), "")], bsns).is_none());
    }

    /// TR101: of two decisions with one number of one person that say different things, neither may win.
    fn refuse_beschikkingen(&mut self) {
        let mut first: BTreeMap<_, &Beschikking> = BTreeMap::new();
        let mut verschillend = BTreeSet::new();
        for een in &self.beschikkingen {
            let sleutel = (een.client, een.nummer);
            if first.entry(sleutel).or_insert(een) != &een {
                verschillend.insert(sleutel);
            }
        }
        // What says the same is one decision.
        let mut gezien = BTreeSet::new();
        self.beschikkingen.retain(|een| {
            let sleutel = (een.client, een.nummer);
            !verschillend.contains(&sleutel) && gezien.insert(sleutel)
        });
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
        if self.records.len() < 2 {
            return;
        }
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
