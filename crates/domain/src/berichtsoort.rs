//! The kinds of message.

use core::fmt;

use crate::WaardeFout;

/// Kind of message, the three digits of its name, laws alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Berichtsoort {
    /// 301 Toewijzing, municipality to provider.
    B301,
    /// 302 retour on a 301.
    B302,
    /// 305 Start, provider to municipality.
    B305,
    /// 306 retour on a 305.
    B306,
    /// 307 Stop, provider to municipality.
    B307,
    /// 308 retour on a 307.
    B308,
    /// 315 Verzoek om toewijzing, provider to municipality.
    B315,
    /// 316 retour on a 315.
    B316,
    /// 317 Verzoek om wijziging, provider to municipality.
    B317,
    /// 318 retour on a 317.
    B318,
    /// 319 Antwoord on a 315 or 317, municipality to provider.
    B319,
    /// 320 retour on a 319.
    B320,
    /// 323 Declaratie, provider to municipality.
    B323,
    /// 325 Declaratie-antwoord, municipality to provider, with a header of its own.
    B325,
}

impl Berichtsoort {
    /// The number as it stands in every table.
    pub const fn code(self) -> &'static str {
        match self {
            Self::B301 => "301",
            Self::B302 => "302",
            Self::B305 => "305",
            Self::B306 => "306",
            Self::B307 => "307",
            Self::B308 => "308",
            Self::B315 => "315",
            Self::B316 => "316",
            Self::B317 => "317",
            Self::B318 => "318",
            Self::B319 => "319",
            Self::B320 => "320",
            Self::B323 => "323",
            Self::B325 => "325",
        }
    }

    /// The message that this kind answers; `None` for a heen message.
    pub const fn beantwoordt(self) -> Option<Self> {
        match self {
            Self::B302 => Some(Self::B301),
            Self::B306 => Some(Self::B305),
            Self::B308 => Some(Self::B307),
            Self::B316 => Some(Self::B315),
            Self::B318 => Some(Self::B317),
            Self::B320 => Some(Self::B319),
            Self::B325 => Some(Self::B323),
            Self::B301
            | Self::B305
            | Self::B307
            | Self::B315
            | Self::B317
            | Self::B319
            | Self::B323 => None,
        }
    }

    /// Whether `Afzender` in the header is the municipality (in a retour: as copied from the heen message, IV028).
    pub const fn afzender_is_gemeente(self) -> bool {
        matches!(self, Self::B301 | Self::B302 | Self::B319 | Self::B320 | Self::B325)
    }
}

impl core::str::FromStr for Berichtsoort {
    type Err = WaardeFout;

    fn from_str(text: &str) -> Result<Self, WaardeFout> {
        Ok(match text {
            "301" => Self::B301,
            "302" => Self::B302,
            "305" => Self::B305,
            "306" => Self::B306,
            "307" => Self::B307,
            "308" => Self::B308,
            "315" => Self::B315,
            "316" => Self::B316,
            "317" => Self::B317,
            "318" => Self::B318,
            "319" => Self::B319,
            "320" => Self::B320,
            "323" => Self::B323,
            "325" => Self::B325,
            _ => return Err(WaardeFout::Code),
        })
    }
}

impl fmt::Display for Berichtsoort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
