//! A first delivery goes straight to landing, and nobody can tell.
#![expect(clippy::unwrap_used, reason = "a landing that cannot be asked is a failing test")]

use core::sync::atomic::{AtomicBool, Ordering};

use domain::Code;
use domain::zaaksysteem::{Entiteit, Record};
use load::Db;
use load::ledger::next_task_id;
use load::zaak::{Begonnen, Geweigerd, Levering, Leveringsoort, Schrijver};
use sqlx::{AssertSqlSafe, PgPool};

use super::fixture::{Wereld, levering, record, regels, team, tekst};

/// What the tables of all entities have, as it would be made anew.
const INDEXEN: &str = "select indexdef from pg_indexes where schemaname = 'landing' and tablename like 'csv\\_%' \
     union all select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint \
     where conrelid::regclass::text like 'landing.csv\\_%' order by 1";
/// Whether a transaction has the table of teams for itself: a first delivery is on its way.
const GEHEEL: &str = "select count(*) from pg_locks where relation = 'landing.csv_team'::regclass \
     and mode = 'AccessExclusiveLock' and granted";
const RIJEN: &str = "select concat_ws(' ', gemeentecode, rij_sleutel, gezien_van, coalesce(gezien_tot::text, '-'), \
     bron, regel, team, afdeling) from landing.csv_team order by 1";
const QUARANTAINE: &str = "select concat_ws(' ', regelnummer, code, plaats, records) \
     from beheer.quarantaine order by quarantaine_id";
const ONBESLIST: &str =
    "select concat_ws(' ', entiteit, rij_sleutel, peildatum) from beheer.csv_onbeslist order by 1";

fn van(naam: &str, afdeling: &str, gemeente: &str) -> Record {
    let velden =
        [("team", tekst(naam)), ("afdeling", tekst(afdeling)), ("gemeentecode", tekst(gemeente))];
    record(Entiteit::Team, &velden)
}

impl Wereld {
    /// All that a delivery left behind.
    async fn spoor(&self) -> [Vec<String>; 3] {
        [self.teksten(RIJEN).await, self.teksten(QUARANTAINE).await, self.teksten(ONBESLIST).await]
    }

    async fn maak_leeg(&self) {
        sqlx::raw_sql(
            "truncate landing.csv_team, beheer.csv_levering, beheer.csv_onbeslist, beheer.bestand, \
             beheer.quarantaine",
        )
        .execute(self.db.pool())
        .await
        .unwrap();
    }
}

#[sqlx::test(migrations = false)]
async fn a_first_delivery_leaves_what_any_other_way_leaves(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let indexen = wereld.teksten(INDEXEN).await;
    let (noord, zuid) = (team("noord", "x"), team("zuid", "x"));
    let gevallen = [
        vec![noord.clone(), zuid.clone()],
        vec![noord.clone(), zuid.clone(), noord.clone(), noord.clone()],
        vec![noord.clone(), zuid.clone(), team("noord", "y")],
        vec![noord.clone(), zuid.clone(), team("noord", "y"), noord.clone(), zuid.clone()],
        vec![noord.clone(), team("noord", "y")],
        // The municipality of the source, by its name, is the same as none.
        vec![noord.clone(), van("noord", "x", "0384"), van("noord", "x", "0363")],
        vec![noord.clone(), van("noord", "y", "0384"), van("noord", "y", "0363")],
    ];
    for soort in [Leveringsoort::Volledig, Leveringsoort::Mutaties] {
        for records in &gevallen {
            let gegeven = Levering { soort, ..levering("a", 1) };
            wereld.maak_leeg().await;
            let recht = wereld.laad(&gegeven, &regels(records.clone())).await;
            let spoor = wereld.spoor().await;
            assert_eq!(wereld.teksten(INDEXEN).await, indexen);
            wereld.maak_leeg().await;
            // Another source, so that the table is not empty.
            wereld.teams(&Levering { bron: "ander", ..levering("b", 1) }, &[("oost", "x")]).await;
            let gewoon = wereld.laad(&gegeven, &regels(records.clone())).await;
            sqlx::raw_sql("delete from landing.csv_team where bron = 'ander'")
                .execute(wereld.db.pool())
                .await
                .unwrap();
            assert_eq!(spoor, wereld.spoor().await, "{records:?}");
            assert_eq!(recht.telling, gewoon.telling, "{records:?}");
            assert_eq!((recht.status, recht.code), (gewoon.status, gewoon.code));
        }
    }
}

