//! What the truth says about a delivery.

use chrono::NaiveDate;

use super::{Dossier, Partij, Verteller};
use crate::bericht::Start;
use crate::kalender::dagen;
use crate::waarheid::{Rij, Tabel};

/// A row of `feit_levering` as planned.
#[derive(Debug, Clone)]
pub(crate) struct Levering<'a> {
    partij: Partij,
    start: &'a Start,
    begin: NaiveDate,
    toewijzing: Option<&'a Dossier>,
    eind: Option<(NaiveDate, &'static str)>,
    onderbrekingen: u32,
    dagen_onderbroken: i64,
    telt_mee: bool,
}

impl<'a> Levering<'a> {
    /// A running delivery on its allocation.
    pub(crate) fn new(d: &'a Dossier, start: &'a Start, begin: NaiveDate) -> Self {
        Self {
            partij: d.a.partij(),
            start,
            begin,
            toewijzing: Some(d),
            eind: None,
            onderbrekingen: 0,
            dagen_onderbroken: 0,
            telt_mee: true,
        }
    }

    /// A running delivery that belongs to no allocation, so does not count.
    pub(crate) fn los(partij: &Partij, start: &'a Start, begin: NaiveDate) -> Self {
        Self {
            partij: partij.clone(),
            start,
            begin,
            toewijzing: None,
            eind: None,
            onderbrekingen: 0,
            dagen_onderbroken: 0,
            telt_mee: false,
        }
    }

    /// Ended by a definitive stop.
    #[must_use]
    pub(crate) fn eind(self, datum: NaiveDate, reden: &'static str) -> Self {
        Self { eind: Some((datum, reden)), ..self }
    }

    /// Interrupted from the day after `eind` to the day before `begin`.
    #[must_use]
    pub(crate) fn pauze(self, eind: NaiveDate, begin: NaiveDate) -> Self {
        Self {
            onderbrekingen: self.onderbrekingen + 1,
            dagen_onderbroken: self.dagen_onderbroken + dagen(eind, begin) - 1,
            ..self
        }
    }

    /// Does not count.
    #[must_use]
    pub(crate) fn telt_niet(self) -> Self {
        Self { telt_mee: false, ..self }
    }

    /// Sent by other parties than the allocation names.
    #[must_use]
    pub(crate) fn van(self, partij: Partij) -> Self {
        Self { partij, ..self }
    }
}

impl Verteller<'_> {
    /// Writes down a delivery.
    pub(crate) fn levering(&mut self, levering: &Levering<'_>) -> anyhow::Result<()> {
        let Levering { partij, start, begin, toewijzing, eind, .. } = levering;
        if let (Some(d), true) = (toewijzing, levering.telt_mee) {
            self.boek.levering(d.a.nummer, *begin, eind.map(|(datum, _)| datum));
        }
        self.uit.noteer(Tabel::Leveringen, |waarheid| {
            let product = start.product.as_ref();
            let sinds = |datum: fn(&Dossier) -> NaiveDate| {
                toewijzing.map(|toewijzing| dagen(datum(toewijzing), *begin))
            };
            let buffer = toewijzing.map(|d| dagen(d.eerste_datum(), d.a.ingang));
            Rij::default()
                .met(partij.wet)
                .met(partij.gemeente)
                .met(partij.aanbieder.agb)
                .met(waarheid.client(&partij.bsn))
                .met(product.map(|product| &product.categorie))
                .met(product.and_then(|product| product.code.as_ref()))
                .met(toewijzing.and_then(Dossier::sk))
                .met(start.nummer.as_ref())
                .met(*begin)
                .met(eind.map(|(datum, _)| datum))
                .met(if eind.is_some() { "gemeten" } else { "lopend" })
                .met(eind.map(|(_, reden)| reden))
                .met(levering.onderbrekingen)
                .met(levering.dagen_onderbroken)
                .met(sinds(|d| d.a.ingang))
                .met(sinds(Dossier::eerste_datum))
                .met(buffer)
                .met(eind.map(|(datum, _)| dagen(*begin, datum) + 1))
                .met(levering.telt_mee)
        })
    }
}
