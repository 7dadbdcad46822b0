//! The part of a message about a person. Names and addresses are recognised and forgotten.

use chrono::{Datelike, Months, NaiveDate};
use domain::record::Client;
use domain::{Bsn, Clientsleutel, Code, DatumGebruik, Geslacht, Pseudoniemsleutel};

use crate::error::Fault;
use crate::schema::Aantal::{Een, NulOfEen, Veel};
use crate::schema::Inhoud::{Groep, Vorm as Vormt, Waarde};
use crate::schema::{Element, RETOURCODES};
use crate::veld::{Slot, Soort, Velden};
use crate::vorm::Vorm::{self, Commentaar, Geheel, Letters, Tekst};

pub(crate) const BSN: Slot = Slot::new(0, "Bsn");
const GEBOORTEDATUM: Slot = Slot::new(1, "Geboortedatum/Datum");
const DATUM_GEBRUIK: Slot = Slot::new(2, "Geboortedatum/DatumGebruik");
const GESLACHT: Slot = Slot::new(3, "Geslacht");

/// `Client` begins like this in every message but the 323 and 325.
pub(crate) const BSN_VELD: Element = Element::bericht("Bsn", Een, Waarde(BSN));
pub(crate) const GEBOORTEDATUM_VELD: Element = Element::bericht(
    "Geboortedatum",
    Een,
    Groep(&[
        Element::basis("Datum", Een, Waarde(GEBOORTEDATUM)),
        Element::basis("DatumGebruik", NulOfEen, Waarde(DATUM_GEBRUIK)),
    ]),
);
pub(crate) const GESLACHT_VELD: Element = Element::bericht("Geslacht", Een, Waarde(GESLACHT));

const ACHTERNAAM: &[Element] = &[
    Element::basis("Achternaam", Een, Vormt(Tekst(200))),
    Element::basis("Voorvoegsel", NulOfEen, Vormt(Tekst(10))),
];

/// 305 and 307.
pub(crate) const VERKORTE_NAAM: Element = Element::bericht(
    "Naam",
    Een,
    Groep(&[
        Element::basis("Geslachtsnaam", Een, Groep(ACHTERNAAM)),
        Element::basis("Voornamen", NulOfEen, Vormt(Tekst(200))),
        Element::basis("Voorletters", NulOfEen, Vormt(Letters(6))),
    ]),
);

/// 301, and relations.
pub(crate) const VOLLEDIGE_NAAM: Element = Element::bericht(
    "Naam",
    Een,
    Groep(&[
        Element::basis("Geslachtsnaam", Een, Groep(ACHTERNAAM)),
        Element::basis("Partnernaam", NulOfEen, Groep(ACHTERNAAM)),
        Element::basis("Voornamen", NulOfEen, Vormt(Tekst(200))),
        Element::basis("Voorletters", NulOfEen, Vormt(Letters(6))),
        Element::basis("NaamGebruik", Een, Vormt(Vorm::Code(&["1", "2", "3", "4", "5", "6"]))),
    ]),
);

pub(crate) const COMMUNICATIE: Element = Element::bericht(
    "Communicatie",
    NulOfEen,
    Groep(&[
        Element::basis("Vorm", Een, Vormt(Vorm::Code(&["1", "2", "3"]))),
        Element::basis("Taal", NulOfEen, Vormt(Tekst(25))),
    ]),
);

pub(crate) const JURIDISCHE_STATUS: Element = Element::bericht(
    "JuridischeStatus",
    NulOfEen,
    Vormt(Vorm::Code(&["01", "02", "03", "04", "05", "11", "12"])),
);

pub(crate) const WETTELIJKE_VERTEGENWOORDIGING: Element = Element::bericht(
    "WettelijkeVertegenwoordiging",
    NulOfEen,
    Vormt(Vorm::Code(&["06", "07", "08", "09", "10"])),
);

pub(crate) const COMMENTAAR: Element = Element::bericht("Commentaar", NulOfEen, Vormt(Commentaar));

const HUIS: &[Element] = &[
    Element::basis("Huisnummer", Een, Vormt(Geheel(99_999))),
    Element::basis("Huisletter", NulOfEen, Vormt(Tekst(1))),
    Element::basis("HuisnummerToevoeging", NulOfEen, Vormt(Tekst(4))),
    Element::basis("AanduidingWoonadres", NulOfEen, Vormt(Vorm::Code(&["AB", "BY", "TO", "WW"]))),
];

