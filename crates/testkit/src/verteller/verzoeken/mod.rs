//! Requests (315, 317) and what the municipality answers: a 319, or an allocation that names the request.

mod plan;

use chrono::NaiveDate;
use domain::Berichtsoort;

use plan::{Uitslag, Wens};

pub(super) use plan::Verzoek;

use super::{Antwoord, Dossier, Partij, Verteller, Zending};
use crate::allocatie::Allocatie;
use crate::bericht::{
    Antwoordbericht, Product, TeWijzigen, Veld, Verwijzer, Verzoekbericht, Wijzigingsbericht,
};
use crate::kalender::plus;
use crate::oordeel::Lot;
use crate::waarheid::{Rij, Tabel};

/// What a request adds to its product.
#[derive(Debug, Clone, Copy, Default)]
struct Bij {
    beschikking: Option<u32>,
    voor: Option<u32>,
}

impl Verteller<'_> {
    /// Asks for an allocation before it is sent, now and then; it then names the request.
    pub(super) fn verzoek_vooraf(
        &mut self,
        a: &mut Allocatie,
        antwoord: Antwoord,
    ) -> anyhow::Result<()> {
        let is_asked = self.verzoeken.iter().any(|verzoek| verzoek.voor == Some(a.nummer));
        if is_asked || !self.verzoekt() {
            return Ok(());
        }
        let partij = a.partij();
        let datum = plus(a.datum, -self.rng.tussen(6, 25));
        let referentie = format!("VA{}", a.nummer);
        if self.rng.kans(120) {
            self.uit.merk("verzoek_geweigerd");
            let antwoord = self.rng.kies([Antwoord::Kop, Antwoord::Regel(1, "9347")]);
            let eerder = format!("{referentie}-0");
            self.vraag_aan(
                &partij,
                plus(datum, -4),
                &[(eerder, (&*a).into())],
                antwoord,
                Bij::default(),
            )?;
        }
        // The provider never heard of a rejected allocation, so it is not known to belong to a beschikking.
        let counts = matches!(antwoord, Antwoord::Toeval | Antwoord::Dubbel);
        let beschikking = (counts && self.rng.kans(300)).then(|| self.beschikkingnummer());
        let bij = Bij { beschikking, voor: Some(a.nummer) };
        let referentie = format!("{referentie}-1");
        if self.rng.kans(850) {
            self.uit.merk("verzoek_toegewezen");
            let wens = Wens::from(&*a);
            let mut producten = vec![(referentie.clone(), wens.clone())];
            if self.rng.kans(150) {
                // Asked for in one message, and rejected by itself.
                self.uit.merk("verzoek_deels");
                let code = a.andere_categorie();
                let product = Some(Product::new(code, format!("{code}V01")));
                let wens = Wens { product, omvang: None, budget: None, ..wens };
                producten.push((format!("{referentie}-2"), wens));
            }
            self.vraag_aan(&partij, datum, &producten, Antwoord::Toeval, bij)?;
            a.beschikking = beschikking;
            if let [_, (ander, _)] = producten.as_slice() {
                self.besluit(&partij, plus(datum, 2), ander, Some("7"), Antwoord::Toeval)?;
            }
        } else {
            self.uit.merk("verzoek_nieuw");
            let bij = Bij { beschikking: None, ..bij };
            self.vraag_nieuw(&partij, datum, &referentie, &Wens::from(&*a), bij)?;
        }
        if self.rng.kans(250) {
            self.uit.merk("verzoek_in_onderzoek");
            self.besluit(&partij, plus(datum, 3), &referentie, None, Antwoord::Toeval)?;
        }
        a.referentie = Some(referentie.into());
        Ok(())
    }

    /// Asks for another end of an allocation, now and then; gives the reference for the 301 that changes it.
    pub(super) fn verzoek_wijziging(
        &mut self,
        d: &mut Dossier,
        eind: Option<NaiveDate>,
        reden: &str,
    ) -> anyhow::Result<Option<Veld>> {
        let is_removal = matches!(reden, "01" | "13");
        if is_removal || !self.verzoekt() {
            return Ok(None);
        }
        self.uit.merk("verzoek_wijziging");
        let referentie = format!("VW{}-{}", d.a.nummer, self.verzoeken.len());
        d.klok = plus(d.klok, 1);
        let mut product = TeWijzigen::new(d.a.nummer, d.a.ingang);
        product.einddatum = eind.map(Veld::from);
        let partij = d.a.partij();
        let wijziging = |bericht: Wijzigingsbericht| bericht.wijzig(product.clone());
        let zending = self.zend_317(&partij, d.klok, (&referentie, "2"), wijziging)?;
        let wens = Wens { eind, omvang: None, budget: None, ..Wens::from(&d.a) };
        let mut verzoek = Verzoek::new(&partij, &zending, Berichtsoort::B317, &referentie, wens);
        verzoek.onderdeel = "te_wijzigen";
        verzoek.nummer = Some(d.a.nummer);
        verzoek.reden = Some("2");
        self.verzoeken.push(verzoek);
        Ok(Some(referentie.into()))
    }

    /// Sends requests that no allocation honours, now and then.
    pub(crate) fn losse_verzoeken(&mut self) -> anyhow::Result<()> {
        if self.wereld.verzoek_promille == 0 || !self.rng.kans(self.wereld.verzoek_promille / 2) {
            return Ok(());
        }
        let ingang = self.ingang(60);
        let a = self.allocatie(ingang, super::Eind::Lopend);
        let partij = a.partij();
        let referentie = format!("VL{}", a.nummer);
        let datum = plus(ingang, -self.rng.tussen(10, 40));
        if self.rng.kans(700) {
            let beschikking = self.rng.kans(200).then(|| self.beschikkingnummer());
            let bij = Bij { beschikking, ..Bij::default() };
            let producten = [(referentie.clone(), Wens::from(&a))];
            self.vraag_aan(&partij, datum, &producten, Antwoord::Toeval, bij)?;
        } else {
            self.vraag_nieuw(&partij, datum, &referentie, &Wens::from(&a), Bij::default())?;
        }
        if self.rng.kans(300) {
            self.besluit(&partij, plus(datum, 2), &referentie, None, Antwoord::Toeval)?;
        }
        let later = plus(datum, self.rng.tussen(5, 50));
        match self.rng.onder(10) {
            0..7 => {
                self.uit.merk("verzoek_afgewezen");
                let reden = self.reden_afwijzing();
                self.besluit(&partij, later, &referentie, Some(reden), Antwoord::Toeval)
            }
            7 => {
                // The provider rejects the rejection: it counts as never sent.
                self.uit.merk("verzoek_antwoord_geweigerd");
                let antwoord = Antwoord::Regel(1, "9355");
                self.besluit(&partij, later, &referentie, Some("2"), antwoord)
            }
            _ => {
                self.uit.merk("verzoek_open");
                Ok(())
            }
        }
    }

    /// Notes that an allocation was sent that may name a request.
    pub(super) fn honoreer(&mut self, a: &Allocatie, zending: &Zending) {
        let Some(referentie) = a.referentie.as_ref().filter(|_| zending.lot == Lot::Telt) else {
            return;
        };
        for verzoek in self.verzoeken.iter_mut().filter(|verzoek| verzoek.referentie == *referentie)
        {
            let is_granted = matches!(verzoek.uitslag, Uitslag::Toegewezen { .. });
            if verzoek.telt() && !is_granted {
                let (sk, nummer) = (a.toewijzing_sk(), a.nummer());
                verzoek.uitslag = Uitslag::Toegewezen { datum: a.datum, sk, nummer };
            }
        }
    }

    /// Writes down the requests, when nothing more happens to them.
    pub(crate) fn sluit_verzoeken(&mut self) -> anyhow::Result<()> {
        for verzoek in core::mem::take(&mut self.verzoeken) {
            self.uit.noteer(Tabel::Verzoeken, |waarheid| verzoek.rij(waarheid))?;
            // Once for all products of a message.
            if let (1, Some(nummer)) = (verzoek.regel, verzoek.beschikking) {
                let Partij { wet, gemeente, .. } = verzoek.partij;
                self.uit.noteer(Tabel::Beschikkingen, |_| {
                    let rij = Rij::default().met(wet).met(gemeente).met(nummer).met("");
                    rij.met(verzoek.wens.ingang).met("").met("verzoek")
                })?;
            }
        }
        Ok(())
    }

    fn verzoekt(&mut self) -> bool {
        let promille = self.wereld.verzoek_promille;
        promille > 0 && self.rng.kans(promille)
    }

    fn reden_afwijzing(&mut self) -> &'static str {
        match self.client.wet {
            domain::Wet::Jw => self.rng.kies(["2", "3", "4", "6", "7", "8", "9"]),
            _ => self.rng.kies(["1", "2", "3", "4", "5", "6", "7"]),
        }
    }

    /// Sends a 315 with these products.
    fn vraag_aan(
        &mut self,
        partij: &Partij,
        datum: NaiveDate,
        producten: &[(String, Wens)],
        antwoord: Antwoord,
        bij: Bij,
    ) -> anyhow::Result<()> {
        let kop = self.kop(partij, 'V', datum);
        let mut persoon = self.persoon(&partij.bsn);
        if self.rng.kans(100) {
            persoon.commentaar = Some(crate::namen::tekst(&mut self.rng));
        }
        let mut bericht = Verzoekbericht::new(kop.clone(), persoon);
        let mut verwijzers = Vec::new();
        for (referentie, wens) in producten {
            let verwijzer = self.rng.kies(["01", "02", "04", "06", "08"]);
            verwijzers.push(verwijzer);
            let mut aanvraag = wens.aanvraag(referentie, verwijzer);
            if verwijzer == "02" {
                let naam = Some(self.client.persoon.achternaam.clone());
                aanvraag.verwijzer = Some(Verwijzer { naam, ..Verwijzer::new(verwijzer) });
            }
            if let Some(nummer) = bij.beschikking {
                aanvraag = aanvraag.beschikking(nummer, wens.ingang);
            }
            bericht.aanvragen.push(aanvraag);
        }
        self.uit.buffer = bericht.schrijf(core::mem::take(&mut self.uit.buffer));
        let weigeringen = vec![None; producten.len()];
        let zending = (kop, Berichtsoort::B315, datum);
        let zending = self.rond_af(zending, &weigeringen, (&bericht).into(), antwoord)?;
        for (((referentie, wens), verwijzer), regel) in producten.iter().zip(verwijzers).zip(1..) {
            let mut verzoek =
                Verzoek::new(partij, &zending, Berichtsoort::B315, referentie, wens.clone());
            verzoek.regel = regel;
            verzoek.verwijzer = Some(verwijzer);
            verzoek.beschikking = bij.beschikking;
            verzoek.voor = bij.voor;
            self.verzoeken.push(verzoek);
        }
        Ok(())
    }

    /// Sends a 317 with one new product.
    fn vraag_nieuw(
        &mut self,
        partij: &Partij,
        datum: NaiveDate,
        referentie: &str,
        wens: &Wens,
        bij: Bij,
    ) -> anyhow::Result<()> {
        let nieuw = |bericht: Wijzigingsbericht| bericht.nieuw(wens.nieuw());
        let zending = self.zend_317(partij, datum, (referentie, "1"), nieuw)?;
        let mut verzoek =
            Verzoek::new(partij, &zending, Berichtsoort::B317, referentie, wens.clone());
        verzoek.onderdeel = "nieuw";
        verzoek.reden = Some("1");
        verzoek.voor = bij.voor;
        self.verzoeken.push(verzoek);
        Ok(())
    }

    fn zend_317(
        &mut self,
        partij: &Partij,
        datum: NaiveDate,
        (referentie, reden): (&str, &str),
        vul: impl FnOnce(Wijzigingsbericht) -> Wijzigingsbericht,
    ) -> anyhow::Result<Zending> {
        let kop = self.kop(partij, 'W', datum);
        let mut bericht = vul(Wijzigingsbericht::new(kop.clone(), &partij.bsn, referentie));
        bericht.reden = reden.into();
        self.uit.buffer = bericht.schrijf(core::mem::take(&mut self.uit.buffer));
        let zending = (kop, Berichtsoort::B317, datum);
        self.rond_af(zending, &[None], (&bericht).into(), Antwoord::Toeval)
    }

    /// Sends a 319: rejected for `reden`, or being looked into.
    fn besluit(
        &mut self,
        partij: &Partij,
        datum: NaiveDate,
        referentie: &str,
        reden: Option<&'static str>,
        antwoord: Antwoord,
    ) -> anyhow::Result<()> {
        let kop = self.kop(partij, 'A', datum);
        let mut bericht = match reden {
            Some(reden) => Antwoordbericht::afgewezen(kop.clone(), referentie, reden),
            None => Antwoordbericht::in_onderzoek(kop.clone(), referentie),
        };
        if reden == Some("8") {
            bericht = bericht.woonplaatsbeginsel("0344");
        }
        self.uit.buffer = bericht.schrijf(core::mem::take(&mut self.uit.buffer));
        let zending = (kop, Berichtsoort::B319, datum);
        let zending = self.rond_af(zending, &[None], (&bericht).into(), antwoord)?;
        if zending.lot == Lot::Afgewezen {
            return Ok(());
        }
        for verzoek in &mut self.verzoeken {
            if verzoek.telt() && verzoek.referentie.as_str() == referentie {
                verzoek.uitslag = match reden {
                    Some(reden) => Uitslag::Afgewezen(datum, reden),
                    None => Uitslag::InOnderzoek(datum),
                };
            }
        }
        Ok(())
    }
}
