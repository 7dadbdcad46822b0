//! The catalogue: what is new, what is gone, and how it is searched.
#![expect(clippy::unwrap_used, reason = "helpers of a test")]

use domain::statline::CatalogusRegel;
use load::Error;
use load::statline::{Treffer, opvolgers, store_catalogus, versies, zoek};
use sqlx::PgPool;

use crate::fixture::{Warehouse, regel};

const V3: &str = "https://example.test/v3";
const V4: &str = "https://example.test/v4";

async fn store(warehouse: &Warehouse, catalogus: &str, regels: &[CatalogusRegel]) -> Vec<String> {
    store_catalogus(&warehouse.db, &warehouse.slot, catalogus, regels, &[]).await.unwrap()
}

/// Every row with its fields, but for the moment at which it was seen last.
async fn rows(warehouse: &Warehouse) -> Vec<String> {
    warehouse
        .texts(
            "select concat_ws('|', catalogus, tabel_id, titel, titelfamilie, omschrijving, status, taal, \
             periode, reden, versie, waarnemingen_op, metadata_op, aantal, eerst_gezien_op) \
             from ref.statline_catalogus order by catalogus, tabel_id",
        )
        .await
}

/// The tables of the last look.
async fn last_seen(warehouse: &Warehouse) -> Vec<String> {
    let sql = "select tabel_id from ref.statline_catalogus where laatst_gezien_op = \
               (select max(laatst_gezien_op) from ref.statline_catalogus) order by tabel_id";
    warehouse.texts(sql).await
}