const ADRES: &[Element] = &[
    Element::basis("Huis", NulOfEen, Groep(HUIS)),
    Element::basis("Postcode", NulOfEen, Vormt(Tekst(8))),
    Element::basis("Straatnaam", NulOfEen, Vormt(Tekst(24))),
    Element::basis("Plaatsnaam", NulOfEen, Vormt(Tekst(80))),
    Element::basis("LandCode", NulOfEen, Vormt(Vorm::Land)),
];

const TELEFOON: &[Element] = &[
    Element::basis("Telefoonnummer", Een, Vormt(Vorm::Cijfers(15))),
    Element::basis("Landnummer", Een, Vormt(Tekst(4))),
];

const CONTACT: &[Element] = &[
    Element::bericht("Soort", Een, Vormt(Vorm::Code(&["01", "02", "03", "04"]))),
    Element::bericht("Adres", NulOfEen, Groep(ADRES)),
    Element::bericht("Organisatie", NulOfEen, Vormt(Tekst(35))),
    Element::bericht(
        "Telefoon",
        NulOfEen,
        Groep(&[
            Element::basis("Telefoon01", Een, Groep(TELEFOON)),
            Element::basis("Telefoon02", NulOfEen, Groep(TELEFOON)),
        ]),
    ),
    Element::bericht("Emailadres", NulOfEen, Vormt(Tekst(80))),
    Element::bericht(
        "Periode",
        NulOfEen,
        Groep(&[
            Element::basis("Begindatum", NulOfEen, Vormt(Vorm::Datum)),
            Element::basis("Einddatum", NulOfEen, Vormt(Vorm::Datum)),
        ]),
    ),
    RETOURCODES,
];

/// COD472.
const SOORT_RELATIE: &[&str] = &[
    "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16", "17", "18",
    "19", "20", "21", "22", "23", "24", "25",
];

const RELATIE: &[Element] = &[
    Element::bericht("Nummer", Een, Vormt(Tekst(20))),
    Element::bericht("Volgorde", NulOfEen, Vormt(Geheel(99))),
    Element::bericht("Soort", Een, Vormt(Vorm::Code(SOORT_RELATIE))),
    Element::bericht(
        "Geboortedatum",
        NulOfEen,
        Groep(&[
            Element::basis("Datum", Een, Vormt(Vorm::Datum)),
            Element::basis("DatumGebruik", NulOfEen, Vormt(Vorm::Code(&["1", "2", "3"]))),
        ]),
    ),
    Element::bericht("Geslacht", NulOfEen, Vormt(Vorm::Code(&["0", "1", "2"]))),
    VOLLEDIGE_NAAM,
    Element::bericht("Contact", Een, Groep(CONTACT)),
    RETOURCODES,
];

pub(crate) const RELATIES: Element = Element::bericht(
    "Relaties",
    NulOfEen,
    Groep(&[Element::bericht("Relatie", Veel, Groep(RELATIE))]),
);

pub(crate) const CONTACTGEGEVENS: Element = Element::bericht(
    "Contactgegevens",
    Een,
    Groep(&[Element::bericht("Contact", Veel, Groep(CONTACT))]),
);

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
    let geboortedatum = velden.datum(GEBOORTEDATUM)?;
    let gebruik: Option<DatumGebruik> =
        velden.lees_optioneel(DATUM_GEBRUIK, Soort::Code, str::parse)?;
    let geslacht: Geslacht = velden.lees(GESLACHT, Soort::Code, str::parse)?;
    let is_onbekend = gebruik == Some(DatumGebruik::Onbekend);
    let oudste = dagtekening.checked_sub_months(Months::new(12 * JAREN_MAX));
    let is_te_oud = oudste.is_some_and(|oudste| geboortedatum < oudste);
    if geboortedatum > dagtekening || (is_te_oud && !is_onbekend) {
        return Err(velden.fault(GEBOORTEDATUM, Code::DateRange));
    }
    let jaar = i16::try_from(geboortedatum.year()).ok();
    Ok(Client { client, geboortejaar: jaar.filter(|_| !is_onbekend), geslacht })
}
