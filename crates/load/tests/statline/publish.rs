//! Publishing: what changed is told apart from what stayed, nothing is overwritten, and it is all or nothing.

use domain::statline::{Celwaarde, Dimensierol, Keuze, Leegte, Tabel};
use load::Error;
use load::slot::Slot;
use load::statline::publish;
use sqlx::PgPool;

use crate::wereld::{
    Wereld, blok, code, dimensie, gemeente, getal, leeg, onderwerp, periode, plaatsing, tabel,
};

const JAREN: [&str; 2] = ["2021JJ00", "2022JJ00"];

/// Two measures, three sexes, three areas, two years: 36 cells.
fn arbeid(versie: &str) -> Tabel {
    let geslacht = vec![
        code("T001038", "Totaal mannen en vrouwen"),
        code("3000", "Mannen"),
        code("4000", "Vrouwen"),
    ];
    let regio = vec![
        code("NL01", "Nederland"),
        code("PV26", "Utrecht (PV)"),
        gemeente("GM0344", "Utrecht (gemeente)", ("PV26", None, None)),
    ];
    let jaren = JAREN.map(|jaar| periode(jaar, "Definitief")).to_vec();
    tabel(
        "85000NED",
        versie,
        vec![
            dimensie("Geslacht", Dimensierol::Categorie, geslacht),
            dimensie("RegioS", Dimensierol::Gebied, regio),
            dimensie("Perioden", Dimensierol::Periode, jaren),
        ],
        vec![
            onderwerp("M001", "Nettoarbeidsparticipatie", "%"),
            onderwerp("M002", "Werkzame beroepsbevolking", "x 1000"),
        ],
    )
}

#[expect(clippy::unnecessary_wraps, reason = "the shape of what a table holds")]
fn overal(_: &str, _: &[&str]) -> Option<Celwaarde> {
    Some(getal("69.9"))
}

/// The first measure of all sexes in the municipality in 2022 is `waarde`; `None`: there is no such cell.
fn met(waarde: Option<Celwaarde>) -> impl Fn(&str, &[&str]) -> Option<Celwaarde> {
    move |onderwerp, codes| {
        let is_die = onderwerp == "M001" && codes == ["T001038", "GM0344", "2022JJ00"];
        if is_die { waarde.clone() } else { overal(onderwerp, codes) }
    }
}

/// Each value of that cell: value or reason, version that brought it, version that ended it.
const VERLOOP: &str = "select concat_ws(' ', coalesce(waarde::text, reden_leeg), versie, \
    coalesce(vervallen_versie, '-')) from dwh.feit_statline as f \
    inner join dwh.dim_onderwerp as o using (onderwerp_sk) \
    inner join dwh.dim_gebied as g using (gebied_sk) \
    where o.titel = 'Nettoarbeidsparticipatie' and g.gebiedscode = 'GM0344' \
    and f.periode = '2022JJ00' and f.dimensies = '{\"Geslacht\": \"T001038\"}' order by f.geladen_op";

#[sqlx::test(migrations = false)]
async fn the_same_again_changes_nothing(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    assert_eq!(wereld.load(&arbeid("202301010200"), &overal).await, [36, 36, 0, 0, 0]);
    let before = wereld.everything().await;
    assert_eq!(wereld.load(&arbeid("202301010200"), &overal).await, [36, 0, 0, 0, 36]);
    assert_eq!(wereld.everything().await, before);
    let tasks =
        "select concat_ws(' ', gelezen, geladen, dubbel, status) from beheer.taak order by taak_id";
    assert_eq!(wereld.texts(tasks).await, ["36 36 0 succeeded", "36 36 0 succeeded"]);
    let bron = "select concat_ws(' ', bron, tabel_id, versie, structuur is not null) from beheer.statline_bron";
    assert_eq!(wereld.texts(bron).await, ["bron 85000NED 202301010200 t"]);
    let rows = "select concat_ws(' ', is_totaal, is_kop, is_marge, dimensies, label) \
                from dwh.dim_statline_combinatie order by label";
    assert_eq!(
        wereld.texts(rows).await,
        [
            "f f f {\"Geslacht\": \"3000\"} Mannen",
            "t t f {\"Geslacht\": \"T001038\"} Totaal mannen en vrouwen",
            "f f f {\"Geslacht\": \"4000\"} Vrouwen",
        ]
    );
    let areas = "select concat_ws(' ', gebiedscode, niveau, gebiedsnaam, ouder_gebiedscode, provinciecode) \
                 from dwh.dim_gebied where gebied_sk > 0 order by 1";
    assert_eq!(
        wereld.texts(areas).await,
        [
            "GM0344 gemeente Utrecht (gemeente) PV26 PV26",
            "NL01 land Nederland",
            "PV26 provincie Utrecht (PV) NL01 PV26",
        ]
    );
}

