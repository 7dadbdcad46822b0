//! 315: requests for an allocation.

use chrono::NaiveDate;
use domain::record::{Inhoud, Onderdeel, Verzoek};
use domain::{
    Beschikkingnummer, Clientsleutel, Code, Eurocent, Product, ReferentieAanbieder, Verwijzer,
    WaardeFout,
};

use super::Context;
use super::product::{lees_aanbieder, lees_beschikking, lees_omvang, lees_product};
use super::registratie::{NOG_ONBEKEND, Registratie, nummers};
use crate::Waarschuwing;
use crate::error::Fault;
use crate::release::verzoek::{
    BESCHIKKING_INGANGSDATUM, BUDGET, EINDDATUM, INGANGSDATUM, RAAMCONTRACT, REFERENTIE, VERWIJZER,
};
use crate::veld::{Soort, Velden};

/// COD260.
fn parse_ja_nee(text: &str) -> Result<bool, WaardeFout> {
    match text {
        "1" => Ok(true),
        "2" => Ok(false),
        _ => Err(WaardeFout::Code),
    }
}

impl Registratie for Verzoek {
    /// Without a reference (2.0) what is asked, by which decision, from when.
    type Sleutel = (
        Option<ReferentieAanbieder>,
        Option<(Option<Beschikkingnummer>, Option<Product>, Option<NaiveDate>, Option<NaiveDate>)>,
    );

    fn lees(velden: &Velden<'_>, context: Context<'_>, regel: u32) -> Result<Self, Fault> {
        let dialect = context.dialect;
        let verwijzer = |text: &str| Verwijzer::parse(dialect.release, text);
        let referentie = velden.lees_optioneel(REFERENTIE, Soort::Tekst, str::parse)?;
        if dialect.verschil.referentie_verplicht && referentie.is_none() {
            return Err(velden.fault(REFERENTIE, Code::FieldMissing));
        }
        Ok(Self {
            regel,
            volgnummer: 1,
            client: NOG_ONBEKEND,
            onderdeel: Onderdeel::Aangevraagd,
            referentie,
            aanbieder: lees_aanbieder(velden)?,
            nummer: None,
            product: lees_product(velden, dialect)?,
            beschikking: lees_beschikking(velden)?,
            beschikking_ingangsdatum: velden.datum_optioneel(BESCHIKKING_INGANGSDATUM)?,
            ingangsdatum: Some(velden.datum(INGANGSDATUM)?),
            einddatum: velden.datum_optioneel(EINDDATUM)?,
            omvang: lees_omvang(velden, dialect)?,
            budget: velden.lees_optioneel(BUDGET, Soort::Getal, Eurocent::parse_bedrag)?,
            verwijzer: velden.lees_optioneel(VERWIJZER, Soort::Code, verwijzer)?,
            raamcontract: velden.lees_optioneel(RAAMCONTRACT, Soort::Code, parse_ja_nee)?,
            reden_verzoek: None,
        })
    }

    fn sleutel(&self, _: Context<'_>) -> Self::Sleutel {
        let anders = || (self.beschikking, self.product.clone(), self.ingangsdatum, self.einddatum);
        (self.referentie.clone(), self.referentie.is_none().then(anders))
    }

    fn client(&self) -> Clientsleutel {
        self.client
    }

    fn set_client(&mut self, client: Clientsleutel) {
        self.client = client;
    }

    fn regel(&self) -> u32 {
        self.regel
    }

    fn nummers(&self) -> [(Option<i64>, &'static str); 2] {
        nummers(self.nummer, self.beschikking)
    }

    fn kenmerk(&self) -> Option<(&str, &'static str)> {
        self.referentie.as_ref().map(|tekst| (tekst.as_str(), REFERENTIE.pad()))
    }

    fn waarschuwing(&self) -> Option<Waarschuwing> {
        waarschuwing(self)
    }

    fn inhoud(records: Vec<Self>) -> Inhoud {
        Inhoud::Verzoek(records)
    }
}

/// What is odd in the dates of a request, but loads.
pub(super) fn waarschuwing(verzoek: &Verzoek) -> Option<Waarschuwing> {
    let is_omgekeerd =
        verzoek.ingangsdatum.zip(verzoek.einddatum).is_some_and(|(begin, eind)| eind < begin);
    if is_omgekeerd {
        return Some(Waarschuwing::PeriodeOmgekeerd);
    }
    super::toewijzing::opvulwaarde(verzoek.einddatum)
}

#[cfg(test)]
mod tests {
    use domain::record::Inhoud;
    use domain::{Berichtsoort, Code, Oordeel, Wet};

    use crate::Waarschuwing;
    use crate::tests::{change, lees_tekst, records, refusal};
    use crate::voorbeeld::{
        aangevraagd_product, bericht, bericht_315, client, kop_retour, retourcodes,
    };

    const PAD: &str = "Bericht/Client/AangevraagdeProducten/AangevraagdProduct";

