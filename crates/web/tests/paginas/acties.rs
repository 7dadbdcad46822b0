//! What forms do: a request in the queue, once, with who and why, or nothing.

use axum::http::StatusCode;
use sqlx::PgPool;
use web::Rol;

use crate::fixture::Site;
use crate::rondgang::houdt_zich_aan_de_regels;

const TELLING: &str = "select count(*) from beheer.verzoek where verzoek_id > 2";
const LAATSTE: &str = "select concat_ws(' | ', inhoud, reden, wie, herkomst, status) \
     from beheer.verzoek order by verzoek_id desc limit 1";

fn sleutel(nummer: u32) -> String {
    format!("sleutel=11111111-1111-4111-8111-{nummer:012}")
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn pressed_twenty_times_is_asked_once(pool: PgPool) {
    let site = Site::met_nachten(pool).await;
    for keer in 0..20 {
        // Half of them is the same form sent again, the other half the page opened again.
        let velden = format!("{}&bron=berichten", sleutel(keer / 2));
        let antwoord = site.post(Rol::Operator, "/verzoek/laden", &velden).await;
        assert_eq!(antwoord.status, StatusCode::SEE_OTHER);
        let woord = if keer == 0 { "aangenomen" } else { "stond-al" };
        assert_eq!(antwoord.naar.unwrap(), format!("/?melding={woord}-3"));
    }
    assert_eq!(site.getal(TELLING).await, 1);
    let audit = "select count(*) from beheer.audit where handeling = 'run' and wie = 'o.perator'";
    assert_eq!(site.getal(audit).await, 20, "every press is accounted for");
    let html = site.get(Rol::Lezer, "/?melding=stond-al-3").await.html;
    assert!(html.contains("Dit stond al open als verzoek 3."), "{html}");
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn each_form_asks_what_it_says(pool: PgPool) {
    let site = Site::met_nachten(pool).await;
    for (nummer, (pad, velden, naar, verzoek)) in (100..).zip([
        ("laden", "bron=", "/", "run bronnen= peildatum= | o.perator | pagina | queued"),
        (
            "laden",
            "bron=zaken&toch=ja",
            "/",
            "run bronnen=zaken peildatum= toch | o.perator | pagina | queued",
        ),
        ("opnieuw", "wat=mislukt", "/", "rerun mislukt | o.perator | pagina | queued"),
        (
            "opnieuw",
            "wat=mislukt&run=3&reden=ruimte+gemaakt",
            "/runs/3",
            "rerun mislukt run=3 | ruimte gemaakt | o.perator | pagina | queued",
        ),
        (
            "opnieuw",
            "wat=run&run=1&reden=nieuw+tarief",
            "/runs/1",
            "rerun run=1 | nieuw tarief | o.perator | pagina | queued",
        ),
        // Nothing of it was published, so no reason is needed.
        ("opnieuw", "wat=run&run=3", "/runs/3", "rerun run=3 | o.perator | pagina | queued"),
        (
            "opnieuw",
            "wat=taak&run=2&taak=4",
            "/runs/2",
            "rerun taak=4 | o.perator | pagina | queued",
        ),
        (
            "opnieuw",
            "wat=bron&bron=jeugd+%3Czorg%3E&van=2026-11-01&tot=&reden=herziening",
            "/bronnen/jeugd%20%3Czorg%3E",
            "rerun bron=jeugd <zorg> van=2026-11-01 tot= | herziening | o.perator | pagina | queued",
        ),
    ]) {
        let velden = format!("{}&{velden}", sleutel(nummer));
        let antwoord = site.post(Rol::Operator, &format!("/verzoek/{pad}"), &velden).await;
        assert_eq!(antwoord.status, StatusCode::SEE_OTHER, "{velden}: {}", antwoord.html);
        let gekregen = antwoord.naar.unwrap();
        assert!(gekregen.starts_with(&format!("{naar}?melding=aangenomen-")), "{gekregen}");
        assert_eq!(site.tekst(LAATSTE).await.unwrap(), verzoek);
        assert_eq!(site.get(Rol::Lezer, &gekregen).await.status, StatusCode::OK, "{gekregen}");
    }
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_form_that_is_not_filled_in_well_comes_back_with_what_is_wrong(pool: PgPool) {
    let site = Site::met_nachten(pool).await;
    for (velden, id, tekst, blijft) in [
        ("wat=run&run=1&reden=", "reden-fout", "Geef een reden", "value=\"run\" checked"),
        ("wat=taak&run=2&taak=3", "reden-fout", "Geef een reden", "value=\"3\" selected"),
        ("wat=taak&run=2&taak=1", "taak-fout", "Kies een taak", "value=\"taak\" checked"),
        ("wat=&run=2&reden=a%3Cb", "wat-fout", "Kies wat er opnieuw moet", "value=\"a&#60;b\""),
        ("wat=bron&bron=zaken&van=2026-11-09", "reden-fout", "Geef een reden", "2026-11-09"),
        ("wat=bron&bron=zaken&van=x&reden=y", "van-fout", "Schrijf de dag als", "value=\"x\""),
        (
            "wat=bron&bron=zaken&van=2026-11-09&tot=2026-11-08&reden=y",
            "tot-fout",
            "De laatste dag ligt voor de eerste",
            "2026-11-08",
        ),
    ] {
        let velden = format!("{}&{velden}", sleutel(1));
        let antwoord = site.post(Rol::Operator, "/verzoek/opnieuw", &velden).await;
        assert_eq!(antwoord.status, StatusCode::UNPROCESSABLE_ENTITY, "{velden}");
        for deel in [&format!("id=\"{id}\""), tekst, blijft, "<h1>Fout: "] {
            assert!(antwoord.html.contains(deel), "{velden}: {deel} in {}", antwoord.html);
        }
        houdt_zich_aan_de_regels(velden.as_str(), &antwoord.html);
    }
    assert_eq!(site.getal(TELLING).await, 0);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_bsn_in_a_reason_is_refused_and_not_repeated(pool: PgPool) {
    let site = Site::met_nachten(pool).await;
    let velden = format!("{}&wat=run&run=1&reden=voor+999900006", sleutel(1));
    let antwoord = site.post(Rol::Operator, "/verzoek/opnieuw", &velden).await;
    assert_eq!(antwoord.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(antwoord.html.contains("lijkt een BSN te staan"));
    assert!(!antwoord.html.contains("999900006"));
    assert_eq!(site.getal(TELLING).await, 0);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn what_may_not_or_cannot_be_asked_leaves_nothing(pool: PgPool) {
    let site = Site::met_nachten(pool).await;
    let key = sleutel(1);
    for (rol, pad, velden, status) in [
        (Rol::Lezer, "laden", format!("{key}&bron="), StatusCode::FORBIDDEN),
        (Rol::Lezer, "opnieuw", format!("{key}&wat=mislukt"), StatusCode::FORBIDDEN),
        (Rol::Lezer, "stoppen", format!("{key}&run=1"), StatusCode::FORBIDDEN),
        (Rol::Operator, "laden", format!("{key}&bron=onbekend"), StatusCode::BAD_REQUEST),
        (Rol::Operator, "laden", "sleutel=x&bron=".to_owned(), StatusCode::BAD_REQUEST),
        (Rol::Operator, "laden", "bron=".to_owned(), StatusCode::BAD_REQUEST),
        (Rol::Operator, "opnieuw", format!("{key}&wat=run&run=99"), StatusCode::NOT_FOUND),
        (Rol::Operator, "opnieuw", format!("{key}&wat=run&run=x"), StatusCode::NOT_FOUND),
        (Rol::Operator, "opnieuw", format!("{key}&wat=bron&bron=oud"), StatusCode::NOT_FOUND),
        (Rol::Operator, "stoppen", format!("{key}&run=99"), StatusCode::NOT_FOUND),
        // Ended already: back to its page, which tells how.
        (Rol::Operator, "stoppen", format!("{key}&run=1"), StatusCode::SEE_OTHER),
    ] {
        let antwoord = site.post(rol, &format!("/verzoek/{pad}"), &velden).await;
        assert_eq!(antwoord.status, status, "{pad} {velden}");
    }
    for pad in ["laden", "opnieuw", "stoppen"] {
        let status = site.get(Rol::Beheerder, &format!("/verzoek/{pad}")).await.status;
        assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "no action by GET: {pad}");
    }
    assert_eq!(site.getal(TELLING).await, 0);
}
