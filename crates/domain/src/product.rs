//! What is provided: a category and, mostly, a code inside it.

use crate::{Productcategorie, Tekst};

/// Product code inside a category: at most 5 characters, of the national or a contract list.
pub type Productcode = Tekst<5>;

/// A product as a message names it. No `Product` element at all (generiek) is `Option::None` around this type.
///
/// # Source
/// XSD `CDT_Product`; IV075: `code` absent means an aspecific allocation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Product {
    /// `Categorie` or `ProductCategorie`.
    pub categorie: Productcategorie,
    /// `Code` or `ProductCode`.
    pub code: Option<Productcode>,
}
