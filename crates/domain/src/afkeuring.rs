//! A refused record or file: data, not an error.

use core::fmt;

use crate::WaardeFout;

/// Stable code of a refusal, as it stands in `beheer.quarantaine`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each variant is its code; `uitleg` explains it")]
pub enum Code {
    FileEmpty,
    FileTypeMismatch,
    FileTooLarge,
    FileUnreadable,
    ZipEmpty,
    ZipPath,
    ZipPassword,
    ZipNested,
    ZipBomb,
    ZipCount,
    ZipCorrupt,
    GzipCorrupt,
    GzipBomb,
    EnvelopeInvalid,
    EnvelopeMismatch,
    EiFlatFile,
    XmlNotWellformed,
    XmlDoctype,
    XmlEncoding,
    XmlLimitDepth,
    XmlLimitAttrs,
    XmlLimitName,
    XmlLimitText,
    XmlNamespace,
    VersionUnsupported,
    MessageTypeUnknown,
    MessageNotPublic,
    HeaderInvalid,
    GemeenteNotAllowed,
    XsdInvalid,
    FieldMissing,
    DateInvalid,
    DateRange,
    TimeInvalid,
    NumberInvalid,
    NumberRange,
    TextLength,
    TextBlank,
    TextInvalid,
    CodeUnknown,
    BsnInvalid,
    BsnPlaceholder,
    BsnInReference,
    Op033x2,
    Tr018,
    Tr056,
    Tr101,
}

