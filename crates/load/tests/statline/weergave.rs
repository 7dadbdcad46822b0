//! What people see of `StatLine`: figures with labels, in one query.

use domain::statline::{Dimensierol, Keuze, Leegte, Periodecode, Tabel};
use sqlx::PgPool;

use crate::wereld::{
    Wereld, blok, code, dimensie, gemeente, getal, leeg, onderwerp, periode, plaatsing, tabel,
};

/// Net labour participation of 15 to 25 years, 2013 to 2022: area and its ten values.
const PARTICIPATIE: [(&str, &str, &str, [&str; 10]); 3] = [
    (
        "NL01",
        "Nederland",
        "",
        ["67.9", "66.6", "68.5", "68.5", "69.9", "71.5", "72.8", "69.9", "71.7", "75.5"],
    ),
    (
        "PV26",
        "Utrecht (PV)",
        "",
        ["69.7", "67.9", "68.6", "70.0", "69.4", "72.3", "73.0", "69.8", "70.2", "75.3"],
    ),
    (
        "GM0344",
        "Utrecht (gemeente)",
        "PV26",
        ["69.4", "67.0", "68.1", "69.2", "66.6", "71.0", "70.3", "65.7", "65.1", "70.9"],
    ),
];

fn jaren() -> impl Iterator<Item = String> {
    (2013..=2022).map(|jaar| format!("{jaar}JJ00"))
}

fn participatie() -> Tabel {
    let gebied = |(gebied, naam, ouder, _): (&str, &str, &str, _)| match ouder {
        "" => code(gebied, naam),
        ouder => gemeente(gebied, naam, (ouder, None, None)),
    };
    tabel(
        "85001NED",
        "202302160200",
        vec![
            dimensie(
                "Leeftijd",
                Dimensierol::Categorie,
                vec![code("T009002", "Totaal"), code("53105", "15 tot 25 jaar")],
            ),
            dimensie(
                "Marges",
                Dimensierol::Categorie,
                vec![code("MW00000", "Waarde"), code("MOG0095", "Ondergrens")],
            ),
            dimensie("RegioS", Dimensierol::Gebied, PARTICIPATIE.map(gebied).to_vec()),
            dimensie(
                "Perioden",
                Dimensierol::Periode,
                jaren().map(|jaar| periode(&jaar, "Definitief")).collect(),
            ),
        ],
        vec![onderwerp("M001", "Nettoarbeidsparticipatie", "%")],
    )
}

/// The table of a policy adviser: a row per area, a column per year, the rank of 2022 and the difference to the country.
const TABEL_VAN_DE_ADVISEUR: &str = "
    with cijfer as (
        select gebiedscode, gebiedsnaam, jaar, waarde,
            waarde - max(waarde) filter (where gebiedscode = 'NL01') over (partition by jaar) as verschil,
            rank() over (partition by jaar order by waarde desc) as rang
        from mart.statline
        where tabel_id = '85001NED' and onderwerp like '%Nettoarbeidsparticipatie'
            and dimensies ->> 'Leeftijd' = '53105' and not is_marge and jaar between 2013 and 2022
    )
    select concat(gebiedsnaam, ': ', string_agg(waarde::text, ' ' order by jaar), ' | ',
        string_agg(verschil::text, ' ' order by jaar), ' | ', string_agg(rang::text, ' ' order by jaar))
    from cijfer group by gebiedscode, gebiedsnaam order by gebiedscode collate \"C\" desc";

#[sqlx::test(migrations = false)]
async fn the_table_of_a_policy_adviser_is_one_query(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let waarde = |codes: &[&str]| {
        let [leeftijd, marge, gebied, jaar] = codes else { return None };
        let (.., waarden) = PARTICIPATIE.iter().find(|(code, ..)| code == gebied)?;
        let plek = jaren().position(|code| code == *jaar)?;
        let is_die = *leeftijd == "53105" && *marge == "MW00000";
        Some(if is_die { getal(waarden[plek]) } else { getal("1.5") })
    };
    wereld.load(&participatie(), &|_, codes| waarde(codes)).await;
    let expect = [
        "Utrecht (PV): 69.7 67.9 68.6 70.0 69.4 72.3 73.0 69.8 70.2 75.3 \
         | 1.8 1.3 0.1 1.5 -0.5 0.8 0.2 -0.1 -1.5 -0.2 | 1 1 1 1 2 1 1 2 2 2",
        "Nederland: 67.9 66.6 68.5 68.5 69.9 71.5 72.8 69.9 71.7 75.5 \
         | 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 | 3 3 2 3 1 2 2 1 1 1",
        "Utrecht (gemeente): 69.4 67.0 68.1 69.2 66.6 71.0 70.3 65.7 65.1 70.9 \
         | 1.5 0.4 -0.4 0.7 -3.3 -0.5 -2.5 -4.2 -6.6 -4.6 | 2 2 3 2 3 3 3 3 3 3",
    ];
    assert_eq!(wereld.texts(TABEL_VAN_DE_ADVISEUR).await, expect);
}

