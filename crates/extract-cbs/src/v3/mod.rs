//! `OData` v3: what a catalogue and a table say of themselves.

use domain::statline::{CatalogusRegel, Tabel, TabelId, Tabelversie};

use crate::{Client, Error};

/// Reads the whole catalogue of `base_url`.
pub(crate) async fn haal_catalogus(
    client: &Client,
    base_url: &str,
) -> Result<Vec<CatalogusRegel>, Error> {
    let _ = client;
    tokio::task::yield_now().await;
    Err(Error::new("NOT_BUILT", "not built", base_url))
}

/// Describes a table.
pub(crate) async fn beschrijf(
    client: &Client,
    base_url: &str,
    tabel_id: &TabelId,
) -> Result<Tabel, Error> {
    let _ = (client, tabel_id);
    tokio::task::yield_now().await;
    Err(Error::new("NOT_BUILT", "not built", base_url))
}

/// Reads the version as the table itself tells it now.
pub(crate) async fn haal_versie(
    client: &Client,
    base_url: &str,
    tabel_id: &TabelId,
) -> Result<Tabelversie, Error> {
    let _ = (client, tabel_id);
    tokio::task::yield_now().await;
    Err(Error::new("NOT_BUILT", "not built", base_url))
}
