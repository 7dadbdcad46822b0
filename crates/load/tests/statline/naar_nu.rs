//! Figures within the borders of now: what may be added up, and what is not lost.
#![expect(clippy::unwrap_used, reason = "a fixture that cannot be made is a failing test")]

use domain::statline::{
    Celwaarde, Dimensierol, Herindeling, Herindelingsoort, Leegte, Onderwerp, Tabel,
};
use sqlx::PgPool;

use crate::wereld::{Wereld, code, dimensie, gemeente, getal, leeg, onderwerp, periode, tabel};

/// Key figures as 84799NED has them: what is no count may look like one.
#[sqlx::test(migrations = false)]
async fn only_counts_fall_within_the_borders_of_now(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let relatief = Onderwerp { is_relatief: true, ..onderwerp("M09", "Stijging", "aantal") };
    let kerncijfers = tabel(
        "84799NED",
        "202101010200",
        vec![
            dimensie(
                "RegioS",
                Dimensierol::Gebied,
                vec![
                    code("NL01", "Nederland"),
                    gemeente("GM0344", "Utrecht", ("PV26", None, None)),
                ],
            ),
            dimensie("Perioden", Dimensierol::Periode, vec![periode("2020JJ00", "")]),
        ],
        vec![
            onderwerp("M01", "Aantal inwoners", "aantal"),
            onderwerp("M02", "Huishoudens", "x 1 000"),
            onderwerp("M03", "Gerealiseerde kosten", "x 1000 euro"),
            onderwerp("M04", "Gemiddelde huishoudensgrootte", "aantal"),
            onderwerp("M05", "Scholen binnen 3 km", "aantal"),
            onderwerp("M06", "Afstand tot school", "km"),
            onderwerp("M07", "Mediaan vermogen", "x 1 000 euro"),
            onderwerp("M08", "Gem. gestandaardiseerd inkomen", "x 1 000 euro"),
            relatief,
            onderwerp("M10", "Gemiddeld aardgasverbruik", "m³"),
            onderwerp("M11", "Personenauto's", "per huishouden"),
            onderwerp("M12", "Oppervlakte land", "ha"),
        ],
    );
    wereld.load(&kerncijfers, &|_, _| Some(getal("2"))).await;
    let telbaar = "select string_agg(onderwerp_code, ' ' order by onderwerp_code) from dwh.dim_onderwerp \
                   where is_telbaar";
    assert_eq!(wereld.texts(telbaar).await, ["M01 M02 M03"]);
    let rows = "select concat_ws(' ', onderwerp, waarde) from mart.statline_naar_nu order by 1";
    assert_eq!(
        wereld.texts(rows).await,
        ["Arbeid / Aantal inwoners 2", "Arbeid / Gerealiseerde kosten 2", "Arbeid / Huishoudens 2"]
    );
}

/// 0001 and 0002 became 0003 in 2019, and 0003 and 0004 became 0005 in 2022.
fn wonen(tabel_id: &str, gemeenten: &[&str]) -> Tabel {
    let dagen = |code: &str| match code {
        "GM0001" | "GM0002" => (None, Some("2019-01-01")),
        "GM0003" => (Some("2019-01-01"), Some("2022-01-01")),
        "GM0004" => (None, Some("2022-01-01")),
        _ => (Some("2022-01-01"), None),
    };
    let leden = gemeenten.iter().map(|code| {
        let (van, tot) = dagen(code);
        gemeente(code, code, ("PV26", van, tot))
    });
    let jaren = ["2017JJ00", "2020JJ00", "2022JJ00"];
    let mut regio = vec![code("PV26", "Utrecht (PV)")];
    regio.extend(leden);
    tabel(
        tabel_id,
        "202301010200",
        vec![
            dimensie(
                "Bezit",
                Dimensierol::Categorie,
                vec![code("T001", "Totaal"), code("A1", "Koop")],
            ),
            dimensie("RegioS", Dimensierol::Gebied, regio),
            dimensie(
                "Perioden",
                Dimensierol::Periode,
                jaren.map(|jaar| periode(jaar, "Definitief")).to_vec(),
            ),
        ],
        vec![onderwerp("M001", "Woningen", "x 1000")],
    )
}

const ALLE: [&str; 5] = ["GM0001", "GM0002", "GM0003", "GM0004", "GM0005"];

/// The mergers, told by a table of its own whose figures are texts.
async fn herindelingen(wereld: &Wereld) {
    let mut bevolking = wonen("03759ned", &ALLE);
    let stuk = |datum: &str, van: &str, naar: &str| Herindeling {
        datum: datum.parse().unwrap(),
        soort: Herindelingsoort::Opgeheven,
        van: van.parse().unwrap(),
        naar: naar.parse().unwrap(),
        verteller: van.parse().unwrap(),
        hectare: None,
        woningen: None,
        inwoners: Some(100),
    };
    bevolking.herindelingen = vec![
        stuk("2019-01-01", "0001", "0003"),
        stuk("2019-01-01", "0002", "0003"),
        stuk("2022-01-01", "0003", "0005"),
        stuk("2022-01-01", "0004", "0005"),
    ];
    wereld.load(&bevolking, &|_, _| None).await;
}

