//! What the rules judge with beside the messages: the lists of schema `ref` and the reference date.

use chrono::NaiveDate;
use domain::{Eurocent, Product, Productcategorie, Wet};
use sqlx::{FromRow, PgConnection, PgExecutor};
use transform::{Geldigheid, Gemeentelijst, Kader, Productlijst, Regel, Tarieven, regels};

use crate::Error;

/// Raise it when `transform` or this module gives other facts for the same landing: the next run then publishes
/// everything anew. A rule that comes, goes or holds from another day, and a list that changes, are seen without it.
const VERSIE: u32 = 4;

/// What the facts are a function of, beside landing and the reference date.
///
/// # Errors
/// `Database`.
pub(super) async fn fingerprint(executor: impl PgExecutor<'_>) -> Result<String, Error> {
    let sql = include_str!("../../../../sql/dwh/kader/select_vingerafdruk.sql");
    let lijsten: String = sqlx::query_scalar(sql).fetch_one(executor).await?;
    let definities: Vec<String> = regels().map(|(regel, _)| definitie(regel)).collect();
    Ok(format!("{VERSIE} {} {lijsten}", definities.join(" ")))
}

/// What of a definition decides which findings there are: its code, when it holds and for which law.
fn definitie(regel: &Regel) -> String {
    let datum =
        |datum: Option<NaiveDate>| datum.map_or_else(String::new, |datum| datum.to_string());
    let wet = regel.wet.map_or("", Wet::code);
    format!("{}/{}/{}/{wet}", regel.code, datum(regel.geldig_van), datum(regel.geldig_tot))
}

/// Reads the lists; an empty one is not loaded.
///
/// # Errors
/// `Database`, or `Corrupt` when a list holds what the domain refuses.
pub(super) async fn read(
    connection: &mut PgConnection,
    peildatum: NaiveDate,
) -> Result<Kader, Error> {
    Ok(Kader {
        productlijst: productlijst(connection).await?,
        tarieven: tarieven(connection).await?,
        gemeentelijst: gemeentelijst(connection).await?,
        ..Kader::op(peildatum)
    })
}

#[derive(FromRow)]
struct ProductRij {
    wet: String,
    productcategorie: String,
    productcode: String,
    geldig_van: Option<NaiveDate>,
    geldig_tot: Option<NaiveDate>,
}

async fn productlijst(connection: &mut PgConnection) -> Result<Option<Productlijst>, Error> {
    let sql = include_str!("../../../../sql/dwh/kader/select_productlijst.sql");
    let rijen: Vec<ProductRij> = sqlx::query_as(sql).fetch_all(connection).await?;
    let mut lijst = Productlijst::default();
    for rij in &rijen {
        let wet = parse(&rij.wet, "ref.productlijst.wet")?;
        let product = product(wet, &rij.productcategorie, &rij.productcode)?;
        lijst.voeg_toe(wet, product, Geldigheid { van: rij.geldig_van, tot: rij.geldig_tot });
    }
    Ok((!rijen.is_empty()).then_some(lijst))
}

#[derive(FromRow)]
struct TariefRij {
    wet: String,
    gemeentecode: String,
    agb_code: String,
    productcategorie: String,
    productcode: String,
    eenheid: String,
    tarief_eurocent: i64,
    geldig_van: Option<NaiveDate>,
    geldig_tot: Option<NaiveDate>,
}

async fn tarieven(connection: &mut PgConnection) -> Result<Option<Tarieven>, Error> {
    let sql = include_str!("../../../../sql/dwh/kader/select_contract_tarief.sql");
    let rijen: Vec<TariefRij> = sqlx::query_as(sql).fetch_all(connection).await?;
    let mut lijst = Tarieven::default();
    for rij in &rijen {
        let wet = parse(&rij.wet, "ref.contract_tarief.wet")?;
        let sleutel = (
            wet,
            parse(&rij.gemeentecode, "ref.contract_tarief.gemeentecode")?,
            parse(&rij.agb_code, "ref.contract_tarief.agb_code")?,
            parse(&rij.eenheid, "ref.contract_tarief.eenheid")?,
        );
        let product = product(wet, &rij.productcategorie, &rij.productcode)?;
        let geldigheid = Geldigheid { van: rij.geldig_van, tot: rij.geldig_tot };
        lijst.voeg_toe(sleutel, product, geldigheid, Eurocent::new(rij.tarief_eurocent));
    }
    Ok((!rijen.is_empty()).then_some(lijst))
}

#[derive(FromRow)]
struct GemeenteRij {
    gemeentecode: String,
    geldig_van: Option<NaiveDate>,
    geldig_tot: Option<NaiveDate>,
}

async fn gemeentelijst(connection: &mut PgConnection) -> Result<Option<Gemeentelijst>, Error> {
    let sql = include_str!("../../../../sql/dwh/kader/select_gemeentelijst.sql");
    let rijen: Vec<GemeenteRij> = sqlx::query_as(sql).fetch_all(connection).await?;
    let mut lijst = Gemeentelijst::default();
    for rij in &rijen {
        let gemeente = parse(&rij.gemeentecode, "ref.gemeentelijst.gemeentecode")?;
        lijst.voeg_toe(gemeente, Geldigheid { van: rij.geldig_van, tot: rij.geldig_tot });
    }
    Ok((!rijen.is_empty()).then_some(lijst))
}

fn parse<T: core::str::FromStr>(text: &str, what: &'static str) -> Result<T, Error> {
    text.parse().map_err(|_| Error::Corrupt { what })
}

fn product(wet: Wet, categorie: &str, code: &str) -> Result<Product, Error> {
    let corrupt = |_| Error::Corrupt { what: "a product of a reference list" };
    Ok(Product {
        categorie: Productcategorie::parse(wet, categorie).map_err(corrupt)?,
        code: Some(parse(code, "a product of a reference list")?),
    })
}
