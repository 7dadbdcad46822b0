//! Small messages, and a warehouse to put them in.
#![expect(clippy::unwrap_used, reason = "a fixture that cannot be made is a failing test")]

use chrono::{DateTime, NaiveDate};
use domain::record::{
    AfgewezenPrestatie, Antwoord, Beschikking, Client, Declaratie, DeclaratieAntwoord, Geleverd,
    IngelezenBericht, Inhoud, Onderdeel, Prestatie, Start, Toewijzing, Verzoek, Waarneming,
};
use domain::{
    Afkeuring, Bericht, BerichtReferentie, Berichtsoort, Clientsleutel, Code, DebetCredit, Eenheid,
    Eurocent, Geslacht, InhoudHash, Oordeel, Periode, Plaats, Product, Productcategorie,
    RedenAfwijzingVerzoek, Release, StatusAanlevering, Verwijzer, VerzoekAntwoord, Waarnemingcode,
    Wet, XsdVersie,
};
use load::Db;
use load::landing::{Batch, Bestand, Geschreven, Lezing, RegelAfkeuring, write_batch};
use load::ledger::{NewRun, RunSoort, next_task_id, start_run};
use load::slot::Slot;
use sqlx::PgPool;

pub(crate) const TOEWIJZING: i64 = 20_384_000_300_201;

pub(crate) fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 4, day).unwrap()
}

fn client() -> Clientsleutel {
    Clientsleutel::from_bytes([7; 16])
}

fn product() -> Product {
    let categorie = Productcategorie::parse(Wet::Jw, "45").unwrap();
    Product { categorie, code: Some("45A48".parse().unwrap()) }
}

fn header(soort: Berichtsoort, identificatie: &str, dag: u32, inhoud: u8) -> Bericht {
    Bericht {
        wet: Wet::Jw,
        soort,
        release: Release::R3_2,
        gemeente: "0384".parse().unwrap(),
        agb: "42420001".parse().unwrap(),
        identificatie: identificatie.parse().unwrap(),
        dagtekening: day(dag),
        betreft: None,
        oordeel: None,
        retourcodes: Vec::new(),
        xsd_versie: None,
        betreft_xsd_versie: None,
        inhoud: InhoudHash([inhoud; 16]),
        aantal_regels: Some(1),
    }
}

fn message(bericht: Bericht, inhoud: Inhoud) -> IngelezenBericht {
    let person = Client { client: client(), geboortejaar: Some(2015), geslacht: Geslacht::Vrouw };
    IngelezenBericht {
        bericht,
        clienten: vec![person],
        beschikkingen: Vec::new(),
        envelop: None,
        waarnemingen: Vec::new(),
        inhoud,
    }
}

/// A 301 with one allocation.
pub(crate) fn b301(identificatie: &str, dag: u32, inhoud: u8) -> IngelezenBericht {
    let toewijzing = Toewijzing {
        regel: 1,
        client: client(),
        nummer: Some("300201".parse().unwrap()),
        aanbieder: None,
        beschikking: None,
        referentie_aanbieder: None,
        product: Some(product()),
        toewijzingsdatum: day(1),
        toewijzingstijd: "12:34:56".parse().unwrap(),
        periode: Periode::new(day(1), None).unwrap(),
        reden_wijziging: None,
        omvang: None,
        budget: None,
    };
    let bericht = header(Berichtsoort::B301, identificatie, dag, inhoud);
    message(bericht, Inhoud::Toewijzing(vec![toewijzing]))
}

/// The acceptance of a 301.
pub(crate) fn b302(identificatie: &str, heen: &str, dag: u32) -> IngelezenBericht {
    let mut bericht = header(Berichtsoort::B302, identificatie, dag, 20);
    bericht.betreft =
        Some(BerichtReferentie { identificatie: heen.parse().unwrap(), dagtekening: day(1) });
    bericht.oordeel = Some(Oordeel::Geaccepteerd);
    bericht.retourcodes = vec!["0200".parse().unwrap()];
    bericht.aantal_regels = None;
    message(bericht, Inhoud::Retour)
}

