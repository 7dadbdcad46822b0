//! Writing findings down: on a record, on an allocation, or on a message.

use chrono::NaiveDate;
use domain::{
    AgbCode, Berichtsoort, Clientsleutel, Gemeentecode, Identificatie, KetenSleutel, Product,
    Toewijzingnummer, Wet,
};
use ring::digest;

use crate::beeld::Melding;
use crate::declaratie::Lijn;
use crate::levering::eerste_63_bits;
use crate::toestand::Toewijzing;
use crate::{
    AntwoordRij, Berichtkring, Bevinding, Herkomst, InKeten, Kader, Kenmerklid, RecordSleutel,
    Regel, Toetsing, ToewijzingRij, VerzoekRij,
};

/// Where the findings of a kring belong.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plek {
    pub(crate) wet: Wet,
    pub(crate) gemeente: Gemeentecode,
    /// Key of the kring; `None` in a chain, where every finding has the key of its own record's chain.
    pub(crate) kring: Option<KetenSleutel>,
}

/// Whom a finding is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Betrokkene<'b> {
    /// `None`: it is about a message, not about a person.
    pub(crate) client: Option<Clientsleutel>,
    pub(crate) agb: AgbCode,
    pub(crate) product: Option<&'b Product>,
}

/// The findings of one rule.
#[derive(Debug)]
pub(crate) struct Bevindingen<'b> {
    regel: &'b Regel,
    plek: Plek,
    kader: &'b Kader,
    toetsing: &'b mut Toetsing,
}

impl<'b> Bevindingen<'b> {
    pub(crate) fn new(
        regel: &'b Regel,
        plek: Plek,
        kader: &'b Kader,
        toetsing: &'b mut Toetsing,
    ) -> Self {
        Self { regel, plek, kader, toetsing }
    }

