//! 325: the answer on a 323. A line that is not in it is approved, so a fault anywhere refuses it
//! as a whole.

use domain::record::{AfgewezenPrestatie, DeclaratieAntwoord, Inhoud, Waarneming};
use domain::{Bsn, Code, DebetCredit, Eurocent, Oordeel, Retourcode, Waarnemingcode, Wet};

use super::prestatie::{lees_bedrag, lees_geleverd, lees_referentie, referentie_met_bsn};
use super::{Context, Oogst, has_afwijzing, kenmerk};
use crate::error::Fault;
use crate::persoon;
use crate::reader::{Reader, Tag};
use crate::release::declaratie::{
    DECLARATIENUMMER, NUMMER, TOEGEKEND, TOEGEKEND_TEKEN, TOTAAL, TOTAAL_TEKEN,
};
use crate::schema::{Deel, no_regels, read_group};
use crate::veld::{Soort, Velden};

const PAD: &str = "Bericht/DeclaratieAntwoord/Clienten/Client/Prestaties/Prestatie";

/// The lines sent back so far.
#[derive(Debug, Default)]
struct Regels {
    prestaties: Vec<AfgewezenPrestatie>,
    codes: Vec<Retourcode>,
    fout: Option<Fault>,
    bsns: Vec<Bsn>,
}

/// Reads the `DeclaratieAntwoord` that `tag` opened.
pub(super) fn lees<'a>(
    reader: &mut Reader<'a>,
    tag: &Tag<'a>,
    context: Context<'_>,
) -> Result<Oogst, Fault> {
    let mut regels = Regels::default();
    let mut velden = Velden::new("Bericht/DeclaratieAntwoord", tag.offset);
    let (elementen, wijze) = (context.dialect.opbouw.inhoud.kinderen(), context.dialect.wijze());
    read_group(reader, elementen, wijze, &mut velden, &mut |reader, tag, deel| {
        regels.lees_client(reader, tag, deel, context)
    })?;
    let antwoord = match velden.fout.take().or(regels.fout.take()) {
        Some(fault) => Err(fault),
        None => lees_antwoord(&velden, &regels.bsns),
    };
    let is_afgewezen =
        has_afwijzing(&context.kop.retourcodes) || has_afwijzing(&velden.retourcodes);
    let is_onverklaard = !is_afgewezen
        && antwoord.as_ref().is_ok_and(|antwoord| !verklaart(antwoord, &regels.prestaties));
    let aantal = u32::try_from(regels.prestaties.len()).unwrap_or(u32::MAX);
    let mut oogst = match antwoord {
        Ok(antwoord) => Oogst::new(Inhoud::DeclaratieAntwoord(Some(antwoord), regels.prestaties)),
        Err(fault) => {
            let mut oogst = Oogst::new(Inhoud::Retour);
            oogst.bestand = Some(fault);
            oogst
        }
    };
    if is_onverklaard {
        oogst.waarnemingen.push(Waarneming { code: Waarnemingcode::Tr342, regel: None });
    }
    oogst.aantal = aantal;
    oogst.bsns = regels.bsns;
    oogst.oordeel = Some(if is_afgewezen { Oordeel::Afgewezen } else { Oordeel::Geaccepteerd });
    oogst.retourcodes = regels.codes;
    oogst.retourcodes.append(&mut velden.retourcodes);
    Ok(oogst)
}

/// Whether the lines that are sent back add up to what was not granted.
///
/// # Source
/// TR342; a declaration that is rejected as a whole sends no lines back.
fn verklaart(antwoord: &DeclaratieAntwoord, prestaties: &[AfgewezenPrestatie]) -> bool {
    // Each amount is below a million euros, so a file cannot overflow 64 bits.
    let afgewezen: i64 = prestaties.iter().map(|prestatie| prestatie.bedrag.waarde()).sum();
    afgewezen == antwoord.totaal_ingediend.waarde() - antwoord.totaal_toegekend.waarde()
}

/// IV087: an answer without `DeclaratieAntwoord` rejects the whole declaration.
pub(super) fn without_content() -> Oogst {
    let mut oogst = Oogst::new(Inhoud::DeclaratieAntwoord(None, Vec::new()));
    oogst.oordeel = Some(Oordeel::Afgewezen);
    oogst
}

