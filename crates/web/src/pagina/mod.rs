//! One file per page: what it reads, its template, its actions.

mod aandacht;
mod bron;
mod bronnen;
mod oordeel;
pub(crate) mod overzicht;
mod raad;
mod reden;
mod run;
mod run_tabel;
mod runs;
mod tekst;
mod verzoek;
mod wachtrij;

use axum::Router;

use crate::omgeving::Omgeving;

/// The pages of the runs: what went, what goes, what is asked.
pub(crate) fn routes() -> Router<Omgeving> {
    Router::new()
        .merge(overzicht::routes())
        .merge(runs::routes())
        .merge(run::routes())
        .merge(bronnen::routes())
        .merge(bron::routes())
        .merge(verzoek::routes())
}
