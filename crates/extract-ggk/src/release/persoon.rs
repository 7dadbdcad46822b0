//! The person of a message: what it holds in each release. Only what stands in a slot is read; names and
//! addresses are checked and forgotten.

use crate::contact::Merk;
use crate::persoon::{BSN, DATUM_GEBRUIK, GEBOORTEDATUM, GESLACHT};
use crate::schema::Aantal::{Een, NulOfEen, Veel};
use crate::schema::Inhoud::{Groep, Vorm as Vormt, Waarde};
use crate::schema::{Element, RETOURCODES};
use crate::vorm::Vorm::{
    Cijfers, Code, Commentaar, Datum, Geheel, Land, Letters, Ruim, Tekst, Telefoon, Voorletters,
};

/// `Client` begins like this in every message but the 323 and 325.
pub(crate) const BSN_VELD: Element = Element::bericht("Bsn", Een, Waarde(BSN));
pub(super) const GEBOORTEDATUM_VELD: Element = Element::bericht(
    "Geboortedatum",
    Een,
    Groep(&[
        Element::basis("Datum", Een, Waarde(GEBOORTEDATUM)),
        Element::basis("DatumGebruik", NulOfEen, Waarde(DATUM_GEBRUIK)),
    ]),
);
pub(super) const GESLACHT_VELD: Element = Element::bericht("Geslacht", Een, Waarde(GESLACHT));

const GEBOORTEDATUM_RELATIE: Element = Element::bericht(
    "Geboortedatum",
    NulOfEen,
    Groep(&[
        Element::basis("Datum", Een, Vormt(Datum)),
        Element::basis("DatumGebruik", NulOfEen, Vormt(Code(&["1", "2", "3"]))),
    ]),
);
const GESLACHT_RELATIE: Element =
    Element::bericht("Geslacht", NulOfEen, Vormt(Code(&["0", "1", "2"])));

pub(super) const COMMUNICATIE: Element = Element::bericht(
    "Communicatie",
    NulOfEen,
    Groep(&[
        Element::basis("Vorm", Een, Vormt(Code(&["1", "2", "3"]))),
        Element::basis("Taal", NulOfEen, Vormt(Tekst(25))),
    ]),
);
pub(super) const JURIDISCHE_STATUS: Element = Element::bericht(
    "JuridischeStatus",
    NulOfEen,
    Vormt(Code(&["01", "02", "03", "04", "05", "11", "12"])),
);
pub(super) const WETTELIJKE_VERTEGENWOORDIGING: Element = Element::bericht(
    "WettelijkeVertegenwoordiging",
    NulOfEen,
    Vormt(Code(&["06", "07", "08", "09", "10"])),
);
/// 2.1 to 2.4: on one line.
pub(super) const COMMENTAAR_V2: Element =
    Element::bericht("Commentaar", NulOfEen, Vormt(Tekst(usize::MAX)));
pub(super) const COMMENTAAR: Element = Element::bericht("Commentaar", NulOfEen, Vormt(Commentaar));

const HUIS: &[Element] = &[
    Element::basis("Huisnummer", Een, Vormt(Geheel(99_999))),
    Element::basis("Huisletter", NulOfEen, Vormt(Tekst(1))),
    Element::basis("HuisnummerToevoeging", NulOfEen, Vormt(Tekst(4))),
    Element::basis("AanduidingWoonadres", NulOfEen, Vormt(Code(&["AB", "BY", "TO", "WW"]))),
];
const ADRES: Element = Element::bericht(
    "Adres",
    NulOfEen,
    Groep(&[
        Element::basis("Huis", NulOfEen, Groep(HUIS)).met_merk(Merk::Huis),
        Element::basis("Postcode", NulOfEen, Vormt(Tekst(8))).met_merk(Merk::Postcode),
        Element::basis("Straatnaam", NulOfEen, Vormt(Tekst(24))),
        Element::basis("Plaatsnaam", NulOfEen, Vormt(Tekst(80))),
        Element::basis("LandCode", NulOfEen, Vormt(Land)),
    ]),
);
const SOORT_ADRES: Element = Element::bericht("Soort", Een, Vormt(Code(&["01", "02", "03", "04"])));
const ORGANISATIE: Element = Element::bericht("Organisatie", NulOfEen, Vormt(Tekst(35)));
const EMAILADRES: Element = Element::bericht("Emailadres", NulOfEen, Vormt(Tekst(80)));
const PERIODE: Element = Element::bericht(
    "Periode",
    NulOfEen,
    Groep(&[
        Element::basis("Begindatum", NulOfEen, Vormt(Datum)),
        Element::basis("Einddatum", NulOfEen, Vormt(Datum)),
    ]),
);