async fn statuses(warehouse: &Warehouse) -> Vec<String> {
    let sql = "select concat_ws(' ', tabel_id, status, titelfamilie) from ref.statline_catalogus \
               order by catalogus, tabel_id";
    warehouse.texts(sql).await
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_catalogue_tells_what_is_new_and_keeps_what_is_gone(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let mut first = vec![regel("84583NED", "Kerncijfers 2019"), regel("03759ned", "Bevolking")];
    // The first look: everything is new, so nothing is news.
    assert_eq!(store(&warehouse, V4, &first).await, [""; 0]);
    let before = rows(&warehouse).await;
    assert_eq!(store(&warehouse, V4, &first).await, [""; 0]);
    assert_eq!(rows(&warehouse).await, before, "a second look changes nothing");
    // Another catalogue has a first look of its own.
    assert_eq!(store(&warehouse, V3, &[regel("45012NED", "Iv3")]).await, [""; 0]);
    // One is gone, one came, one was listed twice, one has another version.
    first.remove(1);
    first[0].versie.versie = "202602010000".to_owned();
    first.extend([regel("84799NED", "Oud"), regel("84799NED", "Kerncijfers 2020")]);
    assert_eq!(store(&warehouse, V4, &first).await, ["84799NED"]);
    assert_eq!(
        statuses(&warehouse).await,
        [
            "45012NED Regulier iv",
            "03759ned verdwenen bevolking",
            "84583NED Regulier kerncijfers",
            "84799NED Regulier kerncijfers",
        ]
    );
    assert_eq!(last_seen(&warehouse).await, ["84583NED", "84799NED"]);
    let after = rows(&warehouse).await;
    assert!(after.iter().any(|row| row.contains("|202602010000|")), "{after:?}");
    assert_eq!(store(&warehouse, V4, &first).await, [""; 0]);
    assert_eq!(rows(&warehouse).await, after, "what is gone is not marked again");
    // It comes back, and is not new.
    first.push(regel("03759ned", "Bevolking"));
    assert_eq!(store(&warehouse, V4, &first).await, [""; 0]);
    assert!(statuses(&warehouse).await.contains(&"03759ned Regulier bevolking".to_owned()));
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn every_field_that_differs_is_written(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let changes: [fn(&mut CatalogusRegel); 11] = [
        |regel| regel.titel = "Anders".to_owned(),
        |regel| regel.omschrijving = "anders".to_owned(),
        |regel| regel.status = "Gediscontinueerd".to_owned(),
        |regel| regel.taal = "en".to_owned(),
        |regel| regel.periode = "2020".to_owned(),
        |regel| regel.reden = "Correctie".to_owned(),
        |regel| regel.versie.versie = "202602010000".to_owned(),
        |regel| regel.versie.waarnemingen_op = "later".to_owned(),
        |regel| regel.versie.metadata_op = "later".to_owned(),
        |regel| regel.versie.aantal = Some(37),
        |regel| regel.versie.aantal = None,
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let mut een = regel("84583NED", "Kerncijfers 2019");
        store(&warehouse, V4, std::slice::from_ref(&een)).await;
        let before = rows(&warehouse).await;
        change(&mut een);
        store(&warehouse, V4, &[een]).await;
        let after = rows(&warehouse).await;
        assert_eq!(after.len(), 1);
        assert_ne!(after, before, "{number}");
    }
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn an_empty_catalogue_and_a_lost_slot_change_nothing(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    store(&warehouse, V4, &[regel("84583NED", "Kerncijfers 2019")]).await;
    let before = rows(&warehouse).await;
    let empty = store_catalogus(&warehouse.db, &warehouse.slot, V4, &[], &[]).await;
    assert!(matches!(empty, Err(Error::Value { .. })), "{empty:?}");
    warehouse.execute("update beheer.slot set fencing = fencing + 1").await;
    let nieuw = [regel("84799NED", "Kerncijfers 2020")];
    let lost = store_catalogus(&warehouse.db, &warehouse.slot, V4, &nieuw, &[]).await;
    assert!(matches!(lost, Err(Error::SlotLost { .. })), "{lost:?}");
    assert_eq!(rows(&warehouse).await, before);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_table_whose_row_was_set_aside_is_not_gone(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let both = [regel("84583NED", "Kerncijfers 2019"), regel("84799NED", "Kerncijfers 2020")];
    store(&warehouse, V4, &both).await;
    let (db, slot) = (&warehouse.db, &warehouse.slot);
    let nieuw = store_catalogus(db, slot, V4, &both[..1], &["84799NED"]).await.unwrap();
    assert!(nieuw.is_empty(), "{nieuw:?}");
    let gone = "select tabel_id from ref.statline_catalogus where status = 'verdwenen'";
    assert!(warehouse.texts(gone).await.is_empty());
    store_catalogus(db, slot, V4, &both[..1], &[]).await.unwrap();
    assert_eq!(warehouse.texts(gone).await, ["84799NED"]);
}

fn ids(treffers: &[Treffer]) -> Vec<&str> {
    treffers.iter().map(|treffer| treffer.tabel_id.as_str()).collect()
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_search_finds_every_word_wherever_it_stands(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let mut met_uitleg = regel("86050NED", "Zorg; type voorziening");
    met_uitleg.omschrijving = "Wmo-cli\u{eb}nten naar regio.".to_owned();
    let mut oud = regel("83262NED", "Wmo-cli\u{eb}nten; regio");
    oud.status = "Gediscontinueerd".to_owned();
    let mut engels = regel("85000ENG", "Wmo clients; regio");
    engels.taal = "en".to_owned();
    let regels = [
        oud,
        met_uitleg,
        regel("85896NED", "WMO-CLI\u{cb}NTEN; REGIO"),
        engels,
        regel("1", "wmo 100%"),
    ];
    store(&warehouse, V4, &regels).await;
    for (term, expect) in [
        ("clienten regio", vec!["85896NED", "86050NED", "83262NED"]),
        ("REGIO CLI\u{cb}NTEN", vec!["85896NED", "86050NED", "83262NED"]),
        ("wmo regio", vec!["85896NED", "86050NED", "85000ENG", "83262NED"]),
        ("83262ned", vec!["83262NED"]),
        ("wmo jeugd", vec![]),
        // A word is a word, not a pattern.
        ("%", vec!["1"]),
        ("_", vec![]),
        ("'; drop table x", vec![]),
    ] {
        let found = zoek(&warehouse.db, term, 10).await.unwrap();
        assert_eq!(ids(&found), expect, "{term}");
    }
    assert_eq!(ids(&zoek(&warehouse.db, "wmo regio", 2).await.unwrap()), ["85896NED", "86050NED"]);
    // The exact identifier comes first, whatever its status.
    let mut genoemd = regel("99999NED", "Zie ook 83262NED");
    genoemd.omschrijving = "Opvolger van 83262NED.".to_owned();
    store(&warehouse, V3, &[genoemd]).await;
    let found = zoek(&warehouse.db, "83262ned", 10).await.unwrap();
    assert_eq!(ids(&found), ["83262NED", "99999NED"]);
    assert_eq!((found[0].aantal, found[0].catalogus.as_str()), (Some(36), V4));
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn later_editions_are_found_by_the_family_of_their_title(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let mut weg = regel("86358NED", "Kerncijfers wijken en buurten 2026");
    weg.status = "verdwenen".to_owned();
    let regels = [
        regel("84583NED", "Kerncijfers wijken en buurten 2019"),
        regel("85039NED", "Kerncijfers wijken en buurten 2021"),
        regel("84799NED", "Kerncijfers wijken en buurten 2020"),
        regel("86165NED", "Kerncijfers van wijken 2025"),
        regel("70072ned", "2019"),
        regel("80000ned", "2020"),
        weg,
    ];
    store(&warehouse, V4, &regels).await;
    store(&warehouse, V3, &regels[..3]).await;
    for (tabel_id, expect) in [
        ("84583NED", vec!["84799NED", "85039NED"]),
        ("84799NED", vec!["85039NED"]),
        ("85039NED", vec![]),
        // A title of digits alone is no family.
        ("70072ned", vec![]),
        ("onbekend", vec![]),
    ] {
        let found = opvolgers(&warehouse.db, tabel_id).await.unwrap();
        assert_eq!(ids(&found), expect, "{tabel_id}");
    }
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn the_versions_of_a_table_come_newest_first(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    for (versie, op) in [("202601010000", "2026-01-02"), ("202602010000", "2026-02-02")] {
        let sql = format!(
            "insert into ref.statline_tabel values ('84703NED', '{versie}', 'arbeid', 'v4', 'u', 't', '', \
             '', 'Correctie', '', '', '', '', '', '', '', null, 10, 1, 2, 3, 4, 5, '{op} 03:00+00')"
        );
        warehouse.execute(&sql).await;
    }
    let found = versies(&warehouse.db, "84703NED").await.unwrap();
    let found: Vec<_> = found
        .iter()
        .map(|een| {
            (
                &*een.versie,
                &*een.reden,
                [een.cellen, een.nieuw, een.gewijzigd, een.verdwenen, een.gelijk],
            )
        })
        .collect();
    let aantallen = [10, 1, 2, 3, 4];
    assert_eq!(
        found,
        [("202602010000", "Correctie", aantallen), ("202601010000", "Correctie", aantallen)]
    );
    assert_eq!(versies(&warehouse.db, "onbekend").await.unwrap(), []);
}
