//! What becomes of a file: its decision, its counters and its rows in the ledger.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::record::{IngelezenBericht, Inhoud, Ketenfout};
use domain::{Code, Eurocent};

use crate::ledger::{Aantal, Telling};

use super::judge::Besluit;
use super::ledger_rows::{BestandRij, QuarantaineRij};
use super::{Batch, Bestand, Lezing};

/// A file with its number and what became of it.
pub(super) struct Beoordeeld<'a> {
    pub(super) bestand_id: i64,
    /// Whether it was never read before.
    pub(super) is_nieuw: bool,
    /// The archive it is in.
    pub(super) container_id: Option<i64>,
    pub(super) file: &'a Bestand,
    /// `None`: an archive, or refused before there was a message.
    besluit: Option<Besluit>,
    pub(super) telling: Telling,
}

impl<'a> Beoordeeld<'a> {
    /// Whether the facts depend on it.
    pub(super) fn changes_facts(&self) -> bool {
        matches!(self.besluit, Some(Besluit::Laden | Besluit::Conflict))
    }

    /// Whether everything in it was loaded.
    pub(super) fn is_loaded_whole(&self) -> bool {
        self.besluit == Some(Besluit::Laden) && self.telling.gequarantaineerd.records == 0
    }

    /// The message, when the decision over it is `besluit`.
    pub(super) fn met(&self, besluit: Besluit) -> Option<&'a IngelezenBericht> {
        if self.besluit == Some(besluit) { self.file.bericht() } else { None }
    }

    /// The fault of the hub that goes into landing.
    pub(super) fn nieuwe_fout(&self) -> Option<&'a Ketenfout> {
        if self.besluit == Some(Besluit::Laden) { self.file.ketenfout() } else { None }
    }

    /// Its row in `beheer.bestand`.
    pub(super) fn bestand(&self, taak_id: i64, bron: &'a str) -> BestandRij<'a> {
        let foutcode = match (&self.file.lezing, self.besluit) {
            (Lezing::Geweigerd { afkeuring, .. }, _) => Some(afkeuring.code),
            (_, Some(Besluit::Conflict)) => Some(Code::Tr056),
            _ => None,
        };
        let (status, dubbel_van) = match self.besluit {
            Some(Besluit::Dubbel(van)) => ("dubbel", Some(van)),
            Some(Besluit::Laden) if self.is_loaded_whole() => ("geladen", None),
            Some(Besluit::Laden) => ("deels", None),
            None if matches!(self.file.lezing, Lezing::Container) => ("container", None),
            Some(Besluit::Conflict) | None => ("quarantaine", None),
        };
        BestandRij {
            bestand_id: self.bestand_id,
            taak_id,
            container_id: self.container_id,
            dubbel_van,
            bron,
            bestand: self.file,
            status,
            foutcode,
            telling: self.telling,
        }
    }

    /// Its rows in `beheer.quarantaine`: one for the whole, or one per refused record. A duplicate has none.
    pub(super) fn quarantaine(&self, nu: DateTime<Utc>) -> Vec<QuarantaineRij<'a>> {
        let bestand_id = self.bestand_id;
        let Aantal { records, bedrag } = self.telling.gequarantaineerd;
        let geheel = QuarantaineRij {
            bestand_id,
            afkeuring: None,
            records,
            bedrag: Some(bedrag),
            is_declaratie: false,
            nu,
        };
        match (&self.file.lezing, self.besluit) {
            (Lezing::Geweigerd { afkeuring, .. }, _) => {
                vec![QuarantaineRij { afkeuring: Some(afkeuring), ..geheel }]
            }
            (Lezing::Bericht { .. }, Some(Besluit::Conflict)) => vec![geheel],
            (Lezing::Bericht { bericht, afkeuringen }, Some(Besluit::Laden)) => {
                let is_declaratie = matches!(bericht.inhoud, Inhoud::Declaratie(..));
                let row = |afkeuring, bedrag: Option<Eurocent>| QuarantaineRij {
                    bestand_id,
                    afkeuring: Some(afkeuring),
                    records: 1,
                    bedrag,
                    is_declaratie,
                    nu,
                };
                afkeuringen.iter().map(|regel| row(&regel.afkeuring, regel.bedrag)).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Joins files, numbers and decisions; a file without a message has no decision.
///
/// `dubbele_fouten` are the faults of the hub that were there before: their file and the earlier one.
pub(super) fn describe<'a>(
    batch: &'a Batch,
    nummers: &[i64],
    besluiten: Vec<Besluit>,
    dubbele_fouten: &BTreeMap<i64, i64>,
) -> Vec<Beoordeeld<'a>> {
    let mut besluiten = besluiten.into_iter();
    batch
        .bestanden
        .iter()
        .zip(nummers)
        .map(|(file, bestand_id)| {
            let besluit = match &file.lezing {
                Lezing::Bericht { .. } => besluiten.next(),
                Lezing::Ketenfout(_) => {
                    let eerder = dubbele_fouten.get(bestand_id);
                    Some(eerder.map_or(Besluit::Laden, |eerder| Besluit::Dubbel(*eerder)))
                }
                Lezing::Container | Lezing::Geweigerd { .. } => None,
            };
            let telling = count(&file.lezing, besluit);
            let container = file.container.and_then(|container| {
                Some((nummers.get(container)?, batch.bestanden.get(container)?))
            });
            Beoordeeld {
                bestand_id: *bestand_id,
                is_nieuw: container.map_or(file, |(_, container)| container).bestand_id.is_none(),
                container_id: container.map(|(nummer, _)| *nummer),
                file,
                besluit,
                telling,
            }
        })
        .collect()
}

fn count(lezing: &Lezing, besluit: Option<Besluit>) -> Telling {
    let (goed, geweigerd) = lezing.aantallen();
    let mut alles = goed;
    alles.add(geweigerd);
    let niets = Telling::default();
    match besluit {
        Some(Besluit::Laden) => Telling { geladen: goed, gequarantaineerd: geweigerd, ..niets },
        Some(Besluit::Dubbel(_)) => Telling { dubbel: alles, ..niets },
        Some(Besluit::Conflict) | None => Telling { gequarantaineerd: alles, ..niets },
    }
}
