//! A table on a page.

use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::{Cel, Kolom, Soort, Tabel};

/// Moments as people here write them.
#[derive(Debug, Clone, Copy)]
pub struct Tijdweergave {
    /// The zone.
    pub zone: Tz,
}

impl Tijdweergave {
    /// Day and time: `22-11-2026 04:00`.
    pub fn moment(self, moment: DateTime<Utc>) -> String {
        moment.with_timezone(&self.zone).format("%d-%m-%Y %H:%M").to_string()
    }
}

#[derive(Template)]
#[template(path = "tabel.html")]
struct TabelHtml<'a> {
    tabel: &'a Tabel,
}

impl Tabel {
    /// The table as HTML, for a template: `{{ tabel.html()?|safe }}`.
    ///
    /// # Errors
    /// When the template fails.
    pub fn html(&self) -> askama::Result<String> {
        TabelHtml { tabel: self }.render()
    }

    fn tekst_van(&self, cel: &Cel) -> String {
        cel.weergave(self.zone)
    }
}

impl Kolom {
    /// Class of its cells.
    fn klasse(&self) -> &'static str {
        match self.soort {
            Soort::Getal | Soort::Promille | Soort::Decimaal | Soort::Euro => "getal",
            Soort::Datum | Soort::Moment => "tijd",
            Soort::Tekst => "tekst",
        }
    }
}

impl Cel {
    /// The text of the cell as people here write it.
    pub fn weergave(&self, zone: Tz) -> String {
        match self {
            Self::Leeg => String::new(),
            Self::Tekst(tekst) | Self::Link { tekst, .. } => tekst.clone(),
            Self::Status(status) => status_nl(status).to_owned(),
            Self::Getal(getal) => duizendtallen(*getal),
            Self::Promille(promille) => {
                let teken = if *promille < 0 { "-" } else { "" };
                let deel = promille.unsigned_abs();
                format!("{teken}{},{} %", deel / 10, deel % 10)
            }
            Self::Decimaal(getal) => getal.weergave(),
            Self::Euro(bedrag) => euro(bedrag.waarde()),
            Self::Datum(datum) => datum.format("%d-%m-%Y").to_string(),
            Self::Moment(moment) => Tijdweergave { zone }.moment(*moment),
        }
    }

    fn link_naar(&self) -> Option<&str> {
        match self {
            Self::Link { naar, .. } => Some(naar),
            _ => None,
        }
    }

    fn status(&self) -> Option<&str> {
        match self {
            Self::Status(status) => Some(status),
            _ => None,
        }
    }
}

/// A status word of the ledger in Dutch.
pub(crate) fn status_nl(status: &str) -> &str {
    match status {
        "queued" => "wacht",
        "running" => "bezig",
        "succeeded" => "gelukt",
        "partial" => "deels gelukt",
        "failed" => "mislukt",
        "cancelled" => "gestopt",
        "skipped" => "overgeslagen",
        other => other,
    }
}

/// `1234567` as `1.234.567`.
pub(crate) fn duizendtallen(getal: i64) -> String {
    let cijfers = getal.unsigned_abs().to_string();
    let mut tekst = String::new();
    for (plaats, cijfer) in cijfers.chars().enumerate() {
        if plaats > 0 && (cijfers.len() - plaats).is_multiple_of(3) {
            tekst.push('.');
        }
        tekst.push(cijfer);
    }
    if getal < 0 { format!("-{tekst}") } else { tekst }
}

/// Eurocents as `€ 1.234,56`.
fn euro(cent: i64) -> String {
    let teken = if cent < 0 { "-" } else { "" };
    let bedrag = cent.unsigned_abs();
    // Less than a hundredth of 2^64 fits an i64.
    let heel = duizendtallen(i64::try_from(bedrag / 100).unwrap_or(i64::MAX));
    format!("€ {teken}{heel},{:02}", bedrag % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Eurocent;

    #[test]
    fn values_read_as_people_here_write_them() {
        let zone = Tz::Europe__Amsterdam;
        for (cel, expect) in [
            (Cel::Leeg, ""),
            (Cel::Getal(0), "0"),
            (Cel::Getal(-1_234_567), "-1.234.567"),
            (Cel::Getal(100), "100"),
            (Cel::Promille(125), "12,5 %"),
            (Cel::Promille(-5), "-0,5 %"),
            (Cel::Euro(Eurocent::new(-123_456)), "€ -1.234,56"),
            (Cel::Status("partial".to_owned()), "deels gelukt"),
            (Cel::Moment("2026-07-01T22:30:00Z".parse().unwrap()), "02-07-2026 00:30"),
        ] {
            assert_eq!(cel.weergave(zone), expect);
        }
    }

    #[test]
    fn what_a_cell_holds_is_escaped() {
        let mut tabel = Tabel::new("x", "X", vec![Kolom::new("<b>", Soort::Tekst)]);
        tabel.rij(vec![Cel::link("<script>", "/runs/1?a=\"b\"")]);
        let html = tabel.html().unwrap();
        assert!(!html.contains("<script>") && !html.contains("<b>"), "{html}");
        assert!(!html.contains("\"b\""), "{html}");
    }
}
