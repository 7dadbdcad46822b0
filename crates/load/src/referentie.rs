//! Reference lists that a municipality loads itself: products, contract tariffs and municipalities.
//!
//! A list is replaced as a whole, in one transaction: a publication sees the old one or the new one.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{AgbCode, Eenheid, Eurocent, Gemeentecode, Productcategorie, Productcode, Wet};
use sqlx::postgres::PgArguments;
use sqlx::query::Query;
use sqlx::{FromRow, Postgres};

use crate::{Db, Error};

/// First and last day on which a row holds; `None` is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Geldigheid {
    /// First day.
    pub van: Option<NaiveDate>,
    /// Last day.
    pub tot: Option<NaiveDate>,
}

/// A product code that belongs to a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Productregel {
    /// Law.
    pub wet: Wet,
    /// Category.
    pub categorie: Productcategorie,
    /// Code.
    pub code: Productcode,
    /// When it holds.
    pub geldig: Geldigheid,
}

/// A tariff that a municipality agreed on with a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tariefregel {
    /// Municipality.
    pub gemeente: Gemeentecode,
    /// Provider.
    pub agb: AgbCode,
    /// Law, category, code and when it holds.
    pub product: Productregel,
    /// Unit.
    pub eenheid: Eenheid,
    /// Eurocents per unit.
    pub tarief: Eurocent,
}

/// A municipality of now or before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gemeenteregel {
    /// Code.
    pub gemeente: Gemeentecode,
    /// When it holds.
    pub geldig: Geldigheid,
}

/// A list that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lijst {
    /// `ref.productlijst`, for TR381.
    Producten(Vec<Productregel>),
    /// `ref.contract_tarief`, for TR418.
    Tarieven(Vec<Tariefregel>),
    /// `ref.gemeentelijst`, for TR378.
    Gemeenten(Vec<Gemeenteregel>),
}

/// What replacing a list changed, in rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verschil {
    /// Rows that were not there.
    pub erbij: u64,
    /// Rows that are no longer there.
    pub weg: u64,
    /// Rows that were there already.
    pub gelijk: u64,
}

/// A list as it stands.
#[derive(Debug, Clone, FromRow)]
pub struct LijstStand {
    /// Name on the command line.
    pub lijst: String,
    /// Table in schema `ref`.
    pub tabel: String,
    /// Rows.
    pub rijen: i64,
    /// Who loaded it last; `None`: nobody did.
    pub geladen_door: Option<String>,
    /// When.
    pub geladen_op: Option<DateTime<Utc>>,
}

/// Why a list is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aanleiding<'r> {
    /// By a file.
    Bestand,
    /// It is emptied.
    Gewist {
        /// Why.
        reden: &'r str,
    },
}

/// What becomes of the change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bewaren<'r> {
    /// It is committed, with who and why in the audit.
    Ja {
        /// Who did it.
        wie: &'r str,
        /// Why.
        aanleiding: Aanleiding<'r>,
    },
    /// It is only counted.
    Proef,
}

type Opdracht<'q> = Query<'q, Postgres, PgArguments>;

/// Replaces a list and tells what changed. The next run judges by it.
///
/// # Errors
/// `Database`; then the list is as it was.
pub async fn replace(db: &Db, lijst: &Lijst, bewaren: Bewaren<'_>) -> Result<Verschil, Error> {
    let mut transaction = db.pool().begin().await?;
    sqlx::query(include_str!("../../../sql/ref/lock_lijsten.sql"))
        .execute(&mut *transaction)
        .await?;
    let [delete, insert] = lijst.opdrachten();
    let weg = lijst.bind(sqlx::query(delete)).execute(&mut *transaction).await?.rows_affected();
    let erbij = lijst.bind(sqlx::query(insert)).execute(&mut *transaction).await?.rows_affected();
    let rijen = u64::try_from(lijst.rijen()).unwrap_or(u64::MAX);
    if let Bewaren::Ja { wie, aanleiding } = bewaren {
        let (handeling, reden) = match aanleiding {
            Aanleiding::Bestand => ("referentielijst geladen", String::new()),
            Aanleiding::Gewist { reden } => ("referentielijst gewist", format!("; reden: {reden}")),
        };
        sqlx::query(include_str!("../../../sql/ledger/insert_audit.sql"))
            .bind(wie)
            .bind(handeling)
            .bind(lijst.tabel())
            .bind(format!("{rijen} rijen: {erbij} erbij, {weg} weg{reden}"))
            .bind("opdrachtregel")
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
    } else {
        transaction.rollback().await?;
    }
    Ok(Verschil { erbij, weg, gelijk: rijen.saturating_sub(erbij) })
}

