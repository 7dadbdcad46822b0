//! The codes of refusals: what each means, by which rule, and what to do now.

use core::fmt;

use crate::WaardeFout;

/// Defines every code with its text, the rule it enforces and its explanation, a line each.
macro_rules! codes {
    ($($variant:ident = $code:literal, $regel:literal, $uitleg:literal;)+) => {
        /// Stable code of a refusal, as it stands in `beheer.quarantaine`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[expect(missing_docs, reason = "each variant is its code; `uitleg` explains it")]
        pub enum Code { $($variant,)+ }

        impl Code {
            /// All codes.
            pub const ALLE: &'static [Self] = &[$(Self::$variant,)+];

            /// The code as text.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The rule that was broken: of the standard (TR, CD, CS, RS, OP, IV), its schema (XSD, COD), the hub (IB),
            /// or `Sluis` for a bound of our own.
            pub const fn regel(self) -> &'static str {
                match self { $(Self::$variant => $regel,)+ }
            }

            /// What it means and what to do now, for a Dutch operator. Never holds a value from the message.
            pub const fn uitleg(self) -> &'static str {
                match self { $(Self::$variant => $uitleg,)+ }
            }
        }
    };
}

codes! {
    FileEmpty = "FILE_EMPTY", "RS031",
        "Het bestand is leeg. Vraag het opnieuw op bij de afzender.";
    FileTypeMismatch = "FILE_TYPE_MISMATCH", "OP192",
        "De inhoud is geen XML-bericht. Controleer de export of vraag het bestand opnieuw op.";
    FileTooLarge = "FILE_TOO_LARGE", "OP179, IB003",
        "Het bestand is groter dan de ingestelde grens (OP179: 25 MB). Laat de afzender splitsen of verhoog de grens.";
    FileUnreadable = "FILE_UNREADABLE", "Sluis",
        "Het bestand kon niet worden gelezen. Controleer rechten en schijf en start de taak opnieuw.";
    ZipEmpty = "ZIP_EMPTY", "IB905",
        "Het zip-bestand bevat geen bestanden (IB905). Vraag het opnieuw op bij de afzender.";
    ZipPath = "ZIP_PATH", "Sluis",
        "Het zip-bestand bevat een map (lever de berichten zonder map aan), een koppeling of een pad dat buiten het bestand wijst. Pak de berichten los in en lever opnieuw aan.";
    ZipPassword = "ZIP_PASSWORD", "IB903",
        "Het zip-bestand is beveiligd met een wachtwoord (IB903). Lever het zonder wachtwoord aan.";
    ZipNested = "ZIP_NESTED", "Sluis",
        "In het bestand zit weer een ingepakt bestand. Pak het uit en lever de berichten los of in een zip aan.";
    ZipBomb = "ZIP_BOMB", "IB904",
        "Het zip-bestand wordt uitgepakt groter dan de ingestelde grens (IB904: 25 MB per bestand). Controleer de herkomst, splits het of verhoog de grens.";
    ZipCount = "ZIP_COUNT", "IB902",
        "Het zip-bestand bevat meer bestanden dan de ingestelde grens of tweemaal dezelfde naam (IB902). Splits het of verhoog de grens.";
    ZipCorrupt = "ZIP_CORRUPT", "IB901",
        "Het zip-bestand is beschadigd of afgekapt (IB901). Vraag het opnieuw op bij de afzender.";
    GzipCorrupt = "GZIP_CORRUPT", "Sluis",
        "Het gzip-bestand is beschadigd, afgekapt of heeft resten erachter. Vraag het opnieuw op bij de afzender.";
    GzipBomb = "GZIP_BOMB", "OP179",
        "Het gzip-bestand wordt uitgepakt groter dan de ingestelde grens. Controleer de herkomst of verhoog de grens.";
    EnvelopeInvalid = "ENVELOPE_INVALID", "IB001",
        "De envelop van het GGk is onvolledig of onjuist. Vraag het bericht opnieuw op bij het GGk.";
    EnvelopeMismatch = "ENVELOPE_MISMATCH", "IB004",
        "De envelop van het GGk noemt een andere berichtsoort dan het bericht erin. Meld dit aan de afzender.";
    EiFlatFile = "EI_FLAT_FILE", "Sluis",
        "Dit is een EI-bestand met vaste posities (tot en met 2017). Het wordt herkend en apart gehouden, niet ingelezen; alleen XML-berichten worden gelezen.";
    XmlNotWellformed = "XML_NOT_WELLFORMED", "XML 1.0, IB014",
        "De XML is niet welgevormd of afgekapt. Vraag het bericht opnieuw op bij de afzender.";
    XmlDoctype = "XML_DOCTYPE", "Sluis",
        "Het bericht bevat een DOCTYPE; die wordt om veiligheidsredenen geweigerd. Meld dit aan de afzender.";
    XmlEncoding = "XML_ENCODING", "OP192",
        "De tekencodering is geen UTF-8 (OP192). Laat de afzender het bericht in UTF-8 aanleveren.";
    XmlLimitDepth = "XML_LIMIT_DEPTH", "Sluis",
        "De XML is dieper genest dan toegestaan. Meld dit aan de afzender.";
    XmlLimitAttrs = "XML_LIMIT_ATTRS", "Sluis",
        "Een element heeft te veel attributen. Meld dit aan de afzender.";
    XmlLimitName = "XML_LIMIT_NAME", "Sluis",
        "Een naam in de XML is te lang. Meld dit aan de afzender.";
    XmlLimitText = "XML_LIMIT_TEXT", "Sluis",
        "Een waarde in de XML is te lang. Meld dit aan de afzender.";
    XmlNamespace = "XML_NAMESPACE", "XSD",
        "De namespace hoort niet bij iWmo of iJw. Controleer of dit bestand in deze map hoort.";
    VersionUnsupported = "VERSION_UNSUPPORTED", "CS015, CS025",
        "Deze release van de standaard wordt niet ondersteund, of header en namespace noemen verschillende releases (zie de plaats). Ondersteund: iWmo 2.0 tot en met 2.4, iJw 2.1 tot en met 2.4, en iWmo en iJw 3.0, 3.1 en 3.2. Werk Sluis bij als de release nieuwer is en lees het bestand daarna opnieuw.";
    MessageTypeUnknown = "MESSAGE_TYPE_UNKNOWN", "COD002",
        "Deze berichtsoort bestaat niet in deze release. Ondersteund: 301, 302, 305, 306, 307, 308, 315 en 316; vanaf release 3.0 ook 317, 318, 319, 320, 323 en 325.";
    MessageNotPublic = "MESSAGE_NOT_PUBLIC", "Sluis",
        "Dit is een declaratie of factuur van voor 2021 (303, 304, 321 of 322). De opbouw daarvan is niet openbaar: het bericht wordt herkend en apart gehouden, niet ingelezen.";
    HeaderInvalid = "HEADER_INVALID", "XSD, TR135",
        "De header is onvolledig of onjuist. Laat de afzender het bericht herstellen.";
    GemeenteNotAllowed = "GEMEENTE_NOT_ALLOWED", "Sluis",
        "Het bericht is van een gemeente die niet in de configuratie staat. Controleer de map of vul `gemeenten` aan.";
    XsdInvalid = "XSD_INVALID", "XSD, IV032",
        "De opbouw wijkt af van het schema. Laat de afzender het bericht herstellen.";
    FieldMissing = "FIELD_MISSING", "XSD, RS031",
        "Een verplicht gegeven ontbreekt. Laat de afzender het bericht herstellen.";
    DateInvalid = "DATE_INVALID", "XSD, RS032",
        "Een datum bestaat niet of is niet als JJJJ-MM-DD geschreven. Laat de afzender het bericht herstellen.";
    DateRange = "DATE_RANGE", "TR002, TR134",
        "Een datum ligt buiten het toegestane bereik. Laat de afzender het bericht herstellen.";
    TimeInvalid = "TIME_INVALID", "XSD, RS034",
        "Een tijd is niet als UU:MM:SS geschreven. Laat de afzender het bericht herstellen.";
    NumberInvalid = "NUMBER_INVALID", "XSD",
        "Een getal is niet geheel of bevat andere tekens dan cijfers. Laat de afzender het bericht herstellen.";
    NumberRange = "NUMBER_RANGE", "XSD",
        "Een getal ligt buiten het toegestane bereik. Laat de afzender het bericht herstellen.";
    TextLength = "TEXT_LENGTH", "XSD",
        "Een tekst is langer dan toegestaan. Laat de afzender het bericht herstellen.";
    TextBlank = "TEXT_BLANK", "RS031",
        "Een tekst bevat alleen witruimte. Laat de afzender het bericht herstellen.";
    TextInvalid = "TEXT_INVALID", "XSD",
        "Een tekst heeft niet de vereiste vorm. Laat de afzender het bericht herstellen.";
    CodeUnknown = "CODE_UNKNOWN", "XSD",
        "Een code staat niet in de codelijst van deze wet. Laat de afzender het bericht herstellen.";
    BsnInvalid = "BSN_INVALID", "CS002, RS037",
        "Een BSN is ongeldig (elfproef). Laat de afzender het bericht herstellen.";
    BsnPlaceholder = "BSN_PLACEHOLDER", "CS002",
        "Een BSN is een opvulwaarde en hoort bij niemand. Laat de afzender het bericht herstellen.";
    BsnInReference = "BSN_IN_REFERENCE", "Sluis",
        "Een kenmerk bevat het BSN van een client, of, in een 319, het is niets dan negen cijfers die een BSN kunnen zijn (elfproef). Laat de afzender een ander kenmerk gebruiken en het bericht opnieuw sturen.";
    CsvEncoding = "CSV_ENCODING", "Sluis",
        "De tekencodering van het CSV-bestand klopt niet met de mapping of met zichzelf. Exporteer opnieuw als UTF-8 of noem de codering in de mapping.";
    CsvHeader = "CSV_HEADER", "Sluis",
        "De koprij ontbreekt, mist een verplichte kolom of noemt een kolom tweemaal. Controleer de export of vul de mapping aan met de naam van de kolom.";
    CsvColumns = "CSV_COLUMNS", "Sluis",
        "De regel heeft meer of minder kolommen dan de koprij. Controleer of een waarde het scheidingsteken bevat zonder aanhalingstekens.";
    CsvQuote = "CSV_QUOTE", "Sluis",
        "Een aanhalingsteken wordt niet gesloten. Laat de export herstellen; de regels erna zijn apart gelezen.";
    CsvLimit = "CSV_LIMIT", "Sluis",
        "Het CSV-bestand heeft te veel kolommen, of een te lange regel of waarde. Controleer de export of verhoog de grens in de mapping.";
    ZeroRows = "ZERO_ROWS", "Sluis",
        "Het bestand heeft geen regels onder de koprij. Wat er stond blijft staan; controleer de export.";
    TextControl = "TEXT_CONTROL", "Sluis",
        "Een waarde bevat een NUL of een ander stuurteken. Laat de export herstellen.";
    NumberAmbiguous = "NUMBER_AMBIGUOUS", "Sluis",
        "Een getal is op twee manieren te lezen: punt of komma als decimaalteken. Noem in de mapping hoe getallen zijn geschreven.";
    DuplicateKey = "DUPLICATE_KEY", "Sluis",
        "Dezelfde sleutel staat met een andere inhoud in het bestand; geen van de regels is geladen. Laat de export herstellen; wat er stond blijft staan.";
    DeliveryOld = "DELIVERY_OLD", "Sluis",
        "De peildatum van het bestand is niet te lezen of ligt in de toekomst. Controleer de bestandsnaam en `peildatum` in de mapping.";
    DeliveryDrop = "DELIVERY_DROP", "Sluis",
        "Een volledige levering is veel kleiner dan de vorige; daarom is er niets geladen. Controleer de export, en bevestig met `sluis quarantine replay NUMMER --toch` als het klopt; het nummer staat in `sluis quarantine list`.";
    Op033x2 = "OP033x2", "OP033x2, CS058",
        "StatusAanlevering 2 en 9 zijn sinds release 3 niet toegestaan (OP033x2, CS058). Laat de afzender het bericht herstellen.";
    Tr018 = "TR018", "TR018, CS003",
        "Een periode eindigt voordat zij begint. Laat de afzender het bericht herstellen.";
    Tr056 = "TR056", "TR056",
        "Hetzelfde berichtnummer is met een andere inhoud gebruikt (TR056, retourcode 9056). Het bericht met de oudste dagtekening blijft staan.";
    Tr101 = "TR101", "TR101",
        "Dezelfde regel staat dubbel in het bericht (TR101). Laat de afzender het bericht herstellen.";
}

