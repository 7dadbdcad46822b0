//! 317: a request to change what was allocated. It is one record that names several products.

use std::collections::BTreeSet;

use domain::record::{Inhoud, Onderdeel, Verzoek};
use domain::{
    Bsn, Clientsleutel, Code, Eurocent, Product, RedenVerzoek, ReferentieAanbieder,
    Toewijzingnummer,
};

use super::kenmerk::{bevat_bsn, is_bsn};
use super::product::{lees_omvang, lees_product};
use super::registratie::NOG_ONBEKEND;
use super::{Context, Oogst, RegelFault};
use crate::error::Fault;
use crate::persoon;
use crate::reader::{Reader, Tag};
use crate::release::Dialect;
use crate::release::wijziging::{BUDGET, EINDDATUM, INGANGSDATUM, NUMMER, REDEN, REFERENTIE};
use crate::schema::{Deel, Klasse, no_regels, read_group};
use crate::veld::{Soort, Velden};

/// The `Verzoek` of a message, as far as it was read.
#[derive(Debug)]
struct Record<'a> {
    velden: Velden<'a>,
    producten: Vec<Verzoek>,
    /// Places of `producten`.
    offsets: Vec<usize>,
    /// The first fault in a product.
    fout: Option<Fault>,
    losse_tekst: Option<Fault>,
}

/// Reads the `Client` that `tag` opened.
pub(super) fn lees<'a>(
    reader: &mut Reader<'a>,
    tag: &Tag<'a>,
    context: Context<'_>,
) -> Result<Oogst, Fault> {
    let dialect = context.dialect;
    let elementen = dialect.opbouw.inhoud.kinderen();
    let mut record = None;
    let mut client = Velden::voor(dialect.opbouw.pad_client, tag, elementen);
    read_group(reader, elementen, dialect.wijze(), &mut client, &mut |reader, tag, deel| {
        // The table allows one.
        record = Some(Record::lees(reader, tag, deel, dialect)?);
        Ok(())
    })?;
    let losse_tekst = client.fout.clone().filter(|_| client.heeft_losse_tekst);
    let bsn = persoon::bsn(&client);
    let persoon = match client.fout.take() {
        Some(fault) => Err(fault),
        None => persoon::lees_bsn(&client, context.sleutel),
    };
    let mut oogst = Oogst::new(Inhoud::Verzoek(Vec::new()));
    oogst.bsns.extend(bsn);
    oogst.bestand = losse_tekst;
    let Some(record) = record else {
        // A message without record: there is nothing to refuse but the message.
        let fault = persoon.err().unwrap_or_else(|| client.fault_of_record(Code::XsdInvalid));
        oogst.bestand.get_or_insert(Fault { code: Code::XsdInvalid, ..fault });
        return Ok(oogst);
    };
    oogst.aantal = 1;
    oogst.bestand = oogst.bestand.take().or_else(|| record.losse_tekst.clone());
    match persoon.and_then(|client| record.into_verzoeken(client, &oogst.bsns)) {
        Ok(verzoeken) => oogst.inhoud = Inhoud::Verzoek(verzoeken),
        Err(fault) => oogst.fouten.push(RegelFault { regel: 1, fault, bedrag: None }),
    }
    Ok(oogst)
}

impl<'a> Record<'a> {
    fn lees(
        reader: &mut Reader<'a>,
        tag: &Tag<'a>,
        deel: Deel,
        dialect: Dialect,
    ) -> Result<Self, Fault> {
        let mut velden = Velden::voor(dialect.opbouw.pad_record, tag, deel.elementen);
        let mut producten = Vec::new();
        let mut offsets = Vec::new();
        let mut fout = None;
        let mut losse_tekst = None;
        let wijze = dialect.wijze();
        read_group(reader, deel.elementen, wijze, &mut velden, &mut |reader, tag, deel| {
            let Klasse::Product(onderdeel) = deel.klasse else { return reader.skip() };
            let mut velden = Velden::voor(pad(onderdeel), tag, deel.elementen);
            read_group(reader, deel.elementen, wijze, &mut velden, &mut no_regels)?;
            if velden.heeft_losse_tekst {
                losse_tekst = losse_tekst.take().or_else(|| velden.fout.clone());
            }
            let read = match velden.fout.take() {
                Some(fault) => Err(fault),
                None => lees_deel(&velden, dialect, onderdeel),
            };
            match read {
                Ok(product) => {
                    if let Some(waarschuwing) = super::verzoek::waarschuwing(&product) {
                        reader.waarschuw(waarschuwing);
                    }
                    producten.push(product);
                    offsets.push(tag.offset);
                }
                Err(fault) => fout = fout.take().or(Some(fault)),
            }
            Ok(())
        })?;
        if velden.heeft_losse_tekst {
            losse_tekst = velden.fout.clone();
        }
        Ok(Self { velden, producten, offsets, fout, losse_tekst })
    }

