//! `StatLine` in the warehouse: the catalogue, pulls at work, and publishing with revisions.
//!
//! A pull ([`Trek`]) keeps its pages in landing, each with the address of the next, so that a crash costs one page.
//! [`publish()`] compares what was pulled with what stands and writes only what differs, in one transaction.

mod catalogus;
mod export;
mod onderwerpsleutel;
mod overzicht;
mod pagina;
#[cfg(test)]
mod proef;
mod publish;
mod sleutels;
mod stand;
mod structuur;
mod trek;
mod vergeten;
mod vermelding;
mod vingerafdruk;
mod zoek;

pub use catalogus::store_catalogus;
pub use export::{Cijfer, Waarden, cijfers, dimensies};
pub use overzicht::{
    BekendOnderwerp, BekendeDimensie, BekendeTabel, CatalogusStand, Geladen, Vindplaats, Vulling,
    bekende_structuur, bekende_tabel, catalogi, geladen, vindplaatsen, vulling,
};
pub use pagina::{PaginaRij, write_page};
pub use publish::{Wijziging, publish};
pub use stand::{
    GezieneStructuur, Stand, aanvullingen, accept, gemeenten_van, stand, store_aanvulling,
};
pub use structuur::{Afwijking, afwijkingen, structuur};
pub use trek::{DeelPlan, DeelStand, Plaatsing, Trek, discard, open};
pub use vergeten::{Vergeten, discard_unknown, forget, set_wet};
pub use zoek::{TabelVersie, Treffer, opvolgers, versies, zoek};

use domain::statline::Protocol;

/// The word of a protocol in the warehouse.
pub const fn protocol_word(protocol: Protocol) -> &'static str {
    protocol.code()
}
