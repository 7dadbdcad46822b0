//! What a rule is: its code, its authority, when it holds and what it needs.

use chrono::NaiveDate;
use domain::Wet;

use crate::Kader;

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

/// A list that a municipality loads, without which a rule cannot be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nodig {
    /// Nothing but the messages.
    Niets,
    /// `ref.productlijst`.
    Productlijst,
    /// `ref.contract_tarief`.
    Tarieven,
    /// `ref.gemeentelijst`.
    Gemeentelijst,
}

impl Nodig {
    /// Why a rule cannot be judged with what `kader` has, in Dutch; `None`: it can.
    pub fn ontbreekt(self, kader: &Kader) -> Option<&'static str> {
        match self {
            Self::Productlijst if kader.productlijst.is_none() => Some("geen productlijst geladen"),
            Self::Tarieven if kader.tarieven.is_none() => Some("geen contracttarieven geladen"),
            Self::Gemeentelijst if kader.gemeentelijst.is_none() => {
                Some("geen gemeentelijst geladen")
            }
            Self::Niets | Self::Productlijst | Self::Tarieven | Self::Gemeentelijst => None,
        }
    }
}

/// Definition of a rule; `dwh.dim_regel` is filled from [`super::regels`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regel {
    /// Official code (`TR019`) or own code (`DQ15`).
    pub code: &'static str,
    /// The answer code that the standard gives for a breach.
    pub retourcode: Option<&'static str>,
    /// What it is about, in Dutch.
    pub onderwerp: &'static str,
    /// Level of the check, in Dutch: `bericht`, `berichtoverstijgend`, `externe bron`, `plicht` or `eigen`.
    pub niveau: &'static str,
    /// How serious.
    pub ernst: Ernst,
    /// The law it is for; `None` is all.
    pub wet: Option<Wet>,
    /// In force since; `None` is not stated.
    pub geldig_van: Option<NaiveDate>,
    /// In force until; `None` is open.
    pub geldig_tot: Option<NaiveDate>,
    /// What it needs beside the messages.
    pub nodig: Nodig,
}

impl Regel {
    /// A technical rule over messages, with the answer code of its breach.
    pub(super) const fn officieel(
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
            nodig: Nodig::Niets,
        }
    }

    /// A technical rule within one message; its breach is answered with 0001.
    pub(super) const fn in_bericht(code: &'static str, onderwerp: &'static str) -> Self {
        Self { niveau: "bericht", ..Self::officieel(code, "0001", onderwerp) }
    }

    /// A technical rule that the standard gives no answer code for.
    pub(super) const fn zonder_retourcode(self) -> Self {
        Self { retourcode: None, ..self }
    }

    /// An official duty (OP, IV).
    pub(super) const fn plicht(code: &'static str, onderwerp: &'static str) -> Self {
        Self { niveau: "plicht", ..Self::eigen(code, Ernst::P, onderwerp) }
    }

    /// A check of our own (SPEC e).
    pub(super) const fn eigen(code: &'static str, ernst: Ernst, onderwerp: &'static str) -> Self {
        Self {
            code,
            retourcode: None,
            onderwerp,
            niveau: "eigen",
            ernst,
            wet: None,
            geldig_van: None,
            geldig_tot: None,
            nodig: Nodig::Niets,
        }
    }

    /// The same rule, in force since a release of the standard.
    pub(super) const fn sinds(self, geldig_van: Option<NaiveDate>) -> Self {
        Self { geldig_van, ..self }
    }

    /// The same rule, for one law.
    pub(super) const fn alleen(self, wet: Wet) -> Self {
        Self { wet: Some(wet), ..self }
    }

    /// The same rule, which needs a list.
    pub(super) const fn met(self, nodig: Nodig) -> Self {
        Self { nodig, niveau: "externe bron", ..self }
    }

    /// Whether the rule was in force when a message of this date was sent.
    pub fn gold_op(&self, dagtekening: NaiveDate) -> bool {
        self.geldig_van.is_none_or(|van| van <= dagtekening)
            && self.geldig_tot.is_none_or(|tot| dagtekening <= tot)
    }
}