    /// What is asked for, of the person `client`; a fault anywhere refuses all of it.
    fn into_verzoeken(
        mut self,
        client: Clientsleutel,
        bsns: &[Bsn],
    ) -> Result<Vec<Verzoek>, Fault> {
        let velden = &mut self.velden;
        if let Some(fault) = velden.fout.take() {
            return Err(fault);
        }
        let referentie: ReferentieAanbieder = velden.lees(REFERENTIE, Soort::Tekst, str::parse)?;
        let reden: RedenVerzoek = velden.lees(REDEN, Soort::Code, str::parse)?;
        if let Some(fault) = self.fout.take().or_else(|| self.find_double()) {
            return Err(fault);
        }
        let met_bsn = |product: &Verzoek| {
            let nummer = product.nummer.map(Toewijzingnummer::waarde);
            is_bsn([(nummer, NUMMER.pad())], bsns).is_some()
        };
        if bevat_bsn(referentie.as_str(), bsns) || self.producten.iter().any(met_bsn) {
            return Err(self.velden.fault(REFERENTIE, Code::BsnInReference));
        }
        for (product, volgnummer) in self.producten.iter_mut().zip(1..) {
            product.volgnummer = volgnummer;
            product.client = client;
            product.referentie = Some(referentie.clone());
            product.reden_verzoek = Some(reden);
        }
        Ok(self.producten)
    }

    /// TR101: an allocation is named once, and so is a new product with its first day.
    fn find_double(&self) -> Option<Fault> {
        let mut nummers: BTreeSet<Toewijzingnummer> = BTreeSet::new();
        let mut nieuw: BTreeSet<(Option<&Product>, Option<chrono::NaiveDate>)> = BTreeSet::new();
        self.producten.iter().zip(&self.offsets).find_map(|(product, offset)| {
            let is_first = if let Some(nummer) = product.nummer {
                nummers.insert(nummer)
            } else {
                let begin = product.ingangsdatum;
                nieuw.insert((product.product.as_ref(), begin))
            };
            (!is_first).then(|| Fault::new(Code::Tr101, *offset, pad(product.onderdeel)))
        })
    }
}

/// Path of a product.
const fn pad(onderdeel: Onderdeel) -> &'static str {
    match onderdeel {
        Onderdeel::Ongewijzigd => "Bericht/Client/Verzoek/OngewijzigdeProducten/OngewijzigdProduct",
        Onderdeel::TeWijzigen => "Bericht/Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct",
        Onderdeel::Nieuw | Onderdeel::Aangevraagd => {
            "Bericht/Client/Verzoek/NieuweProducten/NieuwProduct"
        }
    }
}

/// Reads a product, whose request and person are filled in later.
fn lees_deel(
    velden: &Velden<'_>,
    dialect: Dialect,
    onderdeel: Onderdeel,
) -> Result<Verzoek, Fault> {
    let nummer = match onderdeel {
        Onderdeel::Ongewijzigd | Onderdeel::TeWijzigen => {
            Some(velden.lees(NUMMER, Soort::Getal, str::parse)?)
        }
        Onderdeel::Nieuw | Onderdeel::Aangevraagd => None,
    };
    let ingangsdatum = match onderdeel {
        Onderdeel::Ongewijzigd => None,
        _ => Some(velden.datum(INGANGSDATUM)?),
    };
    Ok(Verzoek {
        regel: 1,
        volgnummer: 0,
        client: NOG_ONBEKEND,
        onderdeel,
        referentie: None,
        aanbieder: None,
        nummer,
        product: lees_product(velden, dialect)?,
        beschikking: None,
        beschikking_ingangsdatum: None,
        ingangsdatum,
        einddatum: velden.datum_optioneel(EINDDATUM)?,
        omvang: lees_omvang(velden, dialect)?,
        budget: velden.lees_optioneel(BUDGET, Soort::Getal, Eurocent::parse_bedrag)?,
        verwijzer: None,
        raamcontract: None,
        reden_verzoek: None,
    })
}

#[cfg(test)]
mod tests {
    use domain::record::{Inhoud, Verzoek};
    use domain::{Code, Oordeel, Toewijzingnummer};

    use crate::tests::{change, lees_tekst, records, refusal};
    use crate::voorbeeld::{bericht, kop_retour, retourcodes};

    const OMVANG: &str = "<m:Omvang><b:Volume>4</b:Volume><b:Eenheid>04</b:Eenheid><b:Frequentie>4</b:Frequentie></m:Omvang>";

