//! Findings on dossiers, messages and marks: they come, go and come back with what is loaded.

use domain::record::{IngelezenBericht, Inhoud};
use domain::{KetenSleutel, Wet};
use load::publish::Geteld;
use sqlx::PgPool;

use crate::fixture::{
    AGB, Wereld, antwoord_323, b301, b305, b323, bericht, datum, gehasht, prestatie, retour, start,
    toewijzing,
};
use crate::request_fixture::{b315, b319, inbox, verzoek};

/// A day on which every term of the messages below has run out.
const LAAT: &str = "2026-11-02";

/// A 323 of January with one line, dated and numbered.
fn declaratie(identificatie: &str, dagtekening: &str, referentie: &str) -> IngelezenBericht {
    let mut regel = prestatie(1, 300, 1);
    regel.referentienummer = referentie.parse().unwrap();
    let mut message = b323(identificatie, vec![regel]);
    message.bericht.dagtekening = datum(dagtekening);
    gehasht(message)
}

/// The same message in another municipality.
fn elders(mut message: IngelezenBericht) -> IngelezenBericht {
    message.bericht.gemeente = "0384".parse().unwrap();
    gehasht(message)
}

/// The same answer, with another date.
fn op(mut message: IngelezenBericht, dagtekening: &str) -> IngelezenBericht {
    message.bericht.dagtekening = datum(dagtekening);
    gehasht(message)
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_finding_on_a_message_goes_with_its_answer_and_comes_back(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let heen = b301("A1", vec![toewijzing(1, 300, 1)]);
    let tijdig = retour(&heen, "R1", "2025-12-22", &["0200"]);
    wereld.load(core::slice::from_ref(&heen)).await;
    wereld.publish("2025-12-24").await;
    assert!(wereld.van("OP090").await.is_empty());
    assert!(!wereld.has_work("2025-12-24").await);
    assert!(wereld.has_work("2025-12-25").await);
    let report = wereld.publish("2025-12-25").await;
    assert_eq!(report.geteld, Geteld { berichten: 1, ..Geteld::default() });
    assert_eq!(wereld.van("OP090").await, ["OP090 A1 - open 0"]);

    wereld.load(core::slice::from_ref(&tijdig)).await;
    wereld.publish("2025-12-27").await;
    assert_eq!(wereld.van("OP090").await, ["OP090 A1 - opgelost 0"]);
    let end = "select concat_ws(' ', laatst_gezien_op::date, opgelost_op::date) \
               from dwh.feit_bevinding where regelcode = 'OP090'";
    assert_eq!(wereld.text(end).await, ["2025-12-25 2025-12-27"]);

    // The file of the answer is read again: now it says that it was written too late.
    let file = wereld.bestand_id("R1").await;
    wereld.reload(file, &op(tijdig, "2026-01-05")).await;
    let report = wereld.publish("2026-01-06").await;
    assert_eq!(report.geteld.berichten, 1);
    assert_eq!(wereld.van("OP090").await, ["OP090 A1 - open 1"]);
    let end = "select opgelost_op::text from dwh.feit_bevinding where opgelost_op is not null";
    assert!(wereld.text(end).await.is_empty());
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_message_that_left_leaves_no_finding(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&[b301("A1", vec![toewijzing(1, 300, 1)])]).await;
    wereld.publish(LAAT).await;
    assert_eq!(wereld.van("OP090").await, ["OP090 A1 - open 0"]);
    // The same file now holds another message.
    let file = wereld.bestand_id("A1").await;
    wereld.reload(file, &b301("A2", vec![toewijzing(1, 300, 1)])).await;
    wereld.publish(LAAT).await;
    assert_eq!(wereld.van("OP090").await, ["OP090 A1 - opgelost 0", "OP090 A2 - open 0"]);
    let incremental = wereld.facts().await;
    wereld.rebuild(LAAT).await;
    assert_eq!(wereld.facts().await, incremental);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_mark_is_followed_over_municipalities(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let een = declaratie("D1", "2026-02-10", "REF1");
    let twee = elders(declaratie("D2", "2026-02-11", "REF1"));
    let ander = declaratie("D3", "2026-02-12", "REF2");
    wereld.load(&[een.clone(), ander]).await;
    let report = wereld.publish(LAAT).await;
    assert_eq!(report.geteld.kenmerken, 0);
    assert!(wereld.van("TR314").await.is_empty());

    wereld.load(&[twee]).await;
    let report = wereld.publish(LAAT).await;
    assert_eq!(report.geteld.kenmerken, 1);
    assert_eq!(wereld.van("TR314").await, ["TR314 D2 1 open 0"]);
    let place = "select gemeentecode || ' ' || agb_code from dwh.feit_bevinding \
                 where regelcode = 'TR314'";
    assert_eq!(wereld.text(place).await, [format!("0384 {AGB}")]);

    // The first declaration is rejected as a whole: its numbers were never used.
    wereld.load(&[retour(&een, "R1", "2026-02-20", &["8001", "9999"])]).await;
    wereld.publish(LAAT).await;
    assert_eq!(wereld.van("TR314").await, ["TR314 D2 1 opgelost 0"]);
    let file = wereld.bestand_id("R1").await;
    wereld.reload(file, &antwoord_323(&een, "R1", &[])).await;
    wereld.publish(LAAT).await;
    assert_eq!(wereld.van("TR314").await, ["TR314 D2 1 open 1"]);

    // The first declaration goes: its number is used once.
    let file = wereld.bestand_id("D1").await;
    wereld.reload(file, &declaratie("D9", "2026-02-10", "REF9")).await;
    wereld.publish(LAAT).await;
    assert_eq!(wereld.van("TR314").await, ["TR314 D2 1 opgelost 1"]);
    let incremental = wereld.facts().await;
    wereld.rebuild(LAAT).await;
    assert_eq!(wereld.facts().await, incremental);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_dossier_is_judged_when_any_of_its_records_changes(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let dubbel = b301("A1", vec![toewijzing(1, 300, 1), toewijzing(2, 301, 1)]);
    wereld.load(&[dubbel.clone(), b301("B1", vec![toewijzing(1, 400, 2)])]).await;
    let report = wereld.publish("2025-12-22").await;
    assert_eq!((report.geteld.ketens, report.geteld.dossiers), (3, 2));
    assert_eq!(wereld.van("TR302").await, ["TR302 A1 2 open 0"]);

    // A start is in no dossier.
    wereld.load(&[b305("S1", vec![start(1, Some(400), 2)])]).await;
    assert_eq!(wereld.publish("2025-12-22").await.geteld.dossiers, 0);
    let file = wereld.bestand_id("A1").await;
    wereld.reload(file, &b301("A1", vec![toewijzing(1, 300, 1)])).await;
    assert_eq!(wereld.publish("2025-12-22").await.geteld.dossiers, 1);
    assert_eq!(wereld.van("TR302").await, ["TR302 A1 2 opgelost 0"]);
    wereld.reload(file, &dubbel).await;
    wereld.publish("2025-12-22").await;
    assert_eq!(wereld.van("TR302").await, ["TR302 A1 2 open 1"]);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn an_answer_on_a_request_touches_the_dossier_of_its_person(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&[b315("V1", vec![verzoek(1, "REF1", 1)])]).await;
    wereld.load(&[b315("V2", vec![verzoek(1, "REF2", 2)])]).await;
    wereld.publish("2026-01-20").await;
    wereld.load(&[b319("W1", "2026-01-22", "REF1", None)]).await;
    let report = wereld.publish("2026-01-20").await;
    assert_eq!((report.geteld.dossiers, report.geteld.berichten), (1, 1));
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_325_is_judged_again_when_its_323_comes(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let heen = declaratie("1", "2026-02-10", "REF1");
    wereld.load(&[antwoord_323(&heen, "R1", &[("REF1", "8021"), ("REF8", "8021")])]).await;
    wereld.publish(LAAT).await;
    assert_eq!(wereld.van("TR337").await, ["TR337 R1 - open 0"]);
    assert_eq!(wereld.van("TR376").await, ["TR376 R1 - open 0"]);
    assert!(wereld.van("TR366").await.is_empty());

    // Another declaration has the number that it names: D1.
    let naamgenoot = op(declaratie("1", "2026-02-10", "REF3"), "2026-02-10");
    let Inhoud::Declaratie(kop, regels) = naamgenoot.inhoud else { panic!("a 323") };
    let mut ander = b323("9", regels);
    ander.inhoud = match ander.inhoud {
        Inhoud::Declaratie(_, regels) => Inhoud::Declaratie(kop, regels),
        inhoud => inhoud,
    };
    wereld.load(&[gehasht(ander)]).await;
    wereld.publish(LAAT).await;
    assert_eq!(wereld.van("TR337").await, ["TR337 R1 - open 0"]);
    assert_eq!(wereld.van("TR376").await, ["TR376 R1 - opgelost 0"]);

    wereld.load(&[heen]).await;
    wereld.publish(LAAT).await;
    assert_eq!(wereld.van("TR337").await, ["TR337 R1 - opgelost 0"]);
    assert_eq!(wereld.van("TR366").await, ["TR366 R1 2 open 0"]);

    // The declaration goes again, and with it what its lines said.
    let file = wereld.bestand_id("1").await;
    wereld.reload(file, &b301("A1", vec![toewijzing(1, 300, 1)])).await;
    wereld.publish(LAAT).await;
    assert_eq!(wereld.van("TR337").await, ["TR337 R1 - open 1"]);
    assert_eq!(wereld.van("TR366").await, ["TR366 R1 2 opgelost 0"]);
    let file = wereld.bestand_id("9").await;
    wereld.reload(file, &b301("A2", vec![toewijzing(1, 301, 1)])).await;
    wereld.publish(LAAT).await;
    assert_eq!(wereld.van("TR376").await, ["TR376 R1 - open 1"]);
    let incremental = wereld.facts().await;
    wereld.rebuild(LAAT).await;
    assert_eq!(wereld.facts().await, incremental);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_declaration_is_compared_with_those_before_it(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let over = |identificatie: &str, dagtekening: &str, begin: &str, eind: &str| {
        let mut message = declaratie(identificatie, dagtekening, identificatie);
        if let Inhoud::Declaratie(kop, _) = &mut message.inhoud {
            kop.periode = domain::Periode::new(datum(begin), Some(datum(eind))).unwrap();
        }
        gehasht(message)
    };
    let maart = over("D3", "2026-04-10", "2026-03-01", "2026-03-31");
    wereld.load(&[over("D1", "2026-05-01", "2026-02-01", "2026-02-28")]).await;
    wereld.publish(LAAT).await;
    assert!(wereld.van("TR318").await.is_empty());
    // One of March was sent earlier, and comes later.
    wereld.load(&[maart.clone(), over("D4", "2026-06-01", "2026-04-01", "2026-04-30")]).await;
    let report = wereld.publish(LAAT).await;
    assert_eq!(report.geteld.berichten, 3);
    assert_eq!(wereld.van("TR318").await, ["TR318 D1 - open 0"]);
    // It is rejected: it was never sent.
    wereld.load(&[retour(&maart, "R3", "2026-04-20", &["9999"])]).await;
    wereld.publish(LAAT).await;
    assert_eq!(wereld.van("TR318").await, ["TR318 D1 - opgelost 0"]);
    let file = wereld.bestand_id("R3").await;
    wereld.reload(file, &antwoord_323(&maart, "R3", &[])).await;
    wereld.publish(LAAT).await;
    assert_eq!(wereld.van("TR318").await, ["TR318 D1 - open 1"]);
    let file = wereld.bestand_id("D3").await;
    wereld.reload(file, &b301("A1", vec![toewijzing(1, 300, 1)])).await;
    wereld.publish(LAAT).await;
    assert_eq!(wereld.van("TR318").await, ["TR318 D1 - opgelost 1"]);
}

/// Messages that meet in every kind of kring.
fn kluwen() -> Vec<IngelezenBericht> {
    let een = declaratie("D1", "2026-02-10", "REF1");
    let twee = elders(declaratie("D2", "2026-02-11", "REF1"));
    let mut vroeger = declaratie("D3", "2026-03-10", "REF1");
    if let Inhoud::Declaratie(kop, _) = &mut vroeger.inhoud {
        kop.periode = domain::Periode::new(datum("2025-12-01"), Some(datum("2025-12-31"))).unwrap();
        kop.declaratienummer = "DD1".parse().unwrap();
    }
    let vroeger = bericht(vroeger.bericht, vroeger.inhoud);
    let onbekend = declaratie("D7", "2026-02-10", "REF7");
    let mut berichten = vec![
        antwoord_323(&onbekend, "R7", &[("REF7", "8021")]),
        antwoord_323(&een, "R1", &[("REF1", "8021"), ("REF8", "8021")]),
        retour(&twee, "R2", "2026-02-12", &["9999"]),
        vroeger,
        twee,
        een,
        onbekend,
        b301("A1", vec![toewijzing(1, 300, 1), toewijzing(2, 301, 1)]),
        b305("S1", vec![start(1, Some(300), 1)]),
    ];
    for mut message in inbox() {
        // The same people ask and are allocated in one world.
        let naam = format!("X{}", message.bericht.identificatie);
        message.bericht.identificatie = naam.parse().unwrap();
        if let Some(betreft) = &mut message.bericht.betreft {
            betreft.identificatie = format!("X{}", betreft.identificatie).parse().unwrap();
        }
        berichten.push(gehasht(message));
    }
    berichten
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn any_order_and_any_nights_give_the_same_findings(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&kluwen()).await;
    wereld.publish(LAAT).await;
    let at_once = wereld.facts().await;
    for code in ["OP090", "TR302", "TR314", "TR333"] {
        assert!(!wereld.van(code).await.is_empty(), "{code}");
    }

    wereld.clear().await;
    for message in kluwen() {
        wereld.load(&[message]).await;
        wereld.publish(LAAT).await;
    }
    assert_eq!(wereld.facts().await, at_once);

    wereld.clear().await;
    for message in kluwen().into_iter().rev() {
        wereld.load(&[message]).await;
        wereld.publish(LAAT).await;
    }
    assert_eq!(wereld.facts().await, at_once);
    // All once more, beside what stands there.
    wereld.publish_scope(LAAT, load::publish::Scope::Everything).await;
    assert_eq!(wereld.facts().await, at_once);
    wereld.rebuild(LAAT).await;
    assert_eq!(wereld.facts().await, at_once);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn nothing_is_left_of_messages_that_left(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let blijft = b301("Z1", vec![toewijzing(1, 900, 9)]);
    wereld.load(core::slice::from_ref(&blijft)).await;
    wereld.publish(LAAT).await;
    let before = wereld.facts().await;
    for (number, message) in (1..).zip(kluwen()) {
        wereld.load(core::slice::from_ref(&message)).await;
        wereld.publish(LAAT).await;
        let file = wereld.bestand_id(message.bericht.identificatie.as_str()).await;
        wereld.reload(file, &b301("Z1", vec![toewijzing(1, 900, 9)])).await;
        wereld.publish(LAAT).await;
        let after = wereld.facts().await;
        let findings = |facts: &[String]| -> Vec<String> {
            facts.iter().filter(|fact| fact.starts_with("feit_bevinding")).cloned().collect()
        };
        assert_eq!(findings(&after), findings(&before), "message {number}");
    }
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_list_that_changes_recomputes_everything(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&[b301("A1", vec![toewijzing(1, 300, 1)])]).await;
    let report = wereld.publish("2025-12-22").await;
    let missing: Vec<&str> = report.niet_toetsbaar.iter().map(|(code, _)| *code).collect();
    assert_eq!(
        wereld.text("select regelcode from dwh.dim_regel where nodig is not null order by 1").await,
        missing.iter().map(ToString::to_string).collect::<Vec<_>>()
    );
    for (sql, work) in [
        ("insert into ref.gemeentelijst (gemeentecode) values ('0363')", true),
        ("update ref.gemeentelijst set geldig_van = '2020-01-01'", true),
        ("update ref.gemeentelijst set geldig_van = geldig_van", false),
        (
            "insert into ref.productlijst (wet, productcategorie, productcode) \
             values ('wmo', '02', '02A01')",
            true,
        ),
        (
            "insert into ref.contract_tarief (wet, gemeentecode, agb_code, productcategorie, \
             productcode, eenheid, tarief_eurocent) \
             values ('wmo', '0363', '12345678', '02', '02A01', '04', 100)",
            true,
        ),
        ("truncate ref.contract_tarief", true),
    ] {
        sqlx::raw_sql(sql).execute(wereld.db.pool()).await.unwrap();
        assert_eq!(wereld.has_work("2025-12-22").await, work, "{sql}");
        let report = wereld.publish("2025-12-22").await;
        assert_eq!(report.geteld.ketens, u64::from(work), "{sql}");
    }
    let report = wereld.publish("2025-12-22").await;
    assert!(report.niet_toetsbaar.iter().all(|(code, _)| *code == "TR418"));
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn dim_regel_tells_what_a_rule_looks_at(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.publish("2025-12-22").await;
    let rows = wereld
        .text(
            "select concat_ws(' ', regelcode, kring, nodig) from dwh.dim_regel \
             where regelcode in ('onbekend', 'TR019', 'TR302', 'OP090', 'TR314') order by 1",
        )
        .await;
    let expect = ["OP090 bericht", "TR019 keten", "TR302 dossier", "TR314 kenmerk", "onbekend "];
    assert_eq!(rows, expect);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn the_keys_of_messages_and_marks_are_computed_alike(pool: PgPool) {
    let (wet, agb) = (Wet::Jw, "00345678".parse().unwrap());
    let keys: Vec<i64> = sqlx::query_scalar(
        "select landing.kenmerk(soort, 'jw', '00345678', 'Réf 1') from unnest(array[\
         'referentie', 'verzoek_kenmerk', 'declaratie']) as soort",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    let expect = [
        KetenSleutel::referentie(wet, agb, &"Réf 1".parse().unwrap()),
        KetenSleutel::verzoek_kenmerk(wet, agb, &"Réf 1".parse().unwrap()),
        KetenSleutel::declaratie(wet, agb, &"Réf 1".parse().unwrap()),
    ];
    assert_eq!(keys, expect.map(KetenSleutel::waarde));

    let wereld = Wereld::new(pool).await;
    wereld.load(&[b301("A1", vec![toewijzing(1, 300, 1)])]).await;
    wereld.publish(LAAT).await;
    let found = "select count(*)::text from dwh.feit_bevinding as feit inner join landing.bericht \
                 as bericht on feit.keten_sk = landing.berichtkring(bericht.identiteit) \
                 where feit.regelcode = 'OP090'";
    assert_eq!(wereld.text(found).await, ["1"]);
}
