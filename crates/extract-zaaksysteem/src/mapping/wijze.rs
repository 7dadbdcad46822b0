//! `[waarden]` and `[lijsten]`, and what a column has of its own: how values are written and what words mean.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use toml::{Table, Value};

use super::MappingFout;
use super::naam::raad;
use super::sectie::Sectie;
use crate::waarde::{Datumvorm, Getalvorm, Schrijfwijze};
use crate::waardelijst::{Betekenis, Waardelijst};

/// Keys that tell how values are written: in `[waarden]` for all columns, and in a column for it alone.
pub(super) const SLEUTELS: [&str; 9] =
    ["datum", "decimaal", "duizend", "valuta", "leeg", "schijndatum", "waar", "onwaar", "tijdzone"];

/// What holds for all columns.
pub(super) struct Basis {
    pub(super) wijze: Arc<Schrijfwijze>,
    lijsten: BTreeMap<Box<str>, Arc<Waardelijst>>,
}

impl Basis {
    pub(super) fn lees(wortel: &Sectie<'_>) -> Result<Self, MappingFout> {
        let gewoon = Arc::new(gewoon()?);
        let wijze = match wortel.sectie("waarden", &SLEUTELS)? {
            Some(sectie) => lees(&sectie, &gewoon)?,
            None => gewoon,
        };
        let mut lijsten = BTreeMap::new();
        if let Some(tabel) = wortel.tabel("lijsten")? {
            for naam in tabel.keys() {
                let namen: Vec<&str> = tabel.keys().map(String::as_str).collect();
                let sectie = Sectie::new("lijsten", tabel, &namen)?;
                let woorden = sectie.tabel(naam)?.cloned().unwrap_or_default();
                let lijst = lijst(&format!("lijsten.{naam}"), &woorden)?;
                lijsten.insert(naam.as_str().into(), Arc::new(lijst));
            }
        }
        Ok(Self { wijze, lijsten })
    }

    /// The value list with this name.
    pub(super) fn lijst(
        &self,
        sectie: &Sectie<'_>,
        naam: &str,
    ) -> Result<Arc<Waardelijst>, MappingFout> {
        self.lijsten.get(naam).cloned().ok_or_else(|| MappingFout::Lijst {
            pad: sectie.pad("lijst"),
            lijst: naam.into(),
            raad: if self.lijsten.is_empty() {
                format!("write it under [lijsten.{naam}]").into()
            } else {
                raad(naam, self.lijsten.keys().map(|naam| &**naam))
            },
        })
    }
}

/// What holds when a mapping says nothing.
fn gewoon() -> Result<Schrijfwijze, MappingFout> {
    let leeg = Table::new();
    let sectie = Sectie::new("waarden", &leeg, &[])?;
    let woorden = |woorden: &[&str]| woorden.iter().map(|woord| Box::from(*woord)).collect();
    Ok(Schrijfwijze {
        datum: notaties(&sectie, &["dd-mm-jjjj", "d-m-jjjj", "jjjj-mm-dd"])?,
        getal: Getalvorm { decimaal: ',', duizend: Some('.'), valuta: Vec::new() },
        leeg: Vec::new(),
        schijndagen: Vec::new(),
        schijnteksten: Vec::new(),
        waar: woorden(&["Ja", "J", "1", "WAAR", "true"]),
        onwaar: woorden(&["Nee", "N", "0", "ONWAAR", "false"]),
        tijdzone: chrono_tz::Europe::Amsterdam,
    })
}

/// `basis` with what the section says otherwise; the same one when it says nothing.
pub(super) fn lees(
    sectie: &Sectie<'_>,
    basis: &Arc<Schrijfwijze>,
) -> Result<Arc<Schrijfwijze>, MappingFout> {
    if !SLEUTELS.iter().any(|sleutel| sectie.heeft(sleutel)) {
        return Ok(Arc::clone(basis));
    }
    let mut wijze = Schrijfwijze::clone(basis);
    if let Some(teksten) = sectie.teksten("datum")? {
        wijze.datum = notaties(sectie, &teksten)?;
    }
    getal(sectie, &mut wijze.getal)?;
    let woorden = |sleutel: &str, doel: &mut Vec<Box<str>>| {
        if let Some(teksten) = sectie.teksten(sleutel)? {
            *doel = teksten.into_iter().map(|woord| Box::from(woord.trim())).collect();
        }
        Ok::<(), MappingFout>(())
    };
    woorden("leeg", &mut wijze.leeg)?;
    woorden("waar", &mut wijze.waar)?;
    woorden("onwaar", &mut wijze.onwaar)?;
    let is_onwaar =
        |woord: &str| wijze.onwaar.iter().any(|ander| ander.eq_ignore_ascii_case(woord));
    if wijze.waar.iter().any(|woord| is_onwaar(woord)) {
        return Err(sectie.fout("waar", "words that are not in `onwaar` too"));
    }
    if let Some(teksten) = sectie.teksten("schijndatum")? {
        (wijze.schijndagen, wijze.schijnteksten) = schijn(sectie, &teksten)?;
    }
    if let Some(zone) = sectie.tekst("tijdzone")? {
        wijze.tijdzone = zone
            .parse()
            .map_err(|_| sectie.fout("tijdzone", "a zone such as \"Europe/Amsterdam\""))?;
    }
    Ok(Arc::new(wijze))
}

