//! `OData` v3: wide rows with padded keys.

use serde_json::{Value, json};

use super::catalogus;
use super::dimensie::FakeDimensie;
use super::filter::Dialect;
use super::list::{Place, envelope, slice_objects, wish};
use super::opname::objects;
use super::request::Request;
use super::response::Response;
use super::rows::{Shape, slice};
use super::server::Site;
use super::tabel::{DataSets, FakeTable};
use super::v4::on_host;

/// Longest address that is taken: a filter of 6.3 kB failed.
const TARGET_BYTES_MAX: usize = 6_000;

/// Answers a request below `/ODataCatalog`, `/ODataFeed` or `/ODataApi`; parts of the path may be in any case.
pub(super) fn answer(site: &Site, request: &Request, parts: &[&str]) -> Response {
    if request.target.len() > TARGET_BYTES_MAX {
        return Response::text(414, "text/html", "<html><body>Request-URL Too Long</body></html>");
    }
    let wants_json = request.option("$format") == Some("json")
        || request.accept.to_ascii_lowercase().contains("application/json");
    if !wants_json {
        let feed = "<?xml version=\"1.0\" encoding=\"utf-8\"?><feed/>";
        return Response::text(200, "application/atom+xml;charset=utf-8", feed);
    }
    let lower: Vec<String> = parts.iter().map(|part| part.to_ascii_lowercase()).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    match lower.as_slice() {
        ["odatacatalog", "tables"] => {
            let root = format!("http://{}/ODataCatalog", request.host);
            let context = format!("{root}/$metadata#Cbs.OData.Catalog.Tables");
            let address = format!("{root}/Tables");
            let place = Place { page: u64::MAX, ..place(&context, &address) };
            list(request, &place, &catalogus::v3(site, &request.host))
        }
        [service @ ("odatafeed" | "odataapi"), "odata", id, rest @ ..] => {
            let mut tables = site.tables.iter().filter(|table| table.has_v3());
            match tables.find(|table| table.id.eq_ignore_ascii_case(id)) {
                Some(table) => table_answer(site, request, table, *service == "odatafeed", rest),
                None => not_found(),
            }
        }
        _ => not_found(),
    }
}

fn not_found() -> Response {
    Response::text(404, "text/html", "<html><body>404 - File or directory not found.</body></html>")
}

const fn place<'p>(context: &'p str, address: &'p str) -> Place<'p> {
    Place { dialect: Dialect::V3, context, address, page: 10_000 }
}

fn list(request: &Request, place: &Place<'_>, objects: &[String]) -> Response {
    let sliced = wish(request, place).and_then(|wish| {
        slice_objects(objects, &wish)
            .map(|slice| envelope(request, place, &wish, &slice, slice.total))
    });
    sliced.unwrap_or_else(|message| Response::error_v3(400, &message))
}

fn table_answer(
    site: &Site,
    request: &Request,
    table: &FakeTable,
    is_feed: bool,
    rest: &[&str],
) -> Response {
    let service = if is_feed { "ODataFeed" } else { "ODataApi" };
    let root = format!("http://{}/{service}/OData/{}", request.host, table.id);
    let (set, is_count) = match rest {
        [] => return service_document(table, &root, request),
        [set] => (*set, false),
        [set, "$count"] => (*set, true),
        _ => return not_found(),
    };
    let Some(name) = names(table).into_iter().find(|name| name.eq_ignore_ascii_case(set)) else {
        return not_found();
    };
    let shape = match name.as_str() {
        "TypedDataSet" => Some(Shape::Typed),
        "UntypedDataSet" => Some(Shape::Untyped),
        _ => None,
    };
    let context = format!("{root}/$metadata#Cbs.OData.WebAPI.{name}");
    let address = format!("{root}/{name}/");
    let place = Place { page: site.page_v3, ..place(&context, &address) };
    let Some(shape) = shape else { return metadata(request, table, &name, &place) };
    if is_count {
        // Known to ignore the filter.
        let total = table.aantal.unwrap_or_else(|| table.kruisproduct());
        return Response::text(200, "text/plain", &total.to_string());
    }
    let sliced = wish(request, &place).and_then(|wish| {
        let slice = slice(table, shape, &wish)?;
        if !is_feed && slice.total > place.page && wish.take == place.page {
            return Ok(Response::error_v3(500, "The result has more than 10000 records."));
        }
        Ok(envelope(request, &place, &wish, &slice, slice.total))
    });
    sliced.unwrap_or_else(|message| Response::error_v3(400, &message))
}

fn metadata(request: &Request, table: &FakeTable, name: &str, place: &Place<'_>) -> Response {
    let recorded = table.bodies.get(&format!("v3/{name}"));
    let is_plain = request.query.iter().all(|(option, _)| option == "$format");
    match recorded.map(|body| on_host(body, &request.host)) {
        Some(body) if is_plain => Response::json(body),
        Some(body) => match objects(&body) {
            Ok(found) => list(request, place, &found),
            Err(message) => Response::error_v3(500, &message),
        },
        None => list(request, place, &entity_set(table, name)),
    }
}

/// Names of the entity sets, in the order of the service document.
fn names(table: &FakeTable) -> Vec<String> {
    let mut names = vec!["TableInfos".to_owned()];
    if matches!(table.data_sets, DataSets::Both | DataSets::Untyped) {
        names.push("UntypedDataSet".to_owned());
    }
    if matches!(table.data_sets, DataSets::Both | DataSets::Typed) {
        names.push("TypedDataSet".to_owned());
    }
    names.extend(["DataProperties", "CategoryGroups"].map(str::to_owned));
    names.extend(table.dimensies.iter().map(|dimensie| dimensie.naam.clone()));
    names
}

