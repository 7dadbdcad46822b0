//! One file per page: what it reads, its template, its actions.

pub(crate) mod overzicht;
