//! The code lists that decide how a message is read. A code outside its list is a refusal, not a variant.

use core::fmt;

use crate::{Generatie, Release, WaardeFout};

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

mod per_release;
mod verzoek;

pub use self::per_release::{Productcategorie, RedenBeeindiging, RedenWijziging};
pub use self::verzoek::{RedenAfwijzingVerzoek, RedenVerzoek, Verwijzer, VerzoekAntwoord};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Wet;

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
