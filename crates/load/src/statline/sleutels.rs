//! The keys of areas, periods and combinations of codes: all computed ahead, so that a cell costs no hashing.
//!
//! A key is the first 63 bits of SHA-256 of a text, as `dwh.surrogaat` computes it
//! (`docs/decisions/0001-deterministic-keys.md`). The parts of that text stand apart with `|`; one inside a part is
//! escaped, so that two different keys never have the same text.

use std::collections::BTreeMap;

use domain::statline::{Dimensie, Gebiedscode, Gebiedsniveau, Keuze, Tabel};
use ring::digest;

use crate::Error;

use super::Plaatsing;
use super::onderwerpsleutel::OnderwerpSleutel;

/// The key of a text, never 0. `dwh.surrogaat` computes the same.
pub(super) fn surrogaat(text: &str) -> i64 {
    let hash = digest::digest(&digest::SHA256, text.as_bytes());
    let first = hash.as_ref().first_chunk::<8>().copied().unwrap_or_default();
    (i64::from_be_bytes(first) & i64::MAX).max(1)
}

/// The key of a list of parts, whatever they hold.
pub(super) fn sleutel_van(delen: &[&str]) -> i64 {
    surrogaat(&delen.iter().map(|deel| escape(deel)).collect::<Vec<_>>().join("|"))
}

fn escape(deel: &str) -> String {
    deel.replace('\\', "\\\\").replace('|', "\\|")
}

/// The year that belongs to an area: wijken and buurten are divided anew every year, other codes keep their meaning.
pub(super) fn gebiedsjaar(code: &str, kaartjaar: Option<i16>) -> Option<i16> {
    let niveau = code.parse::<Gebiedscode>().ok()?.niveau();
    kaartjaar.filter(|_| matches!(niveau, Gebiedsniveau::Wijk | Gebiedsniveau::Buurt))
}

/// The key of an area in `dwh.dim_gebied`.
pub(super) fn gebied_sk(code: &str, jaar: Option<i16>) -> i64 {
    let jaar = jaar.map(|jaar| jaar.to_string()).unwrap_or_default();
    sleutel_van(&["gebied", code.trim(), &jaar])
}

/// The keys of a table: by position of its measures and codes.
#[derive(Debug, Clone)]
pub(super) struct Sleutels {
    tabel_id: String,
    /// Keys of the measures, by their position in the table.
    pub(super) onderwerpen: Vec<OnderwerpSleutel>,
    gebied: Vaste<i64>,
    periode: Vaste<Box<str>>,
    /// The other dimensions, by name: the order of the source may change without a change of meaning.
    overig: Vec<Overig>,
    /// Keys of combinations that were met, by their mixed-radix position.
    bekend: BTreeMap<u64, i64>,
}

/// A coordinate that a dimension gives per code, or that is the same for all cells.
#[derive(Debug, Clone)]
enum Vaste<T> {
    Dimensie(usize, Vec<T>),
    Alle(T),
}

impl<T> Vaste<T> {
    fn van(&self, codes: &[u32]) -> Option<&T> {
        match self {
            Self::Alle(vast) => Some(vast),
            Self::Dimensie(plek, waarden) => waarden.get(index(*codes.get(*plek)?)),
        }
    }
}

/// A dimension that is neither area nor period.
#[derive(Debug, Clone)]
struct Overig {
    plek: usize,
    naam: String,
    codes: Vec<String>,
}

pub(super) fn index(plek: u32) -> usize {
    usize::try_from(plek).unwrap_or(usize::MAX)
}

