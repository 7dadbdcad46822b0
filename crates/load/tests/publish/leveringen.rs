//! Deliveries of case systems, from their records to the star, and what is left when they go.

use chrono::DateTime;
use domain::zaaksysteem::{Entiteit, Record, Veldwaarde};
use load::ledger::next_task_id;
use load::publish::Scope;
use load::zaak::{Begonnen, Levering, Leveringsoort, Schrijver, vergeet};
use sqlx::PgPool;

use crate::fixture::{AGB, GEMEENTE, VROEG, Wereld, b301, b305, client, datum, start, toewijzing};
use crate::request_fixture::{b315, verzoek};

fn tekst(text: &str) -> Veldwaarde {
    Veldwaarde::Tekst(text.into())
}

fn dag(text: &str) -> Veldwaarde {
    Veldwaarde::Datum(datum(text))
}

fn record(entiteit: Entiteit, paren: &[(&str, Veldwaarde)]) -> Record {
    let mut waarden = vec![Veldwaarde::Leeg; entiteit.velden().len()];
    for (naam, waarde) in paren {
        waarden[entiteit.veld(naam).unwrap().0] = waarde.clone();
    }
    Record { entiteit, waarden }
}

/// A provision of the product of the fixture from January 2026 until `eind`.
fn voorziening(sleutel: [&str; 2], nummer: Option<i64>, persoon: u8, eind: &str) -> Record {
    let [beschikking, volgnummer] = sleutel.map(tekst);
    record(
        Entiteit::Voorziening,
        &[
            ("beschikkingnummer", beschikking),
            ("volgnummer", volgnummer),
            ("wet", tekst("wmo")),
            ("client", Veldwaarde::Sleutel(client(persoon))),
            ("productcode", tekst("02A01")),
            ("aanbieder_agb", tekst(AGB)),
            ("toewijzingnummer", nummer.map_or(Veldwaarde::Leeg, Veldwaarde::Geheel)),
            ("ingangsdatum", dag("2026-01-01")),
            ("einddatum", dag(eind)),
        ],
    )
}

fn beschikking(nummer: &str, afgifte: &str) -> Record {
    record(
        Entiteit::Beschikking,
        &[
            ("beschikkingnummer", tekst(nummer)),
            ("wet", tekst("wmo")),
            ("afgiftedatum", dag(afgifte)),
        ],
    )
}

fn persoon(nummer: u8, persoon: u8) -> Record {
    let sleutel = |wie| Veldwaarde::Sleutel(client(wie));
    record(Entiteit::Client, &[("client", sleutel(nummer)), ("persoon", sleutel(persoon))])
}

/// Loads a full delivery of `bron` with what stood on `peildatum`.
async fn levering(
    wereld: &Wereld,
    bron: &str,
    peildatum: &str,
    entiteit: &'static [Entiteit],
    records: &[Record],
) {
    let levering = Levering {
        bron,
        naam: peildatum,
        bestand_id: None,
        sha256: [u8::try_from(bron.len() + peildatum.len()).unwrap(); 32],
        grootte: 100,
        gewijzigd_ns: 5,
        peildatum: datum(peildatum),
        soort: Leveringsoort::Volledig,
        daling_max: 50,
        is_bevestigd: true,
        gemeente: GEMEENTE.parse().ok(),
        entiteiten: entiteit,
        taak_id: next_task_id(&wereld.db).await.unwrap(),
        run_id: wereld.run_id,
        poging: 1,
        gestart_op: DateTime::UNIX_EPOCH,
    };
    let begonnen = Schrijver::begin(&wereld.db, &wereld.slot, &levering).await.unwrap();
    let Begonnen::Nieuw(mut schrijver) = begonnen else { panic!("the task was written") };
    let rijen: Vec<_> = (2..).zip(records.iter().cloned()).collect();
    schrijver.rijen(&rijen).await.unwrap();
    schrijver.sluit(u64::try_from(rijen.len()).unwrap()).await.unwrap();
}

async fn weg(wereld: &Wereld, bron: &str) {
    let vergeten = vergeet(&wereld.db, &wereld.slot, bron, "jan", "proef").await.unwrap();
    assert!(vergeten.is_some_and(|wat| wat.rijen > 0), "{bron}");
}

