//! The bridge: allocations get their beschikking from the case system, and lose it with what it told.

use domain::record::IngelezenBericht;
use domain::zaaksysteem::Beschikkingverwijzing;
use domain::{Beschikkingnummer, KetenSleutel, Wet};
use load::keten_reader::read;
use load::publish::Scope;
use sqlx::{Connection, PgPool};

use crate::fixture::{
    AGB, GEMEENTE, VROEG, Wereld, b301, b305, b323, client, datum, prestatie, start, toewijzing,
};
use crate::request_fixture::{b315, verzoek};

/// What a case system says, beside that it is the product of the fixture from January 2026 on.
struct Voorziening {
    beschikking: &'static str,
    nummer: Option<i64>,
    persoon: u8,
    gezien: [Option<&'static str>; 2],
}

const fn voorziening(beschikking: &'static str, nummer: Option<i64>, persoon: u8) -> Voorziening {
    Voorziening { beschikking, nummer, persoon, gezien: [Some("2026-01-01"), None] }
}

const INSERT: &str = "insert into landing.csv_voorziening (bron, gemeentecode, rij_sleutel, \
    gezien_van, gezien_tot, bestand_id, regel, beschikkingnummer, volgnummer, wet, client, \
    productcode, aanbieder_agb, toewijzingnummer, ingangsdatum, beschikking_sk) values \
    ('zaken', $1, md5($2::text)::uuid, $3, $4, 1, 1, $5, '1', 'wmo', $6, '02A01', $7, $8, \
     '2026-01-01', $9)";

/// Adds a voorziening as row `sleutel` and queues its chains.
async fn add(wereld: &Wereld, sleutel: i64, rij: &Voorziening) {
    let [van, tot] = rij.gezien.map(|dag| dag.map(datum));
    let beschikking = Beschikkingverwijzing::van_tekst(rij.beschikking);
    sqlx::query(INSERT)
        .bind(GEMEENTE)
        .bind(sleutel)
        .bind(van)
        .bind(tot)
        .bind(rij.beschikking)
        .bind(sqlx::types::Uuid::from_bytes(*client(rij.persoon).as_bytes()))
        .bind(AGB)
        .bind(rij.nummer)
        .bind(beschikking.surrogaat(Wet::Wmo, GEMEENTE.parse().unwrap()))
        .execute(wereld.db.pool())
        .await
        .unwrap();
    queue(wereld).await;
}

/// Adds a row that says that `nummer` is `persoon`, as it stood from and until `gezien`.
async fn add_client(
    wereld: &Wereld,
    bron: &str,
    gemeente: Option<&str>,
    nummer: u8,
    persoon: u8,
    gezien: [&str; 2],
) {
    let [van, tot] = gezien.map(|dag| (!dag.is_empty()).then(|| datum(dag)));
    sqlx::query(
        "insert into landing.csv_client (bron, gemeentecode, rij_sleutel, gezien_van, gezien_tot, \
         bestand_id, regel, client, persoon) values ($1, $2, gen_random_uuid(), $3, $4, 1, 1, $5, $6)",
    )
    .bind(bron)
    .bind(gemeente)
    .bind(van)
    .bind(tot)
    .bind(sqlx::types::Uuid::from_bytes(*client(nummer).as_bytes()))
    .bind(sqlx::types::Uuid::from_bytes(*client(persoon).as_bytes()))
    .execute(wereld.db.pool())
    .await
    .unwrap();
}

/// Queues the chains of all voorzieningen, as a delivery does for those that changed.
async fn queue(wereld: &Wereld) {
    let mut connection = wereld.db.pool().acquire().await.unwrap();
    let mut transaction = connection.begin().await.unwrap();
    sqlx::raw_sql(include_str!("../../../../sql/zaak/landing/create_werk.sql"))
        .execute(&mut *transaction)
        .await
        .unwrap();
    sqlx::raw_sql(
        "insert into csv_gewijzigd (entiteit, rij_sleutel) \
         select distinct 'voorziening', rij_sleutel from landing.csv_voorziening",
    )
    .execute(&mut *transaction)
    .await
    .unwrap();
    for bron in ["zaken", "jeugd"] {
        sqlx::query(include_str!("../../../../sql/zaak/landing/touch_voorziening.sql"))
            .bind(bron)
            .execute(&mut *transaction)
            .await
            .unwrap();
    }
    sqlx::query(include_str!("../../../../sql/zaak/landing/queue_ketens.sql"))
        .bind(1_i64)
        .execute(&mut *transaction)
        .await
        .unwrap();
    transaction.commit().await.unwrap();
}

async fn remove_all(wereld: &Wereld) {
    queue(wereld).await;
    sqlx::raw_sql("delete from landing.csv_voorziening; delete from landing.csv_beschikking")
        .execute(wereld.db.pool())
        .await
        .unwrap();
}

/// Allocations 300 up to 303 of persons 1 up to 4, each with a start and a line. Requests on the first two name 700.
fn berichten() -> Vec<IngelezenBericht> {
    let rijen = (300..304).zip(1_u8..).zip(1..);
    let toewijzingen = rijen.clone().map(|((nummer, persoon), regel)| {
        let mut record = toewijzing(regel, nummer, persoon);
        if persoon < 3 {
            record.referentie_aanbieder = Some(format!("REF{persoon}").parse().unwrap());
        }
        record
    });
    let starts =
        rijen.clone().map(|((nummer, persoon), regel)| start(regel, Some(nummer), persoon));
    let lijnen = rijen.map(|((nummer, persoon), regel)| prestatie(regel, nummer, persoon));
    vec![
        b301("A1", toewijzingen.collect()),
        b305("S1", starts.collect()),
        b315("V1", vec![verzoek(1, "REF1", 1)]),
        b315("V2", vec![verzoek(1, "REF2", 2)]),
        b323("D1", lijnen.collect()),
    ]
}

const OORDELEN: &str = "select concat_ws(' ', toewijzingnummer, berichtsoort, beschikking_gelijk, \
    koppelstatus, koppelreden) from dwh.feit_koppeling order by 1";
const GRONDSLAG: &str = "select concat_ws(' ', t.toewijzingnummer, t.beschikking_wijze, \
    b.beschikkingnummer, b.bron, b.ingangsdatum) from dwh.feit_toewijzing as t \
    inner join dwh.dim_beschikking as b using (beschikking_sk) order by 1";
const BRUG: &str = "select concat_ws(' ', onderwerp, wijze, aantal, totaal, percentage) \
    from mart.brug_beschikking order by 1";

/// The parts of the verdicts on 305 and 323 per allocation.
fn oordelen(delen: [&str; 4]) -> Vec<String> {
    let mut regels = Vec::new();
    for (deel, nummer) in delen.into_iter().zip(300..) {
        let reden = if deel == "verschillend" { "andere_beschikking" } else { "" };
        for soort in ["305", "323"] {
            regels.push(format!("{nummer} {soort} {deel} gekoppeld {reden}"));
        }
    }
    regels
}

const NIET: &str = "niet_toetsbaar";

#[sqlx::test(migrations = "../../sql/migrations")]
async fn the_case_system_decides_the_fifth_part_and_leaves_nothing_behind(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    load::Db::migrate(&wereld.db).await.unwrap();
    wereld.load(&berichten()).await;
    wereld.publish(VROEG).await;
    let zonder = wereld.facts().await;
    assert_eq!(wereld.text(OORDELEN).await, oordelen([NIET; 4]));
    assert_eq!(
        wereld.text(BRUG).await,
        ["toewijzing geen 2 4 50.0", "toewijzing verzoek 2 4 50.0"]
    );

    // 302 by its characteristics, under a number that only the case system knows.
    // The list of persons is a source of its own.
    add_client(&wereld, "personen", None, 33, 3, ["2026-01-01", ""]).await;
    add(&wereld, 1, &voorziening("0700", Some(300), 1)).await;
    add(&wereld, 2, &voorziening("2026-B1", Some(301), 2)).await;
    add(&wereld, 3, &voorziening("702", None, 33)).await;
    add(&wereld, 4, &voorziening("703", Some(999), 4)).await;
    assert!(wereld.has_work(VROEG).await);
    let report = wereld.publish(VROEG).await;
    assert!(report.chains < 4, "303 is not touched");
    let met = oordelen(["gelijk", "verschillend", NIET, NIET]);
    assert_eq!(wereld.text(OORDELEN).await, met);
    assert_eq!(
        wereld.text(GRONDSLAG).await,
        [
            "300 toewijzingnummer 700 zaaksysteem 2026-01-01",
            "301 toewijzingnummer 2026-B1 zaaksysteem 2026-01-01",
            "302 kenmerken 702 zaaksysteem 2026-01-01",
            "303 geen onbekend onbekend",
        ]
    );
    assert_eq!(wereld.van("DQ63").await, ["DQ63 - - open 0"]);
    assert_eq!(
        wereld.text(BRUG).await,
        [
            "toewijzing geen 1 4 25.0",
            "toewijzing kenmerken 1 4 25.0",
            "toewijzing toewijzingnummer 2 4 50.0",
            "voorziening geen 1 4 25.0",
            "voorziening kenmerken 1 4 25.0",
            "voorziening toewijzingnummer 2 4 50.0",
        ]
    );
    let incremental = wereld.facts().await;
    let everything = wereld.publish_scope(VROEG, Scope::Everything).await;
    assert_eq!((everything.written(), everything.deleted()), (0, 0));
    wereld.rebuild(VROEG).await;
    assert_eq!(wereld.facts().await, incremental);

    remove_all(&wereld).await;
    wereld.publish(VROEG).await;
    assert_eq!(wereld.facts().await, zonder);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_number_is_the_person_of_its_municipality_as_it_stands(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    load::Db::migrate(&wereld.db).await.unwrap();
    wereld.load(&berichten()).await;
    let gevonden = "select concat_ws(' ', toewijzingnummer, beschikking_wijze) \
                    from dwh.feit_toewijzing where beschikking_wijze = 'kenmerken' order by 1";
    let brug = "select wijze || ' ' || aantal from mart.brug_beschikking \
                where onderwerp = 'voorziening' order by 1";
    // Another municipality names somebody else, later.
    add_client(&wereld, "elders", Some("0344"), 33, 4, ["2026-03-01", ""]).await;
    add_client(&wereld, "personen", Some("0363"), 33, 3, ["2026-01-01", ""]).await;
    add(&wereld, 1, &voorziening("702", None, 33)).await;
    wereld.publish(VROEG).await;
    assert_eq!(wereld.text(gevonden).await, ["302 kenmerken"]);
    assert_eq!(wereld.text(brug).await, ["kenmerken 1"]);
    // A newer row of its own municipality that ended.
    add_client(&wereld, "oud", Some("0363"), 33, 4, ["2026-04-01", "2026-05-01"]).await;
    // The number of another provision: two municipalities name somebody else, its own nobody.
    add_client(&wereld, "elders", Some("0344"), 44, 4, ["2026-03-01", ""]).await;
    add_client(&wereld, "elders", Some("0384"), 44, 2, ["2026-03-01", ""]).await;
    add(&wereld, 2, &voorziening("703", None, 44)).await;
    wereld.publish(VROEG).await;
    assert_eq!(wereld.text(gevonden).await, ["302 kenmerken"]);
    assert_eq!(wereld.text(brug).await, ["geen 1", "kenmerken 1"]);
    // One of them is enough as long as all name one person.
    sqlx::raw_sql("delete from landing.csv_client where gemeentecode = '0384'")
        .execute(wereld.db.pool())
        .await
        .unwrap();
    add_client(&wereld, "elders", None, 44, 4, ["2026-02-01", ""]).await;
    queue(&wereld).await;
    wereld.publish(VROEG).await;
    assert_eq!(wereld.text(gevonden).await, ["302 kenmerken", "303 kenmerken"]);
    assert_eq!(wereld.text(brug).await, ["kenmerken 2"]);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_message_after_the_case_system_gives_the_same_facts(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let alle = [
        voorziening("0700", Some(300), 1),
        voorziening("2026-B1", Some(301), 2),
        voorziening("702", None, 3),
    ];
    for (rij, sleutel) in alle.iter().zip(1..) {
        add(&wereld, sleutel, rij).await;
    }
    for bericht in berichten().into_iter().rev() {
        wereld.load(&[bericht]).await;
        wereld.publish(VROEG).await;
    }
    assert_eq!(wereld.text(OORDELEN).await, oordelen(["gelijk", "verschillend", NIET, NIET]));
    let incremental = wereld.facts().await;
    wereld.rebuild(VROEG).await;
    assert_eq!(wereld.facts().await, incremental);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_chain_sees_its_provisions_as_they_were_told_last(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&berichten()).await;
    let eerst = voorziening("701", Some(300), 1);
    add(&wereld, 1, &Voorziening { gezien: [Some("2026-01-01"), Some("2026-02-01")], ..eerst })
        .await;
    let later = voorziening("700", Some(300), 1);
    add(&wereld, 1, &Voorziening { gezien: [Some("2026-02-01"), Some("2026-03-01")], ..later })
        .await;
    let keten = |nummer: i64| {
        let gemeente = GEMEENTE.parse().unwrap();
        KetenSleutel::van_toewijzing(Wet::Wmo, gemeente, nummer.try_into().unwrap())
    };
    let ketens = read(&wereld.db, &[keten(300), keten(303)]).await.unwrap();
    let gezien: Vec<_> = ketens.iter().flat_map(|keten| &keten.voorzieningen).collect();
    let [rij] = gezien.as_slice() else { panic!("{gezien:?}") };
    let nummer: Beschikkingnummer = 700.try_into().unwrap();
    assert_eq!(rij.beschikking, Beschikkingverwijzing::Nummer(nummer));
    assert_eq!(rij.client, None, "with a number it does not matter whose it is");
    assert_eq!(rij.nummer, Some(300.try_into().unwrap()));
    assert_eq!(rij.agb, Some(AGB.parse().unwrap()));
    assert_eq!(rij.product, Some(crate::fixture::product()));
    assert_eq!((rij.ingangsdatum, rij.einddatum), (Some(datum("2026-01-01")), None));
    wereld.publish(VROEG).await;
    assert_eq!(wereld.text(OORDELEN).await, oordelen(["gelijk", NIET, NIET, NIET]));
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn the_dates_of_a_beschikking_are_those_of_the_case_system(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&berichten()).await;
    let known = "select concat_ws(' ', beschikkingnummer, bron, afgiftedatum, ingangsdatum, \
                 einddatum) from dwh.dim_beschikking where beschikking_sk <> 0 order by 1";
    wereld.publish(VROEG).await;
    assert_eq!(wereld.text(known).await, ["700 verzoek 2026-01-15"]);
    add(&wereld, 1, &voorziening("700", Some(300), 1)).await;
    wereld.publish(VROEG).await;
    assert_eq!(wereld.text(known).await, ["700 zaaksysteem 2026-01-01"]);
    let gemeente = GEMEENTE.parse().unwrap();
    let sk = Beschikkingverwijzing::van_tekst("700").surrogaat(Wet::Wmo, gemeente);
    sqlx::query(
        "insert into landing.csv_beschikking (bron, gemeentecode, rij_sleutel, gezien_van, \
         bestand_id, regel, beschikkingnummer, wet, afgiftedatum, ingangsdatum, einddatum, \
         beschikking_sk) values ('zaken', '0363', gen_random_uuid(), '2026-01-01', 1, 1, '700', \
         'wmo', '2025-12-10', '2025-12-15', '2027-12-15', $1)",
    )
    .bind(sk)
    .execute(wereld.db.pool())
    .await
    .unwrap();
    queue(&wereld).await;
    wereld.publish(VROEG).await;
    assert_eq!(wereld.text(known).await, ["700 zaaksysteem 2025-12-10 2025-12-15 2027-12-15"]);
    remove_all(&wereld).await;
    wereld.publish(VROEG).await;
    assert_eq!(wereld.text(known).await, ["700 verzoek 2026-01-15"]);
}
