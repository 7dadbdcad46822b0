//! Made-up messages with a known truth: a builder for single messages and a generator of whole inboxes.
//!
//! The truth is written down from the plan of each story and never computed by `transform`.

pub mod bericht;
