//! `OData` v4: one row per cell.

use std::sync::Arc;

use serde_json::{Value, json};

use super::catalogus;
use super::dimensie::FakeDimensie;
use super::filter::Dialect;
use super::list::{Place, envelope, slice_objects, wish};
use super::onderwerp::FakeGroep;
use super::opname::objects;
use super::request::Request;
use super::response::Response;
use super::rows::{Shape, slice};
use super::server::Site;
use super::tabel::{DataSets, FakeTable};

/// The path below the host.
pub(super) const ROOT: &str = "/odata/v1/CBS";

/// Answers a request; `parts` are the parts of the path after `odata`.
pub(super) fn answer(site: &Site, request: &Request, parts: &[&str]) -> Response {
    // Older hosts had no `v1` and no catalogue in the path; files of the corpus still link so.
    let parts = parts.strip_prefix(&["v1"]).unwrap_or(parts);
    let parts = parts.strip_prefix(&["CBS"]).unwrap_or(parts);
    let root = format!("http://{}{ROOT}", request.host);
    match parts {
        [] => service(&format!("{root}/$metadata"), &["Datasets".to_owned()]),
        ["Datasets"] => {
            let context = match request.option("$select") {
                Some(names) => format!("{root}/$metadata#Datasets({names})"),
                None => format!("{root}/$metadata#Datasets"),
            };
            let address = format!("{root}/Datasets");
            // The catalogue is one page: 4,888 rows came without a link.
            let place = Place { page: u64::MAX, ..place(&context, &address) };
            list(request, &place, &catalogus::v4(site))
        }
        [id, rest @ ..] => match site.tables.iter().find(|table| table.has_v4() && table.id == *id)
        {
            Some(table) => table_answer(site, request, table, rest),
            None => Response::error_v4(404, &format!("Table {id} does not exist.")),
        },
    }
}

const fn place<'p>(context: &'p str, address: &'p str) -> Place<'p> {
    Place { dialect: Dialect::V4, context, address, page: 100_000 }
}

fn service(context: &str, names: &[String]) -> Response {
    let sets = names.iter().map(|name| {
        let kind = if name == "Properties" { "Singleton" } else { "EntitySet" };
        json!({"name": name, "kind": kind, "url": name})
    });
    let sets: Vec<Value> = sets.collect();
    Response::json(json!({"@odata.context": context, "value": sets}).to_string())
}

fn list(request: &Request, place: &Place<'_>, objects: &[String]) -> Response {
    let sliced = wish(request, place).and_then(|wish| {
        slice_objects(objects, &wish)
            .map(|slice| envelope(request, place, &wish, &slice, slice.total))
    });
    sliced.unwrap_or_else(|message| Response::error_v4(400, &message))
}

fn table_answer(site: &Site, request: &Request, table: &Arc<FakeTable>, rest: &[&str]) -> Response {
    let root = format!("http://{}{ROOT}/{}", request.host, table.id);
    let name = match rest {
        [] => return service_document(table, &root, request),
        ["Observations"] => return observations(site, request, table, &root),
        ["Observations", "$count"] => return count(request, table),
        [name] => *name,
        _ => return Response::error_v4(404, "Resource not found."),
    };
    let recorded = table.bodies.get(&format!("v4/{name}"));
    if let Some(body) = recorded
        && request.query.iter().all(|(option, _)| option == "$format")
    {
        return Response::json(on_host(body, &request.host));
    }
    if name == "Properties" {
        let body = catalogus::properties(table, &root);
        return Response::json(on_host(recorded.unwrap_or(&body), &request.host));
    }
    let context = format!("{root}/$metadata#{name}");
    let address = format!("{root}/{name}");
    let place = Place { page: site.page_v4, ..place(&context, &address) };
    let found = match recorded {
        Some(body) => objects(&on_host(body, &request.host)).ok(),
        None => entity_set(table, name, &root),
    };
    match found {
        Some(found) => list(request, &place, &found),
        None => Response::error_v4(404, &format!("Resource not found for the segment '{name}'.")),
    }
}

/// Puts the host of the fake where CBS has its own.
pub(super) fn on_host(body: &str, host: &str) -> String {
    let mut body = body.to_owned();
    for (cbs, path) in [
        ("https://datasets.cbs.nl/odata", "/odata"),
        ("https://beta-odata4.cbs.nl/CBS", ROOT),
        ("https://opendata.cbs.nl/OData", "/OData"),
        ("https://dataderden.cbs.nl/OData", "/OData"),
    ] {
        body = body.replace(cbs, &format!("http://{host}{path}"));
    }
    body
}

fn service_document(table: &FakeTable, root: &str, request: &Request) -> Response {
    if let Some(body) = table.bodies.get("v4/") {
        return Response::json(on_host(body, &request.host));
    }
    let mut names = vec!["MeasureCodes".to_owned()];
    if !table.groepen.is_empty() {
        names.push("MeasureGroups".to_owned());
    }
    names.push("Dimensions".to_owned());
    for dimensie in &table.dimensies {
        if !dimensie.groepen.is_empty() {
            names.push(format!("{}Groups", dimensie.naam));
        }
        names.push(format!("{}Codes", dimensie.naam));
    }
    names.extend(["Observations", "Properties"].map(str::to_owned));
    service(&format!("{root}/$metadata"), &names)
}

