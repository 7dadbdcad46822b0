//! The catalogue: `Datasets`.

use domain::statline::Tabelversie;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::Catalogus;
use crate::metadata::{Catalogusveld, Veld, maak_catalogus};

/// The fields that are asked for: what decides about a change, and what people search in.
const VELDEN: &str = "Identifier,Title,Description,Language,Status,Version,VersionReason,Modified,\
                      ObservationsModified,ObservationCount";

/// A row of `Datasets`; a catalogue with fewer columns is read too.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Dataset {
    identifier: Veld,
    title: Veld,
    description: Veld,
    language: Veld,
    status: Veld,
    version: Veld,
    version_reason: Veld,
    modified: Veld,
    observations_modified: Veld,
    observation_count: Veld,
}

/// The address of the whole catalogue: one request.
pub(crate) fn adres(base_url: &str) -> String {
    format!("{base_url}/Datasets?$select={VELDEN}")
}

/// Rows to the model, each by itself.
pub(crate) fn lees(rijen: &[Box<RawValue>]) -> Catalogus {
    maak_catalogus(rijen, |rij: Dataset| Catalogusveld {
        versie: Tabelversie {
            versie: rij.version.tekst(),
            waarnemingen_op: rij.observations_modified.tekst(),
            metadata_op: rij.modified.tekst(),
            aantal: rij.observation_count.aantal(),
        },
        id: rij.identifier,
        titel: rij.title,
        omschrijving: rij.description,
        status: rij.status,
        taal: rij.language,
        periode: Veld::default(),
        reden: rij.version_reason,
    })
}
