//! Names: what XML allows in them, how they split in prefix and local part.

/// Whether each byte is ASCII and may stand in a name. The colon is not in it: it splits.
const ASCII_NAME: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        #[expect(clippy::as_conversions, clippy::indexing_slicing, reason = "const, below 128")]
        {
            table[byte as usize] =
                byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
        }
        byte += 1;
    }
    table
};

/// The names of all elements of the messages that are read.
#[rustfmt::skip]
const SCHEMA: &[&str] = &[
    "Aanbieder", "AanduidingWoonadres", "AangevraagdProduct", "AangevraagdeProducten", "Achternaam",
    "Adres", "Adressen", "Afgiftedatum", "Afzender", "Antwoord", "BasisschemaXsdVersie", "Bedrag",
    "Begindatum", "Beperking", "BeperkingScore", "BeperkingScores", "Beperkingen", "Bericht",
    "BerichtCode", "BerichtIdentificatie", "BerichtSubversie", "BerichtVersie", "BerichtXsdVersie",
    "Berichtidentificatie", "Berichtspecificatie", "Beschikking", "BeschikkingIngangsdatum",
    "BeschikkingNummer", "Beschikkingnummer", "BeschiktProduct", "BeschiktProducten", "Bsn",
    "Budget", "Categorie", "Client", "Clienten", "Clientnummer", "Code", "Commentaar",
    "Communicatie", "Contact", "Contactgegevens", "Dagtekening", "DagtekeningRetour", "Datum",
    "DatumGebruik", "DebetCredit", "Declaratie", "DeclaratieAntwoord", "DeclaratieDagtekening",
    "DeclaratieIdentificatie", "DeclaratieNummer", "DeclaratiePeriode", "Duur", "Eenheid",
    "Einddatum", "Emailadres", "Frequentie", "Geboortedatum", "GeheimeClient", "GeleverdVolume",
    "Gemeente", "Gemeentecode", "Geslacht", "Geslachtsnaam", "GewensteIngangsdatum",
    "GezagsdragerBekend", "Grondslag01", "Grondslag02", "Grondslagen", "Header", "Huis",
    "Huisletter", "Huisnummer", "HuisnummerToevoeging", "Identificatie", "IdentificatieRetour",
    "Ingangsdatum", "IngediendBedrag", "JuridischeStatus", "LandCode", "Landnummer", "Leefeenheid",
    "Naam", "NaamCode", "NaamGebruik", "NieuwProduct", "NieuweProducten", "Nummer", "Omvang",
    "OngewijzigdProduct", "OngewijzigdeProducten", "Ontvanger", "Organisatie", "Partnernaam",
    "Periode", "Plaatsnaam", "Postcode", "Prestatie", "Prestaties", "Product", "ProductCategorie",
    "ProductCode", "ProductPeriode", "ProductReferentie", "ProductTarief", "Producten",
    "Raamcontract", "RedenAfwijzingVerzoek", "RedenBeeindiging", "RedenIntrekking", "RedenVerzoek",
    "RedenWijziging", "ReferentieAanbieder", "ReferentieNummer", "Relatie", "Relaties",
    "RetourCode", "RetourCodes", "Score", "Soort", "StartProduct", "StartProducten",
    "StatusAanlevering", "StopProduct", "StopProducten", "Straatnaam", "SubVersie", "Taal",
    "TeWijzigenProduct", "TeWijzigenProducten", "Tekenset", "Telefoon", "Telefoon01", "Telefoon02",
    "Telefoonnummer", "ToegewezenProduct", "ToegewezenProducten", "ToewijzingEinddatum",
    "ToewijzingIngangsdatum", "ToewijzingNummer", "Toewijzingsdatum", "Toewijzingstijd",
    "TotaalBedrag", "TotaalIngediendBedrag", "TotaalToegekendBedrag", "Type", "Versie", "Verwijzer",
    "Verzoek", "VerzoekAntwoord", "Volgorde", "Volume", "Voorletters", "Voornamen", "Voorvoegsel",
    "VorigReferentieNummer", "Vorm", "Vraag", "WettelijkeVertegenwoordiging", "Woonplaatsbeginsel",
    "XsdVersie", "XsdVersieDeclaratie", "XsdVersieRetour", "XsltVersie", "ZorgverlenerCode",
];

/// Whether `local` is a name of the schema. Any other name was chosen by the sender, and so may
/// hold anything: it is never shown.
pub(crate) const fn is_of_schema(local: &str) -> bool {
    let mut names = SCHEMA;
    while let [name, rest @ ..] = names {
        if is_same(name.as_bytes(), local.as_bytes()) {
            return true;
        }
        names = rest;
    }
    false
}

