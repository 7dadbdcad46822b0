//! Tables of `StatLine`: what is asked of them, how they are pulled, and the pages that are kept on disk.

mod bulk;
mod kiezen;
mod trek;
mod uitval;
mod verbinding;
mod voorraad;
mod werker;

pub(crate) use kiezen::{Vraag, plaats, vraag};
pub(crate) use trek::{Geladen, Omgeving, Rest, Tabelwerk, bereid_voor, laad};
pub(crate) use uitval::Uitval;
pub(crate) use verbinding::client;
pub(crate) use voorraad::Paginavoorraad;
