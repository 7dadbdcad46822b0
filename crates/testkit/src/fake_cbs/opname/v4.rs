//! Recorded tables of v4.

use anyhow::Context as _;
use chrono::{Datelike as _, NaiveDate};
use serde_json::{Value, json};

use super::super::onderwerp::FakeGroep;
use super::super::rows::Shape;
use super::super::tabel::{Cellen, DataSets};
use super::super::{FakeCode, FakeDimensie, FakeOnderwerp, FakeTable};
use super::{Bodies, observations, rows, text};

/// The table behind recorded bodies.
pub(super) fn table(id: &str, mut bodies: Bodies) -> anyhow::Result<FakeTable> {
    let properties = bodies.get("Properties").and_then(|pages| pages.first());
    let properties: Value = serde_json::from_str(properties.context("no Properties")?)?;
    let mut table = FakeTable::new(id, &text(&properties, "Title")).alleen_v4();
    table.versie = text(&properties, "Version");
    table.metadata_versie = super::version_of(&text(&properties, "Modified"));
    table.samenvatting = text(&properties, "Description");
    table.toelichting = text(&properties, "LongDescription");
    table.status = text(&properties, "Status");
    table.reden = text(&properties, "VersionReason");
    table.frequentie = text(&properties, "Frequency");
    table.aantal = properties.get("ObservationCount").and_then(Value::as_u64);
    for row in rows(&bodies, "Dimensions")? {
        let dimensie = dimension(&row, &mut bodies)?;
        table.dimensies.push(dimensie);
    }
    for row in rows(&bodies, "MeasureCodes")? {
        table.onderwerpen.push(measure(&row));
    }
    table.groepen = groups(&bodies, "MeasureGroups")?;
    if table.groepen.is_empty() {
        // Announced by the ids alone: the 2026 host's groups of measures were not recorded.
        let ids = table.onderwerpen.iter().filter_map(|onderwerp| onderwerp.groep.as_deref());
        table.groepen = made_up(ids, |id| format!("Groep {id}"));
    }
    let mut columns: Vec<(String, Vec<String>)> = table
        .dimensies
        .iter()
        .map(|dimensie| {
            let codes = dimensie.codes.iter().map(|code| code.code.clone());
            (dimensie.naam.clone(), codes.collect())
        })
        .collect();
    let measures = table.onderwerpen.iter().map(|onderwerp| onderwerp.code.clone());
    columns.push(("Measure".to_owned(), measures.collect()));
    let rijen = observations(&bodies, "Observations", "Id", &columns)?;
    // KWB 2017 was recorded with a file of observations that is empty; of others there is none: discontinued.
    if !bodies.contains_key("Observations") && id != "83765NED" {
        table.data_sets = DataSets::None;
    }
    table.cellen = Cellen::Opname { shape: Shape::V4, rijen };
    bodies.remove("Observations");
    for (set, pages) in bodies {
        let body = pages.into_iter().next().unwrap_or_default();
        table.bodies.insert(format!("v4/{set}"), body);
    }
    Ok(table)
}

fn dimension(row: &Value, bodies: &mut Bodies) -> anyhow::Result<FakeDimensie> {
    let naam = text(row, "Identifier");
    let mut dimensie = FakeDimensie::new(&naam, &text(row, "Kind")).titel(&text(row, "Title"));
    dimensie.omschrijving = text(row, "Description");
    dimensie.kaartjaar = row.get("MapYear").and_then(Value::as_str).map(str::to_owned);
    for code in rows(bodies, &format!("{naam}Codes"))? {
        let mut found = FakeCode::new(&text(&code, "Identifier"), &text(&code, "Title"));
        found.omschrijving = text(&code, "Description");
        found.groep = code.get("DimensionGroupId").and_then(Value::as_str).map(str::to_owned);
        found.status = code.get("Status").and_then(Value::as_str).map(str::to_owned);
        found.detail = code.get("DetailRegionCode").and_then(Value::as_str).map(str::to_owned);
        dimensie.codes.push(found);
    }
    if dimensie.codes.is_empty() && dimensie.is_tijd() {
        // The daily list of 80416ned was left out for its size: 7,492 days without a status.
        dimensie.codes = days(7_492);
    }
    dimensie.groepen = groups(bodies, &format!("{naam}Groups"))?;
    let has_groups = row.get("ContainsGroups") == Some(&Value::Bool(true));
    if has_groups && dimensie.groepen.is_empty() {
        // Announced, but not recorded: made of the ids that the codes carry.
        let ids = dimensie.codes.iter().filter_map(|code| code.groep.as_deref());
        dimensie.groepen = made_up(ids, |id| group_title(id, &dimensie));
        if dimensie.groepen.is_empty() {
            let empty = json!({"value": []}).to_string();
            bodies.insert(format!("{naam}Groups"), vec![empty]);
        }
    }
    Ok(dimensie)
}

