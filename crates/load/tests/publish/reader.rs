//! Chains come back from landing as they were, grouped, with the answers that count.

use domain::{Berichtsoort, KetenSleutel, Retourcode, Wet, record::Inhoud};
use load::keten_reader::read;
use sqlx::PgPool;
use transform::{Antwoord, Keten};

use crate::fixture::{
    AGB, GEMEENTE, Wereld, antwoord_323, b301, b305, b307, b323, bericht, client, kop, prestatie,
    retour, start, stop, toewijzing,
};

fn sleutel(nummer: i64) -> KetenSleutel {
    KetenSleutel::van_toewijzing(Wet::Wmo, GEMEENTE.parse().unwrap(), nummer.try_into().unwrap())
}

fn taakgericht(persoon: u8) -> KetenSleutel {
    let gemeente = GEMEENTE.parse().unwrap();
    KetenSleutel::taakgericht(Wet::Wmo, gemeente, AGB.parse().unwrap(), client(persoon))
}

async fn read_one(wereld: &Wereld, sleutel: KetenSleutel) -> Keten {
    let mut ketens = read(&wereld.db, &[sleutel]).await.unwrap();
    assert_eq!(ketens.len(), 1);
    ketens.remove(0)
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn records_come_back_as_they_were_loaded(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let toewijzing = toewijzing(1, 300, 1);
    let start = start(1, Some(300), 1);
    let stop = stop(1, Some(300), 1);
    let prestatie = prestatie(1, 300, 1);
    wereld
        .load(&[
            b301("A1", vec![toewijzing.clone()]),
            b305("S1", vec![start.clone()]),
            b307("E1", vec![stop.clone()]),
            b323("F1", vec![prestatie.clone()]),
        ])
        .await;
    let keten = read_one(&wereld, sleutel(300)).await;
    assert_eq!((keten.wet, keten.gemeente), (Wet::Wmo, GEMEENTE.parse().unwrap()));
    assert_eq!(keten.toewijzingen[0].record, toewijzing);
    assert_eq!(keten.toewijzingen[0].herkomst.antwoord, Antwoord::Open);
    assert_eq!(keten.toewijzingen[0].herkomst.agb, AGB.parse().unwrap());
    assert_eq!(keten.starts[0].record, start);
    assert_eq!(keten.starts[0].herkomst.identificatie.as_str(), "S1");
    assert_eq!(keten.stops[0].record, stop);
    assert_eq!(keten.prestaties[0].record, prestatie);
    assert_eq!(keten.prestaties[0].declaratienummer.as_str(), "DF1");
    assert!(keten.prestaties[0].retourcodes.is_empty());
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn chains_are_cut_by_law_municipality_and_number(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let mut elders = kop(Berichtsoort::B301, "A2", "2025-12-20");
    elders.gemeente = "0384".parse().unwrap();
    let elders = bericht(elders, Inhoud::Toewijzing(vec![toewijzing(1, 300, 1)]));
    wereld
        .load(&[
            b301("A1", vec![toewijzing(1, 300, 1), toewijzing(2, 301, 1)]),
            elders,
            b305("S1", vec![start(1, Some(300), 1), start(2, Some(999), 1)]),
        ])
        .await;
    let ketens = read(&wereld.db, &[sleutel(300), sleutel(301), sleutel(999)]).await.unwrap();
    let shapes: Vec<_> =
        ketens.iter().map(|keten| (keten.toewijzingen.len(), keten.starts.len())).collect();
    assert_eq!(shapes, [(1, 1), (1, 0), (0, 1)]);
    assert!(read(&wereld.db, &[sleutel(5)]).await.unwrap().is_empty());
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn the_earliest_retour_counts(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let heen = b301("A1", vec![toewijzing(1, 300, 1)]);
    let start = b305("S1", vec![start(1, Some(300), 1)]);
    wereld
        .load(&[
            retour(&heen, "R2", "2026-01-04", &["0200"]),
            heen.clone(),
            retour(&heen, "R1", "2026-01-03", &["9019", "9074"]),
            retour(&start, "R3", "2026-01-03", &["0200"]),
            start,
        ])
        .await;
    let keten = read_one(&wereld, sleutel(300)).await;
    assert_eq!(keten.toewijzingen[0].herkomst.antwoord, Antwoord::Afgewezen);
    assert_eq!(keten.starts[0].herkomst.antwoord, Antwoord::Geaccepteerd);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn lines_that_were_sent_back_carry_their_codes(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let een = b323("F1", vec![prestatie(1, 300, 1), prestatie(2, 300, 1)]);
    let twee = b323("F2", vec![prestatie(1, 301, 1), prestatie(2, 301, 1)]);
    // Refused as a whole, with a line sent back under a code of its own.
    let mut geheel = antwoord_323(&twee, "R2", &[("REF2", "9307")]);
    let codes = ["0001", "0200", "0233", "8001", "9308"];
    geheel.bericht = retour(&twee, "R2", "2026-03-01", &codes).bericht;
    wereld.load(&[antwoord_323(&een, "R1", &[("REF2", "9307")]), geheel, een, twee]).await;
    let ketens = read(&wereld.db, &[sleutel(300), sleutel(301)]).await.unwrap();
    let mut lines: Vec<_> = ketens
        .iter()
        .flat_map(|keten| &keten.prestaties)
        .map(|line| {
            let codes: Vec<_> = line.retourcodes.iter().map(Retourcode::as_str).collect();
            let place = (line.record.nummer.waarde(), line.record.regel);
            (place, line.herkomst.antwoord, line.is_teruggestuurd, codes)
        })
        .collect();
    lines.sort();
    assert_eq!(
        lines,
        [
            ((300, 1), Antwoord::Geaccepteerd, false, vec![]),
            ((300, 2), Antwoord::Geaccepteerd, true, vec!["9307"]),
            ((301, 1), Antwoord::Afgewezen, false, vec!["0001", "9308"]),
            ((301, 2), Antwoord::Afgewezen, true, vec!["9307"]),
        ]
    );
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn records_without_a_number_bring_the_allocations_they_may_fit(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let mut ander = kop(Berichtsoort::B301, "A2", "2025-12-20");
    ander.agb = "87654321".parse().unwrap();
    wereld
        .load(&[
            b301("A1", vec![toewijzing(1, 300, 1), toewijzing(2, 301, 1), toewijzing(3, 302, 2)]),
            bericht(ander, Inhoud::Toewijzing(vec![toewijzing(1, 303, 1)])),
            b305("S1", vec![start(1, None, 1), start(2, Some(301), 1)]),
            b307("E1", vec![stop(1, None, 3)]),
        ])
        .await;
    for sleutel in [sleutel(300), sleutel(301), taakgericht(1)] {
        let keten = read_one(&wereld, sleutel).await;
        let mut nummers: Vec<_> =
            keten.toewijzingen.iter().map(|row| row.record.nummer.unwrap().waarde()).collect();
        nummers.sort_unstable();
        assert_eq!((nummers, keten.starts.len()), (vec![300, 301], 2));
    }
    assert!(read_one(&wereld, sleutel(302)).await.starts.is_empty());
    assert_eq!(read_one(&wereld, sleutel(303)).await.toewijzingen.len(), 1);
    assert_eq!(read_one(&wereld, taakgericht(3)).await.stops.len(), 1);
}
