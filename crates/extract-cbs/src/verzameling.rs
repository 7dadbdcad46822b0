//! Small collections and singletons: metadata, read whole.

use serde::de::DeserializeOwned;

use crate::{Client, Error};

/// Reads all rows of a collection of either protocol: follows its next links, on the same host, without a loop.
pub(crate) async fn haal_verzameling<T: DeserializeOwned + Send>(
    client: &Client,
    adres: &str,
) -> Result<Vec<T>, Error> {
    let _ = client;
    tokio::task::yield_now().await;
    Err(Error::new("NOT_BUILT", "not built", adres))
}

/// Reads a singleton: one object that is the body itself (v4 `Properties`).
pub(crate) async fn haal_object<T: DeserializeOwned + Send>(
    client: &Client,
    adres: &str,
) -> Result<T, Error> {
    let _ = client;
    tokio::task::yield_now().await;
    Err(Error::new("NOT_BUILT", "not built", adres))
}
