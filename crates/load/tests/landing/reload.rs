//! Files that are read again: in place of what was loaded of them.

use domain::{Code, Eurocent};
use load::landing::{Lezing, RegelAfkeuring};
use load::ledger::{Aantal, FileSet, page_of_files, rivals};
use sqlx::PgPool;

use crate::fixture::{
    TOEWIJZING, Warehouse, b301, b302, b315, b319, b323, b323_with, b325, file, refusal,
    with_refusals,
};

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_rerun_changes_nothing_but_the_ledger(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let files = vec![
        file("301.xml", b301("A1", 1, 10)),
        file("302.xml", b302("R1", "A1", 2)),
        file("323.xml", b323("D1", 4)),
        file("325.xml", b325("DA1", "D1", 5)),
    ];
    let first = warehouse.load(files.clone()).await;
    let (landing, ledger) = (warehouse.landing().await, warehouse.files().await);
    let set = FileSet::Task(first.taak_id);
    let known = page_of_files(&warehouse.db, &set, 0, 10).await.unwrap();
    assert_eq!(known.len(), 4);
    assert_eq!(known[0].sha256, "ab".repeat(32));
    let again = known.iter().map(|known| {
        let mut file = files.iter().find(|file| file.naam == known.naam).unwrap().clone();
        file.bestand_id = Some(known.bestand_id);
        file
    });
    let second = warehouse.load(again.collect()).await;
    assert_eq!(second.telling, first.telling);
    assert_eq!(warehouse.landing().await, landing);
    assert_eq!(warehouse.files().await, ledger);
    assert!(page_of_files(&warehouse.db, &set, 0, 10).await.unwrap().is_empty());
    let of_run = FileSet::Run(warehouse.run_id);
    assert_eq!(
        page_of_files(&warehouse.db, &of_run, known[1].bestand_id, 1).await.unwrap()[0],
        known[2]
    );
    assert_eq!(warehouse.number("select keten from landing.geraakt").await, TOEWIJZING);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_replay_after_a_fix_resolves_the_quarantine(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let line = RegelAfkeuring {
        afkeuring: refusal(Code::CodeUnknown, Some(3)),
        bedrag: Some(Eurocent::new(100)),
    };
    let partly = with_refusals("323.xml", b323("D1", 4), vec![line]);
    let mut refused = file("301.xml", b301("A1", 1, 10));
    refused.lezing = Lezing::Geweigerd {
        afkeuring: refusal(Code::GemeenteNotAllowed, None),
        aantal: Aantal { records: 1, bedrag: Eurocent::NUL },
    };
    warehouse.load(vec![partly, refused, file("302.xml", b302("R1", "A1", 2))]).await;
    let set =
        |code: Option<&str>| FileSet::Quarantine { rows: None, code: code.map(str::to_owned) };
    let page = page_of_files(&warehouse.db, &set(Some("CODE_UNKNOWN")), 0, 10).await.unwrap();
    assert_eq!(page.len(), 1);
    let open = page_of_files(&warehouse.db, &set(None), 0, 10).await.unwrap();
    let again = open.iter().map(|known| {
        let good = match known.naam.as_str() {
            "301.xml" => b301("A1", 1, 10),
            _ => b323("D1", 4),
        };
        let mut file = file(&known.naam, good);
        file.bestand_id = Some(known.bestand_id);
        file
    });
    warehouse.load(again.collect()).await;
    assert_eq!(
        warehouse.files().await,
        [
            "301.xml geladen 1 1 0 0 0 0 0 0",
            "302.xml geladen 1 1 0 0 0 0 0 0",
            "323.xml geladen 2 2 0 0 3000 3000 0 0",
        ]
    );
    let status = "select distinct status from beheer.quarantaine";
    assert_eq!(warehouse.texts(status).await, ["opgelost"]);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_replay_changes_only_the_refusals_that_changed(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let line = |code, regel, bedrag| RegelAfkeuring {
        afkeuring: refusal(code, Some(regel)),
        bedrag: Some(Eurocent::new(bedrag)),
    };
    let stays = line(Code::CodeUnknown, 3, 100);
    let by_hand = line(Code::CodeUnknown, 4, 200);
    let leaves = line(Code::BsnInvalid, 5, 300);
    let faults = vec![stays.clone(), by_hand.clone(), leaves];
    warehouse.load(vec![with_refusals("323.xml", b323("D1", 4), faults.clone())]).await;
    let regel_4 = "select quarantaine_id from beheer.quarantaine where regelnummer = 4";
    let resolve = include_str!("../../../../sql/beheer/resolve_quarantine.sql");
    sqlx::query(resolve)
        .bind([warehouse.number(regel_4).await])
        .bind("tester")
        .bind("afgesproken")
        .bind("opdrachtregel")
        .execute(warehouse.db.pool())
        .await
        .unwrap();
    let rows = "select concat_ws(' ', quarantaine_id, code, regelnummer, status, bedrag_eurocent, \
                gemaakt_op, afgehandeld_op) from beheer.quarantaine order by quarantaine_id";
    let before = warehouse.texts(rows).await;
    let bestand_id = warehouse.number("select bestand_id from beheer.bestand").await;
    let again = |afkeuringen| {
        let mut file = with_refusals("323.xml", b323("D1", 4), afkeuringen);
        file.bestand_id = Some(bestand_id);
        vec![file]
    };
    for _ in 0..3 {
        warehouse.load(again(faults.clone())).await;
        assert_eq!(warehouse.texts(rows).await, before);
    }
    warehouse.load(again(vec![stays, by_hand, line(Code::BsnInvalid, 6, 400)])).await;
    let after = warehouse.texts(rows).await;
    assert_eq!(after[..2], before[..2]);
    let status = "select concat_ws(' ', regelnummer, status, bedrag_eurocent) \
                  from beheer.quarantaine order by quarantaine_id";
    assert_eq!(
        warehouse.texts(status).await,
        ["3 open 100", "4 opgelost 200", "5 opgelost 300", "6 open 400"]
    );
    assert_eq!(warehouse.files().await, ["323.xml deels 5 2 3 0 3700 3000 700 0"]);
    // What was resolved because it did not recur is a new refusal when it comes back.
    warehouse.load(again(faults)).await;
    assert_eq!(
        warehouse.texts(status).await,
        ["3 open 100", "4 opgelost 200", "5 opgelost 300", "6 opgelost 400", "5 open 300"]
    );
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn an_answer_that_is_read_again_touches_what_it_answers(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    warehouse
        .load(vec![file("301.xml", b301("A1", 1, 10)), file("302.xml", b302("R1", "A1", 2))])
        .await;
    let mut again = file("302.xml", b302("R1", "A1", 2));
    again.bestand_id = Some(
        warehouse.number("select bestand_id from beheer.bestand where naam = '302.xml'").await,
    );
    warehouse.load(vec![again]).await;
    assert_eq!(warehouse.number("select keten from landing.geraakt").await, TOEWIJZING);
    assert_eq!(warehouse.number("select count(*) from landing.geraakt_bericht").await, 2);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_message_that_lost_is_read_again_with_the_one_that_won(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    warehouse
        .load(vec![file("vroeg.xml", b301("A1", 1, 9)), file("laat.xml", b301("A1", 2, 8))])
        .await;
    let winner = "select bestand_id from beheer.bestand where status = 'geladen'";
    let winner = warehouse.number(winner).await;
    let lost = rivals(&warehouse.db, &[winner]).await.unwrap();
    assert_eq!(lost.len(), 1);
    let mut refused = file("vroeg.xml", b301("A1", 1, 9));
    refused.bestand_id = Some(winner);
    refused.lezing = Lezing::Geweigerd {
        afkeuring: refusal(Code::HeaderInvalid, None),
        aantal: Aantal { records: 1, bedrag: Eurocent::NUL },
    };
    let mut again = file("laat.xml", b301("A1", 2, 8));
    again.bestand_id = Some(lost[0].bestand_id);
    warehouse.load(vec![refused, again]).await;
    assert_eq!(
        warehouse.files().await,
        [
            "laat.xml geladen 1 1 0 0 0 0 0 0",
            "vroeg.xml quarantaine HEADER_INVALID 1 0 1 0 0 0 0 0"
        ]
    );
    assert_eq!(warehouse.number("select count(*) from landing.conflict").await, 0);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn what_is_judged_over_chains_is_queued_when_a_part_of_it_goes(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let queued = "select k.kring || ' ' || coalesce(b.identificatie, '') \
         from landing.geraakt_kring as k \
         left join landing.bericht as b on k.sleutel = landing.berichtkring(b.identiteit) order by 1";
    warehouse
        .load(vec![
            file("315.xml", b315("V1", 1)),
            file("319.xml", b319("W1", 2)),
            file("301.xml", b301("A1", 3, 10)),
            file("323.xml", b323_with("D1", 4, "N1", 3)),
            file("323b.xml", b323_with("D2", 5, "N2", 2)),
            file("323c.xml", b323_with("D3", 5, "N3", 4)),
            file("325.xml", b325("DA1", "D1", 5)),
        ])
        .await;
    for (identificatie, expect) in [
        // The dossier of the request that it answers.
        ("W1", &["bericht ", "dossier "][..]),
        ("A1", &["bericht ", "dossier "]),
        // Two providers; of two requests one has a reference.
        ("V1", &["bericht ", "dossier ", "dossier ", "kenmerk "]),
        // The answer on it, the later one that begins earlier, its lines and its number.
        ("D1", &["bericht ", "bericht D2", "bericht DA1", "kenmerk ", "kenmerk ", "kenmerk "]),
        ("D3", &["bericht ", "kenmerk ", "kenmerk ", "kenmerk "]),
        ("DA1", &["bericht "]),
    ] {
        warehouse.replace(identificatie).await;
        assert_eq!(warehouse.texts(queued).await, expect, "{identificatie}");
        sqlx::query("truncate landing.geraakt_kring").execute(warehouse.db.pool()).await.unwrap();
    }
}
