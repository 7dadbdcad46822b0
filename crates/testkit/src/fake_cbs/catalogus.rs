//! Rows of the catalogue and the properties of a table, in both protocols.

use serde_json::{Value, json};

use super::server::Site;
use super::tabel::FakeTable;

/// `202601150200` as `2026-01-15T02:00:00`: Dutch time without a zone, as v3 has it.
pub(super) fn moment(versie: &str) -> String {
    let part = |from: usize, to: usize| versie.get(from..to).unwrap_or("00");
    let (jaar, maand, dag) = (versie.get(..4).unwrap_or("0000"), part(4, 6), part(6, 8));
    format!("{jaar}-{maand}-{dag}T{}:{}:00", part(8, 10), part(10, 12))
}

/// The same with its offset, as v4 has it; summer time is taken to be April up to October.
pub(super) fn moment_v4(versie: &str) -> String {
    let is_summer = versie.get(4..6).is_some_and(|maand| ("04".."11").contains(&maand));
    format!("{}{}", moment(versie), if is_summer { "+02:00" } else { "+01:00" })
}

/// Rows of v4 `Datasets`.
pub(super) fn v4(site: &Site) -> Vec<String> {
    let served = site.tables.iter().filter(|table| table.has_v4());
    let mut rows: Vec<String> = served
        .map(|table| {
            let recorded = table.bodies.get("v4/Properties");
            let row = recorded.and_then(|body| serde_json::from_str(body).ok());
            let mut row = row.unwrap_or_else(|| properties_value(table));
            if let Some(fields) = row.as_object_mut() {
                fields.remove("@odata.context");
            }
            row.to_string()
        })
        .collect();
    rows.extend(site.extra_v4.iter().cloned());
    rows
}

/// The singleton `Properties`.
pub(super) fn properties(table: &FakeTable, root: &str) -> String {
    let mut value = properties_value(table);
    if let Some(fields) = value.as_object_mut() {
        let context = format!("{root}/$metadata#Properties");
        fields.insert("@odata.context".to_owned(), context.into());
    }
    value.to_string()
}

fn properties_value(table: &FakeTable) -> Value {
    let newest = (&table.versie).max(&table.metadata_versie);
    let url = format!("https://datasets.cbs.nl/odata/v1/CBS/{}", table.id);
    json!({
        "Identifier": table.id,
        "Title": table.titel,
        "Description": table.samenvatting,
        "Language": table.taal,
        "Authority": "https://standaarden.overheid.nl/owms/terms/Centraal_Bureau_voor_de_Statistiek",
        "Modified": moment_v4(newest),
        "ReleaseDate": moment_v4(&table.versie),
        "ModificationDate": moment_v4(newest),
        "TemporalCoverage": table.periode,
        "Catalog": "CBS",
        "Publisher": "https://standaarden.overheid.nl/owms/terms/Centraal_Bureau_voor_de_Statistiek",
        "ContactPoint": "infoservice@cbs.nl",
        "Version": table.versie,
        "VersionNotes": "",
        "VersionReason": table.reden,
        "Frequency": table.frequentie,
        "Status": table.status,
        "ObservationCount": table.observation_count(),
        "ObservationsModified": moment_v4(&table.versie),
        "DatasetType": "Numeric",
        "GraphTypes": "Table,Bar,Line",
        "License": "https://creativecommons.org/licenses/by/4.0/",
        "Source": "CBS",
        "Summary": table.samenvatting,
        "LongDescription": table.toelichting,
        "Provenance": [],
        "RelatedSources": [],
        "Distributions": [{
            "Format": "odata", "MediaType": "odata", "DownloadUrl": url, "AccessUrl": url,
            "Language": table.taal,
        }],
    })
}

/// Rows of v3 `ODataCatalog/Tables`.
pub(super) fn v3(site: &Site, host: &str) -> Vec<String> {
    let served = site.tables.iter().filter(|table| table.has_v3());
    let mut rows: Vec<String> = (0_u64..)
        .zip(served)
        .map(|(number, table)| {
            let mut row = table_infos(table);
            if let Some(fields) = row.as_object_mut() {
                let modified = fields.get("Modified").and_then(Value::as_str).unwrap_or_default();
                let texts =
                    fields.get("MetaDataModified").and_then(Value::as_str).unwrap_or_default();
                let updated = modified.max(texts).to_owned();
                fields.remove("Description");
                fields.insert("ID".to_owned(), number.into());
                fields.insert("Updated".to_owned(), updated.into());
                fields.insert("SummaryAndLinks".to_owned(), table.samenvatting.clone().into());
                for (name, service) in [("ApiUrl", "ODataApi"), ("FeedUrl", "ODataFeed")] {
                    let url = format!("http://{host}/{service}/OData/{}", table.id);
                    fields.insert(name.to_owned(), url.into());
                }
                let rows = table.aantal.unwrap_or_else(|| table.kruisproduct());
                fields.insert("RecordCount".to_owned(), rows.into());
                let columns = table.dimensies.len().saturating_add(table.onderwerpen.len());
                fields.insert("ColumnCount".to_owned(), columns.into());
            }
            row.to_string()
        })
        .collect();
    rows.extend(site.extra_v3.iter().cloned());
    rows
}

/// The row of v3 `TableInfos`.
pub(super) fn table_infos(table: &FakeTable) -> Value {
    let recorded = table.bodies.get("v3/TableInfos");
    let body: Option<Value> = recorded.and_then(|body| serde_json::from_str(body).ok());
    if let Some(row) = body.as_ref().and_then(|body| body.get("value")?.get(0)) {
        return row.clone();
    }
    json!({
        "ID": 0,
        "Title": table.titel,
        "ShortTitle": table.titel,
        "Identifier": table.id,
        "Summary": table.samenvatting,
        "Modified": moment(&table.versie),
        "MetaDataModified": moment(&table.metadata_versie),
        "ReasonDelivery": table.reden,
        "ExplanatoryText": "",
        "Language": table.taal,
        "Catalog": "CBS",
        "Frequency": table.frequentie.replace("Per ", "Per").replace(' ', ""),
        "Period": table.periode,
        "ShortDescription": table.samenvatting,
        "Description": table.toelichting,
        "DefaultPresentation": "",
        "DefaultSelection": "",
        "GraphTypes": "Table,Bar,Line",
        "OutputStatus": table.status,
        "Source": "CBS",
        "SearchPriority": "2",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_told_as_a_moment() {
        assert_eq!(moment("202601150630"), "2026-01-15T06:30:00");
        assert_eq!(moment_v4("202601150630"), "2026-01-15T06:30:00+01:00");
        assert_eq!(moment_v4("202607010200"), "2026-07-01T02:00:00+02:00");
        assert_eq!(moment("x"), "0000-00-00T00:00:00");
    }
}
