//! Small drawings as SVG, made on the server: a line, bars, a timeline.
//!
//! Whole numbers only. A drawing has a title and a description for who does not see it, classes instead of colours, and
//! stands beside a table with the same numbers. Sizes are in units of the drawing; the stylesheet scales it to the page.

mod lijn;
mod schaal;
mod staven;
mod tijdlijn;

pub(crate) use lijn::{Lijn, mediaan};
pub(crate) use staven::Staven;
pub(crate) use tijdlijn::{Balk, Tijdlijn};

/// Width of every drawing.
const BREEDTE: i64 = 960;
/// Room at the left for the numbers of the vertical axis.
const MARGE: i64 = 130;
/// Room at the right and at the top.
const RAND: i64 = 24;

/// A value with what it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Punt {
    /// Below the axis, short: a day.
    pub(crate) label: String,
    /// The value as people here write it.
    pub(crate) tekst: String,
    /// The value.
    pub(crate) waarde: i64,
    /// Whether it stands out, by shape and not by colour alone.
    pub(crate) is_bijzonder: bool,
}

/// A line across, or a mark on the axis.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Streep {
    /// Height in the drawing.
    y: i64,
    /// What stands beside it.
    tekst: String,
}
