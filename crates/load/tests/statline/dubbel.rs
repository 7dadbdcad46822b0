//! Cells that a table gives more than once: every value is kept, in an order that is not that of the pages.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a fixture that cannot be made is a failing test"
)]

use domain::statline::{Blok, Cel, Celwaarde, Dimensierol, Keuze, Leegte, Tabel};
use load::Error;
use load::statline::{Waarden, cijfers};
use sqlx::PgPool;

use crate::wereld::{
    Wereld, blok, code, dimensie, gemeente, getal, leeg, onderwerp, periode, plaatsing, tabel,
};

/// One measure, two municipalities, one year: two cells.
fn jeugd(versie: &str) -> Tabel {
    let regio = vec![
        code("PV26", "Utrecht (PV)"),
        gemeente("GM0344", "Utrecht", ("PV26", None, None)),
        gemeente("GM0307", "Amersfoort", ("PV26", None, None)),
    ];
    tabel(
        "85000NED",
        versie,
        vec![
            dimensie("RegioS", Dimensierol::Gebied, regio),
            dimensie("Perioden", Dimensierol::Periode, vec![periode("2022JJ00", "Definitief")]),
        ],
        vec![onderwerp("M001", "Jongeren", "aantal")],
    )
}

/// Amersfoort is 5; Utrecht has these values, in this order of rows.
fn met(tabel: &Tabel, utrecht: &[Celwaarde]) -> Blok {
    let vast = |_: &str, codes: &[&str]| (codes[0] == "GM0307").then(|| getal("5"));
    let mut blok = blok(tabel, &Keuze::alles(2), &vast);
    let cel = |waarde: &Celwaarde| Cel { rij: 1, onderwerp: 0, waarde: waarde.clone() };
    blok.cellen.extend(utrecht.iter().map(cel));
    blok
}

/// Loads a version; tells read, new, changed, gone and equal.
async fn load(wereld: &Wereld, versie: &str, utrecht: &[Celwaarde]) -> [u64; 5] {
    let tabel = jeugd(versie);
    let place = plaatsing("bron", &tabel);
    let blok = met(&tabel, utrecht);
    let done = wereld.try_load(&place, &tabel, &Keuze::alles(2), &blok).await.unwrap();
    wereld.check().await;
    [done.cellen, done.nieuw, done.gewijzigd, done.verdwenen, done.gelijk]
}

fn getallen<const N: usize>(waarden: [&str; N]) -> [Celwaarde; N] {
    waarden.map(getal)
}

/// What Utrecht is now: number in its cell, and value.
const NU: &str = "select concat_ws(' ', volgnummer, waarde, tekst, reden_leeg) from mart.statline \
                  where gebiedscode = 'GM0344' order by volgnummer";

/// Cells with more than one value.
const DUBBEL: &str = "select concat_ws(' ', tabel_id, onderwerp, gebiedsnaam, periode, aantal_waarnemingen, \
                      laagste_waarde, hoogste_waarde) from mart.statline_dubbel";

#[sqlx::test(migrations = false)]
async fn every_value_of_a_cell_is_kept(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    assert_eq!(load(&wereld, "202301010200", &getallen(["20.5", "10"])).await, [3, 3, 0, 0, 0]);
    assert_eq!(wereld.texts(NU).await, ["0 10", "1 20.5"]);
    assert_eq!(
        wereld.texts(DUBBEL).await,
        ["85000NED Arbeid / Jongeren Utrecht 2022JJ00 2 10 20.5"]
    );
    // Nothing is counted as left out, and nothing of the pull stays.
    let task = "select concat_ws(' ', gelezen, geladen, dubbel, status) from beheer.taak";
    assert_eq!(wereld.texts(task).await, ["3 3 0 succeeded"]);
    let landing = "select count(*)::text from landing.statline_cel";
    assert_eq!(wereld.texts(landing).await, ["0"]);
    // A program that exports reads both.
    let mut exported = Vec::new();
    let neem = |cijfer: load::statline::Cijfer| {
        exported.push((cijfer.volgnummer, cijfer.waarde.unwrap_or_default()));
        true
    };
    assert_eq!(cijfers(&wereld.db, "85000NED", Waarden::Geldend, neem).await.unwrap(), 3);
    assert_eq!(exported, [(0, "5".to_owned()), (0, "10".to_owned()), (1, "20.5".to_owned())]);
}

