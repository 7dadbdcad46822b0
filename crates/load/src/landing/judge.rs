//! Which message stays when several share an identity: a pure decision, blind to the order of arrival.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sqlx::FromRow;
use uuid::Uuid;

/// A message that wants in, is in, or was refused earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub(crate) struct Bekend {
    /// Its file.
    pub(crate) bestand_id: i64,
    /// What must be unique.
    pub(crate) identiteit: Uuid,
    /// What it says.
    pub(crate) inhoud: Uuid,
    /// When it was dated.
    pub(crate) dagtekening: NaiveDate,
}

/// What happens to a message that wants in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Besluit {
    /// It goes into landing.
    Laden,
    /// The message of that file says exactly the same.
    Dubbel(i64),
    /// Another message has its identification and was dated earlier (TR056).
    Conflict,
}

/// The decisions, in the order of the candidates, and the files whose message must leave landing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Besluiten {
    /// One per candidate.
    pub(crate) besluiten: Vec<Besluit>,
    /// Files in landing that lose from a candidate.
    pub(crate) verdrongen: Vec<i64>,
}

/// Decides over `kandidaten`, given what landing holds (`zittend`) and what was refused before (`geweigerd`).
///
/// Of all messages with one identity the earliest dated stays; on the same day the smaller content hash. A message
/// that says the same as one that was seen before is a duplicate of it, also when that one was refused.
///
/// # Source
/// TR056; CONTRACT.md "Definitions", Messages.
pub(crate) fn beoordeel(
    kandidaten: &[Bekend],
    zittend: &[Bekend],
    geweigerd: &[Bekend],
) -> Besluiten {
    let mut winnaars: BTreeMap<Uuid, Bekend> = BTreeMap::new();
    let mut gezien: BTreeMap<(Uuid, Uuid), i64> = BTreeMap::new();
    for bericht in zittend.iter().chain(kandidaten) {
        let winnaar = winnaars.entry(bericht.identiteit).or_insert(*bericht);
        if (bericht.dagtekening, bericht.inhoud) < (winnaar.dagtekening, winnaar.inhoud) {
            *winnaar = *bericht;
        }
    }
    for bericht in zittend.iter().chain(geweigerd) {
        gezien.insert((bericht.identiteit, bericht.inhoud), bericht.bestand_id);
    }
    let mut uitkomst = Besluiten::default();
    let mut blijvend = BTreeSet::new();
    for bericht in kandidaten {
        let wint = winnaars
            .get(&bericht.identiteit)
            .is_some_and(|winnaar| winnaar.inhoud == bericht.inhoud);
        let sleutel = (bericht.identiteit, bericht.inhoud);
        let besluit = match gezien.get(&sleutel) {
            Some(eerder) => Besluit::Dubbel(*eerder),
            None if wint => Besluit::Laden,
            None => Besluit::Conflict,
        };
        gezien.entry(sleutel).or_insert(bericht.bestand_id);
        if besluit == Besluit::Laden {
            blijvend.insert(bericht.identiteit);
        }
        uitkomst.besluiten.push(besluit);
    }
    uitkomst.verdrongen = zittend
        .iter()
        .filter(|bericht| blijvend.contains(&bericht.identiteit))
        .map(|bericht| bericht.bestand_id)
        .collect();
    uitkomst
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bericht(bestand_id: i64, identiteit: u128, inhoud: u128, day: u32) -> Bekend {
        Bekend {
            bestand_id,
            identiteit: Uuid::from_u128(identiteit),
            inhoud: Uuid::from_u128(inhoud),
            dagtekening: NaiveDate::from_ymd_opt(2026, 4, day).unwrap(),
        }
    }

    fn check(
        kandidaten: &[Bekend],
        zittend: &[Bekend],
        geweigerd: &[Bekend],
        besluiten: &[Besluit],
        verdrongen: &[i64],
    ) {
        let expect = Besluiten { besluiten: besluiten.to_vec(), verdrongen: verdrongen.to_vec() };
        assert_eq!(beoordeel(kandidaten, zittend, geweigerd), expect);
    }

    #[test]
    fn the_earliest_dated_message_stays() {
        use Besluit::{Conflict, Dubbel, Laden};
        let [vroeg, laat] = [bericht(1, 9, 5, 1), bericht(2, 9, 4, 2)];
        check(&[vroeg], &[], &[], &[Laden], &[]);
        check(&[vroeg, laat], &[], &[], &[Laden, Conflict], &[]);
        check(&[laat, vroeg], &[], &[], &[Conflict, Laden], &[]);
        check(&[laat], &[vroeg], &[], &[Conflict], &[]);
        check(&[vroeg], &[laat], &[], &[Laden], &[2]);
        // The same day: the smaller content.
        let klein = bericht(3, 9, 3, 1);
        check(&[vroeg], &[klein], &[], &[Conflict], &[]);
        check(&[klein], &[vroeg], &[], &[Laden], &[1]);
        // A copy of a message, also of a refused one, is a duplicate.
        let [vroeg2, laat2] = [bericht(11, 9, 5, 1), bericht(12, 9, 4, 2)];
        check(&[vroeg, vroeg2], &[], &[], &[Laden, Dubbel(1)], &[]);
        check(&[vroeg2], &[vroeg], &[], &[Dubbel(1)], &[]);
        check(&[laat2], &[vroeg], &[laat], &[Dubbel(2)], &[]);
        check(&[vroeg, laat2], &[laat], &[], &[Laden, Dubbel(2)], &[2]);
        check(&[laat, laat2, vroeg], &[], &[], &[Conflict, Dubbel(2), Laden], &[]);
        // Other messages have nothing to do with it.
        check(&[bericht(5, 8, 5, 1)], &[vroeg], &[], &[Laden], &[]);
    }
}
