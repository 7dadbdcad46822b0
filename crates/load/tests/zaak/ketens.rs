//! Which chains wait for publication because of what a case system told.
#![expect(clippy::unwrap_used, reason = "a queue that cannot be read is a failing test")]

use domain::zaaksysteem::{Entiteit, Record, Veldwaarde};
use domain::{Clientsleutel, KetenSleutel, Wet};
use load::zaak::{Levering, vergeet};
use sqlx::PgPool;

use super::fixture::{Wereld, levering, record, regels, tekst};

const BESCHIKKING: &[Entiteit] = &[Entiteit::Beschikking];

fn voorziening(volg: &str, nummer: i64, product: &str) -> Record {
    record(
        Entiteit::Voorziening,
        &[
            ("beschikkingnummer", tekst("2024-B1")),
            ("volgnummer", tekst(volg)),
            ("wet", tekst("jw")),
            ("client", Veldwaarde::Sleutel(Clientsleutel::from_bytes([7; 16]))),
            ("productcategorie", tekst(product)),
            ("toewijzingnummer", Veldwaarde::Geheel(nummer)),
        ],
    )
}

fn van(entiteiten: &'static [Entiteit], naam: &'static str, dag: u32) -> Levering<'static> {
    Levering { entiteiten, is_bevestigd: true, ..levering(naam, dag) }
}

impl Wereld {
    /// The chains that wait, and none of them afterwards.
    async fn wachtrij(&self) -> Vec<i64> {
        let ketens = sqlx::query_scalar("select distinct keten from landing.geraakt order by 1")
            .fetch_all(self.db.pool())
            .await
            .unwrap();
        sqlx::raw_sql("truncate landing.geraakt").execute(self.db.pool()).await.unwrap();
        ketens
    }
}

fn keten(nummer: &str) -> i64 {
    let gemeente = "0384".parse().unwrap();
    KetenSleutel::van_toewijzing(Wet::Jw, gemeente, nummer.parse().unwrap()).waarde()
}

#[sqlx::test(migrations = false)]
async fn a_voorziening_queues_what_it_told_before_and_after(pool: PgPool) {
    const SOORT: &[Entiteit] = &[Entiteit::Voorziening];
    let wereld = Wereld::new(pool).await;
    wereld.bericht().await;
    let (een, twee) = (voorziening("1", 300_201, "45"), voorziening("2", 300_202, "45"));
    wereld.laad(&van(SOORT, "a", 1), &regels([een.clone(), twee.clone()])).await;
    assert_eq!(wereld.wachtrij().await, [keten("300201"), keten("300202")]);
    wereld.laad(&van(SOORT, "b", 5), &regels([een.clone(), twee.clone()])).await;
    assert!(wereld.wachtrij().await.is_empty(), "nothing changed");
    wereld.laad(&van(SOORT, "c", 9), &regels([een.clone(), voorziening("2", 300_203, "45")])).await;
    assert_eq!(wereld.wachtrij().await, [keten("300202"), keten("300203")]);
    let laatste = wereld.laad(&van(SOORT, "d", 11), &regels([een])).await;
    assert_eq!(wereld.wachtrij().await, [keten("300202"), keten("300203")]);
    let weer = Levering { bestand_id: Some(laatste.bestand_id), ..van(SOORT, "d", 11) };
    wereld.laad(&weer, &regels([voorziening("1", 300_201, "46"), twee])).await;
    assert_eq!(wereld.wachtrij().await, [keten("300201"), keten("300202"), keten("300203")]);
    vergeet(&wereld.db, &wereld.slot, "suite", "jan", "proef").await.unwrap();
    assert_eq!(wereld.wachtrij().await, [keten("300201"), keten("300202"), keten("300203")]);
}

#[sqlx::test(migrations = false)]
async fn a_beschikking_queues_the_voorzieningen_that_name_it(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.bericht().await;
    let rijen = regels([voorziening("1", 300_201, "45")]);
    wereld.laad(&van(&[Entiteit::Voorziening], "a", 1), &rijen).await;
    wereld.wachtrij().await;
    let beschikking = |nummer: &str, uitkomst: &str| {
        let velden = [
            ("beschikkingnummer", tekst(nummer)),
            ("wet", tekst("jw")),
            ("uitkomst", tekst(uitkomst)),
        ];
        record(Entiteit::Beschikking, &velden)
    };
    let andere = |naam, entiteiten| Levering { bron: "andere", ..van(entiteiten, naam, 2) };
    let rijen = regels([beschikking("2024-B1", "toegekend"), beschikking("2024-B2", "x")]);
    wereld.laad(&andere("a", BESCHIKKING), &rijen).await;
    assert_eq!(wereld.wachtrij().await, [keten("300201")]);
    let rijen = regels([beschikking("2024-B1", "toegekend"), beschikking("2024-B2", "y")]);
    let later = Levering { bron: "andere", ..van(BESCHIKKING, "b", 3) };
    wereld.laad(&later, &rijen).await;
    assert!(wereld.wachtrij().await.is_empty(), "no voorziening names it");
    let sleutels = "select count(distinct beschikking_sk) from (select beschikking_sk from \
         landing.csv_beschikking union all select beschikking_sk from landing.csv_voorziening) as x";
    assert_eq!(wereld.getal(sleutels).await, 2);
}