/// Only the figures of this list exist: area, year, value.
async fn naar_nu(pool: PgPool, gemeenten: &[&str], cijfers: &[(&str, &str, &str)]) -> Vec<String> {
    let wereld = Wereld::new(pool).await;
    herindelingen(&wereld).await;
    let inhoud = |_: &str, codes: &[&str]| {
        let [bezit, gebied, jaar] = codes else { return None };
        let gevonden = cijfers.iter().find(|(code, year, _)| code == gebied && year == jaar);
        let waarde = gevonden.map_or(leeg(Leegte::Onmogelijk), |(.., waarde)| getal(waarde));
        (*bezit == "T001" && gemeenten.contains(gebied)).then_some(waarde)
    };
    wereld.load(&wonen("82900NED", gemeenten), &inhoud).await;
    wereld
        .texts(
            "select concat_ws(' ', jaar, gemeentecode, waarde, aantal_gemeenten, is_volledig, is_herrekend) \
             from mart.statline_naar_nu where tabel_id = '82900NED' order by 1",
        )
        .await
}

/// Every municipality in its own time, and a figure of a later one that a former one has as well: that counts once.
#[sqlx::test(migrations = false)]
async fn a_figure_of_borders_of_then_is_counted_once(pool: PgPool) {
    let cijfers = [
        ("GM0001", "2017JJ00", "1"),
        ("GM0002", "2017JJ00", "2"),
        ("GM0004", "2017JJ00", "4"),
        ("GM0003", "2017JJ00", "3"),
        ("GM0005", "2017JJ00", "7"),
        ("GM0003", "2020JJ00", "30"),
        ("GM0004", "2020JJ00", "40"),
        ("GM0005", "2022JJ00", "700"),
    ];
    assert_eq!(
        naar_nu(pool, &ALLE, &cijfers).await,
        ["2017 0005 7 3 t f", "2020 0005 70 2 t f", "2022 0005 700 1 t f"]
    );
}

/// CBS moved all figures to the borders of now: nothing of them is lost, and nothing is missing.
#[sqlx::test(migrations = false)]
async fn figures_that_cbs_moved_to_newer_borders_are_kept(pool: PgPool) {
    let cijfers =
        [("GM0005", "2017JJ00", "7"), ("GM0005", "2020JJ00", "70"), ("GM0005", "2022JJ00", "700")];
    assert_eq!(
        naar_nu(pool, &["GM0005"], &cijfers).await,
        ["2017 0005 7 1 t t", "2020 0005 70 1 t t", "2022 0005 700 1 t f"]
    );
}

/// Borders between those of then and of now: 0003 before it began, beside 0004 that was there.
#[sqlx::test(migrations = false)]
async fn figures_on_borders_in_between_are_added_up(pool: PgPool) {
    let cijfers = [("GM0003", "2017JJ00", "3"), ("GM0004", "2017JJ00", "4")];
    let found = naar_nu(pool, &["GM0003", "GM0004"], &cijfers).await;
    // Whether 0003 holds all of 0001 and 0002 is not known here.
    assert_eq!(found, ["2017 0005 7 2 f t", "2020 0005 2 f f"]);
}

/// A municipality of then without a row, or with an empty one, leaves the count incomplete.
#[sqlx::test(migrations = false)]
async fn a_municipality_of_then_that_is_missing_is_told(pool: PgPool) {
    let cijfers =
        [("GM0001", "2017JJ00", "1"), ("GM0004", "2017JJ00", "4"), ("GM0003", "2020JJ00", "30")];
    assert_eq!(
        naar_nu(pool, &["GM0001", "GM0003", "GM0004"], &cijfers).await,
        ["2017 0005 5 2 f f", "2020 0005 30 2 f f"]
    );
}

/// What people read beside the number.
#[sqlx::test(migrations = false)]
async fn a_count_within_the_borders_of_now_has_its_labels(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    herindelingen(&wereld).await;
    let inhoud = |_: &str, codes: &[&str]| -> Option<Celwaarde> {
        (codes[1] == "GM0005" && codes[2] == "2022JJ00").then(|| getal("2.5"))
    };
    wereld.load(&wonen("82900NED", &ALLE), &inhoud).await;
    let rows = "select concat_ws(' ; ', gemeentenaam, provincie, onderwerp, eenheid, waarde, waarde_enkel, \
        dimensielabel, labels ->> 'Bezit', is_kop, is_totaal, jaar, periodetitel, status, familie_sk is not null) \
        from mart.statline_naar_nu order by 1";
    let common = "GM0005 ; Utrecht ; Arbeid / Woningen ; x 1000 ; 2.5 ; 2500";
    assert_eq!(
        wereld.texts(rows).await,
        [
            format!("{common} ; Koop ; Koop ; f ; f ; 2022 ; 2022 ; Definitief ; t"),
            format!("{common} ; Totaal ; Totaal ; t ; t ; 2022 ; 2022 ; Definitief ; t"),
        ]
    );
}