#[sqlx::test(migrations = false)]
async fn only_where_nothing_stands_a_table_is_kept_for_a_delivery(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let indexen = wereld.teksten(INDEXEN).await;
    let eerste = wereld.begin(&levering("a", 1)).await;
    assert_eq!(wereld.getal(GEHEEL).await, 1);
    drop(eerste);
    // What was begun and left is gone, and the indexes are there.
    wereld.teams(&levering("a", 1), &[("noord", "x")]).await;
    assert_eq!(wereld.teksten(INDEXEN).await, indexen);
    for (bron, naam, dag) in [("suite", "b", 5), ("ander", "c", 1)] {
        let volgende = wereld.begin(&Levering { bron, ..levering(naam, dag) }).await;
        assert_eq!(wereld.getal(GEHEEL).await, 0, "{bron}");
        drop(volgende);
    }
    wereld.teams(&Levering { bron: "ander", ..levering("c", 1) }, &[("noord", "x")]).await;
    assert_eq!(wereld.stand().await, ["noord x 1 -", "noord x 1 -"]);
    // Of two entities of which one stands, neither.
    let beide = Levering { entiteiten: &[Entiteit::Team, Entiteit::Client], ..levering("d", 7) };
    let beide = wereld.begin(&beide).await;
    assert_eq!(wereld.getal(GEHEEL).await, 0);
    drop(beide);
}

#[sqlx::test(migrations = false)]
async fn a_table_that_somebody_reads_is_loaded_beside_them(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let mut lezer = wereld.db.pool().begin().await.unwrap();
    let aantal: i64 = sqlx::query_scalar("select count(*) from landing.csv_team")
        .fetch_one(&mut *lezer)
        .await
        .unwrap();
    assert_eq!(aantal, 0);
    let twee = [("noord", "x"), ("noord", "x"), ("zuid", "x")];
    let geschreven = wereld.teams(&levering("a", 1), &twee).await;
    assert_eq!((geschreven.telling.geladen.records, geschreven.telling.dubbel.records), (2, 1));
    lezer.rollback().await.unwrap();
    assert_eq!(wereld.stand().await, ["noord x 1 -", "zuid x 1 -"]);
}

#[sqlx::test(migrations = false)]
async fn a_first_delivery_of_which_every_row_is_refused_is_no_delivery(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let indexen = wereld.teksten(INDEXEN).await;
    let mut schrijver = wereld.begin(&levering("a", 1)).await;
    let plaats = "regel 2 Team".to_owned();
    schrijver.weiger([Geweigerd { regel: 2, code: Code::FieldMissing, plaats }]);
    let geschreven = schrijver.sluit(1).await.unwrap();
    assert_eq!(geschreven.telling.gequarantaineerd.records, 1);
    assert_eq!(wereld.teksten(INDEXEN).await, indexen);
    assert_eq!(wereld.teksten(QUARANTAINE).await, ["2 FIELD_MISSING regel 2 Team 1"]);
    // What comes after it is the first.
    let tweede = wereld.begin(&levering("b", 5)).await;
    assert_eq!(wereld.getal(GEHEEL).await, 1);
    drop(tweede);
    // And so is that file itself, read again.
    let weer = Levering { bestand_id: Some(geschreven.bestand_id), ..levering("a", 1) };
    wereld.teams(&weer, &[("noord", "x")]).await;
    assert_eq!(wereld.stand().await, ["noord x 1 -"]);
    let open = "select count(*) from beheer.quarantaine where status = 'open'";
    assert_eq!(wereld.getal(open).await, 0);
}

#[sqlx::test(migrations = false)]
async fn a_first_delivery_without_a_row_is_told(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let geschreven = wereld.teams(&levering("a", 1), &[]).await;
    assert_eq!(geschreven.code, Some(Code::ZeroRows));
    assert_eq!(wereld.stand().await, Vec::<String>::new());
}

/// Whether a transaction has the table of clients for itself.
const CLIENTEN: &str = "select count(*) from pg_locks where relation = 'landing.csv_client'::regclass \
     and mode = 'AccessExclusiveLock' and granted";

