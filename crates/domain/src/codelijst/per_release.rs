//! Code lists that differ per law or per release.

use core::fmt;

use super::CodeFout;
use crate::{Generatie, Release, WaardeFout, Wet};

/// Defines a two-character code with one list per law.
macro_rules! code_per_wet {
    ($(#[$meta:meta])* $name:ident, wmo: [$($wmo:literal),+ $(,)?], jw: [$($jw:literal),+ $(,)?]) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 2]);

        impl $name {
            /// Reads a code of the list of `wet`.
            ///
            /// # Errors
            /// `Code` when it is not in that list.
            pub fn parse(wet: Wet, text: &str) -> Result<Self, CodeFout> {
                let known = match wet {
                    Wet::Wmo => matches!(text, $($wmo)|+),
                    Wet::Jw => matches!(text, $($jw)|+),
                    Wet::Pw => false,
                };
                match *text.as_bytes() {
                    [a, b] if known => Ok(Self([a, b])),
                    _ => Err(WaardeFout::Code),
                }
            }

            /// All codes of the list of `wet`.
            pub const fn lijst(wet: Wet) -> &'static [&'static str] {
                match wet {
                    Wet::Wmo => &[$($wmo),+],
                    Wet::Jw => &[$($jw),+],
                    Wet::Pw => &[],
                }
            }

            /// The code as it stands in a message and in every table.
            pub fn code(&self) -> &str {
                // The bytes come from a list of ASCII codes.
                core::str::from_utf8(&self.0).unwrap_or_default()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

code_per_wet! {
    /// WMO020 / JZ020: product category.
    Productcategorie,
    wmo: [
        "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15",
        "16", "17", "18",
    ],
    jw: [
        "31", "32", "33", "34", "35", "36", "37", "38", "40", "41", "42", "43", "44", "45", "46",
        "47", "48", "49", "50", "51", "52", "53", "54", "55",
    ]
}

/// A code of one or two characters whose list depends on law and release.
macro_rules! code_per_release {
    ($(#[$meta:meta])* $name:ident, wmo_20: [$($v20:literal),+], wmo_21: [$($v21:literal),+],
     wmo: [$($wmo:literal),+], jw: [$($jw:literal),+]) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            bytes: [u8; 2],
            lengte: usize,
        }

        impl $name {
            /// Reads a code of the list of `wet` in `release`. The lists of iWmo 2.0 and 2.1 are known; of
            /// iWmo 2.2 to 2.4 that of 2.1 and of 3.x together; iJw uses that of 3.x, for want of an older one.
            ///
            /// # Errors
            /// `Code` when it is not in that list.
            pub fn parse(wet: Wet, release: Release, text: &str) -> Result<Self, CodeFout> {
                let known = match (wet, release.generatie()) {
                    (Wet::Wmo, Generatie::V3) => matches!(text, $($wmo)|+),
                    (Wet::Wmo, Generatie::V2) if release > Release::R2_1 => {
                        matches!(text, $($wmo)|+) || matches!(text, $($v21)|+)
                    }
                    (Wet::Wmo, Generatie::V2) => matches!(text, $($v21)|+),
                    (Wet::Wmo, Generatie::V20) => matches!(text, $($v20)|+),
                    (Wet::Jw, _) => matches!(text, $($jw)|+),
                    (Wet::Pw, _) => false,
                };
                match *text.as_bytes() {
                    [a, b] if known => Ok(Self { bytes: [a, b], lengte: 2 }),
                    [a] if known => Ok(Self { bytes: [a, 0], lengte: 1 }),
                    _ => Err(WaardeFout::Code),
                }
            }

            /// All codes of the list of `wet` in releases 3.x.
            pub const fn lijst(wet: Wet) -> &'static [&'static str] {
                match wet {
                    Wet::Wmo => &[$($wmo),+],
                    Wet::Jw => &[$($jw),+],
                    Wet::Pw => &[],
                }
            }

            /// The code as it stands in a message and in every table.
            pub fn code(&self) -> &str {
                // The bytes come from a list of ASCII codes.
                self.bytes
                    .get(..self.lengte)
                    .and_then(|bytes| core::str::from_utf8(bytes).ok())
                    .unwrap_or_default()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

code_per_release! {
    /// WMO588 / JZ588: why a delivery ended. The same number means other things per law (31) and per release
    /// (Wmo 19 and 20).
    RedenBeeindiging,
    wmo_20: ["02", "19", "20", "31", "32", "33", "34"],
    wmo_21: ["02", "19", "20", "31", "32", "33", "34"],
    wmo: ["02", "19", "20", "21", "22", "23", "31", "36", "37", "38", "39"],
    jw: ["02", "20", "31", "32", "33", "34", "35", "36", "37", "38", "39"]
}

impl RedenBeeindiging {
    /// Whether the stop is a pause (20; in 2.x: the allocation is kept): a restart or a definitive stop follows.
    pub fn is_tijdelijk(&self) -> bool {
        self.code() == "20"
    }
}

code_per_release! {
    /// WMO002 / JZ002: why an allocation changed. In release 2.0 COD172, `RedenIntrekking`, of one digit.
    RedenWijziging,
    wmo_20: ["1", "2", "3", "4", "6"],
    wmo_21: ["01", "02", "03", "04", "05", "06", "07", "08", "09"],
    wmo: ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14"],
    jw: ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14"]
}

impl RedenWijziging {
    /// 13: the allocation is removed (since April 2022).
    pub fn is_verwijderd(&self) -> bool {
        self.code() == "13"
    }

    /// 01: administrative correction; until April 2022 with `Einddatum` = `Ingangsdatum` a removal.
    pub fn is_administratieve_correctie_oud(&self) -> bool {
        self.code() == "01"
    }
}
