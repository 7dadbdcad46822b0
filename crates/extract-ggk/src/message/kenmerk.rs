//! Marks that a sender chose (numbers of messages, declarations and lines) and that go into the
//! warehouse as they are: one that holds the BSN of a person in the same message is refused. A 319 names no
//! person: there a reference that is nothing but a BSN is.

use domain::{Bsn, Code, Identificatie};

use super::Kop;
use crate::error::Fault;
use crate::veld::{Slot, Velden};

/// Whether `tekst` holds one of `bsns`.
pub(super) fn bevat_bsn(tekst: &str, bsns: &[Bsn]) -> bool {
    let is_candidate = tekst.len() >= 9 && tekst.bytes().any(|byte| byte.is_ascii_digit());
    is_candidate
        && match bsns {
            [bsn] => bsn.staat_in(tekst),
            // A message of 2.x may name thousands: each of its texts is read once, not once for every person.
            _ => Bsn::kandidaten(tekst).any(|bsn| bsns.contains(&bsn)),
        }
}

/// The name of the first of `nummers` that is one of `bsns`.
pub(super) fn is_bsn(
    nummers: impl IntoIterator<Item = (Option<i64>, &'static str)>,
    bsns: &[Bsn],
) -> Option<&'static str> {
    let is_fout = |nummer: Option<i64>| {
        nummer.and_then(Bsn::van_nummer).is_some_and(|bsn| bsns.contains(&bsn))
    };
    nummers.into_iter().find(|(nummer, _)| is_fout(*nummer)).map(|(_, naam)| naam)
}

/// Whether `tekst` is nothing but nine digits that could be the BSN of anybody.
///
/// One in eleven numbers of nine digits could, and nothing tells those apart. Digits inside a longer reference are
/// left alone: to refuse those would lose good answers.
pub(super) fn lijkt_op_bsn(tekst: &str) -> bool {
    tekst.trim().parse::<Bsn>().is_ok()
}

/// Refuses a declaration for its number, which stands at `slot` of `velden`.
pub(super) fn keur_nummer(
    nummer: &Identificatie,
    bsns: &[Bsn],
    velden: &Velden<'_>,
    slot: Slot,
) -> Result<(), Fault> {
    if bevat_bsn(nummer.as_str(), bsns) {
        return Err(velden.fault(slot, Code::BsnInReference));
    }
    Ok(())
}

/// The refusal of a message for a number in its header that holds one of `bsns`.
pub(super) fn keur_kop(kop: &Kop, bsns: &[Bsn]) -> Option<Fault> {
    let betreft = kop.betreft.as_ref().map(|betreft| &betreft.identificatie);
    let is_fout = core::iter::once(&kop.identificatie)
        .chain(betreft)
        .any(|een| bevat_bsn(een.as_str(), bsns));
    is_fout.then(|| Fault::new(Code::BsnInReference, kop.offset, "Bericht/Header"))
}

#[cfg(test)]
mod tests {
    use domain::Code;

    use crate::tests::{change, lees_tekst, part, records, refusal};
    use crate::voorbeeld::{
        bericht, bericht_301, bericht_305, bericht_323, client, client_met_prestaties,
        kop_antwoord, kop_retour, prestatie, retourcodes, stop_product,
    };

    const EEN: &str = "999900006";
    const TWEE: &str = "999900018";

    /// Two persons, the first with two lines.
    fn declaratie() -> String {
        let een = prestatie("RN1", "") + &prestatie("RN2", "");
        let clienten = client_met_prestaties(EEN, &een, "")
            + &client_met_prestaties(TWEE, &prestatie("RN3", ""), "");
        bericht_323(&clienten, 15_000)
    }

    fn antwoord() -> String {
        let regel = |bsn, nummer| {
            let codes = retourcodes(&["0200"]);
            client_met_prestaties(bsn, &prestatie(nummer, &retourcodes(&["9338"])), &codes)
        };
        let totaal = |naam| {
            format!(
                "<m:{naam}><b:TotaalBedrag>5000</b:TotaalBedrag><b:DebetCredit>D</b:DebetCredit></m:{naam}>"
            )
        };
        let inhoud = format!(
            "<m:DeclaratieAntwoord><m:DeclaratieNummer>DN001</m:DeclaratieNummer>{}{}<m:Clienten>{}{}</m:Clienten>{}</m:DeclaratieAntwoord>",
            totaal("TotaalIngediendBedrag"),
            totaal("TotaalToegekendBedrag"),
            regel(EEN, "RN1"),
            regel(TWEE, "RN2"),
            retourcodes(&["0200"]),
        );
        bericht("325", &kop_antwoord(&["0200"]), &inhoud)
    }

    #[test]
    fn an_allocation_is_refused_for_its_reference() {
        let pad = "Bericht/Client/ToegewezenProducten/ToegewezenProduct/ReferentieAanbieder";
        for (to, expect) in [
            (format!(">{EEN}<"), vec![(1, Code::BsnInReference, pad.to_owned())]),
            (format!(">AB-1{EEN}-C<"), vec![(1, Code::BsnInReference, pad.to_owned())]),
            (format!(">{TWEE}<"), vec![]),
            (">99990000<".to_owned(), vec![]),
        ] {
            let text = change(&bericht_301(&[1, 2]), ">REF-1<", &to);
            assert_eq!(records(&text), (2 - expect.len(), expect), "{to}");
            assert!(!format!("{:?}", lees_tekst(&text)).contains(EEN));
        }
    }

