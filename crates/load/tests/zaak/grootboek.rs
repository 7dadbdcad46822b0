//! What the ledger tells of a delivery, and what is refused.

use domain::Code;
use domain::zaaksysteem::{Entiteit, Veldwaarde};
use load::ledger::{Status, next_task_id};
use load::zaak::{
    Begonnen, Geweigerd, Levering, Leveringsoort, Schrijver, vergeet, weiger_bestand,
};
use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use super::fixture::{Wereld, levering, record, regels, team, tekst};

const BESTAND: &str = "select concat_ws(' ', status, foutcode, gelezen, geladen, gequarantaineerd, \
     dubbel) from beheer.bestand order by bestand_id";

fn geweigerd(regel: u64, code: Code) -> Geweigerd {
    Geweigerd { regel, code, plaats: format!("regel {regel}") }
}

#[sqlx::test(migrations = false)]
async fn a_task_is_written_once(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let taak_id = next_task_id(&wereld.db).await.unwrap();
    let gegeven = Levering { taak_id, run_id: wereld.run_id, ..levering("a", 1) };
    let eerste = wereld.teams(&gegeven, &[("noord", "x")]).await;
    match Schrijver::begin(&wereld.db, &wereld.slot, &gegeven).await.unwrap() {
        Begonnen::Al(geschreven) => assert_eq!(geschreven, eerste),
        Begonnen::Nieuw(_) => panic!("written twice"),
    }
    assert_eq!(wereld.teksten(BESTAND).await, ["geladen 1 1 0 0"]);
}

#[sqlx::test(migrations = false)]
async fn a_delivery_that_is_dropped_leaves_nothing(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let mut schrijver = wereld.begin(&levering("a", 1)).await;
    schrijver.rijen(&regels([team("noord", "x")])).await.unwrap();
    drop(schrijver);
    assert!(wereld.stand().await.is_empty());
    assert!(wereld.teksten(BESTAND).await.is_empty());
    let mut schrijver = wereld.begin(&levering("a", 1)).await;
    schrijver.rijen(&regels([team("noord", "x")])).await.unwrap();
    // More became of the rows than there were.
    schrijver.weiger([geweigerd(3, Code::DateInvalid)]);
    assert!(schrijver.sluit(0).await.is_err());
    assert!(wereld.teksten(BESTAND).await.is_empty());
}

#[sqlx::test(migrations = false)]
async fn refused_rows_are_in_quarantine_with_their_line(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let mut schrijver = wereld.begin(&levering("a", 1)).await;
    schrijver.rijen(&regels([team("noord", "x")])).await.unwrap();
    schrijver.weiger((3..10_013).map(|regel| geweigerd(regel, Code::DateInvalid)));
    let geschreven = schrijver.sluit(10_011).await.unwrap();
    assert_eq!(geschreven.status, Status::Partial);
    assert_eq!(wereld.teksten(BESTAND).await, ["deels 10011 1 10010 0"]);
    let rest = "select concat_ws(' ', plaats, records) from beheer.quarantaine \
         where regelnummer is null";
    assert_eq!(wereld.teksten(rest).await, ["overige regels 10"]);
    let rij = "select concat_ws(' ', code, plaats, status, uitleg) from beheer.quarantaine \
         where regelnummer = 7";
    let uitleg = Code::DateInvalid.uitleg_csv();
    assert_eq!(wereld.teksten(rij).await, [format!("DATE_INVALID regel 7 open {uitleg}")]);
}

#[sqlx::test(migrations = false)]
async fn a_file_without_rows_ends_nothing(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.teams(&levering("a", 1), &[("noord", "x")]).await;
    for is_bevestigd in [false, true] {
        let leeg = Levering { is_bevestigd, ..levering("b", 5) };
        let geschreven = wereld.teams(&leeg, &[]).await;
        assert_eq!((geschreven.code, geschreven.status), (Some(Code::ZeroRows), Status::Succeeded));
    }
    assert_eq!(wereld.stand().await, ["noord x 1 -"]);
    assert_eq!(wereld.teksten(BESTAND).await[1..], ["geladen ZERO_ROWS 0 0 0 0"; 2]);
    // Nor is it a neighbour of another.
    wereld.teams(&levering("c", 3), &[("noord", "y")]).await;
    assert_eq!(wereld.stand().await, ["noord x 1 3", "noord y 3 -"]);
}

