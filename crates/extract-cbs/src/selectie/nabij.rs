//! What a wish that is not known may have meant.

use crate::metadata::kort;
use crate::zoek::afstand;

/// `; nearest: GM0344 (Utrecht (gemeente))`: by title, else by the fewest characters to change, first
/// among the codes that begin with the same two letters; empty without codes.
pub(super) fn naaste<'c>(
    wens: &str,
    known: &(impl Iterator<Item = (&'c str, &'c str)> + Clone),
) -> String {
    let wens = kort(wens).trim().to_lowercase();
    let lower = |text: &str| text.to_lowercase();
    let mut by_title = known.clone().filter(|(_, titel)| lower(titel) == wens);
    let by_start = || {
        let starts = |titel: &str| lower(titel).starts_with(&wens);
        known.clone().find(|(_, titel)| wens.chars().count() >= 3 && starts(titel))
    };
    // Of areas the first two letters tell the kind: who asks a municipality is not helped with the country.
    let kind = wens.get(..2).filter(|kind| kind.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let is_kind = |code: &str| kind.is_some() && lower(code).get(..2) == kind;
    let by_kind = || {
        let same = known.clone().filter(|(code, _)| is_kind(code));
        same.min_by_key(|(code, _)| afstand(&wens, code))
    };
    let by_code = || known.clone().min_by_key(|(code, _)| afstand(&wens, code));
    match by_title.next().or_else(by_start).or_else(by_kind).or_else(by_code) {
        Some((code, titel)) => format!("; nearest: {code} ({titel})"),
        None => String::new(),
    }
}
