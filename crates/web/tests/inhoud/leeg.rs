//! A warehouse in which nothing was ever loaded: every page tells so, and every download is a table with a heading.

use std::fmt::Write as _;

use axum::http::StatusCode;
use load::pagina::kwaliteit::WEERGAVEN;
use sqlx::PgPool;
use web::Rol;

use crate::fixture::Site;

const PAGINAS: [&str; 6] = [
    "/quarantaine",
    "/quarantaine?status=alle",
    "/kwaliteit",
    "/ketens",
    "/audit",
    "/instellingen",
];

const TABELLEN: [&str; 4] =
    ["/quarantaine", "/quarantaine/redenen", "/audit", "/instellingen/migraties"];

#[sqlx::test(migrations = false)]
async fn every_page_works(pool: PgPool) {
    let site = Site::leeg(pool).await;
    let weergaven: Vec<String> =
        WEERGAVEN.iter().map(|naam| format!("/kwaliteit/{naam}")).collect();
    let paginas = PAGINAS.iter().copied().chain(weergaven.iter().map(String::as_str));
    for pad in paginas {
        let antwoord = site.get(Rol::Beheerder, pad).await;
        assert_eq!(antwoord.status, StatusCode::OK, "{pad}");
        let html = antwoord.tekst();
        assert!(html.ends_with("</html>\n") || html.ends_with("</html>"), "{pad}");
        for verboden in ["style=", "<script", "None", "Some("] {
            assert!(!html.contains(verboden), "{pad}: {verboden}");
        }
    }
    let tabellen = TABELLEN.iter().copied().chain(weergaven.iter().map(String::as_str));
    let mut koppen = String::new();
    for pad in tabellen {
        let csv = site.get(Rol::Beheerder, &format!("{pad}.csv")).await;
        assert_eq!(csv.status, StatusCode::OK, "{pad}");
        let tekst = csv.tekst().strip_prefix('\u{feff}').unwrap();
        assert!(tekst.ends_with("\r\n"), "{pad}");
        writeln!(koppen, "{pad}: {}", tekst.lines().next().unwrap()).unwrap();
        let xlsx = site.get(Rol::Beheerder, &format!("{pad}.xlsx")).await;
        assert_eq!((xlsx.status, xlsx.bytes.get(..2)), (StatusCode::OK, Some(&b"PK"[..])), "{pad}");
    }
    insta::assert_snapshot!("koppen", koppen);
}

#[sqlx::test(migrations = false)]
async fn a_page_without_rows_tells_so(pool: PgPool) {
    let site = Site::leeg(pool).await;
    for (pad, expect) in [
        ("/quarantaine", "Er staat niets open in quarantaine."),
        ("/quarantaine?code=XML_NAMESPACE&status=alle", "Met deze selectie is er niets gevonden."),
        ("/audit", "Er zijn geen handelingen in deze selectie."),
        ("/kwaliteit/kwaliteit_bevinding", "Er is nog niets geladen waar deze tabel over gaat"),
        ("/kwaliteit/kwaliteit_bevinding?wet=jw", "Met deze selectie is er niets gevonden."),
        ("/instellingen", "nog geen: er is niets geladen"),
        ("/instellingen", "nog geen dienst"),
    ] {
        let antwoord = site.get(Rol::Beheerder, pad).await;
        assert!(antwoord.tekst().contains(expect), "{pad}: {}", antwoord.tekst());
        assert!(!antwoord.tekst().contains("opnieuw inlezen"), "{pad}: nothing to read again");
    }
}

#[sqlx::test(migrations = false)]
async fn a_chain_that_is_not_there_gets_hints_and_a_wrong_form_its_field(pool: PgPool) {
    let site = Site::leeg(pool).await;
    for (vraag, status, expect) in [
        ("", StatusCode::OK, "Toewijzingnummer"),
        ("?wet=wmo&gemeente=0363&toewijzing=1", StatusCode::NOT_FOUND, "Geen keten gevonden"),
        ("?wet=wmo&gemeente=0363&beschikking=1", StatusCode::NOT_FOUND, "Geen keten gevonden"),
        (
            "?wet=jw&gemeente=0363&referentie=R1&agb=42420001",
            StatusCode::NOT_FOUND,
            "Geen keten gevonden",
        ),
        (
            "?wet=jw&gemeente=36&toewijzing=1",
            StatusCode::UNPROCESSABLE_ENTITY,
            "id=\"gemeente-fout\" role=\"alert\">Geef de CBS-code",
        ),
        (
            "?wet=jw&gemeente=0363&referentie=R1",
            StatusCode::UNPROCESSABLE_ENTITY,
            "id=\"agb-fout\" role=\"alert\">Geef de AGB-code",
        ),
    ] {
        let antwoord = site.get(Rol::Lezer, &format!("/ketens{vraag}")).await;
        assert_eq!(antwoord.status, status, "{vraag}");
        assert!(antwoord.tekst().contains(expect), "{vraag}: {}", antwoord.tekst());
    }
}
