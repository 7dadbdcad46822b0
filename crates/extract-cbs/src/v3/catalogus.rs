//! The catalogue: `ODataCatalog/Tables`.

use chrono::{DateTime, NaiveDateTime};
use chrono_tz::Europe::Amsterdam;
use domain::statline::Tabelversie;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::Catalogus;
use crate::metadata::{Catalogusveld, Veld, maak_catalogus};

/// The fields that are asked for: what decides about a change, and what people search in.
const VELDEN: &str = "Identifier,Title,ShortDescription,Summary,Language,OutputStatus,Period,\
                      ReasonDelivery,Modified,MetaDataModified,RecordCount";

/// A row of `Tables`; a catalogue with fewer columns is read too.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Tabelrij {
    identifier: Veld,
    title: Veld,
    short_description: Veld,
    summary: Veld,
    language: Veld,
    output_status: Veld,
    period: Veld,
    reason_delivery: Veld,
    modified: Veld,
    meta_data_modified: Veld,
    record_count: Veld,
}

/// The address of the whole catalogue: one request.
pub(crate) fn adres(base_url: &str) -> String {
    format!("{base_url}/ODataCatalog/Tables?$format=json&$select={VELDEN}")
}

/// Rows to the model, each by itself.
pub(crate) fn lees(rijen: &[Box<RawValue>]) -> Catalogus {
    maak_catalogus(rijen, |rij: Tabelrij| Catalogusveld {
        versie: maak_versie(&rij.modified, &rij.meta_data_modified, rij.record_count.aantal()),
        omschrijving: rij.short_description.of(&rij.summary).clone(),
        id: rij.identifier,
        titel: rij.title,
        status: rij.output_status,
        taal: rij.language,
        periode: rij.period,
        reden: rij.reason_delivery,
    })
}

/// What decides whether a table changed: v3 has no version number, so `Modified` becomes one.
pub(crate) fn maak_versie(
    modified: &Veld,
    metadata_modified: &Veld,
    aantal: Option<u64>,
) -> Tabelversie {
    Tabelversie {
        versie: versienummer(modified.kort()),
        waarnemingen_op: modified.tekst(),
        metadata_op: metadata_modified.tekst(),
        aantal,
    }
}

/// `YYYYMMDDHHMM` in Dutch time, which is what a moment without zone is in; another text stays as it is.
fn versienummer(modified: &str) -> String {
    let local = modified.parse::<NaiveDateTime>().or_else(|_| {
        DateTime::parse_from_rfc3339(modified).map(|at| at.with_timezone(&Amsterdam).naive_local())
    });
    local.map_or_else(|_| modified.to_owned(), |at| at.format("%Y%m%d%H%M").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_becomes_a_version_number() {
        for (modified, number) in [
            ("2020-07-20T02:00:00", "202007200200"),
            ("2020-07-20T02:00:00.123", "202007200200"),
            ("2020-07-20T00:00:00Z", "202007200200"),
            ("2020-12-20T00:00:00+00:00", "202012200100"),
            ("gisteren", "gisteren"),
            ("", ""),
        ] {
            assert_eq!(versienummer(modified), number, "{modified}");
        }
    }
}