#[sqlx::test(migrations = false)]
async fn the_order_of_the_pages_is_of_no_account(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let tekst = |tekst: &str| Celwaarde::Tekst(tekst.into());
    let mut values = vec![
        leeg(Leegte::Onbekend),
        tekst("b"),
        getal("2"),
        leeg(Leegte::Geheim),
        getal("10"),
        tekst("B"),
        getal("2.0"),
        getal("2"),
    ];
    assert_eq!(load(&wereld, "202301010200", &values).await, [9, 9, 0, 0, 0]);
    let expect = ["0 2", "1 2", "2 2.0", "3 10", "4 B", "5 b", "6 geheim", "7 onbekend"];
    assert_eq!(wereld.texts(NU).await, expect);
    let before = wereld.everything().await;
    for _ in 0..values.len() {
        values.rotate_left(3);
        assert_eq!(load(&wereld, "202301010200", &values).await, [9, 0, 0, 0, 9]);
        assert_eq!(wereld.everything().await, before);
    }
    // A warehouse that began with another order has the same rows.
    values.reverse();
    wereld.execute("truncate dwh.feit_statline, ref.statline_tabel").await;
    assert_eq!(load(&wereld, "202301010200", &values).await, [9, 9, 0, 0, 0]);
    assert_eq!(wereld.texts(NU).await, expect);
}

/// Version, values of Utrecht, what changed, and what Utrecht is then.
type Stap<'s> = (&'s str, &'s [Celwaarde], [u64; 5], &'s [&'s str]);

#[sqlx::test(migrations = false)]
async fn a_cell_becomes_double_changes_and_is_one_again(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let steps: [Stap<'_>; 8] = [
        ("202301010200", &getallen(["10"]), [2, 2, 0, 0, 0], &["0 10"]),
        // The value that stood, and one more.
        ("202302010200", &getallen(["20", "10"]), [3, 1, 0, 0, 2], &["0 10", "1 20"]),
        ("202303010200", &getallen(["10", "20"]), [3, 0, 0, 0, 3], &["0 10", "1 20"]),
        ("202304010200", &getallen(["21", "10"]), [3, 0, 1, 0, 2], &["0 10", "1 21"]),
        ("202305010200", &getallen(["10", "10"]), [3, 0, 1, 0, 2], &["0 10", "1 10"]),
        ("202306010200", &getallen(["10"]), [2, 0, 0, 1, 2], &["0 10"]),
        ("202307010200", &[], [1, 0, 0, 1, 1], &[]),
        // A cell that is new, and double at once.
        ("202308010200", &getallen(["4", "3"]), [3, 2, 0, 0, 1], &["0 3", "1 4"]),
    ];
    for (versie, utrecht, expect, now) in steps {
        assert_eq!(load(&wereld, versie, utrecht).await, expect, "{versie}");
        assert_eq!(wereld.texts(NU).await, now, "{versie}");
        assert_eq!(wereld.texts(DUBBEL).await.len(), usize::from(now.len() > 1), "{versie}");
    }
    let told = "select concat_ws(' ', versie_nieuw, volgnummer, soort, waarde_oud, waarde_nieuw) \
                from mart.statline_herziening order by herzien_op";
    assert_eq!(
        wereld.texts(told).await,
        [
            "202304010200 1 waarde 20 21",
            "202305010200 1 waarde 21 10",
            "202306010200 1 verdwenen 10",
            "202307010200 0 verdwenen 10",
        ]
    );
}

/// Nobody knows which value counts: a sum over municipalities takes neither.
#[sqlx::test(migrations = false)]
async fn a_double_cell_is_in_no_sum(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let sums = "select concat_ws(' ', gemeentecode, coalesce(waarde::text, '-'), aantal_gemeenten, is_volledig) \
                from mart.statline_naar_nu order by 1";
    load(&wereld, "202301010200", &getallen(["10"])).await;
    assert_eq!(wereld.texts(sums).await, ["0307 5 1 t", "0344 10 1 t"]);
    load(&wereld, "202302010200", &getallen(["10", "20"])).await;
    assert_eq!(wereld.texts(sums).await, ["0307 5 1 t", "0344 - 1 f"]);
}

#[sqlx::test(migrations = false)]
async fn more_values_than_can_be_numbered_are_refused(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    load(&wereld, "202301010200", &getallen(["10"])).await;
    let before = wereld.everything().await;
    let tabel = jeugd("202302010200");
    let (place, keuze) = (plaatsing("bron", &tabel), Keuze::alles(2));
    let mut values = vec![getal("1"); 32_769];
    let blok = met(&tabel, &values);
    let refused = wereld.try_load(&place, &tabel, &keuze, &blok).await.unwrap_err();
    assert!(matches!(refused, Error::DuplicateCell { .. }), "{refused}");
    assert_eq!(refused.code(), "DUPLICATE_KEY");
    assert_eq!(wereld.everything().await, before);
    load::statline::discard(&wereld.db, &wereld.slot, "bron").await.unwrap();
    values.pop();
    assert_eq!(load(&wereld, "202302010200", &values).await, [32_769, 32_767, 1, 0, 1]);
}