fn lees_antwoord(velden: &Velden<'_>, bsns: &[Bsn]) -> Result<DeclaratieAntwoord, Fault> {
    let totaal = |bedrag, teken| {
        let teken: DebetCredit = velden.lees(teken, Soort::Code, str::parse)?;
        let bedrag = velden.lees(bedrag, Soort::Getal, Eurocent::parse_totaal)?;
        Ok::<_, Fault>(bedrag.met_teken(teken))
    };
    let declaratienummer = velden.lees(DECLARATIENUMMER, Soort::Tekst, str::parse)?;
    kenmerk::keur_nummer(&declaratienummer, bsns, velden, DECLARATIENUMMER)?;
    Ok(DeclaratieAntwoord {
        declaratienummer,
        totaal_ingediend: totaal(TOTAAL, TOTAAL_TEKEN)?,
        totaal_toegekend: totaal(TOEGEKEND, TOEGEKEND_TEKEN)?,
    })
}

impl Regels {
    fn lees_client<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        tag: &Tag<'a>,
        deel: Deel,
        context: Context<'_>,
    ) -> Result<(), Fault> {
        let first = self.prestaties.len();
        let Deel { elementen, .. } = deel;
        let wijze = context.dialect.wijze();
        let mut velden = Velden::voor(context.dialect.opbouw.pad_client, tag, elementen);
        read_group(reader, elementen, wijze, &mut velden, &mut |reader, tag, deel| {
            self.lees_regel(reader, tag, deel, context)
        })?;
        // A fault on the client rejects all its lines, which then carry 0233 themselves.
        for prestatie in self.prestaties.iter_mut().skip(first) {
            prestatie.retourcodes.extend(&velden.retourcodes);
            prestatie.retourcodes.retain(|code| code.as_str() != "0200");
            prestatie.retourcodes.sort_unstable();
            prestatie.retourcodes.dedup();
        }
        self.codes.append(&mut velden.retourcodes);
        if let Some(bsn) = persoon::bsn(&velden) {
            self.bsns.push(bsn);
            let client = context.sleutel.clientsleutel(&bsn);
            for prestatie in self.prestaties.iter_mut().skip(first) {
                prestatie.client = Some(client);
            }
            let slot = self.prestaties.iter().skip(first).find_map(|prestatie| {
                let vorig = prestatie.vorig_referentienummer.as_ref();
                referentie_met_bsn(&prestatie.referentienummer, vorig, prestatie.nummer, bsn)
            });
            if let Some(slot) = slot {
                let pad = [PAD, "/", slot.pad()].concat();
                velden.keur_af(Fault::new(Code::BsnInReference, velden.offset, pad));
            }
        }
        self.fout = self.fout.take().or(velden.fout);
        Ok(())
    }

    fn lees_regel<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        tag: &Tag<'a>,
        deel: Deel,
        context: Context<'_>,
    ) -> Result<(), Fault> {
        let Deel { elementen, .. } = deel;
        let mut velden = Velden::voor(PAD, tag, elementen);
        read_group(reader, elementen, context.dialect.wijze(), &mut velden, &mut no_regels)?;
        self.codes.extend(&velden.retourcodes);
        let regel = u32::try_from(self.prestaties.len() + 1).unwrap_or(u32::MAX);
        let read = match velden.fout.take() {
            Some(fault) => Err(fault),
            None => lees_afgewezen(&velden, context.dialect.wet, regel),
        };
        match read {
            Ok(prestatie) => self.prestaties.push(prestatie),
            Err(fault) => {
                self.fout.get_or_insert(fault);
            }
        }
        Ok(())
    }
}

/// Reads a line whose person is filled in later. What was delivered may be what it was sent back for.
fn lees_afgewezen(velden: &Velden<'_>, wet: Wet, regel: u32) -> Result<AfgewezenPrestatie, Fault> {
    if velden.retourcodes.is_empty() {
        return Err(velden.fault_of_record(Code::FieldMissing));
    }
    let (referentienummer, vorig_referentienummer) = lees_referentie(velden)?;
    Ok(AfgewezenPrestatie {
        regel,
        client: None,
        referentienummer,
        vorig_referentienummer,
        nummer: velden.lees(NUMMER, Soort::Getal, str::parse)?,
        geleverd: lees_geleverd(velden, wet).ok(),
        bedrag: lees_bedrag(velden)?.0,
        retourcodes: velden.retourcodes.clone(),
    })
}

