//! The same row, key or file more than once.

use domain::Clientsleutel;
use domain::Code;
use domain::zaaksysteem::{Entiteit, Veldwaarde};
use load::ledger::Status;
use load::zaak::{Levering, Leveringsoort};
use sqlx::PgPool;

use super::fixture::{Wereld, levering, record, regels, team, tekst};

const QUARANTAINE: &str = "select concat_ws(' ', regelnummer, code, plaats, records) \
     from beheer.quarantaine order by regelnummer, code";
const DUBBEL: &str = "select concat_ws(' ', ding.naam, ding.status, coalesce(eerder.naam, '-')) \
     from beheer.bestand as ding left join beheer.bestand as eerder \
     on ding.dubbel_van = eerder.bestand_id order by ding.bestand_id";

#[sqlx::test(migrations = false)]
async fn the_same_row_again_is_a_duplicate(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let teams = [("noord", "x"), ("zuid", "x"), ("noord", "x"), ("noord", "x")];
    let geschreven = wereld.teams(&levering("a", 1), &teams).await;
    assert_eq!(geschreven.telling.geladen.records, 2);
    assert_eq!(geschreven.telling.dubbel.records, 2);
    assert_eq!(geschreven.status, Status::Succeeded);
    assert_eq!(
        wereld.teksten("select regel::text from landing.csv_team order by 1").await,
        ["2", "3"]
    );
}

#[sqlx::test(migrations = false)]
async fn a_key_with_two_contents_is_refused_and_what_stood_stays(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.teams(&levering("a", 1), &[("noord", "x"), ("zuid", "x")]).await;
    let twijfel = [("noord", "y"), ("zuid", "x"), ("noord", "z"), ("west", "x"), ("oost", "x")];
    let geschreven = wereld.teams(&levering("b", 5), &twijfel).await;
    assert_eq!(geschreven.telling.geladen.records, 3);
    assert_eq!(geschreven.telling.gequarantaineerd.records, 2);
    assert_eq!(geschreven.status, Status::Partial);
    let stand = ["noord x 1 -", "oost x 5 -", "west x 5 -", "zuid x 1 -"];
    assert_eq!(wereld.stand().await, stand);
    let verwacht = [
        "2 DUPLICATE_KEY regel 2, sleutel van team 1",
        "4 DUPLICATE_KEY regel 4, sleutel van team 1",
    ];
    assert_eq!(wereld.teksten(QUARANTAINE).await, verwacht);
    // A delivery before it does not learn from it what stood there.
    wereld.teams(&levering("c", 3), &[("noord", "w"), ("zuid", "x")]).await;
    assert_eq!(wereld.stand().await[..2], ["noord x 1 3", "noord w 3 -"]);
    // Read again without the doubt, it does.
    let weer = Levering { bestand_id: Some(geschreven.bestand_id), ..levering("b", 5) };
    wereld.teams(&weer, &[("noord", "y"), ("zuid", "x")]).await;
    let stand = ["noord x 1 3", "noord w 3 5", "noord y 5 -", "zuid x 1 -"];
    assert_eq!(wereld.stand().await, stand);
    assert_eq!(wereld.getal("select count(*) from beheer.csv_onbeslist").await, 0);
    let open = "select count(*) from beheer.quarantaine where status = 'open'";
    assert_eq!(wereld.getal(open).await, 0);
}

#[sqlx::test(migrations = false)]
async fn a_row_with_a_key_in_doubt_is_refused_whole(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let client = |plaats: &str| {
        let sleutel = Veldwaarde::Sleutel(Clientsleutel::from_bytes([7; 16]));
        record(Entiteit::Client, &[("client", sleutel), ("postcode", tekst(plaats))])
    };
    let gegeven = Levering { entiteiten: &[Entiteit::Team, Entiteit::Client], ..levering("a", 1) };
    let mut rijen = Vec::new();
    for (regel, naam, plaats) in [(2, "noord", "1000AA"), (3, "zuid", "1000AB"), (4, "oost", "")] {
        rijen.push((regel, team(naam, "x")));
        if !plaats.is_empty() {
            rijen.push((regel, client(plaats)));
        }
    }
    let mut schrijver = wereld.begin(&gegeven).await;
    schrijver.rijen(&rijen).await.unwrap();
    let geschreven = schrijver.sluit(3).await.unwrap();
    assert_eq!(geschreven.telling.gequarantaineerd.records, 2);
    assert_eq!(wereld.stand().await, ["oost x 1 -"]);
    assert_eq!(wereld.getal("select count(*) from landing.csv_client").await, 0);
    assert_eq!(wereld.getal("select count(*) from beheer.csv_onbeslist").await, 3);
}