impl Sleutels {
    /// Computes the keys of everything but the measures, which are given.
    ///
    /// # Errors
    /// `Value` when the placement does not fit the table, or the product of its code lists does not fit 64 bits.
    pub(super) fn new(
        tabel: &Tabel,
        plaatsing: &Plaatsing,
        onderwerpen: Vec<OnderwerpSleutel>,
    ) -> Result<Self, Error> {
        let gebied = match (plaatsing.gebied, &plaatsing.vast_gebied) {
            (Some(plek), _) => Vaste::Dimensie(
                plek,
                codes_van(tabel, plek)?
                    .map(|code| gebied_sk(code, gebiedsjaar(code, plaatsing.kaartjaar)))
                    .collect(),
            ),
            (None, Some(code)) => {
                Vaste::Alle(gebied_sk(code, gebiedsjaar(code, plaatsing.kaartjaar)))
            }
            (None, None) => Vaste::Alle(0),
        };
        let periode = match (plaatsing.periode, &plaatsing.vaste_periode) {
            (Some(plek), _) => {
                Vaste::Dimensie(plek, codes_van(tabel, plek)?.map(Box::from).collect())
            }
            (None, Some(code)) => Vaste::Alle(code.trim().into()),
            (None, None) => return Err(Error::Value { what: "the period of a table" }),
        };
        let dimensies = tabel.dimensies.iter().enumerate();
        let mut overig: Vec<Overig> = dimensies
            .filter(|(plek, _)| Some(*plek) != plaatsing.gebied && Some(*plek) != plaatsing.periode)
            .map(|(plek, dimensie)| Overig::new(plek, dimensie))
            .collect();
        overig.sort_by(|one, other| one.naam.cmp(&other.naam));
        let mut sizes = overig.iter().map(|dimensie| u64::try_from(dimensie.codes.len()).ok());
        sizes
            .try_fold(1_u64, |product, size| product.checked_mul(size?))
            .ok_or(Error::Value { what: "the product of the code lists of a table" })?;
        let tabel_id = tabel.tabel_id.to_string();
        Ok(Self { tabel_id, onderwerpen, gebied, periode, overig, bekend: BTreeMap::new() })
    }

    /// The key of the combination of a row, remembered; `None` when a position is not in the table.
    pub(super) fn onthoud_combinatie(&mut self, codes: &[u32]) -> Option<i64> {
        let positie = self.positie(codes)?;
        if let Some(bekend) = self.bekend.get(&positie) {
            return Some(*bekend);
        }
        let nieuw = self.combinatie_sk(codes)?;
        self.bekend.insert(positie, nieuw);
        Some(nieuw)
    }

    /// The key of the area of a row, 0 when the table has none; `None` when a position is not in the table.
    pub(super) fn gebied_sk(&self, codes: &[u32]) -> Option<i64> {
        self.gebied.van(codes).copied()
    }

    /// The period of a row; `None` when a position is not in the table.
    pub(super) fn periode(&self, codes: &[u32]) -> Option<&str> {
        self.periode.van(codes).map(|periode| &**periode)
    }

    /// The key of the measure at this position.
    pub(super) fn onderwerp_sk(&self, plek: u32) -> Option<i64> {
        self.onderwerpen.get(index(plek)).map(|sleutel| sleutel.onderwerp_sk)
    }

    /// The combination of the other dimensions as one number: mixed radix, the last by name fastest.
    fn positie(&self, codes: &[u32]) -> Option<u64> {
        self.overig.iter().try_fold(0_u64, |positie, dimensie| {
            let code = u64::from(*codes.get(dimensie.plek)?);
            let size = u64::try_from(dimensie.codes.len()).ok()?;
            if code >= size { None } else { positie.checked_mul(size)?.checked_add(code) }
        })
    }

    /// The key of a combination: hash of the table, and per other dimension, in the order of their names, the name and
    /// the code. `codes` holds a position per dimension of the table; those of area and period do not count.
    pub(super) fn combinatie_sk(&self, codes: &[u32]) -> Option<i64> {
        let mut delen = Vec::with_capacity(2 + 2 * self.overig.len());
        delen.extend(["combinatie", self.tabel_id.as_str()]);
        for dimensie in &self.overig {
            let code = dimensie.codes.get(index(*codes.get(dimensie.plek)?))?;
            delen.extend([dimensie.naam.as_str(), code.as_str()]);
        }
        Some(sleutel_van(&delen))
    }

    /// Every combination of members of the other dimensions that the selection can hold, with its key: one position per
    /// dimension of the table, 0 for area and period. One combination without codes when there are no others.
    pub(super) fn combinaties<'s>(
        &'s self,
        tabel: &Tabel,
        keuze: &Keuze,
    ) -> impl Iterator<Item = (i64, Vec<u32>)> + use<'s> {
        let lijsten = self.overig.iter().map(|dimensie| {
            let size = u32::try_from(dimensie.codes.len()).unwrap_or(u32::MAX);
            let gewenst = (0..size).filter(|plek| keuze.wil_code(dimensie.plek, *plek));
            (dimensie.plek, gewenst.collect::<Vec<_>>())
        });
        let teller = Teller::new(tabel.dimensies.len(), lijsten.collect());
        teller.filter_map(|codes| Some((self.combinatie_sk(&codes)?, codes)))
    }
}

fn codes_van(tabel: &Tabel, plek: usize) -> Result<impl Iterator<Item = &str>, Error> {
    let dimensie = tabel.dimensies.get(plek);
    let dimensie = dimensie.ok_or(Error::Value { what: "the placement of a table" })?;
    Ok(dimensie.codes.iter().map(|code| code.code.trim()))
}

