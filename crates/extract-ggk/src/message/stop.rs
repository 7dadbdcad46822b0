//! 307: ends of delivery. A stop that ends before it begins loads: that is a finding, not a
//! refusal.

use chrono::NaiveDate;
use domain::record::{Inhoud, Stop};
use domain::{Beschikkingnummer, Clientsleutel, Product, RedenBeeindiging, Toewijzingnummer};

use super::Context;
use super::product::{lees_aanbieder, lees_beschikking, lees_product};
use super::registratie::{NOG_ONBEKEND, Registratie, nummers};
use super::start::lees_status;
use crate::error::Fault;
use crate::release::levering::{BEGINDATUM, EINDDATUM, NUMMER, REDEN, TOEWIJZING_INGANGSDATUM};
use crate::veld::{Soort, Velden};

impl Registratie for Stop {
    type Sleutel = (
        (Option<Beschikkingnummer>, Option<Toewijzingnummer>, Option<Product>),
        (NaiveDate, Option<RedenBeeindiging>, NaiveDate),
    );

    fn lees(velden: &Velden<'_>, context: Context<'_>, regel: u32) -> Result<Self, Fault> {
        let dialect = context.dialect;
        let reden = |text: &str| RedenBeeindiging::parse(dialect.wet, dialect.release, text);
        Ok(Self {
            regel,
            client: NOG_ONBEKEND,
            nummer: velden.lees_optioneel(NUMMER, Soort::Getal, str::parse)?,
            aanbieder: lees_aanbieder(velden)?,
            beschikking: lees_beschikking(velden)?,
            product: lees_product(velden, dialect)?,
            toewijzing_ingangsdatum: velden.datum_optioneel(TOEWIJZING_INGANGSDATUM)?,
            begindatum: velden.datum(BEGINDATUM)?,
            reden_beeindiging: velden.lees(REDEN, Soort::Code, reden)?,
            einddatum: velden.datum(EINDDATUM)?,
            status: lees_status(velden, dialect)?,
        })
    }

    fn sleutel(&self, context: Context<'_>) -> Self::Sleutel {
        let has_reden = context.dialect.verschil.reden_in_stopsleutel;
        let reden = has_reden.then_some(self.reden_beeindiging);
        (
            (self.beschikking, self.nummer, self.product.clone()),
            (self.begindatum, reden, self.einddatum),
        )
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
        Inhoud::Stop(records)
    }
}

#[cfg(test)]
mod tests {
    use domain::Code;

    use crate::tests::{change, lees_tekst, records};
    use crate::voorbeeld::{bericht, client, stop_product};

    fn bericht_307(nummers: &[u32]) -> String {
        let stops: String = nummers.iter().map(|nummer| stop_product(*nummer, "")).collect();
        bericht("307", "", &client("307", &stops, ""))
    }

    #[test]
    fn a_307_is_read() {
        insta::assert_compact_debug_snapshot!(lees_tekst(&bericht_307(&[300_201])).unwrap().bericht.inhoud, @r#"Stop([Stop { regel: 1, client: Clientsleutel([223, 71, 234, 187, 28, 169, 186, 106, 49, 207, 240, 35, 180, 68, 203, 19]), nummer: Some(Toewijzingnummer(300201)), aanbieder: None, beschikking: None, product: Some(Product { categorie: Productcategorie([53, 53]), code: Some(Tekst("55A11")) }), toewijzing_ingangsdatum: Some(2026-04-01), begindatum: 2026-04-03, reden_beeindiging: RedenBeeindiging { bytes: [51, 49], lengte: 2 }, einddatum: 2026-04-30, status: Eerste }])"#);
    }

    #[test]
    fn a_stop_that_ends_before_it_begins_loads() {
        let text = change(&bericht_307(&[1]), ">2026-04-30<", ">2026-04-01<");
        assert_eq!(records(&text), (1, vec![]));
    }

    #[test]
    fn a_reason_belongs_to_the_law() {
        let text = change(&bericht_307(&[1, 2]), ">31</jw307:Reden", ">19</jw307:Reden");
        let (loaded, refused) = records(&text);
        assert_eq!((loaded, refused[0].1), (1, Code::CodeUnknown));
    }

    #[test]
    fn the_reason_is_part_of_the_key_since_3_2() {
        let text = change(&bericht_307(&[1, 1]), ">31</jw307:Reden", ">20</jw307:Reden");
        assert_eq!(records(&text), (2, vec![]));
        let older = text.replace("/3_2/", "/3_1/").replace("Subversie>2<", "Subversie>1<");
        assert_eq!(records(&older).1.len(), 2);
    }
}