#[cfg(test)]
mod tests {
    use domain::record::Inhoud;
    use domain::{Code, Oordeel};

    use crate::tests::{change, lees_tekst, refusal};
    use crate::voorbeeld::{bericht, client_met_prestaties, kop_antwoord, prestatie, retourcodes};

    fn antwoord(kop: &[&str], clienten: &str, codes: &[&str]) -> String {
        let clienten = if clienten.is_empty() {
            String::new()
        } else {
            format!("<m:Clienten>{clienten}</m:Clienten>")
        };
        let totaal = |naam| {
            format!(
                "<m:{naam}><b:TotaalBedrag>5000</b:TotaalBedrag><b:DebetCredit>D</b:DebetCredit></m:{naam}>"
            )
        };
        let inhoud = format!(
            "<m:DeclaratieAntwoord><m:DeclaratieNummer>DN001</m:DeclaratieNummer>{}{}{clienten}{}</m:DeclaratieAntwoord>",
            totaal("TotaalIngediendBedrag"),
            totaal("TotaalToegekendBedrag"),
            retourcodes(codes),
        );
        bericht("325", &kop_antwoord(kop), &inhoud)
    }

    fn regel(codes: &[&str], client: &[&str]) -> String {
        client_met_prestaties(
            "999900006",
            &prestatie("RN1", &retourcodes(codes)),
            &retourcodes(client),
        )
    }

    fn oordeel(text: &str) -> Oordeel {
        lees_tekst(text).unwrap().bericht.bericht.oordeel.unwrap()
    }

    #[test]
    fn the_four_shapes_of_an_answer() {
        assert_eq!(oordeel(&bericht("325", &kop_antwoord(&["0001"]), "")), Oordeel::Afgewezen);
        assert_eq!(oordeel(&bericht("325", &kop_antwoord(&["0200"]), "")), Oordeel::Afgewezen);
        assert_eq!(oordeel(&antwoord(&["0200"], "", &["8001"])), Oordeel::Geaccepteerd);
        assert_eq!(oordeel(&antwoord(&["0200"], "", &["9333"])), Oordeel::Afgewezen);
        let partly = antwoord(&["0200"], &regel(&["9338"], &["0200"]), &["0200"]);
        assert_eq!(oordeel(&partly), Oordeel::Geaccepteerd);
    }

