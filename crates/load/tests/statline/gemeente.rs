//! Municipalities: their names, what became of them, and figures within the borders of now.
#![expect(clippy::unwrap_used, reason = "a fixture that cannot be made is a failing test")]

use domain::statline::{Celwaarde, Dimensierol, Herindeling, Herindelingsoort, Leegte, Tabel};
use sqlx::PgPool;

use crate::wereld::{Wereld, code, dimensie, gemeente, getal, leeg, onderwerp, periode, tabel};

type Soort = Herindelingsoort;

/// A move that one of the two tells: day, from and to, who tells it, inhabitants.
fn stuk(
    datum: &str,
    (van, naar): (&str, &str),
    (soort, verteller): (Soort, &str),
    inwoners: Option<i64>,
) -> Herindeling {
    Herindeling {
        datum: datum.parse().unwrap(),
        soort,
        van: van.parse().unwrap(),
        naar: naar.parse().unwrap(),
        verteller: verteller.parse().unwrap(),
        hectare: inwoners.map(|_| "10.5".parse().unwrap()),
        woningen: None,
        inwoners,
    }
}

/// 0001 was divided over 0002 (three quarters) and 0003; 0002 was renamed 0004; 0005 gave 0003 some land.
fn bevolking(versie: &str) -> Tabel {
    let regio = vec![
        code("NL01", "Nederland"),
        code("PV26", "Utrecht (PV)"),
        gemeente("GM0001", "Oud", ("PV26", Some("1990-01-01"), Some("2019-01-01"))),
        gemeente("GM0002", "Half", ("PV26", Some("1990-01-01"), Some("2022-07-01"))),
        gemeente("GM0003", "Blijft", ("PV26", None, None)),
        gemeente("GM0004", "Nieuw", ("PV26", Some("2022-07-01"), None)),
        gemeente("GM0005", "Rand", ("PV26", None, None)),
    ];
    let mut tabel = tabel(
        "03759ned",
        versie,
        vec![
            dimensie("RegioS", Dimensierol::Gebied, regio),
            dimensie(
                "Perioden",
                Dimensierol::Periode,
                ["2018JJ00", "2020JJ00", "2023JJ00"].map(|jaar| periode(jaar, "")).to_vec(),
            ),
        ],
        vec![
            onderwerp("M000352", "Bevolking op 1 januari", "aantal"),
            onderwerp("M000001", "Bevolkingsdichtheid", "aantal inwoners per km2"),
        ],
    );
    tabel.herindelingen = vec![
        stuk("2019-01-01", ("0001", "0002"), (Soort::Opgeheven, "0001"), Some(750)),
        stuk("2019-01-01", ("0001", "0003"), (Soort::Opgeheven, "0001"), Some(250)),
        // The receivers tell it too, one with other words and no numbers.
        stuk("2019-01-01", ("0001", "0002"), (Soort::Herindeling, "0002"), None),
        stuk("2019-01-01", ("0001", "0003"), (Soort::Grenswijziging, "0003"), Some(250)),
        // What a municipality keeps of itself is no move.
        stuk("2019-01-01", ("0002", "0002"), (Soort::Herindeling, "0002"), Some(900)),
        stuk("2022-07-01", ("0002", "0004"), (Soort::Naamswijziging, "0004"), None),
        stuk("2021-01-01", ("0005", "0003"), (Soort::Grenswijziging, "0003"), Some(3)),
    ];
    tabel
}

/// Inhabitants of the municipalities that there are; CBS calls the others impossible.
fn inwoners(_: &str, codes: &[&str]) -> Option<Celwaarde> {
    let [gebied, jaar] = codes else { return None };
    Some(match (*gebied, *jaar) {
        ("GM0001", "2018JJ00") => getal("1000"),
        ("GM0002", "2018JJ00") => getal("500"),
        ("GM0002", "2020JJ00") => getal("1300"),
        ("GM0003", "2018JJ00") => getal("100"),
        ("GM0003", "2020JJ00") => getal("360"),
        ("GM0003", "2023JJ00") => leeg(Leegte::Geheim),
        ("GM0004", "2023JJ00") => getal("1400"),
        ("GM0005", _) => getal("10"),
        ("GM0001" | "GM0002" | "GM0004", _) => leeg(Leegte::Onmogelijk),
        _ => getal("9999"),
    })
}