fn measure(row: &Value) -> FakeOnderwerp {
    let decimals = row.get("Decimals").and_then(Value::as_u64);
    let mut onderwerp = FakeOnderwerp::new(&text(row, "Identifier"), &text(row, "Title"))
        .decimalen(decimals.and_then(|decimals| u8::try_from(decimals).ok()).unwrap_or(0))
        .gegevenstype(&text(row, "DataType"))
        .eenheid(&text(row, "Unit"))
        .omschrijving(&text(row, "Description"));
    onderwerp.groep = row.get("MeasureGroupId").and_then(Value::as_str).map(str::to_owned);
    onderwerp
}

fn groups(bodies: &Bodies, set: &str) -> anyhow::Result<Vec<FakeGroep>> {
    let rows = rows(bodies, set)?;
    let groups = rows.iter().map(|row| {
        let parent = row.get("ParentId").and_then(Value::as_str);
        FakeGroep::new(&text(row, "Id"), &text(row, "Title"), parent)
    });
    Ok(groups.collect())
}

fn made_up<'i>(
    ids: impl Iterator<Item = &'i str>,
    title: impl Fn(&str) -> String,
) -> Vec<FakeGroep> {
    let mut groups: Vec<FakeGroep> = Vec::new();
    for id in ids {
        if !groups.iter().any(|group| group.id == id) {
            groups.push(FakeGroep::new(id, &title(id), None));
        }
    }
    groups
}

fn group_title(id: &str, dimensie: &FakeDimensie) -> String {
    for (prefix, title) in [("GM", "Gemeenten in"), ("CR", "COROP-gebieden in")] {
        if let Some(province) = id.strip_prefix(prefix).filter(|rest| rest.starts_with("PV")) {
            return format!("{title} {province}");
        }
    }
    let of_group = |code: &&FakeCode| code.groep.as_deref() == Some(id);
    let first = dimensie.codes.iter().find(of_group).map_or("", |code| code.code.as_str());
    match first.get(4..6).filter(|_| dimensie.is_tijd()) {
        Some("JJ") => "Jaren".to_owned(),
        Some("HJ") => "Halfjaren".to_owned(),
        Some("KW") => "Kwartalen".to_owned(),
        Some("MM") => "Maanden".to_owned(),
        _ => format!("Groep {id}"),
    }
}

/// Days from 1 January 2006, such as `2006 zondag 1 januari`.
fn days(count: usize) -> Vec<FakeCode> {
    const DAGEN: [&str; 7] =
        ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];
    let first = NaiveDate::from_ymd_opt(2006, 1, 1);
    let days = first.into_iter().flat_map(|day| day.iter_days()).take(count).map(|day| {
        let weekday = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or(0);
        let dag = DAGEN.get(weekday).copied().unwrap_or_default();
        let maand = super::super::dimensie::naam_van_maand(day.month());
        let titel = format!("{} {dag} {} {maand}", day.year(), day.day());
        let mut code = FakeCode::new(&day.format("%Y%m%d").to_string(), &titel);
        code.status = None;
        code
    });
    days.collect()
}

/// A recorded row of the catalogue has seven columns; those that tell of changes are made from `Modified`.
pub(super) fn complete_catalogue_row(row: &str) -> anyhow::Result<String> {
    let mut row: Value = serde_json::from_str(row).context("read a row of the catalogue")?;
    let modified = text(&row, "Modified");
    if let Some(fields) = row.as_object_mut() {
        fields.insert("Version".to_owned(), super::version_of(&modified).into());
        fields.insert("ObservationsModified".to_owned(), modified.into());
        fields.insert("ObservationCount".to_owned(), 0.into());
        fields.insert("VersionReason".to_owned(), "Actualisering".into());
    }
    Ok(row.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_the_titles_of_cbs() {
        let days = days(7_492);
        assert_eq!(
            (days[0].code.as_str(), days[0].titel.as_str()),
            ("20060101", "2006 zondag 1 januari")
        );
        assert_eq!(days[7_491].code, "20260706");
    }
}
