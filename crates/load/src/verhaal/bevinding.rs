//! Findings of a story, each at the record it is about.

use std::collections::BTreeMap;

use serde::Serialize;

use super::rij::Bevinding;

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Vondst {
    /// Rule.
    pub regelcode: String,
    /// `R`, `P` or `D`.
    pub ernst: String,
    /// `open` or `geaccepteerd`.
    pub status: String,
    /// What it is about, when that is not the record it stands under.
    pub waarover: Option<String>,
    /// What was found against what was expected.
    pub toelichting: String,
    /// What a person decided, by whom and why.
    pub besluit: Option<String>,
}

/// Where a record stands, as findings name it: two senders may use one identification.
pub(super) struct Plaats<'r> {
    /// Of the record, and of its message: in release 2 the two may differ.
    pub aanbieders: [&'r str; 2],
    pub identificatie: &'r str,
    pub regel: i32,
}

/// What a finding is about: kind of message, message, record.
type Onderwerp = (String, Option<String>, Option<i32>);

/// Findings that still wait for their record. A chain may have tens of thousands, so by what they are about.
pub(super) struct Bevindingen(BTreeMap<Onderwerp, Vec<Bevinding>>);

impl Bevindingen {
    pub(super) fn van(bevindingen: impl IntoIterator<Item = Bevinding>) -> Self {
        let mut found: BTreeMap<Onderwerp, Vec<Bevinding>> = BTreeMap::new();
        for bevinding in bevindingen {
            let soort = bevinding.berichtsoort.clone();
            let onderwerp = (soort, bevinding.bericht_identificatie.clone(), bevinding.regelnummer);
            found.entry(onderwerp).or_default().push(bevinding);
        }
        Self(found)
    }

    /// Takes out what is about this record, or about its message as a whole.
    pub(super) fn neem(&mut self, soort: &str, record: &Plaats<'_>) -> Vec<Vondst> {
        let mut taken = Vec::new();
        for regel in [Some(record.regel), None] {
            let onderwerp = (soort.to_owned(), Some(record.identificatie.to_owned()), regel);
            let Some(about) = self.0.get_mut(&onderwerp) else { continue };
            let is_mine = |bevinding: &mut Bevinding| {
                record.aanbieders.contains(&bevinding.agb_code.as_str())
            };
            taken.extend(about.extract_if(.., is_mine));
        }
        taken.sort_by_key(gewicht);
        taken.iter().map(|bevinding| vondst(bevinding, None)).collect()
    }

    pub(super) fn rest(self) -> Vec<Vondst> {
        let mut rest: Vec<Bevinding> = self.0.into_values().flatten().collect();
        rest.sort_by_key(gewicht);
        let about = |bevinding: &Bevinding| {
            let bericht = bevinding.bericht_identificatie.as_deref()?;
            let regel = bevinding.regelnummer.map(|regel| format!(", record {regel}"));
            Some(format!("{} {bericht}{}", bevinding.berichtsoort, regel.unwrap_or_default()))
        };
        rest.iter().map(|bevinding| vondst(bevinding, about(bevinding))).collect()
    }
}

/// Official grounds for rejection first.
fn gewicht(bevinding: &Bevinding) -> (usize, String, Option<String>, Option<i32>) {
    let ernst = ["R", "P", "D"].iter().position(|ernst| *ernst == bevinding.ernst);
    let bericht = bevinding.bericht_identificatie.clone();
    (ernst.unwrap_or(usize::MAX), bevinding.regelcode.clone(), bericht, bevinding.regelnummer)
}

fn vondst(bevinding: &Bevinding, waarover: Option<String>) -> Vondst {
    let besluit = bevinding.besluit.as_ref().map(|besluit| {
        let door = bevinding.genomen_door.as_deref().unwrap_or_default();
        let notitie = bevinding.notitie.as_deref().unwrap_or_default();
        format!("{besluit} door {door}: {notitie}")
    });
    Vondst {
        regelcode: bevinding.regelcode.clone(),
        ernst: bevinding.ernst.clone(),
        status: bevinding.status.clone(),
        waarover,
        toelichting: bevinding.toelichting.clone(),
        besluit,
    }
}