#[sqlx::test(migrations = false)]
async fn a_full_delivery_that_is_much_smaller_is_refused_unless_confirmed(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let vier = [("noord", "x"), ("oost", "x"), ("west", "x"), ("zuid", "x")];
    wereld.teams(&levering("a", 1), &vier).await;
    // Half of it is what may go.
    let klein = wereld.teams(&levering("b", 5), &vier[..1]).await;
    assert_eq!((klein.code, klein.status), (Some(Code::DeliveryDrop), Status::Partial));
    assert_eq!(wereld.stand().await.len(), 4);
    assert_eq!(wereld.teksten(BESTAND).await[1], "quarantaine DELIVERY_DROP 1 0 1 0");
    assert_eq!(wereld.getal("select count(*) from beheer.csv_levering").await, 1);
    let mutaties = Levering { soort: Leveringsoort::Mutaties, ..levering("c", 5) };
    assert_eq!(wereld.teams(&mutaties, &vier[..1]).await.code, None);
    let toch =
        Levering { is_bevestigd: true, bestand_id: Some(klein.bestand_id), ..levering("b", 6) };
    assert_eq!(wereld.teams(&toch, &vier[..1]).await.code, None);
    assert_eq!(
        wereld.getal("select count(*) from landing.csv_team where gezien_tot is null").await,
        1
    );
    let open = "select count(*) from beheer.quarantaine where status = 'open'";
    assert_eq!(wereld.getal(open).await, 0);
    assert_eq!(wereld.teams(&levering("d", 8), &vier[..1]).await.code, None);
}

#[sqlx::test(migrations = false)]
async fn a_small_delivery_that_comes_before_what_it_is_smaller_than_is_not_judged_again(
    pool: PgPool,
) {
    let wereld = Wereld::new(pool).await;
    let vier = [("noord", "x"), ("oost", "x"), ("west", "x"), ("zuid", "x")];
    assert_eq!(wereld.teams(&levering("b", 5), &vier[..1]).await.code, None);
    assert_eq!(wereld.teams(&levering("a", 1), &vier).await.code, None);
    let stand = ["noord x 1 -", "oost x 1 5", "west x 1 5", "zuid x 1 5"];
    assert_eq!(wereld.stand().await, stand);
}

#[sqlx::test(migrations = false)]
async fn a_full_delivery_with_many_refused_rows_is_refused_when_something_stood(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    for (naam, dag, code) in [("a", 1, None), ("b", 5, Some(Code::DeliveryDrop))] {
        let mut schrijver = wereld.begin(&levering(naam, dag)).await;
        schrijver.rijen(&regels([team("noord", "x"), team("zuid", "x")])).await.unwrap();
        schrijver.weiger((4..8).map(|regel| geweigerd(regel, Code::DateInvalid)));
        assert_eq!(schrijver.sluit(6).await.unwrap().code, code);
    }
    let verwacht = ["deels 6 2 4 0", "quarantaine DELIVERY_DROP 6 0 6 0"];
    assert_eq!(wereld.teksten(BESTAND).await, verwacht);
    assert_eq!(wereld.getal("select sum(records) from beheer.quarantaine").await, 10);
}

#[sqlx::test(migrations = false)]
async fn a_file_can_be_refused_as_a_whole_and_loaded_later(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let taak_id = next_task_id(&wereld.db).await.unwrap();
    let gegeven = Levering { taak_id, run_id: wereld.run_id, ..levering("a", 1) };
    let kop = geweigerd(0, Code::CsvHeader);
    let geschreven =
        weiger_bestand(&wereld.db, &wereld.slot, &gegeven, kop.clone(), 0).await.unwrap();
    assert_eq!(geschreven.code, Some(Code::CsvHeader));
    assert_eq!(wereld.teksten(BESTAND).await, ["quarantaine CSV_HEADER 1 0 1 0"]);
    let weer = Levering { bestand_id: Some(geschreven.bestand_id), ..levering("a", 1) };
    wereld.teams(&weer, &[("noord", "x")]).await;
    assert_eq!(wereld.teksten(BESTAND).await, ["geladen 1 1 0 0"]);
    let open = "select count(*) from beheer.quarantaine where status = 'open'";
    assert_eq!(wereld.getal(open).await, 0);
    // Refused once more, what it brought stays: nothing was told that is better.
    let taak_id = next_task_id(&wereld.db).await.unwrap();
    let weer = Levering { taak_id, run_id: wereld.run_id, ..weer };
    weiger_bestand(&wereld.db, &wereld.slot, &weer, kop, 7).await.unwrap();
    assert_eq!(wereld.stand().await.len(), 1);
    let place = "select plaats from beheer.quarantaine where status = 'open'";
    assert!(wereld.teksten(place).await.iter().all(|place| place.contains("blijft staan")));
}

