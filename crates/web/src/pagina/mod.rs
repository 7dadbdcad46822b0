//! One file per page: what it reads, its template, its actions.

mod aandacht;
mod adres;
mod audit;
mod bron;
mod bronnen;
mod instellingen;
mod keten_verhaal;
mod ketens;
mod kwaliteit;
mod oordeel;
mod overzicht;
mod quarantaine;
mod raad;
mod reden;
mod run;
mod run_tabel;
mod runs;
mod tekst;
mod verzoek;
mod wachtrij;
mod weergave;
mod weigering;

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

/// The pages about what was loaded: quarantine, quality, chains; and about who did what, with what.
pub(crate) fn inhoud() -> Router<Omgeving> {
    Router::new()
        .merge(quarantaine::routes())
        .merge(kwaliteit::routes())
        .merge(ketens::routes())
        .merge(audit::routes())
        .merge(instellingen::routes())
}
