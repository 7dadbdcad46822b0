//! Words for times, durations, kinds of work and requests.

use chrono::{DateTime, Days, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;
use load::pagina::GevraagdRij;

/// A number with the word for one or for more.
pub(crate) fn aantal(getal: i64, een: &str, meer: &str) -> String {
    format!("{} {}", crate::tabel::duizendtallen(getal), if getal == 1 { een } else { meer })
}

/// How long something took: `0,4 s`, `3 min 12 s`, `2 u 5 min`. A clock that went back gives nothing below zero.
pub(crate) fn duur(delta: TimeDelta) -> String {
    let delta = delta.max(TimeDelta::zero());
    let seconden = delta.num_seconds();
    match seconden {
        0..10 => {
            format!("{},{} s", seconden, (delta.num_milliseconds() % 1000) / 100)
        }
        10..60 => format!("{seconden} s"),
        60..3600 => format!("{} min {} s", seconden / 60, seconden % 60),
        _ => format!("{} u {} min", seconden / 3600, seconden % 3600 / 60),
    }
}

/// How long ago something was, roughly: `12 minuten`, `5 uur`, `3 dagen`.
pub(crate) fn leeftijd(delta: TimeDelta) -> String {
    match delta.num_minutes().max(0) {
        0 => "minder dan een minuut".to_owned(),
        1 => "1 minuut".to_owned(),
        minuten @ 2..90 => format!("{minuten} minuten"),
        minuten if minuten < 48 * 60 => format!("{} uur", minuten / 60),
        minuten => format!("{} dagen", minuten / (24 * 60)),
    }
}

/// When a run was, at the begin of a sentence.
pub(crate) fn wanneer(gestart: DateTime<Utc>, nu: DateTime<Utc>, zone: Tz) -> String {
    let (toen, nu) = (gestart.with_timezone(&zone), nu.with_timezone(&zone));
    let (dag, vandaag) = (toen.date_naive(), nu.date_naive());
    let gisteren = vandaag.checked_sub_days(Days::new(1));
    let is_nacht = (dag == vandaag && toen.hour() < 8)
        || (Some(dag) == gisteren && toen.hour() >= 18 && nu.hour() < 18);
    if is_nacht {
        return if nu.hour() < 18 { "Vannacht" } else { "Afgelopen nacht" }.to_owned();
    }
    if dag == vandaag {
        "Vandaag".to_owned()
    } else if Some(dag) == gisteren {
        "Gisteren".to_owned()
    } else {
        format!("Op {}", dag.format("%d-%m-%Y"))
    }
}

/// What a run was asked to do.
pub(crate) fn soort_run(soort: &str) -> &str {
    match soort {
        "run" => "laden",
        "rerun" => "opnieuw",
        "replay" => "quarantaine opnieuw",
        other => other,
    }
}

/// What a task does.
pub(crate) fn soort_taak(soort: &str) -> &str {
    match soort {
        "inlezen" => "inlezen",
        "publiceren" => "publiceren",
        other => other,
    }
}

/// The kind of a source.
pub(crate) fn soort_bron(soort: &str) -> &str {
    match soort {
        "ggk" => "berichten (GGk)",
        "cbs" => "CBS StatLine",
        "zaaksysteem" => "CSV van een zaaksysteem",
        other => other,
    }
}

/// What was asked of the service, in words.
pub(crate) fn gevraagd(verzoek: &GevraagdRij) -> String {
    let bronnen = verzoek.bronnen.join(", ");
    match verzoek.soort.as_str() {
        "run" if verzoek.bronnen.is_empty() => "alle bronnen laden".to_owned(),
        "run" => format!("laden: {bronnen}"),
        "rerun" => opnieuw(verzoek, &bronnen),
        "replay" => match (&verzoek.doel_code, &verzoek.doel_rijen) {
            (Some(code), _) => format!("quarantaine opnieuw: {code}"),
            (None, Some(rijen)) => {
                let telling = i64::try_from(rijen.len()).unwrap_or(i64::MAX);
                format!("quarantaine opnieuw: {}", aantal(telling, "weigering", "weigeringen"))
            }
            (None, None) => "quarantaine opnieuw: alles wat open staat".to_owned(),
        },
        "annuleren" => match verzoek.doel_run_id {
            Some(run) => format!("run {run} stoppen"),
            None => "stoppen".to_owned(),
        },
        other => other.to_owned(),
    }
}

fn opnieuw(verzoek: &GevraagdRij, bronnen: &str) -> String {
    let mislukt = verzoek.is_mislukt;
    match (verzoek.doel_run_id, verzoek.doel_taak_id) {
        (_, Some(taak)) => format!("taak {taak} opnieuw"),
        (Some(run), None) if mislukt => format!("wat mislukte in run {run} opnieuw"),
        (Some(run), None) => format!("run {run} opnieuw"),
        (None, None) if mislukt => "alles wat mislukt is opnieuw".to_owned(),
        (None, None) => {
            let dag = |dag: chrono::NaiveDate| dag.format("%d-%m-%Y").to_string();
            let van = verzoek.van.map(|van| format!(" van {}", dag(van))).unwrap_or_default();
            let tot = verzoek.tot.map(|tot| format!(" tot en met {}", dag(tot)));
            format!("{bronnen} opnieuw{van}{}", tot.unwrap_or_default())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_short_and_never_negative() {
        for (milliseconden, expect) in [
            (-5, "0,0 s"),
            (449, "0,4 s"),
            (9_999, "9,9 s"),
            (59_000, "59 s"),
            (192_000, "3 min 12 s"),
            (7_500_000, "2 u 5 min"),
        ] {
            assert_eq!(duur(TimeDelta::milliseconds(milliseconden)), expect);
        }
    }

    #[test]
    fn ages_are_rough() {
        for (minuten, expect) in [
            (-1, "minder dan een minuut"),
            (1, "1 minuut"),
            (89, "89 minuten"),
            (90, "1 uur"),
            (47 * 60, "47 uur"),
            (72 * 60, "3 dagen"),
        ] {
            assert_eq!(leeftijd(TimeDelta::minutes(minuten)), expect);
        }
    }

    #[test]
    fn a_night_is_called_a_night() {
        let zone = Tz::Europe__Amsterdam;
        for (gestart, nu, expect) in [
            ("2026-11-22T03:00:00Z", "2026-11-22T08:00:00Z", "Vannacht"),
            ("2026-11-21T22:30:00Z", "2026-11-22T08:00:00Z", "Vannacht"),
            ("2026-11-22T03:00:00Z", "2026-11-22T21:00:00Z", "Afgelopen nacht"),
            ("2026-11-22T12:00:00Z", "2026-11-22T13:00:00Z", "Vandaag"),
            ("2026-11-21T12:00:00Z", "2026-11-22T08:00:00Z", "Gisteren"),
            ("2026-11-12T03:00:00Z", "2026-11-22T08:00:00Z", "Op 12-11-2026"),
            // In Amsterdam it is the next day already.
            ("2026-07-01T22:30:00Z", "2026-07-02T06:00:00Z", "Vannacht"),
        ] {
            assert_eq!(wanneer(gestart.parse().unwrap(), nu.parse().unwrap(), zone), expect);
        }
    }
}
