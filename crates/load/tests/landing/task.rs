//! One task: what is stored, what is counted, and that doing it again changes nothing.

use domain::record::Inhoud;
use domain::{Berichtsoort, Code, Eurocent};
use load::landing::{Bestand, Lezing, RegelAfkeuring, ensure_indexes, write_batch};
use load::ledger::{Aantal, BestandKenmerk, Status, known_files};
use sqlx::PgPool;

use crate::fixture::{
    TOEWIJZING, Warehouse, b301, b301_v2, b302, b305, b315, b319, b323, b325, file, refusal,
    with_refusals,
};

fn all() -> Vec<Bestand> {
    vec![
        file("301.xml", b301("A1", 1, 10)),
        file("302.xml", b302("R1", "A1", 2)),
        file("305.xml", b305("S1", 3)),
        file("323.xml", b323("D1", 4)),
        file("325.xml", b325("DA1", "D1", 5)),
    ]
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn every_kind_of_message_is_stored_as_it_is(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let written = warehouse.load(all()).await;
    assert_eq!(written.status, Status::Succeeded);
    assert_eq!(written.telling.geladen, Aantal { records: 7, bedrag: Eurocent::new(3_000) });
    let landing = warehouse.landing().await;
    let expect = |kind: &str, count: usize| {
        assert_eq!(landing.iter().filter(|row| row.starts_with(kind)).count(), count, "{kind}");
    };
    expect("bericht", 5);
    expect("client", 4);
    expect("toewijzing", 1);
    expect("start", 2);
    expect("declaratie", 1);
    expect("prestatie", 2);
    expect("antwoord", 1);
    expect("afgewezen", 2);
    expect("waarneming", 2);
    let row = landing.iter().find(|row| row.starts_with("toewijzing")).unwrap();
    for part in [
        format!("\"keten\": {TOEWIJZING}"),
        "\"agb_code\": \"42420001\"".to_owned(),
        "\"gemeentecode\": \"0384\"".to_owned(),
        "\"toewijzingstijd\": \"12:34:56\"".to_owned(),
        "\"einddatum\": null".to_owned(),
        "\"ingangsdatum\": \"2026-04-01\"".to_owned(),
    ] {
        assert!(row.contains(&part), "{part} in {row}");
    }
    let received = "select to_char(ontvangen_op at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS.US') \
         from landing.bericht limit 1";
    assert_eq!(warehouse.texts(received).await, ["2026-03-31 23:33:20.123456"]);
    // The answers find their messages.
    let pairs = "select count(*) from landing.bericht as a \
         inner join landing.bericht as h on a.betreft = h.identiteit";
    assert_eq!(warehouse.number(pairs).await, 2);
    let lines = "select count(*) from landing.afgewezen_prestatie as a inner join landing.bericht as h \
         on a.betreft = h.identiteit inner join landing.prestatie as p \
         on p.bestand_id = h.bestand_id and p.referentienummer = a.referentienummer";
    assert_eq!(warehouse.number(lines).await, 1);
    assert_eq!(warehouse.number("select count(*) from landing.start where keten < 0").await, 1);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn requests_and_beschikkingen_are_stored_and_removed(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let all = || {
        vec![
            file("315.xml", b315("V1", 1)),
            file("319.xml", b319("W1", 2)),
            file("301.xml", b301_v2("A1", 3)),
        ]
    };
    let written = warehouse.load(all()).await;
    assert_eq!(written.telling.geladen, Aantal { records: 4, bedrag: Eurocent::NUL });
    // The request, its answer and the allocation that names it find one another.
    let met = "select count(distinct v.keten) from landing.verzoek as v \
         inner join landing.antwoord as w on v.keten = w.keten \
         inner join landing.toewijzing as t on v.keten = t.verzoek_keten \
         where v.keten < 0 and t.keten < 0 and v.regel = 1 and v.agb_code = '42420001'";
    assert_eq!(warehouse.number(met).await, 1);
    let rest = "select concat_ws('|', v.agb_code, v.verwijzer, v.is_raamcontract, v.beschikkingnummer, \
         v.beschikking_ingangsdatum, b.beschikkingnummer, t.beschikkingnummer, m.envelop_referentie) \
         from landing.verzoek as v cross join landing.beschikking as b \
         cross join landing.toewijzing as t inner join landing.bericht as m \
         on t.bestand_id = m.bestand_id where v.regel = 2";
    assert_eq!(warehouse.texts(rest).await, ["42420002|03|f|425|2026-04-01|425|425|ENV1"]);
    let answer = "select concat_ws('|', antwoord, reden_afwijzing, woonplaats_gemeentecode) \
         from landing.antwoord";
    assert_eq!(warehouse.texts(answer).await, ["1|8|0363"]);
    // A 317 is one record, however many products it names.
    let mut wijziging = b315("V2", 4);
    wijziging.bericht.soort = Berichtsoort::B317;
    if let Inhoud::Verzoek(products) = &mut wijziging.inhoud {
        for (product, nr) in products.iter_mut().zip(1..) {
            product.regel = 1;
            product.volgnummer = nr;
        }
    }
    let written = warehouse.load(vec![file("317.xml", wijziging)]).await;
    assert_eq!(written.telling.geladen.records, 1);
    let number = warehouse.number("select max(bestand_id) from landing.bericht").await;
    warehouse
        .load(vec![Bestand { bestand_id: Some(number), ..file("b.xml", b305("S9", 3)) }])
        .await;
    // Read again as something else: nothing of it stays, and everything it touched is queued.
    let before = warehouse.landing().await;
    let ids: Vec<i64> =
        sqlx::query_scalar("select bestand_id from beheer.bestand order by 1 limit 3")
            .fetch_all(warehouse.db.pool())
            .await
            .unwrap();
    let again = |files: Vec<Bestand>| {
        let files = files.into_iter().zip(&ids);
        files.map(|(file, id)| Bestand { bestand_id: Some(*id), ..file }).collect()
    };
    let others = (1..=3).map(|nr| file("x.xml", b305(&format!("S{nr}"), 3))).collect();
    warehouse.load(again(others)).await;
    let left = "select count(*) from landing.verzoek, landing.antwoord, landing.beschikking";
    assert_eq!(warehouse.number(left).await, 0);
    let queued = "select count(distinct keten) from landing.geraakt where keten < 0";
    assert_eq!(warehouse.number(queued).await, 3);
    warehouse.load(again(all())).await;
    assert_eq!(warehouse.landing().await, before);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn what_only_the_reader_sees_is_stored(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    warehouse.load(all()).await;
    assert_eq!(
        warehouse
            .texts(
                "select concat_ws('|', b.identificatie, w.code, w.regel) \
                 from landing.waarneming as w \
                 inner join landing.bericht as b on w.bestand_id = b.bestand_id \
                 and w.taak_id = b.taak_id order by 1"
            )
            .await,
        ["D1|TR316|2", "D1|TR358"]
    );
    assert_eq!(
        warehouse
            .texts(
                "select concat_ws('|', identificatie, xsd_versie, betreft_xsd_versie) \
                 from landing.bericht where xsd_versie is not null order by 1"
            )
            .await,
        ["D1|1.2.0/1.0.2", "DA1|1.2.0/1.0.0|1.2.0/1.0.2"]
    );
    assert_eq!(
        warehouse
            .texts(
                "select concat_ws('|', a.regel, a.clientsleutel = p.clientsleutel, \
                 a.productcategorie, a.productcode, a.eenheid, a.volume, a.tarief_eurocent, \
                 a.periode_begin, a.periode_eind) from landing.afgewezen_prestatie as a \
                 left join landing.prestatie as p on a.referentienummer = p.referentienummer \
                 order by 1"
            )
            .await,
        ["1|t|45|45A48|04|10|500|2026-04-01|2026-04-30", "2"]
    );
    // One group for a person at a provider, whichever message a record is in.
    warehouse.load(vec![file("315.xml", b315("V1", 6))]).await;
    let same = "select count(*) from landing.verzoek as v inner join landing.toewijzing as t \
         on v.dossier = t.dossier where v.agb_code = '42420001' and v.dossier < 0";
    assert_eq!(warehouse.number(same).await, 1);
    let keyed = "select (select count(*) from landing.verzoek where dossier <> 0 \
         and (kenmerk_sk is null) = (referentie_aanbieder is null)) \
         + (select count(distinct referentie_sk) from landing.prestatie) \
         + (select count(*) from landing.declaratie where kenmerk_sk < 0)";
    assert_eq!(warehouse.number(keyed).await, 5);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_message_that_was_loaded_is_a_duplicate(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    warehouse.load(all()).await;
    let before = warehouse.landing().await;
    let mut copies = all();
    for copy in &mut copies {
        copy.naam.insert_str(0, "copy of ");
    }
    copies.extend(all());
    let written = warehouse.load(copies).await;
    assert_eq!(written.telling.dubbel, Aantal { records: 14, bedrag: Eurocent::new(6_000) });
    assert_eq!(written.telling.geladen, Aantal::default());
    assert_eq!(warehouse.landing().await, before);
    // Nothing to publish.
    let waiting = "select count(*) from beheer.taak where not is_gepubliceerd";
    assert_eq!(warehouse.number(waiting).await, 1);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_task_is_stored_once_when_it_is_written_twice(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let batch = warehouse.batch(all()).await;
    let one = write_batch(&warehouse.db, &warehouse.slot, &batch).await.unwrap();
    let two = write_batch(&warehouse.db, &warehouse.slot, &batch).await.unwrap();
    assert_eq!((one.taak_id, one.status, one.telling), (two.taak_id, two.status, two.telling));
    assert_eq!(warehouse.number("select count(*) from beheer.bestand").await, 5);
    assert_eq!(warehouse.number("select count(*) from beheer.taak").await, 1);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_task_that_fails_leaves_nothing_and_the_connection_usable(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let mut broken = b305("S9", 3);
    // The same line twice: the key of landing refuses it.
    if let Inhoud::Start(starts) = &mut broken.inhoud {
        starts[1].regel = 1;
    }
    let mut files = all();
    files.push(file("broken.xml", broken));
    let batch = warehouse.batch(files).await;
    let failure = write_batch(&warehouse.db, &warehouse.slot, &batch).await.unwrap_err();
    assert_eq!(failure.code(), "23505");
    assert_eq!(
        failure.to_string(),
        "the database refused: SQLSTATE 23505, table start, constraint start_pkey"
    );
    assert_eq!(warehouse.landing().await, Vec::<String>::new());
    assert_eq!(warehouse.number("select count(*) from beheer.taak").await, 0);
    warehouse.load(all()).await;
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn what_is_refused_is_counted_and_placed(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let line = |regel, bedrag| RegelAfkeuring {
        afkeuring: refusal(Code::BsnInvalid, Some(regel)),
        bedrag,
    };
    let mut unreadable = file("unreadable.xml", b301("A1", 1, 10));
    unreadable.lezing = Lezing::Geweigerd {
        afkeuring: refusal(Code::XmlNotWellformed, None),
        aantal: Aantal { records: 1, bedrag: Eurocent::NUL },
    };
    let refused = vec![line(3, Some(Eurocent::new(700))), line(4, None)];
    let files = vec![with_refusals("323.xml", b323("D1", 4), refused), unreadable];
    let written = warehouse.load(files).await;
    assert_eq!(written.status, Status::Partial);
    assert_eq!(
        warehouse.files().await,
        [
            "323.xml deels 4 2 2 0 3700 3000 700 0",
            "unreadable.xml quarantaine XML_NOT_WELLFORMED 1 0 1 0 0 0 0 0",
        ]
    );
    assert_eq!(
        warehouse
            .texts(
                "select concat_ws('|', regelnummer, plaats, code, status, records, bedrag_eurocent, \
                 uitleg like '%onleesbaar en telt als 0.') from beheer.quarantaine order by 1"
            )
            .await,
        [
            "3|regel 3 (byte 99) Bericht/Client/Bsn|BSN_INVALID|open|1|700|f",
            "4|regel 3 (byte 99) Bericht/Client/Bsn|BSN_INVALID|open|1|t",
            "regel 3 (byte 99) Bericht/Client/Bsn|XML_NOT_WELLFORMED|open|1|0|f",
        ]
    );
    let sums = "select count(*) from beheer.taak where gelezen = 5 and geladen = 2 \
         and gequarantaineerd = 3 and bedrag_gelezen_eurocent = 3700";
    assert_eq!(warehouse.number(sums).await, 1);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_known_file_is_recognised_and_a_replaced_one_is_not(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let mut bad = file("a.xml", b301("A1", 1, 10));
    bad.lezing = Lezing::Geweigerd {
        afkeuring: refusal(Code::XmlNotWellformed, None),
        aantal: Aantal { records: 1, bedrag: Eurocent::NUL },
    };
    warehouse.load(vec![bad]).await;
    let kenmerk = |naam: &str, grootte| BestandKenmerk {
        naam: naam.to_owned(),
        grootte,
        gewijzigd_ns: 1_775_000_000_123_456_789,
    };
    let asked = [kenmerk("b.xml", 100), kenmerk("a.xml", 101), kenmerk("a.xml", 100)];
    let known = known_files(&warehouse.db, "berichten", &asked).await.unwrap();
    assert_eq!(known, [false, false, true]);
    let known = known_files(&warehouse.db, "other", &asked).await.unwrap();
    assert_eq!(known, [false; 3]);
    let status = "select status from beheer.quarantaine";
    assert_eq!(warehouse.texts(status).await, ["open"]);
    // Another message under a name used before repairs nothing when it is refused itself, or known already.
    let line = RegelAfkeuring { afkeuring: refusal(Code::CodeUnknown, Some(2)), bedrag: None };
    let mut other = with_refusals("a.xml", b301("B1", 1, 11), vec![line]);
    other.grootte = 102;
    let mut known = file("a.xml", b301("B1", 1, 11));
    known.grootte = 103;
    warehouse.load(vec![other]).await;
    warehouse.load(vec![known]).await;
    assert_eq!(warehouse.texts(status).await, ["open", "open"]);
    let mut good = file("a.xml", b301("A1", 1, 10));
    good.grootte = 101;
    warehouse.load(vec![good]).await;
    assert_eq!(warehouse.texts(status).await, ["vervallen", "vervallen"]);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn indexes_are_built_once(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    assert!(ensure_indexes(&warehouse.db, &warehouse.slot).await.unwrap());
    assert!(!ensure_indexes(&warehouse.db, &warehouse.slot).await.unwrap());
}
