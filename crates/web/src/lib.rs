//! The pages of the service: server-rendered, in Dutch, working without script.
//!
//! A page reads the warehouse through `load` and what only the service knows through [`Bediening`]. An action is a row
//! in `beheer.verzoek`, never work of the web server. [`paginas`] holds the pages and asks for a signed-in
//! [`Gebruiker`]; [`router`] puts sign-in, sessions and protection around them.

mod fout;
mod gebruiker;
mod masker;
mod omgeving;
mod opmaak;
mod pagina;
mod router;
pub mod tabel;

pub use fout::Fout;
pub use gebruiker::{Gebruiker, Rol};
pub use omgeving::{Bediening, BronInfo, Omgeving, Volgende};
pub use router::{paginas, router};
