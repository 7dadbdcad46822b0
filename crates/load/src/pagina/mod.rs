//! What the pages show and no command does: queries of their own, each bounded in rows.

pub mod audit;
pub mod instellingen;
pub mod kwaliteit;
pub mod quarantaine;
