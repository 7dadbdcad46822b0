//! Every text can be read on its ground, by day and by night: 4.5 to 1, as WCAG 2.2 asks (1.4.3).
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_types,
    reason = "a colour that cannot be read is a failing test; the formula of WCAG is one of fractions"
)]

use std::collections::BTreeMap;

const STIJL: &str = include_str!("../../static/stijl.css");

/// Text and ground, as they meet on the pages.
const PAREN: [(&str, &str); 22] = [
    ("tekst", "grond"),
    ("tekst", "vlak"),
    ("tekst", "rust-vlak"),
    ("tekst", "goed-vlak"),
    ("tekst", "let-op-vlak"),
    ("tekst", "fout-vlak"),
    ("zacht", "grond"),
    ("zacht", "vlak"),
    ("link", "grond"),
    ("link", "vlak"),
    ("link", "goed-vlak"),
    ("link", "let-op-vlak"),
    ("link", "fout-vlak"),
    ("merk-op", "merk"),
    ("goed", "goed-vlak"),
    ("let-op", "let-op-vlak"),
    ("fout", "fout-vlak"),
    ("fout", "grond"),
    ("fout", "vlak"),
    ("goed", "vlak"),
    ("let-op", "vlak"),
    ("focus", "grond"),
];

/// The colours that a block names.
fn kleuren(blok: &str) -> BTreeMap<&str, &str> {
    let regels = blok.lines().filter_map(|regel| regel.trim().strip_prefix("--"));
    regels.filter_map(|regel| regel.trim_end_matches(';').split_once(": ")).collect()
}

/// Relative luminance of `#rrggbb`.
fn helderheid(kleur: &str) -> f64 {
    let deel = |plek: usize| {
        let waarde = u8::from_str_radix(kleur.get(plek..plek + 2).unwrap(), 16).unwrap();
        let waarde = f64::from(waarde) / 255.0;
        if waarde <= 0.04045 { waarde / 12.92 } else { ((waarde + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * deel(1) + 0.7152 * deel(3) + 0.0722 * deel(5)
}

fn contrast(een: &str, ander: &str) -> f64 {
    let (een, ander) = (helderheid(een), helderheid(ander));
    (een.max(ander) + 0.05) / (een.min(ander) + 0.05)
}

#[test]
fn every_text_can_be_read_by_day_and_by_night() {
    let mut blokken = STIJL.split(":root {").skip(1).map(|rest| rest.split('}').next().unwrap());
    let dag = kleuren(blokken.next().unwrap());
    let mut nacht = dag.clone();
    nacht.extend(kleuren(blokken.next().unwrap()));
    for (naam, kleuren) in [("dag", dag), ("nacht", nacht)] {
        for (tekst, grond) in PAREN {
            let gemeten = contrast(kleuren[tekst], kleuren[grond]);
            assert!(gemeten >= 4.5, "{naam}: {tekst} on {grond} has {gemeten:.2}");
        }
    }
    for knop in ["#0b568a", "#083f66", "#a3171b", "#7c1013"] {
        assert!(STIJL.contains(knop) && contrast("#ffffff", knop) >= 4.5, "{knop}");
    }
}

#[test]
fn the_stylesheet_is_small_and_loads_nothing() {
    assert!(STIJL.len() < 15_000, "{}", STIJL.len());
    for ver in ["@import", "url(", "http:", "https:", "expression"] {
        assert!(!STIJL.contains(ver), "{ver}");
    }
}
