//! Messages as typed structs that write themselves as XML.
//!
//! Made for tests: every field can hold a wrong value, and everything that a test does not care about has a default.
//!
//! ```
//! use domain::Wet;
//! use testkit::bericht::{Kop, Product, Start, Startbericht};
//!
//! let kop = Kop::new(Wet::Jw, "0384", "42420001");
//! let product = Product::new("45", "45A03");
//! let bericht = Startbericht::new(kop.bericht("S1", "2026-04-10"), "999900006")
//!     .start(Start::new(300_201, product, "2026-04-06"));
//! let afgewezen = bericht.retour("R1", "2026-04-11").regelcode(1, "9019");
//! assert!(String::from_utf8(bericht.xml()).unwrap().contains("<jw305:Begindatum>2026-04-06</jw305:Begindatum>"));
//! assert!(String::from_utf8(afgewezen.xml()).unwrap().contains("<jw306:RetourCode>9019</jw306:RetourCode>"));
//! ```

mod antwoord;
mod besluit;
mod declaratie;
mod kop;
mod persoon;
mod prestatie;
mod retour;
mod start;
mod stop;
mod toewijzing;
pub mod v2;
mod veld;
mod verzoek;
mod wijziging;
mod xml;

pub use antwoord::Declaratieantwoord;
pub use besluit::Antwoordbericht;
pub use declaratie::{Declaratiebericht, Declaratieclient};
pub use kop::Kop;
pub use persoon::{Adres, Contact, Persoon};
pub use prestatie::Prestatie;
pub use retour::{Heenbericht, Retourbericht};
pub use start::{Start, Startbericht};
pub use stop::{Stop, Stopbericht};
pub use toewijzing::{Toewijzing, Toewijzingsbericht};
pub use veld::Veld;
pub use verzoek::{Aanvraag, Verwijzer, Verzoekbericht};
pub use wijziging::{Nieuw, TeWijzigen, Wijzigingsbericht};
pub use xml::Opmaak;

use xml::{Ns, Xml};

/// `Product` of a 301, 305, 307, 315 or 317.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// `Categorie`.
    pub categorie: Veld,
    /// `Code`; `None` is aspecifiek.
    pub code: Option<Veld>,
}

impl Product {
    /// A specific product.
    pub fn new(categorie: impl Into<Veld>, code: impl Into<Veld>) -> Self {
        Self { categorie: categorie.into(), code: Some(code.into()) }
    }

    /// A category without code.
    pub fn aspecifiek(categorie: impl Into<Veld>) -> Self {
        Self { categorie: categorie.into(), code: None }
    }

    pub(crate) fn schrijf(product: Option<&Self>, xml: &mut Xml) {
        if let Some(product) = product {
            xml.open(Ns::Bericht, "Product");
            xml.veld(Ns::Basis, "Categorie", &product.categorie);
            xml.optie(Ns::Basis, "Code", product.code.as_ref());
            xml.sluit(Ns::Bericht, "Product");
        }
    }
}

/// Writes `Omvang`: `Volume`, `Eenheid`, `Frequentie`.
fn omvang(omvang: Option<&[Veld; 3]>, xml: &mut Xml) {
    if let Some([volume, eenheid, frequentie]) = omvang {
        xml.open(Ns::Bericht, "Omvang");
        xml.veld(Ns::Basis, "Volume", volume);
        xml.veld(Ns::Basis, "Eenheid", eenheid);
        xml.veld(Ns::Basis, "Frequentie", frequentie);
        xml.sluit(Ns::Bericht, "Omvang");
    }
}