#[sqlx::test(migrations = false)]
async fn both_tellings_of_a_move_are_one_row(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&bevolking("202301010200"), &inwoners).await;
    let moves = "select concat_ws(' ', datum, van_gemeentecode, naar_gemeentecode, soort, hectare, inwoners, \
                 round(aandeel, 2)) from ref.herindeling order by datum, van_gemeentecode, naar_gemeentecode";
    let expect = [
        "2019-01-01 0001 0002 opgeheven 10.5 750 0.75",
        "2019-01-01 0001 0003 opgeheven 10.5 250 0.25",
        "2021-01-01 0005 0003 grenswijziging 10.5 3",
        "2022-07-01 0002 0004 naamswijziging 1.00",
    ];
    assert_eq!(wereld.texts(moves).await, expect);
    let before = wereld.everything().await;
    wereld.load(&bevolking("202301010200"), &inwoners).await;
    assert_eq!(wereld.everything().await, before);
    // What is told otherwise now replaces what was told of that day; other days stay.
    let mut other = bevolking("202401010200");
    other.herindelingen =
        vec![stuk("2019-01-01", ("0001", "0002"), (Soort::Opgeheven, "0001"), Some(0))];
    wereld.load(&other, &inwoners).await;
    let expect = [
        "2019-01-01 0001 0002 opgeheven 10.5 0 1.00",
        "2021-01-01 0005 0003 grenswijziging 10.5 3",
        "2022-07-01 0002 0004 naamswijziging 1.00",
    ];
    assert_eq!(wereld.texts(moves).await, expect);
    // An older table that tells it otherwise, and a newer one that tells no numbers, take nothing away.
    other.versie.versie = "202001010200".to_owned();
    other.herindelingen =
        vec![stuk("2019-01-01", ("0001", "0003"), (Soort::Opgeheven, "0001"), Some(7))];
    wereld.load(&other, &inwoners).await;
    assert_eq!(wereld.texts(moves).await, expect);
    other.versie.versie = "202501010200".to_owned();
    let mut bare = stuk("2021-01-01", ("0005", "0003"), (Soort::Grenswijziging, "0003"), None);
    bare.hectare = None;
    other.herindelingen = vec![bare];
    wereld.load(&other, &inwoners).await;
    assert_eq!(wereld.texts(moves).await, expect);
}

#[sqlx::test(migrations = false)]
async fn old_figures_fall_within_the_borders_of_now(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&bevolking("202301010200"), &inwoners).await;
    let naar_nu = "select concat_ws(' ', van_gemeentecode, naar_gemeentecode, round(aandeel, 2), stappen) \
                   from mart.herindeling_naar_nu order by 1";
    assert_eq!(
        wereld.texts(naar_nu).await,
        [
            "0001 0003 0.25 1",
            "0001 0004 0.75 2",
            "0002 0004 1.00 1",
            "0003 0003 1.00 0",
            "0004 0004 1.00 0",
            "0005 0005 1.00 0",
        ]
    );
    let counts = "select concat_ws(' ', periode, gemeentecode, round(waarde, 1), aantal_gemeenten, is_volledig, \
                  is_geschat) from mart.statline_naar_nu order by 1";
    assert_eq!(
        wereld.texts(counts).await,
        [
            "2018JJ00 0003 350.0 2 t t",
            "2018JJ00 0004 1250.0 2 t t",
            "2018JJ00 0005 10.0 1 t f",
            "2020JJ00 0003 360.0 1 t f",
            "2020JJ00 0004 1300.0 1 t f",
            "2020JJ00 0005 10.0 1 t f",
            "2023JJ00 0003 1 f f",
            "2023JJ00 0004 1400.0 1 t f",
            "2023JJ00 0005 10.0 1 t f",
        ]
    );
    // A municipality that ended without anybody telling where it went is of nobody now.
    wereld.execute("delete from ref.herindeling where van_gemeentecode = '0002'").await;
    let lost =
        "select van_gemeentecode || naar_gemeentecode from mart.herindeling_naar_nu order by 1";
    assert_eq!(wereld.texts(lost).await, ["00010003", "00030003", "00040004", "00050005"]);
    // A circle ends: the code lives again when something came to it later.
    wereld
        .execute(
            "insert into ref.herindeling (datum, van_gemeentecode, naar_gemeentecode, soort, aandeel, versie, \
             geladen_op) values ('2000-01-01', '0011', '0012', 'naamswijziging', 1, '', now()), \
             ('2000-01-01', '0012', '0011', 'naamswijziging', 1, '', now()), \
             ('2001-01-01', '0021', '0022', 'naamswijziging', 1, '', now()), \
             ('2002-01-01', '0022', '0021', 'naamswijziging', 1, '', now())",
        )
        .await;
    let circles = "select van_gemeentecode || naar_gemeentecode from mart.herindeling_naar_nu \
                   where van_gemeentecode < '0030' and van_gemeentecode > '0010' order by 1";
    assert_eq!(wereld.texts(circles).await, ["00110012", "00120011", "00210021", "00220021"]);
}

