//! Declares month after month, with rejections, corrections and credits.

use chrono::NaiveDate;

use super::{Dossier, Verteller};
use crate::allocatie::{Allocatie, Declaratieproduct};
use crate::bericht::{Prestatie, Veld};
use crate::declaraties::{Berichtlot, Opzet, Regelplan, Sleutel, verzend};
use crate::oordeel::{Oordeel, Wat};

/// What may happen to a line after it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Correctie {
    /// Rejections, corrections and credits, now and then.
    Toeval,
    /// Nothing: a story has its own plans with this line.
    Geen,
}

impl Verteller<'_> {
    /// The 323 that the provider of `d` sends about `maand`.
    pub(crate) fn sleutel(d: &Dossier, maand: u32) -> Sleutel {
        let Allocatie { gemeente, wet, aanbieder, .. } = d.a;
        Sleutel { gemeente, wet, aanbieder, maand }
    }

    /// Whether the line of this person in `maand` is judged by itself.
    pub(crate) fn is_los_beoordeeld(&self, d: &Dossier, maand: u32, bsn: &Veld) -> bool {
        let sleutel = Self::sleutel(d, maand);
        let blok = &self.uit.blok;
        blok.lot(self.wereld, &sleutel) == Berichtlot::Beantwoord
            && !blok.is_client_afgewezen(self.wereld, &sleutel, bsn)
    }

    /// Whether the line of this person in `maand` is not rejected, unless by itself.
    pub(crate) fn blijft_staan(&self, d: &Dossier, maand: u32, bsn: &Veld) -> bool {
        let lot = self.uit.blok.lot(self.wereld, &Self::sleutel(d, maand));
        lot == Berichtlot::Open || self.is_los_beoordeeld(d, maand, bsn)
    }

    /// The part of `maand` in which the allocation holds, if any.
    pub(crate) fn periode(&self, d: &Dossier, maand: u32) -> Option<(NaiveDate, NaiveDate)> {
        let (eerste, laatste) = self.wereld.kalender.maand(maand);
        let van = eerste.max(d.a.ingang);
        let tot = d.a.eind.map_or(laatste, |eind| laatste.min(eind));
        (van <= tot).then_some((van, tot))
    }

    /// Declares every month from `van` up to `tot` (or the end), except `behalve`.
    pub(crate) fn declareer(
        &mut self,
        d: &Dossier,
        van: NaiveDate,
        tot: Option<NaiveDate>,
        behalve: Option<u32>,
    ) {
        let kalender = &self.wereld.kalender;
        let tot = tot.unwrap_or(kalender.eind);
        if van > kalender.eind || tot < kalender.begin {
            return;
        }
        for maand in kalender.index(van)..=kalender.index(tot) {
            let Some(periode) = self.periode(d, maand) else { continue };
            for product in &d.a.declaratie {
                let is_declarabel = Allocatie::is_declarabel(product, periode.0, periode.1);
                if is_declarabel && behalve != Some(maand) && !self.rng.kans(30) {
                    self.declareer_maand(d, product, (maand, periode), Correctie::Toeval);
                }
            }
        }
    }

    /// A line of `d` over `periode` with a number of its own.
    pub(crate) fn prestatie(
        &mut self,
        d: &Dossier,
        product: &Declaratieproduct,
        (van, tot): (NaiveDate, NaiveDate),
    ) -> Prestatie {
        let mut prestatie = d.a.prestatie(&mut self.rng, product, van, tot);
        prestatie.referentienummer = self.uit.nummer('L').into();
        prestatie
    }

    /// Puts a line in the 323 of `maand`.
    pub(crate) fn dien_in(&mut self, d: &Dossier, maand: u32, prestatie: Prestatie, wat: Wat) {
        self.dien_plan_in(
            d,
            maand,
            Regelplan {
                bsn: d.a.bsn.clone(),
                prestatie,
                wat,
                codes: Vec::new(),
                is_gecrediteerd: false,
            },
        );
    }

    /// Puts a planned line in the 323 of `maand`.
    pub(crate) fn dien_plan_in(&mut self, d: &Dossier, maand: u32, plan: Regelplan) {
        let sleutel = Self::sleutel(d, maand);
        let lot = self.uit.blok.lot_van(self.wereld, &sleutel, &plan);
        self.boek.regel(d, &plan, lot);
        self.uit.blok.voeg_toe(sleutel, plan);
    }

    /// Sends a 323 of its own about `maand`; gives its `DeclaratieNummer`.
    pub(crate) fn declareer_los(
        &mut self,
        d: &Dossier,
        maand: u32,
        plannen: &[Regelplan],
        opzet: &Opzet,
    ) -> anyhow::Result<Veld> {
        for plan in plannen {
            self.boek.regel(d, plan, plan.lot(opzet.lot, false));
        }
        verzend(self.uit, self.wereld, &Self::sleutel(d, maand), plannen, opzet)
    }

    /// Declares one month of one product and gives the line.
    pub(crate) fn declareer_maand(
        &mut self,
        d: &Dossier,
        product: &Declaratieproduct,
        (maand, periode): (u32, (NaiveDate, NaiveDate)),
        correctie: Correctie,
    ) -> Prestatie {
        let prestatie = self.prestatie(d, product, periode);
        let mut plan = Regelplan {
            bsn: d.a.bsn.clone(),
            prestatie: prestatie.clone(),
            wat: Wat::goed(d.goed()),
            codes: Vec::new(),
            is_gecrediteerd: false,
        };
        if correctie == Correctie::Toeval {
            let is_judged = self.is_los_beoordeeld(d, maand, &plan.bsn);
            if is_judged && self.rng.kans(30) {
                self.uit.merk("regel_afgewezen");
                plan.codes =
                    self.rng.kies([["9321", "9321"], ["0611", "0611"], ["9322", "9321"]]).to_vec();
                plan.codes.dedup();
            }
            let later = maand + 1;
            if later < self.wereld.kalender.maanden {
                let is_rejected = !plan.codes.is_empty() || !self.blijft_staan(d, maand, &plan.bsn);
                if is_rejected && self.rng.kans(700) {
                    self.uit.merk("correctie_na_afwijzing");
                    let opnieuw = self.prestatie(d, product, periode);
                    self.dien_in(d, later, opnieuw, Wat::goed(d.goed()));
                } else if is_judged && !is_rejected && self.rng.kans(30) {
                    plan.is_gecrediteerd = self.crediteer(d, product, (later, periode), &prestatie);
                }
            }
        }
        self.dien_plan_in(d, maand, plan);
        prestatie
    }

    /// Takes `debet` back in the 323 of `maand`; gives whether that is accepted.
    fn crediteer(
        &mut self,
        d: &Dossier,
        product: &Declaratieproduct,
        (maand, periode): (u32, (NaiveDate, NaiveDate)),
        debet: &Prestatie,
    ) -> bool {
        let is_judged = self.is_los_beoordeeld(d, maand, &d.a.bsn);
        let is_rejected = is_judged && self.rng.kans(120);
        let nummer = self.uit.nummer('L');
        let credit = debet.clone().credit(&debet.referentienummer).referentie(nummer);
        let codes = if is_rejected { vec!["8017"] } else { Vec::new() };
        self.uit.merk(match (is_judged, is_rejected) {
            (_, true) => "credit_afgewezen",
            (true, _) => "credit_goedgekeurd",
            _ => "credit_in_behandeling",
        });
        let oordeel: Oordeel = d.goed();
        self.dien_plan_in(
            d,
            maand,
            Regelplan {
                bsn: d.a.bsn.clone(),
                prestatie: credit,
                wat: Wat::goed(oordeel),
                codes,
                is_gecrediteerd: false,
            },
        );
        // A new debit beside a debit whose credit was rejected would be a double one (TR389).
        if !is_rejected && self.rng.kans(600) {
            self.uit.merk("debet_na_credit");
            let opnieuw = self.prestatie(d, product, periode);
            self.dien_in(d, maand, opnieuw, Wat::goed(oordeel));
        }
        is_judged && !is_rejected
    }
}
