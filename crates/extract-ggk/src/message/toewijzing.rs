//! 301: allocations.

use chrono::NaiveDate;
use domain::record::{Inhoud, Toewijzing};
use domain::{
    Clientsleutel, Eurocent, Omvang, Periode, Product, Productcategorie, RedenWijziging,
    Toewijzingnummer, WaardeFout, Wet, parse_tijd,
};

use super::registratie::{NOG_ONBEKEND, Registratie};
use crate::Waarschuwing;
use crate::error::Fault;
use crate::persoon::{
    BSN_VELD, COMMENTAAR, COMMUNICATIE, CONTACTGEGEVENS, GEBOORTEDATUM_VELD, GESLACHT_VELD,
    JURIDISCHE_STATUS, RELATIES, VOLLEDIGE_NAAM, WETTELIJKE_VERTEGENWOORDIGING,
};
use crate::release::Dialect;
use crate::schema::Aantal::{Een, NulOfEen, Veel};
use crate::schema::Inhoud::{Groep, Regel, Waarde};
use crate::schema::{Element, RETOURCODES};
use crate::veld::{Slot, Soort, Velden};

const NUMMER: Slot = Slot::new(0, "ToewijzingNummer");
const REFERENTIE: Slot = Slot::new(1, "ReferentieAanbieder");
const CATEGORIE: Slot = Slot::new(2, "Product/Categorie");
const CODE: Slot = Slot::new(3, "Product/Code");
const TOEWIJZINGSDATUM: Slot = Slot::new(4, "Toewijzingsdatum");
const TOEWIJZINGSTIJD: Slot = Slot::new(5, "Toewijzingstijd");
const INGANGSDATUM: Slot = Slot::new(6, "Ingangsdatum");
const EINDDATUM: Slot = Slot::new(7, "Einddatum");
const REDEN: Slot = Slot::new(8, "RedenWijziging");
const VOLUME: Slot = Slot::new(9, "Omvang/Volume");
const EENHEID: Slot = Slot::new(10, "Omvang/Eenheid");
const FREQUENTIE: Slot = Slot::new(11, "Omvang/Frequentie");
const BUDGET: Slot = Slot::new(12, "Budget");

/// `Product` in 301, 305 and 307, its values in slots 2 and 3.
pub(super) const PRODUCT: Element = Element::bericht(
    "Product",
    NulOfEen,
    Groep(&[
        Element::basis("Categorie", Een, Waarde(CATEGORIE)),
        Element::basis("Code", NulOfEen, Waarde(CODE)),
    ]),
);

/// The `Product` of a record that holds [`PRODUCT`].
pub(super) fn lees_product(velden: &Velden<'_>, wet: Wet) -> Result<Option<Product>, Fault> {
    let parse = |text: &str| Productcategorie::parse(wet, text);
    let Some(categorie) = velden.lees_optioneel(CATEGORIE, Soort::Code, parse)? else {
        return Ok(None);
    };
    let code = velden.lees_optioneel(CODE, Soort::Tekst, str::parse)?;
    Ok(Some(Product { categorie, code }))
}

/// Some systems write an open end as this date.
const OPVULDATUM: Option<NaiveDate> = NaiveDate::from_ymd_opt(9999, 12, 31);

