//! Sends starts and stops about one allocation, and finds out which are late (OP271, OP272).

use chrono::NaiveDate;
use domain::{Berichtsoort, plus_werkdagen};

use super::{Antwoord, Dossier, Verteller, Zending};
use crate::bericht::{Start, Stop, Veld};
use crate::kalender::plus;
use crate::oordeel::Wat;

/// What starts and stops were sent: some of the later ones have no term any more (OP271, OP272).
#[derive(Debug, Clone, Default)]
pub(super) struct Gemeld {
    start_ingetrokken: bool,
    stop_ingetrokken: bool,
    /// `Begindatum` of the starts that were paused.
    gepauzeerd: Vec<Veld>,
}

/// Days after which a pause is no longer one (DQ27).
const PAUZE_DAGEN: i64 = 91;

impl Verteller<'_> {
    /// Sends an ordinary 305.
    pub(crate) fn start(&mut self, d: &mut Dossier, begin: NaiveDate) -> anyhow::Result<Start> {
        let start = self.start_record(d, begin);
        let regels = vec![(start.clone(), Wat::goed(d.goed()))];
        self.stuur_starts(d, begin, regels, Antwoord::Toeval)?;
        Ok(start)
    }

    /// The record of an ordinary 305; `ToewijzingIngangsdatum` is optional.
    pub(crate) fn start_record(&mut self, d: &Dossier, begin: NaiveDate) -> Start {
        let mut start = d.a.start(begin);
        if self.rng.kans(400) {
            start.toewijzing_ingangsdatum = None;
        }
        start
    }

    /// Sends a 305 about this allocation, after `dag`.
    pub(crate) fn stuur_starts(
        &mut self,
        d: &mut Dossier,
        dag: NaiveDate,
        regels: Vec<(Start, Wat)>,
        antwoord: Antwoord,
    ) -> anyhow::Result<Zending> {
        let extra = self.rng.tussen(1, 5);
        let datum = d.volgende(dag, extra);
        self.stuur_starts_op(d, datum, regels, antwoord)
    }

    /// Sends a 305 about this allocation on `datum`, which may be late (OP271).
    pub(crate) fn stuur_starts_op(
        &mut self,
        d: &mut Dossier,
        datum: NaiveDate,
        regels: Vec<(Start, Wat)>,
        antwoord: Antwoord,
    ) -> anyhow::Result<Zending> {
        d.klok = d.klok.max(datum);
        let zending = self.zend_starts(&d.a.partij(), datum, regels.clone(), antwoord)?;
        let has_term = !d.gemeld.start_ingetrokken;
        for ((start, wat), regel) in regels.into_iter().zip(1..) {
            d.gemeld.start_ingetrokken |= wat.is_ingetrokken() && start.status.as_str() == "1";
            if !has_term || !wat.is_gekoppeld(zending.lot) || start.status.as_str() != "1" {
                continue;
            }
            let Ok(begin) = start.begindatum.as_str().parse() else { continue };
            let vanaf = d.ontvangen_voor(begin).map_or(begin, |ontvangen| ontvangen.max(begin));
            if datum > plus_werkdagen(vanaf, 5) {
                let nummer = start.nummer.as_ref().map(Veld::as_str);
                let kop = zending.kop.clone();
                let waar = (Berichtsoort::B305, Some(kop.identificatie.as_str()), Some(regel));
                self.uit.noteer_bevinding("OP271", &kop, waar, nummer)?;
            }
        }
        Ok(zending)
    }

    /// Sends an ordinary 307.
    pub(crate) fn stop(
        &mut self,
        d: &mut Dossier,
        begin: NaiveDate,
        eind: NaiveDate,
        reden: &'static str,
    ) -> anyhow::Result<Stop> {
        let stop = d.a.stop(begin, eind, reden);
        let regels = vec![(stop.clone(), Wat::goed(d.goed()))];
        self.stuur_stops(d, eind, regels, Antwoord::Toeval)?;
        Ok(stop)
    }

    /// Sends a pause that no restart or stop ends (DQ27).
    pub(crate) fn pauzeer(
        &mut self,
        d: &mut Dossier,
        begin: NaiveDate,
        pauze: NaiveDate,
    ) -> anyhow::Result<()> {
        let is_long = self.wereld.kalender.peildatum > plus(pauze, PAUZE_DAGEN);
        let wat = if is_long { Wat::met(d.goed(), "DQ27") } else { Wat::goed(d.goed()) };
        let regels = vec![(d.a.stop(begin, pauze, "20"), wat)];
        self.stuur_stops(d, pauze, regels, Antwoord::Toeval).map(drop)
    }

    /// Sends a 307 about this allocation, after `dag`.
    pub(crate) fn stuur_stops(
        &mut self,
        d: &mut Dossier,
        dag: NaiveDate,
        regels: Vec<(Stop, Wat)>,
        antwoord: Antwoord,
    ) -> anyhow::Result<Zending> {
        let extra = self.rng.tussen(1, 5);
        let datum = d.volgende(dag, extra);
        self.stuur_stops_op(d, datum, regels, antwoord)
    }

    /// Sends a 307 about this allocation on `datum`, which may be late (OP272).
    pub(crate) fn stuur_stops_op(
        &mut self,
        d: &mut Dossier,
        datum: NaiveDate,
        regels: Vec<(Stop, Wat)>,
        antwoord: Antwoord,
    ) -> anyhow::Result<Zending> {
        d.klok = d.klok.max(datum);
        let zending = self.zend_stops(&d.a.partij(), datum, regels.clone(), antwoord)?;
        let has_term = !d.gemeld.stop_ingetrokken;
        for ((stop, wat), regel) in regels.into_iter().zip(1..) {
            d.gemeld.stop_ingetrokken |= wat.is_ingetrokken() && stop.status.as_str() == "1";
            if !has_term || !wat.is_gekoppeld(zending.lot) || stop.status.as_str() != "1" {
                continue;
            }
            let is_pauze = stop.reden.as_str() == "20";
            if !is_pauze && d.gemeld.gepauzeerd.contains(&stop.begindatum) {
                continue;
            }
            if is_pauze {
                d.gemeld.gepauzeerd.push(stop.begindatum.clone());
            }
            let eind = stop.einddatum.as_str().parse().ok().max(d.ontvangen);
            if eind.is_some_and(|eind| datum > plus_werkdagen(eind, 5)) {
                let nummer = stop.nummer.as_ref().map(Veld::as_str);
                let kop = zending.kop.clone();
                let waar = (Berichtsoort::B307, Some(kop.identificatie.as_str()), Some(regel));
                self.uit.noteer_bevinding("OP272", &kop, waar, nummer)?;
            }
        }
        Ok(zending)
    }
}
