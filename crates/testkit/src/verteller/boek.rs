//! What a story delivered and declared: who declares beside every delivery is found out at the end of the story (DQ47).

use chrono::NaiveDate;
use domain::Berichtsoort;

use super::{Dossier, Verteller};
use crate::bericht::{Kop, Veld};
use crate::declaraties::Regelplan;
use crate::oordeel::{Lot, Wat};

/// The book of one story.
#[derive(Debug, Default)]
pub(super) struct Boek {
    leveringen: Vec<(u32, NaiveDate, Option<NaiveDate>)>,
    regels: Vec<Regel>,
    /// References of lines that a credit takes back.
    teruggenomen: Vec<Veld>,
}

/// A debit that links to its allocation and was not rejected.
#[derive(Debug)]
struct Regel {
    nummer: u32,
    kop: Kop,
    referentie: Veld,
    van: NaiveDate,
    tot: NaiveDate,
}

impl Boek {
    /// Notes a delivery that counts.
    pub(super) fn levering(&mut self, nummer: u32, begin: NaiveDate, eind: Option<NaiveDate>) {
        self.leveringen.push((nummer, begin, eind));
    }

    /// Notes a line, unless it was rejected.
    pub(super) fn regel(&mut self, d: &Dossier, plan: &Regelplan, lot: Lot) {
        let Wat::Laadt(oordeel, _) = &plan.wat else { return };
        if lot == Lot::Afgewezen {
            return;
        }
        let prestatie = &plan.prestatie;
        if prestatie.debet_credit.as_str() == "C" {
            self.teruggenomen.extend(prestatie.vorig_referentienummer.clone());
            return;
        }
        let [van, tot] = prestatie.periode.each_ref().map(|datum| datum.as_str().parse().ok());
        if let (Some(van), Some(tot), "gekoppeld") = (van, tot, oordeel.koppelstatus(lot)) {
            let (nummer, referentie) = (d.a.nummer, prestatie.referentienummer.clone());
            let kop = Kop::new(d.a.wet, d.a.gemeente, d.a.aanbieder.agb);
            self.regels.push(Regel { nummer, kop, referentie, van, tot });
        }
    }
}

impl Verteller<'_> {
    /// Writes down which allocations were declared beside every delivery that counts, and begins a new book.
    pub(crate) fn sluit_boek(&mut self) -> anyhow::Result<()> {
        let boek = core::mem::take(&mut self.boek);
        let mut gemeld = Vec::new();
        for regel in &boek.regels {
            let is_geleverd = boek.leveringen.iter().any(|(nummer, begin, eind)| {
                *nummer == regel.nummer
                    && *begin <= regel.tot
                    && eind.is_none_or(|eind| eind >= regel.van)
            });
            let is_known = gemeld.contains(&regel.nummer);
            if is_geleverd || is_known || boek.teruggenomen.contains(&regel.referentie) {
                continue;
            }
            gemeld.push(regel.nummer);
            self.uit.merk("gedeclareerd_zonder_levering");
            let (nummer, waar) = (Veld::from(regel.nummer), (Berichtsoort::B301, None, None));
            self.uit.noteer_bevinding("DQ47", &regel.kop, waar, Some(nummer.as_str()))?;
        }
        Ok(())
    }
}
