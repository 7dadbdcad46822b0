//! 301: allocations.

use chrono::{NaiveDate, NaiveTime};
use domain::record::{Inhoud, Toewijzing};
use domain::{
    Beschikkingnummer, Clientsleutel, Code, Eurocent, Product, RedenWijziging, Toewijzingnummer,
    parse_tijd,
};

use super::Context;
use super::beschikking::lees_periode;
use super::product::{lees_aanbieder, lees_omvang, lees_product};
use super::registratie::{NOG_ONBEKEND, Registratie, nummers};
use crate::Waarschuwing;
use crate::error::Fault;
use crate::release::toewijzing::{
    BUDGET, EINDDATUM, GEMEENTECODE, INGANGSDATUM, NUMMER, REDEN, REFERENTIE, TOEWIJZINGSDATUM,
    TOEWIJZINGSTIJD,
};
use crate::veld::{Soort, Velden};

/// Some systems write an open end as this date.
const OPVULDATUM: Option<NaiveDate> = NaiveDate::from_ymd_opt(9999, 12, 31);

/// The warning for a period whose end stands for no end.
pub(super) fn opvulwaarde(eind: Option<NaiveDate>) -> Option<Waarschuwing> {
    let is_sentinel = eind.is_some() && eind == OPVULDATUM;
    is_sentinel.then_some(Waarschuwing::EinddatumOpvulwaarde)
}

/// The number of an allocation: 2.x may leave it out.
fn lees_nummer(velden: &Velden<'_>, is_verplicht: bool) -> Result<Option<Toewijzingnummer>, Fault> {
    let nummer = velden.lees_optioneel(NUMMER, Soort::Getal, str::parse)?;
    if is_verplicht && nummer.is_none() {
        return Err(velden.fault(NUMMER, Code::FieldMissing));
    }
    Ok(nummer)
}

/// The municipality of a record (2.0) is the one in the header.
fn keur_gemeente(velden: &Velden<'_>, context: Context<'_>) -> Result<(), Fault> {
    let gemeente = velden.lees_optioneel(GEMEENTECODE, Soort::Tekst, str::parse)?;
    if gemeente.is_some_and(|gemeente: domain::Gemeentecode| gemeente != context.kop.gemeente) {
        return Err(velden.fault(GEMEENTECODE, Code::XsdInvalid));
    }
    Ok(())
}

impl Registratie for Toewijzing {
    /// Without a number (2.x) what is allocated, by which decision, from when.
    type Sleutel = (
        Option<Toewijzingnummer>,
        Option<(Option<Beschikkingnummer>, Option<Product>, NaiveDate, NaiveDate, NaiveTime)>,
    );

    fn lees(velden: &Velden<'_>, context: Context<'_>, regel: u32) -> Result<Self, Fault> {
        let dialect = context.dialect;
        let periode = lees_periode(velden, INGANGSDATUM, EINDDATUM)?;
        keur_gemeente(velden, context)?;
        let reden = |text: &str| RedenWijziging::parse(dialect.wet, dialect.release, text);
        Ok(Self {
            regel,
            client: NOG_ONBEKEND,
            nummer: lees_nummer(velden, dialect.verschil.nummer_verplicht)?,
            aanbieder: lees_aanbieder(velden)?,
            beschikking: None,
            referentie_aanbieder: velden.lees_optioneel(REFERENTIE, Soort::Tekst, str::parse)?,
            product: lees_product(velden, dialect)?,
            toewijzingsdatum: velden.datum(TOEWIJZINGSDATUM)?,
            toewijzingstijd: velden.lees(TOEWIJZINGSTIJD, Soort::Tijd, parse_tijd)?,
            periode,
            reden_wijziging: velden.lees_optioneel(REDEN, Soort::Code, reden)?,
            omvang: lees_omvang(velden, dialect)?,
            budget: velden.lees_optioneel(BUDGET, Soort::Getal, Eurocent::parse_bedrag)?,
        })
    }

    fn sleutel(&self, _: Context<'_>) -> Self::Sleutel {
        let anders = || {
            let versie = (self.toewijzingsdatum, self.toewijzingstijd);
            (self.beschikking, self.product.clone(), self.periode.begin(), versie.0, versie.1)
        };
        (self.nummer, self.nummer.is_none().then(anders))
    }

    fn client(&self) -> Clientsleutel {
        self.client
    }

    fn set_client(&mut self, client: Clientsleutel) {
        self.client = client;
    }

    fn beschikking(&self) -> Option<Beschikkingnummer> {
        self.beschikking
    }

    fn set_beschikking(&mut self, nummer: Beschikkingnummer) {
        self.beschikking = Some(nummer);
    }

    fn regel(&self) -> u32 {
        self.regel
    }

    fn nummers(&self) -> [(Option<i64>, &'static str); 2] {
        nummers(self.nummer, self.beschikking)
    }

    fn kenmerk(&self) -> Option<(&str, &'static str)> {
        self.referentie_aanbieder.as_ref().map(|tekst| (tekst.as_str(), REFERENTIE.pad()))
    }

    fn waarschuwing(&self) -> Option<Waarschuwing> {
        opvulwaarde(self.periode.eind())
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
