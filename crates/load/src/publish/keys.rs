//! The keys of products: one per law and product, remembered by the worker that met it.

use std::collections::BTreeMap;

use domain::{Product, Wet};

/// The key of the product that nobody knows.
pub(super) const PRODUCT_ONBEKEND: i64 = 0;

/// What `dim_product` needs to know of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ProductRij {
    /// Key.
    pub(super) product_sk: i64,
    /// Law.
    pub(super) wet: Wet,
    /// Category; empty when no product was named.
    pub(super) categorie: String,
    /// Code; empty when only the category was named.
    pub(super) code: String,
}

/// The products that a worker met.
#[derive(Debug, Default)]
pub(super) struct Producten {
    generiek: BTreeMap<Wet, i64>,
    bekend: BTreeMap<Wet, BTreeMap<Product, i64>>,
}

impl Producten {
    /// The key of `product`, `None` being generiek; a new one is added to `nieuw`.
    pub(super) fn sleutel(
        &mut self,
        wet: Wet,
        product: Option<&Product>,
        nieuw: &mut Vec<ProductRij>,
    ) -> i64 {
        let known = match product {
            None => self.generiek.get(&wet),
            Some(product) => self.bekend.get(&wet).and_then(|known| known.get(product)),
        };
        if let Some(product_sk) = known {
            return *product_sk;
        }
        let product_sk = Product::surrogaat(wet, product);
        nieuw.push(ProductRij {
            product_sk,
            wet,
            categorie: product.map_or("", |product| product.categorie.code()).to_owned(),
            code: product
                .and_then(|product| product.code.as_ref())
                .map_or("", |code| code.as_str())
                .to_owned(),
        });
        match product {
            None => self.generiek.insert(wet, product_sk),
            Some(product) => {
                self.bekend.entry(wet).or_default().insert(product.clone(), product_sk)
            }
        };
        product_sk
    }
}
