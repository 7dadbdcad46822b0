//! A view of the database as a table of a page: kinds of columns by their type, titles by their names.

use chrono::DateTime;
use load::pagina::kwaliteit::KolomRij;

use crate::tabel::{Cel, Decimaal, Kolom, Soort, Tabel};
use domain::Eurocent;

/// Names whose title is not the name with blanks.
const TITELS: [(&str, &str); 14] = [
    ("agb_code", "AGB-code"),
    ("bevinding_sk", "Nummer"),
    ("bestand_id", "Bestand"),
    ("gemeentecode", "Gemeente"),
    ("geeindigd", "Geëindigd"),
    ("aantal_geeindigd", "Aantal geëindigd"),
    ("mad", "MAD"),
    ("is_verplicht", "Verplicht"),
    ("bericht_identificatie", "Bericht"),
    ("aantal_bevindingen_r", "Bevindingen R"),
    ("aantal_bevindingen_p", "Bevindingen P"),
    ("aantal_bevindingen_d", "Bevindingen D"),
    ("aantal_bevindingen_gemeente", "Bevindingen gemeente"),
    ("mediaan_dagen_tot_opgelost", "Mediaan dagen tot opgelost"),
];

/// The heading of a column: its name as people write it.
pub(super) fn titel(naam: &str) -> String {
    if let Some((_, titel)) = TITELS.iter().find(|(bekend, _)| *bekend == naam) {
        return (*titel).to_owned();
    }
    let naam = naam.strip_suffix("_eurocent").unwrap_or(naam).replace('_', " ");
    let mut tekens = naam.chars();
    match tekens.next() {
        Some(eerste) => eerste.to_uppercase().chain(tekens).collect(),
        None => naam,
    }
}

/// What a view tells, and what to look out for: its comment, cut where it begins to warn.
pub(super) fn uitleg(commentaar: &str) -> (String, Option<String>) {
    match commentaar.split_once(" Let op: ") {
        Some((uitleg, let_op)) => (uitleg.to_owned(), Some(let_op.to_owned())),
        None => (commentaar.to_owned(), None),
    }
}

/// How the values of a column are read and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lezing {
    Tekst,
    Lijst,
    JaNee,
    Getal,
    Promille,
    Decimaal,
    Euro,
    Datum,
    Moment,
}

impl Lezing {
    fn van(kolom: &KolomRij) -> Self {
        let naam = kolom.naam.as_str();
        // A number that names something is no quantity: no points in it, nothing to add up.
        let is_naam = ["nummer", "_id", "_sk"].iter().any(|einde| naam.ends_with(einde));
        match kolom.soort.as_str() {
            "bigint" | "integer" | "smallint" if naam.ends_with("_eurocent") => Self::Euro,
            "bigint" | "integer" | "smallint" if !is_naam => Self::Getal,
            "numeric" if naam.starts_with("percentage") => Self::Promille,
            "numeric" => Self::Decimaal,
            "boolean" => Self::JaNee,
            "date" => Self::Datum,
            "timestamp with time zone" => Self::Moment,
            soort if soort.ends_with("[]") => Self::Lijst,
            _ => Self::Tekst,
        }
    }

    const fn soort(self) -> Soort {
        match self {
            Self::Tekst | Self::Lijst | Self::JaNee => Soort::Tekst,
            Self::Getal => Soort::Getal,
            Self::Promille => Soort::Promille,
            Self::Decimaal => Soort::Decimaal,
            Self::Euro => Soort::Euro,
            Self::Datum => Soort::Datum,
            Self::Moment => Soort::Moment,
        }
    }

    /// The value as a cell; one that cannot be read as its kind is shown as it stands.
    fn cel(self, waarde: String) -> Cel {
        let cel = match self {
            Self::Tekst => None,
            Self::Lijst => Some(Cel::Tekst(lijst(&waarde))),
            Self::JaNee => Some(Cel::tekst(if waarde == "true" { "ja" } else { "nee" })),
            Self::Getal => waarde.parse().ok().map(Cel::Getal),
            Self::Promille => promille(&waarde),
            Self::Decimaal => waarde.parse().ok().map(Cel::Decimaal),
            Self::Euro => waarde.parse().ok().map(|cent| Cel::Euro(Eurocent::new(cent))),
            Self::Datum => waarde.parse().ok().map(Cel::Datum),
            Self::Moment => DateTime::parse_from_str(&waarde, "%Y-%m-%d %H:%M:%S%.f%#z")
                .ok()
                .map(|moment| Cel::Moment(moment.to_utc())),
        };
        cel.unwrap_or(Cel::Tekst(waarde))
    }
}

