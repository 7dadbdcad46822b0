//! One file per page: what it reads, its template, its actions.

mod adres;
mod audit;
mod instellingen;
mod keten_verhaal;
mod ketens;
mod kwaliteit;
pub(crate) mod overzicht;
mod quarantaine;
mod weergave;
mod weigering;

use axum::Router;

use crate::omgeving::Omgeving;

/// The pages about what was loaded: quarantine, quality, chains; and about who did what, with what.
pub(crate) fn inhoud() -> Router<Omgeving> {
    Router::new()
        .merge(quarantaine::routes())
        .merge(kwaliteit::routes())
        .merge(ketens::routes())
        .merge(audit::routes())
        .merge(instellingen::routes())
}