fn notaties(sectie: &Sectie<'_>, teksten: &[&str]) -> Result<Vec<Datumvorm>, MappingFout> {
    let verwacht = "notations of days: dd-mm-jjjj, d-m-jjjj, jjjj-mm-dd, jjjjmmdd, dd-mm-jj, d maand jjjj (also with / \
                    or . between), iso-tijd, java, excel";
    let mut vormen: Vec<Datumvorm> = Vec::new();
    for text in teksten {
        let vorm = Datumvorm::lees(text).ok_or_else(|| sectie.fout("datum", verwacht))?;
        if vormen.iter().any(|ander| ander.botst(&vorm)) {
            return Err(sectie.fout(
                "datum",
                "one order of day, month and year: two read a text as different days",
            ));
        }
        vormen.push(vorm);
    }
    if vormen.is_empty() { Err(sectie.fout("datum", verwacht)) } else { Ok(vormen) }
}

fn getal(sectie: &Sectie<'_>, vorm: &mut Getalvorm) -> Result<(), MappingFout> {
    if let Some(decimaal) = sectie.tekst("decimaal")? {
        vorm.decimaal = match decimaal {
            "," => ',',
            "." => '.',
            _ => return Err(sectie.fout("decimaal", "\",\" or \".\"")),
        };
        // Who writes one of them otherwise means the other one otherwise too.
        if !sectie.heeft("duizend") && vorm.duizend == Some(vorm.decimaal) {
            vorm.duizend = None;
        }
    }
    if let Some(duizend) = sectie.tekst("duizend")? {
        vorm.duizend = match duizend {
            "" => None,
            "." => Some('.'),
            "," => Some(','),
            " " => Some(' '),
            "'" => Some('\''),
            _ => return Err(sectie.fout("duizend", "\".\", \",\", \" \", \"'\" or \"\" for none")),
        };
    }
    if vorm.duizend == Some(vorm.decimaal) {
        return Err(sectie.fout("duizend", "another mark than that of `decimaal`"));
    }
    if let Some(teksten) = sectie.teksten("valuta")? {
        let is_valuta = |text: &str| {
            let is_getal =
                |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | ',' | '(' | ')');
            !text.trim().is_empty() && !text.contains(is_getal)
        };
        if !teksten.iter().all(|text| is_valuta(text)) {
            return Err(sectie.fout("valuta", "signs such as [\"€\", \"EUR\"]"));
        }
        vorm.valuta = teksten.into_iter().map(|text| Box::from(text.trim())).collect();
    }
    Ok(())
}

/// The days that mean "no day", and those of them that are not in the calendar.
fn schijn(
    sectie: &Sectie<'_>,
    teksten: &[&str],
) -> Result<(Vec<NaiveDate>, Vec<Box<str>>), MappingFout> {
    let (mut dagen, mut woorden) = (Vec::new(), Vec::new());
    for text in teksten {
        let dag = NaiveDate::parse_from_str(text, "%d-%m-%Y");
        match dag.or_else(|_| NaiveDate::parse_from_str(text, "%Y-%m-%d")) {
            Ok(dag) => dagen.push(dag),
            Err(_)
                if text.contains("00")
                    && text.bytes().all(|byte| byte.is_ascii_digit() || b"-/.".contains(&byte)) =>
            {
                woorden.push(Box::from(*text));
            }
            Err(_) => {
                return Err(sectie.fout(
                    "schijndatum",
                    "days as dd-mm-jjjj or jjjj-mm-dd, such as \"31-12-9999\"",
                ));
            }
        }
    }
    Ok((dagen, woorden))
}

fn lijst(pad: &str, woorden: &Table) -> Result<Waardelijst, MappingFout> {
    let sleutels: Vec<&str> = woorden.keys().map(String::as_str).collect();
    let sectie = Sectie::new(pad, woorden, &sleutels)?;
    let mut lijst = Waardelijst::default();
    for (woord, waarde) in woorden {
        let betekenissen = match waarde {
            Value::String(wordt) => {
                vec![Betekenis { van: None, tot: None, wordt: wordt.trim().into() }]
            }
            Value::Array(delen) => {
                let pad = sectie.pad(woord);
                delen.iter().map(|deel| betekenis(&pad, deel)).collect::<Result<_, _>>()?
            }
            _ => {
                let verwacht = "a text, or [{ tot = 2020-12-31, wordt = \"a\" }, { van = 2021-01-01, wordt = \"b\" }]";
                return Err(sectie.fout(woord, verwacht));
            }
        };
        if !lijst.voeg_toe(woord.trim(), betekenissen) {
            return Err(sectie.fout(woord, "periods that do not overlap and end after they begin"));
        }
    }
    Ok(lijst)
}

fn betekenis(pad: &str, waarde: &Value) -> Result<Betekenis, MappingFout> {
    let leeg = Table::new();
    let sectie = Sectie::new(pad, waarde.as_table().unwrap_or(&leeg), &["van", "tot", "wordt"])?;
    let wordt =
        sectie.tekst("wordt")?.ok_or_else(|| sectie.fout("wordt", "what the word becomes"))?;
    let dag = |sleutel: &str| match waarde.get(sleutel) {
        None => Ok(None),
        Some(dag) => {
            lees_dag(dag).map(Some).ok_or_else(|| sectie.fout(sleutel, "a day such as 2021-01-01"))
        }
    };
    Ok(Betekenis { van: dag("van")?, tot: dag("tot")?, wordt: wordt.trim().into() })
}

/// A day of TOML, or a text that is one.
pub(super) fn lees_dag(waarde: &Value) -> Option<NaiveDate> {
    match waarde {
        Value::Datetime(moment) if moment.time.is_none() => moment.to_string().parse().ok(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}
