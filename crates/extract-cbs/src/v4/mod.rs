//! `OData` v4: what a catalogue and a table say of themselves.

mod beschrijving;
mod catalogus;
#[cfg(test)]
mod tests;

use domain::statline::{Tabel, TabelId, Tabelversie};
use serde_json::value::RawValue;

use crate::metadata::{keur_id, keur_naam, keur_versie};
use crate::verzameling::{haal_object, haal_verzameling};
use crate::{Catalogus, Client, Error};
use beschrijving::{Dienst, Dimensierij, Dimensiestuk, Eigenschappen, Stukken, bouw, heeft_dienst};

/// Reads the whole catalogue of `base_url`: one request, unless the server pages.
pub(crate) async fn haal_catalogus(client: &Client, base_url: &str) -> Result<Catalogus, Error> {
    // Not read further than to where each row ends, so that a row cannot spoil the others.
    let rijen: Vec<Box<RawValue>> = haal_verzameling(client, &catalogus::adres(base_url)).await?;
    catalogus::lees(&rijen).gevuld(base_url)
}

/// Describes a table: properties, the service document, dimensions, measures, and their lists and groups.
pub(crate) async fn beschrijf(
    client: &Client,
    base_url: &str,
    tabel_id: &TabelId,
) -> Result<Tabel, Error> {
    let adres = format!("{base_url}/{tabel_id}");
    let eigenschappen: Eigenschappen = haal_object(client, &format!("{adres}/Properties")).await?;
    let diensten: Vec<Dienst> = haal_verzameling(client, &adres).await?;
    let rijen: Vec<Dimensierij> = haal_verzameling(client, &format!("{adres}/Dimensions")).await?;
    let mut dimensies = Vec::with_capacity(rijen.len());
    for rij in rijen {
        let naam = rij.naam();
        keur_naam(naam, "dimension", &adres)?;
        let groepen = if rij.heeft_groepen(&diensten) {
            haal_verzameling(client, &format!("{adres}/{naam}Groups")).await?
        } else {
            Vec::new()
        };
        let codes = haal_verzameling(client, &format!("{adres}/{naam}Codes")).await?;
        dimensies.push(Dimensiestuk { rij, codes, groepen });
    }
    let groepen = if heeft_dienst(&diensten, "MeasureGroups") {
        haal_verzameling(client, &format!("{adres}/MeasureGroups")).await?
    } else {
        Vec::new()
    };
    let onderwerpen = haal_verzameling(client, &format!("{adres}/MeasureCodes")).await?;
    bouw(Stukken { eigenschappen, dimensies, onderwerpen, groepen }, tabel_id, &adres)
}

/// Reads the version as the table itself tells it now.
pub(crate) async fn haal_versie(
    client: &Client,
    base_url: &str,
    tabel_id: &TabelId,
) -> Result<Tabelversie, Error> {
    let adres = format!("{base_url}/{tabel_id}/Properties");
    let eigenschappen: Eigenschappen = haal_object(client, &adres).await?;
    keur_id(tabel_id, eigenschappen.identifier(), &adres)?;
    keur_versie(tabel_id, &eigenschappen.versie(), &adres)?;
    Ok(eigenschappen.versie())
}
