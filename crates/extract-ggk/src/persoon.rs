//! The part of a message about a person. Names and addresses are recognised and forgotten.

use chrono::{Datelike, Months, NaiveDate};
use domain::record::Client;
use domain::{Bsn, Clientsleutel, Code, DatumGebruik, Geslacht, Pseudoniemsleutel};

use crate::error::Fault;
use crate::veld::{Slot, Soort, Velden};

pub(crate) const BSN: Slot = Slot::new(0, "Bsn");
pub(crate) const GEBOORTEDATUM: Slot = Slot::new(1, "Geboortedatum/Datum");
pub(crate) const DATUM_GEBRUIK: Slot = Slot::new(2, "Geboortedatum/DatumGebruik");
pub(crate) const GESLACHT: Slot = Slot::new(3, "Geslacht");

/// The `Bsn` in `velden`, also of a person that is refused or not judged; blanks
/// around it are allowed.
pub(crate) fn bsn(velden: &Velden<'_>) -> Option<Bsn> {
    velden.lees(BSN, Soort::Bsn, |text| text.trim().parse()).ok()
}

/// The pseudonym of the `Bsn` in `velden`.
pub(crate) fn lees_bsn(
    velden: &Velden<'_>,
    sleutel: &Pseudoniemsleutel,
) -> Result<Clientsleutel, Fault> {
    let bsn: Bsn = velden.lees(BSN, Soort::Bsn, str::parse)?;
    Ok(sleutel.clientsleutel(&bsn))
}

/// Oldest age at the date of a message.
const JAREN_MAX: u32 = 120;

/// What is kept of a person.
///
/// # Source
/// TR002 and TR134: born at most 120 years before `Dagtekening` and not after it; CS139:
/// `DatumGebruik` 3 means
/// that nothing of the date is known.
pub(crate) fn lees_client(
    velden: &Velden<'_>,
    sleutel: &Pseudoniemsleutel,
    dagtekening: NaiveDate,
) -> Result<Client, Fault> {
    let client = lees_bsn(velden, sleutel)?;
    let geboortedatum = velden.datum_optioneel(GEBOORTEDATUM)?;
    let gebruik: Option<DatumGebruik> =
        velden.lees_optioneel(DATUM_GEBRUIK, Soort::Code, str::parse)?;
    let geslacht: Geslacht = velden.lees(GESLACHT, Soort::Code, str::parse)?;
    let is_onbekend = gebruik == Some(DatumGebruik::Onbekend);
    let oudste = dagtekening.checked_sub_months(Months::new(12 * JAREN_MAX));
    let is_te_oud = |datum: &NaiveDate| oudste.is_some_and(|oudste| *datum < oudste);
    let is_buiten_bereik =
        |datum: &NaiveDate| *datum > dagtekening || (is_te_oud(datum) && !is_onbekend);
    if geboortedatum.as_ref().is_some_and(is_buiten_bereik) {
        return Err(velden.fault(GEBOORTEDATUM, Code::DateRange));
    }
    let jaar = geboortedatum.and_then(|datum| i16::try_from(datum.year()).ok());
    Ok(Client { client, geboortejaar: jaar.filter(|_| !is_onbekend), geslacht })
}
