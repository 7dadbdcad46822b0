//! What was busy when.

use askama::Template;

use super::schaal::Schaal;
use super::{BREEDTE, RAND};

/// Height of a row: a line of text with its bar below.
const RIJ: i64 = 64;
/// From the top of a row to its bar.
const BALK: i64 = 38;
/// Room below the rows for the axis.
const VOET: i64 = 56;
/// A bar that took no time is still seen.
const BREED_MIN: i64 = 4;

/// A row of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Balk {
    /// What it was.
    pub(crate) label: String,
    /// How long and how it ended, in words.
    pub(crate) tekst: String,
    /// Status word of the ledger, for its class.
    pub(crate) status: String,
    /// Begin, in milliseconds after the begin of the whole.
    pub(crate) van: i64,
    /// End.
    pub(crate) tot: i64,
}

/// A timeline. Without rows it draws nothing.
#[derive(Debug, Clone)]
pub(crate) struct Tijdlijn {
    /// Name of the drawing in the page: letters, digits and dashes.
    pub(crate) id: String,
    /// What it shows.
    pub(crate) titel: String,
    /// What there is to see, in a sentence.
    pub(crate) beschrijving: String,
    /// Rows, in order.
    pub(crate) balken: Vec<Balk>,
    /// Length of the whole, in milliseconds.
    pub(crate) duur: i64,
    /// What stands at the begin and at the end of the axis.
    pub(crate) uitersten: (String, String),
}

#[derive(Debug)]
struct Plek<'a> {
    y: i64,
    x: i64,
    breed: i64,
    balk: &'a Balk,
}

#[derive(Template)]
#[template(path = "tekening/tijdlijn.svg")]
struct TijdlijnSvg<'a> {
    lijn: &'a Tijdlijn,
    hoogte: i64,
    plekken: Vec<Plek<'a>>,
}

impl Tijdlijn {
    /// The drawing, for a template: `{{ tijdlijn.svg()?|safe }}`.
    ///
    /// # Errors
    /// When the template fails.
    pub(crate) fn svg(&self) -> askama::Result<String> {
        if self.balken.is_empty() {
            return Ok(String::new());
        }
        let x = Schaal::new((0, self.duur), (RAND, BREEDTE - RAND));
        let plekken: Vec<Plek<'_>> = (0..)
            .zip(&self.balken)
            .map(|(nummer, balk)| {
                // The last bar must not stick out when it is widened.
                let van = x.plaats(balk.van).min(BREEDTE - RAND - BREED_MIN);
                let breed = (x.plaats(balk.tot) - van).max(BREED_MIN);
                Plek { y: nummer * RIJ, x: van, breed, balk }
            })
            .collect();
        let rijen = i64::try_from(plekken.len()).unwrap_or(i64::MAX);
        TijdlijnSvg { lijn: self, hoogte: rijen * RIJ + VOET, plekken }.render()
    }
}

impl TijdlijnSvg<'_> {
    const BREEDTE: i64 = BREEDTE;
    const LINKS: i64 = RAND;
    const RECHTS: i64 = BREEDTE - RAND;
    const BALK: i64 = BALK;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn balk(label: &str, van: i64, tot: i64) -> Balk {
        let (label, tekst) = (label.to_owned(), "gelukt".to_owned());
        Balk { label, tekst, status: "succeeded".to_owned(), van, tot }
    }

    #[test]
    fn bars_stand_where_they_were_busy() {
        let mut lijn = Tijdlijn {
            id: "taken".to_owned(),
            titel: "Taken".to_owned(),
            beschrijving: "Wanneer".to_owned(),
            balken: vec![balk("berichten", 0, 400), balk("dwh <x>", 1000, 1000)],
            duur: 1000,
            uitersten: ("04:00".to_owned(), "04:01".to_owned()),
        };
        insta::assert_snapshot!(lijn.svg().unwrap());
        lijn.duur = 0;
        assert_eq!(lijn.svg().unwrap().matches("width=\"4\"").count(), 2, "no time at all");
        lijn.balken.clear();
        assert_eq!(lijn.svg().unwrap(), "");
    }
}
