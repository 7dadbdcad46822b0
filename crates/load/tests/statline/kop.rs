//! The one figure that stands for the whole of a table, whatever its lists hold.

use domain::statline::{Celwaarde, Dimensiecode, Dimensierol, Keuze, Tabel};
use sqlx::PgPool;

use crate::wereld::{Wereld, code, dimensie, getal, onderwerp, periode, plaatsing, tabel};

/// A member, with its flags in letters: `t` for a total, `k` for the head.
fn lid(lid: &str, titel: &str, vlaggen: &str, pad: &[&str]) -> Dimensiecode {
    Dimensiecode {
        is_totaal: vlaggen.contains('t'),
        is_kop: vlaggen.contains('k'),
        pad: pad.iter().map(|groep| (*groep).to_owned()).collect(),
        ..code(lid, titel)
    }
}

/// Two dimensions with a total and subtotals each, one area, one year.
fn herkomst(versie: &str, herkomst: Vec<Dimensiecode>) -> Tabel {
    let zorg = vec![
        lid("T001024", "Totaal zorg", "tk", &[]),
        lid("A1", "Hulp thuis totaal", "t", &["Hulp", "Thuis"]),
        lid("A2", "Dagbesteding", "", &["Hulp"]),
    ];
    tabel(
        "83262NED",
        versie,
        vec![
            dimensie("Herkomst", Dimensierol::Categorie, herkomst),
            dimensie("Zorg", Dimensierol::Categorie, zorg),
            dimensie("RegioS", Dimensierol::Gebied, vec![code("GM0344", "Utrecht")]),
            dimensie("Perioden", Dimensierol::Periode, vec![periode("2020JJ00", "")]),
        ],
        vec![onderwerp("M001", "Wmo-clienten", "aantal")],
    )
}

#[expect(clippy::unnecessary_wraps, reason = "the signature that the fixture asks for")]
fn een(_: &str, _: &[&str]) -> Option<Celwaarde> {
    Some(getal("1"))
}

const KOPPEN: &str = "select concat_ws(' ', dimensies ->> 'Herkomst', dimensies ->> 'Zorg', is_totaal) \
                      from mart.statline where is_kop";

/// Members that are the head of their dimension.
const LEDEN: &str = "select concat_ws(' ', dimensie, code) from dwh.dim_statline_categorie \
                     where is_kop order by dimensie, code";

#[sqlx::test(migrations = false)]
async fn a_table_with_subtotals_has_one_head(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let leden = vec![
        lid("W1", "Westers totaal", "t", &[]),
        lid("W2", "Duits", "", &["Westers"]),
        lid("T001040", "Totaal", "tk", &[]),
    ];
    wereld.load(&herkomst("202301010200", leden), &een).await;
    assert_eq!(wereld.texts(KOPPEN).await, ["T001040 T001024 t"]);
    let totalen = "select count(*)::text from mart.statline where is_totaal";
    assert_eq!(wereld.texts(totalen).await, ["8"]);
    assert_eq!(wereld.texts(LEDEN).await, ["Herkomst T001040", "Zorg T001024"]);
    let paden = "select concat_ws(' | ', dimensielabel, paden ->> 'Herkomst', paden ->> 'Zorg') \
                 from mart.statline where dimensies ->> 'Herkomst' = 'W2' order by dimensielabel collate \"C\"";
    assert_eq!(
        wereld.texts(paden).await,
        [
            "Duits, Dagbesteding | Westers | Hulp",
            "Duits, Hulp thuis totaal | Westers | Hulp / Thuis",
            "Duits, Totaal zorg | Westers | ",
        ]
    );
    wereld.execute("update dwh.dim_statline_combinatie set is_kop = true").await;
    let checks = load::publish::run_checks(&wereld.db).await.unwrap();
    let found: Vec<_> =
        checks.iter().filter(|check| check.rows > 0).map(|check| check.name).collect();
    assert_eq!(found, ["statline_kop"]);
}

/// CBS gives the total another code, a source that asks for less comes by, and a total goes away.
#[sqlx::test(migrations = false)]
async fn the_head_moves_with_the_table(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let oud = vec![lid("T001040", "Totaal", "tk", &[]), lid("W2", "Duits", "", &[])];
    wereld.load(&herkomst("202301010200", oud), &een).await;
    assert_eq!(wereld.texts(KOPPEN).await, ["T001040 T001024 t"]);
    let leden = vec![lid("T009999", "Totaal", "tk", &[]), lid("T001040", "Deel", "t", &[])];
    let nieuw = herkomst("202302010200", leden);
    // Only the part that was the whole: the head is not among what is asked.
    let keuze = Keuze { dimensies: vec![Some(vec![1]), None, None, None], onderwerpen: None };
    wereld.load_some(&plaatsing("deel", &nieuw), &nieuw, &keuze, &een).await;
    assert!(wereld.texts(KOPPEN).await.is_empty());
    wereld.load(&nieuw, &een).await;
    assert_eq!(wereld.texts(KOPPEN).await, ["T009999 T001024 t"]);
    assert_eq!(wereld.texts(LEDEN).await, ["Herkomst T009999", "Zorg T001024"]);
    let before = wereld.everything().await;
    wereld.load(&nieuw, &een).await;
    assert_eq!(wereld.everything().await, before);
    let zonder = herkomst("202303010200", vec![lid("W2", "Duits", "", &[])]);
    wereld.load(&zonder, &een).await;
    assert!(wereld.texts(KOPPEN).await.is_empty());
    assert_eq!(wereld.texts(LEDEN).await, ["Zorg T001024"]);
}
