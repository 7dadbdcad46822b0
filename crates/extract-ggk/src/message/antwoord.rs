//! 319: the answer of the municipality on a request (315 or 317) that it does not grant at once.

use domain::record::{Antwoord, Inhoud};
use domain::{Code, RedenAfwijzingVerzoek, ReferentieAanbieder, VerzoekAntwoord};

use super::kenmerk::lijkt_op_bsn;
use super::{Context, Oogst, RegelFault};
use crate::error::Fault;
use crate::reader::{Reader, Tag};
use crate::release::antwoord::{ANTWOORD, REDEN, REFERENTIE, WOONPLAATS};
use crate::schema::{no_regels, read_group};
use crate::veld::{Soort, Velden};

/// Reads the `Antwoord` that `tag` opened: one record. It names no person.
pub(super) fn lees<'a>(
    reader: &mut Reader<'a>,
    tag: &Tag<'a>,
    context: Context<'_>,
) -> Result<Oogst, Fault> {
    let dialect = context.dialect;
    let elementen = dialect.opbouw.inhoud.kinderen();
    let mut velden = Velden::voor(dialect.opbouw.pad_record, tag, elementen);
    read_group(reader, elementen, dialect.wijze(), &mut velden, &mut no_regels)?;
    let losse_tekst = velden.fout.clone().filter(|_| velden.heeft_losse_tekst);
    let read = match velden.fout.take() {
        Some(fault) => Err(fault),
        None => lees_antwoord(&velden),
    };
    let (antwoorden, fouten) = match read {
        Ok(antwoord) => (vec![antwoord], Vec::new()),
        Err(fault) => (Vec::new(), vec![RegelFault { regel: 1, fault, bedrag: None }]),
    };
    let mut oogst = Oogst::new(Inhoud::Antwoord(antwoorden));
    oogst.aantal = 1;
    oogst.fouten = fouten;
    oogst.bestand = losse_tekst;
    Ok(oogst)
}

/// # Source
/// CD085 and CD086: a refusal has a reason, and nothing else has one.
fn lees_antwoord(velden: &Velden<'_>) -> Result<Antwoord, Fault> {
    let antwoord: VerzoekAntwoord = velden.lees(ANTWOORD, Soort::Code, str::parse)?;
    let reden_afwijzing: Option<RedenAfwijzingVerzoek> =
        velden.lees_optioneel(REDEN, Soort::Code, str::parse)?;
    match (antwoord, reden_afwijzing) {
        (VerzoekAntwoord::Afgewezen, None) => return Err(velden.fault(REDEN, Code::FieldMissing)),
        (VerzoekAntwoord::InOnderzoek, Some(_)) => {
            return Err(velden.fault(REDEN, Code::XsdInvalid));
        }
        _ => {}
    }
    let referentie: ReferentieAanbieder = velden.lees(REFERENTIE, Soort::Tekst, str::parse)?;
    if lijkt_op_bsn(referentie.as_str()) {
        return Err(velden.fault(REFERENTIE, Code::BsnInReference));
    }
    Ok(Antwoord {
        regel: 1,
        referentie,
        antwoord,
        reden_afwijzing,
        woonplaats: velden.lees_optioneel(WOONPLAATS, Soort::Tekst, str::parse)?,
    })
}

#[cfg(test)]
mod tests {
    use domain::record::Inhoud;
    use domain::{Code, Oordeel};

    use crate::tests::{change, lees_tekst, records, refusal};
    use crate::voorbeeld::{bericht, kop_antwoord, kop_retour, retourcodes};

    const AFGEWEZEN: &str = "<m:VerzoekAntwoord>1</m:VerzoekAntwoord><m:RedenAfwijzingVerzoek>8</m:RedenAfwijzingVerzoek>";
    const ONDERZOEK: &str = "<m:VerzoekAntwoord>2</m:VerzoekAntwoord>";

