//! TR006, TR061, TR315, TR316, TR342 and TR358: what the reader saw and let pass (`landing.waarneming`).

use super::{Controle, RELEASE_3_0, Regel, Toets};
use crate::Berichtkring;
use crate::bevinding::Bevindingen;

/// A check that writes down what the reader saw under the code of the rule, once per place.
macro_rules! waargenomen {
    ($($code:literal, $onderwerp:literal, $toelichting:literal;)+) => {
        pub(super) const CONTROLES: &[Controle] = &[$(Controle {
            regel: Regel::in_bericht($code, $onderwerp).sinds(RELEASE_3_0),
            toets: Toets::Bericht(|bericht, bevindingen| {
                controleer(bericht, $code, $toelichting, bevindingen);
            }),
        }),+];
    };
}

waargenomen! {
    "TR006", "Contact zonder telefoon en zonder huisnummer met postcode",
        "Een contact heeft geen telefoon en geen huisnummer met postcode.";
    "TR061", "Client zonder BRP-, correspondentie- of verblijfadres",
        "De client heeft geen contact van Soort 01, 02 of 03.";
    "TR315", "VorigReferentieNummer staat dubbel in het bericht",
        "Een eerdere prestatie in het bericht heeft hetzelfde VorigReferentieNummer.";
    "TR316", "Debet en credit van dezelfde prestatie in een bericht",
        "VorigReferentieNummer is het ReferentieNummer van een prestatie in hetzelfde bericht.";
    "TR342", "Som van de afgewezen prestaties verklaart het verschil niet",
        "De afgewezen prestaties zijn samen niet TotaalIngediendBedrag min TotaalToegekendBedrag.";
    "TR358", "TotaalIngediendBedrag is niet de som van de prestaties",
        "TotaalIngediendBedrag is niet de som van de prestaties, debet min credit.";
}

fn controleer(
    bericht: &Berichtkring,
    code: &str,
    toelichting: &str,
    bevindingen: &mut Bevindingen<'_>,
) {
    if bericht.waarnemingen.is_empty() {
        return;
    }
    let gezien = bericht.waarnemingen.iter().filter(|waarneming| waarneming.code == code);
    let plaatsen: std::collections::BTreeSet<_> =
        gezien.map(|waarneming| (waarneming.regel, waarneming.nummer)).collect();
    for plaats in plaatsen {
        bevindingen.op_bericht(bericht, plaats, toelichting.to_owned());
    }
}
