//! A table in the catalogue, by the identifier that someone wrote.

use domain::statline::CatalogusRegel;

use crate::error::kort;
use crate::{Catalogus, Error};

/// The row of a table.
///
/// # Errors
/// `TABLE_CASE` when only the case differs (v4 addresses are case-sensitive), `TABLE_UNKNOWN` with the nearest identifier,
/// or with what is wrong with its row when that was set aside.
pub fn zoek_in_catalogus<'c>(
    catalogus: &'c Catalogus,
    gevraagd: &str,
) -> Result<&'c CatalogusRegel, Error> {
    let Catalogus { regels, onleesbaar } = catalogus;
    if let Some(found) = regels.iter().find(|regel| regel.tabel_id.as_str() == gevraagd) {
        return Ok(found);
    }
    let asked = kort(gevraagd, 40);
    let odd = onleesbaar.iter().find(|rij| {
        rij.tabel_id.as_ref().is_some_and(|id| id.as_str().eq_ignore_ascii_case(gevraagd))
    });
    if let Some(odd) = odd {
        let waarom = kort(&odd.waarom, 200);
        let what = format!(
            "the row of table `{asked}` in the catalogue cannot be read: {waarom}; what is loaded \
             stays, tell CBS when it lasts"
        );
        return Err(Error::new("TABLE_UNKNOWN", what, ""));
    }
    let other_case =
        regels.iter().find(|regel| regel.tabel_id.as_str().eq_ignore_ascii_case(gevraagd));
    if let Some(found) = other_case {
        let right = &found.tabel_id;
        let what = format!("table `{asked}` is written `{right}`; set table = \"{right}\"");
        return Err(Error::new("TABLE_CASE", what, ""));
    }
    let nearest = regels.iter().min_by_key(|regel| afstand(regel.tabel_id.as_str(), &asked));
    let hint = nearest.map_or_else(
        || "the catalogue is empty".to_owned(),
        |regel| format!("the nearest is `{}`, {}", regel.tabel_id, kort(&regel.titel, 80)),
    );
    let nameless = onleesbaar.iter().filter(|rij| rij.tabel_id.is_none()).count();
    let odd = match nameless {
        0 => String::new(),
        rows => format!("; {rows} rows of the catalogue tell no identifier that can be read"),
    };
    let what = format!(
        "table `{asked}` is not in the catalogue; {hint}; a table of another catalogue needs its base_url{odd}"
    );
    Err(Error::new("TABLE_UNKNOWN", what, ""))
}

/// Number of letters to change, add or leave out, whatever their case (Levenshtein).
pub(crate) fn afstand(one: &str, two: &str) -> usize {
    let two: Vec<char> = two.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=two.len()).collect();
    for (line, left) in one.to_lowercase().chars().enumerate() {
        let mut corner = line;
        let mut before = line + 1;
        for (cell, right) in row.iter_mut().skip(1).zip(&two) {
            let swapped = corner + usize::from(left != *right);
            corner = *cell;
            before = swapped.min(before + 1).min(*cell + 1);
            *cell = before;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use domain::statline::Tabelversie;

    use super::*;
    use crate::Onleesbaar;

    fn regel(tabel_id: &str) -> CatalogusRegel {
        let versie = Tabelversie {
            versie: String::new(),
            waarnemingen_op: String::new(),
            metadata_op: String::new(),
            aantal: None,
        };
        CatalogusRegel {
            tabel_id: tabel_id.parse().unwrap(),
            titel: format!("Titel van {tabel_id}"),
            omschrijving: String::new(),
            status: String::new(),
            taal: String::new(),
            periode: String::new(),
            reden: String::new(),
            versie,
        }
    }

    #[test]
    fn a_table_is_found_by_its_exact_identifier() {
        let odd = |id: Option<&str>| Onleesbaar {
            tabel_id: id.map(|id| id.parse().unwrap()),
            waarom: "a list where a text belongs".to_owned(),
        };
        let regels = Catalogus {
            regels: vec![regel("03759ned"), regel("85097NED"), regel("37789ksz")],
            onleesbaar: vec![odd(Some("85098NED")), odd(None)],
        };
        assert_eq!(zoek_in_catalogus(&regels, "85097NED").unwrap().tabel_id.as_str(), "85097NED");
        for (asked, code, word) in [
            ("37789KSZ", "TABLE_CASE", "`37789ksz`"),
            ("85097ned", "TABLE_CASE", "`85097NED`"),
            ("85098NED", "TABLE_UNKNOWN", "cannot be read: a list where a text belongs"),
            ("85098ned", "TABLE_UNKNOWN", "the row of table `85098ned` in the catalogue cannot"),
            ("85079NED", "TABLE_UNKNOWN", "; 1 rows of the catalogue tell no identifier"),
            ("85079NED", "TABLE_UNKNOWN", "the nearest is `85097NED`, Titel van 85097NED"),
            ("3759NED", "TABLE_UNKNOWN", "`03759ned`"),
            ("", "TABLE_UNKNOWN", "nearest"),
        ] {
            let error = zoek_in_catalogus(&regels, asked).unwrap_err();
            assert_eq!(error.code(), code, "{asked}");
            assert!(error.to_string().contains(word), "{error}");
        }
        let error = zoek_in_catalogus(&Catalogus::default(), "85097NED").unwrap_err();
        assert!(error.to_string().contains("the catalogue is empty"), "{error}");
    }

    #[test]
    fn a_distance_counts_letters() {
        for (one, two, distance) in
            [("", "", 0), ("abc", "", 3), ("", "abc", 3), ("kitten", "SITTING", 3), ("a", "A", 0)]
        {
            assert_eq!(afstand(one, two), distance, "{one} {two}");
        }
    }
}