    fn producten(soort: &str, inhoud: &[String]) -> String {
        let enkel = match soort {
            "Ongewijzigde" => "Ongewijzigd",
            "TeWijzigen" => "TeWijzigen",
            _ => "Nieuw",
        };
        let inhoud = inhoud.join(&format!("</m:{enkel}Product><m:{enkel}Product>"));
        let inhoud = format!("<m:{enkel}Product>{inhoud}</m:{enkel}Product>");
        format!("<m:{soort}Producten>{inhoud}</m:{soort}Producten>")
    }

    fn nummer(nummer: u32) -> String {
        format!("<m:ToewijzingNummer>{nummer}</m:ToewijzingNummer>")
    }

    fn te_wijzigen(toewijzing: u32) -> String {
        nummer(toewijzing)
            + "<m:GewensteIngangsdatum>2026-07-01</m:GewensteIngangsdatum><m:Einddatum>2026-12-31</m:Einddatum>"
            + OMVANG
    }

    fn nieuw(categorie: &str) -> String {
        format!(
            "<m:Product><b:Categorie>{categorie}</b:Categorie><b:Code>45A03</b:Code></m:Product>\
             <m:GewensteIngangsdatum>2026-08-01</m:GewensteIngangsdatum><m:Budget>250000</m:Budget>"
        )
    }

    fn wijziging(producten: &str) -> String {
        bericht("317", "", &client(producten, ""))
    }

    fn client(producten: &str, codes: &str) -> String {
        format!(
            "<m:Client><m:Bsn>999900006</m:Bsn><m:Verzoek><m:ReferentieAanbieder>REF-7</m:ReferentieAanbieder>\
             <m:RedenVerzoek>2</m:RedenVerzoek>{producten}{codes}</m:Verzoek>{codes}</m:Client>"
        )
    }

    fn vol() -> String {
        producten("Ongewijzigde", &[nummer(1), nummer(2)])
            + &producten("TeWijzigen", &[te_wijzigen(3)])
            + &producten("Nieuwe", &[nieuw("45"), nieuw("46")])
    }

    #[track_caller]
    fn verzoeken(text: &str) -> Vec<Verzoek> {
        let Inhoud::Verzoek(verzoeken) = lees_tekst(text).unwrap().bericht.inhoud else {
            panic!("not a request");
        };
        verzoeken
    }

