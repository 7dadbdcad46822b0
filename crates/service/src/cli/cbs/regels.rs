//! Figures as lines of CSV.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;

use load::statline::Cijfer;

use crate::cli::args::CsvDialect;
use crate::cli::output::is_sturend;

/// Columns before those of the other dimensions.
const VOOR: [&str; 14] = [
    "tabel_id",
    "onderwerp",
    "gebiedscode",
    "gebiedsnaam",
    "niveau",
    "periode",
    "periodetitel",
    "periode_soort",
    "begindatum",
    "einddatum",
    "status",
    "eenheid",
    "waarde",
    "waarde_enkel",
];

/// Columns after them.
const NA: [&str; 9] = [
    "tekst",
    "reden_leeg",
    "is_totaal",
    "is_marge",
    "volgnummer",
    "versie",
    "geladen_op",
    "vervallen_versie",
    "vervallen_op",
];

/// A field of a line.
enum Veld<'v> {
    /// Text of CBS, or of us.
    Tekst(&'v str),
    /// A number with a decimal point.
    Getal(&'v str),
}

/// Writes figures of one table as CSV.
pub(super) struct Schrijver<W: Write> {
    csv: csv::Writer<W>,
    dialect: CsvDialect,
    tabel_id: String,
    dimensies: Vec<String>,
    has_herzieningen: bool,
}

impl<W: Write> Schrijver<W> {
    /// Begins with the line of names.
    ///
    /// # Errors
    /// What the place it is written to says.
    pub(super) fn new(
        mut naar: W,
        dialect: CsvDialect,
        tabel_id: &str,
        dimensies: Vec<String>,
        waarden: load::statline::Waarden,
    ) -> Result<Self, csv::Error> {
        let delimiter = match dialect {
            CsvDialect::ExcelNl => {
                // Without this mark Excel reads the bytes as Windows-1252.
                naar.write_all("\u{feff}".as_bytes())?;
                b';'
            }
            CsvDialect::Plain => b',',
        };
        let mut csv = csv::WriterBuilder::new();
        csv.delimiter(delimiter);
        if dialect == CsvDialect::ExcelNl {
            csv.terminator(csv::Terminator::CRLF);
        }
        let mut schrijver = Self {
            csv: csv.from_writer(naar),
            dialect,
            tabel_id: tabel_id.to_owned(),
            dimensies,
            has_herzieningen: waarden == load::statline::Waarden::MetHerzieningen,
        };
        schrijver.namen()?;
        Ok(schrijver)
    }

    fn namen(&mut self) -> Result<(), csv::Error> {
        let mut namen: Vec<String> = VOOR.map(str::to_owned).to_vec();
        for dimensie in &self.dimensies {
            namen.push(self.tekst(dimensie).into_owned());
            namen.push(self.tekst(&format!("{dimensie}_label")).into_owned());
        }
        let na = NA.iter().take(if self.has_herzieningen { NA.len() } else { NA.len() - 2 });
        namen.extend(na.map(|naam| (*naam).to_owned()));
        self.csv.write_record(&namen)
    }

    /// Writes a figure.
    ///
    /// # Errors
    /// What the place it is written to says.
    pub(super) fn schrijf(&mut self, cijfer: &Cijfer) -> Result<(), csv::Error> {
        let leeg = |text: &Option<String>| text.clone().unwrap_or_default();
        let dag =
            |dag: Option<chrono::NaiveDate>| dag.map(|dag| dag.to_string()).unwrap_or_default();
        let moment = |op: chrono::DateTime<chrono::Utc>| op.format("%FT%TZ").to_string();
        let tabel_id = self.tabel_id.clone();
        for veld in [
            Veld::Tekst(&tabel_id),
            Veld::Tekst(&cijfer.onderwerp),
            Veld::Tekst(&leeg(&cijfer.gebiedscode)),
            Veld::Tekst(&leeg(&cijfer.gebiedsnaam)),
            Veld::Tekst(&leeg(&cijfer.niveau)),
            Veld::Tekst(&cijfer.periode),
            Veld::Tekst(&cijfer.periodetitel),
            Veld::Tekst(&cijfer.periode_soort),
            Veld::Tekst(&dag(cijfer.begindatum)),
            Veld::Tekst(&dag(cijfer.einddatum)),
            Veld::Tekst(&cijfer.status),
            Veld::Tekst(&cijfer.eenheid),
            Veld::Getal(&leeg(&cijfer.waarde)),
            Veld::Getal(&leeg(&cijfer.waarde_enkel)),
        ] {
            self.veld(&veld)?;
        }
        self.overige(cijfer)?;
        for text in [
            leeg(&cijfer.tekst),
            leeg(&cijfer.reden_leeg),
            self.ja_nee(cijfer.is_totaal).to_owned(),
            self.ja_nee(cijfer.is_marge).to_owned(),
            cijfer.volgnummer.to_string(),
            cijfer.versie.clone(),
            moment(cijfer.geladen_op),
        ] {
            self.veld(&Veld::Tekst(&text))?;
        }
        if self.has_herzieningen {
            self.veld(&Veld::Tekst(&leeg(&cijfer.vervallen_versie)))?;
            self.veld(&Veld::Tekst(&cijfer.vervallen_op.map(moment).unwrap_or_default()))?;
        }
        self.csv.write_record(None::<&[u8]>)
    }

    /// Code and label of each other dimension.
    fn overige(&mut self, cijfer: &Cijfer) -> Result<(), csv::Error> {
        let object = |text: &str| -> BTreeMap<String, String> {
            serde_json::from_str(text).unwrap_or_default()
        };
        let (codes, labels) = (object(&cijfer.dimensies), object(&cijfer.labels));
        for dimensie in self.dimensies.clone() {
            for object in [&codes, &labels] {
                let text = object.get(&dimensie).map(String::as_str).unwrap_or_default();
                self.veld(&Veld::Tekst(text))?;
            }
        }
        Ok(())
    }

    /// Ends, and hands back where it wrote to.
    ///
    /// # Errors
    /// What that place says.
    pub(super) fn sluit(self) -> Result<W, std::io::Error> {
        self.csv.into_inner().map_err(csv::IntoInnerError::into_error)
    }

    fn veld(&mut self, veld: &Veld<'_>) -> Result<(), csv::Error> {
        let text = match veld {
            Veld::Tekst(text) => self.tekst(text),
            Veld::Getal(getal) if self.dialect == CsvDialect::ExcelNl => {
                getal.replace('.', ",").into()
            }
            Veld::Getal(getal) => (*getal).into(),
        };
        self.csv.write_field(text.as_bytes())
    }

    /// A text that steers nothing: no terminal, and no Excel that takes it for a formula. The text of a label is the
    /// publisher's. Tabs and ends of lines are of the text, and quoted.
    fn tekst<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let stuurt = |c: char| is_sturend(c) && !matches!(c, '\t' | '\r' | '\n');
        let text: Cow<'t, str> = if text.contains(stuurt) {
            text.chars().map(|c| if stuurt(c) { '\u{fffd}' } else { c }).collect::<String>().into()
        } else {
            text.into()
        };
        let is_formule = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
        if is_formule && self.dialect == CsvDialect::ExcelNl {
            format!("'{text}").into()
        } else {
            text
        }
    }

    const fn ja_nee(&self, waar: bool) -> &'static str {
        match (self.dialect, waar) {
            (CsvDialect::ExcelNl, true) => "ja",
            (CsvDialect::ExcelNl, false) => "nee",
            (CsvDialect::Plain, true) => "true",
            (CsvDialect::Plain, false) => "false",
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use load::statline::Waarden;

    use super::*;

    fn cijfer() -> Cijfer {
        let op =
            NaiveDate::from_ymd_opt(2026, 4, 1).unwrap().and_hms_opt(4, 0, 0).unwrap().and_utc();
        Cijfer {
            onderwerp: "Participatie / Netto; \"bruto\"".to_owned(),
            eenheid: "x 1 000".to_owned(),
            waarde: Some("-69.90".to_owned()),
            waarde_enkel: Some("-69900.00".to_owned()),
            tekst: None,
            reden_leeg: None,
            gebiedscode: Some("GM0344".to_owned()),
            gebiedsnaam: Some("Utrecht (gemeente)".to_owned()),
            niveau: Some("gemeente".to_owned()),
            periode: "2022JJ00".to_owned(),
            periode_soort: "jaar".to_owned(),
            periodetitel: "2022".to_owned(),
            begindatum: NaiveDate::from_ymd_opt(2022, 1, 1),
            einddatum: NaiveDate::from_ymd_opt(2022, 12, 31),
            status: "Definitief".to_owned(),
            dimensies: r#"{"Geslacht": "T001038", "Leeftijd": "53050"}"#.to_owned(),
            labels: r#"{"Geslacht": "Totaal", "Leeftijd": "=15 tot 25 jaar"}"#.to_owned(),
            is_totaal: true,
            is_marge: false,
            volgnummer: 0,
            versie: "202606171000".to_owned(),
            geladen_op: op,
            vervallen_versie: None,
            vervallen_op: None,
        }
    }

    fn csv(dialect: CsvDialect, waarden: Waarden, cijfers: &[Cijfer]) -> String {
        let dimensies = vec!["Geslacht".to_owned(), "Leeftijd".to_owned()];
        let mut schrijver =
            Schrijver::new(Vec::new(), dialect, "85098NED", dimensies, waarden).unwrap();
        for cijfer in cijfers {
            schrijver.schrijf(cijfer).unwrap();
        }
        String::from_utf8(schrijver.sluit().unwrap()).unwrap()
    }

    #[test]
    fn a_dutch_excel_reads_commas_and_no_formulas() {
        let empty = Cijfer {
            waarde: None,
            waarde_enkel: None,
            reden_leeg: Some("onbekend".to_owned()),
            gebiedscode: None,
            gebiedsnaam: None,
            niveau: None,
            ..cijfer()
        };
        let text = csv(CsvDialect::ExcelNl, Waarden::Geldend, &[cijfer(), empty]);
        assert!(text.starts_with('\u{feff}'));
        insta::assert_snapshot!(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"), @r#"
        tabel_id;onderwerp;gebiedscode;gebiedsnaam;niveau;periode;periodetitel;periode_soort;begindatum;einddatum;status;eenheid;waarde;waarde_enkel;Geslacht;Geslacht_label;Leeftijd;Leeftijd_label;tekst;reden_leeg;is_totaal;is_marge;volgnummer;versie;geladen_op
        85098NED;"Participatie / Netto; ""bruto""";GM0344;Utrecht (gemeente);gemeente;2022JJ00;2022;jaar;2022-01-01;2022-12-31;Definitief;x 1 000;-69,90;-69900,00;T001038;Totaal;53050;'=15 tot 25 jaar;;;ja;nee;0;202606171000;2026-04-01T04:00:00Z
        85098NED;"Participatie / Netto; ""bruto""";;;;2022JJ00;2022;jaar;2022-01-01;2022-12-31;Definitief;x 1 000;;;T001038;Totaal;53050;'=15 tot 25 jaar;;onbekend;ja;nee;0;202606171000;2026-04-01T04:00:00Z
        "#);
    }

    #[test]
    fn a_program_reads_every_text_as_it_is_and_what_a_value_was() {
        let old = Cijfer {
            vervallen_versie: Some("202607011000".to_owned()),
            vervallen_op: Some(cijfer().geladen_op),
            ..cijfer()
        };
        let text = csv(CsvDialect::Plain, Waarden::MetHerzieningen, &[old]);
        insta::assert_snapshot!(text, @r#"
        tabel_id,onderwerp,gebiedscode,gebiedsnaam,niveau,periode,periodetitel,periode_soort,begindatum,einddatum,status,eenheid,waarde,waarde_enkel,Geslacht,Geslacht_label,Leeftijd,Leeftijd_label,tekst,reden_leeg,is_totaal,is_marge,volgnummer,versie,geladen_op,vervallen_versie,vervallen_op
        85098NED,"Participatie / Netto; ""bruto""",GM0344,Utrecht (gemeente),gemeente,2022JJ00,2022,jaar,2022-01-01,2022-12-31,Definitief,x 1 000,-69.90,-69900.00,T001038,Totaal,53050,=15 tot 25 jaar,,,true,false,0,202606171000,2026-04-01T04:00:00Z,202607011000,2026-04-01T04:00:00Z
        "#);
    }

    #[test]
    fn what_steers_a_terminal_is_not_written() {
        let odd = Cijfer {
            onderwerp: "\u{1b}]0;x\u{7}Netto".to_owned(),
            status: "\u{202e}feD".to_owned(),
            eenheid: "=1\u{9b}".to_owned(),
            tekst: Some("een\ttwee".to_owned()),
            ..cijfer()
        };
        for dialect in [CsvDialect::Plain, CsvDialect::ExcelNl] {
            let text = csv(dialect, Waarden::Geldend, std::slice::from_ref(&odd));
            assert!(!text.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']), "{text}");
            assert!(text.contains("\u{fffd}]0;x\u{fffd}Netto") && text.contains("een\ttwee"));
            assert_eq!(text.contains("'=1\u{fffd}"), dialect == CsvDialect::ExcelNl, "{text}");
        }
    }
}
