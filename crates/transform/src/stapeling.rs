//! Stacking: the same product more than once in (partly) the same period (SPEC d.6; TR302, OP259, TR361, TR386, TR410).
//!
//! Two products are the same when their codes are; when one has no code, when their categories are; generiek is the
//! same as any. Wmo categories 11 to 14 may be stacked, also under an allocation that is generiek.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{Periode, Product, Productcategorie, Wet};

/// Products with their periods, laid down one by one.
#[derive(Debug)]
pub(crate) struct Stapel<'a, T> {
    wet: Wet,
    vakken: BTreeMap<Vak<'a>, Periodes<T>>,
}

/// Products that a new one is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Vak<'a> {
    Code(&'a str),
    Categorie(Productcategorie),
    ZonderCode(Productcategorie),
    Generiek,
    Alles,
}

impl<'a, T: Copy> Stapel<'a, T> {
    pub(crate) const fn new(wet: Wet) -> Self {
        Self { wet, vakken: BTreeMap::new() }
    }

    /// Lays down a product; gives one that was laid down before and that it is stacked on.
    pub(crate) fn leg(
        &mut self,
        product: Option<&'a Product>,
        periode: Periode,
        wie: T,
    ) -> Option<T> {
        if product.is_some_and(|product| mag_stapelen(self.wet, product)) {
            return None;
        }
        let (eigen, gelijk) = vakken(product);
        let gevonden = gelijk.iter().find_map(|vak| self.vakken.get(vak)?.overlappend(periode));
        for vak in eigen {
            self.vakken.entry(vak).or_default().voeg_toe(periode, wie);
        }
        gevonden
    }
}

/// Hulpmiddelen and woningaanpassingen of the Wmo.
fn mag_stapelen(wet: Wet, product: &Product) -> bool {
    wet == Wet::Wmo && matches!(product.categorie.code(), "11" | "12" | "13" | "14")
}

/// Where a product lies, and where the same products lie.
fn vakken(product: Option<&Product>) -> ([Vak<'_>; 3], [Vak<'_>; 3]) {
    use Vak::{Alles, Categorie, Code, Generiek, ZonderCode};
    match product {
        Some(Product { categorie, code: Some(code) }) => {
            let (code, categorie) = (Code(code.as_str()), *categorie);
            ([code, Categorie(categorie), Alles], [code, ZonderCode(categorie), Generiek])
        }
        Some(Product { categorie, code: None }) => {
            let alle = Categorie(*categorie);
            ([ZonderCode(*categorie), alle, Alles], [alle, Generiek, Generiek])
        }
        None => ([Generiek, Alles, Alles], [Alles; 3]),
    }
}

/// Periods by first day, none inside another: what overlaps with one inside overlaps with the one around it.
#[derive(Debug)]
struct Periodes<T>(BTreeMap<NaiveDate, (NaiveDate, T)>);

impl<T> Default for Periodes<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Copy> Periodes<T> {
    fn overlappend(&self, periode: Periode) -> Option<T> {
        // As none lies inside another, the last that begins in time ends last.
        let (_, (eind, wie)) = self.0.range(..=laatste_dag(periode)).next_back()?;
        (*eind >= periode.begin()).then_some(*wie)
    }

    fn voeg_toe(&mut self, periode: Periode, wie: T) {
        let (begin, eind) = (periode.begin(), laatste_dag(periode));
        let vorige = self.0.range(..=begin).next_back();
        if vorige.is_some_and(|(_, (tot, _))| *tot >= eind) {
            return;
        }
        while let Some((&binnen, (tot, _))) = self.0.range(begin..).next()
            && *tot <= eind
        {
            self.0.remove(&binnen);
        }
        self.0.insert(begin, (eind, wie));
    }
}

fn laatste_dag(periode: Periode) -> NaiveDate {
    periode.eind().unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(wet: Wet, text: &str) -> Option<Product> {
        let (categorie, code) = match text.split_once('/') {
            _ if text.is_empty() => return None,
            Some((categorie, code)) => (categorie, Some(code.parse().unwrap())),
            None => (text, None),
        };
        Some(Product { categorie: Productcategorie::parse(wet, categorie).unwrap(), code })
    }

    fn periode(begin: u32, eind: Option<u32>) -> Periode {
        let dag = |dag| NaiveDate::from_ymd_opt(2026, 1, dag).unwrap();
        Periode::new(dag(begin), eind.map(dag)).unwrap()
    }

    #[test]
    fn codes_are_compared_when_both_have_one_else_categories_and_generiek_is_any() {
        for (wet, een, twee, is_gelijk) in [
            (Wet::Jw, "45/45A04", "45/45A04", true),
            (Wet::Jw, "45/45A04", "45/45A05", false),
            (Wet::Jw, "45/45A04", "45", true),
            (Wet::Jw, "45/45A04", "46", false),
            (Wet::Jw, "45", "45", true),
            (Wet::Jw, "45", "46", false),
            (Wet::Jw, "", "", true),
            (Wet::Jw, "", "45", true),
            (Wet::Jw, "", "45/45A04", true),
            (Wet::Wmo, "01/01A03", "01/01A03", true),
            (Wet::Wmo, "10", "10/10A01", true),
            (Wet::Wmo, "11/11A01", "11/11A01", false),
            (Wet::Wmo, "14", "14/14B01", false),
            (Wet::Wmo, "", "13/13B01", false),
            (Wet::Wmo, "", "12", false),
            (Wet::Wmo, "", "15", true),
        ] {
            let producten = [product(wet, een), product(wet, twee)];
            for volgorde in [[0_usize, 1], [1, 0]] {
                let mut stapel = Stapel::new(wet);
                let [onder, boven] = volgorde.map(|plaats| producten[plaats].as_ref());
                assert_eq!(stapel.leg(onder, periode(1, Some(9)), "onder"), None);
                let gevonden = stapel.leg(boven, periode(9, None), "boven");
                assert_eq!(gevonden.is_some(), is_gelijk, "{wet} {een} {twee}");
            }
        }
    }

    #[test]
    fn what_is_stacked_is_found_whatever_lies_around_it() {
        // Every small set of periods, against comparing each pair.
        let dagen: Vec<(u32, Option<u32>)> = (1..6_u32)
            .flat_map(|begin| (begin..7).map(move |eind| (begin, (eind < 6).then_some(eind))))
            .collect();
        let mut seed = 1_u64;
        for _ in 0..2_000 {
            let mut stapel = Stapel::new(Wet::Jw);
            let mut gelegd: Vec<Periode> = Vec::new();
            for _ in 0..6 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let (begin, eind) = dagen[usize::try_from(seed >> 33).unwrap() % dagen.len()];
                let nieuw = periode(begin, eind);
                let raakt = |oud: &Periode| {
                    oud.begin() <= laatste_dag(nieuw) && nieuw.begin() <= laatste_dag(*oud)
                };
                let gevonden = stapel.leg(None, nieuw, gelegd.len());
                assert_eq!(gevonden.is_some(), gelegd.iter().any(raakt), "{gelegd:?} {nieuw:?}");
                assert!(gevonden.is_none_or(|plaats| raakt(&gelegd[plaats])));
                gelegd.push(nieuw);
            }
        }
    }
}
