//! What the service keeps in the warehouse: requests to it, what the planner has started, who leads.

mod verzoek;

pub use verzoek::{Antwoord, Herkomst, NieuwVerzoek, Opdracht, VerzoekRij, list, vraag};
