//! Sends 301, 305 and 307 of release 2: with decisions, and more than one person in a message.

use chrono::NaiveDate;
use domain::{
    Berichtsoort, Beschikkingnummer, KetenSleutel, Product, Productcategorie, ToewijzingSleutel,
};

use super::{Antwoord, Dossier, Partij, Verteller, Zending};
use crate::allocatie::Allocatie;
use crate::bericht::v2::{Bericht, Beschikking, Inhoud, Start, Stop, Toewijzing};
use crate::bericht::{self, Kop, Veld};
use crate::kalender::plus;
use crate::oordeel::Wat;
use crate::waarheid::{Rij, Tabel};

/// The records about one person in a message, with what becomes of each.
pub(crate) type Groep<R> = (Veld, Vec<(R, Wat)>);

/// What starts and stops have in common here.
trait Record: Clone {
    const SOORT: Berichtsoort;
    const LETTER: char;
    fn nummer(&self) -> Option<&Veld>;
    fn product(&mut self) -> &mut bericht::Product;
    fn inhoud(records: Vec<Self>) -> Inhoud;
}

impl Record for Start {
    const SOORT: Berichtsoort = Berichtsoort::B305;
    const LETTER: char = 'S';

    fn nummer(&self) -> Option<&Veld> {
        self.nummer.as_ref()
    }

    fn product(&mut self) -> &mut bericht::Product {
        &mut self.product
    }

    fn inhoud(records: Vec<Self>) -> Inhoud {
        records.into()
    }
}

impl Record for Stop {
    const SOORT: Berichtsoort = Berichtsoort::B307;
    const LETTER: char = 'P';

    fn nummer(&self) -> Option<&Veld> {
        self.nummer.as_ref()
    }

    fn product(&mut self) -> &mut bericht::Product {
        &mut self.product
    }

    fn inhoud(records: Vec<Self>) -> Inhoud {
        records.into()
    }
}

impl Allocatie {
    /// `Afgiftedatum` of its beschikking.
    fn beschikt_op(&self) -> NaiveDate {
        plus(self.ingang, -5)
    }

    /// The record of a 305 on it, that does not say yet what it refers to.
    pub(crate) fn start_2(&self, begin: NaiveDate) -> Start {
        let product = self.product.clone().unwrap_or_else(|| bericht::Product::aspecifiek("02"));
        Start::new(product, begin).toewijzing_ingangsdatum(self.ingang)
    }

    /// The record of a 307 on it, that does not say yet what it refers to.
    pub(crate) fn stop_2(&self, begin: NaiveDate, eind: NaiveDate, reden: &'static str) -> Stop {
        let product = self.product.clone().unwrap_or_else(|| bericht::Product::aspecifiek("02"));
        Stop::new(product, begin, eind).toewijzing_ingangsdatum(self.ingang).reden(reden)
    }
}

/// The start as the truth about deliveries takes it.
pub(crate) fn als_start(start: &Start) -> bericht::Start {
    bericht::Start {
        nummer: start.nummer.clone(),
        ..bericht::Start::new(0, start.product.clone(), &start.begindatum)
    }
}

