//! TR002, TR101, TR135 and TR383: applied by the reader. What breaks them is refused with a code and a place, and has no
//! finding.

use super::{Controle, RELEASE_3_0, Regel, Toets};

pub(super) const CONTROLES: &[Controle] = &[
    Controle {
        regel: Regel::in_bericht("TR002", "Geboortedatum ligt meer dan 120 jaar terug"),
        toets: Toets::Poort,
    },
    Controle {
        regel: Regel::in_bericht("TR101", "Dezelfde regel staat dubbel in het bericht"),
        toets: Toets::Poort,
    },
    Controle {
        regel: Regel::in_bericht("TR383", "ReferentieAanbieder staat tweemaal in de aanvraag")
            .sinds(RELEASE_3_0),
        toets: Toets::Poort,
    },
    Controle {
        regel: Regel {
            niveau: "externe bron",
            ..Regel::officieel("TR135", "8848", "Dagtekening ligt in de toekomst")
        },
        toets: Toets::Poort,
    },
];