#[sqlx::test(migrations = false)]
async fn a_record_that_the_delivery_does_not_name_is_no_row(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let mut schrijver = wereld.begin(&levering("a", 1)).await;
    let vreemd = record(Entiteit::Aanbieder, &[("aanbieder_agb", tekst("42420001"))]);
    assert!(schrijver.rijen(&[(2, vreemd)]).await.is_err());
}

#[sqlx::test(migrations = false)]
async fn every_kind_of_field_is_stored_as_it_is(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let gegeven =
        Levering { entiteiten: &[Entiteit::Zaak, Entiteit::Medewerker], ..levering("a", 1) };
    let sleutel = Veldwaarde::Sleutel(domain::Clientsleutel::from_bytes([7; 16]));
    let lijst = Veldwaarde::Lijst(vec!["wonen".into(), "werk".into()]);
    let zaak = record(
        Entiteit::Zaak,
        &[
            ("zaaknummer", tekst("Z-1")),
            ("client", sleutel.clone()),
            ("startdatum", Veldwaarde::Datum(super::fixture::dag(9))),
            ("verlenging_dagen", Veldwaarde::Geheel(-3)),
            ("leefgebieden", lijst),
        ],
    );
    let fte = Veldwaarde::Decimaal("0.50".parse().unwrap());
    let medewerker = record(Entiteit::Medewerker, &[("medewerker", sleutel), ("fte", fte)]);
    wereld.laad(&gegeven, &regels([zaak, medewerker])).await;
    let zaken = "select concat_ws(' ', bron, gemeentecode, regel, zaaknummer, client, startdatum, \
         verlenging_dagen, leefgebieden) from landing.csv_zaak";
    assert_eq!(
        wereld.teksten(zaken).await,
        ["suite 0384 2 Z-1 07070707-0707-0707-0707-070707070707 2026-04-09 -3 {wonen,werk}"]
    );
    let fte = "select fte::text from landing.csv_medewerker";
    assert_eq!(wereld.teksten(fte).await, ["0.5"]);
}

#[sqlx::test(migrations = false)]
async fn a_connection_that_used_a_temporary_table_serves(
    options: PgPoolOptions,
    connect: PgConnectOptions,
) {
    let options = options.after_connect(|connection, _| {
        Box::pin(async move {
            let sql = "create temporary table eerder as select 1 as een";
            sqlx::raw_sql(sql).execute(connection).await?;
            Ok(())
        })
    });
    let wereld = Wereld::new(options.connect_with(connect).await.unwrap()).await;
    wereld.teams(&levering("a", 1), &[("noord", "x")]).await;
    assert_eq!(wereld.stand().await, ["noord x 1 -"]);
    let weg = vergeet(&wereld.db, &wereld.slot, "suite", "jan", "proef").await.unwrap().unwrap();
    assert_eq!(weg.rijen, 1);
}

#[sqlx::test(migrations = false)]
async fn a_source_can_be_forgotten(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.teams(&levering("a", 1), &[("noord", "x")]).await;
    wereld.teams(&Levering { bron: "andere", ..levering("a", 1) }, &[("zuid", "x")]).await;
    sqlx::raw_sql("update beheer.taak set is_gepubliceerd = true")
        .execute(wereld.db.pool())
        .await
        .unwrap();
    let weg = vergeet(&wereld.db, &wereld.slot, "suite", "jan", "proef").await.unwrap().unwrap();
    assert_eq!((weg.leveringen, weg.rijen), (1, 1));
    assert_eq!(wereld.stand().await, ["zuid x 1 -"]);
    assert_eq!(wereld.getal("select count(*) from beheer.csv_levering").await, 1);
    let wacht = "select bron from beheer.taak where not is_gepubliceerd";
    assert_eq!(wereld.teksten(wacht).await, ["suite"]);
    assert_eq!(vergeet(&wereld.db, &wereld.slot, "suite", "jan", "proef").await.unwrap(), None);
    let audit = "select concat_ws(' ', wie, handeling, object, resultaat) from beheer.audit \
         order by audit_id";
    assert_eq!(
        wereld.teksten(audit).await,
        [
            "jan csv bron vergeten suite 1 leveringen, 1 rijen; reden: proef",
            "jan csv bron vergeten suite niets geladen; reden: proef"
        ]
    );
    let weer = wereld.teams(&levering("a", 1), &[("noord", "x")]).await;
    assert_eq!(weer.telling.geladen.records, 1);
}