impl Registratie for Toewijzing {
    type Sleutel = Option<Toewijzingnummer>;
    const PAD: &'static str = "Bericht/Client/ToegewezenProducten/ToegewezenProduct";
    const CLIENT: &'static [Element] = &[
        BSN_VELD,
        GEBOORTEDATUM_VELD,
        GESLACHT_VELD,
        VOLLEDIGE_NAAM,
        COMMUNICATIE,
        JURIDISCHE_STATUS,
        WETTELIJKE_VERTEGENWOORDIGING,
        COMMENTAAR,
        RELATIES,
        CONTACTGEGEVENS,
        Element::bericht(
            "ToegewezenProducten",
            Een,
            Groep(&[Element::bericht("ToegewezenProduct", Veel, Regel)]),
        ),
        RETOURCODES,
    ];
    const ELEMENTEN: &'static [Element] = &[
        Element::bericht("ToewijzingNummer", Een, Waarde(NUMMER)),
        Element::bericht("ReferentieAanbieder", NulOfEen, Waarde(REFERENTIE)),
        PRODUCT,
        Element::bericht("Toewijzingsdatum", Een, Waarde(TOEWIJZINGSDATUM)),
        Element::bericht("Toewijzingstijd", Een, Waarde(TOEWIJZINGSTIJD)),
        Element::bericht("Ingangsdatum", Een, Waarde(INGANGSDATUM)),
        Element::bericht("Einddatum", NulOfEen, Waarde(EINDDATUM)),
        Element::bericht("RedenWijziging", NulOfEen, Waarde(REDEN)),
        Element::bericht(
            "Omvang",
            NulOfEen,
            Groep(&[
                Element::basis("Volume", Een, Waarde(VOLUME)),
                Element::basis("Eenheid", Een, Waarde(EENHEID)),
                Element::basis("Frequentie", Een, Waarde(FREQUENTIE)),
            ]),
        ),
        Element::bericht("Budget", NulOfEen, Waarde(BUDGET)),
        COMMENTAAR,
        RETOURCODES,
    ];

    fn lees(velden: &Velden<'_>, dialect: Dialect, regel: u32) -> Result<Self, Fault> {
        let wet = dialect.wet;
        let ingangsdatum = velden.datum(INGANGSDATUM)?;
        let einddatum = velden.datum_optioneel(EINDDATUM)?;
        let reden = |text: &str| RedenWijziging::parse(wet, dialect.release, text);
        let omvang = match velden.lees_optioneel(VOLUME, Soort::Getal, str::parse)? {
            Some(volume) => Some(Omvang {
                volume,
                eenheid: velden.lees(EENHEID, Soort::Code, str::parse)?,
                frequentie: velden.lees(FREQUENTIE, Soort::Code, str::parse)?,
            }),
            None => None,
        };
        Ok(Self {
            regel,
            client: NOG_ONBEKEND,
            nummer: Some(velden.lees(NUMMER, Soort::Getal, str::parse)?),
            aanbieder: None,
            beschikking: None,
            referentie_aanbieder: velden.lees_optioneel(REFERENTIE, Soort::Tekst, str::parse)?,
            product: lees_product(velden, wet)?,
            toewijzingsdatum: velden.datum(TOEWIJZINGSDATUM)?,
            toewijzingstijd: velden.lees(TOEWIJZINGSTIJD, Soort::Tijd, parse_tijd)?,
            // CS003: an allocation does not end before it begins.
            periode: Periode::new(ingangsdatum, einddatum)
                .map_err(|fout: WaardeFout| velden.fault(EINDDATUM, fout.into()))?,
            reden_wijziging: velden.lees_optioneel(REDEN, Soort::Code, reden)?,
            omvang,
            budget: velden.lees_optioneel(BUDGET, Soort::Getal, Eurocent::parse_bedrag)?,
        })
    }

    fn sleutel(&self, _: Dialect) -> Option<Toewijzingnummer> {
        self.nummer
    }

    fn set_client(&mut self, client: Clientsleutel) {
        self.client = client;
    }

    fn regel(&self) -> u32 {
        self.regel
    }

    fn kenmerk(&self) -> Option<(&str, &'static str)> {
        self.referentie_aanbieder.as_ref().map(|tekst| (tekst.as_str(), REFERENTIE.pad()))
    }

    fn waarschuwing(&self) -> Option<Waarschuwing> {
        let is_sentinel = self.periode.eind().is_some() && self.periode.eind() == OPVULDATUM;
        is_sentinel.then_some(Waarschuwing::EinddatumOpvulwaarde)
    }

    fn inhoud(records: Vec<Self>) -> Inhoud {
        Inhoud::Toewijzing(records)
    }
}

#[cfg(test)]
mod tests {
    use domain::Code;

    use crate::tests::{change, lees_tekst, part, records};
    use crate::voorbeeld::bericht_301;

    #[track_caller]
    fn refuses(from: &str, to: &str, code: Code, pad: &str) {
        let pad = format!("Bericht/Client/ToegewezenProducten/ToegewezenProduct/{pad}");
        let text = change(&bericht_301(&[1, 2]), from, to);
        assert_eq!(records(&text), (1, vec![(1, code, pad)]), "{from} {to}");
    }