fn observations(site: &Site, request: &Request, table: &FakeTable, root: &str) -> Response {
    if table.data_sets == DataSets::None {
        return Response::error_v4(404, "Resource not found.");
    }
    let context = format!("{root}/$metadata#Observations");
    let address = format!("{root}/Observations");
    let place = Place { page: site.page_v4, ..place(&context, &address) };
    let sliced = wish(request, &place).and_then(|wish| {
        let found = slice(table, Shape::V4, &wish)?;
        // A table may tell another number than it has; its links stay true.
        let told = table.aantal.filter(|_| wish.filter.is_none());
        Ok(envelope(request, &place, &wish, &found, told.unwrap_or(found.total)))
    });
    sliced.unwrap_or_else(|message| Response::error_v4(400, &message))
}

fn count(request: &Request, table: &FakeTable) -> Response {
    if table.data_sets == DataSets::None {
        return Response::error_v4(404, "Resource not found.");
    }
    let place = Place { page: 0, ..place("", "") };
    let counted = wish(request, &place).and_then(|wish| {
        let told = table.aantal.filter(|_| wish.filter.is_none());
        told.map_or_else(|| slice(table, Shape::V4, &wish).map(|slice| slice.total), Ok)
    });
    match counted {
        Ok(total) => Response::text(200, "text/plain", &total.to_string()),
        Err(message) => Response::error_v4(400, &message),
    }
}

pub(super) fn entity_set(table: &FakeTable, name: &str, root: &str) -> Option<Vec<String>> {
    let rows: Vec<Value> = match name {
        "Dimensions" => table.dimensies.iter().map(|dimensie| dimension(dimensie, root)).collect(),
        "MeasureCodes" => measures(table),
        "MeasureGroups" if !table.groepen.is_empty() => groups(&table.groepen),
        _ => {
            let mut dimensies = table.dimensies.iter();
            dimensies.find_map(|dimensie| match name.strip_prefix(&dimensie.naam)? {
                "Codes" => Some(codes(dimensie)),
                "Groups" if !dimensie.groepen.is_empty() => Some(groups(&dimensie.groepen)),
                _ => None,
            })?
        }
    };
    Some(rows.iter().map(Value::to_string).collect())
}

fn dimension(dimensie: &FakeDimensie, root: &str) -> Value {
    let naam = &dimensie.naam;
    let has_groups = !dimensie.groepen.is_empty();
    let mut row = json!({
        "Identifier": naam,
        "Title": dimensie.titel,
        "Description": dimensie.omschrijving,
        "MapYear": dimensie.kaartjaar,
        "ReleasePolicy": dimensie.is_tijd().then_some(true),
        "Kind": dimensie.soort,
        "ContainsGroups": has_groups,
        "ContainsCodes": true,
        "CodesUrl": format!("{root}/{naam}Codes"),
        "GroupsUrl": has_groups.then(|| format!("{root}/{naam}Groups")),
    });
    if matches!(dimensie.soort.as_str(), "TimeDimension" | "GeoDimension")
        && let Some(fields) = row.as_object_mut()
    {
        let kind = format!("#Cbs.Ccb.Models.{}", dimensie.soort);
        fields.insert("@odata.type".to_owned(), kind.into());
    }
    row
}

fn measures(table: &FakeTable) -> Vec<Value> {
    let numbered = (1_u64..).zip(&table.onderwerpen);
    let rows = numbered.map(|(number, onderwerp)| {
        json!({
            "Identifier": onderwerp.code,
            "Index": number,
            "Title": onderwerp.titel,
            "Description": onderwerp.omschrijving,
            "MeasureGroupId": onderwerp.groep,
            "DataType": onderwerp.gegevenstype,
            "Unit": onderwerp.eenheid,
            "Decimals": onderwerp.decimalen,
            "PresentationType": null,
        })
    });
    rows.collect()
}

fn codes(dimensie: &FakeDimensie) -> Vec<Value> {
    let numbered = (1_u64..).zip(&dimensie.codes);
    let rows = numbered.map(|(number, code)| {
        let mut row = json!({
            "Identifier": code.code,
            "Index": number,
            "Title": code.titel,
            "Description": code.omschrijving,
            "DimensionGroupId": code.groep,
        });
        if let Some(fields) = row.as_object_mut() {
            if dimensie.is_tijd() {
                fields.insert("Status".to_owned(), code.status.clone().into());
            }
            if dimensie.soort == "GeoDetail" {
                fields.insert("DetailRegionCode".to_owned(), code.detail.clone().into());
            }
        }
        row
    });
    rows.collect()
}

fn groups(groepen: &[FakeGroep]) -> Vec<Value> {
    let numbered = (0_u64..).zip(groepen);
    let rows = numbered.map(|(number, groep)| {
        json!({
            "Id": groep.id,
            "Index": number,
            "Title": groep.titel,
            "Description": groep.omschrijving,
            "ParentId": groep.ouder,
        })
    });
    rows.collect()
}
