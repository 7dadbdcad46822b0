//! What both protocols tell of a table, in one form: catalogue rows, dimensions, groups, units, the life of areas.

mod catalogus;
mod dimensie;
mod eenheid;
mod groep;
mod herindeling;
mod keuring;
mod rol;
#[cfg(test)]
pub(crate) mod tests;
mod veld;

pub(crate) use catalogus::{Catalogusveld, maak_catalogus};
pub(crate) use dimensie::{Codeveld, Dimensieveld, maak_dimensies};
pub(crate) use groep::Groepen;
pub(crate) use keuring::{gegevenstype, keur, keur_eenheden, keur_id, keur_naam, keur_versie};
pub(crate) use keuring::{kort, noem};
pub(crate) use rol::is_relatief;
pub(crate) use veld::Veld;
