//! Names: of files, of days in them, and the nearest of a list.

use chrono::NaiveDate;

/// Whether `naam` is one that `patroon` means: `*` is any text, `?` any character.
pub(super) fn past_op(patroon: &str, naam: &str) -> bool {
    let (patroon, naam): (Vec<char>, Vec<char>) =
        (patroon.chars().collect(), naam.chars().collect());
    let (mut p, mut n) = (0, 0);
    // Where the last `*` stands and what it took until now.
    let mut ster: Option<(usize, usize)> = None;
    while n < naam.len() {
        match patroon.get(p) {
            Some('*') => {
                ster = Some((p, n));
                p += 1;
            }
            Some(teken) if *teken == '?' || Some(teken) == naam.get(n) => {
                p += 1;
                n += 1;
            }
            _ => {
                let Some((plek, tot)) = ster else { return false };
                ster = Some((plek, tot + 1));
                p = plek + 1;
                n = tot + 1;
            }
        }
    }
    patroon.iter().skip(p).all(|teken| *teken == '*')
}

/// The day that a part of a file name tells: `JJJJMMDD`, `DD-MM-JJJJ` or `JJJJ-MM-DD`, whatever time follows it.
pub(super) fn dag(text: &str) -> Option<NaiveDate> {
    let is_cijfers = |deel: &str| deel.bytes().all(|byte| byte.is_ascii_digit());
    let deel = |van: usize, tot: usize| text.get(van..tot).filter(|deel| is_cijfers(deel));
    let teken = |plek: usize| text.as_bytes().get(plek) == Some(&b'-');
    let ((jaar, maand, dag), rest) = if let (Some(jaar), true) = (deel(0, 4), teken(4) && teken(7))
    {
        ((jaar, deel(5, 7)?, deel(8, 10)?), text.get(10..)?)
    } else if let (Some(dag), true) = (deel(0, 2), teken(2) && teken(5)) {
        ((deel(6, 10)?, deel(3, 5)?, dag), text.get(10..)?)
    } else {
        ((deel(0, 4)?, deel(4, 6)?, deel(6, 8)?), text.get(8..)?)
    };
    let is_tijd =
        |c: char| c.is_ascii_digit() || matches!(c, 'T' | 't' | '_' | '-' | ':' | '.' | ' ');
    if !rest.chars().all(is_tijd) {
        return None;
    }
    let jaar = jaar.parse().ok().filter(|jaar| (1900..=9999).contains(jaar))?;
    NaiveDate::from_ymd_opt(jaar, maand.parse().ok()?, dag.parse().ok()?)
}

/// What to write instead of `naam`: the nearest of `namen` when it is near, else all.
pub(super) fn raad<'n>(naam: &str, namen: impl Iterator<Item = &'n str> + Clone) -> Box<str> {
    let naaste = namen.clone().min_by_key(|ander| afstand(naam, ander));
    match naaste {
        Some(naaste) if afstand(naam, naaste) <= (naam.chars().count() / 2).max(1) => {
            format!("did you mean `{naaste}`?").into()
        }
        _ => format!("choose one of {}", namen.collect::<Vec<&str>>().join(", ")).into(),
    }
}

/// How many characters differ (Levenshtein), for names: capitals count for nothing.
fn afstand(een: &str, twee: &str) -> usize {
    let twee: Vec<char> = twee.to_lowercase().chars().collect();
    let mut rij: Vec<usize> = (0..=twee.len()).collect();
    for (regel, teken) in een.to_lowercase().chars().enumerate() {
        let mut links = regel + 1;
        let mut schuin = regel;
        for (boven, ander) in rij.iter_mut().skip(1).zip(&twee) {
            let hier = (links + 1).min(*boven + 1).min(schuin + usize::from(teken != *ander));
            schuin = *boven;
            *boven = hier;
            links = hier;
        }
        if let Some(kop) = rij.first_mut() {
            *kop = regel + 1;
        }
    }
    rij.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_means_names_of_files() {
        for (patroon, naam, verwacht) in [
            ("zaken_*.csv", "zaken_20240305.csv", true),
            ("zaken_*.csv", "zaken_.csv", true),
            ("zaken_*.csv", "oud_zaken_1.csv", false),
            ("zaken_*.csv", "zaken_1.csv.bak", false),
            ("*", "", true),
            ("", "a", false),
            ("?.csv", "é.csv", true),
            ("?.csv", ".csv", false),
            ("*a*b*c", "aXbXbXc", true),
            ("*a*b*c", "aXbXbX", false),
            ("[a].csv", "a.csv", false),
        ] {
            assert_eq!(past_op(patroon, naam), verwacht, "{patroon} {naam}");
        }
    }

    #[test]
    fn a_day_in_a_name_has_one_of_three_forms() {
        for (text, verwacht) in [
            ("20240305", Some("2024-03-05")),
            ("2024-03-05", Some("2024-03-05")),
            ("05-03-2024", Some("2024-03-05")),
            ("20240305T140500", Some("2024-03-05")),
            ("20240305_1405", Some("2024-03-05")),
            ("2024-03-05 14:05:00", Some("2024-03-05")),
            ("20241305", None),
            ("05032024", None),
            ("2024", None),
            ("20240305x", None),
            ("", None),
            ("é", None),
        ] {
            assert_eq!(dag(text).map(|dag| dag.to_string()).as_deref(), verwacht, "{text}");
        }
    }

    #[test]
    fn the_nearest_name_is_told() {
        let namen = ["zaaknummer", "zaaktype", "status"];
        assert_eq!(&*raad("zaaknumer", namen.into_iter()), "did you mean `zaaknummer`?");
        assert_eq!(&*raad("Status", namen.into_iter()), "did you mean `status`?");
        assert_eq!(&*raad("x", namen.into_iter()), "choose one of zaaknummer, zaaktype, status");
        assert_eq!((afstand("", "abc"), afstand("kitten", "sitting")), (3, 3));
    }

    proptest::proptest! {
        #[test]
        fn never_panics(een in "\\PC{0,16}", twee in "\\PC{0,16}") {
            let _ = (past_op(&een, &twee), dag(&een), afstand(&een, &twee));
            proptest::prop_assert!(past_op("*", &een) && past_op(&"?".repeat(een.chars().count()), &een));
        }
    }
}
