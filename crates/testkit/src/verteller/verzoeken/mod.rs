//! Requests (315, 317) and what the municipality answers: a 319, or an allocation that names the request.

mod gewoon;
mod plan;

use chrono::NaiveDate;
use domain::{Berichtsoort, Wet};

use plan::Toekenning;
pub(crate) use plan::{Verzoek, Wens};

use super::{Antwoord, Partij, Verteller, Zending};
use crate::allocatie::Allocatie;
use crate::bericht::{
    Antwoordbericht, Kop, TeWijzigen, Veld, Verwijzer, Verzoekbericht, Wijzigingsbericht,
};
use crate::kalender::plus;
use crate::oordeel::Lot;
use crate::waarheid::{Rij, Tabel};

/// What a request adds to its product.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Bij {
    /// `BeschikkingNummer`.
    pub(crate) beschikking: Option<u32>,
    /// Number of the allocation that it is for.
    pub(crate) voor: Option<u32>,
}

/// The content of a 317.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wijziging {
    /// `ReferentieAanbieder`.
    pub(crate) referentie: String,
    /// `RedenVerzoek`.
    pub(crate) reden: &'static str,
    /// Numbers that stay.
    pub(crate) ongewijzigd: Vec<u32>,
    /// Numbers that change, and into what.
    pub(crate) te_wijzigen: Vec<(u32, Wens)>,
    /// New products, and the number that they get.
    pub(crate) nieuw: Vec<(Wens, Option<u32>)>,
}