    #[test]
    fn a_317_is_one_record_of_several_products() {
        let gelezen = lees_tekst(&wijziging(&vol())).unwrap();
        assert_eq!(gelezen.bericht.bericht.aantal_regels, Some(1));
        assert!(gelezen.bericht.clienten.is_empty());
        let verzoeken = verzoeken(&wijziging(&vol()));
        let seen: Vec<_> = verzoeken
            .iter()
            .map(|one| {
                (
                    one.regel,
                    one.volgnummer,
                    one.onderdeel.code(),
                    one.nummer.map(Toewijzingnummer::waarde),
                )
            })
            .collect();
        assert_eq!(
            seen,
            [
                (1, 1, "ongewijzigd", Some(1)),
                (1, 2, "ongewijzigd", Some(2)),
                (1, 3, "te_wijzigen", Some(3)),
                (1, 4, "nieuw", None),
                (1, 5, "nieuw", None),
            ]
        );
        insta::assert_compact_debug_snapshot!(verzoeken[2], @r#"Verzoek { regel: 1, volgnummer: 3, client: Clientsleutel([223, 71, 234, 187, 28, 169, 186, 106, 49, 207, 240, 35, 180, 68, 203, 19]), onderdeel: TeWijzigen, referentie: Some(Tekst("REF-7")), aanbieder: None, nummer: Some(Toewijzingnummer(3)), product: None, beschikking: None, beschikking_ingangsdatum: None, ingangsdatum: Some(2026-07-01), einddatum: Some(2026-12-31), omvang: Some(Omvang { volume: Volume(4), eenheid: Uur, frequentie: Maand }), budget: None, verwijzer: None, raamcontract: None, reden_verzoek: Some(Zorgplan) }"#);
        insta::assert_compact_debug_snapshot!(verzoeken[3], @r#"Verzoek { regel: 1, volgnummer: 4, client: Clientsleutel([223, 71, 234, 187, 28, 169, 186, 106, 49, 207, 240, 35, 180, 68, 203, 19]), onderdeel: Nieuw, referentie: Some(Tekst("REF-7")), aanbieder: None, nummer: None, product: Some(Product { categorie: Productcategorie([52, 53]), code: Some(Tekst("45A03")) }), beschikking: None, beschikking_ingangsdatum: None, ingangsdatum: Some(2026-08-01), einddatum: None, omvang: None, budget: Some(Eurocent(250000)), verwijzer: None, raamcontract: None, reden_verzoek: Some(Zorgplan) }"#);
    }

    #[test]
    fn a_request_for_nothing_loads_without_products() {
        assert_eq!(verzoeken(&wijziging("")), []);
    }

    #[test]
    fn a_fault_anywhere_refuses_the_request() {
        let good = wijziging(&vol());
        for (from, to, code, pad) in [
            (">999900006<", ">999900007<", Code::BsnInvalid, "Bsn"),
            (">REF-7<", "> <", Code::TextBlank, "Verzoek/ReferentieAanbieder"),
            (">REF-7<", ">A999900006<", Code::BsnInReference, "Verzoek/ReferentieAanbieder"),
            ("Verzoek>2<", "Verzoek>3<", Code::CodeUnknown, "Verzoek/RedenVerzoek"),
            (
                "Nummer>2<",
                "Nummer>x<",
                Code::NumberInvalid,
                "Verzoek/OngewijzigdeProducten/OngewijzigdProduct/ToewijzingNummer",
            ),
            (
                ">2026-12-31<",
                ">2026-06-31<",
                Code::DateInvalid,
                "Verzoek/TeWijzigenProducten/TeWijzigenProduct/Einddatum",
            ),
            (
                "<jw317:GewensteIngangsdatum>2026-08-01</jw317:GewensteIngangsdatum>",
                "",
                Code::FieldMissing,
                "Verzoek/NieuweProducten/NieuwProduct/GewensteIngangsdatum",
            ),
            (
                ">46</ijw:Categorie",
                ">01</ijw:Categorie",
                Code::CodeUnknown,
                "Verzoek/NieuweProducten/NieuwProduct/Product/Categorie",
            ),
            (
                "<jw317:NieuwProduct>",
                "<jw317:NieuwProduct soort='1'>",
                Code::XsdInvalid,
                "Verzoek/NieuweProducten/NieuwProduct",
            ),
        ] {
            let expect = vec![(1, code, format!("Bericht/Client/{pad}"))];
            assert_eq!(records(&change(&good, from, to)), (0, expect), "{to}");
        }
    }

    #[test]
    fn an_allocation_or_new_product_is_named_once() {
        let twice = [
            producten("Ongewijzigde", &[nummer(1), nummer(1)]),
            producten("Ongewijzigde", &[nummer(3)]) + &producten("TeWijzigen", &[te_wijzigen(3)]),
            producten("Nieuwe", &[nieuw("45"), nieuw("45")]),
        ];
        for producten in twice {
            let (loaded, refused) = records(&wijziging(&producten));
            assert_eq!((loaded, refused.len(), refused[0].1), (0, 1, Code::Tr101), "{producten}");
        }
    }

    #[test]
    fn a_message_has_one_person_with_one_request() {
        let one = client(&vol(), "");
        assert_eq!(
            refusal(&bericht("317", "", &one.repeat(2))),
            (Code::XsdInvalid, "Bericht/Client".to_owned())
        );
        let none = change(
            &wijziging(""),
            "<jw317:Verzoek>",
            "<jw317:Verzoek></jw317:Verzoek><jw317:Verzoek>",
        );
        assert_eq!(records(&none).1.len(), 1);
        let bare = bericht("317", "", "<m:Client><m:Bsn>999900006</m:Bsn></m:Client>");
        assert_eq!(refusal(&bare), (Code::XsdInvalid, "Bericht/Client/Verzoek".to_owned()));
        for before in
            ["<jw317:Verzoek>", "<jw317:RedenVerzoek>", "<jw317:TeWijzigenProduct>", "<ijw:Volume>"]
        {
            let text = change(&wijziging(&vol()), before, &format!("tekst{before}"));
            assert_eq!(refusal(&text).0, Code::XsdInvalid, "{before}");
        }
    }

    #[test]
    fn a_318_accepts_or_rejects() {
        let oordeel = |codes: &[&str]| {
            let record = nummer(1) + &retourcodes(codes);
            let inhoud = client(&producten("Ongewijzigde", &[record]), &retourcodes(&["0200"]));
            let text = bericht("318", &kop_retour(&["0200"]), &inhoud);
            lees_tekst(&text).unwrap().bericht.bericht.oordeel
        };
        assert_eq!(oordeel(&["0200"]), Some(Oordeel::Geaccepteerd));
        assert_eq!(oordeel(&["9350"]), Some(Oordeel::Afgewezen));
        let kop = lees_tekst(&bericht("318", &kop_retour(&["9374"]), "")).unwrap().bericht.bericht;
        assert_eq!(kop.oordeel, Some(Oordeel::Afgewezen));
    }
}
