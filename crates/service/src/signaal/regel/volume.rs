//! Whether a source brought as much as it usually does on such a day of the week.

use chrono::Datelike;
use load::signaal::{Dagvolume, NieuwSignaal};

use super::{Beeld, VOLUME_WIJKT_AF, signaal};
use crate::signaal::tekst::weekdag;

/// Weeks that are looked back.
const WEKEN_MAX: usize = 8;
/// Fewer known weeks tell nothing.
const WEKEN_MIN: usize = 4;

/// Twice the median, so that it is a whole number.
fn twice_median(mut values: Vec<i64>) -> i64 {
    values.sort_unstable();
    let middle = values.len() / 2;
    let at = |index: usize| values.get(index).copied().unwrap_or_default();
    if values.len() % 2 == 1 {
        at(middle).saturating_mul(2)
    } else {
        at(middle).saturating_add(at(middle.saturating_sub(1)))
    }
}

/// The newest day of `naam` that is complete, and the same weekdays before it.
fn vergelijk<'s>(beeld: &Beeld<'s>, naam: &str) -> Option<(&'s Dagvolume, Vec<&'s Dagvolume>)> {
    let days: Vec<&Dagvolume> =
        beeld.stand.volumes.iter().filter(|volume| volume.bron == naam).collect();
    let today = beeld.nu.with_timezone(&beeld.tijdzone).date_naive();
    days.iter().enumerate().find_map(|(at, day)| {
        let same = days
            .iter()
            .skip(at + 1)
            .filter(|other| other.dag.weekday() == day.dag.weekday() && other.dag < day.dag);
        let same: Vec<&Dagvolume> = same.take(WEKEN_MAX).copied().collect();
        // A source that is read more than once a day is not complete before its last run of today.
        let runs = twice_median(same.iter().map(|other| other.runs).collect());
        let is_complete = day.dag < today || day.runs.saturating_mul(2) >= runs;
        is_complete.then_some((*day, same))
    })
}

pub(super) fn wijkt_af(beeld: &Beeld<'_>, naam: &str) -> Option<NieuwSignaal> {
    let grens = beeld.drempels.volume_procent?;
    let (day, same) = vergelijk(beeld, naam)?;
    if same.len() < WEKEN_MIN {
        return None;
    }
    let weken = same.len();
    let twice = twice_median(same.iter().map(|other| other.gelezen).collect());
    let verschil = i128::from(day.gelezen) * 2 - i128::from(twice);
    // A source that usually brings nothing on such a day has no usual volume.
    if twice == 0 || verschil.abs() * 100 <= i128::from(grens) * i128::from(twice) {
        return None;
    }
    let procent = verschil.abs() * 100 / i128::from(twice);
    let (kenmerk, woord) = if verschil > 0 { ("hoog", "meer") } else { ("laag", "minder") };
    let titel = format!("Bron {naam} bracht veel {woord} dan gewoonlijk");
    let (dag, gewoon) = (weekdag(day.dag), twice / 2);
    let wat = format!(
        "Op {dag} {} zijn van bron {naam} {} records gelezen. Op de laatste {weken} keer {dag} waren \
         dat er gewoonlijk {gewoon}: {procent} % {woord}. De grens is {grens} %.",
        day.dag.format("%d-%m-%Y"),
        day.gelezen
    );
    let begin = day.dag.and_time(chrono::NaiveTime::MIN).and_local_timezone(beeld.tijdzone);
    let sinds = begin.earliest().map_or(beeld.nu, |begin| begin.to_utc());
    Some(signaal(VOLUME_WIJKT_AF, naam, kenmerk, sinds, (titel, wat)))
}