#[sqlx::test(migrations = false)]
async fn a_row_that_brings_something_is_no_duplicate(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let gegeven =
        Levering { entiteiten: &[Entiteit::Team, Entiteit::Aanbieder], ..levering("a", 1) };
    let aanbieder = record(Entiteit::Aanbieder, &[("aanbieder_agb", tekst("42420001"))]);
    let rijen = [
        (2, team("noord", "x")),
        (2, aanbieder.clone()),
        (3, team("zuid", "x")),
        (3, aanbieder.clone()),
        (4, team("zuid", "x")),
        (4, aanbieder),
    ];
    let mut schrijver = wereld.begin(&gegeven).await;
    schrijver.rijen(&rijen).await.unwrap();
    let geschreven = schrijver.sluit(3).await.unwrap();
    assert_eq!((geschreven.telling.geladen.records, geschreven.telling.dubbel.records), (2, 1));
    assert_eq!(wereld.getal("select count(*) from landing.csv_aanbieder").await, 1);
}

#[sqlx::test(migrations = false)]
async fn the_same_file_under_another_name_changes_nothing(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let teams = [("noord", "x"), ("zuid", "x")];
    for soort in [Leveringsoort::Volledig, Leveringsoort::Mutaties] {
        let gegeven = Levering { soort, ..levering("a", 1) };
        let eerste = wereld.teams(&gegeven, &teams).await;
        let ander = Levering { naam: "b", ..gegeven.clone() };
        let geschreven = wereld.teams(&ander, &teams).await;
        assert_eq!(geschreven.telling.dubbel.records, 2);
        assert_eq!(geschreven.telling.geladen.records, 0);
        assert_eq!(wereld.stand().await, ["noord x 1 -", "zuid x 1 -"]);
        let dubbel: (String, Option<i64>) =
            sqlx::query_as("select status, dubbel_van from beheer.bestand where bestand_id = $1")
                .bind(geschreven.bestand_id)
                .fetch_one(wereld.db.pool())
                .await
                .unwrap();
        assert_eq!(dubbel, ("dubbel".to_owned(), Some(eerste.bestand_id)));
        sqlx::raw_sql("truncate landing.csv_team, beheer.csv_levering")
            .execute(wereld.db.pool())
            .await
            .unwrap();
    }
    // The same bytes for another day are a delivery: nothing changed in between.
    let eerste = levering("a", 1);
    wereld.teams(&eerste, &teams).await;
    wereld.teams(&levering("m", 3), &[("noord", "x")]).await;
    let later = Levering { naam: "z", peildatum: super::fixture::dag(5), ..eerste };
    let geschreven = wereld.teams(&later, &teams).await;
    assert_eq!(geschreven.telling.geladen.records, 2);
    assert_eq!(wereld.stand().await, ["noord x 1 -", "zuid x 1 3", "zuid x 5 -"]);
}

#[sqlx::test(migrations = false)]
async fn the_first_of_two_equal_files_stays_the_first_when_it_is_read_again(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let teams = [("noord", "x"), ("zuid", "x")];
    let eerste = wereld.teams(&levering("a", 1), &teams).await;
    wereld.teams(&Levering { naam: "b", ..levering("a", 1) }, &teams).await;
    let weer = Levering { bestand_id: Some(eerste.bestand_id), ..levering("a", 1) };
    let geschreven = wereld.teams(&weer, &teams).await;
    assert_eq!((geschreven.telling.geladen.records, geschreven.telling.dubbel.records), (2, 0));
    assert_eq!(wereld.teksten(DUBBEL).await, ["a geladen -", "b dubbel a"]);
    assert_eq!(wereld.stand().await, ["noord x 1 -", "zuid x 1 -"]);
}

