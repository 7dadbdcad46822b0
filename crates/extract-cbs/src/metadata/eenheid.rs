//! The factor in the unit of a measure.

/// Factors that a unit may begin with, or hold behind an `x`. Closed: what looks like another factor is refused.
const FACTOREN: [(&str, i64); 20] = [
    ("1 000 000", 1_000_000),
    ("1.000.000", 1_000_000),
    ("1000000", 1_000_000),
    ("1 mln", 1_000_000),
    ("mln.", 1_000_000),
    ("mln", 1_000_000),
    ("miljoen", 1_000_000),
    ("million", 1_000_000),
    ("1 mld", 1_000_000_000),
    ("mld.", 1_000_000_000),
    ("mld", 1_000_000_000),
    ("miljard", 1_000_000_000),
    ("billion", 1_000_000_000),
    ("100 000", 100_000),
    ("10 000", 10_000),
    ("1 000", 1_000),
    ("1.000", 1_000),
    ("1000", 1_000),
    ("duizend", 1_000),
    ("thousand", 1_000),
];

/// Words that are a factor wherever they stand.
const FACTORWOORDEN: [&str; 9] =
    ["mln", "mld", "miljoen", "miljard", "million", "billion", "duizend", "thousand", "dzd"];

/// What a value must be multiplied by to be in single units; `None` when the unit holds a factor that is not known.
///
/// What follows `per` or `/` is a denominator and no factor: `per 1 000 inwoners` is 1.
///
/// # Source
/// The units of the recorded tables; SPEC 2.6: a closed list, and an unknown form of `1 000` is refused.
pub(crate) fn vermenigvuldiger(eenheid: &str) -> Option<i64> {
    let words: Vec<String> = eenheid.split_whitespace().map(str::to_lowercase).collect();
    let text = words.join(" ");
    match index_van(&text) {
        // An index counts nothing; one of thousands cannot be.
        Some(what) => factor_van(what).filter(|factor| *factor == 1),
        None => factor_van(&text),
    }
}

/// What stands before the year of `2021=100`, `2021 = 100`, `index (2015=100)`; `None`: no index.
fn index_van(text: &str) -> Option<&str> {
    let (base, hundred) = text.split_once('=')?;
    let is_hundred = matches!(hundred.trim().trim_end_matches(')'), "100" | "1000");
    let base = base.trim_end();
    let what = base.trim_end_matches(|c: char| c.is_ascii_digit());
    (is_hundred && what.len() < base.len()).then_some(what)
}

fn factor_van(text: &str) -> Option<i64> {
    let counted = text.split(' ').take_while(|word| *word != "per").collect::<Vec<_>>().join(" ");
    let counted = counted.split('/').next().unwrap_or_default().trim();
    let counted = counted.strip_prefix("in ").unwrap_or(counted);
    let (before, factor, after) = zoek(counted);
    (is_zonder_factor(before) && is_zonder_factor(after)).then_some(factor)
}

/// Divides a text into what stands before its factor, the factor, and what stands behind it.
fn zoek(text: &str) -> (&str, i64, &str) {
    // `x 1 000`, also as in `euro (x 1 000)`; else a factor at the beginning.
    if let Some((before, behind)) = split_maal(text)
        && let Some((factor, after)) = begin_factor(behind)
    {
        return (before, factor, after);
    }
    match begin_factor(text) {
        Some((factor, after)) => ("", factor, after),
        None => ("", 1, text),
    }
}

fn split_maal(text: &str) -> Option<(&str, &str)> {
    let (place, _) = text.char_indices().find(|(place, c)| {
        let before = text.get(..*place).unwrap_or_default();
        let behind = text.get(place + c.len_utf8()..).unwrap_or_default();
        matches!(c, 'x' | '×')
            && (before.is_empty() || before.ends_with([' ', '(']))
            && behind.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == 'm')
    })?;
    let (before, behind) = text.split_at_checked(place)?;
    Some((before, behind.trim_start_matches(['x', '×']).trim_start()))
}

fn begin_factor(text: &str) -> Option<(i64, &str)> {
    FACTOREN.iter().find_map(|(form, factor)| {
        let after = text.strip_prefix(form)?;
        let is_whole = after.is_empty() || after.starts_with([' ', ')', ',', ';']);
        // `1 000 000` written with a group that the list does not know is no `1 000`.
        is_whole.then_some((*factor, after))
    })
}