/// Allocation 300 of person 1, with a start on it and a request that names 700.
async fn berichten(wereld: &Wereld) {
    let mut record = toewijzing(1, 300, 1);
    record.referentie_aanbieder = Some("REF1".parse().unwrap());
    wereld
        .load(&[
            b301("A1", vec![record]),
            b305("S1", vec![start(1, Some(300), 1)]),
            b315("V1", vec![verzoek(1, "REF1", 1)]),
        ])
        .await;
}

/// Publishes what is due, and checks that all over again changes nothing.
async fn publish(wereld: &Wereld) {
    wereld.publish(VROEG).await;
    let everything = wereld.publish_scope(VROEG, Scope::Everything).await;
    assert_eq!((everything.written(), everything.deleted()), (0, 0));
}

const VOORZIENING: &[Entiteit] = &[Entiteit::Voorziening];
const BESCHIKKING: &[Entiteit] = &[Entiteit::Beschikking];
const CLIENT: &[Entiteit] = &[Entiteit::Client];
const EIND: &str = "2026-12-31";

const GRONDSLAG: &str = "select concat_ws(' ', b.beschikkingnummer, t.beschikking_wijze, \
    (select string_agg(k.beschikking_gelijk, ' ') from dwh.feit_koppeling as k)) \
    from dwh.feit_toewijzing as t inner join dwh.dim_beschikking as b using (beschikking_sk)";
