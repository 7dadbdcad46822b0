//! Which measures count something, so that areas can be added up.

/// What an amount may be of. Closed: kWh, m3 and km are averages or distances as often as amounts, and hectares do not
/// move with the inhabitants.
const GETELD: [&str; 29] = [
    "aantal",
    "arbeidsjaren",
    "banen",
    "bedrijven",
    "bedrijfsvestigingen",
    "bewoners",
    "cliënten",
    "eur",
    "euro",
    "euro's",
    "gezinnen",
    "huishoudens",
    "inwoners",
    "jeugdigen",
    "jongeren",
    "kinderen",
    "leerlingen",
    "mensen",
    "misdrijven",
    "personen",
    "studenten",
    "trajecten",
    "uitkeringen",
    "uren",
    "vestigingen",
    "voorzieningen",
    "vte",
    "werknemers",
    "woningen",
];

const GELD: [&str; 3] = ["eur", "euro", "euro's"];

/// Words for a factor in a unit; numbers are factors as well.
const FACTORWOORDEN: [&str; 6] = ["mln", "miljoen", "mld", "miljard", "duizend", "dzd"];

/// Beginnings of words that make a figure of a group another thing than the sum of its members.
const GEEN_SOM: [&str; 15] = [
    "aandeel",
    "afstand",
    "doorlooptijd",
    "gemiddeld",
    "index",
    "mediaan",
    "mediane",
    "modaal",
    "nabijheid",
    "percentage",
    "percentiel",
    "procent",
    "ratio",
    "relatief",
    "relatieve",
];

/// Ends of such words: `bevolkingsdichtheid`, `prijsindex`, `landsgemiddelde`.
const GEEN_SOM_EINDEN: [&str; 6] =
    ["aandeel", "dichtheid", "gemiddelde", "index", "mediaan", "percentage"];

/// Ends of words for an amount of money that is of one thing: `verkoopprijs`, `uurtarief`.
const PRIJZEN: [&str; 5] = ["loon", "prijs", "prijzen", "tarief", "tarieven"];

/// Measures of nearness: `binnen 3 km`.
const NABIJ: [&str; 7] = ["km", "kilometer", "m", "meter", "minuten", "minuut", "uur"];

/// Months, for dates such as `per 1 januari`.
const MAANDEN: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// Whether a unit says how many, of a closed list: with or without a factor, never per something.
pub(super) fn is_telling(eenheid: &str) -> bool {
    match geteld(eenheid) {
        (true, what) if what.is_empty() => true,
        (_, what) => GETELD.contains(&what.strip_prefix("aantal ").unwrap_or(&what)),
    }
}

/// Whether a label, with its groups, is free of words that say that figures of areas do not add up.
pub(super) fn is_som(label: &str, eenheid: &str) -> bool {
    let text = label.to_lowercase();
    let is_geld = GELD.contains(&&*geteld(eenheid).1);
    let is_letter = |c: char| c.is_alphanumeric() || c == '%';
    let words: Vec<&str> = text.split(|c| !is_letter(c)).filter(|word| !word.is_empty()).collect();
    words.iter().enumerate().all(|(place, word)| {
        let later = words.get(place + 1..).unwrap_or_default();
        match *word {
            // `gem.` for the average.
            "gem" => false,
            "per" => is_geen_noemer(later),
            "binnen" => !is_nabij(later),
            word => {
                let is_price = is_geld && PRIJZEN.iter().any(|end| word.ends_with(end));
                let is_share = word.contains('%')
                    || GEEN_SOM.iter().any(|begin| word.starts_with(begin))
                    || GEEN_SOM_EINDEN.iter().any(|end| word.ends_with(end));
                !is_share && !is_price
            }
        }
    })
}

/// Whether a unit has a factor, and what it counts: `x 1 000 euro`, `euro (x 1 000)`, `in 1 000 euro` and `1 000 euro`
/// are all thousands of euros. A factor that is not known was refused before.
fn geteld(eenheid: &str) -> (bool, String) {
    let text = eenheid.to_lowercase();
    let words = text.split(|c: char| c.is_whitespace() || c == '(' || c == ')');
    let words = words.filter(|word| !word.is_empty()).enumerate();
    let words = words.filter(|(place, word)| *place > 0 || *word != "in").map(|(_, word)| word);
    let (factors, what): (Vec<&str>, Vec<&str>) = words.partition(|word| is_factor(word));
    (!factors.is_empty(), what.join(" "))
}