#[sqlx::test(migrations = false)]
async fn a_file_is_no_duplicate_of_one_that_brought_nothing(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let twijfel = wereld.teams(&levering("a", 1), &[("noord", "x"), ("noord", "y")]).await;
    assert_eq!(twijfel.telling.geladen.records, 0);
    // The same bytes, read by another mapping.
    let ander = Levering { naam: "b", ..levering("a", 1) };
    let geschreven = wereld.teams(&ander, &[("noord", "x"), ("zuid", "y")]).await;
    assert_eq!((geschreven.telling.geladen.records, geschreven.telling.dubbel.records), (2, 0));
    assert_eq!(wereld.teksten(DUBBEL).await, ["a deels -", "b geladen -"]);
}

#[sqlx::test(migrations = false)]
async fn the_same_bytes_by_another_value_list_are_loaded(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    for soort in [Leveringsoort::Volledig, Leveringsoort::Mutaties] {
        let gegeven = Levering { soort, ..levering("b", 1) };
        wereld.teams(&gegeven, &[("noord", "x"), ("zuid", "x")]).await;
        let ander = Levering { naam: "c", ..gegeven.clone() };
        let nieuw = [("noord", "y"), ("zuid", "x")];
        let geschreven = wereld.teams(&ander, &nieuw).await;
        assert_eq!((geschreven.telling.geladen.records, geschreven.telling.dubbel.records), (2, 0));
        assert_eq!(wereld.stand().await, ["noord y 1 -", "zuid x 1 -"]);
        // Read again it brings what it brought.
        let weer = Levering { bestand_id: Some(geschreven.bestand_id), ..ander.clone() };
        wereld.teams(&weer, &nieuw).await;
        // Once more, the file changes nothing; nor does one that goes before what counts.
        wereld.teams(&Levering { naam: "d", ..gegeven.clone() }, &nieuw).await;
        if soort == Leveringsoort::Volledig {
            let minder = Levering { naam: "a", ..gegeven.clone() };
            wereld.teams(&minder, &[("noord", "z")]).await;
        }
        let expect = ["b geladen -", "c geladen -", "d dubbel b", "a dubbel b"];
        let is_full = soort == Leveringsoort::Volledig;
        assert_eq!(wereld.teksten(DUBBEL).await, expect[..3 + usize::from(is_full)]);
        assert_eq!(wereld.stand().await, ["noord y 1 -", "zuid x 1 -"]);
        // A duplicate that tells something else when it is read again is none any more.
        let nummer = "select bestand_id from beheer.bestand where naam = 'd'";
        let weer =
            Levering { naam: "d", bestand_id: Some(wereld.getal(nummer).await), ..gegeven.clone() };
        wereld.teams(&weer, &[("noord", "x"), ("zuid", "x")]).await;
        let is_loaded =
            "select count(*) from beheer.bestand where naam = 'd' and status = 'geladen'";
        assert_eq!(wereld.getal(is_loaded).await, 1);
        assert_eq!(wereld.stand().await, ["noord x 1 -", "zuid x 1 -"]);
        sqlx::raw_sql("truncate landing.csv_team, beheer.csv_levering, beheer.bestand")
            .execute(wereld.db.pool())
            .await
            .unwrap();
    }
}

#[sqlx::test(migrations = false)]
async fn the_same_bytes_for_another_entity_are_loaded(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.teams(&levering("a", 1), &[("noord", "x")]).await;
    let ander = Levering { naam: "b", entiteiten: &[Entiteit::Aanbieder], ..levering("a", 1) };
    let aanbieder = record(Entiteit::Aanbieder, &[("aanbieder_agb", tekst("42420001"))]);
    let geschreven = wereld.laad(&ander, &regels([aanbieder])).await;
    assert_eq!((geschreven.telling.geladen.records, geschreven.telling.dubbel.records), (1, 0));
    assert_eq!(wereld.teksten(DUBBEL).await, ["a geladen -", "b geladen -"]);
}

#[sqlx::test(migrations = false)]
async fn two_municipalities_may_use_the_same_key(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let van = |gemeente: &str| {
        let mut record = team("noord", gemeente);
        record.waarden[2] = tekst(gemeente);
        record
    };
    let rijen = regels([van("0384"), van("0363"), team("noord", "0384b")]);
    let geschreven = wereld.laad(&levering("a", 1), &rijen).await;
    // The last names none, so it is of the municipality of the source: in doubt with the first.
    assert_eq!(geschreven.telling.gequarantaineerd.records, 2);
    let codes = "select gemeentecode::text from landing.csv_team";
    assert_eq!(wereld.teksten(codes).await, ["0363"]);
    assert_eq!(geschreven.code, None::<Code>);
}