/// The content of a 319.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Besluit {
    /// Being looked into.
    InOnderzoek,
    /// Rejected for a reason, with the municipality that has to pay when the reason is 8.
    Afgewezen(&'static str),
    /// Rejected for a reason, with that municipality when the reason does not ask for it, and the other way round.
    Woonplaatsfout(&'static str),
}

impl Verteller<'_> {
    /// Notes that an allocation was sent that may name a request.
    pub(super) fn honoreer(&mut self, a: &Allocatie, zending: &Zending) {
        let Some(referentie) = a.referentie.as_ref().filter(|_| zending.lot == Lot::Telt) else {
            return;
        };
        for verzoek in self.verzoeken.iter_mut().filter(|verzoek| {
            verzoek.referentie == *referentie && verzoek.voor.is_none_or(|voor| voor == a.nummer)
        }) {
            if verzoek.telt() {
                verzoek.uitslag.toegekend.get_or_insert(Toekenning {
                    dagtekening: zending.datum,
                    datum: a.datum,
                    sk: a.toewijzing_sk(),
                    nummer: a.nummer(),
                });
            }
        }
    }

    /// Writes down the requests and who answered them late, when nothing more happens to them.
    pub(crate) fn sluit_verzoeken(&mut self) -> anyhow::Result<()> {
        let mut vorige = None;
        for verzoek in core::mem::take(&mut self.verzoeken) {
            self.uit.noteer(Tabel::Verzoeken, |waarheid| verzoek.rij(waarheid))?;
            let Partij { wet, gemeente, aanbieder, .. } = verzoek.partij;
            // Once for all products of a message.
            if let (1, Some(nummer)) = (verzoek.regel, verzoek.beschikking) {
                self.uit.noteer(Tabel::Beschikkingen, |_| {
                    let rij = Rij::default().met(wet).met(gemeente).met(nummer).met("");
                    rij.met(verzoek.wens.ingang).met("").met("verzoek")
                })?;
            }
            // Once for all products of a record.
            let record = (verzoek.identificatie.clone(), verzoek.regel);
            let is_same = vorige.replace(record.clone()) == Some(record);
            if !is_same && verzoek.is_te_laat(self.wereld.kalender.peildatum) {
                let code = if verzoek.soort == Berichtsoort::B315 { "OP274" } else { "OP346" };
                let kop = Kop::new(wet, gemeente, aanbieder.agb);
                let identificatie = Some(verzoek.identificatie.as_str());
                let waar = (verzoek.soort, identificatie, Some(verzoek.regel));
                self.uit.noteer_bevinding(code, &kop, waar, None)?;
            }
        }
        Ok(())
    }

    /// Sends a 315 with these products; of two with one reference neither loads (TR101).
    pub(crate) fn vraag_aan(
        &mut self,
        partij: &Partij,
        datum: NaiveDate,
        producten: &[(String, Wens)],
        antwoord: Antwoord,
        bij: Bij,
    ) -> anyhow::Result<Zending> {
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
        let is_dubbel = |referentie: &String| {
            producten.iter().filter(|(ander, _)| ander == referentie).count() > 1
        };
        let weigeringen: Vec<Option<&str>> = producten
            .iter()
            .map(|(referentie, _)| is_dubbel(referentie).then_some("TR101"))
            .collect();
        let zending = (kop, Berichtsoort::B315, datum);
        let zending = self.rond_af(zending, &weigeringen, (&bericht).into(), antwoord)?;
        for (((referentie, wens), verwijzer), regel) in producten.iter().zip(verwijzers).zip(1..) {
            if is_dubbel(referentie) {
                continue;
            }
            let mut verzoek =
                Verzoek::new(partij, &zending, Berichtsoort::B315, referentie, wens.clone());
            verzoek.regel = regel;
            verzoek.verwijzer = Some(verwijzer);
            verzoek.beschikking = bij.beschikking;
            verzoek.voor = bij.voor;
            self.verzoeken.push(verzoek);
        }
        Ok(zending)
    }

    /// Sends a 317.
    pub(crate) fn vraag_wijziging(
        &mut self,
        partij: &Partij,
        datum: NaiveDate,
        wijziging: &Wijziging,
        antwoord: Antwoord,
    ) -> anyhow::Result<Zending> {
        let Wijziging { referentie, reden, ongewijzigd, te_wijzigen, nieuw } = wijziging;
        let kop = self.kop(partij, 'W', datum);
        let mut bericht = Wijzigingsbericht::new(kop.clone(), &partij.bsn, referentie);
        bericht.reden = (*reden).into();
        bericht.ongewijzigd = ongewijzigd.iter().map(|nummer| (*nummer).into()).collect();
        for (nummer, wens) in te_wijzigen {
            bericht.te_wijzigen.push(TeWijzigen {
                nummer: (*nummer).into(),
                ingangsdatum: wens.ingang.into(),
                einddatum: wens.eind.map(Veld::from),
                omvang: wens.omvang(),
                budget: wens.budget.map(Veld::from),
            });
        }
        bericht.nieuw = nieuw.iter().map(|(wens, _)| wens.nieuw()).collect();
        self.uit.buffer = bericht.schrijf(core::mem::take(&mut self.uit.buffer));
        let zending = (kop, Berichtsoort::B317, datum);
        let zending = self.rond_af(zending, &[None], (&bericht).into(), antwoord)?;
        let te_wijzigen = te_wijzigen.iter().map(|(nummer, wens)| ("te_wijzigen", wens, *nummer));
        let gevraagd = te_wijzigen
            .map(|(onderdeel, wens, nummer)| (onderdeel, wens, Some(nummer), Some(nummer)))
            .chain(nieuw.iter().map(|(wens, voor)| ("nieuw", wens, None, *voor)));
        let eerste = u32::try_from(ongewijzigd.len()).unwrap_or_default() + 1;
        for ((onderdeel, wens, nummer, voor), volgnummer) in gevraagd.zip(eerste..) {
            let soort = Berichtsoort::B317;
            let mut verzoek = Verzoek::new(partij, &zending, soort, referentie, wens.clone());
            (verzoek.onderdeel, verzoek.volgnummer) = (onderdeel, volgnummer);
            (verzoek.nummer, verzoek.voor) = (nummer, voor);
            verzoek.reden = Some(reden);
            self.verzoeken.push(verzoek);
        }
        Ok(zending)
    }

    /// Sends a 319.
    pub(crate) fn besluit(
        &mut self,
        partij: &Partij,
        datum: NaiveDate,
        referentie: &str,
        besluit: Besluit,
        antwoord: Antwoord,
    ) -> anyhow::Result<Zending> {
        let kop = self.kop(partij, 'A', datum);
        let (reden, is_fout) = match besluit {
            Besluit::InOnderzoek => (None, false),
            Besluit::Afgewezen(reden) => (Some(reden), false),
            Besluit::Woonplaatsfout(reden) => (Some(reden), true),
        };
        let mut bericht = match reden {
            Some(reden) => Antwoordbericht::afgewezen(kop.clone(), referentie, reden),
            None => Antwoordbericht::in_onderzoek(kop.clone(), referentie),
        };
        if (reden == Some("8")) != is_fout {
            bericht = bericht.woonplaatsbeginsel("0344");
        }
        self.uit.buffer = bericht.schrijf(core::mem::take(&mut self.uit.buffer));
        let zending = (kop, Berichtsoort::B319, datum);
        let zending = self.rond_af(zending, &[None], (&bericht).into(), antwoord)?;
        let mut is_late = false;
        for verzoek in &mut self.verzoeken {
            if !verzoek.telt() || verzoek.referentie.as_str() != referentie {
                continue;
            }
            is_late |= verzoek.soort == Berichtsoort::B315 && datum > plus(verzoek.datum, 14);
            if zending.lot == Lot::Afgewezen {
                continue;
            }
            if reden.is_some() {
                verzoek.uitslag.afgewezen.get_or_insert((datum, reden));
            } else {
                verzoek.uitslag.onderzocht.get_or_insert(datum);
            }
        }
        if is_late && partij.wet == Wet::Jw && reden == Some("8") {
            self.bevinding_op(&zending, (Berichtsoort::B319, Some(1)), None, "OP359")?;
        }
        Ok(zending)
    }

    /// Notes a finding on a record of a message that was sent, or on the message.
    pub(crate) fn bevinding_op(
        &mut self,
        zending: &Zending,
        (soort, regel): (Berichtsoort, Option<u32>),
        nummer: Option<u32>,
        regelcode: &str,
    ) -> anyhow::Result<()> {
        let kop = &zending.kop;
        let waar = (soort, Some(kop.identificatie.as_str()), regel);
        let nummer = nummer.map(Veld::from);
        self.uit.noteer_bevinding(regelcode, kop, waar, nummer.as_ref().map(Veld::as_str))
    }
}