fn service_document(table: &FakeTable, root: &str, request: &Request) -> Response {
    if let Some(body) = table.bodies.get("v3/") {
        return Response::json(on_host(body, &request.host));
    }
    let sets =
        names(table).into_iter().map(|name| json!({"url": format!("{root}/{name}"), "name": name}));
    let sets: Vec<Value> = sets.collect();
    let body = json!({"odata.metadata": format!("{root}/$metadata"), "value": sets});
    Response::json(body.to_string())
}

fn entity_set(table: &FakeTable, name: &str) -> Vec<String> {
    let rows = match name {
        "TableInfos" => vec![catalogus::table_infos(table)],
        "DataProperties" => data_properties(table),
        "CategoryGroups" => category_groups(table),
        _ => {
            let mut dimensies = table.dimensies.iter();
            dimensies
                .find(|dimensie| dimensie.naam == name)
                .map_or_else(Vec::new, |dimensie| keys(table, dimensie))
        }
    };
    rows.iter().map(Value::to_string).collect()
}

/// Dimensions, then the groups and measures of each group; a field that does not apply is absent.
fn data_properties(table: &FakeTable) -> Vec<Value> {
    let mut rows: Vec<Value> = Vec::new();
    let mut groups: Vec<(String, usize)> = Vec::new();
    for dimensie in &table.dimensies {
        let number = rows.len();
        let mut row = json!({
            "odata.type": format!("Cbs.OData.{}", dimensie.soort),
            "ID": number, "Position": number, "ParentID": null, "Type": dimensie.soort,
            "Key": dimensie.naam, "Title": dimensie.titel, "Description": dimensie.omschrijving,
        });
        if let Some(fields) = row.as_object_mut() {
            if dimensie.is_tijd() {
                fields.insert("ReleasePolicy".to_owned(), true.into());
            }
            if dimensie.soort.starts_with("Geo") {
                let year = dimensie.kaartjaar.as_ref().and_then(|year| year.parse::<i64>().ok());
                fields.insert("MapYear".to_owned(), year.into());
            }
        }
        rows.push(row);
    }
    for groep in &table.groepen {
        let number = rows.len();
        rows.push(json!({
            "odata.type": "Cbs.OData.TopicGroup",
            "ID": number, "Position": null, "ParentID": parent(&groups, groep.ouder.as_deref()),
            "Type": "TopicGroup", "Key": "", "Title": groep.titel, "Description": groep.omschrijving,
        }));
        groups.push((groep.id.clone(), number));
    }
    for (plek, onderwerp) in table.onderwerpen.iter().enumerate() {
        rows.push(json!({
            "odata.type": "Cbs.OData.Topic",
            "ID": rows.len(), "Position": table.dimensies.len().saturating_add(plek),
            "ParentID": parent(&groups, onderwerp.groep.as_deref()),
            "Type": "Topic", "Key": onderwerp.kolom(plek), "Title": onderwerp.titel,
            "Description": onderwerp.omschrijving, "Datatype": onderwerp.gegevenstype,
            "Unit": onderwerp.eenheid, "Decimals": onderwerp.decimalen, "Default": onderwerp.leeg,
        }));
    }
    rows
}

fn parent(groups: &[(String, usize)], id: Option<&str>) -> Option<usize> {
    let id = id?;
    groups.iter().find(|(found, _)| found == id).map(|(_, number)| *number)
}

/// Groups of all dimensions; their numbers run through the dimensions.
fn category_groups(table: &FakeTable) -> Vec<Value> {
    let mut rows = Vec::new();
    for dimensie in &table.dimensies {
        for groep in &dimensie.groepen {
            rows.push(json!({
                "ID": group_number(table, dimensie, &groep.id),
                "DimensionKey": dimensie.naam,
                "Title": groep.titel,
                "Description": groep.omschrijving,
                "ParentID": groep.ouder.as_ref().and_then(|ouder| group_number(table, dimensie, ouder)),
            }));
        }
    }
    rows
}

fn group_number(table: &FakeTable, dimensie: &FakeDimensie, id: &str) -> Option<usize> {
    if !table.bodies.is_empty() {
        // A recording has numbers of its own.
        return id.parse().ok();
    }
    let before = table.dimensies.iter().take_while(|found| found.naam != dimensie.naam);
    let before: usize = before.map(|found| found.groepen.len()).sum();
    let place = dimensie.groepen.iter().position(|groep| groep.id == id)?;
    Some(before.saturating_add(place).saturating_add(1))
}

fn keys(table: &FakeTable, dimensie: &FakeDimensie) -> Vec<Value> {
    let rows = dimensie.codes.iter().map(|code| {
        let key = dimensie.sleutel(&code.code);
        match dimensie.soort.as_str() {
            "TimeDimension" => json!({
                "Key": key, "Title": code.titel, "Description": code.omschrijving,
                "Status": code.status,
            }),
            "GeoDetail" => json!({
                "Key": key, "Title": code.titel, "Description": code.omschrijving,
                "Municipality": code.detail.clone().unwrap_or_default(),
                "DetailRegionCode": code.detail.clone().unwrap_or_default(),
            }),
            _ => json!({
                "Key": key, "Title": code.titel, "Description": code.omschrijving,
                "CategoryGroupID": code.groep.as_ref().and_then(|groep| {
                    group_number(table, dimensie, groep)
                }),
            }),
        }
    });
    rows.collect()
}
