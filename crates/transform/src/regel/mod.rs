//! The rules: one file per rule or family of rules, one word in the list below per file.
//!
//! A rule looks at what its [`Toets`] names and writes findings. It changes nothing and knows no other rule.

mod definitie;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use crate::Kader;
use crate::beeld::Beeld;
use crate::bevinding::{Bevindingen, Plek};
use crate::dossier::DossierBeeld;
use crate::{Berichtkring, Kenmerkgroep, Kring, Toetsing};

pub use definitie::{Ernst, Nodig, Regel};

/// What was sent, or ended, before this day is not judged by TR381 and OP288.
const APRIL_2019: Option<NaiveDate> = NaiveDate::from_ymd_opt(2019, 4, 1);

/// Release 3.0, in force since 1 January 2021: what its rules check, the list of release 2.1 has no answer code for.
const RELEASE_3_0: Option<NaiveDate> = NaiveDate::from_ymd_opt(2021, 1, 1);

/// Release 3.1, in force since 4 April 2022 (WJ001).
const RELEASE_3_1: Option<NaiveDate> = NaiveDate::from_ymd_opt(2022, 4, 4);

/// Release 3.2, in force since 3 April 2023 (WJ001).
const RELEASE_3_2: Option<NaiveDate> = NaiveDate::from_ymd_opt(2023, 4, 3);

/// A rule and one check of it. A rule that looks at two kinds of things has two.
#[derive(Debug, Clone, Copy)]
struct Controle {
    regel: Regel,
    toets: Toets,
}

/// The check of a rule, by what it looks at.
#[derive(Debug, Clone, Copy)]
enum Toets {
    /// Applied by the reader or by landing.
    Poort,
    /// Looks at a chain.
    Keten(fn(&Beeld<'_>, &mut Bevindingen<'_>)),
    /// Looks at everything of one person at one provider.
    Dossier(fn(&DossierBeeld<'_>, &mut Bevindingen<'_>)),
    /// Looks at one message.
    Bericht(fn(&Berichtkring, &mut Bevindingen<'_>)),
    /// Looks at records that share a reference number.
    Kenmerk(fn(&Kenmerkgroep, &mut Bevindingen<'_>)),
}

impl Toets {
    const fn kring(self) -> Kring {
        match self {
            Self::Poort => Kring::Poort,
            Self::Keten(_) => Kring::Keten,
            Self::Dossier(_) => Kring::Dossier,
            Self::Bericht(_) => Kring::Bericht,
            Self::Kenmerk(_) => Kring::Kenmerk,
        }
    }
}

/// The files of the rules; every file has its checks under the name `CONTROLES`.
macro_rules! bestanden {
    ($($bestand:ident),+ $(,)?) => {
        $(mod $bestand;)+
        const BESTANDEN: &[&[Controle]] = &[$($bestand::CONTROLES),+];
    };
}

bestanden!(
    cd060,
    cd087,
    cs337,
    dq11,
    dq12,
    dq13,
    dq14,
    dq15,
    dq24,
    dq25,
    dq27,
    dq39,
    dq47,
    dq63,
    dq64,
    dq65,
    dq66,
    iv099,
    op033x1,
    op087,
    op090,
    op271,
    op274,
    op288,
    op295,
    op380,
    poort,
    tr018,
    tr019,
    tr056,
    tr063,
    tr071,
    tr074,
    tr134,
    tr302,
    tr304,
    tr307,
    tr314,
    tr318,
    tr319,
    tr321,
    tr323,
    tr326,
    tr332,
    tr337,
    tr338,
    tr339,
    tr341,
    tr346,
    tr349,
    tr352,
    tr355,
    tr357,
    tr361,
    tr366,
    tr369,
    tr374,
    tr377,
    tr378,
    tr379,
    tr381,
    tr382,
    tr384,
    tr385,
    tr387,
    tr389,
    tr390,
    tr413,
    tr416,
    tr418,
    waargenomen,
);

fn controles() -> impl Iterator<Item = &'static Controle> {
    BESTANDEN.iter().copied().flatten()
}

/// All rules that can give a finding, each once, with what their first check looks at.
pub fn regels() -> impl Iterator<Item = (&'static Regel, Kring)> {
    let mut gezien = std::collections::BTreeSet::new();
    controles()
        .filter(move |controle| gezien.insert(controle.regel.code))
        .map(|controle| (&controle.regel, controle.toets.kring()))
}

/// The rule with this code.
pub fn regel(code: &str) -> Option<&'static Regel> {
    controles().map(|controle| &controle.regel).find(|regel| regel.code == code)
}

/// The rules that cannot be judged with what `kader` has, each with the reason in Dutch.
pub fn niet_toetsbaar(kader: &Kader) -> Vec<(&'static str, &'static str)> {
    regels().filter_map(|(regel, _)| Some((regel.code, regel.nodig.ontbreekt(kader)?))).collect()
}

/// Applies the checks that `kies` takes, for the law of `plek`.
fn toets(
    plek: Plek,
    kader: &Kader,
    mut controleer: impl FnMut(Toets, &mut Bevindingen<'_>),
) -> Toetsing {
    let mut toetsing = Toetsing::default();
    for Controle { regel, toets } in controles() {
        let geldt = regel.wet.is_none_or(|wet| wet == plek.wet);
        if geldt && regel.nodig.ontbreekt(kader).is_none() {
            controleer(*toets, &mut Bevindingen::new(regel, plek, kader, &mut toetsing));
        }
    }
    // A rule may go through records as they came.
    toetsing.bevindingen.sort_by_key(|bevinding| (bevinding.regelcode, bevinding.bevinding_sk));
    toetsing
}

/// Applies every rule to a chain.
pub(crate) fn keten(beeld: &Beeld<'_>) -> Toetsing {
    let plek = Plek { wet: beeld.wet, gemeente: beeld.gemeente, kring: None };
    toets(plek, beeld.kader, |toets, bevindingen| {
        if let Toets::Keten(controleer) = toets {
            controleer(beeld, bevindingen);
        }
    })
}

/// Applies every rule to a dossier.
pub(crate) fn dossier(beeld: &DossierBeeld<'_>) -> Toetsing {
    let plek = Plek { wet: beeld.wet, gemeente: beeld.gemeente, kring: Some(beeld.sleutel) };
    toets(plek, beeld.kader, |toets, bevindingen| {
        if let Toets::Dossier(controleer) = toets {
            controleer(beeld, bevindingen);
        }
    })
}

/// Applies every rule to a message.
pub(crate) fn bericht(kring: &Berichtkring, kader: &Kader) -> Toetsing {
    let plek = Plek { wet: kring.wet, gemeente: kring.gemeente, kring: Some(kring.sleutel) };
    toets(plek, kader, |toets, bevindingen| {
        if let Toets::Bericht(controleer) = toets {
            controleer(kring, bevindingen);
        }
    })
}

/// Applies every rule to records that share a reference number.
pub(crate) fn kenmerk(groep: &Kenmerkgroep, kader: &Kader) -> Toetsing {
    // The municipality is that of the record that a finding hangs on.
    let Some(eerste) = groep.leden.first() else { return Toetsing::default() };
    let plek = Plek { wet: groep.wet, gemeente: eerste.gemeente, kring: Some(groep.sleutel) };
    toets(plek, kader, |toets, bevindingen| {
        if let Toets::Kenmerk(controleer) = toets {
            controleer(groep, bevindingen);
        }
    })
}
