//! The code lists that decide how a message is read. A code outside its list is a refusal, not a variant.

use core::fmt;

use crate::{Generatie, Release, WaardeFout, Wet};

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
    /// COD467: what a 305 or 307 record does. In 3.x only 1 and 3 are allowed (CS058, `OP033x2`).
    StatusAanlevering {
        /// A first delivery.
        Eerste = "1",
        /// 2.x: takes the place of the delivery with the same key.
        Gewijzigd = "2",
        /// Removes an earlier delivery with the same key.
        Verwijderen = "3",
        /// 2.x: nothing changed since the last time.
        Ongewijzigd = "9",
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

impl Eenheid {
    /// Reads a unit of `release`: 84 came with 3.0.
    ///
    /// # Errors
    /// `Code` when it is not in the list of that release.
    pub fn parse(release: Release, text: &str) -> Result<Self, CodeFout> {
        match text.parse()? {
            Self::StuksInspanning if release.generatie() != Generatie::V3 => Err(WaardeFout::Code),
            eenheid => Ok(eenheid),
        }
    }
}

codelijst! {
    /// WMO757: per how long a volume counts.
    Frequentie {
        /// Per day.
        Dag = "1",
        /// Per ISO week.
        Week = "2",
        /// Per four weeks; until 2.4.
        VierWeken = "3",
        /// Per calendar month.
        Maand = "4",
        /// Per year; until 2.4.
        Jaar = "5",
        /// In total during the allocation.
        Totaal = "6",
    }
}

impl Frequentie {
    /// Reads a frequency of `release`: 3 and 5 went with 3.0.
    ///
    /// # Errors
    /// `Code` when it is not in the list of that release.
    pub fn parse(release: Release, text: &str) -> Result<Self, CodeFout> {
        match text.parse()? {
            Self::VierWeken | Self::Jaar if release.generatie() == Generatie::V3 => {
                Err(WaardeFout::Code)
            }
            frequentie => Ok(frequentie),
        }
    }
}

codelijst! {
    /// COD327: who referred.
    Verwijzer {
        /// Municipality.
        Gemeente = "01",
        /// General practitioner.
        Huisarts = "02",
        /// Youth doctor.
        Jeugdarts = "03",
        /// Certified institution.
        GecertificeerdeInstelling = "04",
        /// Medical specialist.
        MedischSpecialist = "05",
        /// Nobody.
        Zelf = "06",
        /// Unknown; until 2.4.
        Onbekend = "07",
        /// Court, child protection board or public prosecutor.
        Rechter = "08",
    }
}

impl Verwijzer {
    /// Reads a kind of referrer of `release`: 07 went with 3.0.
    ///
    /// # Errors
    /// `Code` when it is not in the list of that release.
    pub fn parse(release: Release, text: &str) -> Result<Self, CodeFout> {
        match text.parse()? {
            Self::Onbekend if release.generatie() == Generatie::V3 => Err(WaardeFout::Code),
            verwijzer => Ok(verwijzer),
        }
    }
}

codelijst! {
    /// WJ758: why a 317 asks for a change.
    RedenVerzoek {
        /// The situation of the person changed.
        Clientsituatie = "1",
        /// The plan changed.
        Zorgplan = "2",
    }
}

codelijst! {
    /// WJ760: what a 319 answers.
    VerzoekAntwoord {
        /// The request is refused.
        Afgewezen = "1",
        /// The request is being looked into.
        InOnderzoek = "2",
    }
}

codelijst! {
    /// WJ759: why a 319 refuses.
    RedenAfwijzingVerzoek {
        /// A new request, not a change.
        NieuweAanvraag = "1",
        /// Does not fit the budget.
        Budget = "2",
        /// No contract.
        GeenContract = "3",
        /// Does not fit the contract.
        BuitenContract = "4",
        /// Another municipality.
        AndereGemeente = "5",
        /// On top of other care.
        Stapeling = "6",
        /// On the content.
        Inhoud = "7",
        /// By the woonplaatsbeginsel (Jw).
        Woonplaatsbeginsel = "8",
        /// The age limit is reached.
        Leeftijd = "9",
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_belongs_to_the_list_of_its_law() {
        assert!(Productcategorie::parse(Wet::Wmo, "01").is_ok());
        assert!(Productcategorie::parse(Wet::Jw, "01").is_err());
        assert!(Productcategorie::parse(Wet::Jw, "55").is_ok());
        assert!(Productcategorie::parse(Wet::Jw, "39").is_err());
        let nu = Release::R3_2;
        assert!(RedenBeeindiging::parse(Wet::Wmo, nu, "19").is_ok());
        assert!(RedenBeeindiging::parse(Wet::Jw, nu, "19").is_err());
        assert!(RedenBeeindiging::parse(Wet::Jw, nu, "20").unwrap().is_tijdelijk());
        assert!(RedenWijziging::parse(Wet::Jw, nu, "13").unwrap().is_verwijderd());
        for text in ["1", "99", "", "1 ", "\u{e9}"] {
            assert!(Productcategorie::parse(Wet::Wmo, text).is_err());
        }
    }

    #[test]
    fn a_code_belongs_to_the_list_of_its_release() {
        let r2_4 = Release { versie: 2, subversie: 4 };
        let releases = [Release::R2_0, Release::R2_1, r2_4, Release::R3_2];
        let eind =
            |text: &str| releases.map(|one| RedenBeeindiging::parse(Wet::Wmo, one, text).is_ok());
        assert_eq!(eind("32"), [true, true, true, false]);
        assert_eq!(eind("36"), [false, false, true, true]);
        let wijziging =
            |text: &str| releases.map(|one| RedenWijziging::parse(Wet::Wmo, one, text).is_ok());
        assert_eq!(wijziging("4"), [true, false, false, false]);
        assert_eq!(wijziging("04"), [false, true, true, true]);
        assert_eq!(wijziging("13"), [false, false, true, true]);
        let code = RedenWijziging::parse(Wet::Wmo, Release::R2_0, "1").unwrap();
        assert!(code.code() == "1" && !code.is_administratieve_correctie_oud());
        assert_eq!(
            releases.map(|one| Eenheid::parse(one, "84").is_ok()),
            [false, false, false, true]
        );
        assert_eq!(
            releases.map(|one| Frequentie::parse(one, "3").is_ok()),
            [true, true, true, false]
        );
        assert_eq!(
            releases.map(|one| Verwijzer::parse(one, "07").is_ok()),
            [true, true, true, false]
        );
    }

    #[test]
    fn closed_lists_print_what_they_read() {
        for code in ["01", "04", "14", "16", "82", "83", "84"] {
            assert_eq!(code.parse::<Eenheid>().unwrap().code(), code);
        }
        assert!("99".parse::<Eenheid>().is_err());
        assert!("4".parse::<StatusAanlevering>().is_err());
        assert!("7".parse::<Frequentie>().is_err());
        assert!("X".parse::<DebetCredit>().is_err());
        assert!("9".parse::<Geslacht>().is_err());
    }
}
