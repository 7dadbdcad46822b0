//! One run from begin to end: take the slot, load files, publish facts, load tables of CBS, keep the ledger.

mod archief;
mod context;
mod disk;
mod error;
mod execute;
mod inlezen;
mod progress;
mod publiceren;
mod report;
mod spoor;
mod statline;
mod uitvoering;
mod waarnemer;
mod write;
mod zaaksysteem;

pub use context::{
    BatchLimits, Bron, BronDagen, Opdracht, RerunDoel, RunContext, Schijf, Statline, StatlineBron,
};
pub(crate) use disk::free_bytes;
pub use error::RunError;
pub use execute::execute;
pub use progress::{Progress, Stage};
pub use report::{NotTestable, Notice, RunReport, TableReport, TaskReport, Totals};
pub use uitvoering::{
    MappingFout, MappingOorzaak, Uitvoering, UitvoeringFout, Vraag, read_mapping,
};
pub use waarnemer::{RunBegin, RunEinde, Waarnemer};
pub(crate) use write::{SOURCE_UNAVAILABLE, retrying};
pub use zaaksysteem::{ZaakBron, Zaaksysteem};