/// A 305 with two starts, one of them taakgericht.
pub(crate) fn b305(identificatie: &str, dag: u32) -> IngelezenBericht {
    let start = Start {
        regel: 1,
        client: client(),
        nummer: Some("300201".parse().unwrap()),
        aanbieder: None,
        beschikking: None,
        product: None,
        toewijzing_ingangsdatum: None,
        begindatum: day(2),
        status: StatusAanlevering::Eerste,
    };
    let taakgericht = Start { regel: 2, nummer: None, ..start.clone() };
    let bericht = header(Berichtsoort::B305, identificatie, dag, 30);
    message(bericht, Inhoud::Start(vec![start, taakgericht]))
}

/// A 315 with two products, of which the second names its own provider.
pub(crate) fn b315(identificatie: &str, dag: u32) -> IngelezenBericht {
    let verzoek = Verzoek {
        regel: 1,
        volgnummer: 1,
        client: client(),
        onderdeel: Onderdeel::Aangevraagd,
        referentie: Some("REF1".parse().unwrap()),
        aanbieder: None,
        nummer: None,
        product: Some(product()),
        beschikking: Some(425.try_into().unwrap()),
        beschikking_ingangsdatum: Some(day(1)),
        ingangsdatum: Some(day(1)),
        einddatum: None,
        omvang: None,
        budget: Some(Eurocent::new(100)),
        verwijzer: Some(Verwijzer::Jeugdarts),
        raamcontract: Some(false),
        reden_verzoek: None,
    };
    let ander = Verzoek {
        regel: 2,
        aanbieder: Some("42420002".parse().unwrap()),
        referentie: None,
        ..verzoek.clone()
    };
    let bericht = header(Berichtsoort::B315, identificatie, dag, 60);
    message(bericht, Inhoud::Verzoek(vec![verzoek, ander]))
}

/// A 319 that refuses the first of those.
pub(crate) fn b319(identificatie: &str, dag: u32) -> IngelezenBericht {
    let antwoord = Antwoord {
        regel: 1,
        referentie: "REF1".parse().unwrap(),
        antwoord: VerzoekAntwoord::Afgewezen,
        reden_afwijzing: Some(RedenAfwijzingVerzoek::Woonplaatsbeginsel),
        woonplaats: Some("0363".parse().unwrap()),
    };
    let bericht = header(Berichtsoort::B319, identificatie, dag, 70);
    message(bericht, Inhoud::Antwoord(vec![antwoord]))
}

/// A 301 of release 2.1, in an envelope, with an allocation without number on a beschikking.
pub(crate) fn b301_v2(identificatie: &str, dag: u32) -> IngelezenBericht {
    let mut gelezen = b301(identificatie, dag, 80);
    gelezen.bericht.release = Release::R2_1;
    gelezen.envelop = Some("ENV1".parse().unwrap());
    gelezen.beschikkingen = vec![Beschikking {
        client: client(),
        nummer: 425.try_into().unwrap(),
        afgiftedatum: day(1),
        periode: Periode::new(day(1), None).unwrap(),
    }];
    if let Inhoud::Toewijzing(records) = &mut gelezen.inhoud {
        for record in records {
            record.nummer = None;
            record.beschikking = Some(425.try_into().unwrap());
            record.referentie_aanbieder = Some("REF1".parse().unwrap());
        }
    }
    gelezen
}

pub(crate) fn xsd_versie(bericht: &str) -> XsdVersie {
    XsdVersie { basisschema: "1.2.0".parse().unwrap(), bericht: bericht.parse().unwrap() }
}

