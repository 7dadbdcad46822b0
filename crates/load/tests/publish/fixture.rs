//! A warehouse with messages that are made from records, without XML.

use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::{NaiveDate, Utc};
use domain::record::{
    AfgewezenPrestatie, Client, Declaratie, DeclaratieAntwoord, IngelezenBericht, Inhoud,
    Ketenfout, Prestatie, Start, Stop, Toewijzing,
};
use domain::{
    Bericht, BerichtReferentie, Berichtsoort, Clientsleutel, DebetCredit, Eenheid, Eurocent,
    Frequentie, Geslacht, InhoudHash, Omvang, Oordeel, Periode, Product, Productcategorie,
    RedenBeeindiging, Release, Retourcode, StatusAanlevering, Wet,
};
use load::landing::{Batch, Bestand, Lezing, ensure_indexes, write_batch};
use load::ledger::{NewRun, RunSoort, start_run};
use load::publish::{PublishReport, Scope, has_work, publish, publish_until, run_checks};
use load::slot::Slot;
use load::{Db, ledger};
use sqlx::PgPool;

/// The provider and municipality of messages that do not say otherwise.
pub(crate) const AGB: &str = "12345678";
pub(crate) const GEMEENTE: &str = "0363";
/// A day long before any finding about missing messages.
pub(crate) const VROEG: &str = "2026-01-02";

