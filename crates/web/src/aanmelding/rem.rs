//! Guessing gets slower: per account, whoever tries, and per address, whatever is tried.

use core::net::IpAddr;

use load::aanmelding::{self, Hash, Rem};

use super::{Aanmelding, Adres, geheim, seconden};
use crate::Fout;

/// From the fifth failure on an account waits, up to a quarter of an hour.
const ACCOUNT: Rem = Rem { vrij: 5, wacht_max: 900 };
/// An address may be that of a whole town hall.
const ADRES: Rem = Rem { vrij: 30, wacht_max: 900 };
/// Sign-ins begun at the provider cost little.
const BEGIN: Rem = Rem { vrij: 60, wacht_max: 60 };

/// The attempts that one sign-in counts for.
pub(super) struct Poging {
    account: Hash,
    adres: Hash,
}

/// Counts an attempt at an account from an address, before it is judged.
pub(super) async fn tel(aanmelding: &Aanmelding, naam: &str, adres: Adres) -> Result<Poging, Fout> {
    let poging = Poging {
        account: geheim::hash("account", naam),
        adres: geheim::hash("adres", &groep(adres)),
    };
    tel_een(aanmelding, &poging.adres, ADRES).await?;
    tel_een(aanmelding, &poging.account, ACCOUNT).await?;
    Ok(poging)
}

/// Counts something else that only an attacker does often: a form that is not ours.
pub(crate) async fn tel_adres(aanmelding: &Aanmelding, adres: Adres) -> Result<(), Fout> {
    tel_een(aanmelding, &geheim::hash("adres", &groep(adres)), ADRES).await
}

/// Counts the beginning of a sign-in at the provider.
pub(super) async fn tel_begin(aanmelding: &Aanmelding, adres: Adres) -> Result<(), Fout> {
    tel_een(aanmelding, &geheim::hash("begin", &groep(adres)), BEGIN).await
}

/// The sign-in succeeded: the account begins anew, and the address did not fail this time.
pub(super) async fn gelukt(aanmelding: &Aanmelding, poging: &Poging) -> Result<(), Fout> {
    let db = &aanmelding.omgeving.db;
    aanmelding::forget_attempts(db, &poging.account).await?;
    aanmelding::release_attempt(db, &poging.adres).await?;
    Ok(())
}

async fn tel_een(aanmelding: &Aanmelding, sleutel: &Hash, rem: Rem) -> Result<(), Fout> {
    let nu = aanmelding.nu();
    match aanmelding::count_attempt(&aanmelding.omgeving.db, sleutel, rem, nu).await? {
        None => Ok(()),
        Some(until) => Err(Fout::TeVeel { seconden: seconden(until - nu) }),
    }
}

/// An address, or the network of one household or office: who has an IPv6 address has 2^64 of them.
fn groep(adres: Adres) -> String {
    match adres.0.map(|adres| adres.to_canonical()) {
        None => "onbekend".to_owned(),
        Some(IpAddr::V4(adres)) => adres.to_string(),
        Some(IpAddr::V6(adres)) => format!("{:x}", adres.to_bits() >> 64),
    }
}
