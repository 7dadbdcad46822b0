//! The pages of the service: server-rendered, in Dutch, working without script.
//!
//! A page reads the warehouse through `load` and what only the service knows through [`Bediening`]. An action is a row
//! in `beheer.verzoek`, never work of the web server. [`paginas`] holds the pages and asks for a signed-in
//! [`Gebruiker`]; [`router()`] puts sign-in, sessions and protection around them.

mod aanmelding;
mod bescherming;
mod fout;
mod gebruiker;
mod omgeving;
mod opmaak;
mod pagina;
mod router;
pub mod tabel;
mod tekening;

pub use aanmelding::{
    AanmeldInstellingen, Basisadres, GeenBasisadres, GeenNetwerk, Netwerk, OidcFout,
    OidcInstellingen, Zwak, hash_wachtwoord, is_loopback, ruim_op,
};
pub use fout::Fout;
pub use gebruiker::{Gebruiker, Rol};
pub use omgeving::{Bediening, BronInfo, Omgeving, Volgende};
pub use router::{bescherm_paginas, paginas, router};
