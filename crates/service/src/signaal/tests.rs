//! A night that goes wrong and comes right again, on a real Postgres with a real mail server and webhook.

use std::sync::atomic::Ordering;

use sqlx::PgPool;

use super::nep::{Certificaat, Mailserver, Ontvanger, Spraak};
use super::*;

fn op(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

struct Nacht {
    pool: PgPool,
    wacht: Wacht,
    mail: Mailserver,
    hook: Ontvanger,
    gepland: Vec<Gepland>,
    _folder: tempfile::TempDir,
}

impl Nacht {
    async fn new(pool: PgPool) -> Self {
        let mail = Mailserver::start(Spraak::Plat, &Arc::new(Certificaat::new()));
        let hook = Ontvanger::start();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sluis.toml");
        let text = format!(
            "[database]\nurl = \"embedded\"\n[paths]\ndata_dir = \"var\"\n[privacy]\n\
             key_file = \"key\"\n[[source]]\nname = \"berichten\"\nkind = \"ggk\"\npath = \"inbox\"\n\
             [serve]\nbase_url = \"https://sluis.nl\"\n[alerts]\ndisk_free_mb = 0\ndisk_free_percent = 0\n\
             [[alerts.mail]]\nname = \"beheer\"\nhost = \"127.0.0.1\"\nport = {}\ntls = \"none\"\n\
             from = \"sluis@gemeente.nl\"\nto = [\"beheer@gemeente.nl\"]\n\
             [[alerts.webhook]]\nname = \"haak\"\nkind = \"json\"\nurl = \"http://127.0.0.1:{}/x\"\n",
            mail.port, hook.port
        );
        std::fs::write(&file, text).unwrap();
        let config = crate::config::load(&file, &vec![]).unwrap();
        let wacht = Wacht::new(&config, Db::from_pool(pool.clone())).await.unwrap();
        let gepland = vec![Gepland { plan: "nightly".into(), moment: op("2026-11-22T03:00:00Z") }];
        Self { pool, wacht, mail, hook, gepland, _folder: folder }
    }

    async fn sql(&self, text: &'static str) {
        sqlx::raw_sql(text).execute(&self.pool).await.unwrap();
    }

    /// Every minute from `van` up to and with `tot`.
    async fn minuten(&self, van: &str, tot: &str) -> Tik {
        let (mut nu, tot, mut sum) = (op(van), op(tot), Tik::default());
        while nu <= tot {
            let tik = self.wacht.tik(nu, &self.gepland).await.unwrap();
            sum.gemeld += tik.gemeld;
            sum.bezorgd += tik.bezorgd;
            sum.mislukt += tik.mislukt;
            nu += TimeDelta::minutes(1);
        }
        sum
    }

    fn onderwerpen(&self) -> Vec<String> {
        let subject = |mail: &String| {
            let line = mail.lines().find_map(|line| line.strip_prefix("Subject: "));
            line.unwrap().to_owned()
        };
        self.mail.mails().iter().map(subject).collect()
    }

    fn titels(&self) -> Vec<String> {
        self.hook.bodies().iter().map(|body| body["titel"].as_str().unwrap().to_owned()).collect()
    }
}

const RUNS: &str = "insert into beheer.run (soort, status, gestart_door, versie, fencing, peildatum, \
     gestart_op, geeindigd_op, foutcode) values \
     ('run', 'succeeded', 'planner', '1', 1, '2026-11-21', '2026-11-21T03:00Z', '2026-11-21T03:05Z', null); \
     insert into beheer.bron (bron, run_id, gelukt_op) values ('berichten', 1, '2026-11-21T03:05Z'); \
     insert into beheer.planning (plan, laatste_moment) values ('nightly', '2026-11-22T03:00Z');";

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_night_that_goes_wrong_and_comes_right_is_told_once_each_way(pool: PgPool) {
    let nacht = Nacht::new(pool).await;
    nacht.sql(RUNS).await;
    let quiet = nacht.minuten("2026-11-22T02:00:00Z", "2026-11-22T02:05:00Z").await;
    assert_eq!(quiet, Tik::default());
    // The night fails.
    nacht
        .sql(
            "insert into beheer.run (soort, status, gestart_door, versie, fencing, peildatum, gestart_op, \
             geeindigd_op, foutcode, fout) values ('run', 'failed', 'planner', '1', 2, '2026-11-22', \
             '2026-11-22T03:00Z', '2026-11-22T03:10Z', '53100', 'no room')",
        )
        .await;
    let told = nacht.minuten("2026-11-22T03:11:00Z", "2026-11-22T04:11:00Z").await;
    assert_eq!(told, Tik { gemeld: 1, bezorgd: 2, mislukt: 0 });
    // Somebody does it again, with half of it refused, and it goes well enough.
    nacht
        .sql(
            "insert into beheer.run (soort, status, gestart_door, versie, fencing, peildatum, gestart_op, \
             geeindigd_op) values ('rerun', 'partial', 'jan', '1', 3, '2026-11-22', '2026-11-22T05:00Z', \
             '2026-11-22T05:10Z'); \
             insert into beheer.taak (run_id, bron, soort, eenheid, status, poging, is_gepubliceerd, gelezen, \
             geladen, gequarantaineerd, dubbel, bedrag_gelezen_eurocent, bedrag_geladen_eurocent, \
             bedrag_gequarantaineerd_eurocent, bedrag_dubbel_eurocent, gestart_op, geeindigd_op) values \
             (3, 'berichten', 'inlezen', 'bestanden', 'partial', 1, true, 10, 5, 5, 0, 0, 0, 0, 0, \
             '2026-11-22T05:00Z', '2026-11-22T05:10Z'); \
             update beheer.bron set run_id = 3, gelukt_op = '2026-11-22T05:10Z'",
        )
        .await;
    let told = nacht.minuten("2026-11-22T05:11:00Z", "2026-11-22T05:30:00Z").await;
    assert_eq!(told, Tik { gemeld: 2, bezorgd: 4, mislukt: 0 });
    // What was refused is read again and loads.
    nacht
        .sql("update beheer.taak set geladen = 10, gequarantaineerd = 0, status = 'succeeded'")
        .await;
    let told = nacht.minuten("2026-11-22T05:31:00Z", "2026-11-22T06:30:00Z").await;
    assert_eq!(told, Tik { gemeld: 1, bezorgd: 2, mislukt: 0 });
    let expect = [
        "Run 2 is mislukt (53100)",
        "Veel quarantaine bij bron berichten",
        "Voorbij: Run 2 is mislukt (53100)",
        "Voorbij: Veel quarantaine bij bron berichten",
    ];
    assert_eq!(nacht.titels(), expect);
    assert_eq!(nacht.onderwerpen(), expect.map(|titel| format!("[Sluis] {titel}")));
    let mails = nacht.mail.mails();
    let mail = mails[0].replace(&nacht.wacht.omgeving.to_string(), "OMGEVING");
    insta::assert_snapshot!(mail, @"
    From: sluis@gemeente.nl
    Message-ID: <OMGEVING.1@gemeente.nl>
    Date: Sun, 22 Nov 2026 03:11:00 +0000
    Subject: [Sluis] Run 2 is mislukt (53100)
    Auto-Submitted: auto-generated
    MIME-Version: 1.0
    Content-Type: text/plain; charset=utf-8
    To: beheer@gemeente.nl
    Content-Transfer-Encoding: quoted-printable

    Wat is er:
    Run 2 is ge=C3=ABindigd met de foutcode 53100.

    Sinds:
    zondag 22 november 2026 om 04:10

    Wat te doen:
    Open de run: bij elke mislukte taak staat de foutcode. Is de database of de=
     bron weer bereikbaar, start dan wat mislukte opnieuw. Wat eerder gepublice=
    erd is, blijft staan.

    Meer weten:
    https://sluis.nl/runs/2
    ");
    assert!(mails.iter().all(|mail| !mail.contains("no room")), "no words of the ledger");
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_mail_server_that_is_down_gets_each_message_once_when_it_is_back(pool: PgPool) {
    let nacht = Nacht::new(pool).await;
    nacht.sql(RUNS).await;
    nacht.mail.is_stuk.store(true, Ordering::SeqCst);
    nacht.sql("update beheer.run set status = 'failed', foutcode = '57P01'").await;
    let told = nacht.minuten("2026-11-22T03:11:00Z", "2026-11-22T03:40:00Z").await;
    // At once, and after 1, 2, 4 and 8 minutes; the webhook has it at the first time.
    assert_eq!(told, Tik { gemeld: 1, bezorgd: 1, mislukt: 5 });
    nacht.sql("update beheer.run set status = 'succeeded', foutcode = null").await;
    nacht.mail.is_stuk.store(false, Ordering::SeqCst);
    let told = nacht.minuten("2026-11-22T03:41:00Z", "2026-11-22T04:20:00Z").await;
    assert_eq!(told, Tik { gemeld: 1, bezorgd: 3, mislukt: 0 });
    let mut mails = nacht.onderwerpen();
    mails.sort();
    let expect = ["[Sluis] Run 1 is mislukt (57P01)", "[Sluis] Voorbij: Run 1 is mislukt (57P01)"];
    assert_eq!(mails, expect);
    assert_eq!(nacht.titels().len(), 2);
    // Another failure is another message, though it is the same signal.
    nacht.sql("update beheer.run set status = 'failed', foutcode = 'A'").await;
    let told = nacht.minuten("2026-11-22T04:21:00Z", "2026-11-22T04:22:00Z").await;
    assert_eq!(told.gemeld, 1);
    nacht.sql("update beheer.run set foutcode = 'B'").await;
    let told = nacht.minuten("2026-11-22T04:23:00Z", "2026-11-22T04:25:00Z").await;
    assert_eq!(told.gemeld, 1);
    assert_eq!(nacht.hook.bodies().last().unwrap()["soort"], "gewijzigd");
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_message_that_was_taken_by_a_process_that_died_comes_back_under_its_name(pool: PgPool) {
    let nacht = Nacht::new(pool).await;
    nacht.sql(RUNS).await;
    nacht.sql("update beheer.run set status = 'failed', foutcode = 'A'").await;
    nacht.mail.is_stuk.store(true, Ordering::SeqCst);
    nacht.minuten("2026-11-22T03:11:00Z", "2026-11-22T03:11:00Z").await;
    nacht.mail.is_stuk.store(false, Ordering::SeqCst);
    // Another instance takes it and is killed before it writes down anything.
    let db = Db::from_pool(nacht.pool.clone());
    let taken = opslag::claim(&db, "beheer", op("2026-11-22T03:12:00Z"), 10).await.unwrap();
    assert_eq!(taken.len(), 1);
    let again = opslag::claim(&db, "beheer", op("2026-11-22T03:12:00Z"), 10).await.unwrap();
    assert!(again.is_empty(), "what one took, another does not send");
    nacht.minuten("2026-11-22T03:12:00Z", "2026-11-22T03:30:00Z").await;
    let mails = nacht.mail.mails();
    assert_eq!(mails.len(), 1);
    let name =
        format!("Message-ID: <{}.{}@gemeente.nl>", nacht.wacht.omgeving, taken[0].melding_id);
    assert!(mails[0].contains(&name), "{}", mails[0]);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_run_without_its_process_is_told_after_five_minutes(pool: PgPool) {
    let nacht = Nacht::new(pool).await;
    nacht.sql(RUNS).await;
    nacht
        .sql(
            "update beheer.run set status = 'running', geeindigd_op = null, gestart_op = '2026-11-22T03:00Z'",
        )
        .await;
    let told = nacht.minuten("2026-11-22T03:10:00Z", "2026-11-22T03:14:00Z").await;
    assert_eq!(told.gemeld, 0);
    let told = nacht.minuten("2026-11-22T03:15:00Z", "2026-11-22T03:20:00Z").await;
    assert_eq!(told.gemeld, 1);
    assert_eq!(nacht.titels(), ["Run 1 is mislukt (CRASHED)"]);
    // The next run writes down what became of it: nothing new to tell.
    nacht
        .sql(
            "update beheer.run set status = 'failed', foutcode = 'CRASHED', geeindigd_op = '2026-11-22T03:21Z'",
        )
        .await;
    let told = nacht.minuten("2026-11-22T03:21:00Z", "2026-11-22T03:25:00Z").await;
    assert_eq!(told.gemeld, 0);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_run_with_its_slot_is_no_crash(pool: PgPool) {
    let nacht = Nacht::new(pool).await;
    nacht.sql(RUNS).await;
    nacht
        .sql(
            "update beheer.run set status = 'running', geeindigd_op = null, gestart_op = '2026-11-22T03:00Z'",
        )
        .await;
    let db = Db::from_pool(nacht.pool.clone());
    let slot = load::slot::Slot::take(&db).await.unwrap().unwrap();
    let told = nacht.minuten("2026-11-22T03:10:00Z", "2026-11-22T03:30:00Z").await;
    assert_eq!(told.gemeld, 0);
    slot.release().await.unwrap();
}
