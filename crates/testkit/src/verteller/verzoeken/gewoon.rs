//! Requests beside the ordinary stories, now and then.

use chrono::NaiveDate;

use super::{Besluit, Bij, Wens, Wijziging};
use crate::allocatie::{Allocatie, Vorm};
use crate::bericht::{Product, Veld};
use crate::kalender::plus;
use crate::verteller::{Antwoord, Dossier, Eind, Levering, Verteller};

impl Verteller<'_> {
    /// Asks for an allocation before it is sent, now and then; it then names the request.
    pub(in crate::verteller) fn verzoek_vooraf(
        &mut self,
        a: &mut Allocatie,
        antwoord: Antwoord,
    ) -> anyhow::Result<()> {
        let is_asked = self.verzoeken.iter().any(|verzoek| verzoek.voor == Some(a.nummer));
        if is_asked || !self.verzoekt() {
            return Ok(());
        }
        let partij = a.partij();
        let in_onderzoek = self.rng.kans(250);
        let eerder = if in_onderzoek || self.rng.kans(200) {
            self.rng.tussen(6, 25)
        } else {
            self.rng.tussen(3, 5)
        };
        let datum = plus(a.datum, -eerder);
        let referentie = format!("VA{}", a.nummer);
        if self.rng.kans(120) {
            self.uit.merk("verzoek_geweigerd");
            let antwoord = self.rng.kies([Antwoord::Kop, Antwoord::Regel(1, "9347")]);
            let geweigerd = [(format!("{referentie}-0"), (&*a).into())];
            self.vraag_aan(&partij, plus(datum, -4), &geweigerd, antwoord, Bij::default())?;
        }
        // The provider never heard of a rejected allocation, so it is not known to belong to a beschikking.
        let counts = matches!(antwoord, Antwoord::Toeval | Antwoord::Dubbel);
        let beschikking = (counts && self.rng.kans(300)).then(|| self.beschikkingnummer());
        let bij = Bij { beschikking, voor: Some(a.nummer) };
        let referentie = format!("{referentie}-1");
        self.uit.merk("verzoek_toegewezen");
        let wens = Wens::from(&*a);
        let mut producten = vec![(referentie.clone(), wens.clone())];
        // Beside a request for any product there is no other one (TR386).
        if a.product.is_some() && self.rng.kans(150) {
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
            let besluit = Besluit::Afgewezen("7");
            self.besluit(&partij, plus(datum, 2), ander, besluit, Antwoord::Toeval)?;
        }
        if in_onderzoek {
            self.uit.merk("verzoek_in_onderzoek");
            let besluit = Besluit::InOnderzoek;
            self.besluit(&partij, plus(datum, 3), &referentie, besluit, Antwoord::Toeval)?;
        }
        a.referentie = Some(referentie.into());
        Ok(())
    }

    /// Asks for another end of an allocation shortly before `datum`, now and then; gives the reference for the 301 that
    /// changes it.
    pub(in crate::verteller) fn verzoek_wijziging(
        &mut self,
        d: &mut Dossier,
        (eind, reden): (Option<NaiveDate>, &str),
        datum: NaiveDate,
    ) -> anyhow::Result<Option<Veld>> {
        let is_removal = matches!(reden, "01" | "13");
        if is_removal || !self.verzoekt() {
            return Ok(None);
        }
        self.uit.merk("verzoek_wijziging");
        let referentie = format!("VW{}-{}", d.a.nummer, self.verzoeken.len());
        d.klok = plus(d.klok, 1).max(plus(datum, -self.rng.tussen(1, 5)));
        let wens = Wens { eind, ..Wens::from(&d.a) };
        let wijziging = Wijziging {
            referentie: referentie.clone(),
            reden: "2",
            te_wijzigen: vec![(d.a.nummer, wens)],
            ..Wijziging::default()
        };
        self.vraag_wijziging(&d.a.partij(), d.klok, &wijziging, Antwoord::Toeval)?;
        Ok(Some(referentie.into()))
    }

    /// Tells of requests that stand by themselves, now and then.
    pub(crate) fn losse_verzoeken(&mut self) -> anyhow::Result<()> {
        if self.wereld.verzoek_promille == 0 || !self.rng.kans(self.wereld.verzoek_promille / 2) {
            return Ok(());
        }
        if self.rng.kans(300) {
            return self.verzoek_nieuw();
        }
        let ingang = self.ingang(60);
        let a = self.allocatie(ingang, Eind::Lopend);
        let partij = a.partij();
        let referentie = format!("VL{}", a.nummer);
        let datum = plus(ingang, -self.rng.tussen(10, 40));
        let beschikking = self.rng.kans(200).then(|| self.beschikkingnummer());
        let bij = Bij { beschikking, ..Bij::default() };
        let producten = [(referentie.clone(), Wens::from(&a))];
        self.vraag_aan(&partij, datum, &producten, Antwoord::Toeval, bij)?;
        let is_onderzocht = self.rng.kans(300);
        if is_onderzocht {
            let besluit = Besluit::InOnderzoek;
            self.besluit(&partij, plus(datum, 2), &referentie, besluit, Antwoord::Toeval)?;
        }
        let later = plus(datum, self.rng.tussen(5, 50));
        match self.rng.onder(10) {
            0..7 => {
                self.uit.merk("verzoek_afgewezen");
                let besluit = Besluit::Afgewezen(self.reden_afwijzing());
                self.besluit(&partij, later, &referentie, besluit, Antwoord::Toeval)?;
                if !is_onderzocht && self.rng.kans(200) {
                    // On the day of the refusal: which came first is not known, so nothing is wrong (TR365).
                    let besluit = Besluit::InOnderzoek;
                    self.besluit(&partij, later, &referentie, besluit, Antwoord::Toeval)?;
                }
            }
            7 => {
                // The provider rejects the rejection: it counts as never sent.
                self.uit.merk("verzoek_antwoord_geweigerd");
                let antwoord = Antwoord::Regel(1, "9355");
                self.besluit(&partij, later, &referentie, Besluit::Afgewezen("2"), antwoord)?;
            }
            _ => self.uit.merk("verzoek_open"),
        }
        Ok(())
    }

    /// A 317 asks for a product beside an allocation that stays: granted by a 301 with both, or rejected.
    fn verzoek_nieuw(&mut self) -> anyhow::Result<()> {
        self.uit.merk("verzoek_nieuw");
        let ingang = self.ingang(75);
        let aanbieder = self.aanbieder();
        let een = self.allocatie_van(Vorm::Inspanning, aanbieder, ingang, Eind::Lopend);
        let mut een = self.toewijs(een)?;
        let begin = self.begin(ingang);
        let start = self.start(&mut een, begin)?;
        self.levering(&Levering::new(&een, &start, begin))?;
        self.declareer(&een, begin, None, None);
        let gevraagd = plus(een.klok, 2);
        let ingang = plus(gevraagd, self.rng.tussen(8, 20));
        let mut twee = self.allocatie_van(Vorm::Inspanning, aanbieder, ingang, Eind::Lopend);
        let referentie = format!("VN{}", twee.nummer);
        let wijziging = Wijziging {
            referentie: referentie.clone(),
            reden: "1",
            ongewijzigd: vec![een.a.nummer],
            nieuw: vec![(Wens::from(&twee), Some(twee.nummer))],
            ..Wijziging::default()
        };
        let partij = een.a.partij();
        self.vraag_wijziging(&partij, gevraagd, &wijziging, Antwoord::Toeval)?;
        if self.rng.kans(400) {
            let (dag, besluit) = (plus(gevraagd, 4), Besluit::Afgewezen("3"));
            self.besluit(&partij, dag, &referentie, besluit, Antwoord::Toeval)?;
            return self.sluit(&een);
        }
        twee.datum = plus(gevraagd, self.rng.tussen(1, 4));
        twee.referentie = Some(referentie.into());
        let mut paar = [een, Dossier::new(twee)];
        self.toewijs_samen(&mut paar, Antwoord::Toeval)?;
        let [een, mut twee] = paar;
        let begin = self.begin(ingang);
        let start = self.start(&mut twee, begin)?;
        self.levering(&Levering::new(&twee, &start, begin))?;
        self.declareer(&twee, begin, None, None);
        self.sluit(&twee)?;
        self.sluit(&een)
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
}