    /// The reference date and lists that the rule judges with.
    pub(crate) fn kader(&self) -> &'b Kader {
        self.kader
    }

    /// Whether the rule was in force when a message of this date was sent.
    pub(crate) fn gold_op(&self, dagtekening: NaiveDate) -> bool {
        self.regel.gold_op(dagtekening)
    }

    /// Whether the reference date is past `termijn`; notes that the outcome changes on the day after it.
    ///
    /// Ask it last, when nothing but the passing of days can still change the answer.
    pub(crate) fn is_verstreken(&mut self, termijn: NaiveDate) -> bool {
        let Some(omslag) = termijn.succ_opt() else { return false };
        let houdbaarheid = &mut self.toetsing.houdbaarheid;
        if omslag <= self.kader.peildatum {
            houdbaarheid.vanaf = houdbaarheid.vanaf.max(Some(omslag));
            return true;
        }
        houdbaarheid.tot = Some(houdbaarheid.tot.map_or(omslag, |tot| tot.min(omslag)));
        false
    }

    /// A finding on a 305 or 307 record, when the rule was in force.
    pub(crate) fn op_melding(&mut self, melding: &Melding<'_>, toelichting: String) {
        if !self.gold_op(melding.herkomst.dagtekening) {
            return;
        }
        let betrokkene = Betrokkene {
            client: Some(melding.client),
            agb: melding.herkomst.agb,
            product: melding.product,
        };
        let waar = (melding.keten, &melding.sleutel, melding.nummer);
        self.op_record(waar, betrokkene, toelichting);
    }

    /// A finding on a declaration line, when the rule was in force.
    pub(crate) fn op_lijn(&mut self, lijn: &Lijn<'_>, toelichting: String) {
        if !self.gold_op(lijn.rij.herkomst.dagtekening) {
            return;
        }
        let record = &lijn.rij.record;
        let betrokkene = Betrokkene {
            client: Some(record.client),
            agb: lijn.rij.herkomst.agb,
            product: Some(&record.product),
        };
        let waar = (lijn.keten, &lijn.sleutel, Some(record.nummer));
        self.op_record(waar, betrokkene, toelichting);
    }

    /// A finding on a 301 record, when the rule was in force.
    pub(crate) fn op_toewijzing_rij(&mut self, rij: &ToewijzingRij, toelichting: String) {
        if !self.gold_op(rij.herkomst.dagtekening) {
            return;
        }
        let record = &rij.record;
        let betrokkene = Betrokkene {
            client: Some(record.client),
            agb: rij.herkomst.agb,
            product: record.product.as_ref(),
        };
        let sleutel = record_sleutel(&rij.herkomst, Berichtsoort::B301, record.regel);
        let keten = rij.keten(self.plek.wet, self.plek.gemeente);
        self.op_record((keten, &sleutel, record.nummer), betrokkene, toelichting);
    }

    /// A finding on a 315 or 317 record, when the rule was in force. Once per record, whatever its products.
    pub(crate) fn op_verzoek(
        &mut self,
        rij: &VerzoekRij,
        berichtsoort: Berichtsoort,
        toelichting: String,
    ) {
        if !self.gold_op(rij.herkomst.dagtekening) {
            return;
        }
        let record = &rij.record;
        let betrokkene = Betrokkene {
            client: Some(record.client),
            agb: rij.herkomst.agb,
            product: record.product.as_ref(),
        };
        let sleutel = record_sleutel(&rij.herkomst, berichtsoort, record.regel);
        let keten = rij.keten(self.plek.wet, self.plek.gemeente);
        self.op_record((keten, &sleutel, None), betrokkene, toelichting);
    }

    /// A finding on a 319 record, which names no person, when the rule was in force.
    pub(crate) fn op_antwoord(&mut self, rij: &AntwoordRij, toelichting: String) {
        if !self.gold_op(rij.herkomst.dagtekening) {
            return;
        }
        let betrokkene = Betrokkene { client: None, agb: rij.herkomst.agb, product: None };
        let sleutel = record_sleutel(&rij.herkomst, Berichtsoort::B319, rij.record.regel);
        let keten = rij.keten(self.plek.wet, self.plek.gemeente);
        self.op_record((keten, &sleutel, None), betrokkene, toelichting);
    }

    /// A finding on a record of a [`crate::Kenmerkgroep`], or on its message when the number is of that.
    pub(crate) fn op_kenmerklid(&mut self, lid: &Kenmerklid, toelichting: String) {
        if !self.gold_op(lid.dagtekening) {
            return;
        }
        let Some(kring) = self.plek.kring else { return };
        let sleutel = RecordSleutel {
            berichtsoort: lid.berichtsoort,
            agb: lid.bericht_agb,
            bericht_identificatie: lid.identificatie.clone(),
            regelnummer: lid.regel.unwrap_or_default(),
        };
        let betrokkene =
            Betrokkene { client: lid.client, agb: lid.agb, product: lid.product.as_ref() };
        self.schrijf(Bevinding {
            gemeente: lid.gemeente,
            keten: kring,
            bevinding_sk: self.sleutel(kring, &onderscheid(&sleutel)),
            regelcode: self.regel.code,
            berichtsoort: lid.berichtsoort,
            bericht_identificatie: Some(lid.identificatie.clone()),
            regelnummer: lid.regel,
            nummer: lid.nummer,
            client: betrokkene.client,
            agb: betrokkene.agb,
            product: betrokkene.product.cloned(),
            toelichting,
        });
    }

    /// A finding on a message, or on the record at `regel` in it, when the rule was in force.
    pub(crate) fn op_bericht(
        &mut self,
        bericht: &Berichtkring,
        (regel, nummer): (Option<u32>, Option<Toewijzingnummer>),
        toelichting: String,
    ) {
        if !self.gold_op(bericht.dagtekening) {
            return;
        }
        let plaats = regel.map(|regel| regel.to_string()).unwrap_or_default();
        self.schrijf(Bevinding {
            gemeente: bericht.gemeente,
            keten: bericht.sleutel,
            bevinding_sk: self.sleutel(bericht.sleutel, &[plaats]),
            regelcode: self.regel.code,
            berichtsoort: bericht.berichtsoort,
            bericht_identificatie: Some(bericht.identificatie.clone()),
            regelnummer: regel,
            nummer,
            client: None,
            agb: bericht.agb,
            product: None,
            toelichting,
        });
    }

    fn op_record(
        &mut self,
        (keten, sleutel, nummer): (KetenSleutel, &RecordSleutel, Option<Toewijzingnummer>),
        betrokkene: Betrokkene<'_>,
        toelichting: String,
    ) {
        let keten = self.plek.kring.unwrap_or(keten);
        self.schrijf(Bevinding {
            gemeente: self.plek.gemeente,
            keten,
            bevinding_sk: self.sleutel(keten, &onderscheid(sleutel)),
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
        self.op_toewijzing_bij(toewijzing, None, toelichting);
    }

    /// A finding on an allocation, because of a message: one per allocation and message.
    pub(crate) fn op_toewijzing_bij(
        &mut self,
        toewijzing: &Toewijzing<'_>,
        bericht: Option<&Herkomst>,
        toelichting: String,
    ) {
        let rij = toewijzing.actueel.rij;
        let betrokkene = Betrokkene {
            client: Some(rij.record.client),
            agb: rij.herkomst.agb,
            product: rij.record.product.as_ref(),
        };
        // A chain of records without number, and a dossier, may hold several allocations.
        let van_nummer = rij.record.nummer.filter(|_| self.plek.kring.is_none());
        let mut onderscheid = match van_nummer {
            Some(_) => String::new(),
            None => toewijzing.sleutel.waarde().to_string(),
        };
        if let Some(herkomst) = bericht {
            onderscheid =
                format!("{onderscheid}/{}/{}", herkomst.bericht_agb, herkomst.identificatie);
        }
        let identificatie = bericht.map(|herkomst| herkomst.identificatie.clone());
        let waar = (toewijzing.keten, rij.record.nummer, identificatie);
        self.op_keten(waar, betrokkene, &onderscheid, toelichting);
    }

    /// A finding on an allocation number; `onderscheid` tells several of one rule apart.
    pub(crate) fn op_nummer(
        &mut self,
        nummer: Toewijzingnummer,
        betrokkene: Betrokkene<'_>,
        onderscheid: &str,
        toelichting: String,
    ) {
        let keten = KetenSleutel::van_toewijzing(self.plek.wet, self.plek.gemeente, nummer);
        self.op_keten((keten, Some(nummer), None), betrokkene, onderscheid, toelichting);
    }

    fn op_keten(
        &mut self,
        (keten, nummer, bericht_identificatie): (
            KetenSleutel,
            Option<Toewijzingnummer>,
            Option<Identificatie>,
        ),
        betrokkene: Betrokkene<'_>,
        onderscheid: &str,
        toelichting: String,
    ) {
        let keten = self.plek.kring.unwrap_or(keten);
        self.schrijf(Bevinding {
            gemeente: self.plek.gemeente,
            keten,
            bevinding_sk: self.sleutel(keten, &[onderscheid.to_owned()]),
            regelcode: self.regel.code,
            berichtsoort: Berichtsoort::B301,
            bericht_identificatie,
            regelnummer: None,
            nummer,
            client: betrokkene.client,
            agb: betrokkene.agb,
            product: betrokkene.product.cloned(),
            toelichting,
        });
    }

    fn schrijf(&mut self, bevinding: Bevinding) {
        self.toetsing.bevindingen.push(bevinding);
    }

    fn sleutel(&self, keten: KetenSleutel, onderscheid: &[String]) -> i64 {
        bevinding_sk(self.regel.code, keten, onderscheid)
    }
}

/// Natural key of a record of any kind.
fn record_sleutel(herkomst: &Herkomst, soort: Berichtsoort, regel: u32) -> RecordSleutel {
    crate::melding::sleutel(herkomst, soort, regel)
}

fn onderscheid(sleutel: &RecordSleutel) -> [String; 4] {
    [
        sleutel.berichtsoort.code().to_owned(),
        sleutel.agb.to_string(),
        sleutel.bericht_identificatie.to_string(),
        sleutel.regelnummer.to_string(),
    ]
}

fn bevinding_sk(regelcode: &str, keten: KetenSleutel, onderscheid: &[String]) -> i64 {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(regelcode.as_bytes());
    context.update(&keten.waarde().to_be_bytes());
    for part in onderscheid {
        context.update(&part.len().to_be_bytes());
        context.update(part.as_bytes());
    }
    eerste_63_bits(context.finish().as_ref())
}
