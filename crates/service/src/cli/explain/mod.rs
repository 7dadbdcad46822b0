//! `sluis explain`: the chain of one allocation, from message to fact, as a story.

mod tekst;

use load::verhaal::{self, Vertelling, Vraag, Zoek};
use serde_json::{Map, Value, json};

use super::args::ExplainArguments;
use super::exit::{Exit, Failure};
use super::output::{print, print_json};
use super::session::Session;
use tekst::Stijl;

/// Tells the story of an allocation, or of everything that a beschikking or a reference is about.
pub(super) async fn explain(
    session: &Session,
    arguments: &ExplainArguments,
    has_colour: bool,
) -> Result<Exit, Failure> {
    let vertellingen = verhaal::vertel(&session.db, &vraag(arguments)?).await?;
    if vertellingen.is_empty() {
        return Err(unknown(arguments));
    }
    if !arguments.json {
        let gemeente = arguments.gemeente.to_string();
        let waar = (arguments.wet.code(), gemeente.as_str());
        let stijl = Stijl { has_colour, is_volledig: arguments.alles };
        let texts: Vec<String> =
            vertellingen.iter().map(|verhaal| tekst::schrijf(verhaal, waar, stijl)).collect();
        let line = format!("\n{}\n\n", "=".repeat(72));
        print(&texts.join(&line))?;
        return Ok(Exit::Ok);
    }
    let objects = vertellingen.into_iter().map(|verhaal| object(arguments, verhaal));
    let mut objects = objects.collect::<Result<Vec<_>, _>>()?;
    if arguments.toewijzing.is_some() {
        print_json(&objects.pop())?;
    } else {
        let mut object = head(arguments);
        object.insert("verhalen".to_owned(), Value::Array(objects));
        print_json(&object)?;
    }
    Ok(Exit::Ok)
}

fn vraag(arguments: &ExplainArguments) -> Result<Vraag, Failure> {
    let ExplainArguments { wet, gemeente, .. } = *arguments;
    let by_number = arguments.toewijzing.map(Zoek::Toewijzing);
    let by_beschikking = arguments.beschikking.map(Zoek::Beschikking);
    let by_reference = arguments.agb.zip(arguments.referentie.clone());
    let by_reference = by_reference.map(|(agb, referentie)| Zoek::Referentie(agb, referentie));
    let zoek = by_number.or(by_beschikking).or(by_reference).ok_or_else(|| {
        Failure::usage("nothing to explain was named", "see `sluis explain --help`")
    })?;
    Ok(Vraag { wet, gemeente, zoek })
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

fn object(arguments: &ExplainArguments, vertelling: Vertelling) -> Result<Value, Failure> {
    let mut object = Map::new();
    object.insert("wet".to_owned(), json!(arguments.wet.code()));
    object.insert("gemeentecode".to_owned(), json!(arguments.gemeente.to_string()));
    object.insert("toewijzingnummer".to_owned(), json!(vertelling.toewijzingnummer));
    for deel in vertelling.delen {
        object.insert(deel.naam.to_owned(), Value::Array(deel.rijen));
    }
    let verhaal = serde_json::to_value(vertelling.verhaal)
        .map_err(|error| Failure::because(Exit::Failed, error.into(), "report this as a bug"))?;
    object.insert("verhaal".to_owned(), verhaal);
    Ok(Value::Object(object))
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
