//! What is provided: a category and, mostly, a code inside it.

use ring::digest;

use crate::{Productcategorie, Tekst, Wet};

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

impl Product {
    /// Surrogate key in `dwh.dim_product`: the first 63 bits of a hash of law, category and code, never 0
    /// (row 0 is `onbekend`). `dwh.surrogaat` computes the same.
    pub fn surrogaat(wet: Wet, product: Option<&Self>) -> i64 {
        let categorie = product.map_or("", |product| product.categorie.code());
        let code =
            product.and_then(|product| product.code.as_ref()).map_or("", |code| code.as_str());
        let text = format!("product|{wet}|{categorie}|{code}");
        let hash = digest::digest(&digest::SHA256, text.as_bytes());
        let first = hash.as_ref().first_chunk::<8>().copied().unwrap_or_default();
        (i64::from_be_bytes(first) & i64::MAX).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_product_is_a_hash_of_what_names_it() {
        let product = |code: Option<&str>| Product {
            categorie: Productcategorie::parse(Wet::Wmo, "01").unwrap(),
            code: code.map(|code| code.parse().unwrap()),
        };
        let keys = [
            Product::surrogaat(Wet::Wmo, None),
            Product::surrogaat(Wet::Jw, None),
            Product::surrogaat(Wet::Wmo, Some(&product(None))),
            Product::surrogaat(Wet::Wmo, Some(&product(Some("01A03")))),
        ];
        // Computed with Python's hashlib: sha256(b"product|wmo|01|01A03").
        assert_eq!(keys[3], 8_934_000_476_589_387_870);
        for (index, key) in keys.iter().enumerate() {
            assert!(*key > 0 && !keys[..index].contains(key));
        }
    }
}
