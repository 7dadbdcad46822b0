//! `OData` v3: what a catalogue and a table say of themselves.
//!
//! Always `ODataFeed`: `ODataApi` cuts a list at 10 000 rows without saying so.

mod beschrijving;
mod catalogus;
#[cfg(test)]
mod tests;

use domain::statline::{Tabel, TabelId, Tabelversie};
use serde_json::value::RawValue;

use crate::metadata::{keur_id, keur_naam, keur_versie};
use crate::verzameling::haal_verzameling;
use crate::{Catalogus, Client, Error};
use beschrijving::{Coderij, Eigenschap, Stukken, Tabelinfo, bouw, dimensies};

/// Reads the whole catalogue of `base_url`: one request, unless the server pages.
pub(crate) async fn haal_catalogus(client: &Client, base_url: &str) -> Result<Catalogus, Error> {
    // Not read further than to where each row ends, so that a row cannot spoil the others.
    let rijen: Vec<Box<RawValue>> = haal_verzameling(client, &catalogus::adres(base_url)).await?;
    catalogus::lees(&rijen).gevuld(base_url)
}

/// Describes a table: its row, its columns, the list of every dimension, and groups where members have them.
pub(crate) async fn beschrijf(
    client: &Client,
    base_url: &str,
    tabel_id: &TabelId,
) -> Result<Tabel, Error> {
    let info = haal_info(client, base_url, tabel_id).await?;
    let properties = adres(base_url, tabel_id, "DataProperties");
    let eigenschappen: Vec<Eigenschap> = haal_verzameling(client, &properties).await?;
    let mut lijsten: Vec<Vec<Coderij>> = Vec::new();
    for dimensie in dimensies(&eigenschappen) {
        keur_naam(dimensie.naam(), "dimension", &properties)?;
        let list = adres(base_url, tabel_id, dimensie.naam());
        lijsten.push(haal_verzameling(client, &list).await?);
    }
    let groepen = if lijsten.iter().flatten().any(Coderij::heeft_groep) {
        haal_verzameling(client, &adres(base_url, tabel_id, "CategoryGroups")).await?
    } else {
        Vec::new()
    };
    bouw(Stukken { info, eigenschappen, lijsten, groepen }, tabel_id, &properties)
}

/// Reads the version as the table itself tells it now.
pub(crate) async fn haal_versie(
    client: &Client,
    base_url: &str,
    tabel_id: &TabelId,
) -> Result<Tabelversie, Error> {
    let info = haal_info(client, base_url, tabel_id).await?;
    let adres = adres(base_url, tabel_id, "TableInfos");
    keur_id(tabel_id, info.identifier(), &adres)?;
    keur_versie(tabel_id, &info.versie(), &adres)?;
    Ok(info.versie())
}

async fn haal_info(
    client: &Client,
    base_url: &str,
    tabel_id: &TabelId,
) -> Result<Tabelinfo, Error> {
    let adres = adres(base_url, tabel_id, "TableInfos");
    let rijen: Vec<Tabelinfo> = haal_verzameling(client, &adres).await?;
    let empty = || Error::new("ZERO_ROWS", "the table tells nothing of itself", &*adres);
    rijen.into_iter().next().ok_or_else(empty)
}

fn adres(base_url: &str, tabel_id: &TabelId, verzameling: &str) -> String {
    format!("{base_url}/ODataFeed/odata/{tabel_id}/{verzameling}?$format=json")
}
