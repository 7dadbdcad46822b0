//! Measures by code, by label, or by a v3 name without its number.

use domain::statline::{Onderwerp, Protocol, Tabel};

use super::nabij::naaste;
use crate::metadata::kort;

/// Positions of the measures that are wanted, ascending; problems are added in words.
pub(super) fn kies_onderwerpen(
    wensen: &[String],
    tabel: &Tabel,
    problems: &mut Vec<String>,
) -> Vec<u32> {
    let mut wanted = Vec::new();
    for wens in wensen {
        match &zoek(wens.trim(), tabel)[..] {
            [plek] => wanted.push(*plek),
            [] => problems.push(onbekend(wens, tabel)),
            several => problems.push(meerdere(wens, several, tabel)),
        }
    }
    wanted.sort_unstable();
    wanted.dedup();
    wanted
}

/// The measures that a wish means, by the first way that finds any: code, label, title, v3 name without number.
fn zoek(wens: &str, tabel: &Tabel) -> Vec<u32> {
    let folded = wens.to_lowercase();
    let ways: [&dyn Fn(&Onderwerp) -> bool; 4] = [
        &|onderwerp| onderwerp.code == wens,
        &|onderwerp| onderwerp.label().to_lowercase() == folded,
        &|onderwerp| onderwerp.titel.to_lowercase() == folded,
        &|onderwerp| tabel.protocol == Protocol::V3 && zonder_nummer(&onderwerp.code) == Some(wens),
    ];
    let mut found = ways.iter().map(|is_meant| {
        let onderwerpen = (0_u32..).zip(&tabel.onderwerpen);
        onderwerpen
            .filter(|(_, onderwerp)| is_meant(onderwerp))
            .map(|(plek, _)| plek)
            .collect::<Vec<u32>>()
    });
    found.find(|found| !found.is_empty()).unwrap_or_default()
}

/// `WmoClienten` of `WmoClienten_1`: the number shifts when CBS inserts a measure.
fn zonder_nummer(code: &str) -> Option<&str> {
    let (naam, nummer) = code.rsplit_once('_')?;
    let is_number = !nummer.is_empty() && nummer.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(naam)
}

fn onbekend(wens: &str, tabel: &Tabel) -> String {
    let known = tabel.onderwerpen.iter().map(|onderwerp| (&*onderwerp.code, &*onderwerp.titel));
    format!("there is no measure `{}`{}", kort(wens), naaste(wens, &known))
}

fn meerdere(wens: &str, plekken: &[u32], tabel: &Tabel) -> String {
    let onderwerpen = (0_u32..).zip(&tabel.onderwerpen);
    let labels: Vec<String> = onderwerpen
        .filter(|(plek, _)| plekken.contains(plek))
        .take(5)
        .map(|(_, onderwerp)| format!("{} ({})", onderwerp.code, onderwerp.label()))
        .collect();
    format!("`{}` can be {} measures: {}", kort(wens), plekken.len(), labels.join(", "))
}
