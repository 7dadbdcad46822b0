//! A bar for each value.

use askama::Template;

use super::schaal::{Schaal, rond_af};
use super::{BREEDTE, MARGE, Punt, RAND, Streep};

const HOOGTE: i64 = 260;
const BODEM: i64 = 200;
/// A bar is no wider than this, so that three bars do not become three blocks.
const STAAF_MAX: i64 = 40;

/// A bar chart. Without points it draws nothing.
#[derive(Debug, Clone)]
pub(crate) struct Staven {
    /// Name of the drawing in the page: letters, digits and dashes.
    pub(crate) id: String,
    /// What it shows.
    pub(crate) titel: String,
    /// What there is to see, in a sentence.
    pub(crate) beschrijving: String,
    /// The values, oldest first.
    pub(crate) punten: Vec<Punt>,
    /// How a value on the axis is written.
    pub(crate) schrijf: fn(i64) -> String,
}

#[derive(Debug)]
struct Staaf<'a> {
    x: i64,
    y: i64,
    hoogte: i64,
    punt: &'a Punt,
}

#[derive(Template)]
#[template(path = "tekening/staven.svg")]
struct StavenSvg<'a> {
    staven: &'a Staven,
    breed: i64,
    lijst: Vec<Staaf<'a>>,
    strepen: Vec<Streep>,
}

impl Staven {
    /// The drawing, for a template: `{{ staven.svg()?|safe }}`.
    ///
    /// # Errors
    /// When the template fails.
    pub(crate) fn svg(&self) -> askama::Result<String> {
        let Some(hoogste) = self.punten.iter().map(|punt| punt.waarde).max() else {
            return Ok(String::new());
        };
        let top = rond_af(hoogste);
        let y = Schaal::new((0, top), (BODEM, RAND));
        let aantal = i64::try_from(self.punten.len()).unwrap_or(i64::MAX);
        let vak = (BREEDTE - RAND - MARGE) / aantal;
        let breed = (vak * 2 / 3).clamp(2, STAAF_MAX);
        let lijst = (0..).zip(&self.punten).map(|(nummer, punt)| {
            let top = y.plaats(punt.waarde);
            let x = MARGE + nummer * vak + (vak - breed) / 2;
            Staaf { x, y: top, hoogte: BODEM - top, punt }
        });
        StavenSvg {
            staven: self,
            breed,
            lijst: lijst.collect(),
            strepen: [0, top]
                .map(|waarde| Streep { y: y.plaats(waarde), tekst: (self.schrijf)(waarde) })
                .into(),
        }
        .render()
    }
}

impl StavenSvg<'_> {
    const BREEDTE: i64 = BREEDTE;
    const HOOGTE: i64 = HOOGTE;
    const LINKS: i64 = MARGE;
    const RECHTS: i64 = BREEDTE - RAND;

    fn uitersten(&self) -> impl Iterator<Item = (&Staaf<'_>, &'static str)> {
        let laatste = self.lijst.last().filter(|_| self.lijst.len() > 1);
        let eerste = self.lijst.first().map(|staaf| (staaf, "start"));
        eerste.into_iter().chain(laatste.map(|staaf| (staaf, "end")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_has_the_height_of_its_value() {
        let punten = [0, 125, 500].map(|waarde| Punt {
            label: format!("{waarde}-11"),
            tekst: waarde.to_string(),
            waarde,
            is_bijzonder: waarde > 300,
        });
        let staven = Staven {
            id: "aandeel".to_owned(),
            titel: "Aandeel".to_owned(),
            beschrijving: "Per run".to_owned(),
            punten: punten.into(),
            schrijf: |waarde| format!("{waarde} ‰"),
        };
        insta::assert_snapshot!(staven.svg().unwrap());
        assert_eq!(Staven { punten: Vec::new(), ..staven }.svg().unwrap(), "");
    }
}