#[sqlx::test(migrations = false)]
async fn municipalities_of_messages_get_their_names(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld
        .execute(
            "insert into dwh.dim_gemeente (gemeente_sk, gemeentecode, gemeentenaam, provincie) \
             values (1, '0001', 'onbekend', 'onbekend'), (9, '0009', 'onbekend', 'onbekend')",
        )
        .await;
    wereld.load(&bevolking("202301010200"), &inwoners).await;
    let names = "select concat_ws(' ', gemeentecode, gemeentenaam, provincie, geldig_van, geldig_tot, \
                 opvolger_gemeentecode) from dwh.dim_gemeente where gemeente_sk > 0 order by 1";
    assert_eq!(
        wereld.texts(names).await,
        ["0001 Oud Utrecht 1990-01-01 2019-01-01 0002", "0009 onbekend onbekend"]
    );
    let linked = "select distinct concat_ws(' ', gemeentecode, gemeente_sk) from dwh.feit_statline \
                  where gemeentecode is not null order by 1";
    assert_eq!(wereld.texts(linked).await, ["0001 1", "0002 0", "0003 0", "0004 0", "0005 0"]);
    // A municipality that comes with a message after the figures of CBS; a second time nothing is written.
    wereld
        .execute(
            "insert into dwh.dim_gemeente (gemeente_sk, gemeentecode, gemeentenaam, provincie) \
             values (3, '0003', 'onbekend', 'onbekend')",
        )
        .await;
    for _ in 0..2 {
        let mut before = Vec::new();
        for sql in [
            include_str!("../../../../sql/dwh/dimension/fill_gemeente.sql"),
            include_str!("../../../../sql/dwh/dimension/link_statline.sql"),
        ] {
            wereld.execute(sql).await;
            before = wereld.everything().await;
            wereld.execute(sql).await;
        }
        assert_eq!(wereld.everything().await, before);
    }
    assert_eq!(wereld.texts(names).await[1], "0003 Blijft Utrecht");
    assert_eq!(wereld.texts(linked).await[2], "0003 3");
    wereld.check().await;
}

/// The newest table decides; one without a name, or an older one, changes nothing.
#[sqlx::test(migrations = false)]
async fn the_newest_table_names_an_area(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let noem = |tabel_id: &str, versie: &str, naam: &str| {
        tabel(
            tabel_id,
            versie,
            vec![
                dimensie("RegioS", Dimensierol::Gebied, vec![code("PV21", naam)]),
                dimensie("Perioden", Dimensierol::Periode, vec![periode("2020JJ00", "")]),
            ],
            vec![onderwerp("M001", "Iets", "aantal")],
        )
    };
    let name = "select gebiedsnaam from dwh.dim_gebied where gebiedscode = 'PV21'";
    for (tabel_id, versie, naam, expect) in [
        ("1NED", "202001010200", "Friesland (PV)", "Friesland (PV)"),
        ("2NED", "202601010200", "Fryslân (PV)", "Fryslân (PV)"),
        ("3NED", "202101010200", "Friesland (PV)", "Fryslân (PV)"),
        ("4NED", "202701010200", "", "Fryslân (PV)"),
    ] {
        wereld.load(&noem(tabel_id, versie, naam), &|_, _| Some(getal("1"))).await;
        assert_eq!(wereld.texts(name).await, [expect], "{tabel_id}");
    }
}
