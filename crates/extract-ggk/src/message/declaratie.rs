//! 323: a declaration and its lines, refused line by line.

use core::hash::{Hash, Hasher};
use std::hash::DefaultHasher;

use domain::record::{Declaratie, Inhoud, Prestatie};
use domain::{Code, DebetCredit, Eurocent, Identificatie, WaardeFout, Wet};

use super::prestatie::{
    CLIENT, PRESTATIE, lees_bedrag, lees_periode, lees_prestatie, referentie, wijkt_bedrag_af,
};
use super::{Context, Oogst, RegelFault};
use crate::Waarschuwing;
use crate::error::Fault;
use crate::persoon;
use crate::reader::{Reader, Tag};
use crate::schema::Aantal::{Een, Veel};
use crate::schema::Inhoud::{Groep, Regel, Waarde};
use crate::schema::{Element, Richting, no_regels, read_group};
use crate::veld::{Slot, Soort, Velden};

const DECLARATIENUMMER: Slot = Slot::new(0, "DeclaratieNummer");
const PERIODE_BEGIN: Slot = Slot::new(1, "DeclaratiePeriode/Begindatum");
const PERIODE_EIND: Slot = Slot::new(2, "DeclaratiePeriode/Einddatum");
const DAGTEKENING: Slot = Slot::new(3, "DeclaratieDagtekening");
const TOTAAL: Slot = Slot::new(4, "TotaalIngediendBedrag/TotaalBedrag");
const TOTAAL_TEKEN: Slot = Slot::new(5, "TotaalIngediendBedrag/DebetCredit");

const DECLARATIE: &[Element] = &[
    Element::bericht("DeclaratieNummer", Een, Waarde(DECLARATIENUMMER)),
    Element::bericht(
        "DeclaratiePeriode",
        Een,
        Groep(&[
            Element::basis("Begindatum", Een, Waarde(PERIODE_BEGIN)),
            Element::basis("Einddatum", Een, Waarde(PERIODE_EIND)),
        ]),
    ),
    Element::bericht("DeclaratieDagtekening", Een, Waarde(DAGTEKENING)),
    Element::bericht(
        "TotaalIngediendBedrag",
        Een,
        Groep(&[
            Element::basis("TotaalBedrag", Een, Waarde(TOTAAL)),
            Element::basis("DebetCredit", Een, Waarde(TOTAAL_TEKEN)),
        ]),
    ),
    Element::bericht("Clienten", Een, Groep(&[Element::bericht("Client", Veel, Regel)])),
];

const PAD: &str = "Bericht/Declaratie/Clienten/Client/Prestaties/Prestatie";

/// The lines read so far.
#[derive(Debug, Default)]
struct Regels {
    aantal: u32,
    prestaties: Vec<Prestatie>,
    /// Place of each of `prestaties`.
    offsets: Vec<usize>,
    fouten: Vec<RegelFault>,
    /// A client without lines.
    bestand: Option<Fault>,
}

/// Reads the `Declaratie` that `tag` opened.
pub(super) fn lees<'a>(
    reader: &mut Reader<'a>,
    tag: &Tag<'a>,
    context: Context<'_>,
) -> Result<Oogst, Fault> {
    let mut regels = Regels::default();
    let mut velden = Velden::new("Bericht/Declaratie", tag.offset);
    read_group(reader, DECLARATIE, Richting::Heen, &mut velden, &mut |reader, tag| {
        regels.lees_client(reader, tag, context)
    })?;
    regels.refuse_double();
    let declaratie = match velden.fout.take() {
        Some(fault) => Err(fault),
        None => lees_declaratie(&velden),
    };
    let (bekend, gemist) = regels.bedrag();
    let (inhoud, bestand) = match declaratie {
        Ok(declaratie) => {
            // TR358 is a finding, not a refusal; it can be judged when every amount is known.
            if gemist == 0 && bekend != declaratie.totaal {
                reader.waarschuw(Waarschuwing::TotaalWijktAf);
            }
            (Inhoud::Declaratie(declaratie, regels.prestaties), regels.bestand)
        }
        Err(fault) => (Inhoud::Retour, Some(fault)),
    };
    let mut oogst = Oogst::new(inhoud);
    oogst.aantal = regels.aantal;
    oogst.fouten = regels.fouten;
    oogst.bestand = bestand;
    oogst.bedrag = bekend;
    Ok(oogst)
}

