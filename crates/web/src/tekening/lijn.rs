//! Values over time, with their median.

use askama::Template;

use super::schaal::{Schaal, rond_af};
use super::{BREEDTE, MARGE, Punt, RAND, Streep};
use crate::tabel::duizendtallen;

const HOOGTE: i64 = 320;
/// Below it stand the labels of the horizontal axis.
const BODEM: i64 = 260;

/// A line chart. Without points it draws nothing.
#[derive(Debug, Clone)]
pub(crate) struct Lijn {
    /// Name of the drawing in the page: letters, digits and dashes.
    pub(crate) id: String,
    /// What it shows.
    pub(crate) titel: String,
    /// What there is to see, in a sentence.
    pub(crate) beschrijving: String,
    /// The values, oldest first.
    pub(crate) punten: Vec<Punt>,
    /// The middle value.
    pub(crate) mediaan: Option<i64>,
}

#[derive(Debug)]
struct Plek<'a> {
    x: i64,
    y: i64,
    punt: &'a Punt,
}

#[derive(Template)]
#[template(path = "tekening/lijn.svg")]
struct LijnSvg<'a> {
    lijn: &'a Lijn,
    plekken: Vec<Plek<'a>>,
    strepen: Vec<Streep>,
    mediaan: Option<Streep>,
    pad: String,
}

impl Lijn {
    /// The drawing, for a template: `{{ lijn.svg()?|safe }}`.
    ///
    /// # Errors
    /// When the template fails.
    pub(crate) fn svg(&self) -> askama::Result<String> {
        let Some(hoogste) = self.punten.iter().map(|punt| punt.waarde).max() else {
            return Ok(String::new());
        };
        let top = rond_af(hoogste);
        let x = Schaal::new((0, laatste(self.punten.len())), (MARGE, BREEDTE - RAND));
        let y = Schaal::new((0, top), (BODEM, RAND));
        let plekken: Vec<Plek<'_>> = (0..)
            .zip(&self.punten)
            .map(|(nummer, punt)| Plek { x: x.plaats(nummer), y: y.plaats(punt.waarde), punt })
            .collect();
        let pad: Vec<String> =
            plekken.iter().map(|plek| format!("{},{}", plek.x, plek.y)).collect();
        let streep = |waarde: i64| Streep { y: y.plaats(waarde), tekst: duizendtallen(waarde) };
        let midden = (top >= 2).then_some(top / 2);
        LijnSvg {
            lijn: self,
            strepen: [Some(0), midden, Some(top)].into_iter().flatten().map(streep).collect(),
            mediaan: self.mediaan.map(streep),
            pad: pad.join(" "),
            plekken,
        }
        .render()
    }
}

impl LijnSvg<'_> {
    const BREEDTE: i64 = BREEDTE;
    const HOOGTE: i64 = HOOGTE;
    const LINKS: i64 = MARGE;
    const RECHTS: i64 = BREEDTE - RAND;

    fn eerste(&self) -> Option<&Plek<'_>> {
        self.plekken.first()
    }

    fn laatste(&self) -> Option<&Plek<'_>> {
        self.plekken.last().filter(|_| self.plekken.len() > 1)
    }
}

/// Number of the last of `aantal`, counted from 0.
pub(super) fn laatste(aantal: usize) -> i64 {
    i64::try_from(aantal).unwrap_or(i64::MAX).saturating_sub(1)
}

/// The middle of `waarden`, rounded down between two; `None` when there are none.
pub(crate) fn mediaan(mut waarden: Vec<i64>) -> Option<i64> {
    waarden.sort_unstable();
    let midden = waarden.len() / 2;
    let boven = *waarden.get(midden)?;
    if waarden.len() % 2 == 1 {
        return Some(boven);
    }
    let onder = *waarden.get(midden.checked_sub(1)?)?;
    Some(onder + (boven - onder) / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lijn(waarden: &[i64]) -> Lijn {
        let punt = |&waarde: &i64| Punt {
            label: "1-11".to_owned(),
            tekst: format!("<{waarde}>"),
            waarde,
            is_bijzonder: waarde == 0,
        };
        Lijn {
            id: "volume".to_owned(),
            titel: "Gelezen & geteld".to_owned(),
            beschrijving: "Aantal per run".to_owned(),
            punten: waarden.iter().map(punt).collect(),
            mediaan: mediaan(waarden.to_vec()),
        }
    }

    #[test]
    fn the_median_is_the_middle() {
        for (waarden, expect) in [
            (vec![], None),
            (vec![7], Some(7)),
            (vec![9, 1], Some(5)),
            (vec![3, 1, 2], Some(2)),
            (vec![4, 1, 3, 2], Some(2)),
            (vec![i64::MAX, i64::MAX], Some(i64::MAX)),
        ] {
            assert_eq!(mediaan(waarden), expect);
        }
    }

    #[test]
    fn nothing_to_draw_is_no_drawing() {
        assert_eq!(lijn(&[]).svg().unwrap(), "");
    }

    #[test]
    fn a_line_has_a_place_for_every_value() {
        insta::assert_snapshot!(lijn(&[10, 40, 0, 20]).svg().unwrap());
    }

    #[test]
    fn a_single_value_and_values_of_nothing_can_be_drawn() {
        for waarden in [&[5][..], &[0, 0, 0]] {
            let svg = lijn(waarden).svg().unwrap();
            assert_eq!(
                svg.matches("<circle").count() + svg.matches("<rect").count(),
                waarden.len()
            );
            assert!(!svg.contains("<5>") && !svg.contains("& g"), "texts are escaped: {svg}");
        }
    }
}
