//! What does not depend on one client: municipalities, providers, months.

use std::collections::BTreeSet;

use anyhow::{Context as _, ensure};
use domain::{Gemeentecode, Release, Wet};

use crate::kalender::Kalender;
use crate::rng::Rng;

/// A provider; all its messages are of one release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Aanbieder {
    /// AGB code.
    pub(crate) agb: &'static str,
    /// Release.
    pub(crate) release: Release,
}

impl Aanbieder {
    /// Whether reasons 13, 38 and 39 exist (release 3.1).
    pub(crate) fn kent_31(self) -> bool {
        self.release >= R3_1
    }
}

const R3_0: Release = Release { versie: 3, subversie: 0 };
const R3_1: Release = Release { versie: 3, subversie: 1 };

const fn aanbieder(agb: &'static str, release: Release) -> Aanbieder {
    Aanbieder { agb, release }
}

/// The providers with how many clients in a hundred they have.
const AANBIEDERS: [(u64, Aanbieder); 10] = [
    (24, aanbieder("94940001", Release::R3_2)),
    (20, aanbieder("94940002", Release::R3_2)),
    (16, aanbieder("94940003", Release::R3_2)),
    (12, aanbieder("94940004", Release::R3_2)),
    (8, aanbieder("94940005", Release::R3_2)),
    (5, aanbieder("00940006", Release::R3_2)),
    (3, aanbieder("94940009", Release::R3_2)),
    (3, aanbieder("94940010", Release::R3_2)),
    (9, aanbieder("94940007", R3_1)),
    (6, aanbieder("94940008", R3_0)),
];

/// Everything that all clients share.
#[derive(Debug, Clone)]
pub(crate) struct Wereld {
    /// Seed of every random stream.
    pub(crate) seed: u64,
    /// Municipalities.
    pub(crate) gemeenten: Vec<Gemeentecode>,
    /// Months.
    pub(crate) kalender: Kalender,
    /// Clients in a thousand allocations that get a planted defect.
    pub(crate) defect_promille: u64,
    /// Requests in a thousand allocations.
    pub(crate) verzoek_promille: u64,
    /// Clients in a thousand that have messages of release 2.
    pub(crate) historie_promille: u64,
}

impl Wereld {
    /// The municipality of the client with number `index`.
    pub(crate) fn gemeente(&self, index: u64) -> anyhow::Result<Gemeentecode> {
        let count = u64::try_from(self.gemeenten.len()).unwrap_or(1);
        ensure!(count > 0, "at least one municipality is needed");
        let place = usize::try_from(index % count).unwrap_or_default();
        self.gemeenten.get(place).copied().context("no municipality")
    }
}

/// A provider that is not `bezet`, by its share; of release 3.2 only when asked for.
pub(crate) fn kies_aanbieder(
    rng: &mut Rng,
    bezet: &BTreeSet<(Wet, &'static str)>,
    wet: Wet,
    is_nieuwste: bool,
) -> Aanbieder {
    let [(_, rest), ..] = AANBIEDERS;
    let vrij: Vec<(u64, Aanbieder)> = AANBIEDERS
        .into_iter()
        .filter(|(_, a)| !bezet.contains(&(wet, a.agb)))
        .filter(|(_, a)| !is_nieuwste || a.release == Release::R3_2)
        .collect();
    rng.weeg(&vrij, rest)
}

/// The provider after `aanbieder`, of the same release when it is 3.2.
pub(crate) fn andere_aanbieder(aanbieder: Aanbieder) -> Aanbieder {
    let [(_, first), (_, second), ..] = AANBIEDERS;
    if aanbieder == first { second } else { first }
}
