//! A figure keeps the unit it came in, whatever its measure is in later.

use domain::statline::{Celwaarde, Dimensierol, Keuze, Leegte, Onderwerp, Tabel};
use load::statline::{Waarden, cijfers};
use sqlx::PgPool;

use crate::wereld::{Wereld, code, dimensie, getal, leeg, onderwerp, periode, plaatsing, tabel};

/// Two areas in one year, in this unit with this factor.
fn uitkeringen(versie: &str, eenheid: &str, vermenigvuldiger: i64) -> Tabel {
    let onderwerp = Onderwerp { vermenigvuldiger, ..onderwerp("M001", "Uitkeringen", eenheid) };
    let gebieden = vec![code("NL01", "Nederland"), code("PV26", "Utrecht (PV)")];
    tabel(
        "80794NED",
        versie,
        vec![
            dimensie("RegioS", Dimensierol::Gebied, gebieden),
            dimensie("Perioden", Dimensierol::Periode, vec![periode("2020JJ00", "")]),
        ],
        vec![onderwerp],
    )
}

/// The country has a number, always the same; the province none.
#[expect(clippy::unnecessary_wraps, reason = "the signature that the fixture asks for")]
fn inhoud(_: &str, codes: &[&str]) -> Option<Celwaarde> {
    Some(if codes.first() == Some(&"NL01") { getal("5") } else { leeg(Leegte::Geheim) })
}

const NU: &str = "select concat_ws(' ', gebiedscode, eenheid, waarde, waarde_enkel, versie) from mart.statline \
                  order by gebiedscode";

#[sqlx::test(migrations = false)]
async fn another_unit_is_a_revision_though_the_number_is_the_same(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&uitkeringen("202301010200", "aantal", 1), &inhoud).await;
    let duizend = uitkeringen("202302010200", "x 1000", 1_000);
    assert_eq!(wereld.load(&duizend, &inhoud).await, [2, 0, 2, 0, 0]);
    assert_eq!(
        wereld.texts(NU).await,
        ["NL01 x 1000 5 5000 202302010200", "PV26 x 1000 202302010200"]
    );
    // The same words with another factor: the reader of units learned something.
    let miljoen = uitkeringen("202303010200", "x 1000", 1_000_000);
    assert_eq!(wereld.load(&miljoen, &inhoud).await, [2, 0, 2, 0, 0]);
    assert_eq!(wereld.load(&miljoen, &inhoud).await, [2, 0, 0, 0, 2]);
    let other = |_: &str, codes: &[&str]| {
        Some(if codes[0] == "NL01" { getal("6") } else { leeg(Leegte::Onbekend) })
    };
    wereld.load(&uitkeringen("202304010200", "x 1000", 1_000_000), &other).await;
    let told = "select concat_ws(' ', gebiedscode, soort, eenheid_oud, eenheid_nieuw, waarde_oud, waarde_nieuw, \
                waarde_enkel_oud, waarde_enkel_nieuw, verschil) from mart.statline_herziening \
                order by gebiedscode, herzien_op";
    assert_eq!(
        wereld.texts(told).await,
        [
            "NL01 eenheid aantal x 1000 5 5 5 5000",
            "NL01 eenheid x 1000 x 1000 5 5 5000 5000000",
            "NL01 waarde x 1000 x 1000 5 6 5000000 6000000 1",
            "PV26 eenheid aantal x 1000",
            "PV26 eenheid x 1000 x 1000",
            "PV26 andere reden x 1000 x 1000",
        ]
    );
    let mut exported = Vec::new();
    cijfers(&wereld.db, "80794NED", Waarden::MetHerzieningen, |cijfer| {
        exported.extend(cijfer.waarde_enkel.map(|enkel| format!("{} {enkel}", cijfer.eenheid)));
        true
    })
    .await
    .unwrap();
    assert_eq!(exported, ["aantal 5", "x 1000 5000", "x 1000 5000000", "x 1000 6000000"]);
}

/// What a later selection leaves alone stays in its own unit.
#[sqlx::test(migrations = false)]
async fn a_figure_that_is_not_asked_again_keeps_its_unit(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let vijf = |_: &str, _: &[&str]| Some(getal("5"));
    wereld.load(&uitkeringen("202301010200", "aantal", 1), &vijf).await;
    let duizend = uitkeringen("202302010200", "x 1000", 1_000);
    let keuze = Keuze { dimensies: vec![Some(vec![1]), None], onderwerpen: None };
    let place = plaatsing("deel", &duizend);
    assert_eq!(wereld.load_some(&place, &duizend, &keuze, &vijf).await, [1, 0, 1, 0, 0]);
    assert_eq!(
        wereld.texts(NU).await,
        ["NL01 aantal 5 5 202301010200", "PV26 x 1000 5 5000 202302010200"]
    );
}