impl Overig {
    fn new(plek: usize, dimensie: &Dimensie) -> Self {
        let codes = dimensie.codes.iter().map(|code| code.code.trim().to_owned()).collect();
        Self { plek, naam: dimensie.naam.clone(), codes }
    }
}

/// Counts through the product of lists, the last fastest.
struct Teller {
    lijsten: Vec<(usize, Vec<u32>)>,
    wijzers: Vec<usize>,
    codes: Vec<u32>,
    is_klaar: bool,
}

impl Teller {
    fn new(breedte: usize, lijsten: Vec<(usize, Vec<u32>)>) -> Self {
        let is_klaar = lijsten.iter().any(|(_, lijst)| lijst.is_empty());
        let mut teller =
            Self { wijzers: vec![0; lijsten.len()], lijsten, codes: vec![0; breedte], is_klaar };
        teller.vul();
        teller
    }

    fn vul(&mut self) {
        for ((plek, lijst), wijzer) in self.lijsten.iter().zip(&self.wijzers) {
            if let (Some(code), Some(gewenst)) = (self.codes.get_mut(*plek), lijst.get(*wijzer)) {
                *code = *gewenst;
            }
        }
    }

    fn stap(&mut self) {
        for ((_, lijst), wijzer) in self.lijsten.iter().zip(&mut self.wijzers).rev() {
            *wijzer += 1;
            if *wijzer < lijst.len() {
                return self.vul();
            }
            *wijzer = 0;
        }
        self.is_klaar = true;
    }
}

impl Iterator for Teller {
    type Item = Vec<u32>;

