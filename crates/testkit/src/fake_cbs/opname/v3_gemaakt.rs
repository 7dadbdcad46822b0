//! The description of a v3 table of which only the rows were recorded: 83599NED and 84489NED.
//!
//! Columns that end in a number are measures, the others dimensions; lists are the codes in the order in which they
//! appear, and the order of the dimensions is the one for which every row has the number of its place.

use anyhow::Context as _;
use serde_json::Value;

use super::super::dimensie::titel_van_periode;
use super::super::{FakeCode, FakeDimensie, FakeOnderwerp, FakeTable};
use super::text;

/// Fills in dimensions and measures.
pub(super) fn describe(table: &mut FakeTable, rows: &[Value]) -> anyhow::Result<()> {
    let first = rows.first().and_then(Value::as_object).context("no rows")?;
    let is_topic = |name: &str| {
        let number = name.rsplit_once('_').map(|(_, number)| number);
        number.is_some_and(|number| number.parse::<u32>().is_ok())
    };
    let mut dimensies = Vec::new();
    for name in first.keys().filter(|name| *name != "ID") {
        if is_topic(name) {
            table.onderwerpen.push(topic(name, rows));
        } else {
            dimensies.push(dimension(name, rows));
        }
    }
    table.onderwerpen.sort_by_key(|topic| {
        topic.code.rsplit_once('_').and_then(|(_, number)| number.parse::<u32>().ok())
    });
    table.dimensies = in_order(&dimensies, rows).context("no order fits the row numbers")?;
    if table.titel.is_empty() {
        // 84489NED has no row in the catalogue that was recorded.
        "Woonplaatsen in Nederland 2019".clone_into(&mut table.titel);
    }
    Ok(())
}

fn topic(name: &str, rows: &[Value]) -> FakeOnderwerp {
    // A point and a blank are cells without a value, not texts.
    let mut values = rows
        .iter()
        .filter_map(|row| row.get(name)?.as_str())
        .filter(|text| !matches!(text.trim(), "" | "."));
    let titel = name.rsplit_once('_').map_or(name, |(title, _)| title);
    let topic = FakeOnderwerp::new(name, titel).sleutel(name);
    if values.all(is_number) {
        // The unit of 83599NED, thousands of vacancies with one decimal.
        topic.eenheid("x 1 000").decimalen(1).leeg("Missing")
    } else {
        topic.gegevenstype("String").eenheid("")
    }
}

/// Whether a text is digits with at most one point.
fn is_number(text: &str) -> bool {
    let digits = text.trim().trim_start_matches('-').replacen('.', "", 1);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn dimension(name: &str, rows: &[Value]) -> FakeDimensie {
    let soort = match name {
        "Perioden" => "TimeDimension",
        "RegioS" | "Woonplaatsen" => "GeoDimension",
        _ => "Dimension",
    };
    let mut dimensie = FakeDimensie::new(name, soort);
    let mut known = std::collections::BTreeSet::new();
    for row in rows {
        let key = text(row, name);
        if known.insert(key.clone()) {
            dimensie.breedte = dimensie.breedte.max(Some(key.len()));
            let code = key.trim_end();
            let titel = if dimensie.is_tijd() { titel_van_periode(code) } else { code.to_owned() };
            dimensie.codes.push(FakeCode::new(code, &titel));
        }
    }
    dimensie
}

/// The slower a dimension moves, the earlier it comes: tries every next one until the numbers fit.
fn in_order(dimensies: &[FakeDimensie], rows: &[Value]) -> Option<Vec<FakeDimensie>> {
    let mut orders = vec![Vec::new()];
    for _ in dimensies {
        orders = orders
            .into_iter()
            .flat_map(|order: Vec<FakeDimensie>| {
                let rest = dimensies.iter().filter(|next| !order.contains(next));
                let longer = rest.map(|next| {
                    let mut longer = order.clone();
                    longer.push(next.clone());
                    longer
                });
                longer.collect::<Vec<_>>()
            })
            .collect();
    }
    orders.into_iter().find(|order| rows.iter().all(|row| fits(order, row)))
}

fn fits(order: &[FakeDimensie], row: &Value) -> bool {
    let law = order.iter().try_fold(0_usize, |law, dimensie| {
        let key = row.get(&dimensie.naam)?.as_str()?;
        let at = dimensie.codes.iter().position(|code| code.code == key.trim_end())?;
        Some(law.saturating_mul(dimensie.codes.len()).saturating_add(at))
    });
    let id = row.get("ID").and_then(Value::as_u64).and_then(|id| usize::try_from(id).ok());
    law.is_some() && law == id
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_order_of_dimensions_follows_from_the_row_numbers() {
        let mut rows = Vec::new();
        for (id, (regio, periode)) in (0..).zip([
            ("NL01  ", "2020JJ00"),
            ("NL01  ", "2021JJ00"),
            ("NL01  ", "2022JJ00"),
            ("GM0344", "2020JJ00"),
            ("GM0344", "2021JJ00"),
            ("GM0344", "2022JJ00"),
        ]) {
            rows.push(json!({"ID": id, "Perioden": periode, "RegioS": regio, "X_1": "  1.5"}));
        }
        let mut table = FakeTable::new("1NED", "x");
        describe(&mut table, &rows).unwrap();
        let names: Vec<&str> = table.dimensies.iter().map(|found| found.naam.as_str()).collect();
        assert_eq!(names, ["RegioS", "Perioden"]);
        assert_eq!(table.dimensies[0].breedte, Some(6));
        assert_eq!(table.onderwerpen[0].decimalen, 1);
    }
}