/// A 323 with a debit line and a credit line, that breaks two rules by itself.
pub(crate) fn b323(identificatie: &str, dag: u32) -> IngelezenBericht {
    let line = |regel: u32, bedrag: i64| Prestatie {
        regel,
        client: client(),
        referentienummer: format!("R{regel}").parse().unwrap(),
        vorig_referentienummer: (bedrag < 0).then(|| "R0".parse().unwrap()),
        nummer: "300201".parse().unwrap(),
        product: product(),
        periode: Periode::new(day(1), Some(day(30))).unwrap(),
        volume: "10".parse().unwrap(),
        eenheid: Eenheid::Uur,
        tarief: Some(Eurocent::new(500)),
        bedrag: Eurocent::new(bedrag),
        debet_credit: if bedrag < 0 { DebetCredit::Credit } else { DebetCredit::Debet },
    };
    let declaratie = Declaratie {
        declaratienummer: "D1".parse().unwrap(),
        periode: Periode::new(day(1), Some(day(30))).unwrap(),
        dagtekening: day(dag),
        totaal: Eurocent::new(3_000),
    };
    let mut bericht = header(Berichtsoort::B323, identificatie, dag, 40);
    bericht.xsd_versie = Some(xsd_versie("1.0.2"));
    let lines = vec![line(1, 5_000), line(2, -2_000)];
    let mut gelezen = message(bericht, Inhoud::Declaratie(declaratie, lines));
    gelezen.waarnemingen = vec![
        Waarneming { code: Waarnemingcode::Tr358, regel: None },
        Waarneming { code: Waarnemingcode::Tr316, regel: Some(2) },
    ];
    gelezen
}

/// The same with another number and first day.
pub(crate) fn b323_with(
    identificatie: &str,
    dag: u32,
    nummer: &str,
    begin: u32,
) -> IngelezenBericht {
    let mut gelezen = b323(identificatie, dag);
    if let Inhoud::Declaratie(declaratie, _) = &mut gelezen.inhoud {
        declaratie.declaratienummer = nummer.parse().unwrap();
        declaratie.periode = Periode::new(day(begin), Some(day(30))).unwrap();
    }
    gelezen
}

/// A 325 that sends back the first line of a 323, and one of which little can be read.
pub(crate) fn b325(identificatie: &str, heen: &str, dag: u32) -> IngelezenBericht {
    let mut bericht = header(Berichtsoort::B325, identificatie, dag, 50);
    bericht.betreft =
        Some(BerichtReferentie { identificatie: heen.parse().unwrap(), dagtekening: day(1) });
    bericht.oordeel = Some(Oordeel::Geaccepteerd);
    bericht.xsd_versie = Some(xsd_versie("1.0.0"));
    bericht.betreft_xsd_versie = Some(xsd_versie("1.0.2"));
    let antwoord = DeclaratieAntwoord {
        declaratienummer: "D1".parse().unwrap(),
        totaal_ingediend: Eurocent::new(3_000),
        totaal_toegekend: Eurocent::new(-2_000),
    };
    let line = AfgewezenPrestatie {
        regel: 1,
        client: Some(client()),
        referentienummer: "R1".parse().unwrap(),
        vorig_referentienummer: None,
        nummer: "300201".parse().unwrap(),
        geleverd: Some(Geleverd {
            product: product(),
            periode: Periode::new(day(1), Some(day(30))).unwrap(),
            volume: "10".parse().unwrap(),
            eenheid: Eenheid::Uur,
            tarief: Some(Eurocent::new(500)),
        }),
        bedrag: Eurocent::new(5_000),
        retourcodes: vec!["0001".parse().unwrap()],
    };
    let onleesbaar = AfgewezenPrestatie {
        regel: 2,
        client: None,
        referentienummer: "R9".parse().unwrap(),
        geleverd: None,
        ..line.clone()
    };
    message(bericht, Inhoud::DeclaratieAntwoord(Some(antwoord), vec![line, onleesbaar]))
}