/// `Telefoon` with this form of number and country number.
macro_rules! telefoon {
    ($nummer:expr, $land:expr) => {{
        const TELEFOON: &[Element] = &[
            Element::basis("Telefoonnummer", Een, Vormt($nummer)),
            Element::basis("Landnummer", Een, Vormt($land)),
        ];
        Element::bericht(
            "Telefoon",
            NulOfEen,
            Groep(&[
                Element::basis("Telefoon01", Een, Groep(TELEFOON)),
                Element::basis("Telefoon02", NulOfEen, Groep(TELEFOON)),
            ]),
        )
    }};
}

/// `Naam` with these parts of a family name, form of first names and of initials, and what follows them.
macro_rules! naam {
    ($achternaam:expr, [$($partner:expr)?], $voornamen:expr, $voorletters:expr, [$($gebruik:expr),*]) => {
        Element::bericht(
            "Naam",
            Een,
            Groep(&[
                Element::basis("Geslachtsnaam", Een, Groep($achternaam)),
                $(Element::basis("Partnernaam", NulOfEen, Groep($partner)),)?
                Element::basis("Voornamen", NulOfEen, Vormt($voornamen)),
                Element::basis("Voorletters", NulOfEen, Vormt($voorletters)),
                $($gebruik),*
            ]),
        )
    };
}

const VOORVOEGSEL: Element = Element::basis("Voorvoegsel", NulOfEen, Vormt(Tekst(10)));
const NAAMGEBRUIK: Element =
    Element::basis("NaamGebruik", Een, Vormt(Code(&["1", "2", "3", "4", "5", "6"])));
const VOLGORDE: Element = Element::bericht("Volgorde", NulOfEen, Vormt(Geheel(99)));

/// COD472.
const SOORT_RELATIE: Element = Element::bericht(
    "Soort",
    Een,
    Vormt(Code(&[
        "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16", "17",
        "18", "19", "20", "21", "22", "23", "24", "25",
    ])),
);

/// 3.x.
pub(super) mod v3 {
    use super::{
        ADRES, Cijfers, EMAILADRES, Een, Element, GEBOORTEDATUM_RELATIE, GESLACHT_RELATIE, Groep,
        Letters, Merk, NAAMGEBRUIK, NulOfEen, ORGANISATIE, PERIODE, RETOURCODES, SOORT_ADRES,
        SOORT_RELATIE, Tekst, VOLGORDE, VOORVOEGSEL, Veel, Vormt,
    };

    const ACHTERNAAM: &[Element] =
        &[Element::basis("Achternaam", Een, Vormt(Tekst(200))), VOORVOEGSEL];
    /// 305, 307 and 315.
    pub(crate) const VERKORTE_NAAM: Element = naam!(ACHTERNAAM, [], Tekst(200), Letters(6), []);
    /// 301, and relations.
    pub(crate) const VOLLEDIGE_NAAM: Element =
        naam!(ACHTERNAAM, [ACHTERNAAM], Tekst(200), Letters(6), [NAAMGEBRUIK]);

    /// `Contact` with this kind of address.
    macro_rules! contact {
        ($soort:expr) => {
            &[
                $soort,
                ADRES,
                ORGANISATIE,
                telefoon!(Cijfers(15), Tekst(4)).met_merk(Merk::Telefoon),
                EMAILADRES,
                PERIODE,
                RETOURCODES,
            ]
        };
    }
    const CONTACT: &[Element] = contact!(SOORT_ADRES.met_merk(Merk::Soort));
    const CONTACT_RELATIE: &[Element] = contact!(SOORT_ADRES);
    pub(crate) const CONTACTGEGEVENS: Element = Element::bericht(
        "Contactgegevens",
        Een,
        Groep(&[Element::bericht("Contact", Veel, Groep(CONTACT)).met_merk(Merk::Contact)]),
    );
    const RELATIE: &[Element] = &[
        Element::bericht("Nummer", Een, Vormt(Tekst(20))),
        VOLGORDE,
        SOORT_RELATIE,
        GEBOORTEDATUM_RELATIE,
        GESLACHT_RELATIE,
        VOLLEDIGE_NAAM,
        Element::bericht("Contact", Een, Groep(CONTACT_RELATIE)).met_merk(Merk::Contact),
        RETOURCODES,
    ];
    pub(crate) const RELATIES: Element = Element::bericht(
        "Relaties",
        NulOfEen,
        Groep(&[Element::bericht("Relatie", Veel, Groep(RELATIE))]),
    );
}