fn lees_declaratie(velden: &Velden<'_>) -> Result<Declaratie, Fault> {
    let teken: DebetCredit = velden.lees(TOTAAL_TEKEN, Soort::Code, str::parse)?;
    let totaal = velden.lees(TOTAAL, Soort::Getal, Eurocent::parse_totaal)?;
    Ok(Declaratie {
        declaratienummer: velden.lees(DECLARATIENUMMER, Soort::Tekst, parse_declaratienummer)?,
        periode: lees_periode(velden, PERIODE_BEGIN, PERIODE_EIND)?,
        dagtekening: velden.datum(DAGTEKENING)?,
        totaal: totaal.met_teken(teken),
    })
}

/// CS319: letters and digits only.
fn parse_declaratienummer(text: &str) -> Result<Identificatie, WaardeFout> {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        text.parse()
    } else {
        Err(WaardeFout::Vorm)
    }
}

impl Regels {
    fn lees_client<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        tag: &Tag<'a>,
        context: Context<'_>,
    ) -> Result<(), Fault> {
        let first_regel = self.aantal;
        let first_goed = self.prestaties.len();
        let first_fout = self.fouten.len();
        let mut velden = Velden::new("Bericht/Declaratie/Clienten/Client", tag.offset);
        if let Some(code) = tag.fout {
            velden.keur_af(velden.fault_of_record(code));
        }
        read_group(reader, CLIENT, Richting::Heen, &mut velden, &mut |reader, tag| {
            self.lees_regel(reader, tag, context.dialect.wet)
        })?;
        let client = match velden.fout.take() {
            Some(fault) => Err(fault),
            None => persoon::lees_bsn(&velden, context.sleutel),
        };
        match client {
            Ok(client) => {
                for prestatie in self.prestaties.iter_mut().skip(first_goed) {
                    prestatie.client = client;
                }
            }
            Err(fault) if self.aantal == first_regel => {
                self.bestand.get_or_insert(Fault { code: Code::XsdInvalid, ..fault });
            }
            Err(fault) => {
                for fout in self.fouten.iter_mut().skip(first_fout) {
                    fout.fault = fault.clone();
                }
                let lost = self.prestaties.drain(first_goed..).map(|prestatie| RegelFault {
                    regel: prestatie.regel,
                    fault: fault.clone(),
                    bedrag: Some(prestatie.bedrag),
                });
                self.fouten.extend(lost);
                self.offsets.truncate(first_goed);
            }
        }
        Ok(())
    }

    fn lees_regel<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        tag: &Tag<'a>,
        wet: Wet,
    ) -> Result<(), Fault> {
        self.aantal += 1;
        let regel = self.aantal;
        let mut velden = Velden::new(PAD, tag.offset);
        read_group(reader, PRESTATIE, Richting::Heen, &mut velden, &mut no_regels)?;
        let read = match velden.fout.take() {
            Some(fault) => Err(fault),
            None => lees_prestatie(&velden, wet, regel),
        };
        match read {
            Ok(prestatie) => {
                if wijkt_bedrag_af(&prestatie) {
                    reader.waarschuw(Waarschuwing::BedragWijktAf);
                }
                self.offsets.push(tag.offset);
                self.prestaties.push(prestatie);
            }
            Err(fault) => {
                let bedrag = lees_bedrag(&velden).ok().map(|(bedrag, _)| bedrag);
                self.fouten.push(RegelFault { regel, fault, bedrag });
            }
        }
        Ok(())
    }

    /// TR101: of two lines with one `ProductReferentie` neither may win.
    fn refuse_double(&mut self) {
        // Hashes sort much faster than texts; equal hashes are compared for real.
        let mut keys: Vec<(u64, usize)> = self
            .prestaties
            .iter()
            .enumerate()
            .map(|(at, prestatie)| {
                let mut hasher = DefaultHasher::new();
                referentie(prestatie).hash(&mut hasher);
                (hasher.finish(), at)
            })
            .collect();
        keys.sort_unstable();
        let mut double = Vec::new();
        for same in keys.chunk_by(|(a, _), (b, _)| a == b).filter(|same| same.len() > 1) {
            let key = |at: &usize| self.prestaties.get(*at).map(referentie);
            for (_, at) in same {
                let is_double = same.iter().any(|(_, other)| other != at && key(other) == key(at));
                if is_double {
                    double.push(*at);
                }
            }
        }
        if double.is_empty() {
            return;
        }
        double.sort_unstable();
        let mut at = 0;
        let fouten = &mut self.fouten;
        let offsets = &self.offsets;
        self.prestaties.retain(|prestatie| {
            let is_double = double.binary_search(&at).is_ok();
            if is_double {
                let offset = offsets.get(at).copied().unwrap_or_default();
                fouten.push(RegelFault {
                    regel: prestatie.regel,
                    fault: Fault::new(Code::Tr101, offset, PAD),
                    bedrag: Some(prestatie.bedrag),
                });
            }
            at += 1;
            !is_double
        });
    }

    /// Sum of the readable amounts, and how many could not be read.
    fn bedrag(&self) -> (Eurocent, usize) {
        let goed = self.prestaties.iter().map(|prestatie| prestatie.bedrag);
        let fout = self.fouten.iter().filter_map(|fout| fout.bedrag);
        // Each amount is below a million euros, so a file cannot overflow 64 bits.
        let sum = goed.chain(fout).fold(0, |sum, bedrag| sum + bedrag.waarde());
        let gemist = self.fouten.iter().filter(|fout| fout.bedrag.is_none()).count();
        (Eurocent::new(sum), gemist)
    }
}

