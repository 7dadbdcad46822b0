//! `sluis explain`: the chain of one allocation, from message to fact, as a story.

mod declaratie;
mod rij;
mod tekst;
mod verhaal;
mod woorden;

use domain::KetenSleutel;
use load::beheer::{self, Onderwerp};
use serde_json::{Map, Value, json};

use super::args::ExplainArguments;
use super::exit::{Exit, Failure};
use super::output::{masked, print, print_json};
use super::session::Session;
use rij::Rijen;
use tekst::{Stijl, Titel};
use woorden::Redenen;

/// Tells the story of an allocation, or of everything that a beschikking or a reference is about.
pub(super) async fn explain(
    session: &Session,
    arguments: &ExplainArguments,
    has_colour: bool,
) -> Result<Exit, Failure> {
    let redenen = Redenen(beheer::list_reasons(&session.db, arguments.wet).await?);
    let onderwerpen = subjects(session, arguments).await?;
    let mut objects = Vec::new();
    let mut texts = Vec::new();
    for onderwerp in onderwerpen {
        let parts = read(session, onderwerp).await?;
        if parts.iter().all(|(_, rows)| rows.is_empty()) {
            continue;
        }
        let rijen = Rijen::lees(&parts)?;
        let gemeente = arguments.gemeente.to_string();
        let verhaal = verhaal::vertel(&rijen, &redenen, &gemeente);
        if arguments.json {
            objects.push(object(arguments, onderwerp, parts, &verhaal)?);
            continue;
        }
        let titel = Titel {
            wat: title(arguments, onderwerp),
            wet: arguments.wet.code(),
            gemeente: &gemeente,
        };
        let stijl = Stijl { has_colour, is_volledig: arguments.alles };
        texts.push(tekst::schrijf(&titel, &rijen, &verhaal, &redenen, stijl));
    }
    if objects.is_empty() && texts.is_empty() {
        return Err(unknown(arguments));
    }
    if !arguments.json {
        let line = format!("\n{}\n\n", "=".repeat(72));
        print(&texts.join(&line))?;
    } else if arguments.toewijzing.is_some() {
        print_json(&objects.pop())?;
    } else {
        let mut object = head(arguments);
        object.insert("verhalen".to_owned(), Value::Array(objects));
        print_json(&object)?;
    }
    Ok(Exit::Ok)
}

async fn subjects(
    session: &Session,
    arguments: &ExplainArguments,
) -> Result<Vec<Onderwerp>, Failure> {
    let ExplainArguments { wet, gemeente, .. } = *arguments;
    if let Some(nummer) = arguments.toewijzing {
        let keten = KetenSleutel::van_toewijzing(wet, gemeente, nummer);
        return Ok(vec![Onderwerp::van_keten(keten, nummer.waarde())]);
    }
    if let Some(nummer) = arguments.beschikking {
        return Ok(beheer::subjects_of_beschikking(&session.db, wet, gemeente, nummer).await?);
    }
    if let (Some(referentie), Some(agb)) = (&arguments.referentie, arguments.agb) {
        let found = beheer::subjects_of_reference(&session.db, wet, gemeente, agb, referentie);
        return Ok(found.await?);
    }
    Err(Failure::usage("nothing to explain was named", "see `sluis explain --help`"))
}

/// The parts of an explanation: names, and rows as JSON.
async fn read(
    session: &Session,
    onderwerp: Onderwerp,
) -> Result<Vec<(&'static str, Vec<Value>)>, Failure> {
    let mut parts = Vec::new();
    for section in beheer::explain(&session.db, onderwerp).await? {
        let rows: Result<Vec<Value>, _> =
            section.rows.iter().map(|row| serde_json::from_str(row)).collect();
        let mut rows = rows.map_err(|_| {
            Failure::new(Exit::Failed, "the database gave no JSON", "report this as a bug")
        })?;
        rows.iter_mut().for_each(mask_files);
        parts.push((section.name, rows));
    }
    Ok(parts)
}

/// A file may be called after a person.
fn mask_files(row: &mut Value) {
    for key in ["bestand", "antwoord_bestand"] {
        if let Some(Value::String(name)) = row.get_mut(key) {
            *name = masked(name);
        }
    }
}

/// What was asked for, as JSON.
fn head(arguments: &ExplainArguments) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("wet".to_owned(), json!(arguments.wet.code()));
    object.insert("gemeentecode".to_owned(), json!(arguments.gemeente.to_string()));
    if let Some(nummer) = arguments.beschikking {
        object.insert("beschikkingnummer".to_owned(), json!(nummer.waarde()));
    }
    if let Some(referentie) = &arguments.referentie {
        object.insert("referentie_aanbieder".to_owned(), json!(referentie.as_str()));
    }
    if let Some(agb) = arguments.agb {
        object.insert("agb_code".to_owned(), json!(agb.to_string()));
    }
    object
}

fn object(
    arguments: &ExplainArguments,
    onderwerp: Onderwerp,
    parts: Vec<(&'static str, Vec<Value>)>,
    verhaal: &verhaal::Verhaal,
) -> Result<Value, Failure> {
    let mut object = Map::new();
    object.insert("wet".to_owned(), json!(arguments.wet.code()));
    object.insert("gemeentecode".to_owned(), json!(arguments.gemeente.to_string()));
    object.insert("toewijzingnummer".to_owned(), json!(onderwerp.toewijzingnummer));
    for (name, rows) in parts {
        object.insert(name.to_owned(), Value::Array(rows));
    }
    let verhaal = serde_json::to_value(verhaal)
        .map_err(|error| Failure::because(Exit::Failed, error.into(), "report this as a bug"))?;
    object.insert("verhaal".to_owned(), verhaal);
    Ok(Value::Object(object))
}

/// What one story is about.
fn title(arguments: &ExplainArguments, onderwerp: Onderwerp) -> String {
    if let Some(nummer) = onderwerp.toewijzingnummer {
        return format!("Toewijzing {nummer}");
    }
    if onderwerp.keten != onderwerp.toewijzing {
        return "Toewijzing zonder nummer".to_owned();
    }
    match &arguments.referentie {
        Some(referentie) => format!("Verzoek {referentie}"),
        None => "Verzoek zonder toewijzing".to_owned(),
    }
}

fn unknown(arguments: &ExplainArguments) -> Failure {
    let ExplainArguments { wet, gemeente, .. } = arguments;
    let what = match (arguments.toewijzing, arguments.beschikking, &arguments.referentie) {
        (Some(nummer), _, _) => nummer.to_string(),
        (None, Some(nummer), _) => format!("beschikking {}", nummer.waarde()),
        (None, None, Some(referentie)) => format!("reference {referentie}"),
        (None, None, None) => String::new(),
    };
    Failure::usage(
        format!("nothing is known of {wet} {gemeente} {what}"),
        "check law, municipality and number; a refused record is in `sluis quarantine list`",
    )
}

#[cfg(test)]
mod tests;