#[sqlx::test(migrations = false)]
async fn a_figure_has_its_labels_and_its_source(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let mut tabel = participatie();
    tabel.onderwerpen.push(onderwerp("M002", "Werkzaam", "x 1000"));
    let place =
        load::statline::Plaatsing { wet: Some(domain::Wet::Jw), ..plaatsing("bron", &tabel) };
    // Everything of the municipality in 2022; the second measure is text without a value, or a number.
    let keuze = Keuze {
        dimensies: vec![None, None, Some(vec![2]), Some(vec![9])],
        onderwerpen: Some(vec![1]),
    };
    let inhoud = |_: &str, codes: &[&str]| {
        Some(if codes[0] == "53105" { leeg(Leegte::Onbekend) } else { getal("2.5") })
    };
    assert_eq!(wereld.load_some(&place, &tabel, &keuze, &inhoud).await, [4, 4, 0, 0, 0]);
    let rows = "select concat_ws(' ; ', onderwerp, eenheid, waarde, waarde_enkel, reden_leeg, gebiedscode, \
        gebiedsnaam, niveau, provincie, periode, jaar, status, is_totaal, is_kop, is_marge, dimensielabel, wet) \
        from mart.statline order by is_marge, is_totaal";
    let common = "GM0344 ; Utrecht (gemeente) ; gemeente ; Utrecht ; 2022JJ00 ; 2022 ; Definitief";
    assert_eq!(
        wereld.texts(rows).await,
        [
            format!(
                "Arbeid / Werkzaam ; x 1000 ; onbekend ; {common} ; f ; f ; f ; 15 tot 25 jaar, Waarde ; jw"
            ),
            format!(
                "Arbeid / Werkzaam ; x 1000 ; 2.5 ; 2500.0 ; {common} ; t ; t ; f ; Totaal, Waarde ; jw"
            ),
            format!(
                "Arbeid / Werkzaam ; x 1000 ; onbekend ; {common} ; f ; f ; t ; 15 tot 25 jaar, Ondergrens ; jw"
            ),
            format!(
                "Arbeid / Werkzaam ; x 1000 ; 2.5 ; 2500.0 ; {common} ; t ; f ; t ; Totaal, Ondergrens ; jw"
            ),
        ]
    );
    let source = "select distinct bron_vermelding from mart.statline";
    assert_eq!(
        wereld.texts(source).await,
        ["CBS StatLine, tabel 85001NED, versie 202302160200, CC BY 4.0"]
    );
}

/// Periods, areas and other dimensions that a table does not have.
#[sqlx::test(migrations = false)]
async fn a_table_without_areas_or_periods_is_placed(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let wijken =
        vec![code("GM0344", "Utrecht"), code("WK034401", "West"), code("BU03440101", "Welgelegen")];
    let mut kwb = tabel(
        "84799NED",
        "202101010200",
        vec![dimensie("WijkenEnBuurten", Dimensierol::Gebied, wijken)],
        vec![onderwerp("M001", "Inwoners", "aantal")],
    );
    let place = load::statline::Plaatsing {
        kaartjaar: Some(2020),
        vaste_periode: Some("2020JJ00".to_owned()),
        ..plaatsing("kwb", &kwb)
    };
    let alles = Keuze::alles(1);
    let een = |_: &str, _: &[&str]| Some(getal("1"));
    assert_eq!(wereld.load_some(&place, &kwb, &alles, &een).await, [3, 3, 0, 0, 0]);
    kwb.dimensies[0].codes.pop();
    assert_eq!(wereld.load_some(&place, &kwb, &alles, &een).await, [2, 0, 0, 1, 2]);
    let rows = "select concat_ws(' ', gebiedscode, gebied.jaar, ouder_gebiedscode, periode, feit.periode_soort, \
        feit.gemeentecode, dimensies, vervallen_op is null) from dwh.feit_statline as feit \
        inner join dwh.dim_gebied as gebied using (gebied_sk) order by 1";
    assert_eq!(
        wereld.texts(rows).await,
        [
            "BU03440101 2020 WK034401 2020JJ00 jaar 0344 {} f",
            "GM0344 2020JJ00 jaar 0344 {} t",
            "WK034401 2020 GM0344 2020JJ00 jaar 0344 {} t",
        ]
    );
    let maand: Periodecode = "2022MM01".parse().unwrap();
    let zonder = tabel(
        "37789ksz",
        "202101010200",
        vec![dimensie("Perioden", Dimensierol::Periode, vec![periode(maand.as_str(), "")])],
        vec![onderwerp("M001", "Uitkeringen", "aantal")],
    );
    let cells = blok(&zonder, &alles, &een);
    for (bron, vast) in [("zonder", None), ("vast", Some("NL01".to_owned()))] {
        let place = load::statline::Plaatsing { vast_gebied: vast, ..plaatsing(bron, &zonder) };
        let done = wereld.try_load(&place, &zonder, &alles, &cells).await.unwrap();
        assert_eq!((done.nieuw, done.verdwenen), (1, 0), "{bron}");
    }
    wereld.check().await;
    let areas = "select concat_ws(' ', coalesce(gebiedscode, '-'), niveau, is_kop) from mart.statline \
                 where tabel_id = '37789ksz' order by 1";
    assert_eq!(wereld.texts(areas).await, ["- t", "NL01 land t"]);
}