/// Whether nothing in the text looks like a factor: no word for one, and no number but a year or an age.
///
/// A number looks like one at the beginning, behind an `x`, in groups of three, or when it is a hundredfold.
fn is_zonder_factor(text: &str) -> bool {
    let separators = [' ', '(', ')', ',', ';'];
    let words: Vec<&str> = text.split(separators).filter(|word| !word.is_empty()).collect();
    let before = [""].iter().chain(&words);
    let mut pairs = words.iter().zip(before);
    pairs.all(|(word, before)| {
        let is_number = word.chars().all(|c| c.is_ascii_digit() || c == '.');
        let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
        let is_factor =
            matches!(*before, "" | "x" | "×") || word.ends_with("00") || word.contains('.');
        (!is_number || is_year || !is_factor)
            && !FACTORWOORDEN.contains(&word.trim_end_matches('.'))
            && *word != "'000"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_tells_its_factor() {
        for (unit, factor) in [
            ("x 1000", 1_000),
            ("x 1 000", 1_000),
            ("x\u{a0}1\u{a0}000", 1_000),
            ("X 1.000", 1_000),
            ("x1000", 1_000),
            ("1 000 euro", 1_000),
            ("1000 euro", 1_000),
            ("x 1 000 euro", 1_000),
            ("x 1000 euro", 1_000),
            ("euro (x 1 000)", 1_000),
            ("euro x 1000", 1_000),
            ("1 000 banen", 1_000),
            ("1 000 arbeidsjaren", 1_000),
            ("in 1 000 euro", 1_000),
            ("1 000 euro per inwoner", 1_000),
            ("1 000 ton CO2-equivalent", 1_000),
            ("x 10 000", 10_000),
            ("mln euro", 1_000_000),
            ("x mln", 1_000_000),
            ("Mln kWh", 1_000_000),
            ("mln m3", 1_000_000),
            ("mln uren", 1_000_000),
            ("mln. euro", 1_000_000),
            ("1 000 000 euro", 1_000_000),
            ("mln euro, prijzen van 2015", 1_000_000),
            ("mld euro", 1_000_000_000),
            ("aantal", 1),
            ("Aantal", 1),
            ("", 1),
            ("%", 1),
            ("in % van het verbruik", 1),
            ("euro/liter", 1),
            ("euro per 1 000 liter", 1),
            ("per 1 000 inwoners", 1),
            ("aantal per 1 000 inwoners", 1),
            ("aantal inwoners per km²", 1),
            ("aantal/1 000", 1),
            ("% van 15-75 jarigen", 1),
            ("2021=100", 1),
            ("2021 = 100", 1),
            ("index (2015=100)", 1),
            ("1990/1999=100", 1),
            ("2010-2012 = 100", 1),
            ("% van 15 tot 75 jaar", 1),
            ("1 000 personen van 15 tot 75 jaar", 1_000),
            ("x 1 mln euro", 1_000_000),
            ("euro/100 kg", 1),
            ("m³", 1),
            ("m3", 1),
            ("kWh", 1),
            ("megawatt", 1),
            ("extra", 1),
            ("max maanden", 1),
        ] {
            assert_eq!(vermenigvuldiger(unit), Some(factor), "{unit}");
        }
    }

    #[test]
    fn an_unknown_factor_is_refused() {
        for unit in [
            "x 1,000",
            "x 12",
            "x 100",
            "25 kg",
            "100 euro",
            "1 000 1 000 euro",
            "1 000 000 000 euro",
            "1 000 mln euro",
            "euro mln",
            "euro '000",
            "dzd euro",
            "euro 1 000",
            "x 1 000 x 1 000",
            "1 000 euro (2015=100)",
            "aantal 100",
            "kg 1.5",
        ] {
            assert_eq!(vermenigvuldiger(unit), None, "{unit}");
        }
    }

    proptest::proptest! {
        /// Whatever CBS writes, there is a factor of at least one, or a refusal.
        #[test]
        fn any_unit_has_a_factor_or_none(
            unit in "(x |in |per |1 000|1000|mln|mld|euro|=100|2021|/| |[(]|[)]|é|[ -~]){0,8}",
        ) {
            proptest::prop_assert!(vermenigvuldiger(&unit).is_none_or(|factor| factor >= 1));
        }

        /// A denominator never counts.
        #[test]
        fn what_follows_per_is_no_factor(unit in "[1-9 0x]{0,12}") {
            proptest::prop_assert_eq!(vermenigvuldiger(&format!("aantal per {unit}")), Some(1));
        }
    }
}