/// `==`, which cannot be used in a `const fn`.
const fn is_same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([a, one_rest @ ..], [b, other_rest @ ..]) = (one, other) {
        if *a != *b {
            return false;
        }
        (one, other) = (one_rest, other_rest);
    }
    one.is_empty() && other.is_empty()
}

/// Splits a qualified name; `None` when it is not one.
///
/// # Source
/// Namespaces in XML 1.0, 4: at most one colon, both parts are names.
#[inline]
pub(crate) fn split(name: &str) -> Option<(&str, &str)> {
    let colon = name.bytes().position(|byte| byte == b':');
    let (prefix, local) = match colon {
        Some(at) => {
            let (prefix, rest) = name.split_at_checked(at)?;
            (prefix, rest.get(1..)?)
        }
        None => ("", name),
    };
    let is_good = is_ncname(local) && (colon.is_none() || is_ncname(prefix));
    is_good.then_some((prefix, local))
}

/// The length of the run of name characters and colons that `tag` begins with, when `>` ends it.
#[inline]
pub(crate) fn plain_len(tag: &[u8]) -> Option<usize> {
    let is_plain =
        |byte: &u8| ASCII_NAME.get(usize::from(*byte)).copied().unwrap_or(false) || *byte == b':';
    let len = tag.iter().position(|byte| !is_plain(byte))?;
    (tag.get(len) == Some(&b'>') && len > 0).then_some(len)
}

/// Whether `text` is a name without colon.
#[inline]
pub(crate) fn is_ncname(text: &str) -> bool {
    let is_ascii_name = text.bytes().fold(true, |good, byte| {
        good & ASCII_NAME.get(usize::from(byte)).copied().unwrap_or(false)
    });
    if is_ascii_name {
        return text.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    }
    let mut chars = text.chars();
    chars.next().is_some_and(is_name_start) && chars.all(is_name_char)
}

/// Stands for a local name in the fingerprint, eight bytes for a name of any length.
///
/// Names of the schema have different tokens (a test says so); only an unknown element, which is
/// refused or passed over,
/// could be made to share one. The fingerprint is stored, so this may never change.
#[inline]
pub(crate) fn token(local: &str) -> [u8; 8] {
    let mix = |hash: u64, word: [u8; 8]| {
        (hash.rotate_left(23) ^ u64::from_le_bytes(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    };
    let (words, rest) = local.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    for (target, source) in last.iter_mut().zip(rest) {
        *target = *source;
    }
    let hash = words.iter().fold(1, |hash, word| mix(hash, *word));
    let hash = mix(hash, last);
    (hash ^ hash >> 32).to_be_bytes()
}

/// # Source
/// XML 1.0 (fifth edition), production 4, without the colon.
fn is_name_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}'
        | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}'
        | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

/// # Source
/// XML 1.0 (fifth edition), production 4a.
fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_splits_at_its_one_colon() {
        let cases = [
            ("Bsn", Some(("", "Bsn"))),
            ("jw301:Bsn", Some(("jw301", "Bsn"))),
            ("_a-1.b", Some(("", "_a-1.b"))),
            ("pr\u{e9}:n\u{e4}m", Some(("pr\u{e9}", "n\u{e4}m"))),
            ("", None),
            (":a", None),
            ("a:", None),
            ("a:b:c", None),
            ("1a", None),
            ("a:1", None),
            ("a/", None),
            ("a\u{d7}", None),
            ("\u{e9}:b:c", None),
            ("-a", None),
        ];
        for (name, expect) in cases {
            assert_eq!(split(name), expect, "{name:?}");
        }
    }

    #[test]
    fn only_names_of_the_schema_are_known() {
        assert!(["Bericht", "Bsn", "XsltVersie"].into_iter().all(is_of_schema));
        assert!(!["", "B", "Bs", "Bsnn", "bsn", "Jansen", "?"].into_iter().any(is_of_schema));
    }

    #[test]
    fn no_two_names_of_the_schema_share_a_token() {
        let mut tokens: Vec<_> = SCHEMA.iter().copied().map(token).collect();
        tokens.sort_unstable();
        tokens.dedup();
        assert_eq!(tokens.len(), SCHEMA.len());
    }

    #[test]
    fn tokens_never_change() {
        let of = |name| u64::from_be_bytes(token(name));
        assert_eq!(
            [of("Bsn"), of("ToewijzingNummer")],
            [16_172_440_831_524_299_050, 6_087_712_115_203_074_717]
        );
    }

    #[test]
    fn a_plain_tag_ends_behind_its_name() {
        let cases = [
            ("a:b>c", Some(3)),
            ("a >", None),
            ("a/>", None),
            (">", None),
            ("a", None),
            ("\u{e9}>", None),
        ];
        for (tag, expect) in cases {
            assert_eq!(plain_len(tag.as_bytes()), expect, "{tag}");
        }
    }
}
