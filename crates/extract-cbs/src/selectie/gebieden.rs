//! Areas by code, by prefix, or by the area they lie in.

use std::collections::{BTreeMap, BTreeSet};

use domain::statline::{Dimensie, Dimensiecode, Gebiedscode, Gebiedsniveau};

use super::{Gebiedskeuze, onbekende_code, plek_van};
use crate::metadata::kort;

/// Positions of the areas that are wanted, in any order; problems are added in words.
pub(super) fn kies_gebieden(
    wensen: &[Gebiedskeuze],
    bekend: &BTreeMap<String, Vec<String>>,
    dimensie: &Dimensie,
    problems: &mut Vec<String>,
) -> Vec<u32> {
    let mut wanted = Vec::new();
    for wens in wensen {
        let found = match wens {
            Gebiedskeuze::Code(code) => plek_van(dimensie, code).into_iter().collect(),
            Gebiedskeuze::Begin(begin) => {
                let begin = begin.trim_end_matches('*').trim();
                plekken(dimensie, |code| code.code.starts_with(begin))
            }
            Gebiedskeuze::GemeentenVan(gebied) => gemeenten_van(gebied.trim(), bekend, dimensie),
        };
        if found.is_empty() {
            problems.push(niets(wens, bekend, dimensie));
        }
        wanted.extend(found);
    }
    wanted
}

fn niets(
    wens: &Gebiedskeuze,
    bekend: &BTreeMap<String, Vec<String>>,
    dimensie: &Dimensie,
) -> String {
    let naam = &dimensie.naam;
    match wens {
        // Another area of that size is no better than none: nothing is guessed.
        Gebiedskeuze::Code(code) if is_ruim(code) => {
            let code = kort(code.trim());
            format!("{naam} has no `{code}`: a region that this table lacks; leave it out")
        }
        Gebiedskeuze::Code(code) => onbekende_code(code, dimensie),
        Gebiedskeuze::Begin(begin) => {
            let begin = begin.trim_end_matches('*');
            format!("no code begins with `{}`: {}", kort(begin), onbekende_code(begin, dimensie))
        }
        Gebiedskeuze::GemeentenVan(gebied) if bekend.contains_key(gebied.trim()) => {
            format!("{naam} has none of the municipalities of {}", kort(gebied.trim()))
        }
        Gebiedskeuze::GemeentenVan(gebied)
            if is_ruim(gebied) || plek_van(dimensie, gebied).is_some() =>
        {
            format!(
                "neither {naam} nor the warehouse tells which municipalities lie in {}; load 03759ned first \
                 (source bevolking), it tells which municipality lies where, or list their codes",
                kort(gebied.trim())
            )
        }
        Gebiedskeuze::GemeentenVan(gebied) => {
            format!("no municipalities of `{}`: {}", kort(gebied), onbekende_code(gebied, dimensie))
        }
    }
}

/// Whether a code is that of an area between municipality and country.
fn is_ruim(code: &str) -> bool {
    matches!(
        niveau(code.trim()),
        Some(
            Gebiedsniveau::Landsdeel
                | Gebiedsniveau::Provincie
                | Gebiedsniveau::Corop
                | Gebiedsniveau::Arbeidsmarktregio
        )
    )
}

/// Municipalities in an area: by the groups of this list, else by what the warehouse knows. Of a country: all.
fn gemeenten_van(
    gebied: &str,
    bekend: &BTreeMap<String, Vec<String>>,
    dimensie: &Dimensie,
) -> Vec<u32> {
    let is_land = niveau(gebied) == Some(Gebiedsniveau::Land);
    let ouders: BTreeMap<&str, &str> = dimensie
        .codes
        .iter()
        .filter_map(|code| Some((&*code.code, code.ouder.as_deref()?)))
        .collect();
    let by_group = plekken(dimensie, |code| {
        is_gemeente(code) && (is_land || ligt_in(&code.code, gebied, &ouders))
    });
    if !by_group.is_empty() {
        return by_group;
    }
    let known: BTreeSet<&str> =
        bekend.get(gebied).into_iter().flatten().map(|code| code.trim()).collect();
    plekken(dimensie, |code| known.contains(&*code.code))
}

fn is_gemeente(code: &Dimensiecode) -> bool {
    niveau(&code.code) == Some(Gebiedsniveau::Gemeente)
}

fn niveau(code: &str) -> Option<Gebiedsniveau> {
    code.parse::<Gebiedscode>().ok().map(|gebied| gebied.niveau())
}

/// Whether `gebied` is above `code`; a chain is as long as there are kinds of areas, so a circle ends.
fn ligt_in(code: &str, gebied: &str, ouders: &BTreeMap<&str, &str>) -> bool {
    let chain = core::iter::successors(ouders.get(code), |ouder| ouders.get(**ouder));
    chain.take(10).any(|ouder| *ouder == gebied)
}

fn plekken(dimensie: &Dimensie, wanted: impl Fn(&Dimensiecode) -> bool) -> Vec<u32> {
    let codes = (0_u32..).zip(&dimensie.codes);
    codes.filter(|(_, code)| wanted(code)).map(|(plek, _)| plek).collect()
}
