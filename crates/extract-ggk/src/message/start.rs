//! 305: starts of delivery.

use chrono::NaiveDate;
use domain::record::{Inhoud, Start};
use domain::{
    Beschikkingnummer, Clientsleutel, Code, Product, StatusAanlevering, Toewijzingnummer,
};

use super::Context;
use super::product::{lees_aanbieder, lees_beschikking, lees_omvang, lees_product};
use super::registratie::{NOG_ONBEKEND, Registratie, nummers};
use crate::error::Fault;
use crate::release::Dialect;
use crate::release::levering::{BEGINDATUM, NUMMER, STATUS, TOEWIJZING_INGANGSDATUM};
use crate::veld::{Soort, Velden};

/// `StatusAanlevering`; 2 and 9 are in the schema of 3.x, yet forbidden since release 3.0.
///
/// # Source
/// CS058, `OP033x2`.
pub(super) fn lees_status(
    velden: &Velden<'_>,
    dialect: Dialect,
) -> Result<StatusAanlevering, Fault> {
    let status = velden.lees(STATUS, Soort::Code, str::parse)?;
    if !dialect.verschil.status.contains(&status) {
        return Err(velden.fault(STATUS, Code::Op033x2));
    }
    Ok(status)
}

impl Registratie for Start {
    type Sleutel =
        (Option<Beschikkingnummer>, Option<Toewijzingnummer>, Option<Product>, NaiveDate);

    fn lees(velden: &Velden<'_>, context: Context<'_>, regel: u32) -> Result<Self, Fault> {
        let dialect = context.dialect;
        // 2.x: how much will be delivered is checked, not loaded.
        lees_omvang(velden, dialect)?;
        Ok(Self {
            regel,
            client: NOG_ONBEKEND,
            nummer: velden.lees_optioneel(NUMMER, Soort::Getal, str::parse)?,
            aanbieder: lees_aanbieder(velden)?,
            beschikking: lees_beschikking(velden)?,
            product: lees_product(velden, dialect)?,
            toewijzing_ingangsdatum: velden.datum_optioneel(TOEWIJZING_INGANGSDATUM)?,
            begindatum: velden.datum(BEGINDATUM)?,
            status: lees_status(velden, dialect)?,
        })
    }

    /// The status is no part of it: a removal and a delivery with one key need two messages
    /// (IV008).
    fn sleutel(&self, _: Context<'_>) -> Self::Sleutel {
        (self.beschikking, self.nummer, self.product.clone(), self.begindatum)
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

    fn inhoud(records: Vec<Self>) -> Inhoud {
        Inhoud::Start(records)
    }
}

#[cfg(test)]
mod tests {
    use domain::Code;

    use crate::tests::{change, lees_tekst, part, records};
    use crate::voorbeeld::bericht_305;

    #[test]
    fn a_305_is_read() {
        insta::assert_compact_debug_snapshot!(lees_tekst(&bericht_305(&[300_201])).unwrap().bericht.inhoud, @r#"Start([Start { regel: 1, client: Clientsleutel([223, 71, 234, 187, 28, 169, 186, 106, 49, 207, 240, 35, 180, 68, 203, 19]), nummer: Some(Toewijzingnummer(300201)), aanbieder: None, beschikking: None, product: Some(Product { categorie: Productcategorie([53, 53]), code: Some(Tekst("55A11")) }), toewijzing_ingangsdatum: Some(2026-04-01), begindatum: 2026-04-03, status: Eerste }])"#);
    }

    #[test]
    fn a_faulty_value_refuses_its_record_only() {
        let begin = "<jw305:Begindatum>2026-04-03</jw305:Begindatum>";
        let status = "StatusAanlevering>1<";
        for (from, to, code, pad) in [
            (status, "StatusAanlevering>2<", Code::Op033x2, "StatusAanlevering"),
            (status, "StatusAanlevering>9<", Code::Op033x2, "StatusAanlevering"),
            (status, "StatusAanlevering>4<", Code::CodeUnknown, "StatusAanlevering"),
            (begin, "", Code::FieldMissing, "Begindatum"),
            (">2026-04-03<", ">x<", Code::DateInvalid, "Begindatum"),
        ] {
            let pad = format!("Bericht/Client/StartProducten/StartProduct/{pad}");
            let text = change(&bericht_305(&[1, 2]), from, to);
            assert_eq!(records(&text), (1, vec![(1, code, pad)]), "{to}");
        }
    }

    #[test]
    fn a_removal_and_a_delivery_with_one_key_need_two_messages() {
        let text = bericht_305(&[1, 1, 2]);
        let text = change(&text, "StatusAanlevering>1<", "StatusAanlevering>3<");
        let (loaded, refused) = records(&text);
        assert_eq!((loaded, refused.len(), refused[0].1), (1, 2, Code::Tr101));
    }

    #[test]
    fn everything_but_date_and_status_may_be_absent() {
        let text = bericht_305(&[1]);
        let text = change(&text, part(&text, "<jw305:ToewijzingNummer>", "<jw305:Begindatum>"), "");
        assert_eq!(records(&text), (1, vec![]));
    }
}
