//! What differs per law and release in the structure of messages. `docs/releases.md` shows it to a reader; a test
//! holds that it says what stands here. There is one other place: the code lists that differ (`domain::codelijst`:
//! reasons, units, frequencies, referrers), because transform and load need them too; each asks for the release.
//!
//! Modules ask a [`Dialect`]; none of them compares a release itself.

pub(crate) mod antwoord;
pub(crate) mod declaratie;
pub(crate) mod kop;
pub(crate) mod levering;
mod namespace;
mod opbouw;
pub(crate) mod persoon;
pub(crate) mod product;
mod retourcode;
pub(crate) mod toewijzing;
pub(crate) mod verzoek;
pub(crate) mod wijziging;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use domain::{Berichtsoort, Release, Retourcode, StatusAanlevering, Wet};

use self::kop::Koppen;
pub(crate) use self::opbouw::Opbouw;
use crate::schema::{Element, Richting, Wijze};

/// How a release is read.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of the table, and independent")]
pub(crate) struct Verschil {
    pub(crate) release: Release,
    /// The laws that have it.
    pub(crate) wetten: &'static [Wet],
    /// The laws whose schema is public: those are read strictly.
    pub(crate) schema_openbaar: &'static [Wet],
    pub(crate) staart: Staart,
    pub(crate) koppen: &'static Koppen,
    /// The kinds of message, each with its elements.
    pub(crate) berichten: &'static [Opbouw],
    /// Kinds that exist, but whose structure is not public.
    pub(crate) niet_openbaar: &'static [(Wet, &'static str)],
    /// `Categorie` and `Eenheid` are integers: a leading zero may be absent.
    pub(crate) codes_als_getal: bool,
    /// `StatusAanlevering` of a start or stop.
    pub(crate) status: &'static [StatusAanlevering],
    /// The lists of answer codes; a code must be in one of them.
    pub(crate) retourcodes: &'static [&'static [&'static str]],
    /// An allocation has a number.
    pub(crate) nummer_verplicht: bool,
    /// A record names a product; without one it is generiek.
    pub(crate) product_verplicht: bool,
    /// A request has a `ReferentieAanbieder`.
    pub(crate) referentie_verplicht: bool,
    /// `RedenBeeindiging` is part of the key of a stop.
    pub(crate) reden_in_stopsleutel: bool,
}

/// Whether the namespace ends with the release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Staart {
    Geen,
    Release,
    /// No public message shows which.
    Beide,
}

use StatusAanlevering::{Eerste, Gewijzigd, Ongewijzigd, Verwijderen};

/// 2.0. Known from examples only.
const V20: Verschil = Verschil {
    release: Release::R2_0,
    wetten: &[Wet::Wmo],
    schema_openbaar: &[],
    staart: Staart::Release,
    koppen: &kop::V20,
    berichten: opbouw::V20,
    niet_openbaar: NIET_OPENBAAR,
    codes_als_getal: true,
    status: &[Eerste, Gewijzigd, Verwijderen, Ongewijzigd],
    retourcodes: &[retourcode::WJ001_2_1],
    nummer_verplicht: false,
    product_verplicht: true,
    referentie_verplicht: false,
    reden_in_stopsleutel: false,
};

/// 2.1 of iWmo, whose schemas are public.
const V21: Verschil = Verschil {
    release: Release::R2_1,
    wetten: &[Wet::Wmo],
    schema_openbaar: &[Wet::Wmo],
    koppen: &kop::V2,
    berichten: opbouw::V2,
    referentie_verplicht: true,
    ..V20
};

/// 2.1 of iJw and 2.2 to 2.4. Read as 2.1 of iWmo, with the codes of 3.2 too: their lists lie between both.
const fn v2(subversie: u8, wetten: &'static [Wet]) -> Verschil {
    Verschil {
        release: Release { versie: 2, subversie },
        wetten,
        schema_openbaar: &[],
        staart: Staart::Beide,
        retourcodes: &[retourcode::WJ001_2_1, retourcode::WJ001],
        ..V21
    }
}

/// 3.0 and 3.1. Read as 3.2.
const fn v3(subversie: u8) -> Verschil {
    Verschil {
        release: Release { versie: 3, subversie },
        schema_openbaar: &[],
        reden_in_stopsleutel: false,
        ..V32
    }
}

