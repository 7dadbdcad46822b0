//! The rules: one file per rule or family of rules, one line here per code.
//!
//! A rule looks at the [`Beeld`] of a chain and writes findings. It changes nothing and knows no other rule.

mod dq12;
mod dq13;
mod dq14;
mod dq15;
mod dq22;
mod dq23;
mod tr018;
mod tr019;
mod tr056;
mod tr063;
mod tr071;
mod tr074;
mod tr304;
mod tr307;
mod tr326;
mod tr338;
mod tr339;
mod tr341;
mod tr382;
mod tr384;
mod tr389;
mod tr413;

use chrono::NaiveDate;
use domain::Wet;

use crate::beeld::Beeld;
use crate::bevinding::Bevindingen;
use crate::{Bevinding, Houdbaarheid};

/// How serious a finding is, and on whose authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ernst {
    /// Official ground for rejection: TR, CD, CS, RS.
    R,
    /// Official duty without technical rejection: OP, IV.
    P,
    /// Own signal of Sluis; never a breach of the standard.
    D,
}

impl Ernst {
    /// The letter as it stands in `dim_regel`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::R => "R",
            Self::P => "P",
            Self::D => "D",
        }
    }
}

/// Definition of a rule; `dwh.dim_regel` is filled from [`REGELS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regel {
    /// Official code (`TR019`) or own code (`DQ15`).
    pub code: &'static str,
    /// The answer code that the standard gives for a breach.
    pub retourcode: Option<&'static str>,
    /// What it is about, in Dutch.
    pub onderwerp: &'static str,
    /// Level of the check, in Dutch: `bericht`, `berichtoverstijgend` or `eigen`.
    pub niveau: &'static str,
    /// How serious.
    pub ernst: Ernst,
    /// The law it is for; `None` is all.
    pub wet: Option<Wet>,
    /// In force since; `None` is not stated.
    pub geldig_van: Option<NaiveDate>,
    /// In force until; `None` is open.
    pub geldig_tot: Option<NaiveDate>,
}

impl Regel {
    /// A technical rule over messages, with the answer code of its breach.
    const fn officieel(
        code: &'static str,
        retourcode: &'static str,
        onderwerp: &'static str,
    ) -> Self {
        Self {
            code,
            retourcode: Some(retourcode),
            onderwerp,
            niveau: "berichtoverstijgend",
            ernst: Ernst::R,
            wet: None,
            geldig_van: None,
            geldig_tot: None,
        }
    }

    /// The same rule, in force since a release of the standard.
    const fn sinds(self, geldig_van: Option<NaiveDate>) -> Self {
        Self { geldig_van, ..self }
    }

    /// A check of our own (SPEC e).
    const fn eigen(code: &'static str, ernst: Ernst, onderwerp: &'static str) -> Self {
        Self {
            code,
            retourcode: None,
            onderwerp,
            niveau: "eigen",
            ernst,
            wet: None,
            geldig_van: None,
            geldig_tot: None,
        }
    }
}

/// Release 3.0, in force since 1 January 2021: what its rules check, the list of release 2.1 has no answer code for.
const RELEASE_3_0: Option<NaiveDate> = NaiveDate::from_ymd_opt(2021, 1, 1);

/// Release 3.1, in force since 4 April 2022 (WJ001).
const RELEASE_3_1: Option<NaiveDate> = NaiveDate::from_ymd_opt(2022, 4, 4);

/// Release 3.2, in force since 3 April 2023 (WJ001).
const RELEASE_3_2: Option<NaiveDate> = NaiveDate::from_ymd_opt(2023, 4, 3);

/// A rule and its check.
#[derive(Debug, Clone, Copy)]
struct Controle {
    regel: Regel,
    controleer: fn(&Beeld<'_>, &mut Bevindingen<'_>),
}

const CONTROLES: [Controle; 25] = [
    tr018::CONTROLE,
    tr019::CONTROLE,
    tr063::CONTROLE,
    tr071::CONTROLE,
    tr074::CONTROLE,
    tr304::CONTROLE,
    tr307::CONTROLE,
    tr307::CONTROLE_EINDE,
    tr326::CONTROLE,
    tr338::CONTROLE,
    tr339::CONTROLE,
    tr339::CONTROLE_CODE,
    tr341::CONTROLE,
    tr382::CONTROLE,
    tr384::CONTROLE,
    tr389::CONTROLE,
    tr413::CONTROLE,
    tr413::CONTROLE_EERDER,
    tr413::CONTROLE_DEFINITIEF,
    dq12::CONTROLE,
    dq13::CONTROLE,
    dq14::CONTROLE,
    dq15::CONTROLE,
    dq22::CONTROLE,
    dq23::CONTROLE,
];

/// All rules that can give a finding.
#[expect(
    clippy::indexing_slicing,
    reason = "evaluated by the compiler: a wrong index does not build"
)]
pub const REGELS: &[Regel] = &{
    // The rule that landing applies comes first; the others are checked on chains.
    let mut regels = [tr056::REGEL; CONTROLES.len() + 1];
    let mut index = 0;
    while index < CONTROLES.len() {
        regels[index + 1] = CONTROLES[index].regel;
        index += 1;
    }
    regels
};

/// Applies every rule to a chain.
pub(crate) fn bevindingen(beeld: &Beeld<'_>) -> Vec<Bevinding> {
    let mut lijst = Vec::new();
    for Controle { regel, controleer } in CONTROLES {
        controleer(beeld, &mut Bevindingen::new(&regel, beeld, &mut lijst));
    }
    lijst
}

/// Between which reference dates the findings stay the same: only DQ22 and DQ23 look at the calendar.
pub(crate) fn houdbaarheid(beeld: &Beeld<'_>) -> Houdbaarheid {
    let mut houdbaarheid = Houdbaarheid::default();
    let omslagen = dq22::termijnen(beeld)
        .map(|(_, termijn)| termijn)
        .chain(dq23::termijnen(beeld).map(|(_, termijn)| termijn))
        .filter_map(|termijn| termijn.succ_opt());
    for omslag in omslagen {
        if omslag <= beeld.peildatum {
            houdbaarheid.vanaf = houdbaarheid.vanaf.max(Some(omslag));
        } else {
            houdbaarheid.tot =
                Some(houdbaarheid.tot.map_or(omslag, |tot: NaiveDate| tot.min(omslag)));
        }
    }
    houdbaarheid
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_one_code_of_its_own() {
        let codes: std::collections::BTreeSet<_> = REGELS.iter().map(|regel| regel.code).collect();
        assert_eq!(codes.len(), REGELS.len());
        for regel in REGELS {
            assert_eq!(regel.ernst == Ernst::R, regel.code.starts_with("TR"), "{}", regel.code);
            assert_eq!(regel.retourcode.is_some(), regel.code.starts_with("TR"), "{}", regel.code);
        }
    }
}