/// The lists as they stand, by name.
///
/// # Errors
/// `Database`.
pub async fn list(db: &Db) -> Result<Vec<LijstStand>, Error> {
    let sql = include_str!("../../../sql/ref/select_lijsten.sql");
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}

impl Lijst {
    /// Number of rows.
    pub const fn rijen(&self) -> usize {
        match self {
            Self::Producten(rijen) => rijen.len(),
            Self::Tarieven(rijen) => rijen.len(),
            Self::Gemeenten(rijen) => rijen.len(),
        }
    }

    /// Table in schema `ref`.
    pub const fn tabel(&self) -> &'static str {
        match self {
            Self::Producten(_) => "productlijst",
            Self::Tarieven(_) => "contract_tarief",
            Self::Gemeenten(_) => "gemeentelijst",
        }
    }

    /// What removes the rows that are gone, and what adds those that are new: both take the same values.
    const fn opdrachten(&self) -> [&'static str; 2] {
        match self {
            Self::Producten(_) => [
                include_str!("../../../sql/ref/delete_productlijst.sql"),
                include_str!("../../../sql/ref/insert_productlijst.sql"),
            ],
            Self::Tarieven(_) => [
                include_str!("../../../sql/ref/delete_contract_tarief.sql"),
                include_str!("../../../sql/ref/insert_contract_tarief.sql"),
            ],
            Self::Gemeenten(_) => [
                include_str!("../../../sql/ref/delete_gemeentelijst.sql"),
                include_str!("../../../sql/ref/insert_gemeentelijst.sql"),
            ],
        }
    }

    /// Adds the columns, each as an array.
    fn bind<'q>(&self, opdracht: Opdracht<'q>) -> Opdracht<'q> {
        let (opdracht, geldig) = match self {
            Self::Producten(rijen) => {
                let opdracht = opdracht
                    .bind(column(rijen, |rij| rij.wet.code().to_owned()))
                    .bind(column(rijen, |rij| rij.categorie.code().to_owned()))
                    .bind(column(rijen, |rij| rij.code.to_string()));
                (opdracht, column(rijen, |rij| rij.geldig))
            }
            Self::Tarieven(rijen) => {
                let opdracht = opdracht
                    .bind(column(rijen, |rij| rij.product.wet.code().to_owned()))
                    .bind(column(rijen, |rij| rij.gemeente.to_string()))
                    .bind(column(rijen, |rij| rij.agb.to_string()))
                    .bind(column(rijen, |rij| rij.product.categorie.code().to_owned()))
                    .bind(column(rijen, |rij| rij.product.code.to_string()))
                    .bind(column(rijen, |rij| rij.eenheid.code().to_owned()))
                    .bind(column(rijen, |rij| rij.tarief.waarde()));
                (opdracht, column(rijen, |rij| rij.product.geldig))
            }
            Self::Gemeenten(rijen) => {
                let opdracht = opdracht.bind(column(rijen, |rij| rij.gemeente.to_string()));
                (opdracht, column(rijen, |rij| rij.geldig))
            }
        };
        opdracht
            .bind(column(&geldig, |geldig| geldig.van))
            .bind(column(&geldig, |geldig| geldig.tot))
    }
}

fn column<R, T>(rijen: &[R], van: impl Fn(&R) -> T) -> Vec<T> {
    rijen.iter().map(van).collect()
}