pub(crate) fn refusal(code: Code, regelnummer: Option<u32>) -> Afkeuring {
    let plaats = Plaats { regel: 3, offset: 99, pad: "Bericht/Client/Bsn".to_owned() };
    Afkeuring { code, plaats, regelnummer }
}

/// A file with a message.
pub(crate) fn file(naam: &str, bericht: IngelezenBericht) -> Bestand {
    with_refusals(naam, bericht, Vec::new())
}

/// A file with a message of which records were refused.
pub(crate) fn with_refusals(
    naam: &str,
    bericht: IngelezenBericht,
    afkeuringen: Vec<RegelAfkeuring>,
) -> Bestand {
    Bestand {
        bestand_id: None,
        container: None,
        naam: naam.to_owned(),
        sha256: [0xab; 32],
        grootte: 100,
        gewijzigd_ns: 1_775_000_000_123_456_789,
        lezing: Lezing::Bericht { bericht: Box::new(bericht), afkeuringen },
    }
}

/// A warehouse with a run that has the slot.
pub(crate) struct Warehouse {
    pub(crate) db: Db,
    pub(crate) slot: Slot,
    pub(crate) run_id: i64,
}

impl Warehouse {
    pub(crate) async fn new(pool: PgPool) -> Self {
        let db = Db::from_pool(pool);
        let slot = Slot::take(&db).await.unwrap().unwrap();
        let run = NewRun {
            soort: RunSoort::Run,
            gestart_door: "test",
            versie: "0",
            peildatum: day(1),
            rerun_van: None,
        };
        let run_id = start_run(&db, &slot, &run).await.unwrap();
        Self { db, slot, run_id }
    }

    pub(crate) async fn batch(&self, bestanden: Vec<Bestand>) -> Batch {
        Batch {
            taak_id: next_task_id(&self.db).await.unwrap(),
            run_id: self.run_id,
            bron: "berichten".to_owned(),
            eenheid: "bestanden".to_owned(),
            poging: 1,
            gestart_op: DateTime::UNIX_EPOCH,
            bestanden,
        }
    }

    /// Writes one task.
    pub(crate) async fn load(&self, bestanden: Vec<Bestand>) -> Geschreven {
        let batch = self.batch(bestanden).await;
        write_batch(&self.db, &self.slot, &batch).await.unwrap()
    }

    /// Reads the file of the message `identificatie` again, with a message in it that touches nothing else.
    pub(crate) async fn replace(&self, identificatie: &str) {
        let sql = "select bestand_id from landing.bericht where identificatie = $1";
        let bestand_id: i64 =
            sqlx::query_scalar(sql).bind(identificatie).fetch_one(self.db.pool()).await.unwrap();
        let other = file("other.xml", b302(&format!("O{bestand_id}"), "X", 3));
        self.load(vec![Bestand { bestand_id: Some(bestand_id), ..other }]).await;
    }

    /// One number of the warehouse.
    pub(crate) async fn number(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(self.db.pool()).await.unwrap()
    }

    /// One text per row, sorted by the query.
    pub(crate) async fn texts(&self, sql: &'static str) -> Vec<String> {
        sqlx::query_scalar(sql).fetch_all(self.db.pool()).await.unwrap()
    }

    /// Everything in landing that has a meaning, without the numbers of files and tasks.
    pub(crate) async fn landing(&self) -> Vec<String> {
        self.texts(include_str!("landing.sql")).await
    }

    /// Every file by name: status, double of, counters.
    pub(crate) async fn files(&self) -> Vec<String> {
        self.texts(
            "select concat_ws(' ', naam, status, foutcode, gelezen, geladen, gequarantaineerd, dubbel, \
             bedrag_gelezen_eurocent, bedrag_geladen_eurocent, bedrag_gequarantaineerd_eurocent, \
             bedrag_dubbel_eurocent) from beheer.bestand order by naam",
        )
        .await
    }
}
