//! The header: what it holds in each release, and where its values go.

use crate::schema::Aantal::{Een, NulOfEen};
use crate::schema::Inhoud::{Groep, Vorm as Vormt, Waarde};
use crate::schema::{Element, RETOURCODE};
use crate::veld::Slot;
use crate::vorm::Vorm::{Tekst, Versie};

pub(crate) const BERICHTCODE: Slot = Slot::new(0, "BerichtCode");
pub(crate) const VERSIE: Slot = Slot::new(1, "BerichtVersie");
pub(crate) const SUBVERSIE: Slot = Slot::new(2, "BerichtSubversie");
pub(crate) const AFZENDER: Slot = Slot::new(3, "Afzender");
pub(crate) const ONTVANGER: Slot = Slot::new(4, "Ontvanger");
pub(crate) const IDENTIFICATIE: Slot = Slot::new(5, "BerichtIdentificatie/Identificatie");
pub(crate) const DAGTEKENING: Slot = Slot::new(6, "BerichtIdentificatie/Dagtekening");
pub(crate) const IDENTIFICATIE_RETOUR: Slot = Slot::new(7, "IdentificatieRetour");
pub(crate) const DAGTEKENING_RETOUR: Slot = Slot::new(8, "DagtekeningRetour");
pub(crate) const IDENTIFICATIE_DECLARATIE: Slot =
    Slot::new(9, "DeclaratieIdentificatie/Identificatie");
pub(crate) const DAGTEKENING_DECLARATIE: Slot =
    Slot::new(10, "DeclaratieIdentificatie/Dagtekening");
pub(crate) const XSD_BASIS: Slot = Slot::new(11, "XsdVersie/BasisschemaXsdVersie");
pub(crate) const XSD_BERICHT: Slot = Slot::new(12, "XsdVersie/BerichtXsdVersie");
/// In a 325 inside `XsdVersieDeclaratie`.
pub(crate) const XSD_BASIS_HEEN: Slot = Slot::new(13, "XsdVersieRetour/BasisschemaXsdVersie");
pub(crate) const XSD_BERICHT_HEEN: Slot = Slot::new(14, "XsdVersieRetour/BerichtXsdVersie");

/// The headers of a release.
#[derive(Debug)]
pub(crate) struct Koppen {
    pub(crate) heen: &'static [Element],
    pub(crate) retour: &'static [Element],
    /// 325.
    pub(crate) declaratie_antwoord: &'static [Element],
}

const BERICHTCODE_VELD: Element = Element::bericht("BerichtCode", Een, Waarde(BERICHTCODE));
const VERSIE_VELD: Element = Element::bericht("BerichtVersie", Een, Waarde(VERSIE));
const SUBVERSIE_VELD: Element = Element::bericht("BerichtSubversie", Een, Waarde(SUBVERSIE));
const AFZENDER_VELD: Element = Element::bericht("Afzender", Een, Waarde(AFZENDER));
const ONTVANGER_VELD: Element = Element::bericht("Ontvanger", Een, Waarde(ONTVANGER));
const EIGEN: Element = Element::bericht(
    "BerichtIdentificatie",
    Een,
    Groep(&[
        Element::basis("Identificatie", Een, Waarde(IDENTIFICATIE)),
        Element::basis("Dagtekening", Een, Waarde(DAGTEKENING)),
    ]),
);
const EIGEN_RETOUR: Element =
    Element::bericht("IdentificatieRetour", Een, Waarde(IDENTIFICATIE_RETOUR));
const DAG_RETOUR: Element = Element::bericht("DagtekeningRetour", Een, Waarde(DAGTEKENING_RETOUR));
const CODES: Element = Element::bericht("RetourCodes", NulOfEen, Groep(RETOURCODE));