    fn antwoord(inhoud: &str) -> String {
        let woonplaats =
            "<m:Woonplaatsbeginsel><m:Gemeente>0363</m:Gemeente></m:Woonplaatsbeginsel>";
        let woonplaats = if inhoud == AFGEWEZEN { woonplaats } else { "" };
        let inhoud = format!(
            "<m:Antwoord><m:ReferentieAanbieder>REF-1</m:ReferentieAanbieder>{inhoud}{woonplaats}</m:Antwoord>"
        );
        bericht("319", "", &inhoud)
    }

    #[test]
    fn a_319_is_read() {
        let gelezen = lees_tekst(&antwoord(AFGEWEZEN)).unwrap();
        assert_eq!(gelezen.bericht.bericht.aantal_regels, Some(1));
        assert!(gelezen.bericht.clienten.is_empty());
        insta::assert_compact_debug_snapshot!(gelezen.bericht.inhoud, @r#"Antwoord([Antwoord { regel: 1, referentie: Tekst("REF-1"), antwoord: Afgewezen, reden_afwijzing: Some(Woonplaatsbeginsel), woonplaats: Some(Gemeentecode(363)) }])"#);
        assert_eq!(records(&antwoord(ONDERZOEK)), (1, vec![]));
    }

    #[test]
    fn a_refusal_has_a_reason_and_nothing_else_has_one() {
        let refuses = |text: &str, code, pad: &str| {
            assert_eq!(
                records(text),
                (0, vec![(1, code, format!("Bericht/Antwoord/{pad}"))]),
                "{text}"
            );
        };
        let good = antwoord(AFGEWEZEN);
        let reden = "<jw319:RedenAfwijzingVerzoek>8</jw319:RedenAfwijzingVerzoek>";
        refuses(&change(&good, reden, ""), Code::FieldMissing, "RedenAfwijzingVerzoek");
        refuses(
            &change(&good, "Antwoord>1<", "Antwoord>2<"),
            Code::XsdInvalid,
            "RedenAfwijzingVerzoek",
        );
        refuses(&change(&good, "Antwoord>1<", "Antwoord>3<"), Code::CodeUnknown, "VerzoekAntwoord");
        refuses(
            &change(&good, "Verzoek>8<", "Verzoek>10<"),
            Code::CodeUnknown,
            "RedenAfwijzingVerzoek",
        );
        refuses(
            &change(&good, ">0363<", ">363<"),
            Code::TextInvalid,
            "Woonplaatsbeginsel/Gemeente",
        );
        refuses(&change(&good, ">REF-1<", "> <"), Code::TextBlank, "ReferentieAanbieder");
    }

    #[test]
    fn the_woonplaatsbeginsel_is_of_the_jeugdwet() {
        let wmo = antwoord(AFGEWEZEN)
            .replace("/ijw/", "/iwmo/")
            .replace("/jw319/", "/wmo319/")
            .replace(">488<", ">482<");
        let pad = "Bericht/Antwoord/Woonplaatsbeginsel".to_owned();
        assert_eq!(records(&wmo), (0, vec![(1, Code::XsdInvalid, pad)]));
    }

    #[test]
    fn both_laws_and_all_releases_of_3_are_read() {
        let client = "<m:Client><m:Bsn>999900006</m:Bsn><m:Verzoek>\
            <m:ReferentieAanbieder>REF-1</m:ReferentieAanbieder><m:RedenVerzoek>1</m:RedenVerzoek>\
            <m:OngewijzigdeProducten><m:OngewijzigdProduct><m:ToewijzingNummer>1</m:ToewijzingNummer>\
            </m:OngewijzigdProduct></m:OngewijzigdeProducten></m:Verzoek></m:Client>";
        for (soort, good, jw, wmo) in [
            ("317", bericht("317", "", client), ">486<", ">480<"),
            ("319", antwoord(ONDERZOEK), ">488<", ">482<"),
        ] {
            for subversie in 0..=2 {
                let jeugd = good
                    .replace("/3_2/", &format!("/3_{subversie}/"))
                    .replace("Subversie>2<", &format!("Subversie>{subversie}<"));
                let wmo = jeugd
                    .replace("/ijw/", "/iwmo/")
                    .replace(&format!("/jw{soort}/"), &format!("/wmo{soort}/"))
                    .replace(jw, wmo);
                for text in [jeugd, wmo] {
                    assert_eq!(records(&text), (1, vec![]), "{text}");
                    // What 3.2 does not have may be in the schemas of 3.0 and 3.1, which are not public.
                    let reden = format!("<jw{soort}:Reden>1</jw{soort}:Reden>");
                    let referentie = format!("<jw{soort}:ReferentieAanbieder>");
                    let drift = change(&text, &referentie, &(reden + &referentie));
                    let loaded = usize::from(subversie != 2);
                    assert_eq!(records(&drift).0, loaded, "{drift}");
                }
            }
        }
    }

    #[test]
    fn a_reference_that_could_be_a_bsn_is_refused() {
        let good = antwoord(ONDERZOEK);
        let pad = "Bericht/Antwoord/ReferentieAanbieder".to_owned();
        let fout = (0, vec![(1, Code::BsnInReference, pad)]);
        for (tekst, expect) in [
            ("999900006", fout.clone()),
            (" 999900018 ", fout),
            ("A999900018-1", (1, vec![])),
            ("999900007", (1, vec![])),
            ("1999900006", (1, vec![])),
            ("9999000061", (1, vec![])),
            ("99990-0006", (1, vec![])),
            ("000000000", (1, vec![])),
        ] {
            assert_eq!(
                records(&change(&good, ">REF-1<", &format!(">{tekst}<"))),
                expect,
                "{tekst}"
            );
        }
    }

    #[test]
    fn a_number_in_the_header_of_an_answer_without_persons_is_the_senders_own() {
        for (text, from) in [
            (antwoord(ONDERZOEK), ">B319<"),
            (bericht("302", &kop_retour(&[]), ""), ">R1<"),
            (bericht("308", &kop_retour(&["0001"]), ""), ">B308<"),
            (bericht("325", &kop_antwoord(&["0001"]), ""), ">B323<"),
        ] {
            assert!(lees_tekst(&change(&text, from, ">R000007561<")).is_ok(), "{from}");
        }
    }

    #[test]
    fn an_answer_has_one_record() {
        let two =
            change(&antwoord(ONDERZOEK), "</jw319:Bericht>", "<jw319:Antwoord/></jw319:Bericht>");
        assert_eq!(refusal(&two).0, Code::XsdInvalid);
        assert_eq!(
            refusal(&bericht("319", "", "")),
            (Code::FieldMissing, "Bericht/Antwoord".to_owned())
        );
        let stray =
            change(&antwoord(ONDERZOEK), "<jw319:VerzoekAntwoord>", "x<jw319:VerzoekAntwoord>");
        assert_eq!(refusal(&stray).0, Code::XsdInvalid);
    }

    #[test]
    fn a_320_accepts_or_rejects() {
        let retour = |codes: &[&str]| {
            let inhoud = format!(
                "<m:Antwoord><m:ReferentieAanbieder>REF-1</m:ReferentieAanbieder>{AFGEWEZEN}{}</m:Antwoord>",
                retourcodes(codes)
            );
            let text = bericht("320", &kop_retour(&["0200"]), &inhoud);
            lees_tekst(&text).unwrap().bericht
        };
        assert_eq!(retour(&["0200"]).bericht.oordeel, Some(Oordeel::Geaccepteerd));
        assert_eq!(retour(&["9355"]).bericht.oordeel, Some(Oordeel::Afgewezen));
        assert_eq!(retour(&["9355"]).inhoud, Inhoud::Retour);
        let kop = |codes: &[&str]| {
            lees_tekst(&bericht("320", &kop_retour(codes), "")).unwrap().bericht.bericht
        };
        assert_eq!(kop(&[]).oordeel, Some(Oordeel::Geaccepteerd));
        assert_eq!(kop(&["0001"]).oordeel, Some(Oordeel::Afgewezen));
    }
}
