//! Pulls at work: pages stored once, gone on with after a crash, and begun anew when anything is different.

use domain::statline::{Blok, Getal};
use load::Error;
use load::slot::Slot;
use load::statline::{DeelStand, Trek, discard};
use rust_decimal::Decimal;
use sqlx::PgPool;

use crate::fixture::{Proef, Warehouse, blok, lid, onderwerp};

const VOLGENDE: Option<&str> = Some("https://example.test/Observations?$skip=2");

fn eerste() -> Blok {
    blok(3, &[(&[0, 0, 0], 0, "17407.6"), (&[1, 2, 1], 0, "-0.10"), (&[1, 2, 1], 1, "'Utrecht'")])
}

fn tweede() -> Blok {
    blok(3, &[(&[2, 1, 0], 0, "."), (&[2, 1, 1], 0, "?Nieuw")])
}

async fn cellen(warehouse: &Warehouse) -> Vec<String> {
    let sql = "select concat_ws(' ', onderwerp_sk, gebied_sk, combinatie_sk, periode, waarde, tekst, \
               reden_leeg) from landing.statline_cel order by 1";
    warehouse.texts(sql).await
}

fn stand(trek: &Trek, deel: usize) -> (u32, bool, u64, Option<i64>, Option<&str>) {
    let deel = trek.delen.get(deel);
    let Some(DeelStand { paginas, is_klaar, rijen, laatste_id, volgende, .. }) = deel else {
        return (0, false, 0, None, Some("no such part"));
    };
    (*paginas, *is_klaar, *rijen, *laatste_id, volgende.as_deref())
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_page_is_stored_with_the_keys_that_postgres_computes(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let mut trek = warehouse.open(&Proef::new(), &[5, 0]).await;
    assert!(!trek.is_hervat);
    assert_eq!(stand(&trek, 0), (0, false, 0, None, None));
    warehouse.page(&mut trek, [0, 0], &eerste(), VOLGENDE).await.unwrap();
    assert_eq!(stand(&trek, 0), (1, false, 3, Some(3), VOLGENDE));
    warehouse.page(&mut trek, [0, 1], &tweede(), None).await.unwrap();
    assert_eq!(stand(&trek, 0), (2, true, 5, Some(102), None));
    assert_eq!(stand(&trek, 1), (0, false, 0, None, None));
    let key = |text: &str| format!("select dwh.surrogaat('{text}')::text");
    let mut keys = std::collections::BTreeMap::new();
    for (name, text) in [
        ("M1", "onderwerp|84703NED|Personen|Bevolking|x 1000|0"),
        ("M2", "onderwerp|84703NED||Naam||0"),
        ("NL01", "gebied|NL01|"),
        ("PV26", "gebied|PV26|"),
        ("GM0344", "gebied|GM0344|"),
        ("T", "combinatie|84703NED|Geslacht|T001038"),
        ("3", "combinatie|84703NED|Geslacht|3000"),
        ("4", "combinatie|84703NED|Geslacht|4000"),
    ] {
        keys.insert(name, warehouse.texts(&key(text)).await.remove(0));
    }
    let row = |names: [&str; 3], rest: &str| {
        let [onderwerp, gebied, combinatie] = names.map(|name| keys[name].clone());
        format!("{onderwerp} {gebied} {combinatie} {rest}")
    };
    let mut expect = vec![
        row(["M1", "NL01", "T"], "2020JJ00 17407.6"),
        row(["M1", "GM0344", "3"], "2021JJ00 -0.10"),
        row(["M2", "GM0344", "3"], "2021JJ00 Utrecht'"),
        row(["M1", "PV26", "4"], "2020JJ00 onbekend"),
        row(["M1", "PV26", "4"], "2021JJ00 Nieuw"),
    ];
    expect.sort();
    assert_eq!(cellen(&warehouse).await, expect);
    let paginas = "select concat_ws(' ', deel, pagina, rijen, bytes, adres, left(sha256, 4)) \
                   from landing.statline_pagina order by 1";
    let adres = "https://example.test/Observations";
    assert_eq!(
        warehouse.texts(paginas).await,
        [format!("0 0 3 1000 {adres} abab"), format!("0 1 2 1000 {adres} abab")]
    );
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_page_may_take_longer_than_the_role_is_given(pool: PgPool) {
    let short = pool.connect_options().as_ref().clone().options([("statement_timeout", "59000")]);
    let warehouse = Warehouse::new(PgPool::connect_with(short).await.unwrap()).await;
    warehouse
        .execute(
            "create table seen (timeout text); \
             create function see() returns trigger language plpgsql as $$ begin \
             insert into seen values (current_setting('statement_timeout')); return null; end $$; \
             create trigger see after insert on landing.statline_pagina \
             for each row execute function see();",
        )
        .await;
    let mut trek = warehouse.open(&Proef::new(), &[5]).await;
    warehouse.page(&mut trek, [0, 0], &eerste(), VOLGENDE).await.unwrap();
    assert_eq!(warehouse.texts("select timeout from seen").await, ["0"]);
    assert_eq!(warehouse.texts("select current_setting('statement_timeout')").await, ["59s"]);
    warehouse.db.pool().close().await;
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_page_that_was_stored_is_not_stored_again(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let mut trek = warehouse.open(&Proef::new(), &[5]).await;
    warehouse.page(&mut trek, [0, 0], &eerste(), VOLGENDE).await.unwrap();
    // The answer to the commit was lost: what is held in memory is behind.
    trek.delen[0] = DeelStand {
        paginas: 0,
        rijen: 0,
        laatste_id: None,
        volgende: None,
        ..trek.delen[0].clone()
    };
    warehouse.page(&mut trek, [0, 0], &eerste(), VOLGENDE).await.unwrap();
    assert_eq!(stand(&trek, 0), (1, false, 3, Some(3), VOLGENDE));
    assert_eq!(cellen(&warehouse).await.len(), 3);
    assert_eq!(warehouse.number("select sum(cellen)::bigint from landing.statline_deel").await, 3);
    assert_eq!(warehouse.number("select count(*) from landing.statline_pagina").await, 1);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_page_out_of_order_is_refused_and_leaves_nothing(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let mut trek = warehouse.open(&Proef::new(), &[5]).await;
    let before = format!("{:?}", trek.delen);
    for (plek, blok) in [
        // A gap, and a part that there is not.
        ([0, 1], eerste()),
        ([7, 0], eerste()),
        // Positions that the table does not have: a code, a measure, a row of another width.
        ([0, 0], blok(3, &[(&[0, 3, 0], 0, "1")])),
        ([0, 0], blok(3, &[(&[9, 0, 0], 0, "1")])),
        ([0, 0], blok(3, &[(&[0, 0, 2], 0, "1")])),
        ([0, 0], blok(3, &[(&[0, 0, 0], 2, "1")])),
        ([0, 0], Blok { breedte: 2, ..eerste() }),
    ] {
        let refused = warehouse.page(&mut trek, plek, &blok, None).await;
        assert!(matches!(refused, Err(Error::Value { .. })), "{plek:?} {refused:?}");
        assert_eq!(format!("{:?}", trek.delen), before);
        assert_eq!(cellen(&warehouse).await.len(), 0);
        assert_eq!(warehouse.number("select count(*) from landing.statline_pagina").await, 0);
    }
    warehouse.page(&mut trek, [0, 0], &eerste(), None).await.unwrap();
    let after_end = warehouse.page(&mut trek, [0, 1], &tweede(), None).await;
    assert!(matches!(after_end, Err(Error::Value { .. })), "{after_end:?}");
    assert_eq!(cellen(&warehouse).await.len(), 3);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_pull_goes_on_where_it_stopped(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let mut trek = warehouse.open(&Proef::new(), &[5, 3]).await;
    warehouse.page(&mut trek, [0, 0], &eerste(), VOLGENDE).await.unwrap();
    let first = trek.trek_id;
    let mut again = warehouse.open(&Proef::new(), &[5, 3]).await;
    assert!(again.is_hervat);
    assert_eq!((again.trek_id, &again.delen), (first, &trek.delen));
    warehouse.page(&mut again, [0, 1], &tweede(), None).await.unwrap();
    // The same keys as in one go.
    let in_two = cellen(&warehouse).await;
    discard(&warehouse.db, &warehouse.slot, "arbeid").await.unwrap();
    assert_eq!(cellen(&warehouse).await.len(), 0);
    assert_eq!(warehouse.number("select count(*) from landing.statline_deel").await, 0);
    let mut whole = warehouse.open(&Proef::new(), &[5, 3]).await;
    assert!(!whole.is_hervat && whole.trek_id != first);
    warehouse.page(&mut whole, [0, 0], &eerste(), VOLGENDE).await.unwrap();
    warehouse.page(&mut whole, [0, 1], &tweede(), None).await.unwrap();
    assert_eq!(cellen(&warehouse).await, in_two);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn anything_that_changes_the_cells_begins_anew(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let same: [fn(&mut Proef); 3] = [
        |_| (),
        |proef| proef.tabel.versie.metadata_op = "later".to_owned(),
        |proef| proef.tabel.dimensies[0].codes[0].titel = "Totaal".to_owned(),
    ];
    let other: [fn(&mut Proef); 13] = [
        |proef| proef.tabel.versie.versie = "202602010000".to_owned(),
        |proef| proef.tabel.versie.waarnemingen_op = "later".to_owned(),
        |proef| proef.tabel.versie.aantal = Some(37),
        |proef| proef.tabel.dimensies[1].codes.push(lid("GM0363")),
        |proef| proef.tabel.dimensies[0].codes[0].sleutel = "T001038 ".to_owned(),
        |proef| proef.tabel.dimensies[0].naam = "Sekse".to_owned(),
        |proef| proef.tabel.onderwerpen.push(onderwerp(["M3", "", "Nieuw", "%"])),
        |proef| proef.keuze.dimensies[1] = Some(vec![0, 2]),
        |proef| proef.keuze.onderwerpen = Some(vec![0]),
        |proef| proef.plaatsing.selectie = "anders".to_owned(),
        |proef| proef.plaatsing.base_url = "https://example.test/Ander".to_owned(),
        |proef| proef.plaatsing.kaartjaar = Some(2020),
        |proef| proef.plaatsing.gebied = None,
    ];
    let same = same.map(|change| (change, true));
    for (number, (change, is_same)) in
        same.into_iter().chain(other.map(|change| (change, false))).enumerate()
    {
        let mut trek = warehouse.open(&Proef::new(), &[5, 3]).await;
        if !trek.is_hervat {
            warehouse.page(&mut trek, [0, 0], &eerste(), VOLGENDE).await.unwrap();
        }
        let mut proef = Proef::new();
        change(&mut proef);
        let again = warehouse.open(&proef, &[5, 3]).await;
        assert_eq!(
            (again.is_hervat, again.trek_id == trek.trek_id),
            (is_same, is_same),
            "{number}"
        );
        assert_eq!(cellen(&warehouse).await.len(), if is_same { 3 } else { 0 }, "{number}");
        assert_eq!(warehouse.number("select count(*) from landing.statline_trek").await, 1);
    }
    let mut trek = warehouse.open(&Proef::new(), &[5, 3]).await;
    warehouse.page(&mut trek, [0, 0], &eerste(), VOLGENDE).await.unwrap();
    assert!(!warehouse.open(&Proef::new(), &[4, 4]).await.is_hervat);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn cells_that_a_crash_of_the_server_took_begin_anew(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    for sql in
        ["truncate landing.statline_cel", "delete from landing.statline_cel where tekst is null"]
    {
        let mut trek = warehouse.open(&Proef::new(), &[5]).await;
        warehouse.page(&mut trek, [0, 0], &eerste(), VOLGENDE).await.unwrap();
        warehouse.execute(sql).await;
        let again = warehouse.open(&Proef::new(), &[5]).await;
        assert!(!again.is_hervat && again.trek_id != trek.trek_id, "{sql}");
        assert_eq!(stand(&again, 0), (0, false, 0, None, None));
        assert_eq!(cellen(&warehouse).await.len(), 0);
        discard(&warehouse.db, &warehouse.slot, "arbeid").await.unwrap();
    }
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn pulls_of_two_sources_leave_each_other_alone(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let mut one = warehouse.open(&Proef::new(), &[5]).await;
    warehouse.page(&mut one, [0, 0], &eerste(), VOLGENDE).await.unwrap();
    let mut other = Proef::new();
    other.plaatsing.bron = "wmo".to_owned();
    let mut two = warehouse.open(&other, &[5]).await;
    warehouse.page(&mut two, [0, 0], &tweede(), None).await.unwrap();
    assert_eq!(cellen(&warehouse).await.len(), 5);
    discard(&warehouse.db, &warehouse.slot, "wmo").await.unwrap();
    discard(&warehouse.db, &warehouse.slot, "nooit").await.unwrap();
    assert_eq!(cellen(&warehouse).await.len(), 3);
    assert!(warehouse.open(&Proef::new(), &[5]).await.is_hervat);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_run_that_lost_its_slot_stores_nothing(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let mut trek = warehouse.open(&Proef::new(), &[5]).await;
    let Warehouse { db, slot, run_id } = warehouse;
    // Somebody else took the slot, as after a lost connection.
    let sql = "update beheer.slot set fencing = fencing + 1";
    sqlx::query(sql).execute(db.pool()).await.unwrap();
    let warehouse = Warehouse { db, slot, run_id };
    let refused = warehouse.page(&mut trek, [0, 0], &eerste(), None).await;
    assert!(matches!(refused, Err(Error::SlotLost { .. })), "{refused:?}");
    let refused = discard(&warehouse.db, &warehouse.slot, "arbeid").await;
    assert!(matches!(refused, Err(Error::SlotLost { .. })), "{refused:?}");
    assert_eq!(cellen(&warehouse).await.len(), 0);
    assert_eq!(warehouse.number("select count(*) from landing.statline_trek").await, 1);
    assert!(Slot::holder(&warehouse.db).await.unwrap().is_some());
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_number_comes_through_copy_as_it_is(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let mut trek = warehouse.open(&Proef::new(), &[1_000]).await;
    let mut getallen: Vec<Decimal> = ["0", "0.00", "1E27", "79228162514264337593543950335"]
        .iter()
        .map(|text| text.parse::<Getal>().unwrap().waarde())
        .collect();
    for scale in 0..=28 {
        for mantissa in [1_i128, -10_000, 99_999_999, 79_228_162_514_264_337_593_543_950_335] {
            getallen.push(Decimal::from_i128_with_scale(mantissa, scale));
        }
    }
    let texts: Vec<String> = getallen.iter().map(ToString::to_string).collect();
    let cells: Vec<(&[u32], u32, &str)> =
        texts.iter().map(|text| ([0, 0, 0].as_slice(), 0, text.as_str())).collect();
    // More than one piece of encoding.
    let cells = cells.repeat(100);
    warehouse.page(&mut trek, [0, 0], &blok(3, &cells), None).await.unwrap();
    let stored = "select waarde::text from landing.statline_cel group by waarde::text order by 1";
    let mut expect = texts.clone();
    expect.sort();
    expect.dedup();
    let mut stored = warehouse.texts(stored).await;
    stored.sort();
    assert_eq!(stored, expect);
    let count = i64::try_from(cells.len()).unwrap();
    assert_eq!(warehouse.number("select count(*) from landing.statline_cel").await, count);
}