/// A percentage with at most one digit behind the comma; one with more keeps them.
fn promille(waarde: &str) -> Option<Cel> {
    let getal: Decimaal = waarde.parse().ok()?;
    Some(getal.tienden().map_or(Cel::Decimaal(getal), Cel::Promille))
}

/// An array of codes as Postgres writes it, for people: `{0200,"a b"}` is `0200, a b`.
fn lijst(waarde: &str) -> String {
    let binnen = waarde.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let delen = binnen.unwrap_or(waarde).split(',').map(|deel| deel.trim_matches('"'));
    delen.collect::<Vec<_>>().join(", ")
}

/// The rows of a view as a table.
pub(super) fn tabel(
    naam: &'static str,
    titel_van: &str,
    kolommen: &[KolomRij],
    rijen: Vec<Vec<Option<String>>>,
) -> Tabel {
    let lezingen: Vec<Lezing> = kolommen.iter().map(Lezing::van).collect();
    let koppen = kolommen.iter().zip(&lezingen);
    let koppen = koppen.map(|(kolom, lezing)| Kolom::new(titel(&kolom.naam), lezing.soort()));
    let mut tabel = Tabel::new(naam, titel_van, koppen.collect());
    for rij in rijen {
        let cellen = rij.into_iter().zip(&lezingen);
        let cel = |(waarde, lezing): (Option<String>, &Lezing)| {
            waarde.map_or(Cel::Leeg, |waarde| lezing.cel(waarde))
        };
        tabel.rij(cellen.map(cel).collect());
    }
    tabel
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_shown_by_the_type_and_name_of_its_column() {
        let zone = chrono_tz::Tz::Europe__Amsterdam;
        for (naam, soort, waarde, titel_van, expect) in [
            ("aantal_open", "bigint", "1234", "Aantal open", "1.234"),
            ("toewijzingnummer", "bigint", "300201", "Toewijzingnummer", "300201"),
            ("bestand_id", "bigint", "1234", "Bestand", "1234"),
            ("bedrag_eurocent", "bigint", "-123456", "Bedrag", "€ -1.234,56"),
            ("percentage_gekoppeld", "numeric", "98.5", "Percentage gekoppeld", "98,5 %"),
            ("percentage", "numeric", "100", "Percentage", "100,0 %"),
            ("percentage", "numeric", "33.33", "Percentage", "33,33"),
            ("promille", "numeric", "1234.5", "Promille", "1.234,5"),
            ("aantal_records", "numeric", "1234", "Aantal records", "1.234"),
            ("is_verplicht", "boolean", "true", "Verplicht", "ja"),
            ("maand", "date", "2025-03-01", "Maand", "01-03-2025"),
            (
                "eerst_gezien_op",
                "timestamp with time zone",
                "2025-07-01 22:30:00.123+00",
                "Eerst gezien op",
                "02-07-2025 00:30",
            ),
            ("regelcodes", "text[]", "{TR319,\"OP 1\"}", "Regelcodes", "TR319, OP 1"),
            ("regelcodes", "text[]", "{}", "Regelcodes", ""),
            ("agb_code", "character", "42420001", "AGB-code", "42420001"),
            ("aantal", "bigint", "onleesbaar", "Aantal", "onleesbaar"),
        ] {
            let kolom =
                KolomRij { naam: naam.to_owned(), soort: soort.to_owned(), uitleg: String::new() };
            let tabel = tabel("x", "X", &[kolom], vec![vec![Some(waarde.to_owned())], vec![None]]);
            assert_eq!(tabel.kolommen[0].titel, titel_van);
            assert_eq!(tabel.rijen[0][0].weergave(zone), expect, "{naam} {waarde}");
            assert_eq!(tabel.rijen[1][0], Cel::Leeg);
        }
    }

    #[test]
    fn a_comment_is_cut_where_it_warns() {
        for (commentaar, expect) in [
            ("Een rij. Let op: pas op.", ("Een rij.", Some("pas op."))),
            ("Een rij.", ("Een rij.", None)),
        ] {
            let (uitleg, let_op) = uitleg(commentaar);
            assert_eq!((uitleg.as_str(), let_op.as_deref()), expect);
        }
    }
}