impl Verteller<'_> {
    /// `toewijzing_sk` of an allocation without a number; unknown without a key for pseudonyms.
    pub(crate) fn sk_zonder_nummer(&self, a: &Allocatie) -> Option<i64> {
        let client = self.uit.waarheid.as_ref()?.clientsleutel(&a.bsn)?;
        let agb = a.aanbieder.agb.parse().ok()?;
        let groep = KetenSleutel::taakgericht(a.wet, a.gemeente, agb, client);
        let nummer: Option<Beschikkingnummer> =
            a.beschikking.and_then(|nummer| i64::from(nummer).try_into().ok());
        let product = a.product.as_ref().and_then(|product| {
            Some(Product {
                categorie: Productcategorie::parse(a.wet, product.categorie.as_str()).ok()?,
                code: product.code.as_ref().map(|code| code.as_str().parse()).transpose().ok()?,
            })
        });
        let sleutel = ToewijzingSleutel::zonder_nummer(groep, nummer, product.as_ref(), a.ingang);
        Some(sleutel.waarde())
    }

    /// Sends the allocations as they stand now, each with its beschikking, in one 301.
    pub(crate) fn toewijs_2(&mut self, dossiers: &mut [Dossier]) -> anyhow::Result<()> {
        let Some(eerste) = dossiers.first_mut() else { return Ok(()) };
        let extra = self.rng.tussen(0, 2);
        let datum = eerste.volgende(eerste.a.datum, extra);
        let partij = eerste.a.partij();
        let mut clienten = Vec::new();
        for d in dossiers.iter() {
            clienten.push((d.a.bsn.clone(), self.beschikking(&d.a).into()));
        }
        let kop = self.kop(&partij, 'T', datum);
        let bericht = self.bericht_2(&kop, clienten)?;
        let weigeringen = vec![None; dossiers.len()];
        let zending = (kop, Berichtsoort::B301, datum);
        let zending = self.rond_af(zending, &weigeringen, (&bericht).into(), Antwoord::Toeval)?;
        for d in dossiers {
            d.versie(&zending);
        }
        Ok(())
    }

    /// Sends a 305 with these records.
    pub(crate) fn stuur_starts_2(
        &mut self,
        d: &mut Dossier,
        dag: NaiveDate,
        groepen: Vec<Groep<Start>>,
        antwoord: Antwoord,
    ) -> anyhow::Result<()> {
        let extra = self.rng.tussen(1, 5);
        let datum = d.volgende(dag, extra);
        self.zend_2(&d.a.partij(), datum, groepen, antwoord).map(drop)
    }

    /// Sends a 307 with these records.
    pub(crate) fn stuur_stops_2(
        &mut self,
        d: &mut Dossier,
        dag: NaiveDate,
        groepen: Vec<Groep<Stop>>,
        antwoord: Antwoord,
    ) -> anyhow::Result<()> {
        let extra = self.rng.tussen(1, 6);
        let datum = d.volgende(dag, extra);
        self.zend_2(&d.a.partij(), datum, groepen, antwoord).map(drop)
    }

    /// Writes down the beschikking of an allocation, as its newest 301 says.
    pub(crate) fn noteer_beschikking(&mut self, d: &Dossier) -> anyhow::Result<()> {
        let a = &d.a;
        self.uit.noteer(Tabel::Beschikkingen, |_| {
            let rij = Rij::default().met(a.wet).met(a.gemeente).met(a.beschikking);
            rij.met(a.beschikt_op()).met(a.ingang).met(a.eind).met("toewijzing")
        })
    }

    fn zend_2<R: Record>(
        &mut self,
        partij: &Partij,
        datum: NaiveDate,
        groepen: Vec<Groep<R>>,
        antwoord: Antwoord,
    ) -> anyhow::Result<Zending> {
        let kop = self.kop(partij, R::LETTER, datum);
        let mut clienten = Vec::new();
        for (bsn, records) in &groepen {
            let mut geschreven = Vec::new();
            for (record, _) in records {
                let mut record = record.clone();
                self.kort_in(&mut record.product().categorie);
                geschreven.push(record);
            }
            clienten.push((bsn.clone(), R::inhoud(geschreven)));
        }
        let bericht = self.bericht_2(&kop, clienten)?;
        let aantal = groepen.iter().map(|(_, records)| records.len()).sum::<usize>();
        let zending = (kop, R::SOORT, datum);
        let zending = self.rond_af(zending, &vec![None; aantal], (&bericht).into(), antwoord)?;
        let mut regel = 0;
        for (bsn, records) in groepen {
            for (mut record, wat) in records {
                regel += 1;
                let nummer = record.nummer().cloned();
                let product = Some(record.product().clone());
                self.noteer(&zending, R::SOORT, &bsn, (regel, &nummer, &product), &wat)?;
            }
        }
        Ok(zending)
    }

    /// Writes a message about these persons into the buffer.
    fn bericht_2(&mut self, kop: &Kop, clienten: Vec<(Veld, Inhoud)>) -> anyhow::Result<Bericht> {
        let mut clienten = clienten.into_iter();
        let Some((bsn, inhoud)) = clienten.next() else { anyhow::bail!("a message about nobody") };
        let mut bericht = Bericht::new(kop.clone(), self.persoon(&bsn), inhoud);
        for (bsn, inhoud) in clienten {
            bericht = bericht.client(self.persoon(&bsn), inhoud);
        }
        self.uit.buffer = bericht.schrijf(core::mem::take(&mut self.uit.buffer));
        Ok(bericht)
    }

    /// `Beschikking` with one allocation.
    fn beschikking(&mut self, a: &Allocatie) -> Beschikking {
        let mut product = a.product.clone().unwrap_or_else(|| bericht::Product::aspecifiek("02"));
        self.kort_in(&mut product.categorie);
        let mut toewijzing = Toewijzing::new(product, a.ingang).moment(a.datum, a.tijd);
        toewijzing.nummer = a.nummer().map(Veld::from);
        toewijzing.einddatum = a.eind.map(Veld::from);
        toewijzing.reden = a.reden.map(Veld::from);
        toewijzing.omvang = a.omvang.map(|omvang| {
            let mut eenheid = omvang.eenheid.into();
            self.kort_in(&mut eenheid);
            [omvang.volume.into(), eenheid, omvang.frequentie.into()]
        });
        let nummer = a.beschikking.unwrap_or_default();
        let mut beschikking =
            Beschikking::new(nummer, a.ingang).afgiftedatum(a.beschikt_op()).toewijzing(toewijzing);
        beschikking.einddatum = a.eind.map(Veld::from);
        if self.rng.kans(100) {
            beschikking.commentaar = Some(crate::namen::tekst(&mut self.rng));
        }
        beschikking
    }

    /// Leaves out a leading zero, half of the time: codes are whole numbers in release 2.
    fn kort_in(&mut self, code: &mut Veld) {
        if self.rng.kans(500)
            && let Some(kort) = code.as_str().strip_prefix('0')
        {
            *code = kort.into();
        }
    }
}