impl Code {
    /// The code as text.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FileEmpty => "FILE_EMPTY",
            Self::FileTypeMismatch => "FILE_TYPE_MISMATCH",
            Self::FileTooLarge => "FILE_TOO_LARGE",
            Self::FileUnreadable => "FILE_UNREADABLE",
            Self::ZipEmpty => "ZIP_EMPTY",
            Self::ZipPath => "ZIP_PATH",
            Self::ZipPassword => "ZIP_PASSWORD",
            Self::ZipNested => "ZIP_NESTED",
            Self::ZipBomb => "ZIP_BOMB",
            Self::ZipCount => "ZIP_COUNT",
            Self::ZipCorrupt => "ZIP_CORRUPT",
            Self::GzipCorrupt => "GZIP_CORRUPT",
            Self::GzipBomb => "GZIP_BOMB",
            Self::EnvelopeInvalid => "ENVELOPE_INVALID",
            Self::EnvelopeMismatch => "ENVELOPE_MISMATCH",
            Self::EiFlatFile => "EI_FLAT_FILE",
            Self::XmlNotWellformed => "XML_NOT_WELLFORMED",
            Self::XmlDoctype => "XML_DOCTYPE",
            Self::XmlEncoding => "XML_ENCODING",
            Self::XmlLimitDepth => "XML_LIMIT_DEPTH",
            Self::XmlLimitAttrs => "XML_LIMIT_ATTRS",
            Self::XmlLimitName => "XML_LIMIT_NAME",
            Self::XmlLimitText => "XML_LIMIT_TEXT",
            Self::XmlNamespace => "XML_NAMESPACE",
            Self::VersionUnsupported => "VERSION_UNSUPPORTED",
            Self::MessageTypeUnknown => "MESSAGE_TYPE_UNKNOWN",
            Self::MessageNotPublic => "MESSAGE_NOT_PUBLIC",
            Self::HeaderInvalid => "HEADER_INVALID",
            Self::GemeenteNotAllowed => "GEMEENTE_NOT_ALLOWED",
            Self::XsdInvalid => "XSD_INVALID",
            Self::FieldMissing => "FIELD_MISSING",
            Self::DateInvalid => "DATE_INVALID",
            Self::DateRange => "DATE_RANGE",
            Self::TimeInvalid => "TIME_INVALID",
            Self::NumberInvalid => "NUMBER_INVALID",
            Self::NumberRange => "NUMBER_RANGE",
            Self::TextLength => "TEXT_LENGTH",
            Self::TextBlank => "TEXT_BLANK",
            Self::TextInvalid => "TEXT_INVALID",
            Self::CodeUnknown => "CODE_UNKNOWN",
            Self::BsnInvalid => "BSN_INVALID",
            Self::BsnPlaceholder => "BSN_PLACEHOLDER",
            Self::BsnInReference => "BSN_IN_REFERENCE",
            Self::Op033x2 => "OP033x2",
            Self::Tr018 => "TR018",
            Self::Tr056 => "TR056",
            Self::Tr101 => "TR101",
        }
    }

    /// What it means and what to do now, for a Dutch operator. Never holds a value from the message.
    #[expect(clippy::too_many_lines, reason = "one table, a line per code")]
    pub const fn uitleg(self) -> &'static str {
        match self {
            Self::FileEmpty => "Het bestand is leeg. Vraag het opnieuw op bij de afzender.",
            Self::FileTypeMismatch => {
                "De inhoud is geen XML-bericht. Controleer de export of vraag het bestand opnieuw op."
            }
            Self::FileTooLarge => {
                "Het bestand is groter dan de ingestelde grens (OP179: 25 MB). Laat de afzender splitsen of verhoog de grens."
            }
            Self::FileUnreadable => {
                "Het bestand kon niet worden gelezen. Controleer rechten en schijf en start de taak opnieuw."
            }
            Self::ZipEmpty => {
                "Het zip-bestand bevat geen bestanden (IB905). Vraag het opnieuw op bij de afzender."
            }
            Self::ZipPath => {
                "Het zip-bestand bevat een map, een koppeling of een pad dat buiten het bestand wijst. Pak de berichten los in en lever opnieuw aan."
            }
            Self::ZipPassword => {
                "Het zip-bestand is beveiligd met een wachtwoord (IB903). Lever het zonder wachtwoord aan."
            }
            Self::ZipNested => {
                "In het bestand zit weer een ingepakt bestand. Pak het uit en lever de berichten los of in een zip aan."
            }
            Self::ZipBomb => {
                "Het zip-bestand wordt uitgepakt groter dan de ingestelde grens (IB904: 25 MB per bestand). Controleer de herkomst, splits het of verhoog de grens."
            }
            Self::ZipCount => {
                "Het zip-bestand bevat meer bestanden dan de ingestelde grens of tweemaal dezelfde naam (IB902). Splits het of verhoog de grens."
            }
            Self::ZipCorrupt => {
                "Het zip-bestand is beschadigd of afgekapt (IB901). Vraag het opnieuw op bij de afzender."
            }
            Self::GzipCorrupt => {
                "Het gzip-bestand is beschadigd, afgekapt of heeft resten erachter. Vraag het opnieuw op bij de afzender."
            }
            Self::GzipBomb => {
                "Het gzip-bestand wordt uitgepakt groter dan de ingestelde grens. Controleer de herkomst of verhoog de grens."
            }
            Self::EnvelopeInvalid => {
                "De envelop van het GGk is onvolledig of onjuist. Vraag het bericht opnieuw op bij het GGk."
            }
            Self::EnvelopeMismatch => {
                "De envelop van het GGk noemt een andere berichtsoort dan het bericht erin. Meld dit aan de afzender."
            }
            Self::EiFlatFile => {
                "Dit is een EI-bestand met vaste posities (tot en met 2017). Het wordt herkend en apart gehouden, niet ingelezen; alleen XML-berichten worden gelezen."
            }
            Self::XmlNotWellformed => {
                "De XML is niet welgevormd of afgekapt. Vraag het bericht opnieuw op bij de afzender."
            }
            Self::XmlDoctype => {
                "Het bericht bevat een DOCTYPE; die wordt om veiligheidsredenen geweigerd. Meld dit aan de afzender."
            }
            Self::XmlEncoding => {
                "De tekencodering is geen UTF-8 (OP192). Laat de afzender het bericht in UTF-8 aanleveren."
            }
            Self::XmlLimitDepth => {
                "De XML is dieper genest dan toegestaan. Meld dit aan de afzender."
            }
            Self::XmlLimitAttrs => {
                "Een element heeft te veel attributen. Meld dit aan de afzender."
            }
            Self::XmlLimitName => "Een naam in de XML is te lang. Meld dit aan de afzender.",
            Self::XmlLimitText => "Een waarde in de XML is te lang. Meld dit aan de afzender.",
            Self::XmlNamespace => {
                "De namespace hoort niet bij iWmo of iJw. Controleer of dit bestand in deze map hoort."
            }
            Self::VersionUnsupported => {
                "Deze release van de standaard wordt niet ondersteund. Ondersteund: iWmo 2.0 tot en met 2.4, iJw 2.1 tot en met 2.4, en iWmo en iJw 3.0, 3.1 en 3.2. Werk Sluis bij als de release nieuwer is en lees het bestand daarna opnieuw."
            }
            Self::MessageTypeUnknown => {
                "Deze berichtsoort bestaat niet in deze release. Ondersteund: 301, 302, 305, 306, 307, 308, 315 en 316; vanaf release 3.0 ook 317, 318, 319, 320, 323 en 325."
            }
            Self::MessageNotPublic => {
                "Dit is een declaratie of factuur van voor 2021 (303, 304, 321 of 322). De opbouw daarvan is niet openbaar: het bericht wordt herkend en apart gehouden, niet ingelezen."
            }
            Self::HeaderInvalid => {
                "De header is onvolledig of onjuist. Laat de afzender het bericht herstellen."
            }
            Self::GemeenteNotAllowed => {
                "Het bericht is van een gemeente die niet in de configuratie staat. Controleer de map of vul `gemeenten` aan."
            }
            Self::XsdInvalid => {
                "De opbouw wijkt af van het schema. Laat de afzender het bericht herstellen."
            }
            Self::FieldMissing => {
                "Een verplicht gegeven ontbreekt. Laat de afzender het bericht herstellen."
            }
            Self::DateInvalid => {
                "Een datum bestaat niet of is niet als JJJJ-MM-DD geschreven. Laat de afzender het bericht herstellen."
            }
            Self::DateRange => {
                "Een datum ligt buiten het toegestane bereik. Laat de afzender het bericht herstellen."
            }
            Self::TimeInvalid => {
                "Een tijd is niet als UU:MM:SS geschreven. Laat de afzender het bericht herstellen."
            }
            Self::NumberInvalid => {
                "Een getal is niet geheel of bevat andere tekens dan cijfers. Laat de afzender het bericht herstellen."
            }
            Self::NumberRange => {
                "Een getal ligt buiten het toegestane bereik. Laat de afzender het bericht herstellen."
            }
            Self::TextLength => {
                "Een tekst is langer dan toegestaan. Laat de afzender het bericht herstellen."
            }
            Self::TextBlank => {
                "Een tekst bevat alleen witruimte. Laat de afzender het bericht herstellen."
            }
            Self::TextInvalid => {
                "Een tekst heeft niet de vereiste vorm. Laat de afzender het bericht herstellen."
            }
            Self::CodeUnknown => {
                "Een code staat niet in de codelijst van deze wet. Laat de afzender het bericht herstellen."
            }
            Self::BsnInvalid => {
                "Een BSN is ongeldig (elfproef). Laat de afzender het bericht herstellen."
            }
            Self::BsnPlaceholder => {
                "Een BSN is een opvulwaarde en hoort bij niemand. Laat de afzender het bericht herstellen."
            }
            Self::BsnInReference => {
                "Een kenmerk bevat het BSN van een client. Laat de afzender een ander kenmerk gebruiken en het bericht opnieuw sturen."
            }
            Self::Op033x2 => {
                "StatusAanlevering 2 en 9 zijn sinds release 3 niet toegestaan (OP033x2, CS058). Laat de afzender het bericht herstellen."
            }
            Self::Tr018 => {
                "Een periode eindigt voordat zij begint. Laat de afzender het bericht herstellen."
            }
            Self::Tr056 => {
                "Hetzelfde berichtnummer is met een andere inhoud gebruikt (TR056, retourcode 9056). Het bericht met de oudste dagtekening blijft staan."
            }
            Self::Tr101 => {
                "Dezelfde regel staat dubbel in het bericht (TR101). Laat de afzender het bericht herstellen."
            }
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where in the input: line and byte, and the path of element names. Never a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plaats {
    /// Line, from 1.
    pub regel: u32,
    /// Byte offset in the file, from 0.
    pub offset: u64,
    /// Path of local element names, such as `Bericht/Client/Bsn`. A name that is not of the schema
    /// is `?`: the sender chose it.
    pub pad: String,
}

impl fmt::Display for Plaats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "regel {} (byte {}) {}", self.regel, self.offset, self.pad)
    }
}

/// One refusal of a record or of a whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Afkeuring {
    /// Why.
    pub code: Code,
    /// Where.
    pub plaats: Plaats,
    /// Which product record or line, from 1 in document order; `None` for a whole file.
    pub regelnummer: Option<u32>,
}

/// The kind of value that was being read, to name a refusal after it.
impl From<WaardeFout> for Code {
    fn from(fout: WaardeFout) -> Self {
        match fout {
            WaardeFout::Leeg => Self::FieldMissing,
            WaardeFout::Vorm => Self::TextInvalid,
            WaardeFout::TeLang { .. } => Self::TextLength,
            WaardeFout::Bereik => Self::NumberRange,
            WaardeFout::Datum => Self::DateInvalid,
            WaardeFout::Tijd => Self::TimeInvalid,
            WaardeFout::Code => Self::CodeUnknown,
            WaardeFout::Bsn => Self::BsnInvalid,
            WaardeFout::BsnPlaatshouder => Self::BsnPlaceholder,
            WaardeFout::Volgorde => Self::Tr018,
        }
    }
}