const BEKEND: &str = "select concat_ws(' ', beschikkingnummer, bron, afgiftedatum, ingangsdatum, \
    einddatum) from dwh.dim_beschikking where beschikking_sk <> 0 order by 1";

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_list_of_persons_that_goes_takes_its_verdicts_along(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    berichten(&wereld).await;
    publish(&wereld).await;
    let zonder = wereld.facts().await;
    assert_eq!(wereld.text(GRONDSLAG).await, ["700 verzoek niet_toetsbaar"]);
    // The case system knows its own numbers only: 33.
    let rij = voorziening(["800", "1"], None, 33, EIND);
    levering(&wereld, "zaken", "2026-01-01", VOORZIENING, &[rij]).await;
    publish(&wereld).await;
    assert_eq!(wereld.text(GRONDSLAG).await, ["700 verzoek niet_toetsbaar"]);
    levering(&wereld, "personen", "2026-01-01", CLIENT, &[persoon(33, 1)]).await;
    publish(&wereld).await;
    assert_eq!(wereld.text(GRONDSLAG).await, ["800 kenmerken verschillend"]);
    // The list is corrected: it is somebody else, and back.
    levering(&wereld, "personen", "2026-02-01", CLIENT, &[persoon(33, 2)]).await;
    publish(&wereld).await;
    assert_eq!(wereld.text(GRONDSLAG).await, ["700 verzoek niet_toetsbaar"]);
    levering(&wereld, "personen", "2026-03-01", CLIENT, &[persoon(33, 1)]).await;
    publish(&wereld).await;
    assert_eq!(wereld.text(GRONDSLAG).await, ["800 kenmerken verschillend"]);
    weg(&wereld, "personen").await;
    publish(&wereld).await;
    assert_eq!(wereld.text(GRONDSLAG).await, ["700 verzoek niet_toetsbaar"]);
    // What it tells goes with the provisions too.
    levering(&wereld, "personen", "2026-03-01", CLIENT, &[persoon(33, 1)]).await;
    publish(&wereld).await;
    assert_eq!(wereld.text(GRONDSLAG).await, ["800 kenmerken verschillend"]);
    weg(&wereld, "zaken").await;
    publish(&wereld).await;
    assert_eq!(wereld.facts().await, zonder);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_list_of_persons_and_its_provisions_go_together(pool: PgPool) {
    const BEIDE: &[Entiteit] = &[Entiteit::Client, Entiteit::Voorziening];
    let wereld = Wereld::new(pool).await;
    berichten(&wereld).await;
    publish(&wereld).await;
    let zonder = wereld.facts().await;
    let rijen = [persoon(33, 1), voorziening(["800", "1"], None, 33, EIND)];
    levering(&wereld, "zaken", "2026-01-01", BEIDE, &rijen).await;
    publish(&wereld).await;
    assert_eq!(wereld.text(GRONDSLAG).await, ["800 kenmerken verschillend"]);
    weg(&wereld, "zaken").await;
    publish(&wereld).await;
    assert_eq!(wereld.facts().await, zonder);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_corrected_provision_leaves_no_doubt(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    berichten(&wereld).await;
    let rij = |sleutel, eind| [voorziening(sleutel, Some(300), 1, eind)];
    let eerst = rij(["800", "1"], "2027-06-30");
    levering(&wereld, "zaken", "2026-01-01", VOORZIENING, &eerst).await;
    publish(&wereld).await;
    assert_eq!(wereld.text(GRONDSLAG).await, ["800 toewijzingnummer verschillend"]);
    // Another number of the beschikking: the old row ends, and knows less than the new one.
    let anders = rij(["700", "1"], "2027-06-30");
    levering(&wereld, "zaken", "2026-02-01", VOORZIENING, &anders).await;
    publish(&wereld).await;
    assert_eq!(wereld.text(GRONDSLAG).await, ["700 toewijzingnummer gelijk"]);
    // Another number of the provision, with the day on which it ends.
    levering(&wereld, "zaken", "2026-03-01", VOORZIENING, &rij(["700", "2"], EIND)).await;
    publish(&wereld).await;
    assert_eq!(
        wereld.text(BEKEND).await,
        ["700 zaaksysteem 2026-01-01 2026-12-31", "800 zaaksysteem 2026-01-01 2027-06-30"]
    );
    assert_eq!(wereld.text(GRONDSLAG).await, ["700 toewijzingnummer gelijk"]);
    // All that is left ended: what it told counts still.
    let elders = [voorziening(["900", "1"], Some(999), 2, EIND)];
    levering(&wereld, "zaken", "2026-04-01", VOORZIENING, &elders).await;
    wereld.publish(VROEG).await;
    let bekend = wereld.text(BEKEND).await;
    assert_eq!(bekend[0], "700 zaaksysteem 2026-01-01 2027-06-30");
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_beschikking_that_stands_goes_before_a_newer_one_that_ended(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    berichten(&wereld).await;
    let rij = |dag| [beschikking("700", dag)];
    levering(&wereld, "zaken", "2026-01-01", BESCHIKKING, &rij("2025-12-01")).await;
    levering(&wereld, "oud", "2026-02-01", BESCHIKKING, &rij("2025-12-09")).await;
    publish(&wereld).await;
    assert_eq!(wereld.text(BEKEND).await, ["700 zaaksysteem 2025-12-09"]);
    let andere = [beschikking("701", "2025-12-10")];
    levering(&wereld, "oud", "2026-03-01", BESCHIKKING, &andere).await;
    publish(&wereld).await;
    assert_eq!(
        wereld.text(BEKEND).await,
        ["700 zaaksysteem 2025-12-01", "701 zaaksysteem 2025-12-10"]
    );
    // It ended everywhere: what was told last.
    levering(&wereld, "zaken", "2026-03-15", BESCHIKKING, &andere).await;
    publish(&wereld).await;
    assert_eq!(
        wereld.text(BEKEND).await,
        ["700 zaaksysteem 2025-12-01", "701 zaaksysteem 2025-12-10"]
    );
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn beschikkingen_go_with_their_source(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    berichten(&wereld).await;
    let rijen = [beschikking("700", "2025-12-01"), beschikking("701", "2025-12-02")];
    levering(&wereld, "zaken", "2026-01-01", BESCHIKKING, &rijen).await;
    publish(&wereld).await;
    // A later delivery repeats them: they came with a file that no task waits for.
    levering(&wereld, "zaken", "2026-02-01", BESCHIKKING, &rijen).await;
    publish(&wereld).await;
    assert_eq!(
        wereld.text(BEKEND).await,
        ["700 zaaksysteem 2025-12-01", "701 zaaksysteem 2025-12-02"]
    );
    weg(&wereld, "zaken").await;
    wereld.publish(VROEG).await;
    assert_eq!(wereld.text(BEKEND).await, ["700 verzoek 2026-01-15"]);
}
