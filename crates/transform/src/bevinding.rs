//! Writing findings down: on a record, or on an allocation.

use chrono::NaiveDate;
use domain::{AgbCode, Berichtsoort, Clientsleutel, Product, Toewijzingnummer};
use ring::digest;

use crate::beeld::{Beeld, Melding};
use crate::declaratie::Lijn;
use crate::levering::eerste_63_bits;
use crate::toestand::Toewijzing;
use crate::{Bevinding, RecordSleutel, Regel};

/// Whom a finding is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Betrokkene<'b> {
    pub(crate) client: Clientsleutel,
    pub(crate) agb: AgbCode,
    pub(crate) product: Option<&'b Product>,
}

/// The findings of one rule on one chain.
#[derive(Debug)]
pub(crate) struct Bevindingen<'b> {
    regel: &'b Regel,
    beeld: &'b Beeld<'b>,
    lijst: &'b mut Vec<Bevinding>,
}

impl<'b> Bevindingen<'b> {
    pub(crate) fn new(
        regel: &'b Regel,
        beeld: &'b Beeld<'b>,
        lijst: &'b mut Vec<Bevinding>,
    ) -> Self {
        Self { regel, beeld, lijst }
    }

    /// Whether the rule was in force when a message of this date was sent.
    pub(crate) fn gold_op(&self, dagtekening: NaiveDate) -> bool {
        self.regel.geldig_van.is_none_or(|van| van <= dagtekening)
            && self.regel.geldig_tot.is_none_or(|tot| dagtekening <= tot)
    }

    /// A finding on a 305 or 307 record, when the rule was in force.
    pub(crate) fn op_melding(&mut self, melding: &Melding<'_>, toelichting: String) {
        if !self.gold_op(melding.herkomst.dagtekening) {
            return;
        }
        let betrokkene = Betrokkene {
            client: melding.client,
            agb: melding.herkomst.agb,
            product: melding.product,
        };
        self.op_record(&melding.sleutel, melding.keten, melding.nummer, betrokkene, toelichting);
    }

    /// A finding on a declaration line, when the rule was in force.
    pub(crate) fn op_lijn(&mut self, lijn: &Lijn<'_>, toelichting: String) {
        if !self.gold_op(lijn.rij.herkomst.dagtekening) {
            return;
        }
        let record = &lijn.rij.record;
        let betrokkene = Betrokkene {
            client: record.client,
            agb: lijn.rij.herkomst.agb,
            product: Some(&record.product),
        };
        self.op_record(&lijn.sleutel, lijn.keten, Some(record.nummer), betrokkene, toelichting);
    }

    fn op_record(
        &mut self,
        sleutel: &RecordSleutel,
        keten: domain::KetenSleutel,
        nummer: Option<Toewijzingnummer>,
        betrokkene: Betrokkene<'_>,
        toelichting: String,
    ) {
        let agb = sleutel.agb.to_string();
        let regelnummer = sleutel.regelnummer.to_string();
        let onderscheid = [
            sleutel.berichtsoort.code(),
            &agb,
            sleutel.bericht_identificatie.as_str(),
            &regelnummer,
        ];
        self.lijst.push(Bevinding {
            keten,
            bevinding_sk: bevinding_sk(self.regel.code, keten, &onderscheid),
            regelcode: self.regel.code,
            berichtsoort: sleutel.berichtsoort,
            bericht_identificatie: Some(sleutel.bericht_identificatie.clone()),
            regelnummer: Some(sleutel.regelnummer),
            nummer,
            client: betrokkene.client,
            agb: betrokkene.agb,
            product: betrokkene.product.cloned(),
            toelichting,
        });
    }

    /// A finding on an allocation as a whole.
    pub(crate) fn op_toewijzing(&mut self, toewijzing: &Toewijzing<'_>, toelichting: String) {
        let rij = toewijzing.actueel.rij;
        let betrokkene = Betrokkene {
            client: rij.record.client,
            agb: rij.herkomst.agb,
            product: rij.record.product.as_ref(),
        };
        // A chain of records without number may hold several allocations.
        let onderscheid = match rij.record.nummer {
            Some(_) => String::new(),
            None => toewijzing.sleutel.waarde().to_string(),
        };
        let (keten, nummer) = (toewijzing.keten, rij.record.nummer);
        self.op_keten(keten, nummer, betrokkene, &onderscheid, toelichting);
    }

    /// A finding on an allocation number; `onderscheid` tells several of one rule apart.
    pub(crate) fn op_nummer(
        &mut self,
        nummer: Toewijzingnummer,
        betrokkene: Betrokkene<'_>,
        onderscheid: &str,
        toelichting: String,
    ) {
        let keten = self.beeld.keten_van(nummer);
        self.op_keten(keten, Some(nummer), betrokkene, onderscheid, toelichting);
    }

    fn op_keten(
        &mut self,
        keten: domain::KetenSleutel,
        nummer: Option<Toewijzingnummer>,
        betrokkene: Betrokkene<'_>,
        onderscheid: &str,
        toelichting: String,
    ) {
        self.lijst.push(Bevinding {
            keten,
            bevinding_sk: bevinding_sk(self.regel.code, keten, &[onderscheid]),
            regelcode: self.regel.code,
            berichtsoort: Berichtsoort::B301,
            bericht_identificatie: None,
            regelnummer: None,
            nummer,
            client: betrokkene.client,
            agb: betrokkene.agb,
            product: betrokkene.product.cloned(),
            toelichting,
        });
    }
}

fn bevinding_sk(regelcode: &str, keten: domain::KetenSleutel, onderscheid: &[&str]) -> i64 {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(regelcode.as_bytes());
    context.update(&keten.waarde().to_be_bytes());
    for part in onderscheid {
        context.update(&part.len().to_be_bytes());
        context.update(part.as_bytes());
    }
    eerste_63_bits(context.finish().as_ref())
}
