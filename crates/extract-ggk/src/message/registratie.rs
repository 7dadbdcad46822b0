//! What 301, 305 and 307 share: one person, and records about that person.

use core::ops::ControlFlow;

use domain::record::{Client, Inhoud};
use domain::{Clientsleutel, Code};

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
