//! Requests find their answers and allocations their beschikking, in whatever order they come and go.

use domain::record::{IngelezenBericht, Inhoud};
use domain::{Berichtsoort, KetenSleutel, Product, RedenAfwijzingVerzoek, Release, Wet};
use load::keten_reader::read;
use load::publish::Scope;
use sqlx::PgPool;

use crate::fixture::{
    AGB, GEMEENTE, VROEG, Wereld, b301, b305, b307, bericht, client, kop, product, retour, start,
    stop, toewijzing,
};
use crate::request_fixture::{
    als_2_1, b301_v2, b315, b317, b319, honorering, inbox, start_v2, stop_v2, toewijzing_v2,
    verzoek, wijziging,
};

const VERZOEKEN: &str = "select concat_ws(' ', referentie_aanbieder, onderdeel, antwoord, \
     antwoorddatum, reden_afwijzing, doorlooptijd_dagen, toegewezen_toewijzingnummer) \
     from dwh.feit_verzoek order by 1";

fn verzoek_keten(referentie: &str) -> KetenSleutel {
    let [gemeente, agb] = [GEMEENTE, AGB];
    let referentie = referentie.parse().unwrap();
    KetenSleutel::van_verzoek(
        Wet::Wmo,
        gemeente.parse().unwrap(),
        agb.parse().unwrap(),
        &referentie,
    )
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn requests_come_back_as_they_were_loaded(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let aanvraag = vec![verzoek(1, "REF1", 1)];
    let wijziging = wijziging("REF1", 1, 300, 301);
    let antwoord =
        b319("W1", "2026-01-22", "REF1", Some(RedenAfwijzingVerzoek::Woonplaatsbeginsel));
    wereld
        .load(&[
            b315("V1", aanvraag.clone()),
            b317("V2", wijziging.clone()),
            antwoord.clone(),
            b301("A1", vec![toewijzing(1, 300, 1), toewijzing(2, 301, 1)]),
        ])
        .await;
    let ketens = read(&wereld.db, &[verzoek_keten("REF1")]).await.unwrap();
    let [keten] = ketens.as_slice() else { panic!("{} chains", ketens.len()) };
    let mut records: Vec<_> = keten.verzoeken.iter().map(|rij| rij.record.clone()).collect();
    records.sort_by_key(|record| (record.nummer.is_some(), record.volgnummer));
    assert_eq!(records, [aanvraag, wijziging].concat());
    let antwoorden: Vec<_> = keten.antwoorden.iter().map(|rij| rij.record.clone()).collect();
    assert_eq!(Inhoud::Antwoord(antwoorden), antwoord.inhoud);
    // A request brings the allocations of its person.
    let mut nummers: Vec<_> = keten.toewijzingen.iter().map(|rij| rij.record.nummer).collect();
    nummers.sort();
    assert_eq!(nummers, [300, 301].map(|nummer| Some(nummer.try_into().unwrap())));
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_record_that_names_its_provider_belongs_to_that_one(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let ander = "87654321".parse().unwrap();
    let mut begin = start_v2(1, 800);
    begin.aanbieder = Some(ander);
    wereld.load(&[als_2_1(b305("S1", vec![begin]), "2018-01-10")]).await;
    wereld.publish(VROEG).await;
    let header = "select concat_ws(' ', agb_code, bericht_agb_code) from dwh.feit_koppeling";
    assert_eq!(wereld.text(header).await, ["87654321 12345678"]);
    let gemeente = GEMEENTE.parse().unwrap();
    let keten = KetenSleutel::taakgericht(Wet::Wmo, gemeente, ander, client(1));
    assert_eq!(read(&wereld.db, &[keten]).await.unwrap()[0].starts[0].herkomst.agb, ander);
    let providers = "select agb_code::text from dwh.feit_koppeling union all \
                     select agb_code::text from dwh.dim_aanbieder where aanbieder_sk > 0 order by 1";
    assert_eq!(wereld.text(providers).await, [AGB, "87654321", "87654321"]);
}

/// The message, and one of another sender with the same identification, about the same provider.
fn van_twee(mut een: IngelezenBericht) -> [IngelezenBericht; 2] {
    let mut twee = een.clone();
    for (message, agb) in [(&mut een, "11111111"), (&mut twee, "22222222")] {
        message.bericht.agb = agb.parse().unwrap();
    }
    match &mut twee.inhoud {
        Inhoud::Start(records) => {
            records[0].begindatum = crate::fixture::datum("2018-02-08");
        }
        Inhoud::Verzoek(records) => {
            records[0].ingangsdatum = Some(crate::fixture::datum("2018-02-09"));
        }
        _ => {}
    }
    [crate::fixture::gehasht(een), crate::fixture::gehasht(twee)]
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn two_senders_may_share_an_identification_and_a_provider(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let ander = "87654321".parse().unwrap();
    let mut begin = start_v2(1, 800);
    begin.aanbieder = Some(ander);
    let mut aanvraag = verzoek(1, "REF1", 1);
    aanvraag.aanbieder = Some(ander);
    let starts = van_twee(als_2_1(b305("S1", vec![begin]), "2018-01-10"));
    let verzoeken = van_twee(als_2_1(b315("V1", vec![aanvraag]), "2018-01-10"));
    let messages = [starts, verzoeken].concat();
    wereld.load(&messages).await;
    wereld.publish(VROEG).await;
    let rows = "select concat_ws(' ', bericht_identificatie, agb_code, bericht_agb_code) \
                from dwh.feit_koppeling union all \
                select concat_ws(' ', bericht_identificatie, agb_code, bericht_agb_code) \
                from dwh.feit_verzoek order by 1";
    let expect = ["S1", "V1"]
        .map(|name| ["11111111", "22222222"].map(|sender| format!("{name} 87654321 {sender}")));
    assert_eq!(wereld.text(rows).await, expect.concat());
    let expected = wereld.facts().await;
    wereld.clear().await;
    for message in messages.into_iter().rev() {
        wereld.load(&[message]).await;
        wereld.publish(VROEG).await;
    }
    assert_eq!(wereld.facts().await, expected);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_beschikking_of_a_message_that_was_sent_back_has_no_dates(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let known = "select concat_ws(' ', beschikkingnummer, bron, afgiftedatum, ingangsdatum) \
                 from dwh.dim_beschikking where beschikking_sk > 0 order by 1";
    let heen = b301_v2("B1", Release::R2_1, 700, vec![toewijzing_v2(1, 700)]);
    wereld.load(core::slice::from_ref(&heen)).await;
    wereld.publish(VROEG).await;
    assert_eq!(wereld.text(known).await, ["700 toewijzing 2017-12-20 2018-01-01"]);
    wereld.load(&[retour(&heen, "R1", "2018-01-06", &["9347"])]).await;
    wereld.publish(VROEG).await;
    assert_eq!(wereld.text(known).await, ["700 toewijzing"]);
    wereld.load(&[b315("V1", vec![verzoek(1, "REF1", 1)])]).await;
    wereld.publish(VROEG).await;
    assert_eq!(wereld.text(known).await, ["700 verzoek 2026-01-15"]);
    let incremental = wereld.facts().await;
    wereld.rebuild(VROEG).await;
    assert_eq!(wereld.facts().await, incremental);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_request_has_a_row_per_product_with_its_answer(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&inbox()).await;
    wereld.publish(VROEG).await;
    assert_eq!(
        wereld.text(VERZOEKEN).await,
        [
            "REF1 aangevraagd toegewezen 2026-01-25 5 300",
            "REF2 aangevraagd afgewezen 2026-01-24 3 4",
            "REF3 te_wijzigen open",
            "REF4 aangevraagd open",
            "REF5 te_wijzigen open",
            "REF6 aangevraagd open",
        ]
    );
    let row = "select concat_ws('|', soort, v.agb_code, beschikkingnummer, verwijzer, volume, eenheid, \
               frequentie, budget_eurocent, gevraagd_ingangsdatum, gevraagd_einddatum, aanvraagdatum, \
               retour_status, r.lijst, r.code) from dwh.feit_verzoek as v \
               inner join dwh.dim_reden as r on v.reden_afwijzing_sk = r.reden_sk \
               where referentie_aanbieder = 'REF2'";
    let expect =
        "315|12345678|700|02|8|04|4|12345|2026-02-01|2026-12-31|2026-01-20|open|reden_afwijzing|3";
    assert_eq!(wereld.text(row).await, [expect]);
    // A product to change is that of its allocation; of one that nobody knows it is not known.
    let products: Vec<i64> = sqlx::query_scalar(
        "select product_sk from dwh.feit_verzoek where onderdeel = 'te_wijzigen' \
         order by referentie_aanbieder",
    )
    .fetch_all(wereld.db.pool())
    .await
    .unwrap();
    assert_eq!(products, [Product::surrogaat(Wet::Wmo, Some(&product())), 0]);
}

/// The next number of a small generator.
fn next(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*seed >> 33).unwrap()
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn requests_in_any_order_and_by_night_give_the_facts_of_one_night(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&inbox()).await;
    wereld.publish(VROEG).await;
    let expected = wereld.facts().await;
    for mut seed in 1..=3 {
        wereld.clear().await;
        let mut messages = inbox();
        for index in (1..messages.len()).rev() {
            messages.swap(index, next(&mut seed) % (index + 1));
        }
        for message in messages {
            wereld.load(&[message]).await;
            wereld.publish(VROEG).await;
        }
        assert_eq!(wereld.facts().await, expected, "seed {seed}");
        let everything = wereld.publish_scope(VROEG, Scope::Everything).await;
        assert_eq!((everything.written(), everything.deleted()), (0, 0));
    }
}

/// Persons, providers and products stay known when nothing names them any more.
fn without_members(mut facts: Vec<String>) -> Vec<String> {
    facts.retain(|row| row.starts_with("feit_") || row.starts_with("dim_beschikking"));
    facts
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn whatever_leaves_landing_leaves_the_facts(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    for message in inbox() {
        wereld.clear().await;
        wereld.load(&inbox()).await;
        wereld.publish(VROEG).await;
        // Its file is read again, and holds something that has nothing to do with the rest.
        let name = message.bericht.identificatie.as_str();
        let bestand_id = wereld.bestand_id(name).await;
        let ander = b301("Z9", vec![toewijzing(1, 555, 9)]);
        wereld.reload(bestand_id, &ander).await;
        wereld.publish(VROEG).await;
        let incremental = without_members(wereld.facts().await);
        wereld.rebuild(VROEG).await;
        assert_eq!(without_members(wereld.facts().await), incremental, "{name}");
    }
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn an_allocation_that_no_longer_names_a_request_is_seen(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld
        .load(&[
            b315("V1", vec![verzoek(1, "REF1", 1)]),
            b301("A1", vec![honorering(1, 300, 1, "REF1")]),
        ])
        .await;
    wereld.publish(VROEG).await;
    let known = "select concat_ws(' ', b.beschikkingnummer, t.referentie_aanbieder) \
                 from dwh.feit_toewijzing as t inner join dwh.dim_beschikking as b \
                 on t.beschikking_sk = b.beschikking_sk";
    assert_eq!(wereld.text(known).await, ["700 REF1"]);
    for (referentie, answer, beschikking) in [
        ("REF7", "REF1 aangevraagd open", "onbekend REF7"),
        ("REF1", "REF1 aangevraagd toegewezen 2026-01-25 5 300", "700 REF1"),
    ] {
        let file: Vec<i64> = sqlx::query_scalar("select bestand_id from landing.toewijzing")
            .fetch_all(wereld.db.pool())
            .await
            .unwrap();
        wereld.reload(file[0], &b301("A1", vec![honorering(1, 300, 1, referentie)])).await;
        wereld.publish(VROEG).await;
        assert_eq!(wereld.text(VERZOEKEN).await, [answer]);
        assert_eq!(wereld.text(known).await, [beschikking]);
    }
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn records_without_a_number_link_by_beschikking(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld
        .load(&[
            b301_v2("B1", Release::R2_1, 800, vec![toewijzing_v2(1, 800), toewijzing_v2(2, 801)]),
            als_2_1(b305("S1", vec![start_v2(1, 800), start_v2(2, 802)]), "2018-01-10"),
            b301("A1", vec![toewijzing(1, 300, 1)]),
        ])
        .await;
    wereld.publish(VROEG).await;
    let verdict = "select concat_ws(' ', regelnummer, koppelwijze, koppelstatus, beschikking_gelijk, \
                   toewijzing_sk < 0) from dwh.feit_koppeling order by 1";
    assert_eq!(
        wereld.text(verdict).await,
        ["1 beschikking gekoppeld gelijk t", "2 geen wees niet_toetsbaar"]
    );
    let allocations = "select concat_ws(' ', coalesce(toewijzingnummer::text, 'geen'), \
                       toewijzing_sk = keten_sk, b.beschikkingnummer) from dwh.feit_toewijzing as t \
                       inner join dwh.dim_beschikking as b on t.beschikking_sk = b.beschikking_sk \
                       order by 1";
    assert_eq!(wereld.text(allocations).await, ["300 t onbekend", "geen f 800", "geen f 801"]);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_beschikking_is_as_its_newest_source_says(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let known = "select concat_ws(' ', beschikkingnummer, bron, afgiftedatum, ingangsdatum, einddatum) \
                 from dwh.dim_beschikking where beschikking_sk > 0 order by 1";
    wereld.load(&[b315("V1", vec![verzoek(1, "REF1", 1)])]).await;
    wereld.publish(VROEG).await;
    assert_eq!(wereld.text(known).await, ["700 verzoek 2026-01-15"]);
    let keys: Vec<i64> =
        sqlx::query_scalar("select beschikking_sk from dwh.dim_beschikking order by 1")
            .fetch_all(wereld.db.pool())
            .await
            .unwrap();
    let nummer: domain::Beschikkingnummer = 700.try_into().unwrap();
    assert_eq!(keys, [0, nummer.surrogaat(Wet::Wmo, GEMEENTE.parse().unwrap())]);
    // A 301 wins from a 315; of two the newer.
    wereld.load(&[b301_v2("B1", Release::R2_1, 700, vec![toewijzing_v2(1, 700)])]).await;
    wereld.publish(VROEG).await;
    assert_eq!(wereld.text(known).await, ["700 toewijzing 2017-12-20 2018-01-01"]);
    let mut later = b301_v2("B2", Release::R2_1, 700, vec![toewijzing_v2(1, 700)]);
    later.beschikkingen[0].afgiftedatum = crate::fixture::datum("2017-12-21");
    let later = crate::fixture::gehasht(later);
    wereld.load(&[later]).await;
    wereld.publish(VROEG).await;
    assert_eq!(wereld.text(known).await, ["700 toewijzing 2017-12-21 2018-01-01"]);
    // What goes, goes: the next one is known again, and at last none.
    for (gone, left) in [
        ("B2", vec!["700 toewijzing 2017-12-20 2018-01-01"]),
        ("B1", vec!["700 verzoek 2026-01-15"]),
        ("V1", vec![]),
    ] {
        let bestand_id = wereld.bestand_id(gone).await;
        let ander = b301(&format!("Z{gone}"), vec![toewijzing(1, 555, 9)]);
        wereld.reload(bestand_id, &ander).await;
        wereld.publish(VROEG).await;
        assert_eq!(wereld.text(known).await, left, "without {gone}");
    }
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_reason_means_what_its_release_says(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let mut nieuw = stop(1, Some(300), 1);
    nieuw.begindatum = crate::fixture::datum("2026-01-05");
    wereld
        .load(&[
            b301("A1", vec![toewijzing(1, 300, 1)]),
            b305("S1", vec![start(1, Some(300), 1)]),
            b307("E1", vec![nieuw]),
            b301_v2("B1", Release::R2_1, 800, vec![toewijzing_v2(1, 800)]),
            als_2_1(b305("S2", vec![start_v2(1, 800)]), "2018-01-10"),
            als_2_1(b307("E2", vec![stop_v2(1, 800)]), "2018-07-01"),
        ])
        .await;
    wereld.publish(VROEG).await;
    let why = "select concat_ws(' ', startdatum, r.code, r.omschrijving) from dwh.feit_levering as f \
               inner join dwh.dim_reden as r on f.reden_sk = r.reden_sk order by 1";
    assert_eq!(
        wereld.text(why).await,
        ["2018-01-08 19 Gestopt, toewijzing sluit", "2026-01-05 19 Afgerond zoals gepland"]
    );
    let changes = "select concat_ws(' ', r.lijst, r.code) from dwh.feit_toewijzing as f \
                   inner join dwh.dim_reden as r on f.reden_wijziging_sk = r.reden_sk order by 1";
    assert_eq!(wereld.text(changes).await, ["onbekend onbekend", "reden_wijziging 04"]);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn two_kinds_of_request_may_share_an_identification(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let een = b315("V1", vec![verzoek(1, "REF1", 1)]);
    let twee: IngelezenBericht = bericht(
        kop(Berichtsoort::B317, "V1", "2026-01-21"),
        Inhoud::Verzoek(wijziging("REF1", 1, 300, 301)),
    );
    wereld.load(&[een, twee]).await;
    wereld.publish(VROEG).await;
    let kinds = "select soort from dwh.feit_verzoek order by 1";
    assert_eq!(wereld.text(kinds).await, ["315", "317"]);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_fault_of_the_hub_finds_its_message(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.fault("IB014", "ENV1").await;
    wereld.publish(VROEG).await;
    let faults = "select concat_ws(' ', f.code, f.gemeentecode, g.gemeente_sk, b.identificatie) \
                  from dwh.feit_ketenfout as f inner join dwh.dim_gemeente as g \
                  on f.gemeente_sk = g.gemeente_sk left join dwh.feit_bericht as b \
                  on f.bericht_bestand_id = b.bestand_id";
    assert_eq!(wereld.text(faults).await, ["IB014 0363 363"]);
    let mut message = b301("A1", vec![toewijzing(1, 300, 1)]);
    message.envelop = Some("ENV1".parse().unwrap());
    wereld.load(&[message]).await;
    wereld.publish(VROEG).await;
    assert_eq!(wereld.text(faults).await, ["IB014 0363 363 A1"]);
    let again = wereld.publish_scope(VROEG, Scope::Everything).await;
    assert_eq!((again.written(), again.deleted()), (0, 0));
    let incremental = wereld.facts().await;
    wereld.rebuild(VROEG).await;
    assert_eq!(wereld.facts().await, incremental);
}
