//! Codes of one dimension, or of the measures, to their positions.

use std::collections::BTreeMap;

use domain::statline::{Keuze, Tabel};

use super::fout::{Fout, kort};

/// A code list that can be asked for positions.
///
/// Neighbouring rows mostly have the same code or the next one, so those are tried before the search.
#[derive(Debug)]
pub(crate) struct Codelijst<'t> {
    naam: &'t str,
    codes: Vec<&'t str>,
    op_code: BTreeMap<&'t str, usize>,
    gewenst: Option<Vec<bool>>,
    laatste: usize,
}

impl<'t> Codelijst<'t> {
    fn new(naam: &'t str, codes: Vec<&'t str>, gewenst: Option<&[u32]>) -> Self {
        // The first of two equal codes counts, as in a search from the front.
        let op_code = codes.iter().enumerate().rev().map(|(plek, code)| (*code, plek)).collect();
        let gewenst = gewenst.map(|wanted| {
            let positions = 0..u32::try_from(codes.len()).unwrap_or(u32::MAX);
            positions.map(|plek| wanted.binary_search(&plek).is_ok()).collect()
        });
        Self { naam, codes, op_code, gewenst, laatste: 0 }
    }

    /// One list per dimension.
    pub(crate) fn dimensies(tabel: &'t Tabel, keuze: &Keuze) -> Vec<Self> {
        let dimensies = tabel.dimensies.iter().enumerate();
        let lists = dimensies.map(|(plek, dimensie)| {
            let codes = dimensie.codes.iter().map(|code| trim(&code.code)).collect();
            // A selection that does not know the dimension wants nothing of it: see `Keuze::wil_code`.
            let gewenst = keuze.dimensies.get(plek).map_or(Some([].as_slice()), Option::as_deref);
            Self::new(&dimensie.naam, codes, gewenst)
        });
        lists.collect()
    }

    /// The list of measures.
    pub(crate) fn onderwerpen(tabel: &'t Tabel, keuze: &Keuze) -> Self {
        let codes = tabel.onderwerpen.iter().map(|onderwerp| trim(&onderwerp.code)).collect();
        Self::new("Measure", codes, keuze.onderwerpen.as_deref())
    }

    /// Number of codes.
    pub(crate) fn len(&self) -> usize {
        self.codes.len()
    }

    /// The position of a code, padded or not.
    ///
    /// # Errors
    /// `CODE_UNKNOWN` when it is not in the list, or not in the selection; `FIELD_MISSING` when it is blank.
    pub(crate) fn zoek(&mut self, code: &str) -> Result<u32, Fout> {
        let code = trim(code);
        let is = |plek: usize| self.codes.get(plek).is_some_and(|other| *other == code);
        let plek = if is(self.laatste) {
            self.laatste
        } else if is(self.laatste + 1) {
            self.laatste + 1
        } else if is(0) {
            0
        } else {
            *self.op_code.get(code).ok_or_else(|| self.onbekend(code))?
        };
        self.laatste = plek;
        if self.gewenst.as_ref().is_some_and(|wanted| !wanted.get(plek).is_some_and(|is| *is)) {
            let what = format!(
                "`{}` is `{}`, which is outside the selection: the server did not keep to the \
                 filter",
                self.naam,
                kort(code)
            );
            return Err(Fout::new("CODE_UNKNOWN", what));
        }
        Ok(u32::try_from(plek).unwrap_or(u32::MAX))
    }

    fn onbekend(&self, code: &str) -> Fout {
        if code.is_empty() {
            return Fout::new("FIELD_MISSING", format!("`{}` is blank", self.naam));
        }
        let what = format!(
            "`{}` is `{}`, which is not in its code list: when the table just changed, run again",
            self.naam,
            kort(code)
        );
        Fout::new("CODE_UNKNOWN", what)
    }
}

fn trim(code: &str) -> &str {
    code.trim_end_matches(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_and_strangers_are_found_alike() {
        let codes = vec!["A", "B", "C", "D"];
        let mut lijst = Codelijst::new("Geslacht", codes, Some(&[0, 1, 3]));
        for (code, expect) in [
            ("A", Ok(0)),
            ("A   ", Ok(0)),
            ("B", Ok(1)),
            ("D", Ok(3)),
            ("A", Ok(0)),
            ("D", Ok(3)),
            ("C", Err("outside the selection")),
            ("c", Err("not in its code list")),
            (" A", Err("not in its code list")),
            ("", Err("blank")),
            ("  ", Err("blank")),
        ] {
            match (lijst.zoek(code), expect) {
                (Ok(plek), Ok(wanted)) => assert_eq!(plek, wanted, "{code}"),
                (Err(fout), Err(words)) => {
                    let error = fout.op("");
                    assert!(error.to_string().contains(words), "{code}: {error}");
                    assert!(error.to_string().contains("`Geslacht`"), "{error}");
                }
                (found, _) => panic!("{code}: {found:?}"),
            }
        }
    }

    #[test]
    fn a_long_or_odd_code_is_cut_in_the_error() {
        let mut lijst = Codelijst::new("Geslacht", vec!["A"], None);
        let error = lijst.zoek(&format!("\n{}", "x".repeat(500))).unwrap_err().op("");
        assert!(error.to_string().len() < 200 && !error.to_string().contains('\n'), "{error}");
    }
}