    #[test]
    fn a_faulty_value_refuses_its_record_only() {
        let ingang = "<jw301:Ingangsdatum>2026-04-01</jw301:Ingangsdatum>";
        let eind = "<jw301:Einddatum>2026-07-14</jw301:Einddatum>";
        let ingang_is = |value: &str| ingang.replace("2026-04-01", value);
        for value in [
            "2023-02-30",
            "1900-02-29",
            "2023-00-00",
            "01-04-2026",
            "2026-04-01Z",
            "2026-04-01+01:00",
            "",
            "infinity",
            "today",
            "12026-04-01",
        ] {
            refuses(ingang, &ingang_is(value), Code::DateInvalid, "Ingangsdatum");
        }
        refuses(ingang, "", Code::FieldMissing, "Ingangsdatum");
        refuses(ingang, &ingang.repeat(2), Code::XsdInvalid, "Ingangsdatum");
        refuses(ingang, &ingang.replace("jw301:", "ijw:"), Code::XsdInvalid, "Ingangsdatum");
        refuses(
            &format!("{ingang}\n\t\t\t\t{eind}"),
            &format!("{eind}{ingang}"),
            Code::XsdInvalid,
            "Ingangsdatum",
        );
        refuses(eind, &format!("{eind}<jw301:Extra>1</jw301:Extra>"), Code::XsdInvalid, "?");
        refuses(eind, &eind.replace("2026-07-14", "2026-03-31"), Code::Tr018, "Einddatum");
        for (value, code) in [
            ("-1", Code::NumberRange),
            ("100000000", Code::NumberRange),
            (&"9".repeat(40), Code::NumberRange),
            ("4.5", Code::NumberInvalid),
            ("4,5", Code::NumberInvalid),
            ("1e3", Code::NumberInvalid),
            ("0x10", Code::NumberInvalid),
            ("NaN", Code::NumberInvalid),
            ("", Code::NumberInvalid),
            ("<ijw:Extra>1</ijw:Extra>", Code::XsdInvalid),
        ] {
            refuses(">2</ijw:Volume>", &format!(">{value}</ijw:Volume>"), code, "Omvang/Volume");
        }
        refuses("Nummer>1</jw", "Nummer>3O0201</jw", Code::NumberInvalid, "ToewijzingNummer");
        refuses("Nummer>1</jw", "Nummer>1000000000</jw", Code::NumberRange, "ToewijzingNummer");
        refuses("Eenheid>04<", "Eenheid>99<", Code::CodeUnknown, "Omvang/Eenheid");
        refuses("Frequentie>2<", "Frequentie>3<", Code::CodeUnknown, "Omvang/Frequentie");
        refuses(">55</ijw:Categorie", ">01</ijw:Categorie", Code::CodeUnknown, "Product/Categorie");
        refuses(">55A11<", ">55A111<", Code::TextLength, "Product/Code");
        refuses(">12:34:56<", ">12:34<", Code::TimeInvalid, "Toewijzingstijd");
        refuses(">12:34:56<", ">25:00:00<", Code::TimeInvalid, "Toewijzingstijd");
        refuses(">REF-1<", "> <", Code::TextBlank, "ReferentieAanbieder");
        refuses(">Testcommentaar<", "><", Code::TextBlank, "Commentaar");
    }

    #[test]
    fn a_generic_allocation_has_no_product_and_a_budget() {
        let text = bericht_301(&[1]);
        let text = change(&text, part(&text, "<jw301:Product>", "<jw301:Toewijzingsdatum>"), "");
        let text = change(
            &text,
            part(&text, "<jw301:Omvang>", "<jw301:Commentaar>"),
            "<jw301:Budget> 6000000 </jw301:Budget>",
        );
        insta::assert_compact_debug_snapshot!(lees_tekst(&text).unwrap().bericht.inhoud, @r#"Toewijzing([Toewijzing { regel: 1, client: Clientsleutel([223, 71, 234, 187, 28, 169, 186, 106, 49, 207, 240, 35, 180, 68, 203, 19]), nummer: Some(Toewijzingnummer(1)), aanbieder: None, beschikking: None, referentie_aanbieder: Some(Tekst("REF-1")), product: None, toewijzingsdatum: 2026-04-01, toewijzingstijd: 12:34:56, periode: Periode { begin: 2026-04-01, eind: Some(2026-07-14) }, reden_wijziging: None, omvang: None, budget: Some(Eurocent(6000000)) }])"#);
    }

    #[test]
    fn a_301_is_read() {
        insta::assert_compact_debug_snapshot!(lees_tekst(&bericht_301(&[300_201])).unwrap().bericht.inhoud, @r#"Toewijzing([Toewijzing { regel: 1, client: Clientsleutel([223, 71, 234, 187, 28, 169, 186, 106, 49, 207, 240, 35, 180, 68, 203, 19]), nummer: Some(Toewijzingnummer(300201)), aanbieder: None, beschikking: None, referentie_aanbieder: Some(Tekst("REF-1")), product: Some(Product { categorie: Productcategorie([53, 53]), code: Some(Tekst("55A11")) }), toewijzingsdatum: 2026-04-01, toewijzingstijd: 12:34:56, periode: Periode { begin: 2026-04-01, eind: Some(2026-07-14) }, reden_wijziging: None, omvang: Some(Omvang { volume: Volume(2), eenheid: Uur, frequentie: Week }), budget: None }])"#);
    }
}
