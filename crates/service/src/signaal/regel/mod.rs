//! The rules: how things stand at a moment to what is wrong. Pure: the same picture gives the same signals.

mod volume;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use load::signaal::{BronVersheid, Melding, NieuwSignaal, SignaalRij, Stand};

use super::tekst::{doen, moment, pad};
use crate::config::Drempels;

/// The newest run failed, or ended with its process.
pub(super) const RUN_MISLUKT: &str = "run_mislukt";
/// A planned run has not ended in time.
pub(super) const RUN_TE_LAAT: &str = "run_te_laat";
/// A source was not read well for too long.
pub(super) const BRON_VEROUDERD: &str = "bron_verouderd";
/// Too much of what was read was refused.
pub(super) const QUARANTAINE_AANDEEL: &str = "quarantaine_aandeel";
/// Much more or less was read than on other such days.
pub(super) const VOLUME_WIJKT_AF: &str = "volume_wijkt_af";
/// Too little room on the disk.
pub(super) const SCHIJF_VOL: &str = "schijf_vol";

/// All rules.
pub const REGELS: [&str; 6] =
    [RUN_MISLUKT, RUN_TE_LAAT, BRON_VEROUDERD, QUARANTAINE_AANDEEL, VOLUME_WIJKT_AF, SCHIJF_VOL];

/// A moment at which a plan starts a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gepland {
    /// Name of the plan, as in `beheer.planning`.
    pub plan: String,
    /// When.
    pub moment: DateTime<Utc>,
}

/// A volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schijf {
    /// Folder that is on it.
    pub map: String,
    /// Free bytes.
    pub vrij: u64,
    /// All bytes.
    pub totaal: u64,
}

/// All that the rules look at.
#[derive(Debug, Clone, Copy)]
pub struct Beeld<'b> {
    /// The warehouse.
    pub stand: &'b Stand,
    /// Run that stands as running without a process.
    pub gecrasht: Option<i64>,
    /// Volumes.
    pub schijven: &'b [Schijf],
    /// Planned moments before `nu`.
    pub gepland: &'b [Gepland],
    /// When something is worth a message.
    pub drempels: &'b Drempels,
    /// Names of the sources in the configuration; others are not judged.
    pub bronnen: &'b [String],
    /// What stands open.
    pub open: &'b [SignaalRij],
    /// Zone of days and of moments in texts.
    pub tijdzone: Tz,
    /// The moment.
    pub nu: DateTime<Utc>,
}

/// All that is wrong, in the order of the rules.
pub fn beoordeel(beeld: &Beeld<'_>) -> Vec<NieuwSignaal> {
    let mut signalen: Vec<NieuwSignaal> = run_mislukt(beeld).into_iter().collect();
    signalen.extend(run_te_laat(beeld));
    for naam in beeld.bronnen {
        let found = beeld.stand.bronnen.iter().find(|bron| bron.bron == *naam);
        signalen.extend(found.and_then(|bron| bron_verouderd(beeld, bron)));
    }
    for naam in beeld.bronnen {
        let found = beeld.stand.bronnen.iter().find(|bron| bron.bron == *naam);
        signalen.extend(found.and_then(|bron| quarantaine_aandeel(beeld, bron)));
    }
    signalen.extend(beeld.bronnen.iter().filter_map(|naam| volume::wijkt_af(beeld, naam)));
    signalen.extend(beeld.schijven.iter().filter_map(|schijf| schijf_vol(beeld, schijf)));
    signalen
}

/// A signal with the words of its rule.
fn signaal(
    regel: &'static str,
    object: &str,
    kenmerk: &str,
    sinds: DateTime<Utc>,
    (titel, wat): (String, String),
) -> NieuwSignaal {
    NieuwSignaal {
        regel,
        object: object.to_owned(),
        kenmerk: kenmerk.to_owned(),
        sinds,
        melding: Melding { titel, wat, doen: doen(regel).to_owned(), pad: pad(regel, object) },
    }
}

fn run_mislukt(beeld: &Beeld<'_>) -> Option<NieuwSignaal> {
    if !beeld.drempels.run_mislukt {
        return None;
    }
    let newest = beeld.stand.runs.first()?;
    let gecrasht = beeld.gecrasht == Some(newest.run_id);
    let (run, code) = if gecrasht {
        (newest, "CRASHED")
    } else {
        let ended = beeld.stand.runs.iter().find(|run| run.status != "running")?;
        if ended.status != "failed" {
            return None;
        }
        (ended, ended.foutcode.as_deref().unwrap_or("ONBEKEND"))
    };
    let sinds = run.geeindigd_op.unwrap_or(run.gestart_op);
    let titel = format!("Run {} is mislukt ({code})", run.run_id);
    let wat = if code == "CRASHED" {
        format!("Het proces van run {} is gestopt voordat de run klaar was.", run.run_id)
    } else {
        format!("Run {} is geëindigd met de foutcode {code}.", run.run_id)
    };
    let mut found = signaal(RUN_MISLUKT, "run", code, sinds, (titel, wat));
    found.melding.pad = format!("/runs/{}", run.run_id);
    Some(found)
}

