//! What the service keeps in the warehouse: requests to it, what the planner has started, who leads.

mod leider;
mod planning;
mod verzoek;
mod wachtrij;

pub use leider::{Leider, LeiderStand};
pub use planning::{Gestart, Moment, register, stand, start};
pub use verzoek::{Antwoord, Herkomst, NieuwVerzoek, Opdracht, VerzoekRij, find, list, vraag};
pub use wachtrij::{
    Afloop, Annulering, Genomen, annuleringen, assign_run, finish, requeue, resume, take, trek_in,
};