#[sqlx::test(migrations = false)]
async fn a_revised_value_keeps_both_and_touches_no_other(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&arbeid("202301010200"), &overal).await;
    let others = "select concat_ws(' ', xmin, f) from dwh.feit_statline as f \
                  where versie = '202301010200' and vervallen_op is null order by 1";
    let before = wereld.texts(others).await;
    // (version, what the cell is, what changed); a number is the same in however many decimals.
    let steps = [
        ("202302010200", Some(getal("69.90")), [36, 0, 0, 0, 36]),
        ("202303010200", Some(getal("70.1")), [36, 0, 1, 0, 35]),
        ("202304010200", Some(leeg(Leegte::Onbekend)), [36, 0, 1, 0, 35]),
        ("202305010200", Some(leeg(Leegte::Geheim)), [36, 0, 1, 0, 35]),
        ("202306010200", None, [35, 0, 0, 1, 35]),
        ("202307010200", None, [35, 0, 0, 0, 35]),
        ("202308010200", Some(getal("0")), [36, 1, 0, 0, 35]),
    ];
    for (versie, waarde, expect) in steps {
        assert_eq!(wereld.load(&arbeid(versie), &met(waarde)).await, expect, "{versie}");
    }
    assert_eq!(
        wereld.texts(VERLOOP).await,
        [
            "69.9 202301010200 202303010200",
            "70.1 202303010200 202304010200",
            "onbekend 202304010200 202305010200",
            "geheim 202305010200 202306010200",
            "0 202308010200 -",
        ]
    );
    let after = wereld.texts(others).await;
    assert_eq!(after.len(), 35);
    assert!(after.iter().all(|row| before.contains(row)));
    let told = "select concat_ws(' ', soort, waarde_oud, waarde_nieuw, verschil, reden_nieuw, versie_nieuw) \
                from mart.statline_herziening order by herzien_op";
    assert_eq!(
        wereld.texts(told).await,
        [
            "waarde 69.9 70.1 0.2 202303010200",
            "leeg geworden 70.1 onbekend 202304010200",
            "andere reden geheim 202305010200",
            "verdwenen 202306010200",
        ]
    );
}

#[sqlx::test(migrations = false)]
async fn only_what_was_selected_can_disappear(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let first = arbeid("202301010200");
    wereld.load(&first, &overal).await;
    // Only men, only the municipality, only 2022, only the second measure: one cell, and it is gone.
    let keuze = Keuze {
        dimensies: vec![Some(vec![1]), Some(vec![2]), Some(vec![1])],
        onderwerpen: Some(vec![1]),
    };
    let second = arbeid("202302010200");
    let place = plaatsing("deel", &second);
    assert_eq!(wereld.load_some(&place, &second, &keuze, &|_, _| None).await, [0, 0, 0, 1, 0]);
    assert_eq!(wereld.load_some(&place, &second, &keuze, &overal).await, [1, 1, 0, 0, 0]);
    // Another source on the same table shares its cells.
    assert_eq!(wereld.load_some(&place, &second, &keuze, &overal).await, [1, 0, 0, 0, 1]);
    assert_eq!(wereld.load(&second, &overal).await, [36, 0, 0, 0, 36]);
    let sources = "select concat_ws(' ', bron, versie) from beheer.statline_bron order by 1";
    assert_eq!(wereld.texts(sources).await, ["bron 202302010200", "deel 202302010200"]);
    // A dimension that is wanted whole also means the codes that the table no longer has; a chosen one does not.
    let mut third = arbeid("202303010200");
    third.dimensies[1].codes.remove(1);
    let keuze = Keuze { dimensies: vec![None, Some(vec![0, 1]), None], onderwerpen: None };
    assert_eq!(wereld.load_some(&place, &third, &keuze, &overal).await, [24, 0, 0, 0, 24]);
    assert_eq!(wereld.load(&third, &overal).await, [24, 0, 0, 12, 24]);
    third.dimensies[0].codes.remove(1);
    let keuze = Keuze { dimensies: vec![Some(vec![0, 1]), None, None], onderwerpen: None };
    assert_eq!(wereld.load_some(&place, &third, &keuze, &overal).await, [16, 0, 0, 0, 16]);
    assert_eq!(wereld.load(&third, &overal).await, [16, 0, 0, 8, 16]);
}