/// 3.2. The schemas are public.
const V32: Verschil = Verschil {
    release: Release::R3_2,
    wetten: BEIDE,
    schema_openbaar: BEIDE,
    staart: Staart::Geen,
    koppen: &kop::V3,
    berichten: opbouw::V3,
    niet_openbaar: &[],
    codes_als_getal: false,
    status: &[Eerste, Verwijderen],
    retourcodes: &[retourcode::WJ001],
    nummer_verplicht: true,
    product_verplicht: false,
    referentie_verplicht: true,
    reden_in_stopsleutel: true,
};

/// Declarations, invoices and their retours of before 2021.
const NIET_OPENBAAR: &[(Wet, &str)] = &[
    (Wet::Wmo, "303"),
    (Wet::Wmo, "304"),
    (Wet::Jw, "303"),
    (Wet::Jw, "304"),
    (Wet::Jw, "321"),
    (Wet::Jw, "322"),
];

/// The releases that are read.
pub(crate) static RELEASES: [Verschil; 9] =
    [V20, V21, v2(1, &[Wet::Jw]), v2(2, BEIDE), v2(3, BEIDE), v2(4, BEIDE), v3(0), v3(1), V32];

const BEIDE: &[Wet] = &[Wet::Wmo, Wet::Jw];

/// What the namespace of a message says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dialect {
    pub(crate) wet: Wet,
    pub(crate) release: Release,
    pub(crate) soort: Berichtsoort,
    pub(crate) verschil: &'static Verschil,
    /// The elements behind the header.
    pub(crate) opbouw: &'static Opbouw,
    /// The end of its namespaces, such as `/2_1`.
    has_staart: bool,
}

impl Dialect {
    /// `BerichtCode` of the kind of message.
    ///
    /// # Source
    /// COD002.
    pub(crate) const fn berichtcode(self) -> &'static str {
        let (wmo, jw) = match self.soort {
            Berichtsoort::B301 => ("414", "436"),
            Berichtsoort::B302 => ("415", "437"),
            Berichtsoort::B305 => ("418", "438"),
            Berichtsoort::B306 => ("419", "439"),
            Berichtsoort::B307 => ("420", "440"),
            Berichtsoort::B308 => ("421", "441"),
            Berichtsoort::B315 => ("444", "446"),
            Berichtsoort::B316 => ("445", "447"),
            Berichtsoort::B317 => ("480", "486"),
            Berichtsoort::B318 => ("481", "487"),
            Berichtsoort::B319 => ("482", "488"),
            Berichtsoort::B320 => ("483", "489"),
            Berichtsoort::B323 => ("484", "490"),
            Berichtsoort::B325 => ("485", "491"),
            _ => ("", ""),
        };
        if matches!(self.wet, Wet::Wmo) { wmo } else { jw }
    }

    /// The elements of the header.
    pub(crate) fn kop(self) -> &'static [Element] {
        match (self.soort, self.soort.beantwoordt()) {
            (_, None) => self.verschil.koppen.heen,
            (Berichtsoort::B325, _) => self.verschil.koppen.declaratie_antwoord,
            _ => self.verschil.koppen.retour,
        }
    }

    /// Whether it answers another message.
    pub(crate) const fn is_antwoord(self) -> bool {
        self.soort.beantwoordt().is_some()
    }

    /// How what stands behind the header is read.
    pub(crate) fn wijze(self) -> Wijze {
        Wijze {
            dialect: self,
            richting: if self.is_antwoord() { Richting::Antwoord } else { Richting::Heen },
            is_streng: self.verschil.schema_openbaar.contains(&self.wet),
        }
    }

    /// A `Categorie` or `Eenheid` in the two digits of its list.
    pub(crate) fn code_van_twee(self, text: &str) -> Cow<'_, str> {
        if !self.verschil.codes_als_getal {
            return Cow::Borrowed(text);
        }
        let digits = text.trim_matches([' ', '\t', '\r', '\n']);
        let digits = digits.strip_prefix('+').unwrap_or(digits);
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number {
            return Cow::Borrowed(text);
        }
        let digits = digits.trim_start_matches('0');
        Cow::Owned(format!("{digits:0>2}"))
    }

    /// Reads an answer code; `None` when it is not in the list of the release.
    ///
    /// # Source
    /// WJ001.
    pub(crate) fn parse_retourcode(self, text: &str) -> Option<Retourcode> {
        retourcode::parse(self.verschil.retourcodes, text)
    }
}