#[sqlx::test(migrations = false)]
async fn a_backup_that_locks_in_another_order_is_not_ended(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let mut lezer = wereld.db.pool().begin().await.unwrap();
    let team = "lock table landing.csv_team in access share mode";
    sqlx::raw_sql(team).execute(&mut *lezer).await.unwrap();
    let is_begun = AtomicBool::new(false);
    let beide = Levering { entiteiten: &[Entiteit::Team, Entiteit::Client], ..levering("a", 1) };
    let begin = async {
        let schrijver = wereld.begin(&beide).await;
        is_begun.store(true, Ordering::Relaxed);
        schrijver
    };
    let lees = async {
        while wereld.getal(CLIENTEN).await == 0 && !is_begun.load(Ordering::Relaxed) {
            tokio::task::yield_now().await;
        }
        let client = "lock table landing.csv_client in access share mode";
        sqlx::raw_sql(client).execute(&mut *lezer).await.unwrap();
    };
    let (mut schrijver, ()) = tokio::join!(begin, lees);
    lezer.commit().await.unwrap();
    schrijver.rijen(&regels([super::fixture::team("noord", "x")])).await.unwrap();
    schrijver.sluit(1).await.unwrap();
    assert_eq!(wereld.stand().await, ["noord x 1 -"]);
}

#[sqlx::test(migrations = false)]
async fn a_login_that_may_not_build_an_index_loads_the_ordinary_way(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let indexen = wereld.teksten(INDEXEN).await;
    let naam: String = sqlx::query_scalar("select 'rol_' || md5(current_database())")
        .fetch_one(wereld.db.pool())
        .await
        .unwrap();
    let doe = async |sql: &str| {
        let sql = sql.replace("ROL", &naam);
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(wereld.db.pool()).await.unwrap();
    };
    doe("drop role if exists ROL; create role ROL; grant usage on schema landing, beheer to ROL; \
         grant all on all tables in schema landing, beheer to ROL; \
         grant all on all sequences in schema landing, beheer to ROL")
    .await;
    let opties = wereld.db.pool().connect_options().as_ref().clone();
    let db = Db::connect_with(opties.options([("role", &naam)])).await.unwrap();
    for (eigenaar, bron) in [("current_user", "a"), ("ROL", "b")] {
        doe(&format!(
            "truncate landing.csv_team; alter table landing.csv_team owner to {eigenaar}"
        ))
        .await;
        let taak_id = next_task_id(&db).await.unwrap();
        let gegeven = Levering { bron, taak_id, run_id: wereld.run_id, ..levering("a", 1) };
        let begonnen = Schrijver::begin(&db, &wereld.slot, &gegeven).await.unwrap();
        let Begonnen::Nieuw(mut schrijver) = begonnen else { panic!("the task was written") };
        assert_eq!(wereld.getal(GEHEEL).await, 0, "{eigenaar}");
        schrijver.rijen(&regels([team("noord", "x")])).await.unwrap();
        schrijver.sluit(1).await.unwrap();
        assert_eq!(wereld.stand().await, ["noord x 1 -"], "{eigenaar}");
        assert_eq!(wereld.teksten(INDEXEN).await, indexen);
    }
    db.close().await;
    doe("reassign owned by ROL to current_user; drop owned by ROL; drop role ROL").await;
}

#[sqlx::test(migrations = false)]
async fn of_doubles_the_first_line_stays_also_in_a_table_with_holes(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let namen: Vec<String> = (0..4000).map(|nummer| format!("team {nummer}")).collect();
    let teams: Vec<(&str, &str)> = namen.iter().map(|naam| (naam.as_str(), "x")).collect();
    wereld.teams(&levering("a", 1), &teams).await;
    for sql in [
        "delete from landing.csv_team",
        "truncate beheer.csv_levering",
        "vacuum (truncate false) landing.csv_team",
    ] {
        sqlx::raw_sql(sql).execute(wereld.db.pool()).await.unwrap();
    }
    let tweemaal = [teams.clone(), teams].concat();
    let geschreven = wereld.teams(&levering("b", 1), &tweemaal).await;
    assert_eq!(geschreven.telling.dubbel.records, 4000);
    assert_eq!(wereld.getal("select max(regel) from landing.csv_team").await, 4001);
}