    #[test]
    fn a_315_is_read() {
        insta::assert_compact_debug_snapshot!(lees_tekst(&bericht_315(&["REF-1"])).unwrap().bericht.inhoud, @r#"Verzoek([Verzoek { regel: 1, volgnummer: 1, client: Clientsleutel([223, 71, 234, 187, 28, 169, 186, 106, 49, 207, 240, 35, 180, 68, 203, 19]), onderdeel: Aangevraagd, referentie: Some(Tekst("REF-1")), aanbieder: None, nummer: None, product: Some(Product { categorie: Productcategorie([53, 53]), code: Some(Tekst("55A11")) }), beschikking: Some(Beschikkingnummer(425386123)), beschikking_ingangsdatum: Some(2026-03-01), ingangsdatum: Some(2026-04-01), einddatum: Some(2026-07-14), omvang: Some(Omvang { volume: Volume(2), eenheid: Uur, frequentie: Week }), budget: None, verwijzer: Some(Huisarts), raamcontract: Some(true), reden_verzoek: None }])"#);
    }

    #[test]
    fn a_period_that_ends_before_it_begins_is_kept_as_it_was_asked() {
        let text = change(&bericht_315(&["A"]), ">2026-07-14<", ">2026-03-31<");
        let gelezen = lees_tekst(&text).unwrap();
        assert!(gelezen.afkeuringen.is_empty());
        assert_eq!(gelezen.waarschuwingen.get(&Waarschuwing::PeriodeOmgekeerd), Some(&1));
        let Inhoud::Verzoek(verzoeken) = gelezen.bericht.inhoud else { panic!("not a request") };
        let datums = [verzoeken[0].ingangsdatum, verzoeken[0].einddatum].map(Option::unwrap);
        assert_eq!(datums.map(|datum| datum.to_string()), ["2026-04-01", "2026-03-31"]);
    }

    #[test]
    fn a_faulty_value_refuses_its_record_only() {
        for (from, to, code, pad) in [
            (">A<", "> <", Code::TextBlank, "ReferentieAanbieder"),
            (">A<", &format!(">{}<", "a".repeat(37)), Code::TextLength, "ReferentieAanbieder"),
            (">425386123<", ">4253861230<", Code::NumberRange, "BeschikkingNummer"),
            (">2026-03-01<", ">2026-02-30<", Code::DateInvalid, "BeschikkingIngangsdatum"),
            (">2026-07-14<", ">2026-07-32<", Code::DateInvalid, "ToewijzingEinddatum"),
            ("Type>02<", "Type>07<", Code::CodeUnknown, "Verwijzer/Type"),
            (">01000001<", ">0100001<", Code::TextInvalid, "Verwijzer/ZorgverlenerCode"),
            ("contract>1<", "contract>3<", Code::CodeUnknown, "Raamcontract"),
            ("Frequentie>2<", "Frequentie>5<", Code::CodeUnknown, "Omvang/Frequentie"),
            ("<jw315:Raam", "<jw315:Extra/><jw315:Raam", Code::XsdInvalid, "?"),
        ] {
            let text = change(&bericht_315(&["A", "B"]), from, to);
            let expect = (1, vec![(1, code, format!("{PAD}/{pad}"))]);
            assert_eq!(records(&text), expect, "{to}");
        }
    }

    #[test]
    fn a_reference_is_used_once() {
        let codes = |referenties: &[&str]| {
            let (loaded, refused) = records(&bericht_315(referenties));
            let refused: Vec<_> =
                refused.into_iter().map(|(regel, code, _)| (regel, code)).collect();
            (loaded, refused)
        };
        assert_eq!(codes(&["A", "B", "A"]), (1, vec![(1, Code::Tr101), (3, Code::Tr101)]));
        let bsn = "X-999900006";
        assert_eq!(codes(&["A", bsn]), (1, vec![(2, Code::BsnInReference)]));
    }

    #[test]
    fn a_guardian_is_asked_for_in_the_jeugdwet_only() {
        let text = bericht_315(&["A"]);
        let naam = "</jw315:Naam>";
        let with = change(
            &text,
            naam,
            &format!("{naam}<jw315:GezagsdragerBekend>1</jw315:GezagsdragerBekend>"),
        );
        assert_eq!(records(&with), (1, vec![]));
        let wmo = |text: &str| {
            text.replace("/ijw/", "/iwmo/")
                .replace("jw315", "wmo315")
                .replace(">446<", ">444<")
                .replace(">55<", ">02<")
        };
        let gelezen = lees_tekst(&wmo(&text)).unwrap().bericht.bericht;
        assert_eq!((gelezen.wet, gelezen.soort), (Wet::Wmo, Berichtsoort::B315));
        let pad = "Bericht/Client/GezagsdragerBekend".to_owned();
        assert_eq!(records(&wmo(&with)), (0, vec![(1, Code::XsdInvalid, pad)]));
    }

    #[test]
    fn a_316_accepts_or_rejects() {
        let oordeel = |text: &str| lees_tekst(text).unwrap().bericht.bericht.oordeel;
        let retour = |code: &str| {
            let record = aangevraagd_product("A", &retourcodes(&[code]));
            bericht("316", &kop_retour(&["0200"]), &client("315", &record, &retourcodes(&["0200"])))
        };
        assert_eq!(oordeel(&retour("0200")), Some(Oordeel::Geaccepteerd));
        assert_eq!(oordeel(&retour("9347")), Some(Oordeel::Afgewezen));
        assert_eq!(oordeel(&bericht("316", &kop_retour(&[]), "")), Some(Oordeel::Geaccepteerd));
        assert_eq!(oordeel(&bericht("316", &kop_retour(&["0001"]), "")), Some(Oordeel::Afgewezen));
        assert_eq!(refusal(&retour("9999")).0, Code::CodeUnknown);
    }
}
