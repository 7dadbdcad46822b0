//! A row to records: all of them, or the first reason why not one.

use chrono::NaiveDate;
use domain::zaaksysteem::{Record, Veldwaarde};
use domain::{Bsn, Clientsleutel, Code, Productcategorie, Wet};

use crate::mapping::Bestemming;
use crate::plan::{Doelplan, Plan, Stap};
use crate::waarde::{Waardelezer, kaal};
use crate::{Meldingsoort, Weigering};

/// What is needed while a row is read; used again for the next one.
#[derive(Debug, Default)]
pub(crate) struct Werk {
    sporen: Vec<Meldingsoort>,
    bsns: Vec<Bsn>,
    laatste: Option<(Bsn, Clientsleutel)>,
    /// Days by the position of their column in the mapping.
    dagen: Vec<Option<NaiveDate>>,
    /// What was done with the values of the row, with the position of the step.
    pub(crate) meldingen: Vec<(Meldingsoort, usize)>,
}

impl Plan {
    /// The records of a row.
    ///
    /// # Errors
    /// The first fault, in the order of the columns; then none of the row is a record.
    pub(crate) fn zet_om<'c>(
        &self,
        regel: u64,
        cel: impl Fn(usize) -> &'c str,
        werk: &mut Werk,
    ) -> Result<Vec<Record>, Weigering> {
        werk.bsns.clear();
        werk.meldingen.clear();
        werk.dagen.clear();
        werk.dagen.resize(if self.perioden.is_empty() { 0 } else { self.kolommen }, None);
        let mut records: Vec<Record> = self.doelen.iter().map(|doel| doel.begin(&cel)).collect();
        for (plek, stap) in self.stappen.iter().enumerate() {
            werk.sporen.clear();
            self.doe(stap, cel(stap.plek), &mut records, werk)
                .map_err(|code| Weigering::rij(code, regel).in_kolom(&stap.kolom.naam))?;
            werk.meldingen.extend(werk.sporen.drain(..).map(|soort| (soort, plek)));
        }
        self.toets(&records, werk)
            .map_err(|(code, kolom)| Weigering::rij(code, regel).in_kolom(kolom))?;
        records.retain(|record| !record.waarden.is_empty());
        Ok(records)
    }

    fn doe(
        &self,
        stap: &Stap,
        cel: &str,
        records: &mut [Record],
        werk: &mut Werk,
    ) -> Result<(), Code> {
        let kolom = &stap.kolom;
        let doel = match kolom.bestemming {
            Bestemming::Veld { doel, plek } => match records.get_mut(doel) {
                Some(record) if !record.waarden.is_empty() => Some((record, plek)),
                _ => return Ok(()),
            },
            Bestemming::Controle => None,
        };
        let op = kolom.regels.lijst.as_ref().and_then(|lijst| lijst.op);
        let eigen_dag = op.zip(doel.as_ref()).and_then(|(op, (record, _))| {
            let waarde = record.waarden.get(op)?;
            if let Veldwaarde::Datum(dag) = waarde { Some(*dag) } else { None }
        });
        let mut lezer = Waardelezer {
            sleutel: &self.sleutel,
            ruimte: &self.ruimte,
            sporen: &mut werk.sporen,
            bsns: &mut werk.bsns,
            laatste: &mut werk.laatste,
        };
        let dag = eigen_dag.unwrap_or(self.peildatum);
        let mut waarde = lezer.lees(kolom.soort, cel, &kolom.regels, dag)?;
        if stap.toont_bsn {
            kolom.regels.bsn_in_tekst.toets(&mut waarde, &mut werk.sporen)?;
        }
        if waarde.is_leeg() {
            if kolom.verplicht {
                return Err(Code::FieldMissing);
            }
            if let Some((record, _)) = doel.filter(|_| stap.is_keuze) {
                record.waarden.clear();
            }
            return Ok(());
        }
        if let (Veldwaarde::Datum(dag), Some(plek)) = (&waarde, werk.dagen.get_mut(stap.nummer)) {
            *plek = Some(*dag);
        }
        if let Some(veld) = doel.and_then(|(record, plek)| record.waarden.get_mut(plek)) {
            *veld = waarde;
        }
        Ok(())
    }

    /// What can only be told of the row as a whole.
    fn toets(&self, records: &[Record], werk: &Werk) -> Result<(), (Code, &str)> {
        for (doel, record) in self.doelen.iter().zip(records) {
            doel.toets_producten(record).map_err(|plek| {
                let veld = doel.entiteit.velden().get(plek);
                (Code::CodeUnknown, veld.map_or("", |veld| veld.naam))
            })?;
        }
        for periode in &self.perioden {
            let dag = |plek: usize| werk.dagen.get(plek).copied().flatten();
            if let (Some(begin), Some(eind)) = (dag(periode.begin), dag(periode.eind))
                && eind < begin
            {
                return Err((Code::Tr018, &periode.naam));
            }
        }
        if werk.bsns.is_empty() {
            return Ok(());
        }
        for stap in self.stappen.iter().filter(|stap| stap.toont_bsn) {
            let Bestemming::Veld { doel, plek } = stap.kolom.bestemming else { continue };
            let waarde = records.get(doel).and_then(|record| record.waarden.get(plek));
            if waarde.is_some_and(|waarde| toont(waarde, &werk.bsns)) {
                return Err((Code::BsnInReference, &stap.kolom.naam));
            }
        }
        Ok(())
    }
}

/// Whether the value holds one of the persons of its row.
fn toont(waarde: &Veldwaarde, bsns: &[Bsn]) -> bool {
    // A BSN has nine digits; those of other scripts are no ASCII.
    let kan = |text: &str| {
        let cijfers = || text.bytes().filter(|byte| !byte.is_ascii() || byte.is_ascii_digit());
        text.len() >= 9 && cijfers().count() >= 9
    };
    let in_tekst = |text: &str| kan(text) && bsns.iter().any(|bsn| bsn.staat_in(text));
    match waarde {
        Veldwaarde::Tekst(text) => in_tekst(text),
        Veldwaarde::Lijst(labels) => labels.iter().any(|label| in_tekst(label)),
        Veldwaarde::Geheel(getal) => Bsn::van_nummer(*getal).is_some_and(|bsn| bsns.contains(&bsn)),
        _ => false,
    }
}

impl Doelplan {
    /// The record before its columns are read; without values when the row tells nothing of the entity.
    fn begin<'c>(&self, cel: &impl Fn(usize) -> &'c str) -> Record {
        let is_gekozen = self.alleen.as_ref().is_none_or(|(plek, woorden)| {
            let text = kaal(cel(*plek));
            woorden.iter().any(|woord| &**woord == text)
        });
        let is_er = self.nodig.iter().all(|(plek, wijze)| !wijze.is_leeg(kaal(cel(*plek))));
        let waarden = if is_gekozen && is_er { self.begin.clone() } else { Vec::new() };
        Record { entiteit: self.entiteit, waarden }
    }

    /// Whether the law has the product categories; else the position of one that it has not.
    fn toets_producten(&self, record: &Record) -> Result<(), usize> {
        let tekst = |plek: usize| match record.waarden.get(plek) {
            Some(Veldwaarde::Tekst(text)) => Some(&**text),
            _ => None,
        };
        for plek in &self.productcategorieen {
            let Some(code) = tekst(*plek) else { continue };
            let wet: Option<Wet> = self.wet.and_then(tekst).and_then(|wet| wet.parse().ok());
            if wet.is_some_and(|wet| Productcategorie::parse(wet, code).is_err()) {
                return Err(*plek);
            }
        }
        Ok(())
    }
}
