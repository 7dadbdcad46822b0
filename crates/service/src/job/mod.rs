//! Reading one kind of source: from a folder or a service to batches that `load` can write.

pub(crate) mod archief;
pub(crate) mod cbs;
pub(crate) mod folder;
pub(crate) mod ggk;
pub(crate) mod zaaksysteem;