/// Each plan by its newest moment that should be done by now.
fn run_te_laat(beeld: &Beeld<'_>) -> Vec<NieuwSignaal> {
    let Some(minuten) = beeld.drempels.run_te_laat_minuten else { return Vec::new() };
    let geduld = TimeDelta::minutes(i64::from(minuten));
    let mut namen: Vec<&str> = beeld.gepland.iter().map(|gepland| gepland.plan.as_str()).collect();
    namen.sort_unstable();
    namen.dedup();
    let late = namen.into_iter().filter_map(|naam| {
        let moments = beeld.gepland.iter().filter(|gepland| gepland.plan == naam);
        let due = moments.map(|gepland| gepland.moment).filter(|due| *due + geduld <= beeld.nu);
        let due = due.max()?;
        let plan = beeld.stand.plannen.iter().find(|plan| plan.plan == naam)?;
        let busy = plan.gevraagd_op.filter(|_| plan.is_open);
        let (sinds, wat) = if plan.laatste_moment < due {
            (due, "is niet begonnen")
        } else {
            // The request of a later moment may be the same as that of this one: it counts from when it was made.
            let begun = if plan.laatste_moment == due { busy.map(|_| due) } else { busy };
            (begun.filter(|begun| *begun + geduld <= beeld.nu)?, "is nog niet klaar")
        };
        let titel = format!("De run van plan {naam} is te laat");
        let gepland = moment(sinds, beeld.tijdzone);
        let wat = format!(
            "De run van plan {naam}, gepland op {gepland}, {wat}. De grens is {minuten} minuten na \
             het geplande moment."
        );
        Some(signaal(RUN_TE_LAAT, naam, "", sinds, (titel, wat)))
    });
    late.collect()
}

fn bron_verouderd(beeld: &Beeld<'_>, bron: &BronVersheid) -> Option<NieuwSignaal> {
    let uren = beeld.drempels.uren_van(&bron.bron)?;
    let sinds = bron.laatste_succes.or(bron.eerste_op)?;
    if sinds + TimeDelta::hours(i64::from(uren)) > beeld.nu {
        return None;
    }
    let naam = &bron.bron;
    let oud = (beeld.nu - sinds).num_hours();
    let titel = format!("Bron {naam} is verouderd");
    let wat = match bron.laatste_succes {
        Some(op) => format!(
            "Bron {naam} is {oud} uur geleden voor het laatst goed ingelezen, op {}. De grens is \
             {uren} uur.",
            moment(op, beeld.tijdzone)
        ),
        None => format!(
            "Bron {naam} is nog nooit goed ingelezen; de eerste poging was {oud} uur geleden. De \
             grens is {uren} uur."
        ),
    };
    Some(signaal(BRON_VEROUDERD, naam, "", sinds, (titel, wat)))
}

fn quarantaine_aandeel(beeld: &Beeld<'_>, bron: &BronVersheid) -> Option<NieuwSignaal> {
    let grens = beeld.drempels.quarantaine_promille?;
    let (gelezen, geweigerd) = (bron.gelezen?, bron.geweigerd?);
    let (run_id, sinds) = (bron.run_id?, bron.gelezen_op?);
    let is_over = i128::from(geweigerd) * 1_000 > i128::from(grens) * i128::from(gelezen);
    if !is_over {
        return None;
    }
    let naam = &bron.bron;
    let promille = i128::from(geweigerd) * 1_000 / i128::from(gelezen.max(1));
    let titel = format!("Veel quarantaine bij bron {naam}");
    let wat = format!(
        "Van de {gelezen} records van bron {naam} in run {run_id} zijn er {geweigerd} geweigerd: \
         {promille} promille. De grens is {grens} promille."
    );
    Some(signaal(QUARANTAINE_AANDEEL, naam, "", sinds, (titel, wat)))
}

/// Bytes in a MB as disks are sold.
const MB: u64 = 1_000_000;

fn schijf_vol(beeld: &Beeld<'_>, schijf: &Schijf) -> Option<NieuwSignaal> {
    let is_open = beeld.open.iter().any(|rij| rij.regel == SCHIJF_VOL && rij.object == schijf.map);
    // What is open stays open until there is a tenth more, or it would come and go with every file.
    let rek = if is_open { 11 } else { 10 };
    let te_weinig = |grens: u64| schijf.vrij.saturating_mul(10) < grens.saturating_mul(rek);
    let mb = beeld.drempels.schijf_mb.map(|mb| u64::from(mb).saturating_mul(MB));
    let percent = beeld.drempels.schijf_procent;
    let percent = percent.map(|percent| schijf.totaal / 100 * u64::from(percent));
    if !mb.into_iter().chain(percent).any(te_weinig) {
        return None;
    }
    let vrij = schijf.vrij / MB;
    let percent = schijf.vrij.saturating_mul(100) / schijf.totaal.max(1);
    let titel = "De schijf is bijna vol".to_owned();
    let wat = format!("Op de schijf van {} is nog {vrij} MB vrij ({percent} %).", schijf.map);
    Some(signaal(SCHIJF_VOL, &schijf.map, "", beeld.nu, (titel, wat)))
}

#[cfg(test)]
mod tests;
