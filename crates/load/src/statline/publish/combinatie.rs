//! Combinations of the dimensions that are no area and no period: those that occur become rows.

use domain::statline::Tabel;
use sqlx::PgConnection;

use crate::Error;
use crate::onderhoud::Onderhoud;

use super::Publicatie;

/// Combinations that are looked up at once: a few hundred kilobytes.
const COMBINATIES_MAX: usize = 10_000;

/// The weight of each dimension in the mixed-radix number of a combination: 0 for areas and periods, else the number
/// of combinations of the dimensions behind it.
///
/// # Errors
/// `Value` when the product of the code lists does not fit 63 bits.
pub(super) fn gewichten(publicatie: &Publicatie<'_>, tabel: &Tabel) -> Result<Vec<i64>, Error> {
    let te_groot = || Error::Value { what: "the product of the code lists of a table" };
    let mut gewichten = vec![0; tabel.dimensies.len()];
    let mut product = 1_i64;
    for (plek, (dimensie, gewicht)) in tabel.dimensies.iter().zip(&mut gewichten).enumerate().rev()
    {
        if publicatie.is_overig(plek) {
            *gewicht = product;
            let size = i64::try_from(dimensie.codes.len()).map_err(|_| te_groot())?;
            product = product.checked_mul(size).ok_or_else(te_groot)?;
        }
    }
    Ok(gewichten)
}

/// Stores the combinations that the cells have, with their codes and labels, and what the selection covers of all that
/// were ever stored. The product of the code lists is walked until all are recognised by their key.
///
/// # Errors
/// `Incomplete` when a cell has a combination that cannot be made of the codes, `Value`, `Database`.
pub(super) async fn store(
    connection: &mut PgConnection,
    publicatie: &Publicatie<'_>,
) -> Result<(), Error> {
    let sql = include_str!("../../../../../sql/statline/publish/insert_combinatie.sql");
    let trek = publicatie.trek;
    let done = sqlx::query(sql).bind(trek.trek_id).execute(&mut *connection).await?;
    let gewichten = gewichten(publicatie, publicatie.tabel)?;
    let mut open = done.rows_affected();
    let mut mogelijk = trek.sleutels.combinaties(publicatie.tabel, publicatie.keuze);
    while open > 0 {
        let (sleutels, posities): (Vec<i64>, Vec<i64>) = mogelijk
            .by_ref()
            .take(COMBINATIES_MAX)
            .map(|(sleutel, codes)| (sleutel, positie(&codes, &gewichten)))
            .unzip();
        if sleutels.is_empty() {
            return Err(Error::Incomplete {
                table: publicatie.tabel_id().to_owned(),
                what: format!("{open} combinations of codes were not asked for"),
            });
        }
        let sql = include_str!("../../../../../sql/statline/publish/update_combinatie.sql");
        let found =
            sqlx::query(sql).bind(sleutels).bind(posities).execute(&mut *connection).await?;
        open = open.saturating_sub(found.rows_affected());
    }
    for sql in [
        include_str!("../../../../../sql/statline/publish/upsert_dim_combinatie.sql"),
        include_str!("../../../../../sql/statline/publish/update_kop.sql"),
        include_str!("../../../../../sql/statline/publish/insert_bereik.sql"),
    ] {
        sqlx::query(sql).bind(publicatie.tabel_id()).execute(&mut *connection).await?;
    }
    let analyze = include_str!("../../../../../sql/statline/publish/analyze_bereik.sql");
    sqlx::query(analyze).execute(&mut *connection).await?;
    Onderhoud::AnalyseCombinatie.run(connection).await?;
    Ok(())
}

/// The mixed-radix number of a combination; [`gewichten`] made sure that it fits.
fn positie(codes: &[u32], gewichten: &[i64]) -> i64 {
    codes
        .iter()
        .zip(gewichten)
        .map(|(code, gewicht)| i64::from(*code).saturating_mul(*gewicht))
        .sum()
}
