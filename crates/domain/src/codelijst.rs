//! The code lists that decide how a message is read. A code outside its list is a refusal, not a variant.

use core::fmt;

use crate::{WaardeFout, Wet};

/// Why a code was refused: always because it is not in the list of its law.
pub type CodeFout = WaardeFout;

/// Defines a closed list as an enum with its codes.
macro_rules! codelijst {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name { $($(#[$variant_meta])* $variant,)+ }

        impl $name {
            /// The code as it stands in a message and in every table.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }

        impl core::str::FromStr for $name {
            type Err = CodeFout;

            fn from_str(text: &str) -> Result<Self, CodeFout> {
                match text { $($code => Ok(Self::$variant),)+ _ => Err(WaardeFout::Code) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

codelijst! {
    /// COD467: what a 305 or 307 record does. 2 and 9 are refused before they get here (CS058, `OP033x2`).
    StatusAanlevering {
        /// A first delivery.
        Eerste = "1",
        /// Removes an earlier delivery with the same key.
        Verwijderen = "3",
    }
}

codelijst! {
    /// WJ756: the unit of a volume.
    Eenheid {
        /// Minutes.
        Minuut = "01",
        /// Hours.
        Uur = "04",
        /// Days of 24 hours.
        Etmaal = "14",
        /// Parts of a day of 4 hours.
        Dagdeel = "16",
        /// Pieces, output.
        StuksOutput = "82",
        /// Eurocents.
        Euro = "83",
        /// Pieces, inspanning.
        StuksInspanning = "84",
    }
}

codelijst! {
    /// WMO757: per how long a volume counts.
    Frequentie {
        /// Per day.
        Dag = "1",
        /// Per ISO week.
        Week = "2",
        /// Per calendar month.
        Maand = "4",
        /// In total during the allocation.
        Totaal = "6",
    }
}

codelijst! {
    /// COD043: the sign of an amount.
    DebetCredit {
        /// To be paid.
        Debet = "D",
        /// To be paid back.
        Credit = "C",
    }
}

codelijst! {
    /// COD046: sex as registered.
    Geslacht {
        /// Unknown.
        Onbekend = "0",
        /// Man.
        Man = "1",
        /// Woman.
        Vrouw = "2",
    }
}

codelijst! {
    /// COD170: which part of a birth date is unknown.
    DatumGebruik {
        /// The day.
        DagOnbekend = "1",
        /// Day and month.
        DagEnMaandOnbekend = "2",
        /// Everything.
        Onbekend = "3",
    }
}

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

code_per_wet! {
    /// WMO588 / JZ588: why a delivery ended. The same number means other things per law (31).
    RedenBeeindiging,
    wmo: ["02", "19", "20", "21", "22", "23", "31", "36", "37", "38", "39"],
    jw: ["02", "20", "31", "32", "33", "34", "35", "36", "37", "38", "39"]
}

impl RedenBeeindiging {
    /// Whether the stop is a pause (20): a restart or a definitive stop follows.
    pub fn is_tijdelijk(&self) -> bool {
        self.0 == *b"20"
    }
}

code_per_wet! {
    /// WMO002 / JZ002: why an allocation changed.
    RedenWijziging,
    wmo: ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14"],
    jw: ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14"]
}

impl RedenWijziging {
    /// 13: the allocation is removed (since April 2022).
    pub fn is_verwijderd(&self) -> bool {
        self.0 == *b"13"
    }

    /// 01: administrative correction; until April 2022 with `Einddatum` = `Ingangsdatum` a removal.
    pub fn is_administratieve_correctie_oud(&self) -> bool {
        self.0 == *b"01"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_belongs_to_the_list_of_its_law() {
        assert!(Productcategorie::parse(Wet::Wmo, "01").is_ok());
        assert!(Productcategorie::parse(Wet::Jw, "01").is_err());
        assert!(Productcategorie::parse(Wet::Jw, "55").is_ok());
        assert!(Productcategorie::parse(Wet::Jw, "39").is_err());
        assert!(RedenBeeindiging::parse(Wet::Wmo, "19").is_ok());
        assert!(RedenBeeindiging::parse(Wet::Jw, "19").is_err());
        assert!(RedenBeeindiging::parse(Wet::Jw, "20").unwrap().is_tijdelijk());
        assert!(RedenWijziging::parse(Wet::Jw, "13").unwrap().is_verwijderd());
        for text in ["1", "99", "", "1 ", "\u{e9}"] {
            assert!(Productcategorie::parse(Wet::Wmo, text).is_err());
        }
    }

    #[test]
    fn closed_lists_print_what_they_read() {
        for code in ["01", "04", "14", "16", "82", "83", "84"] {
            assert_eq!(code.parse::<Eenheid>().unwrap().code(), code);
        }
        assert!("99".parse::<Eenheid>().is_err());
        assert!("2".parse::<StatusAanlevering>().is_err());
        assert!("3".parse::<Frequentie>().is_err());
        assert!("X".parse::<DebetCredit>().is_err());
        assert!("9".parse::<Geslacht>().is_err());
    }
}
