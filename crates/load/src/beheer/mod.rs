//! The reading side of the ledger, for the commands that show it: runs, sources, quarantine, findings, one chain explained.

mod bevinding;
mod explain;
mod quarantaine;
mod run;

pub use bevinding::{
    Beslist, Besluit, BevindingFilter, BevindingRij, count as count_findings,
    decide as decide_findings, find as find_findings, list as list_findings,
};
pub use explain::{
    Onderwerp, RedenRij, Section, explain, list_reasons, subjects_of_beschikking,
    subjects_of_reference,
};
pub use quarantaine::{
    QuarantaineFilter, QuarantaineRij, count_open, list as list_quarantine,
    resolve as resolve_quarantine,
};
pub use run::{
    BronStand, RunRij, TaakRij, WeigeringenRij, list_runs, list_sources, list_tasks,
    refusals_of_run, run_of_task,
};
