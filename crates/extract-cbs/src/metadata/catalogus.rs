//! Rows of a catalogue of either protocol to those of the model.

use std::collections::BTreeSet;

use domain::statline::{CatalogusRegel, TabelId, Tabelversie};

use super::keuring::kort;
use super::veld::Veld;

/// A row of a catalogue as either protocol tells it.
#[derive(Debug, Clone)]
pub(crate) struct Catalogusveld {
    pub(crate) id: Veld,
    pub(crate) titel: Veld,
    pub(crate) omschrijving: Veld,
    pub(crate) status: Veld,
    pub(crate) taal: Veld,
    pub(crate) periode: Veld,
    pub(crate) reden: Veld,
    pub(crate) versie: Tabelversie,
}

/// Rows to the model, in their order.
///
/// A row whose identifier cannot be one of a table, and a second row of the same table, are left out with a warning
/// in the log: one odd table must not stop all others.
pub(crate) fn maak_catalogus(velden: impl Iterator<Item = Catalogusveld>) -> Vec<CatalogusRegel> {
    let mut seen = BTreeSet::new();
    velden
        .filter_map(|veld| {
            let Ok(tabel_id) = veld.id.kort().parse::<TabelId>() else {
                tracing::warn!(table.id = kort(veld.id.ruw()), "catalogue row without a usable id");
                return None;
            };
            if !seen.insert(tabel_id.clone()) {
                tracing::warn!(table.id = tabel_id.as_str(), "catalogue lists a table twice");
                return None;
            }
            Some(CatalogusRegel {
                tabel_id,
                titel: zonder_nul(&veld.titel),
                omschrijving: zonder_nul(&veld.omschrijving),
                status: zonder_nul(&veld.status),
                taal: zonder_nul(&veld.taal),
                periode: zonder_nul(&veld.periode),
                reden: zonder_nul(&veld.reden),
                versie: veld.versie,
            })
        })
        .collect()
}

/// Texts of the catalogue are for searching: a zero character, which the warehouse cannot hold, is dropped.
fn zonder_nul(veld: &Veld) -> String {
    veld.kort().replace('\0', "")
}
