//! The law under which care is given: the `domein` of the standard.

use core::fmt;

use crate::WaardeFout;

/// The law: `wmo` (iWmo), `jw` (iJw) or `pw` (Participatiewet, case systems only).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wet {
    /// Wet maatschappelijke ondersteuning.
    Wmo,
    /// Jeugdwet.
    Jw,
    /// Participatiewet.
    Pw,
}

impl Wet {
    /// The code as it stands in every table.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Wmo => "wmo",
            Self::Jw => "jw",
            Self::Pw => "pw",
        }
    }

    pub(crate) const fn cijfer(self) -> i64 {
        match self {
            Self::Wmo => 1,
            Self::Jw => 2,
            Self::Pw => 3,
        }
    }
}

impl core::str::FromStr for Wet {
    type Err = WaardeFout;

    fn from_str(text: &str) -> Result<Self, WaardeFout> {
        match text {
            "wmo" => Ok(Self::Wmo),
            "jw" => Ok(Self::Jw),
            "pw" => Ok(Self::Pw),
            _ => Err(WaardeFout::Code),
        }
    }
}

impl fmt::Display for Wet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
