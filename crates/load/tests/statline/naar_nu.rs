//! Figures within the borders of now: what may be added up, and what is not lost.

use domain::statline::{Dimensierol, Onderwerp};
use sqlx::PgPool;

use crate::wereld::{Wereld, code, dimensie, gemeente, getal, onderwerp, periode, tabel};

/// Key figures as 84799NED has them: what is no count may look like one.
#[sqlx::test(migrations = false)]
async fn only_counts_fall_within_the_borders_of_now(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let relatief = Onderwerp { is_relatief: true, ..onderwerp("M09", "Stijging", "aantal") };
    let kerncijfers = tabel(
        "84799NED",
        "202101010200",
        vec![
            dimensie(
                "RegioS",
                Dimensierol::Gebied,
                vec![
                    code("NL01", "Nederland"),
                    gemeente("GM0344", "Utrecht", ("PV26", None, None)),
                ],
            ),
            dimensie("Perioden", Dimensierol::Periode, vec![periode("2020JJ00", "")]),
        ],
        vec![
            onderwerp("M01", "Aantal inwoners", "aantal"),
            onderwerp("M02", "Huishoudens", "x 1 000"),
            onderwerp("M03", "Gerealiseerde kosten", "x 1000 euro"),
            onderwerp("M04", "Gemiddelde huishoudensgrootte", "aantal"),
            onderwerp("M05", "Scholen binnen 3 km", "aantal"),
            onderwerp("M06", "Afstand tot school", "km"),
            onderwerp("M07", "Mediaan vermogen", "x 1 000 euro"),
            onderwerp("M08", "Gem. gestandaardiseerd inkomen", "x 1 000 euro"),
            relatief,
            onderwerp("M10", "Gemiddeld aardgasverbruik", "m³"),
            onderwerp("M11", "Personenauto's", "per huishouden"),
            onderwerp("M12", "Oppervlakte land", "ha"),
        ],
    );
    wereld.load(&kerncijfers, &|_, _| Some(getal("2"))).await;
    let telbaar = "select string_agg(onderwerp_code, ' ' order by onderwerp_code) from dwh.dim_onderwerp \
                   where is_telbaar";
    assert_eq!(wereld.texts(telbaar).await, ["M01 M02 M03"]);
    let rows = "select concat_ws(' ', onderwerp, waarde) from mart.statline_naar_nu order by 1";
    assert_eq!(
        wereld.texts(rows).await,
        ["Arbeid / Aantal inwoners 2", "Arbeid / Gerealiseerde kosten 2", "Arbeid / Huishoudens 2"]
    );
}