/// `x`, `x1000`, `1`, `000`, `1.000`, `mln.`
fn is_factor(word: &str) -> bool {
    let number = word.trim_start_matches(['x', '×']);
    number.chars().all(|c| c.is_ascii_digit() || c == '.')
        || FACTORWOORDEN.contains(&word.trim_end_matches('.'))
}

/// `per soort uitkering` and `per 1 januari` divide by nothing.
fn is_geen_noemer(later: &[&str]) -> bool {
    match later {
        ["soort" | "type" | "ultimo", ..] => true,
        [day, month, ..] => is_getal(day) && MAANDEN.contains(month),
        _ => false,
    }
}

/// `3 km`, and `1,5 km` that came apart.
fn is_nabij(later: &[&str]) -> bool {
    let mut words = later.iter().skip_while(|word| is_getal(word));
    later.first().is_some_and(|word| is_getal(word))
        && words.next().is_some_and(|unit| NABIJ.contains(unit))
}

fn is_getal(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_of_the_list_counts_whatever_its_factor() {
        for unit in [
            "aantal",
            "Aantal",
            "aantal personen",
            "x 1000",
            "x 1 000",
            "X 1.000",
            "x1000",
            "x\u{a0}1\u{a0}000",
            "1 000 banen",
            "1 000 arbeidsjaren",
            "mln uren",
            "euro",
            "1 000 euro",
            "x 1 000 euro",
            "euro (x 1 000)",
            "euro x 1000",
            "in 1 000 euro",
            "mln. euro",
            "mld euro",
            "aantal (x 1 000)",
        ] {
            assert!(is_telling(unit), "{unit}");
        }
        for unit in [
            "",
            "%",
            "km",
            "ha",
            "kWh",
            "mln kWh",
            "m³",
            "code",
            "per huishouden",
            "per km²",
            "per 1 000 inwoners",
            "aantal per 1 000 inwoners",
            "aantal inwoners per km²",
            "aantal/1 000",
            "euro per inwoner",
            "1 000 euro per inwoner",
            "euro/liter",
            "in % van het verbruik",
            "2021=100",
            "index (2015=100)",
            "1 000 personen van 15 tot 75 jaar",
            "megawatt",
            "dagen",
        ] {
            assert!(!is_telling(unit), "{unit}");
        }
    }

    #[test]
    fn a_label_tells_what_does_not_add_up() {
        for label in [
            "Wmo-cliënten",
            "Totaal",
            "Bevolking / Leeftijdsgroepen / 0 tot 15 jaar",
            "Sociale zekerheid / Personen per soort uitkering; Bijstand",
            "Bevolking per 1 januari",
            "(Her)instromers binnen een jaar",
            "Teruggekeerd binnen 5 jaar",
            "Perioden / Personen",
            "Uitkeringsduur / Korter dan 1 jaar",
            "Oude relaties",
            "Werknemers met een uurloon onder 15 euro",
        ] {
            assert!(is_som(label, "aantal"), "{label}");
        }
        for label in [
            "Gemiddelde bevolking ",
            "Gemiddeld aantal banen / Werknemers",
            "Inkomen / Gem. gestandaardiseerd inkomen van huish",
            "Mediaan vermogen van particuliere huish.",
            "Afstand tot school",
            "Scholen binnen 3 km",
            "Scholen binnen 1,5 km",
            "Nabijheid voorzieningen / Scholen",
            "Wmo-cliënten per 1 000 inwoners",
            "Loonkosten / Per arbeidsjaar",
            "Personenauto's per huishouden",
            "Wmo-cliënten relatief ",
            "Relatieve groei",
            "Percentage werknemers ",
            "Dekkingspercentage",
            "Aandeel jongeren",
            "40% personen met laagste inkomen",
            "Prijsindex",
            "Indexcijfer",
            "Bevolkingsdichtheid",
            "Doorlooptijden / Totaal",
        ] {
            assert!(!is_som(label, "aantal"), "{label}");
        }
        for label in ["Verkoopprijs", "Tarief", "Uurloon", "Prijzen van woningen"] {
            assert!(!is_som(label, "x 1 000 euro"), "{label}");
        }
        assert!(is_som("Gerealiseerde kosten", "x 1 000 euro"));
    }
}
