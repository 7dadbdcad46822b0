//! `sluis explain`: the chain of one allocation, from message to fact.

use domain::KetenSleutel;
use load::beheer;
use serde_json::{Map, Value, json};

use super::args::ExplainArguments;
use super::exit::{Exit, Failure};
use super::output::{Table, print, print_json};
use super::session::Session;

/// The columns for people; the JSON has more.
const COLUMNS: [(&str, &[&str]); 9] = [
    (
        "toewijzing",
        &[
            "agb_code",
            "productcategorie",
            "productcode",
            "ingangsdatum",
            "einddatum",
            "volume",
            "eenheid",
            "frequentie",
            "beschikkingnummer",
            "is_verwijderd",
            "retour_status",
            "aantal_versies",
        ],
    ),
    (
        "versies",
        &[
            "versie",
            "toewijzingsdatum",
            "toewijzingstijd",
            "ingangsdatum",
            "einddatum",
            "reden_wijziging",
            "beschikkingnummer",
            "referentie_aanbieder",
            "agb_code",
            "productcategorie",
            "productcode",
            "oordeel",
            "bestand",
            "regel",
        ],
    ),
    (
        "verzoeken",
        &[
            "berichtsoort",
            "dagtekening",
            "referentie_aanbieder",
            "onderdeel",
            "toewijzingnummer",
            "productcategorie",
            "productcode",
            "ingangsdatum",
            "einddatum",
            "antwoord",
            "antwoorddatum",
            "reden_afwijzing",
            "doorlooptijd_dagen",
            "oordeel",
            "bestand",
            "regel",
            "volgnummer",
        ],
    ),
    (
        "antwoorden",
        &[
            "dagtekening",
            "referentie_aanbieder",
            "antwoord",
            "reden_afwijzing",
            "oordeel",
            "bestand",
        ],
    ),
    (
        "records",
        &[
            "berichtsoort",
            "dagtekening",
            "agb_code",
            "begindatum",
            "einddatum",
            "status_aanlevering",
            "bedrag_eurocent",
            "beschikkingnummer",
            "koppelstatus",
            "client_gelijk",
            "aanbieder_gelijk",
            "product_gelijk",
            "periode_gelijk",
            "beschikking_gelijk",
            "oordeel",
            "bestand",
            "regel",
        ],
    ),
    (
        "bevindingen",
        &[
            "regelcode",
            "ernst",
            "status",
            "berichtsoort",
            "bericht_identificatie",
            "regelnummer",
            "toelichting",
        ],
    ),
    (
        "leveringen",
        &[
            "startdatum",
            "einddatum",
            "reden_beeindiging",
            "onderbrekingen",
            "dagen_onderbroken",
            "wachttijd_dagen",
            "duur_dagen",
            "telt_mee",
        ],
    ),
    (
        "prestaties",
        &[
            "declaratienummer",
            "referentienummer",
            "productperiode_begin",
            "productperiode_eind",
            "geleverd_volume",
            "eenheid",
            "bedrag_eurocent",
            "status",
            "telt_mee",
        ],
    ),
    ("quarantaine", &["quarantaine_id", "code", "status", "bestand", "plaats", "uitleg"]),
];

pub(super) async fn explain(
    session: &Session,
    arguments: &ExplainArguments,
    has_colour: bool,
) -> Result<Exit, Failure> {
    let ExplainArguments { wet, gemeente, toewijzing, json: is_json } = arguments;
    let keten = KetenSleutel::van_toewijzing(*wet, *gemeente, *toewijzing);
    let sections = beheer::explain(&session.db, keten).await?;
    let mut parts: Vec<(&str, Vec<Value>)> = Vec::new();
    for section in sections {
        let rows: Result<Vec<Value>, _> =
            section.rows.iter().map(|row| serde_json::from_str(row)).collect();
        let rows = rows.map_err(|_| {
            Failure::new(Exit::Failed, "the database gave no JSON", "report this as a bug")
        })?;
        parts.push((section.name, rows));
    }
    if parts.iter().all(|(_, rows)| rows.is_empty()) {
        return Err(Failure::usage(
            format!("nothing is known of {wet} {gemeente} {toewijzing}"),
            "check law, municipality and number; a refused record is in `sluis quarantine list`",
        ));
    }
    if *is_json {
        let mut object = Map::new();
        object.insert("wet".to_owned(), json!(wet.code()));
        object.insert("gemeentecode".to_owned(), json!(gemeente.to_string()));
        object.insert("toewijzingnummer".to_owned(), json!(toewijzing.waarde()));
        for (name, rows) in parts {
            object.insert(name.to_owned(), Value::Array(rows));
        }
        print_json(&object)?;
        return Ok(Exit::Ok);
    }
    let mut text = format!("{wet} {gemeente} toewijzing {toewijzing}\n");
    for (name, rows) in &parts {
        text.push_str(&render(name, rows, has_colour));
    }
    print(&text)?;
    Ok(Exit::Ok)
}

fn render(name: &str, rows: &[Value], has_colour: bool) -> String {
    if rows.is_empty() {
        return format!("\n{name}: none\n");
    }
    let columns = COLUMNS.iter().find(|(part, _)| *part == name);
    let columns = columns.map(|(_, columns)| *columns).unwrap_or_default();
    // A column that is empty in every row only takes room.
    let columns: Vec<&str> = columns
        .iter()
        .copied()
        .filter(|column| rows.iter().any(|row| row.get(column).is_some_and(|v| !v.is_null())))
        .collect();
    let mut table = Table::new(&columns, has_colour);
    for row in rows {
        table.row(columns.iter().map(|column| cell(row.get(column))));
    }
    format!("\n{name}\n{}", table.render())
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Bool(true)) => "ja".to_owned(),
        Some(Value::Bool(false)) => "nee".to_owned(),
        Some(other) => other.to_string(),
    }
}
