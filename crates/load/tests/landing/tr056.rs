//! One identification with two contents: the same message stays in whatever order they come.

use load::ledger::Status;
use sqlx::PgPool;

use crate::fixture::{TOEWIJZING, Warehouse, b301, b302, b323, file};

fn files() -> [load::landing::Bestand; 4] {
    [
        file("vroeg.xml", b301("A1", 1, 9)),
        file("laat.xml", b301("A1", 2, 8)),
        file("laat kopie.xml", b301("A1", 2, 8)),
        file("retour.xml", b302("R1", "A1", 3)),
    ]
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn the_order_of_arrival_has_no_meaning(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let clean = "truncate landing.bericht, landing.client, landing.toewijzing, landing.conflict, \
         landing.geraakt, landing.geraakt_bericht, beheer.bestand, beheer.quarantaine";
    let mut expect: Option<(Vec<String>, Vec<String>)> = None;
    for order in [[0, 1, 2, 3], [1, 0, 3, 2], [3, 2, 1, 0], [2, 3, 0, 1], [1, 2, 3, 0]] {
        for size in [1, 2, 4] {
            sqlx::query(clean).execute(warehouse.db.pool()).await.unwrap();
            let all = order.map(|index| files()[index].clone());
            for task in all.chunks(size) {
                warehouse.load(task.to_vec()).await;
            }
            let landing = warehouse.landing().await;
            let open = warehouse
                .texts(
                    "select code || ' ' || records from beheer.quarantaine where status = 'open'",
                )
                .await;
            assert_eq!(open, ["TR056 1"], "{order:?} by {size}");
            let statuses =
                warehouse.texts("select status from beheer.bestand order by status").await;
            assert_eq!(statuses, ["dubbel", "geladen", "geladen", "quarantaine"]);
            let seen = (landing, open);
            assert_eq!(expect.get_or_insert_with(|| seen.clone()), &seen, "{order:?} by {size}");
        }
    }
    let (landing, _) = expect.unwrap();
    assert_eq!(landing.iter().filter(|row| row.starts_with("conflict")).count(), 1);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_displaced_message_leaves_its_chains_behind_for_publishing(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let [vroeg, laat, _, retour] = files();
    warehouse.load(vec![laat, retour]).await;
    let queue = "select count(*) from landing.geraakt";
    assert_eq!(warehouse.number(queue).await, 0);
    let written = warehouse.load(vec![vroeg]).await;
    assert_eq!(written.status, Status::Partial);
    assert_eq!(warehouse.number("select keten from landing.geraakt").await, TOEWIJZING);
    let gone = "select count(*) from landing.geraakt_bericht inner join landing.conflict \
         using (bestand_id)";
    assert_eq!(warehouse.number(gone).await, 1);
    assert_eq!(
        warehouse.files().await,
        [
            "laat.xml quarantaine TR056 1 0 1 0 0 0 0 0",
            "retour.xml geladen 1 1 0 0 0 0 0 0",
            "vroeg.xml geladen 1 1 0 0 0 0 0 0",
        ]
    );
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn what_was_seen_in_a_message_goes_and_stays_with_it(pool: PgPool) {
    let seen = "select b.inhoud::text || ' ' || w.code from landing.waarneming as w \
         left join landing.bericht as b on w.bestand_id = b.bestand_id order by w.code";
    let mut vroeg = b323("D1", 1);
    vroeg.bericht.inhoud.0 = [0; 16];
    vroeg.waarnemingen.truncate(1);
    let warehouse = Warehouse::new(pool).await;
    for late_first in [true, false] {
        let mut files = vec![file("vroeg.xml", vroeg.clone()), file("laat.xml", b323("D1", 2))];
        if late_first {
            files.reverse();
        }
        for een in files {
            warehouse.load(vec![een]).await;
        }
        let expect = ["00000000-0000-0000-0000-000000000000 TR358"];
        assert_eq!(warehouse.texts(seen).await, expect, "{late_first}");
        sqlx::query(
            "truncate landing.bericht, landing.waarneming, landing.conflict, \
             landing.declaratie, landing.prestatie, beheer.bestand, beheer.quarantaine",
        )
        .execute(warehouse.db.pool())
        .await
        .unwrap();
    }
}
