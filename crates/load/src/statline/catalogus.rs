//! What a catalogue holds, as it was last seen.

use std::collections::{BTreeMap, BTreeSet};

use domain::statline::CatalogusRegel;
use sqlx::{Connection, PgConnection};

use crate::slot::Slot;
use crate::{Db, Error};

/// Stores what a catalogue holds now, and the moment at which it was seen. Tables that are gone get status `verdwenen`.
/// Returns the identifiers that were not there before, when the catalogue had been stored before. The tables in `opzij` are
/// in the catalogue with a row that cannot be read: what is known of them stays.
///
/// # Errors
/// `Database`, `SlotLost`, `Value` for a catalogue without tables: that is a fault, not the end of all tables.
pub async fn store_catalogus(
    db: &Db,
    slot: &Slot,
    catalogus: &str,
    regels: &[CatalogusRegel],
    opzij: &[&str],
) -> Result<Vec<String>, Error> {
    if regels.is_empty() {
        return Err(Error::Value { what: "a catalogue without tables" });
    }
    // An identifier that is listed twice counts once: the last.
    let regels: BTreeMap<&str, &CatalogusRegel> =
        regels.iter().map(|regel| (regel.tabel_id.as_str(), regel)).collect();
    let mut connection = db.pool().acquire().await?;
    let mut transaction = connection.begin().await?;
    slot.check(&mut transaction).await?;
    let bekend: Vec<String> =
        sqlx::query_scalar(include_str!("../../../../sql/statline/select_catalogus.sql"))
            .bind(catalogus)
            .fetch_all(&mut *transaction)
            .await?;
    upsert(&mut transaction, catalogus, &regels).await?;
    sqlx::query(include_str!("../../../../sql/statline/mark_verdwenen.sql"))
        .bind(catalogus)
        .bind(regels.keys().chain(opzij).copied().collect::<Vec<_>>())
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    if bekend.is_empty() {
        return Ok(Vec::new());
    }
    let bekend: BTreeSet<&str> = bekend.iter().map(String::as_str).collect();
    let nieuw = regels.keys().filter(|tabel_id| !bekend.contains(*tabel_id));
    Ok(nieuw.map(|tabel_id| (*tabel_id).to_owned()).collect())
}

async fn upsert(
    connection: &mut PgConnection,
    catalogus: &str,
    regels: &BTreeMap<&str, &CatalogusRegel>,
) -> Result<(), Error> {
    let column = |field: fn(&CatalogusRegel) -> &str| {
        regels.values().map(|regel| field(regel)).collect::<Vec<_>>()
    };
    let families = regels.values().map(|regel| titelfamilie(&regel.titel)).collect::<Vec<_>>();
    let aantallen = regels.values().map(|regel| regel.versie.aantal.map(i64::try_from).transpose());
    let aantallen = aantallen.collect::<Result<Vec<_>, _>>();
    sqlx::query(include_str!("../../../../sql/statline/upsert_catalogus.sql"))
        .bind(catalogus)
        .bind(column(|regel| regel.tabel_id.as_str()))
        .bind(column(|regel| &regel.titel))
        .bind(families)
        .bind(column(|regel| &regel.omschrijving))
        .bind(column(|regel| &regel.status))
        .bind(column(|regel| &regel.taal))
        .bind(column(|regel| &regel.periode))
        .bind(column(|regel| &regel.reden))
        .bind(column(|regel| &regel.versie.versie))
        .bind(column(|regel| &regel.versie.waarnemingen_op))
        .bind(column(|regel| &regel.versie.metadata_op))
        .bind(aantallen.map_err(|_| Error::Value { what: "the number of rows of a table" })?)
        .execute(connection)
        .await?;
    Ok(())
}

/// What the titles of tables that follow each other by year have in common: lower case, without digits and punctuation,
/// single blanks.
fn titelfamilie(titel: &str) -> String {
    let letters = titel.to_lowercase();
    let woorden =
        letters.split(|teken: char| !teken.is_alphabetic()).filter(|woord| !woord.is_empty());
    woorden.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_of_other_years_are_one_family() {
        for (titel, familie) in [
            ("Kerncijfers wijken en buurten 2023", "kerncijfers wijken en buurten"),
            ("Kerncijfers  wijken en buurten; 2024*", "kerncijfers wijken en buurten"),
            ("Arbeidsdeelname; wijken, 2019/'20", "arbeidsdeelname wijken"),
            ("Bevolking op 1 januari; \u{c9}\u{e9}n", "bevolking op januari \u{e9}\u{e9}n"),
            ("2024", ""),
        ] {
            assert_eq!(titelfamilie(titel), familie, "{titel}");
        }
    }
}