const XSD: Element = Element::bericht(
    "XsdVersie",
    Een,
    Groep(&[
        Element::basis("BasisschemaXsdVersie", Een, Waarde(XSD_BASIS)),
        Element::basis("BerichtXsdVersie", Een, Waarde(XSD_BERICHT)),
    ]),
);
/// The versions of the message that is answered.
const XSD_HEEN: &[Element] = &[
    Element::basis("BasisschemaXsdVersie", Een, Waarde(XSD_BASIS_HEEN)),
    Element::basis("BerichtXsdVersie", Een, Waarde(XSD_BERICHT_HEEN)),
];
const XSLT: Element = Element::bericht("XsltVersie", NulOfEen, Vormt(Versie));

/// 3.x.
pub(super) const V3: Koppen = Koppen {
    heen: &[
        BERICHTCODE_VELD,
        VERSIE_VELD,
        SUBVERSIE_VELD,
        AFZENDER_VELD,
        ONTVANGER_VELD,
        EIGEN,
        XSD,
    ],
    retour: &[
        BERICHTCODE_VELD,
        VERSIE_VELD,
        SUBVERSIE_VELD,
        AFZENDER_VELD,
        ONTVANGER_VELD,
        EIGEN,
        XSD,
        EIGEN_RETOUR,
        DAG_RETOUR,
        XSLT,
        Element::bericht("XsdVersieRetour", Een, Groep(XSD_HEEN)),
        CODES,
    ],
    declaratie_antwoord: &[
        BERICHTCODE_VELD,
        VERSIE_VELD,
        SUBVERSIE_VELD,
        AFZENDER_VELD,
        ONTVANGER_VELD,
        EIGEN,
        XSD,
        Element::bericht(
            "DeclaratieIdentificatie",
            Een,
            Groep(&[
                Element::basis("Identificatie", Een, Waarde(IDENTIFICATIE_DECLARATIE)),
                Element::basis("Dagtekening", Een, Waarde(DAGTEKENING_DECLARATIE)),
            ]),
        ),
        XSLT,
        Element::bericht("XsdVersieDeclaratie", Een, Groep(XSD_HEEN)),
        Element::bericht("RetourCodes", Een, Groep(RETOURCODE)),
    ],
};

/// 2.1 to 2.4: no versions of schema and xslt.
pub(super) const V2: Koppen = Koppen {
    heen: &[BERICHTCODE_VELD, VERSIE_VELD, SUBVERSIE_VELD, AFZENDER_VELD, ONTVANGER_VELD, EIGEN],
    retour: &[
        BERICHTCODE_VELD,
        VERSIE_VELD,
        SUBVERSIE_VELD,
        AFZENDER_VELD,
        ONTVANGER_VELD,
        EIGEN,
        EIGEN_RETOUR,
        DAG_RETOUR,
        CODES,
    ],
    declaratie_antwoord: &[],
};

const SPECIFICATIE: Element = Element::bericht(
    "Berichtspecificatie",
    Een,
    Groep(&[
        Element::basis("Code", Een, Waarde(BERICHTCODE)),
        Element::basis("Versie", Een, Waarde(VERSIE)),
        Element::basis("SubVersie", Een, Waarde(SUBVERSIE)),
    ]),
);
const EIGEN_V20: Element = Element::bericht(
    "Berichtidentificatie",
    Een,
    Groep(&[
        Element::basis("Identificatie", Een, Waarde(IDENTIFICATIE)),
        Element::basis("Dagtekening", Een, Waarde(DAGTEKENING)),
        Element::basis("Tekenset", NulOfEen, Vormt(Tekst(3))),
    ]),
);

/// 2.0: code and version are inside `Berichtspecificatie`. Its retours are in no public source; they are read
/// as 2.1 has them.
pub(super) const V20: Koppen = Koppen {
    heen: &[SPECIFICATIE, AFZENDER_VELD, ONTVANGER_VELD, EIGEN_V20],
    retour: &[
        SPECIFICATIE,
        AFZENDER_VELD,
        ONTVANGER_VELD,
        EIGEN_V20,
        EIGEN_RETOUR,
        DAG_RETOUR,
        CODES,
    ],
    declaratie_antwoord: &[],
};