#[sqlx::test(migrations = false)]
async fn longer_lists_move_no_cell(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&arbeid("202301010200"), &overal).await;
    let mut grown = arbeid("202401010200");
    grown.dimensies[0].codes.insert(0, code("9999", "Onbekend"));
    grown.dimensies[1].codes.insert(1, gemeente("GM0307", "Amersfoort", ("PV26", None, None)));
    grown.dimensies[2].codes.insert(0, periode("2020JJ00", "Definitief"));
    grown.onderwerpen.insert(0, onderwerp("M000", "Brutoarbeidsparticipatie", "%"));
    // 3 measures x 4 sexes x 4 areas x 3 years.
    assert_eq!(wereld.load(&grown, &overal).await, [144, 108, 0, 0, 36]);
}

#[sqlx::test(migrations = false)]
async fn a_renumbered_measure_stays_the_same(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let v3 = |versie: &str, nummer: u32| {
        let mut tabel = arbeid(versie);
        tabel.protocol = domain::statline::Protocol::V3;
        for (onderwerp, plek) in tabel.onderwerpen.iter_mut().zip(nummer..) {
            onderwerp.code = format!("Onderwerp_{plek}");
        }
        tabel
    };
    wereld.load(&v3("202301010200", 87), &overal).await;
    let keys = "select concat_ws(' ', onderwerp_sk, titel) from dwh.dim_onderwerp order by 1";
    let before = wereld.texts(keys).await;
    assert_eq!(wereld.load(&v3("202401010200", 91), &overal).await, [36, 0, 0, 0, 36]);
    assert_eq!(wereld.texts(keys).await, before);
    let codes = "select onderwerp_code from dwh.dim_onderwerp where onderwerp_sk > 0 order by 1";
    assert_eq!(wereld.texts(codes).await, ["Onderwerp_91", "Onderwerp_92"]);
    // A measure that is gone is no longer current, and its cells ended.
    let mut less = v3("202501010200", 91);
    less.onderwerpen.pop();
    assert_eq!(wereld.load(&less, &overal).await, [18, 0, 0, 18, 18]);
    let actual = "select concat_ws(' ', titel, is_actueel) from dwh.dim_onderwerp where onderwerp_sk > 0 order by 1";
    assert_eq!(
        wereld.texts(actual).await,
        ["Nettoarbeidsparticipatie t", "Werkzame beroepsbevolking f"]
    );
}

#[sqlx::test(migrations = false)]
async fn another_unit_is_another_value(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&arbeid("202301010200"), &overal).await;
    let mut tabel = arbeid("202401010200");
    tabel.onderwerpen[1] = onderwerp("M002", "Werkzame beroepsbevolking", "aantal");
    assert_eq!(wereld.load(&tabel, &overal).await, [36, 0, 18, 0, 18]);
    let units = "select distinct concat_ws(' ', eenheid, vervallen_op is null) from dwh.feit_statline order by 1";
    assert_eq!(wereld.texts(units).await, ["% t", "aantal t", "x 1000 f"]);
}

#[sqlx::test(migrations = false)]
async fn a_status_that_changes_is_kept_with_its_past(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let mut first = arbeid("202301010200");
    first.dimensies[2].codes[1] = periode("2022JJ00", "Voorlopig");
    wereld.load(&first, &overal).await;
    assert_eq!(wereld.load(&arbeid("202401010200"), &overal).await, [36, 0, 0, 0, 36]);
    let status = "select concat_ws(' ', periode, status, versie, vervallen_op is null, begindatum, einddatum) \
                  from dwh.dim_statline_periode order by periode, geladen_op";
    assert_eq!(
        wereld.texts(status).await,
        [
            "2021JJ00 Definitief 202301010200 t 2021-01-01 2021-12-31",
            "2022JJ00 Voorlopig 202301010200 f 2022-01-01 2022-12-31",
            "2022JJ00 Definitief 202401010200 t 2022-01-01 2022-12-31",
        ]
    );
    let now = "select concat_ws(' ', status, aantal_statussen) from mart.statline_periode order by periode";
    assert_eq!(wereld.texts(now).await, ["Definitief 1", "Definitief 2"]);
}

