//! What stands of a source, and what an operator asks on top of the configuration.

use domain::statline::Tabelversie;
use load::statline::{
    GezieneStructuur, Stand, aanvullingen, accept, afwijkingen, gemeenten_van, stand,
    store_aanvulling, structuur,
};
use sqlx::PgPool;

use crate::fixture::{Proef, Warehouse, versie};

async fn audit(warehouse: &Warehouse) -> Vec<String> {
    let sql = "select concat_ws('|', wie, handeling, object, resultaat, herkomst) from beheer.audit \
               order by op";
    warehouse.texts(sql).await
}

/// A source that was loaded, with this structure and count.
async fn loaded(warehouse: &Warehouse, structuur: &str, aantal: &str) {
    let sql = format!(
        "insert into beheer.statline_bron values ('arbeid', '84703NED', 'https://example.test/CBS', 'v4', \
         '202601010000', '202601010000', '202601010000', {aantal}, 'alles', {structuur}, 1, \
         '2026-01-02 03:00+00')"
    );
    warehouse.execute(&sql).await;
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_source_stands_as_it_was_loaded(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    assert_eq!(stand(&warehouse.db, "arbeid").await.unwrap(), None);
    let Proef { tabel, .. } = Proef::new();
    loaded(&warehouse, &format!("'{}'", structuur(&tabel)), "36").await;
    let found = stand(&warehouse.db, "arbeid").await.unwrap().unwrap();
    assert!(found.versie.is_zelfde(&versie("202601010000")));
    let Tabelversie { metadata_op, aantal, .. } = &found.versie;
    assert_eq!((metadata_op.as_str(), aantal), ("202601010000", &Some(36)));
    assert_eq!((&*found.tabel_id, &*found.selectie), ("84703NED", "alles"));
    assert_eq!(found.base_url, "https://example.test/CBS");
    assert_eq!(found.geladen_op.to_rfc3339(), "2026-01-02T03:00:00+00:00");
    let stored = found.structuur.unwrap();
    assert_eq!(stored, structuur(&tabel));
    assert_eq!(afwijkingen(&stored, &tabel), []);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn only_the_structure_that_was_seen_is_accepted_with_its_reason(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let db = &warehouse.db;
    let Proef { tabel: oud, .. } = Proef::new();
    loaded(&warehouse, &format!("'{}'", structuur(&oud)), "null").await;
    let before = stand(db, "arbeid").await.unwrap().unwrap();
    let mut nieuw = oud.clone();
    nieuw.onderwerpen[0].eenheid = "promille".to_owned();
    let gezien = GezieneStructuur { stand: &before, tabel: &nieuw };
    assert!(!accept(db, "wmo", &gezien, "jan", "andere bron").await.unwrap());
    assert!(accept(db, "arbeid", &gezien, "jan", "eenheid is nu promille").await.unwrap());
    let after = stand(db, "arbeid").await.unwrap().unwrap();
    let aanvaard = after.structuur.clone().unwrap();
    assert_eq!(afwijkingen(&aanvaard, &nieuw), []);
    assert_eq!(after, Stand { structuur: Some(structuur(&nieuw)), ..before.clone() });
    // The one of before and a third are other ones.
    assert_eq!(afwijkingen(&aanvaard, &oud).len(), 1);
    nieuw.onderwerpen[0].eenheid = "%".to_owned();
    assert_eq!(afwijkingen(&aanvaard, &nieuw).len(), 1);
    // Loaded since it was looked at: what was seen is not what stands.
    warehouse.execute("update beheer.statline_bron set geladen_op = '2026-01-03 03:00+00'").await;
    let gezien = GezieneStructuur { stand: &before, tabel: &nieuw };
    assert!(!accept(db, "arbeid", &gezien, "jan", "te laat").await.unwrap());
    assert_eq!(stand(db, "arbeid").await.unwrap().unwrap().structuur, Some(aanvaard));
    let versie = &nieuw.versie.versie;
    assert_eq!(
        audit(&warehouse).await,
        [("wmo", "intussen geladen", "andere bron"), ("arbeid", "aanvaard", "eenheid is nu promille"),
         ("arbeid", "intussen geladen", "te laat")]
        .map(|(bron, uitkomst, reden)| format!(
            "jan|statline structuur aanvaarden|{bron}|{uitkomst}: 84703NED versie {versie}; reden: {reden}|opdrachtregel"
        ))
    );
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_backfill_is_remembered_once(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let db = &warehouse.db;
    for (bron, van, tot) in [
        ("arbeid", "2010", "2014"),
        ("arbeid", "2010", "2014"),
        ("arbeid", "2005HJ01", "2005HJ02"),
        ("wmo", "2015", "2016"),
    ] {
        store_aanvulling(db, bron, van, tot, "jan").await.unwrap();
    }
    let pair = |van: &str, tot: &str| (van.to_owned(), tot.to_owned());
    let found = aanvullingen(db, "arbeid").await.unwrap();
    assert_eq!(found, [pair("2005HJ01", "2005HJ02"), pair("2010", "2014")]);
    assert_eq!(aanvullingen(db, "wmo").await.unwrap(), [pair("2015", "2016")]);
    assert_eq!(aanvullingen(db, "anders").await.unwrap(), []);
    let audit = audit(&warehouse).await;
    assert_eq!(audit.len(), 4);
    let last = "jan|statline aanvulling|wmo|periodes 2015 tot en met 2016|opdrachtregel";
    assert_eq!(audit[3], last);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn municipalities_are_known_in_every_area_around_them_after_their_end_too(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    assert!(gemeenten_van(&warehouse.db).await.unwrap().is_empty());
    // Code, level, area around it, province, last day, year. Two areas that lie in each other must end.
    for (nummer, [code, niveau, ouder, provincie, tot, jaar]) in (1..).zip([
        ["'NL01'", "land", "null", "null", "null", "null"],
        ["'PV26'", "provincie", "'NL01'", "null", "null", "null"],
        ["'PV27'", "provincie", "'CR99'", "null", "null", "null"],
        ["'CR99'", "corop", "'PV27'", "null", "null", "null"],
        ["'GM0344'", "gemeente", "'PV26'", "'PV26'", "null", "null"],
        ["'GM0307'", "gemeente", "'PV26'", "'PV26'", "'2999-01-01'", "null"],
        ["'GM0333'", "gemeente", "'PV26'", "'PV26'", "'2019-01-01'", "null"],
        ["'GM1959'", "gemeente", "null", "'PV27'", "null", "null"],
        ["'GM0384'", "gemeente", "null", "null", "null", "null"],
        ["'WK034401'", "wijk", "'GM0344'", "'PV26'", "null", "2020"],
    ]) {
        let sql = format!(
            "insert into dwh.dim_gebied (gebied_sk, gebiedscode, niveau, gebiedsnaam, ouder_gebiedscode, \
             provinciecode, geldig_tot, jaar) values ({nummer}, {code}, '{niveau}', 'naam', {ouder}, \
             {provincie}, {tot}, {jaar})"
        );
        warehouse.execute(&sql).await;
    }
    let found = gemeenten_van(&warehouse.db).await.unwrap();
    let found: Vec<_> =
        found.iter().map(|(area, codes)| format!("{area} {}", codes.join(","))).collect();
    assert_eq!(
        found,
        ["CR99 GM1959", "NL01 GM0307,GM0333,GM0344", "PV26 GM0307,GM0333,GM0344", "PV27 GM1959"]
    );
}
