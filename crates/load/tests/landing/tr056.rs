//! One identification with two contents: the same message stays in whatever order they come.

use load::ledger::Status;
use sqlx::PgPool;

use crate::fixture::{TOEWIJZING, Warehouse, b301, b302, file};

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