#[sqlx::test(migrations = false)]
async fn a_pull_that_is_not_whole_changes_nothing(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&arbeid("202301010200"), &overal).await;
    let before = wereld.everything().await;
    let tabel = arbeid("202302010200");
    let keuze = Keuze::alles(3);
    let place = plaatsing("bron", &tabel);
    let cells = blok(&tabel, &keuze, &met(Some(getal("1"))));
    for (harm, words) in [
        (
            "update landing.statline_deel set is_klaar = false",
            "the only part stopped after 36 of 36 rows",
        ),
        (
            "update landing.statline_deel set rijen_verwacht = 37",
            "the only part gave 36 rows where 37 were announced",
        ),
        (
            "delete from landing.statline_cel where waarde = 1",
            "35 cells are stored where 36 were counted",
        ),
        ("delete from landing.statline_deel", "it has 0 parts of 1"),
        (
            "update landing.statline_cel set gebied_sk = 1 where waarde = 1",
            "1 cells have a code that was not asked for",
        ),
        (
            "update landing.statline_cel set combinatie_sk = 1 where waarde = 1",
            "1 combinations of codes were not asked for",
        ),
    ] {
        let trek = wereld.pull(&place, &tabel, &keuze, &cells).await;
        wereld.execute(harm).await;
        let task = wereld.task("bron");
        let refused = publish(&wereld.db, &wereld.slot, &trek, &place, &tabel, &keuze, &task).await;
        let Err(Error::Incomplete { table, what }) = refused else { panic!("{refused:?}") };
        assert_eq!((table.as_str(), what.as_str()), ("85000NED", words));
        assert_eq!(wereld.everything().await, before);
        load::statline::discard(&wereld.db, &wereld.slot, "bron").await.unwrap();
    }
    assert_eq!(wereld.load(&tabel, &met(Some(getal("1")))).await, [36, 0, 1, 0, 35]);
}

/// A row that the schema refuses fails half-way, after dimensions and closed rows were written.
#[sqlx::test(migrations = false)]
async fn a_failure_in_the_middle_leaves_everything(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&arbeid("202301010200"), &overal).await;
    let before = wereld.everything().await;
    let mut tabel = arbeid("202302010200");
    tabel.dimensies[1].codes[0] = code("NL01", "Anders");
    let keuze = Keuze::alles(3);
    let place = plaatsing("bron", &tabel);
    let cells = blok(&tabel, &keuze, &met(Some(getal("1"))));
    let trek = wereld.pull(&place, &tabel, &keuze, &cells).await;
    wereld.execute("update landing.statline_cel set tekst = 'x' where waarde = 1").await;
    let task = wereld.task("bron");
    let refused = publish(&wereld.db, &wereld.slot, &trek, &place, &tabel, &keuze, &task).await;
    assert!(matches!(refused, Err(Error::Database(_))), "{refused:?}");
    assert_eq!(wereld.everything().await, before);
    assert_eq!(wereld.texts("select tabel_id from ref.statline_tabel").await.len(), 1);
    assert_eq!(wereld.texts("select eenheid from beheer.taak").await.len(), 1);
    // The pull is still there: nothing has to be fetched again.
    wereld.execute("update landing.statline_cel set tekst = null").await;
    publish(&wereld.db, &wereld.slot, &trek, &place, &tabel, &keuze, &task).await.unwrap();
    wereld.check().await;
}

#[sqlx::test(migrations = false)]
async fn a_run_that_lost_its_slot_publishes_nothing(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let tabel = arbeid("202301010200");
    let keuze = Keuze::alles(3);
    let place = plaatsing("bron", &tabel);
    let trek = wereld.pull(&place, &tabel, &keuze, &blok(&tabel, &keuze, &overal)).await;
    wereld
        .execute(
            "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted \
             and database = (select oid from pg_database where datname = current_database())",
        )
        .await;
    let later = loop {
        if let Some(slot) = Slot::take(&wereld.db).await.unwrap() {
            break slot;
        }
    };
    let task = wereld.task("bron");
    let refused = publish(&wereld.db, &wereld.slot, &trek, &place, &tabel, &keuze, &task).await;
    assert!(matches!(refused, Err(Error::SlotLost { .. })));
    assert!(wereld.texts("select tabel_id from dwh.feit_statline").await.is_empty());
    publish(&wereld.db, &later, &trek, &place, &tabel, &keuze, &task).await.unwrap();
}

/// The answer to a commit was lost: the task is done again.
#[sqlx::test(migrations = false)]
async fn a_task_is_published_once(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let tabel = arbeid("202301010200");
    let keuze = Keuze::alles(3);
    let place = plaatsing("bron", &tabel);
    let trek = wereld.pull(&place, &tabel, &keuze, &blok(&tabel, &keuze, &overal)).await;
    let taak_id = load::ledger::next_task_id(&wereld.db).await.unwrap();
    let task = load::ledger::FinishedTask { taak_id: Some(taak_id), ..wereld.task("bron") };
    let first = publish(&wereld.db, &wereld.slot, &trek, &place, &tabel, &keuze, &task).await;
    let again = publish(&wereld.db, &wereld.slot, &trek, &place, &tabel, &keuze, &task).await;
    assert_eq!(first.unwrap(), again.unwrap());
    assert_eq!(wereld.texts("select eenheid from beheer.taak").await.len(), 1);
}