#[cfg(test)]
mod tests {
    use domain::Code;

    use crate::Waarschuwing;
    use crate::tests::{change, lees_tekst, records, refusal};
    use crate::voorbeeld::{bericht_323, client_met_prestaties, prestatie};

    const PAD: &str = "Bericht/Declaratie/Clienten/Client/Prestaties/Prestatie";

    /// Two persons with two lines each, 200 euros.
    fn voorbeeld() -> String {
        let een = prestatie("RN1", "") + &prestatie("RN2", "");
        let twee = prestatie("RN3", "") + &prestatie("RN4", "");
        let clienten = client_met_prestaties("999900006", &een, "")
            + &client_met_prestaties("999900018", &twee, "");
        bericht_323(&clienten, 20_000)
    }

    #[test]
    fn a_323_is_read() {
        let text =
            bericht_323(&client_met_prestaties("999900006", &prestatie("RN1", ""), ""), 5_000);
        insta::assert_compact_debug_snapshot!(lees_tekst(&text).unwrap().bericht.inhoud, @r#"Declaratie(Declaratie { declaratienummer: Tekst("DN001"), periode: Periode { begin: 2026-04-01, eind: Some(2026-04-30) }, dagtekening: 2026-05-06, totaal: Eurocent(5000) }, [Prestatie { regel: 1, client: Clientsleutel([223, 71, 234, 187, 28, 169, 186, 106, 49, 207, 240, 35, 180, 68, 203, 19]), referentienummer: Tekst("RN1"), vorig_referentienummer: None, nummer: Toewijzingnummer(300201), product: Product { categorie: Productcategorie([52, 53]), code: Some(Tekst("45A03")) }, periode: Periode { begin: 2026-04-01, eind: Some(2026-04-30) }, volume: Volume(4), eenheid: Uur, tarief: Some(Eurocent(1250)), bedrag: Eurocent(5000), debet_credit: Debet }])"#);
    }

    #[test]
    fn a_faulty_line_is_refused_alone_and_keeps_its_amount() {
        let begin =
            "<ijw:Begindatum>2026-04-01</ijw:Begindatum>\n\t\t\t\t\t\t<ijw:Einddatum>2026-04-30<";
        let bedrag = ">5000</ijw:Bedrag>";
        let teken = bedrag.to_owned() + "\n\t\t\t\t\t\t<ijw:DebetCredit>D<";
        for (from, to, code, pad, amount) in [
            (">RN1<", "><", Code::TextBlank, "ProductReferentie/ReferentieNummer", Some(5_000)),
            (">300201<", ">x<", Code::NumberInvalid, "ToewijzingNummer", Some(5_000)),
            (">45</", ">99</", Code::CodeUnknown, "ProductCategorie", Some(5_000)),
            (
                begin,
                &begin.replace("04-30", "03-31"),
                Code::Tr018,
                "ProductPeriode/Einddatum",
                Some(5_000),
            ),
            (">4</", ">4,5</", Code::NumberInvalid, "GeleverdVolume", Some(5_000)),
            (">04<", ">99<", Code::CodeUnknown, "Eenheid", Some(5_000)),
            (bedrag, ">50,00</ijw:Bedrag>", Code::NumberInvalid, "IngediendBedrag/Bedrag", None),
            (
                &teken,
                &teken.replace(">D<", ">X<"),
                Code::CodeUnknown,
                "IngediendBedrag/DebetCredit",
                None,
            ),
            ("<jw323:Eenheid>04</jw323:Eenheid>", "", Code::FieldMissing, "Eenheid", Some(5_000)),
            ("<jw323:Eenheid>", "tekst<jw323:Eenheid>", Code::XsdInvalid, "", Some(5_000)),
        ] {
            let text = change(&voorbeeld(), from, to);
            let pad = format!("{PAD}/{pad}").trim_end_matches('/').to_owned();
            assert_eq!(records(&text), (3, vec![(1, code, pad)]), "{to}");
            let bedrag = lees_tekst(&text).unwrap().afkeuringen[0].bedrag;
            assert_eq!(bedrag.map(domain::Eurocent::waarde), amount, "{to}");
        }
    }

    #[test]
    fn a_credit_line_is_negative() {
        let text = change(
            &voorbeeld(),
            "<ijw:DebetCredit>D</ijw:DebetCredit>\n\t\t\t\t\t</jw323:I",
            "<ijw:DebetCredit>C</ijw:DebetCredit>\n\t\t\t\t\t</jw323:I",
        );
        let gelezen = lees_tekst(&change(&text, ">45A03<", "><")).unwrap();
        assert_eq!(gelezen.afkeuringen[0].bedrag.map(domain::Eurocent::waarde), Some(-5_000));
    }

    #[test]
    fn a_faulty_person_refuses_the_lines_of_that_person() {
        let text = change(&voorbeeld(), ">999900018<", ">999900019<");
        let (loaded, refused) = records(&text);
        let pad = "Bericht/Declaratie/Clienten/Client/Bsn".to_owned();
        let expect = vec![(3, Code::BsnInvalid, pad.clone()), (4, Code::BsnInvalid, pad)];
        assert_eq!((loaded, refused), (2, expect));
        let sum: i64 = lees_tekst(&text)
            .unwrap()
            .afkeuringen
            .iter()
            .filter_map(|one| one.bedrag)
            .map(domain::Eurocent::waarde)
            .sum();
        assert_eq!(sum, 10_000);
    }

    #[test]
    fn of_two_lines_with_one_reference_neither_loads() {
        let (loaded, refused) = records(&change(&voorbeeld(), ">RN4<", ">RN1<"));
        let expect = vec![(1, Code::Tr101, PAD.to_owned()), (4, Code::Tr101, PAD.to_owned())];
        assert_eq!((loaded, refused), (2, expect));
        // Another earlier reference makes another key.
        let vorig =
            ">RN1</ijw:ReferentieNummer><ijw:VorigReferentieNummer>RN0</ijw:VorigReferentieNummer>";
        let text = change(&voorbeeld(), ">RN4</ijw:ReferentieNummer>", vorig);
        assert_eq!(records(&text), (4, vec![]));
    }

    #[test]
    fn a_fault_in_the_declaration_refuses_the_file_and_counts_it() {
        let periode = "<ijw:Einddatum>2026-04-30<";
        for (from, to, code, pad) in [
            (">DN001<", ">DN-001<", Code::TextInvalid, "DeclaratieNummer"),
            (">DN001<", "><", Code::TextBlank, "DeclaratieNummer"),
            (
                periode,
                &periode.replace("04-30", "03-31"),
                Code::Tr018,
                "DeclaratiePeriode/Einddatum",
            ),
            (">20000<", ">x<", Code::NumberInvalid, "TotaalIngediendBedrag/TotaalBedrag"),
            ("<jw323:Clienten>", "<jw323:Extra/><jw323:Clienten>", Code::XsdInvalid, "Extra"),
        ] {
            let text = change(&voorbeeld(), from, to);
            assert_eq!(refusal(&text), (code, format!("Bericht/Declaratie/{pad}")), "{to}");
            let refused = lees_tekst(&text).unwrap_err();
            assert_eq!((refused.records, refused.bedrag.waarde()), (4, 20_000));
        }
        let empty = bericht_323(&client_met_prestaties("999900006", "", ""), 0);
        assert_eq!(refusal(&empty).0, Code::XsdInvalid);
        assert_eq!(refusal(&bericht_323("", 0)).0, Code::FieldMissing);
    }

    #[test]
    fn sums_that_do_not_add_up_are_warnings() {
        let warnings =
            |text: &str| lees_tekst(text).unwrap().waarschuwingen.into_keys().collect::<Vec<_>>();
        assert_eq!(warnings(&voorbeeld()), []);
        assert_eq!(
            warnings(&change(&voorbeeld(), ">20000<", ">20001<")),
            [Waarschuwing::TotaalWijktAf]
        );
        assert_eq!(
            warnings(&change(&voorbeeld(), ">1250<", ">1251<")),
            [Waarschuwing::BedragWijktAf]
        );
        // A refused line still counts; a line without an amount makes the total unknown.
        assert_eq!(warnings(&change(&voorbeeld(), ">45A03<", "><")), []);
        assert_eq!(warnings(&change(&voorbeeld(), ">5000<", ">x<")), []);
    }
}