/// 2.1 to 2.4: the family name is `Naam`, and the forms are wider.
pub(super) mod v2 {
    use super::{
        ADRES, EMAILADRES, Een, Element, GEBOORTEDATUM_RELATIE, GESLACHT_RELATIE, Groep,
        NAAMGEBRUIK, NulOfEen, ORGANISATIE, PERIODE, RETOURCODES, Ruim, SOORT_ADRES, SOORT_RELATIE,
        Telefoon, VOLGORDE, VOORVOEGSEL, Veel, Voorletters, Vormt,
    };

    const ACHTERNAAM: &[Element] = &[Element::basis("Naam", Een, Vormt(Ruim(200))), VOORVOEGSEL];
    /// 305, 307 and 315.
    pub(crate) const VERKORTE_NAAM: Element = naam!(ACHTERNAAM, [], Ruim(200), Voorletters(6), []);
    /// 301, and relations.
    pub(crate) const VOLLEDIGE_NAAM: Element =
        naam!(ACHTERNAAM, [ACHTERNAAM], Ruim(200), Voorletters(6), [NAAMGEBRUIK]);

    const CONTACT: &[Element] = &[
        SOORT_ADRES,
        ADRES,
        ORGANISATIE,
        telefoon!(Telefoon(15), Ruim(4)),
        EMAILADRES,
        PERIODE,
        RETOURCODES,
    ];
    pub(crate) const CONTACTGEGEVENS: Element = Element::bericht(
        "Contactgegevens",
        Een,
        Groep(&[Element::bericht("Contact", Veel, Groep(CONTACT))]),
    );
    const RELATIE: &[Element] = &[
        Element::bericht("Nummer", Een, Vormt(Ruim(20))),
        VOLGORDE,
        SOORT_RELATIE,
        GEBOORTEDATUM_RELATIE,
        GESLACHT_RELATIE,
        VOLLEDIGE_NAAM,
        Element::bericht("Contact", Een, Groep(CONTACT)),
        RETOURCODES,
    ];
    pub(crate) const RELATIES: Element = Element::bericht(
        "Relaties",
        NulOfEen,
        Groep(&[Element::bericht("Relatie", Veel, Groep(RELATIE))]),
    );
}

/// 2.0: names say how they are used, an `Adres` stands where later a `Contact` is, and some elements are known
/// from examples only, so their codes are not judged.
pub(super) mod v20 {
    use super::{
        ADRES, Code, EMAILADRES, Een, Element, GEBOORTEDATUM_RELATIE, GESLACHT_RELATIE, Groep,
        NulOfEen, ORGANISATIE, PERIODE, RETOURCODES, Ruim, SOORT_ADRES, SOORT_RELATIE, Telefoon,
        VOLGORDE, VOORVOEGSEL, Veel, Voorletters, Vormt,
    };

    const NAAMCODE: Element = Element::basis("NaamCode", NulOfEen, Vormt(Ruim(2)));
    const ACHTERNAAM: &[Element] =
        &[Element::basis("Naam", Een, Vormt(Ruim(200))), VOORVOEGSEL, NAAMCODE];
    /// Every message, and relations.
    pub(crate) const NAAM: Element =
        naam!(ACHTERNAAM, [ACHTERNAAM], Ruim(200), Voorletters(6), [NAAMCODE]);

    pub(crate) const CLIENTNUMMER: Element =
        Element::bericht("Clientnummer", NulOfEen, Vormt(Ruim(20)));
    pub(crate) const GEHEIME_CLIENT: Element =
        Element::bericht("GeheimeClient", NulOfEen, Vormt(Code(&["1", "2"])));
    /// COD478.
    pub(crate) const LEEFEENHEID: Element = Element::bericht(
        "Leefeenheid",
        NulOfEen,
        Vormt(Code(&["1", "2", "3", "4", "5", "6", "7", "9"])),
    );

    const ADRESGEGEVENS: &[Element] = &[
        SOORT_ADRES,
        ADRES,
        ORGANISATIE,
        telefoon!(Telefoon(15), Ruim(4)),
        EMAILADRES,
        PERIODE,
        RETOURCODES,
    ];
    pub(crate) const ADRESSEN: Element = Element::bericht(
        "Adressen",
        NulOfEen,
        Groep(&[Element::bericht("Adres", Veel, Groep(ADRESGEGEVENS))]),
    );
    const RELATIE: &[Element] = &[
        Element::bericht("Nummer", Een, Vormt(Ruim(20))),
        VOLGORDE,
        SOORT_RELATIE,
        GEBOORTEDATUM_RELATIE,
        GESLACHT_RELATIE,
        NAAM,
        Element::bericht("Adres", NulOfEen, Groep(ADRESGEGEVENS)),
        RETOURCODES,
    ];
    pub(crate) const RELATIES: Element = Element::bericht(
        "Relaties",
        NulOfEen,
        Groep(&[Element::bericht("Relatie", Veel, Groep(RELATIE))]),
    );
}
