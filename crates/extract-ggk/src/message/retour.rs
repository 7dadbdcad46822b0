//! 302, 306, 308, 316, 318, 320: answers. What counts are their codes; what they repeat is only recognised.

use domain::record::Inhoud;
use domain::{Bsn, Oordeel, Retourcode};

use super::{Context, Oogst, has_afwijzing};
use crate::error::Fault;
use crate::persoon;
use crate::reader::{Reader, Tag};
use crate::schema::{Deel, Klasse, read_group};
use crate::veld::Velden;

/// What an answer says, wherever it says it.
#[derive(Debug, Default)]
struct Antwoord {
    codes: Vec<Retourcode>,
    bsns: Vec<Bsn>,
    fout: Option<Fault>,
}

/// Reads what stands behind the header, which `tag` opened.
pub(super) fn lees<'a>(
    reader: &mut Reader<'a>,
    tag: &Tag<'a>,
    context: Context<'_>,
) -> Result<Oogst, Fault> {
    let inhoud = &context.dialect.opbouw.inhoud;
    let mut antwoord = Antwoord::default();
    let klasse = inhoud.klasse().unwrap_or(Klasse::Record);
    let deel = Deel { klasse, elementen: inhoud.kinderen() };
    antwoord.lees(reader, tag, deel, context)?;
    let mut oogst = from_codes(context, antwoord.codes);
    oogst.bsns = antwoord.bsns;
    // Half an answer would accept too much.
    oogst.bestand = antwoord.fout;
    Ok(oogst)
}

impl Antwoord {
    fn lees<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        tag: &Tag<'a>,
        deel: Deel,
        context: Context<'_>,
    ) -> Result<(), Fault> {
        let pad = match deel.klasse {
            Klasse::Client => context.dialect.opbouw.pad_client,
            _ => context.dialect.opbouw.pad_record,
        };
        let mut velden = Velden::voor(pad, tag, deel.elementen);
        let wijze = context.dialect.wijze();
        read_group(reader, deel.elementen, wijze, &mut velden, &mut |reader, tag, deel| {
            self.lees(reader, tag, deel, context)
        })?;
        self.codes.append(&mut velden.retourcodes);
        if deel.klasse == Klasse::Client {
            self.bsns.extend(persoon::bsn(&velden));
        }
        self.fout = self.fout.take().or(velden.fout);
        Ok(())
    }
}

/// The verdict by `codes` and those of the header.
///
/// # Source
/// IV032, OP286: one rejecting code anywhere rejects the whole message.
pub(super) fn from_codes(context: Context<'_>, codes: Vec<Retourcode>) -> Oogst {
    let is_afgewezen = has_afwijzing(&context.kop.retourcodes) || has_afwijzing(&codes);
    let mut oogst = Oogst::new(Inhoud::Retour);
    oogst.oordeel = Some(if is_afgewezen { Oordeel::Afgewezen } else { Oordeel::Geaccepteerd });
    oogst.retourcodes = codes;
    oogst
}

#[cfg(test)]
mod tests {
    use domain::{Code, Oordeel};

    use crate::tests::{change, lees_tekst, refusal};
    use crate::voorbeeld::{
        bericht, client, kop_retour, retourcodes, start_product, stop_product, toegewezen_product,
    };

    /// A retour that repeats one record, with these codes on header, person and record.
    fn retour(soort: &str, kop: &[&str], persoon: &[&str], record: &[&str]) -> String {
        let record = retourcodes(record);
        let (heen, record) = match soort {
            "302" => ("301", toegewezen_product(1, &record)),
            "306" => ("305", start_product(1, &record)),
            _ => ("307", stop_product(1, &record)),
        };
        bericht(soort, &kop_retour(kop), &client(heen, &record, &retourcodes(persoon)))
    }

    #[test]
    fn a_header_alone_accepts_or_rejects() {
        for soort in ["302", "306", "308"] {
            for (codes, oordeel) in [
                (&[][..], Oordeel::Geaccepteerd),
                (&["0200"], Oordeel::Geaccepteerd),
                (&["0001"], Oordeel::Afgewezen),
                (&["9056", "8848"], Oordeel::Afgewezen),
            ] {
                let gelezen = lees_tekst(&bericht(soort, &kop_retour(codes), "")).unwrap();
                let kop = gelezen.bericht.bericht;
                assert_eq!(kop.oordeel, Some(oordeel), "{soort} {codes:?}");
                assert_eq!(kop.aantal_regels, None);
            }
        }
    }

    #[test]
    fn one_rejecting_code_anywhere_rejects_the_message() {
        for soort in ["302", "306", "308"] {
            let goed = retour(soort, &["0200"], &["0200"], &["0200", "0233"]);
            let kop = lees_tekst(&goed).unwrap().bericht.bericht;
            assert_eq!(kop.oordeel, Some(Oordeel::Geaccepteerd));
            let fout = retour(soort, &["0200"], &["0200"], &["9074", "9019"]);
            let kop = lees_tekst(&fout).unwrap().bericht.bericht;
            assert_eq!(kop.oordeel, Some(Oordeel::Afgewezen));
            let codes: Vec<_> = kop.retourcodes.iter().map(ToString::to_string).collect();
            assert_eq!(codes, ["0200", "9019", "9074"]);
        }
    }

    #[test]
    fn a_retour_carries_its_own_number_and_that_of_its_message() {
        let kop = lees_tekst(&retour("306", &[], &["0200"], &["0200"])).unwrap().bericht.bericht;
        let betreft = kop.betreft.unwrap();
        assert_eq!(
            (kop.identificatie.as_str(), kop.dagtekening.to_string().as_str()),
            ("R1", "2026-05-08")
        );
        assert_eq!(
            (betreft.identificatie.as_str(), betreft.dagtekening.to_string().as_str()),
            ("B306", "2026-05-06")
        );
        assert_eq!(kop.agb.to_string(), "42420001");
    }

    #[test]
    fn what_it_repeats_is_not_judged() {
        let text = change(&retour("306", &[], &["0001"], &["0233"]), ">999900006<", ">999900007<");
        let text = change(&text, ">2026-04-03<", ">2026-02-30<");
        assert_eq!(lees_tekst(&text).unwrap().bericht.bericht.oordeel, Some(Oordeel::Afgewezen));
    }

    #[test]
    fn half_an_answer_is_no_answer() {
        let good = retour("306", &["0200"], &["0200"], &["9074"]);
        assert_eq!(refusal(&change(&good, ">9074<", ">9999<")).0, Code::CodeUnknown);
        assert_eq!(refusal(&change(&good, ">0200<", ">02<")).0, Code::CodeUnknown);
        let codes =
            "<jw306:RetourCodes><jw306:RetourCode>9074</jw306:RetourCode></jw306:RetourCodes>";
        assert_eq!(
            refusal(&change(&good, codes, "")),
            (
                Code::FieldMissing,
                "Bericht/Client/StartProducten/StartProduct/RetourCodes".to_owned()
            )
        );
        assert_eq!(
            refusal(&change(&good, codes, &codes.replace("RetourCodes", "Retour"))).0,
            Code::XsdInvalid
        );
        // And a heen message carries no codes.
        let text = change(
            &crate::voorbeeld::bericht_305(&[1]),
            "</jw305:StartProduct>",
            "<jw305:RetourCodes/></jw305:StartProduct>",
        );
        assert_eq!(crate::tests::records(&text).1[0].1, Code::XsdInvalid);
    }
}