pub(crate) fn datum(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn client(number: u8) -> Clientsleutel {
    Clientsleutel::from_bytes([number; 16])
}

/// A warehouse and the right to write to it.
pub(crate) struct Wereld {
    pub(crate) db: Db,
    pub(crate) slot: Slot,
    pub(crate) run_id: i64,
}

impl Wereld {
    pub(crate) async fn new(pool: PgPool) -> Self {
        let db = Db::from_pool(pool);
        let slot = Slot::take(&db).await.unwrap().unwrap();
        let run = NewRun {
            soort: RunSoort::Run,
            gestart_door: "test",
            versie: "0",
            peildatum: datum(VROEG),
            rerun_van: None,
        };
        let run_id = start_run(&db, &slot, &run).await.unwrap();
        Self { db, slot, run_id }
    }

    /// Loads `berichten` in one task, each as a file that is named after its sender and identification.
    pub(crate) async fn load(&self, berichten: &[IngelezenBericht]) {
        let bestanden = berichten.iter().map(|bericht| bestand(None, bericht)).collect();
        self.write(bestanden).await;
    }

    /// Loads a fault of the hub about the message in envelope `betreft`.
    pub(crate) async fn fault(&self, code: &str, betreft: &str) {
        let fout = Ketenfout {
            code: code.parse().unwrap(),
            referentie: Some("FOUT1".parse().unwrap()),
            betreft: Some(betreft.parse().unwrap()),
            zender: Some(AGB.parse().unwrap()),
            ontvanger: Some(GEMEENTE.parse().unwrap()),
            gemeente: Some(GEMEENTE.parse().unwrap()),
            tijdstip: None,
        };
        let file = bestand(None, &b301("-", Vec::new()));
        self.write(vec![Bestand { lezing: Lezing::Ketenfout(fout), ..file }]).await;
    }

    /// Reads the file with `bestand_id` again: now it holds `bericht`.
    pub(crate) async fn reload(&self, bestand_id: i64, bericht: &IngelezenBericht) {
        self.write(vec![bestand(Some(bestand_id), bericht)]).await;
    }

    async fn write(&self, bestanden: Vec<Bestand>) {
        let batch = Batch {
            taak_id: ledger::next_task_id(&self.db).await.unwrap(),
            run_id: self.run_id,
            bron: "test".to_owned(),
            eenheid: "test".to_owned(),
            poging: 1,
            gestart_op: Utc::now(),
            bestanden,
        };
        write_batch(&self.db, &self.slot, &batch).await.unwrap();
        ensure_indexes(&self.db, &self.slot).await.unwrap();
    }

    pub(crate) async fn bestand_id(&self, identificatie: &str) -> i64 {
        sqlx::query_scalar("select bestand_id from landing.bericht where identificatie = $1")
            .bind(identificatie)
            .fetch_one(self.db.pool())
            .await
            .unwrap()
    }

    pub(crate) async fn has_work(&self, peildatum: &str) -> bool {
        has_work(&self.db, datum(peildatum)).await.unwrap()
    }

    /// Publishes what is due and checks the facts.
    pub(crate) async fn publish(&self, peildatum: &str) -> PublishReport {
        self.publish_scope(peildatum, Scope::Due).await
    }

    pub(crate) async fn publish_scope(&self, peildatum: &str, scope: Scope) -> PublishReport {
        let mut last = None;
        let report = publish(&self.db, &self.slot, datum(peildatum), scope, |progress| {
            assert!(progress.chains <= progress.chains_total);
            last = Some(progress.chains);
        })
        .await
        .unwrap();
        assert_eq!(last.unwrap_or_default(), report.chains);
        assert!(!self.has_work(peildatum).await);
        for check in run_checks(&self.db).await.unwrap() {
            assert_eq!(check.rows, 0, "{}", check.name);
        }
        report
    }

    /// Publishes what CSV told, as after a delivery.
    pub(crate) async fn publish_csv(&self) -> load::zaak_publish::ZaakRapport {
        let levering = "insert into beheer.csv_levering (bron, bestand_id, naam, peildatum, soort, entiteiten, rijen) \
                        select 'zaken', count(*) + 1, 'f.csv', '2026-01-31', 'volledig', '{client}', 1 \
                        from beheer.csv_levering";
        sqlx::raw_sql(levering).execute(self.db.pool()).await.unwrap();
        load::zaak_publish::publish(&self.db, &self.slot, self.run_id).await.unwrap()
    }

    /// Publishes, and is asked to stop when the first chains were computed; whether it did.
    pub(crate) async fn publish_stopped(&self, peildatum: &str) -> bool {
        let stop = tokio::sync::Notify::new();
        let what = (datum(peildatum), Scope::Due);
        let progress = |_| stop.notify_one();
        let report = publish_until(&self.db, &self.slot, what, stop.notified(), progress).await;
        report.unwrap().is_none()
    }

    /// The facts as text, without what depends on the order of arrival or on earlier nights.
    pub(crate) async fn facts(&self) -> Vec<String> {
        let mut facts = Vec::new();
        for (table, rest) in [
            ("feit_bericht", "- 'bestand_id' - 'ontvangen_op'"),
            ("feit_toewijzing", ""),
            ("feit_toewijzing_versie", ""),
            ("feit_koppeling", ""),
            ("feit_levering", ""),
            ("feit_prestatie", ""),
            ("feit_verzoek", ""),
            ("feit_ketenfout", "- 'bestand_id' - 'bericht_bestand_id'"),
            (
                "feit_bevinding",
                "- 'eerst_gezien_op' - 'laatst_gezien_op' - 'opgelost_op' - 'aantal_heropend'",
            ),
            ("dim_client", ""),
            ("dim_product", ""),
            ("dim_beschikking", "- 'bestand_id'"),
            ("dim_aanbieder", ""),
            ("dim_gemeente", ""),
        ] {
            let sql = format!(
                "select '{table} ' || (to_jsonb(feit) {rest})::text from dwh.{table} as feit \
                 where coalesce(to_jsonb(feit) ->> 'status', '') <> 'opgelost' order by 1"
            );
            let rows: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
                .fetch_all(self.db.pool())
                .await
                .unwrap();
            facts.extend(rows);
        }
        facts
    }

    /// Throws all facts away and publishes them anew, as a first load.
    pub(crate) async fn rebuild(&self, peildatum: &str) -> PublishReport {
        sqlx::raw_sql(
            "truncate dwh.feit_bericht, dwh.feit_toewijzing, dwh.feit_toewijzing_versie, \
             dwh.feit_koppeling, dwh.feit_levering, dwh.feit_prestatie, dwh.feit_verzoek, \
             dwh.feit_ketenfout, dwh.feit_bevinding, landing.houdbaarheid; \
             delete from dwh.dim_beschikking where beschikking_sk <> 0; \
             delete from dwh.dim_client where client_sk > 0; \
             delete from dwh.dim_product where product_sk > 0",
        )
        .execute(self.db.pool())
        .await
        .unwrap();
        let report = self.publish(peildatum).await;
        assert!(report.is_first);
        report
    }

    /// Empties landing and the facts.
    pub(crate) async fn clear(&self) {
        sqlx::raw_sql(
            "truncate landing.bericht, landing.client, landing.toewijzing, landing.start, \
             landing.stop, landing.declaratie, landing.prestatie, landing.declaratie_antwoord, \
             landing.afgewezen_prestatie, landing.conflict, landing.beschikking, landing.verzoek, \
             landing.antwoord, landing.waarneming, landing.geraakt, landing.geraakt_bericht, landing.geraakt_kring, \
             landing.houdbaarheid, \
             dwh.feit_bericht, dwh.feit_toewijzing, dwh.feit_toewijzing_versie, \
             dwh.feit_koppeling, dwh.feit_levering, dwh.feit_prestatie, dwh.feit_verzoek, \
             dwh.feit_bevinding, landing.ketenfout, dwh.feit_ketenfout; \
             delete from dwh.dim_client where client_sk > 0; \
             delete from dwh.dim_product where product_sk > 0; \
             delete from dwh.dim_aanbieder where aanbieder_sk > 0; \
             delete from dwh.dim_beschikking where beschikking_sk <> 0",
        )
        .execute(self.db.pool())
        .await
        .unwrap();
    }

    /// Findings of a rule as `code message place status reopened`, sorted.
    pub(crate) async fn van(&self, code: &str) -> Vec<String> {
        sqlx::query_scalar(
            "select concat_ws(' ', regelcode, coalesce(bericht_identificatie, '-'), \
             coalesce(regelnummer::text, '-'), status, aantal_heropend) \
             from dwh.feit_bevinding where regelcode = $1 order by 1",
        )
        .bind(code)
        .fetch_all(self.db.pool())
        .await
        .unwrap()
    }

    pub(crate) async fn text(&self, sql: &'static str) -> Vec<String> {
        sqlx::query_scalar(sql).fetch_all(self.db.pool()).await.unwrap()
    }
}

/// A file that is named after its sender and identification.
fn bestand(bestand_id: Option<i64>, bericht: &IngelezenBericht) -> Bestand {
    let kop = &bericht.bericht;
    Bestand {
        bestand_id,
        container: None,
        naam: format!("{}-{}-{}.xml", kop.soort, kop.afzender(), kop.identificatie),
        sha256: [0; 32],
        grootte: 1,
        gewijzigd_ns: 0,
        lezing: Lezing::Bericht { bericht: Box::new(bericht.clone()), afkeuringen: Vec::new() },
    }
}

/// A header between [`AGB`] and [`GEMEENTE`].
pub(crate) fn kop(soort: Berichtsoort, identificatie: &str, dagtekening: &str) -> Bericht {
    Bericht {
        wet: Wet::Wmo,
        soort,
        release: Release::R3_2,
        gemeente: GEMEENTE.parse().unwrap(),
        agb: AGB.parse().unwrap(),
        identificatie: identificatie.parse().unwrap(),
        dagtekening: datum(dagtekening),
        betreft: None,
        oordeel: None,
        retourcodes: Vec::new(),
        xsd_versie: None,
        betreft_xsd_versie: None,
        inhoud: InhoudHash([0; 16]),
        aantal_regels: Some(1),
    }
}

/// A message; what it says about persons follows from its records.
pub(crate) fn bericht(bericht: Bericht, inhoud: Inhoud) -> IngelezenBericht {
    let clienten: Vec<Clientsleutel> = match &inhoud {
        Inhoud::Toewijzing(records) => records.iter().map(|record| record.client).collect(),
        Inhoud::Start(records) => records.iter().map(|record| record.client).collect(),
        Inhoud::Stop(records) => records.iter().map(|record| record.client).collect(),
        Inhoud::Verzoek(records) => records.iter().map(|record| record.client).collect(),
        _ => Vec::new(),
    };
    gehasht(IngelezenBericht {
        bericht,
        clienten: clienten
            .into_iter()
            .map(|client| Client { client, geboortejaar: Some(1950), geslacht: Geslacht::Vrouw })
            .collect(),
        beschikkingen: Vec::new(),
        envelop: None,
        waarnemingen: Vec::new(),
        inhoud,
    })
}

/// The message with the fingerprint of what it says.
pub(crate) fn gehasht(mut message: IngelezenBericht) -> IngelezenBericht {
    message.bericht.inhoud = InhoudHash([0; 16]);
    let mut hasher = DefaultHasher::new();
    format!("{message:?}").hash(&mut hasher);
    let hash = hasher.finish().to_be_bytes();
    message.bericht.inhoud = InhoudHash([hash, hash].concat().try_into().unwrap());
    message
}

/// An answer on `heen`, with `codes`.
pub(crate) fn retour(
    heen: &IngelezenBericht,
    identificatie: &str,
    dagtekening: &str,
    codes: &[&str],
) -> IngelezenBericht {
    let soort = match heen.bericht.soort {
        Berichtsoort::B301 => Berichtsoort::B302,
        Berichtsoort::B305 => Berichtsoort::B306,
        Berichtsoort::B307 => Berichtsoort::B308,
        Berichtsoort::B315 => Berichtsoort::B316,
        Berichtsoort::B317 => Berichtsoort::B318,
        Berichtsoort::B319 => Berichtsoort::B320,
        _ => Berichtsoort::B325,
    };
    let retourcodes: Vec<Retourcode> = codes.iter().map(|code| code.parse().unwrap()).collect();
    let is_afgewezen = retourcodes.iter().any(Retourcode::is_afwijzing);
    let inhoud = if soort == Berichtsoort::B325 {
        Inhoud::DeclaratieAntwoord(None, Vec::new())
    } else {
        Inhoud::Retour
    };
    bericht(
        Bericht {
            soort,
            identificatie: identificatie.parse().unwrap(),
            dagtekening: datum(dagtekening),
            betreft: Some(BerichtReferentie {
                identificatie: heen.bericht.identificatie.clone(),
                dagtekening: heen.bericht.dagtekening,
            }),
            oordeel: Some(if is_afgewezen { Oordeel::Afgewezen } else { Oordeel::Geaccepteerd }),
            retourcodes,
            aantal_regels: None,
            ..heen.bericht.clone()
        },
        inhoud,
    )
}

/// A 325 on `heen` that sends back the lines `afgewezen` (`ReferentieNummer`, code) and accepts the rest.
pub(crate) fn antwoord_323(
    heen: &IngelezenBericht,
    identificatie: &str,
    afgewezen: &[(&str, &str)],
) -> IngelezenBericht {
    let mut antwoord = retour(heen, identificatie, "2026-06-01", &["0200"]);
    let regels = afgewezen.iter().zip(1..).map(|((referentie, code), regel)| AfgewezenPrestatie {
        regel,
        client: None,
        referentienummer: referentie.parse().unwrap(),
        vorig_referentienummer: None,
        nummer: 1.try_into().unwrap(),
        geleverd: None,
        bedrag: Eurocent::new(1000),
        retourcodes: vec![code.parse().unwrap()],
    });
    let totaal = DeclaratieAntwoord {
        declaratienummer: "D1".parse().unwrap(),
        totaal_ingediend: Eurocent::NUL,
        totaal_toegekend: Eurocent::NUL,
    };
    antwoord.inhoud = Inhoud::DeclaratieAntwoord(Some(totaal), regels.collect());
    bericht(antwoord.bericht, antwoord.inhoud)
}

pub(crate) fn product() -> Product {
    Product {
        categorie: Productcategorie::parse(Wet::Wmo, "02").unwrap(),
        code: Some("02A01".parse().unwrap()),
    }
}

/// Allocation `nummer` to `client(persoon)`, from January 2026, open.
pub(crate) fn toewijzing(regel: u32, nummer: i64, persoon: u8) -> Toewijzing {
    Toewijzing {
        regel,
        client: client(persoon),
        nummer: Some(nummer.try_into().unwrap()),
        aanbieder: None,
        beschikking: None,
        referentie_aanbieder: None,
        product: Some(product()),
        toewijzingsdatum: datum("2025-12-20"),
        toewijzingstijd: "12:30:00.250".parse().unwrap(),
        periode: Periode::new(datum("2026-01-01"), None).unwrap(),
        reden_wijziging: None,
        omvang: Some(Omvang {
            volume: 4.try_into().unwrap(),
            eenheid: Eenheid::Uur,
            frequentie: Frequentie::Week,
        }),
        budget: None,
    }
}

/// Start on allocation `nummer` (`None`: taakgericht) of `client(persoon)`.
pub(crate) fn start(regel: u32, nummer: Option<i64>, persoon: u8) -> Start {
    Start {
        regel,
        client: client(persoon),
        nummer: nummer.map(|nummer| nummer.try_into().unwrap()),
        aanbieder: None,
        beschikking: None,
        product: Some(product()),
        toewijzing_ingangsdatum: None,
        begindatum: datum("2026-01-05"),
        status: StatusAanlevering::Eerste,
    }
}

/// Definitive stop of that start.
pub(crate) fn stop(regel: u32, nummer: Option<i64>, persoon: u8) -> Stop {
    Stop {
        regel,
        client: client(persoon),
        nummer: nummer.map(|nummer| nummer.try_into().unwrap()),
        aanbieder: None,
        beschikking: None,
        product: Some(product()),
        toewijzing_ingangsdatum: None,
        begindatum: datum("2026-01-05"),
        reden_beeindiging: RedenBeeindiging::parse(Wet::Wmo, Release::R3_2, "19").unwrap(),
        einddatum: datum("2026-03-31"),
        status: StatusAanlevering::Eerste,
    }
}

/// A line of ten euros for January on allocation `nummer`.
pub(crate) fn prestatie(regel: u32, nummer: i64, persoon: u8) -> Prestatie {
    Prestatie {
        regel,
        client: client(persoon),
        referentienummer: format!("REF{regel}").parse().unwrap(),
        vorig_referentienummer: None,
        nummer: nummer.try_into().unwrap(),
        product: product(),
        periode: Periode::new(datum("2026-01-05"), Some(datum("2026-01-31"))).unwrap(),
        volume: 10.try_into().unwrap(),
        eenheid: Eenheid::Uur,
        tarief: Some(Eurocent::new(100)),
        bedrag: Eurocent::new(1000),
        debet_credit: DebetCredit::Debet,
    }
}

pub(crate) fn b301(identificatie: &str, records: Vec<Toewijzing>) -> IngelezenBericht {
    let kop = kop(Berichtsoort::B301, identificatie, "2025-12-20");
    bericht(kop, Inhoud::Toewijzing(records))
}

pub(crate) fn b305(identificatie: &str, records: Vec<Start>) -> IngelezenBericht {
    bericht(kop(Berichtsoort::B305, identificatie, "2026-01-06"), Inhoud::Start(records))
}

pub(crate) fn b307(identificatie: &str, records: Vec<Stop>) -> IngelezenBericht {
    bericht(kop(Berichtsoort::B307, identificatie, "2026-04-01"), Inhoud::Stop(records))
}

pub(crate) fn b323(identificatie: &str, records: Vec<Prestatie>) -> IngelezenBericht {
    let totaal = records.iter().map(|record| record.bedrag.waarde()).sum();
    let declaratie = Declaratie {
        declaratienummer: format!("D{identificatie}").parse().unwrap(),
        periode: Periode::new(datum("2026-01-01"), Some(datum("2026-01-31"))).unwrap(),
        dagtekening: datum("2026-02-10"),
        totaal: Eurocent::new(totaal),
    };
    let kop = kop(Berichtsoort::B323, identificatie, "2026-02-10");
    bericht(kop, Inhoud::Declaratie(declaratie, records))
}
