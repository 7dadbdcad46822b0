//! The runs that deliveries give, case by case.

use load::zaak::{Levering, Leveringsoort};
use sqlx::PgPool;

use super::fixture::{Wereld, levering};

#[sqlx::test(migrations = false)]
async fn a_full_delivery_ends_what_it_does_not_have_and_goes_on_with_what_it_has(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.teams(&levering("b", 5), &[("noord", "x"), ("oost", "x"), ("zuid", "x")]).await;
    wereld.teams(&levering("c", 9), &[("noord", "x"), ("zuid", "y")]).await;
    let later = ["noord x 5 -", "oost x 5 9", "zuid x 5 9", "zuid y 9 -"];
    assert_eq!(wereld.stand().await, later);
    // Late, and between them: its neighbours stay what they were.
    wereld.teams(&levering("d", 7), &[("noord", "z"), ("oost", "x"), ("zuid", "y")]).await;
    let tussen =
        ["noord x 5 7", "noord z 7 9", "noord x 9 -", "oost x 5 9", "zuid x 5 7", "zuid y 7 -"];
    assert_eq!(wereld.stand().await, tussen);
}

#[sqlx::test(migrations = false)]
async fn changes_begin_a_run_each_and_leave_the_rest(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let mutaties = |naam, dag| Levering { soort: Leveringsoort::Mutaties, ..levering(naam, dag) };
    wereld.teams(&mutaties("a", 1), &[("noord", "x"), ("oost", "x")]).await;
    wereld.teams(&mutaties("c", 9), &[("noord", "x")]).await;
    wereld.teams(&mutaties("b", 5), &[("noord", "y")]).await;
    let stand = ["noord x 1 5", "noord y 5 9", "noord x 9 -", "oost x 1 -"];
    assert_eq!(wereld.stand().await, stand);
}

#[sqlx::test(migrations = false)]
async fn of_two_full_deliveries_of_a_day_the_greater_name_counts(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.teams(&levering("b", 5), &[("noord", "b")]).await;
    wereld.teams(&levering("a", 5), &[("noord", "a"), ("oost", "a")]).await;
    assert_eq!(wereld.stand().await, ["noord b 5 -"]);
    wereld.teams(&levering("c", 5), &[("noord", "c"), ("zuid", "c")]).await;
    assert_eq!(wereld.stand().await, ["noord c 5 -", "zuid c 5 -"]);
    // Under the same name: what was read last.
    wereld.teams(&levering("c", 5), &[("noord", "d")]).await;
    assert_eq!(wereld.stand().await, ["noord d 5 -"]);
}

#[sqlx::test(migrations = false)]
async fn a_file_that_is_read_again_replaces_its_own_effect(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.teams(&levering("a", 1), &[("noord", "x")]).await;
    let midden = wereld.teams(&levering("b", 5), &[("noord", "y"), ("oost", "x")]).await;
    wereld.teams(&levering("c", 9), &[("noord", "x")]).await;
    assert_eq!(wereld.stand().await, ["noord x 1 5", "noord y 5 9", "noord x 9 -", "oost x 5 9"]);
    let weer = Levering { bestand_id: Some(midden.bestand_id), ..levering("b", 5) };
    wereld.teams(&weer, &[("noord", "x")]).await;
    assert_eq!(wereld.stand().await, ["noord x 1 -"]);
    // With another reference date it moves.
    let anders = Levering { bestand_id: Some(midden.bestand_id), ..levering("b", 11) };
    wereld.teams(&anders, &[("noord", "x"), ("west", "x")]).await;
    assert_eq!(wereld.stand().await, ["noord x 1 -", "west x 11 -"]);
    assert_eq!(wereld.getal("select count(*) from beheer.csv_levering").await, 3);
}

#[sqlx::test(migrations = false)]
async fn sources_do_not_touch_each_other(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.teams(&levering("a", 1), &[("noord", "x")]).await;
    let andere = Levering { bron: "andere", ..levering("a", 5) };
    wereld.teams(&andere, &[("zuid", "x")]).await;
    assert_eq!(wereld.stand().await, ["noord x 1 -", "zuid x 5 -"]);
}

#[sqlx::test(migrations = false)]
async fn what_is_left_of_a_run_whose_file_was_read_again_names_that_file(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let eerste = wereld.teams(&levering("a", 1), &[("noord", "x"), ("zuid", "x")]).await;
    let tweede = wereld.teams(&levering("b", 5), &[("oost", "x"), ("zuid", "x")]).await;
    let weer = Levering { bestand_id: Some(eerste.bestand_id), ..levering("a", 1) };
    wereld.teams(&weer, &[("noord", "x")]).await;
    assert_eq!(wereld.stand().await, ["noord x 1 5", "oost x 5 -", "zuid x 5 -"]);
    // The line is that of the file as it was.
    let herkomst =
        "select concat_ws(' ', team, bestand_id, regel) from landing.csv_team order by 1";
    let verwacht = [("noord", &eerste, 2), ("oost", &tweede, 2), ("zuid", &eerste, 3)];
    let verwacht = verwacht.map(|(team, van, regel)| format!("{team} {} {regel}", van.bestand_id));
    assert_eq!(wereld.teksten(herkomst).await, verwacht);
}