    #[test]
    fn a_number_that_is_the_bsn_is_refused() {
        let een: u32 = EEN.parse().unwrap();
        for (text, pad) in [
            (bericht_301(&[1, een]), "Bericht/Client/ToegewezenProducten/ToegewezenProduct"),
            (bericht_305(&[1, een]), "Bericht/Client/StartProducten/StartProduct"),
        ] {
            let expect = vec![(2, Code::BsnInReference, format!("{pad}/ToewijzingNummer"))];
            assert_eq!(records(&text), (1, expect));
            assert!(!format!("{:?}", lees_tekst(&text)).contains(EEN));
        }
        let lijn = prestatie("RN1", "");
        let (nummer, met_bsn) = (
            part(&lijn, "<m:ToewijzingNummer>", "</m:ToewijzingNummer>"),
            format!("<m:ToewijzingNummer>{EEN}"),
        );
        let lijnen = lijn.replace(nummer, &met_bsn) + &prestatie("RN2", "");
        let text = bericht_323(&client_met_prestaties(EEN, &lijnen, ""), 10_000);
        let (loaded, refused) = records(&text);
        assert_eq!((loaded, refused.len(), refused[0].1), (1, 1, Code::BsnInReference));
    }

    #[test]
    fn a_refused_reference_does_not_take_part_in_tr101() {
        let text = change(&bericht_301(&[1, 1]), ">REF-1<", &format!(">{EEN}<"));
        let (loaded, refused) = records(&text);
        assert_eq!((loaded, refused.len(), refused[0].1), (1, 1, Code::BsnInReference));
    }

    #[test]
    fn a_line_is_refused_for_a_reference_with_its_own_person() {
        let pad = "Bericht/Declaratie/Clienten/Client/Prestaties/Prestatie/ProductReferentie";
        let vorig = |bsn: &str| {
            format!(
                ">RN2</ijw:ReferentieNummer><ijw:VorigReferentieNummer>{bsn}A</ijw:VorigReferentieNummer>"
            )
        };
        let einde = ">RN2</ijw:ReferentieNummer>";
        for (from, to, expect) in [
            (">RN1<", format!(">{EEN}-04<"), Some((1, "ReferentieNummer"))),
            (einde, vorig(EEN), Some((2, "VorigReferentieNummer"))),
            (">RN3<", format!(">X{TWEE}<"), Some((3, "ReferentieNummer"))),
            (">RN1<", format!(">{TWEE}<"), None),
            (einde, vorig(TWEE), None),
        ] {
            let text = change(&declaratie(), from, &to);
            let refused: Vec<_> = expect
                .into_iter()
                .map(|(regel, naam)| (regel, Code::BsnInReference, format!("{pad}/{naam}")))
                .collect();
            assert_eq!(records(&text), (3 - refused.len(), refused), "{to}");
            for een in lees_tekst(&text).unwrap().afkeuringen {
                assert_eq!(een.bedrag.map(domain::Eurocent::waarde), Some(5_000));
            }
        }
    }

    #[test]
    fn a_declaration_is_refused_for_its_number() {
        for bsn in [EEN, TWEE] {
            let text = change(&declaratie(), ">DN001<", &format!(">A{bsn}<"));
            let expect = "Bericht/Declaratie/DeclaratieNummer".to_owned();
            assert_eq!(refusal(&text), (Code::BsnInReference, expect));
            let refused = lees_tekst(&text).unwrap_err();
            assert_eq!((refused.records, refused.bedrag.waarde()), (3, 15_000));
        }
        let other = change(&declaratie(), ">DN001<", ">999900031<");
        assert_eq!(records(&other), (3, vec![]));
        // Also for a person whose lines do not load.
        let text = change(&declaratie(), ">DN001<", &format!(">{EEN}<"));
        let text = change(&text, "</jw323:Prestaties>", "</jw323:Prestaties><a/>");
        assert_eq!(refusal(&text).0, Code::BsnInReference);
    }

    #[test]
    fn an_answer_on_a_declaration_is_refused_as_a_whole() {
        assert!(lees_tekst(&antwoord()).is_ok());
        let vorig = format!(
            ">RN2</ijw:ReferentieNummer><ijw:VorigReferentieNummer>{TWEE}</ijw:VorigReferentieNummer>"
        );
        for (from, to) in [
            (">RN1<", format!(">{EEN}<")),
            (">RN2</ijw:ReferentieNummer>", vorig),
            (">DN001<", format!(">{TWEE}<")),
            (">B325<", format!(">{EEN}<")),
            (">B323<", format!(">{EEN}<")),
        ] {
            let text = change(&antwoord(), from, &to);
            assert_eq!(refusal(&text).0, Code::BsnInReference, "{to}");
            // The Bsn of an answer is not judged, so it may have blanks.
            let text = change(&text, "<jw325:Bsn>", "<jw325:Bsn> ");
            assert_eq!(refusal(&text).0, Code::BsnInReference, "{to}");
        }
    }

    #[test]
    fn a_message_is_refused_for_a_number_in_its_header() {
        let stop = bericht("307", "", &client("307", &stop_product(1, ""), ""));
        let record = stop_product(1, &retourcodes(&["9074"]));
        let retour = client("307", &record, &retourcodes(&["0200"]));
        let retour = bericht("308", &kop_retour(&["0200"]), &retour);
        for (text, from) in [
            (bericht_301(&[1]), ">B301<"),
            (bericht_305(&[1]), ">B305<"),
            (stop, ">B307<"),
            (declaratie(), ">B323<"),
            (retour.clone(), ">B308<"),
            (retour, ">R1<"),
        ] {
            let (code, pad) = refusal(&change(&text, from, &format!(">X{EEN}<")));
            assert_eq!((code, pad.as_str()), (Code::BsnInReference, "Bericht/Header"), "{from}");
            assert!(lees_tekst(&change(&text, from, ">999900031<")).is_ok(), "{from}");
        }
    }
}
