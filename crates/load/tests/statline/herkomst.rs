//! Where a figure came from: its pages, and the text that names its source.
#![expect(clippy::unwrap_used, reason = "a publication that fails is a failing test")]

use domain::statline::{Dimensierol, Keuze, Protocol, Tabel};
use load::statline::{Plaatsing, forget, publish};
use sqlx::PgPool;

use crate::wereld::{Wereld, blok, code, dimensie, getal, onderwerp, periode, plaatsing, tabel};

fn prijzen(versie: &str) -> Tabel {
    tabel(
        "50040NED",
        versie,
        vec![
            dimensie("RegioS", Dimensierol::Gebied, vec![code("NL01", "Nederland")]),
            dimensie("Perioden", Dimensierol::Periode, vec![periode("2020JJ00", "")]),
        ],
        vec![onderwerp("M001", "Bezoeken", "aantal")],
    )
}

const PAGINAS: &str = "select concat_ws(' ', bron, tabel_id, versie, deel, pagina, rijen, bytes, adres) \
                       from beheer.statline_pagina order by bron";

/// Publishes a version whose only page has this address.
async fn load_van(wereld: &Wereld, bron: &str, versie: &str, adres: &str) {
    let tabel = prijzen(versie);
    let (place, alles) = (plaatsing(bron, &tabel), Keuze::alles(2));
    let cells = blok(&tabel, &alles, &|_, _| Some(getal("1")));
    let trek = wereld.pull(&place, &tabel, &alles, &cells).await;
    wereld.execute(&format!("update landing.statline_pagina set adres = '{adres}'")).await;
    let task = wereld.task(bron);
    publish(&wereld.db, &wereld.slot, &trek, &place, &tabel, &alles, &task).await.unwrap();
    let waar = "select concat(pagina.taak_id = tabel.taak_id, pagina.sha256 = repeat('a', 64)) \
                from beheer.statline_pagina as pagina inner join ref.statline_tabel as tabel using (bron, versie)";
    assert!(wereld.texts(waar).await.iter().all(|is| is == "tt"));
}

#[sqlx::test(migrations = false)]
async fn the_pages_of_the_last_publication_are_known_without_secrets(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let met = "https://jan:geheim@cbs.test/Observations?$skip=100&api_key=s3cr3t&$top=1&Token=abc";
    load_van(&wereld, "een", "202301010200", met).await;
    let zonder = "https://cbs.test/Observations?$skip=100&api_key=...&$top=1&Token=...";
    assert_eq!(
        wereld.texts(PAGINAS).await,
        [format!("een 50040NED 202301010200 0 0 1 100 {zonder}")]
    );
    let blijft = "https://cbs.test/Observations?$skiptoken=9&$filter=Key eq ''a@b''";
    load_van(&wereld, "een", "202302010200", blijft).await;
    load_van(&wereld, "twee", "202302010200", "https://cbs.test/").await;
    let blijft = blijft.replace("''", "'");
    assert_eq!(
        wereld.texts(PAGINAS).await,
        [
            format!("een 50040NED 202302010200 0 0 1 100 {blijft}"),
            "twee 50040NED 202302010200 0 0 1 100 https://cbs.test/".to_owned(),
        ]
    );
    // An older version than that of another source goes over nothing, until the other one is forgotten.
    let oud = prijzen("202301310200");
    let (place, alles) = (plaatsing("drie", &oud), Keuze::alles(2));
    let cells = blok(&oud, &alles, &|_, _| Some(getal("2")));
    let trek = wereld.pull(&place, &oud, &alles, &cells).await;
    let task = wereld.task("drie");
    let refused = publish(&wereld.db, &wereld.slot, &trek, &place, &oud, &alles, &task).await;
    let refused = refused.unwrap_err();
    assert_eq!(refused.code(), "VERSION_OLD", "{refused}");
    assert!(refused.to_string().contains("source een loaded version 202302010200"), "{refused}");
    assert_eq!(wereld.texts("select concat(waarde) from mart.statline").await, ["1"]);
    forget(&wereld.db, &wereld.slot, "een", "jan", "weg").await.unwrap();
    assert_eq!(wereld.texts(PAGINAS).await.len(), 1);
}

/// A figure names the version that brought it, and whose it is; a licence only where there is one.
#[sqlx::test(migrations = false)]
async fn a_figure_names_whose_it_is(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let mut tabel = prijzen("202301010200");
    (tabel.protocol, tabel.bron, tabel.licentie) =
        (Protocol::V3, "RIVM.".to_owned(), String::new());
    let van_derden = Plaatsing {
        base_url: "https://dataderden.cbs.nl".to_owned(),
        ..plaatsing("derden", &tabel)
    };
    let alles = Keuze::alles(2);
    let een = |_: &str, _: &[&str]| Some(getal("1"));
    wereld.load_some(&van_derden, &tabel, &alles, &een).await;
    tabel.versie.versie = "202302010200".to_owned();
    wereld.load_some(&van_derden, &tabel, &alles, &een).await;
    let tekst = "select bron_vermelding from mart.statline";
    let expect = "RIVM via CBS (dataderden.cbs.nl), tabel 50040NED, versie 202301010200";
    assert_eq!(wereld.texts(tekst).await, [expect]);
}

/// What CBS takes out of a table is told apart from what nobody asks any more, of whichever version that was.
#[sqlx::test(migrations = false)]
async fn what_cbs_took_out_is_not_what_nobody_follows(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let tabel = |versie: &str| {
        let mut tabel = prijzen(versie);
        tabel.dimensies.pop();
        tabel.onderwerpen.push(onderwerp("M002", "Dagen", "aantal"));
        tabel.onderwerpen.push(onderwerp("M003", "Uren", "aantal"));
        tabel
    };
    let alles = Keuze::alles(1);
    let load = async |versie: &str, periode: &str, weg: &[&str]| {
        let tabel = tabel(versie);
        let place =
            Plaatsing { vaste_periode: Some(periode.to_owned()), ..plaatsing("bron", &tabel) };
        let cel = |onderwerp: &str, _: &[&str]| (!weg.contains(&onderwerp)).then(|| getal("1"));
        wereld.load_some(&place, &tabel, &alles, &cel).await
    };
    assert_eq!(load("202301010200", "2020JJ00", &[]).await, [3, 3, 0, 0, 0]);
    assert_eq!(load("202302010200", "2020JJ00", &["M001"]).await, [2, 0, 0, 1, 2]);
    // The period was a slip: the figures go elsewhere, and they stood since an older version.
    assert_eq!(load("202302010200", "2021JJ00", &["M001"]).await, [2, 2, 0, 2, 0]);
    assert_eq!(load("202303010200", "2021JJ00", &["M001", "M002"]).await, [1, 0, 0, 1, 1]);
    forget(&wereld.db, &wereld.slot, "bron", "jan", "weg").await.unwrap();
    let told = "select concat_ws(' ', herziening.onderwerp, periode, soort, versie_oud, versie_nieuw) \
                from mart.statline_herziening as herziening order by herzien_op, 1";
    assert_eq!(
        wereld.texts(told).await,
        [
            "Arbeid / Bezoeken 2020JJ00 verdwenen 202301010200 202302010200",
            "Arbeid / Dagen 2020JJ00 niet meer gevolgd 202301010200 202302010200",
            "Arbeid / Uren 2020JJ00 niet meer gevolgd 202301010200 202302010200",
            "Arbeid / Dagen 2021JJ00 verdwenen 202302010200 202303010200",
            "Arbeid / Uren 2021JJ00 niet meer gevolgd 202302010200 202303010200",
        ]
    );
}