    #[test]
    fn a_325_is_read() {
        let text = antwoord(&["0200"], &regel(&["0233"], &["8187", "0200"]), &["0200"]);
        insta::assert_compact_debug_snapshot!(lees_tekst(&text).unwrap().bericht.inhoud, @r#"DeclaratieAntwoord(Some(DeclaratieAntwoord { declaratienummer: Tekst("DN001"), totaal_ingediend: Eurocent(5000), totaal_toegekend: Eurocent(5000) }), [AfgewezenPrestatie { regel: 1, client: Some(Clientsleutel([223, 71, 234, 187, 28, 169, 186, 106, 49, 207, 240, 35, 180, 68, 203, 19])), referentienummer: Tekst("RN1"), vorig_referentienummer: None, nummer: Toewijzingnummer(300201), geleverd: Some(Geleverd { product: Product { categorie: Productcategorie([52, 53]), code: Some(Tekst("45A03")) }, periode: Periode { begin: 2026-04-01, eind: Some(2026-04-30) }, volume: Volume(4), eenheid: Uur, tarief: Some(Eurocent(1250)) }), bedrag: Eurocent(5000), retourcodes: [Retourcode([48, 50, 51, 51]), Retourcode([56, 49, 56, 55])] }])"#);
    }

    #[test]
    fn a_line_that_cannot_be_compared_is_accepted() {
        let good = antwoord(&["0200"], &regel(&["9338"], &["0200"]), &["0200"]);
        let first = |text: &str| {
            let inhoud = lees_tekst(text).unwrap().bericht.inhoud;
            let Inhoud::DeclaratieAntwoord(_, regels) = inhoud else { panic!("not a 325") };
            let een = regels.first().unwrap();
            (een.client.is_some(), een.geleverd.is_some())
        };
        assert_eq!(first(&good), (true, true));
        for (from, to) in [
            (">45</", ">99</"),
            (">45A03<", "><"),
            (">2026-04-30<", ">2026-03-31<"),
            (">2026-04-01<", ">2026-02-30<"),
            (">4</", ">4,5</"),
            (">04<", ">99<"),
            (">1250<", ">12,50<"),
        ] {
            assert_eq!(first(&change(&good, from, to)), (true, false), "{to}");
        }
        // Its person: the same with blanks, unknown when it is no BSN.
        assert_eq!(first(&change(&good, ">999900006<", "> 999900006<")), (true, true));
        assert_eq!(first(&change(&good, ">999900006<", ">999900007<")), (false, true));
        let tarief = "<jw325:ProductTarief>1250</jw325:ProductTarief>";
        assert_eq!(first(&change(&good, tarief, "")), (true, true));
    }

    #[test]
    fn tr342_the_lines_sent_back_explain_what_was_not_granted() {
        let gezien = |text: &str| {
            let waarnemingen = lees_tekst(text).unwrap().bericht.waarnemingen;
            waarnemingen.into_iter().map(|een| (een.code.code(), een.regel)).collect::<Vec<_>>()
        };
        let terug = regel(&["9338"], &["0200"]);
        let toegekend = |clienten: &str, kop: &[&str], bedrag: &str, teken: &str| {
            let text = antwoord(kop, clienten, &["0200"]);
            let (before, after) = text.split_at(text.find("TotaalToegekendBedrag").unwrap());
            let after = change(&change(after, ">5000<", bedrag), "DebetCredit>D<", teken);
            before.to_owned() + &after
        };
        let (debet, credit) = ("DebetCredit>D<", "DebetCredit>C<");
        for (clienten, bedrag, teken, is_goed) in [
            ("", ">5000<", debet, true),
            ("", ">4999<", debet, false),
            (&*terug, ">0<", debet, true),
            (&terug, ">1<", debet, false),
            (&terug, ">5000<", debet, false),
            // A credit that is sent back adds to what is granted.
            (&terug.replace(debet, credit), ">10000<", debet, true),
            (&terug.replace(debet, credit), ">0<", debet, false),
            (&terug.repeat(2).replacen("RN1", "RN2", 1), ">5000<", credit, true),
        ] {
            let expect = if is_goed { vec![] } else { vec![("TR342", None)] };
            let text = toegekend(clienten, &["0200"], bedrag, teken);
            assert_eq!(gezien(&text), expect, "{bedrag} {teken}");
            // Rejected as a whole, no line is judged.
            assert_eq!(gezien(&toegekend(clienten, &["0001"], bedrag, teken)), []);
        }
        assert_eq!(gezien(&antwoord(&["0200"], &terug, &["9333"])), []);
        assert_eq!(gezien(&bericht("325", &kop_antwoord(&["0001"]), "")), []);
    }

    #[test]
    fn the_lines_sent_back_are_counted() {
        let clienten = regel(&["9338"], &["0200"]) + &regel(&["9307"], &["0200"]);
        let gelezen = lees_tekst(&antwoord(&["0200"], &clienten, &["0200"])).unwrap();
        assert_eq!(gelezen.bericht.bericht.aantal_regels, Some(2));
        let Inhoud::DeclaratieAntwoord(_, regels) = gelezen.bericht.inhoud else {
            panic!("not a 325");
        };
        assert_eq!(regels.iter().map(|regel| regel.regel).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn one_faulty_line_refuses_the_answer() {
        let good = antwoord(&["0200"], &regel(&["9338"], &["0200"]), &["0200"]);
        for (from, to, code) in [
            (">9338<", ">1234<", Code::CodeUnknown),
            (">RN1<", "> <", Code::TextBlank),
            (">300201<", ">x<", Code::NumberInvalid),
            ("<ijw:Bedrag>5000<", "<ijw:Bedrag>x<", Code::NumberInvalid),
            (">DN001<", "><", Code::TextBlank),
            ("<jw325:Eenheid>04</jw325:Eenheid>", "", Code::FieldMissing),
            ("<jw325:Prestaties>", "<jw325:Prestaties>tekst", Code::XsdInvalid),
        ] {
            assert_eq!(refusal(&change(&good, from, to)).0, code, "{to}");
        }
        // The Bsn of a line that was rejected for its Bsn is not judged.
        assert_eq!(oordeel(&change(&good, ">999900006<", ">999900007<")), Oordeel::Geaccepteerd);
    }
}