impl Code {
    /// As [`Code::uitleg`], for a file with rows instead of a message.
    pub const fn uitleg_csv(self) -> &'static str {
        match self {
            Self::FileTypeMismatch => {
                "De inhoud is geen CSV, maar bijvoorbeeld een webpagina of een Excel-bestand. Exporteer opnieuw als CSV."
            }
            Self::FieldMissing => {
                "Een verplichte waarde ontbreekt. Vul haar aan in het bronsysteem en exporteer opnieuw; een totaalregel zet `voetregels` in de mapping opzij."
            }
            Self::DateInvalid => {
                "Een datum bestaat niet of is anders geschreven dan de mapping toestaat. Herstel de export of vul `datum` in de mapping aan."
            }
            Self::DateRange => {
                "Een datum ligt buiten het toegestane bereik. Herstel haar in het bronsysteem."
            }
            Self::NumberInvalid => {
                "Een getal is niet te lezen. Herstel de export, of vul `decimaal`, `duizend`, `valuta` of `leeg` in de mapping aan."
            }
            Self::NumberRange => {
                "Een getal ligt buiten het toegestane bereik. Herstel het in het bronsysteem."
            }
            Self::TextLength => {
                "Een tekst is langer dan 200 tekens. Controleer of de mapping de juiste kolom noemt; vrije tekst wordt niet geladen."
            }
            Self::TextBlank | Self::TextInvalid => {
                "Een waarde heeft niet de vereiste vorm. Herstel haar in het bronsysteem of pas de mapping aan."
            }
            Self::CodeUnknown => {
                "Een waarde staat niet in de codelijst of de waardelijst. Vul de waardelijst in de mapping aan of herstel de bron."
            }
            Self::BsnInvalid => {
                "Een BSN is ongeldig (elfproef). Herstel het in het bronsysteem; een weggevallen voorloopnul kan met een bewerking in de mapping."
            }
            Self::BsnPlaceholder => {
                "Een BSN is een opvulwaarde en hoort bij niemand. Herstel het in het bronsysteem."
            }
            Self::BsnInReference => {
                "Een tekst of kenmerk bevat een BSN. Laat het bronsysteem een ander kenmerk gebruiken, of haal de kolom uit de mapping."
            }
            Self::Tr018 => {
                "Een periode eindigt voordat zij begint. Herstel haar in het bronsysteem."
            }
            _ => self.uitleg(),
        }
    }
}

impl core::str::FromStr for Code {
    type Err = WaardeFout;

    fn from_str(text: &str) -> Result<Self, WaardeFout> {
        Self::ALLE.iter().copied().find(|code| code.as_str() == text).ok_or(WaardeFout::Code)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_is_unique_and_says_what_to_do() {
        let texts: BTreeSet<&str> = Code::ALLE.iter().map(|code| code.as_str()).collect();
        assert_eq!(texts.len(), Code::ALLE.len());
        for code in Code::ALLE {
            assert_eq!(code.as_str().parse(), Ok(*code));
            assert!(!code.regel().is_empty() && code.uitleg().ends_with('.'), "{code}");
            // What it is, and what to do.
            assert!(code.uitleg().contains(". ") || code.uitleg().contains("; "), "{code}");
            assert!(code.uitleg_csv().ends_with('.') && code.uitleg_csv().contains(". "), "{code}");
        }
        assert_eq!("NO_SUCH".parse::<Code>(), Err(WaardeFout::Code));
    }
}
