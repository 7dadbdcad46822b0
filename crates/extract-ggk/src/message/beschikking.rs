//! `Beschikking` of a 301 of release 2.x: the decision around the allocations of a person.

use domain::record::Beschikking;
use domain::{Periode, WaardeFout};

use super::product::{lees_omvang, lees_product};
use super::registratie::NOG_ONBEKEND;
use crate::error::Fault;
use crate::release::Dialect;
use crate::release::toewijzing::{EINDDATUM, INGANGSDATUM, beschikking};
use crate::veld::{Slot, Soort, Velden};

/// Reads a decision whose person is filled in later.
pub(super) fn lees(velden: &Velden<'_>) -> Result<Beschikking, Fault> {
    Ok(Beschikking {
        client: NOG_ONBEKEND,
        nummer: velden.lees(beschikking::NUMMER, Soort::Getal, str::parse)?,
        afgiftedatum: velden.datum(beschikking::AFGIFTEDATUM)?,
        periode: lees_periode(velden, beschikking::INGANGSDATUM, beschikking::EINDDATUM)?,
    })
}

/// Whether the values of a `BeschiktProduct` are right.
pub(super) fn keur_product(velden: &Velden<'_>, dialect: Dialect) -> Result<(), Fault> {
    lees_product(velden, dialect)?;
    lees_omvang(velden, dialect)?;
    lees_periode(velden, INGANGSDATUM, EINDDATUM).map(|_| ())
}

/// A period that may be open. CS003: it does not end before it begins.
pub(super) fn lees_periode(velden: &Velden<'_>, begin: Slot, eind: Slot) -> Result<Periode, Fault> {
    let (eerste, laatste) = (velden.datum(begin)?, velden.datum_optioneel(eind)?);
    Periode::new(eerste, laatste).map_err(|fout: WaardeFout| velden.fault(eind, fout.into()))
}
