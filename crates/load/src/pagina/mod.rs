//! What the pages show and no command does: queries of their own, each bounded in rows.

pub mod audit;
mod bronnen;
pub mod instellingen;
pub mod kwaliteit;
mod leider;
mod overzicht;
pub mod quarantaine;
mod runs;

pub use bronnen::{VolumeRij, list_volumes};
pub use leider::{LeiderRij, find_leider};
pub use overzicht::{MislukteTaakRij, OpenQuarantaineRij, list_failed_tasks, list_open_quarantine};
pub use runs::{
    BestandenRij, GevraagdRij, RunFilter, RunRegel, find_run, list_files_of_run, list_requests,
    list_requests_of_run, list_runs,
};