#[sqlx::test(migrations = false)]
async fn a_person_queues_the_voorzieningen_without_a_number(pool: PgPool) {
    const SOORT: &[Entiteit] = &[Entiteit::Voorziening];
    let wereld = Wereld::new(pool).await;
    wereld.bericht().await;
    // Allocation 300202 is of person 8, whom a client list calls 7.
    let allocatie = "insert into landing.toewijzing (keten, dossier, bestand_id, regel, taak_id, wet, \
         gemeentecode, agb_code, toewijzingnummer, clientsleutel, productcategorie, \
         toewijzingsdatum, toewijzingstijd, ingangsdatum) values (20384000300202, 1, -1, 1, -1, 'jw', \
         '0384', '42420001', 300202, repeat('08', 16)::uuid, '45', '2026-01-01', '12:00', '2026-01-01')";
    sqlx::raw_sql(allocatie).execute(wereld.db.pool()).await.unwrap();
    let mut zonder = voorziening("2", 0, "45");
    for (veld, waarde) in [
        ("toewijzingnummer", Veldwaarde::Leeg),
        ("aanbieder_agb", tekst("42420001")),
        ("ingangsdatum", Veldwaarde::Datum("2026-01-01".parse().unwrap())),
    ] {
        zonder.waarden[Entiteit::Voorziening.veld(veld).unwrap().0] = waarde;
    }
    wereld.laad(&van(SOORT, "a", 1), &regels([voorziening("1", 300_201, "45"), zonder])).await;
    assert_eq!(wereld.wachtrij().await, [keten("300201")], "person 7 has no allocation");
    let client = |persoon: u8| {
        let sleutel = |byte: u8| Veldwaarde::Sleutel(Clientsleutel::from_bytes([byte; 16]));
        record(Entiteit::Client, &[("client", sleutel(7)), ("persoon", sleutel(persoon))])
    };
    let lijst = |naam, dag| Levering { bron: "andere", ..van(&[Entiteit::Client], naam, dag) };
    wereld.laad(&lijst("c", 2), &regels([client(8)])).await;
    assert_eq!(wereld.wachtrij().await, [keten("300202")]);
    wereld.laad(&lijst("d", 3), &regels([client(8)])).await;
    assert!(wereld.wachtrij().await.is_empty(), "nothing changed");
    wereld.laad(&lijst("e", 4), &regels([client(9)])).await;
    assert_eq!(wereld.wachtrij().await, [keten("300202")], "whose it was");
    vergeet(&wereld.db, &wereld.slot, "andere", "jan", "proef").await.unwrap();
    assert_eq!(wereld.wachtrij().await, [keten("300202")]);
}

#[sqlx::test(migrations = false)]
async fn without_any_message_no_chain_waits(pool: PgPool) {
    const SOORT: &[Entiteit] = &[Entiteit::Voorziening];
    let wereld = Wereld::new(pool).await;
    let rijen = regels([voorziening("1", 300_201, "45")]);
    wereld.laad(&van(SOORT, "a", 1), &rijen).await;
    wereld.laad(&van(SOORT, "b", 5), &regels([voorziening("1", 300_202, "45")])).await;
    assert!(wereld.wachtrij().await.is_empty());
    // Its task waits for publication, chains or none.
    let wacht = "select count(*) from beheer.taak where not is_gepubliceerd and soort = 'inlezen'";
    assert_eq!(wereld.getal(wacht).await, 2);
    vergeet(&wereld.db, &wereld.slot, "suite", "jan", "proef").await.unwrap();
    assert!(wereld.wachtrij().await.is_empty());
    // A first delivery of another source, once there are messages, queues all that it tells.
    wereld.bericht().await;
    let andere = Levering { bron: "andere", ..van(SOORT, "c", 6) };
    wereld.laad(&andere, &rijen).await;
    assert_eq!(wereld.wachtrij().await, [keten("300201")]);
}
