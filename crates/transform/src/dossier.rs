//! The picture of a dossier that its rules look at: everything of one person at one provider.

use domain::{Gemeentecode, KetenSleutel, Wet};

use crate::toestand::Toewijzingen;
use crate::{Kader, Keten};

/// Everything about a dossier that a rule may look at.
#[derive(Debug)]
pub(crate) struct DossierBeeld<'a> {
    pub(crate) sleutel: KetenSleutel,
    pub(crate) wet: Wet,
    pub(crate) gemeente: Gemeentecode,
    pub(crate) kader: &'a Kader,
    /// All 301, 315 and 317 records of the person at the provider, and the 319s on those requests.
    pub(crate) records: &'a Keten,
    /// Every allocation of which a 301 was seen.
    pub(crate) toewijzingen: Toewijzingen<'a>,
}

impl<'a> DossierBeeld<'a> {
    pub(crate) fn new(records: &'a Keten, sleutel: KetenSleutel, kader: &'a Kader) -> Self {
        let Keten { wet, gemeente, .. } = *records;
        let toewijzingen = Toewijzingen::new(records);
        Self { sleutel, wet, gemeente, kader, records, toewijzingen }
    }
}