    fn next(&mut self) -> Option<Vec<u32>> {
        if self.is_klaar {
            return None;
        }
        let codes = self.codes.clone();
        self.stap();
        Some(codes)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::proef::{dimensie, plaatsing, tabel};
    use super::*;

    fn sleutels(dimensies: &[(&str, &[&str])], plaatsing: &Plaatsing) -> Sleutels {
        Sleutels::new(&tabel(dimensies, &[]), plaatsing, Vec::new()).unwrap()
    }

    #[test]
    fn a_key_is_the_one_that_postgres_computes() {
        // select dwh.surrogaat('gebied|GM0344|'), dwh.surrogaat('gebied|BU03440102|2020'): see tests/statline.
        assert_eq!(gebied_sk("GM0344  ", None), surrogaat("gebied|GM0344|"));
        assert_eq!(gebied_sk("BU03440102", Some(2020)), surrogaat("gebied|BU03440102|2020"));
        assert!(surrogaat("x") > 0);
    }

    #[test]
    fn only_wijken_and_buurten_belong_to_a_year() {
        for (code, jaar) in [
            ("NL01", None),
            ("PV26", None),
            ("GM0344", None),
            ("WK034401", Some(2020)),
            ("BU03440102", Some(2020)),
            ("JZ01", None),
            ("T001038", None),
        ] {
            assert_eq!(gebiedsjaar(code, Some(2020)), jaar, "{code}");
            assert_eq!(gebiedsjaar(code, None), None, "{code}");
        }
    }

    #[test]
    fn a_combination_is_the_same_whatever_the_order_of_the_source() {
        let leeftijd: (&str, &[&str]) = ("Leeftijd", &["10000", "20000"]);
        let geslacht: (&str, &[&str]) = ("Geslacht", &["3000", "4000 ", "T001038"]);
        let perioden: (&str, &[&str]) = ("Perioden", &["2020JJ00"]);
        let one = sleutels(&[geslacht, leeftijd, perioden], &plaatsing(None, Some(2)));
        let other = sleutels(&[perioden, leeftijd, geslacht], &plaatsing(None, Some(0)));
        assert_eq!(one.combinatie_sk(&[1, 0, 0]), other.combinatie_sk(&[0, 0, 1]));
        assert_ne!(one.combinatie_sk(&[1, 0, 0]), one.combinatie_sk(&[0, 1, 0]));
        let text = "combinatie|84703NED|Geslacht|4000|Leeftijd|10000";
        assert_eq!(one.combinatie_sk(&[1, 0, 0]), Some(surrogaat(text)));
        assert_eq!(one.combinatie_sk(&[3, 0, 0]), None);
        assert_eq!(one.combinatie_sk(&[0]), None);
    }

    #[test]
    fn a_remembered_combination_is_the_computed_one() {
        let dimensies: [(&str, &[&str]); 3] =
            [("B", &["1", "2"]), ("A", &["1", "2", "3"]), ("Perioden", &["2020JJ00", "2021JJ00"])];
        let mut sleutels = sleutels(&dimensies, &plaatsing(None, Some(2)));
        for _ in 0..2 {
            for b in 0..2 {
                for a in 0..3 {
                    let codes = [b, a, 1];
                    assert_eq!(sleutels.onthoud_combinatie(&codes), sleutels.combinatie_sk(&codes));
                }
            }
        }
        assert_eq!(sleutels.bekend.len(), 6);
        assert_eq!(sleutels.onthoud_combinatie(&[2, 0, 0]), None);
        assert_eq!(sleutels.periode(&[0, 0, 1]), Some("2021JJ00"));
        assert_eq!(sleutels.periode(&[0, 0, 2]), None);
        assert_eq!(sleutels.gebied_sk(&[0, 0, 0]), Some(0));
    }

    #[test]
    fn the_combinations_of_a_selection_are_counted_through() {
        let dimensies: [(&str, &[&str]); 3] =
            [("B", &["1", "2", "3"]), ("Perioden", &["2020JJ00"]), ("A", &["1", "2"])];
        let tabel = tabel(&dimensies, &[]);
        let sleutels = Sleutels::new(&tabel, &plaatsing(None, Some(1)), Vec::new()).unwrap();
        let mut keuze = Keuze::alles(3);
        let count = |keuze: &Keuze| sleutels.combinaties(&tabel, keuze).count();
        assert_eq!(count(&keuze), 6);
        keuze.dimensies[0] = Some(vec![0, 2]);
        let gevonden: Vec<_> = sleutels.combinaties(&tabel, &keuze).collect();
        let codes: Vec<_> = gevonden.iter().map(|(_, codes)| codes.as_slice()).collect();
        assert_eq!(codes, [[0, 0, 0], [2, 0, 0], [0, 0, 1], [2, 0, 1]]);
        assert!(gevonden.iter().all(|(sk, codes)| sleutels.combinatie_sk(codes) == Some(*sk)));
        keuze.dimensies[0] = Some(Vec::new());
        assert_eq!(count(&keuze), 0);
    }

    #[test]
    fn a_table_without_other_dimensions_has_one_combination() {
        let dimensies: [(&str, &[&str]); 1] = [("Perioden", &["2020JJ00"])];
        let tabel = tabel(&dimensies, &[]);
        let sleutels = Sleutels::new(&tabel, &plaatsing(None, Some(0)), Vec::new()).unwrap();
        let found: Vec<_> = sleutels.combinaties(&tabel, &Keuze::alles(1)).collect();
        assert_eq!(found, [(surrogaat("combinatie|84703NED"), vec![0])]);
    }

    #[test]
    fn a_placement_that_does_not_fit_is_refused() {
        let tabel = tabel(&[("Perioden", &["2020JJ00"])], &[]);
        for plaatsing in
            [plaatsing(Some(3), Some(0)), plaatsing(None, Some(1)), plaatsing(None, None)]
        {
            assert!(Sleutels::new(&tabel, &plaatsing, Vec::new()).is_err(), "{plaatsing:?}");
        }
        let mut vast = plaatsing(None, None);
        vast.vaste_periode = Some("2020JJ00".to_owned());
        vast.vast_gebied = Some("NL01".to_owned());
        let sleutels = Sleutels::new(&tabel, &vast, Vec::new()).unwrap();
        assert_eq!(sleutels.periode(&[0]), Some("2020JJ00"));
        assert_eq!(sleutels.gebied_sk(&[0]), Some(surrogaat("gebied|NL01|")));
    }

    #[test]
    fn a_product_of_more_than_64_bits_is_refused() {
        let codes: Vec<String> = (0..70_000).map(|code| code.to_string()).collect();
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        let mut tabel = tabel(&[("Perioden", &["2020JJ00"])], &[]);
        for naam in ["A", "B", "C", "D"] {
            tabel.dimensies.push(dimensie(naam, &codes));
        }
        assert!(Sleutels::new(&tabel, &plaatsing(None, Some(0)), Vec::new()).is_err());
    }

    proptest! {
        #[test]
        fn different_parts_never_have_the_same_text(
            one in proptest::collection::vec("[a|\\\\ ]{0,3}", 1..4),
            other in proptest::collection::vec("[a|\\\\ ]{0,3}", 1..4),
        ) {
            let key = |parts: &[String]| {
                sleutel_van(&parts.iter().map(String::as_str).collect::<Vec<_>>())
            };
            prop_assert_eq!(key(&one) == key(&other), one == other);
        }
    }
}
