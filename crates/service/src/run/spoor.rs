//! The spans of a run: they give every log line of it `run_id`, `task_id` and `source`.
//!
//! At the level of errors, so that a filter that hides progress does not hide whose warning a warning is.

use tracing::field::Empty;
use tracing::{Span, error_span};

/// Around everything that a run does.
pub(super) fn run(run_id: i64) -> Span {
    error_span!("run", run_id)
}

/// Around the work on one source; [`taak`] names the task in hand.
pub(super) fn bron(naam: &str) -> Span {
    error_span!("source", source = naam, task_id = Empty)
}

/// What follows in the current span is about this task.
pub(super) fn taak(taak_id: i64) {
    Span::current().record("task_id", taak_id);
}
