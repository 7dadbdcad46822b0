//! A table as CSV that a Dutch Excel opens with a double click: `;`, decimal comma, UTF-8 with a mark in front.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::{Cel, Tabel};

/// Tells Excel that the text is UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

impl Tabel {
    /// The table as CSV, at most `rijen_max` rows; a last row tells when there were more.
    ///
    /// # Errors
    /// Never: it is written to memory; the writer asks for it.
    pub fn csv(&self, rijen_max: usize) -> Result<Vec<u8>, csv::Error> {
        let mut writer = WriterBuilder::new()
            .delimiter(b';')
            .terminator(Terminator::CRLF)
            .quote_style(QuoteStyle::Necessary)
            .flexible(true)
            .from_writer(BOM.to_vec());
        writer.write_record(self.kolommen.iter().map(|kolom| veilig(&kolom.titel)))?;
        for rij in self.rijen.iter().take(rijen_max) {
            writer.write_record(rij.iter().map(|cel| self.veld(cel)))?;
        }
        if self.rijen.len() > rijen_max {
            writer.write_record([super::download::afgekapt(rijen_max)])?;
        }
        writer.into_inner().map_err(|error| error.into_error().into())
    }

    /// A cell as Excel reads it back: numbers without thousands points.
    fn veld(&self, cel: &Cel) -> String {
        match cel {
            Cel::Getal(getal) => getal.to_string(),
            Cel::Promille(promille) => {
                let deel = promille.unsigned_abs();
                format!("{}{},{}", teken(*promille), deel / 10, deel % 10)
            }
            Cel::Decimaal(getal) => getal.plat(','),
            Cel::Euro(bedrag) => {
                let cent = bedrag.waarde().unsigned_abs();
                format!("{}{},{:02}", teken(bedrag.waarde()), cent / 100, cent % 100)
            }
            Cel::Tekst(_) | Cel::Link { .. } | Cel::Status(_) => veilig(&cel.weergave(self.zone)),
            Cel::Leeg | Cel::Datum(_) | Cel::Moment(_) => cel.weergave(self.zone),
        }
    }
}

const fn teken(getal: i64) -> &'static str {
    if getal < 0 { "-" } else { "" }
}

/// A text that a spreadsheet takes for a formula gets an apostrophe in front: then it is read as text.
fn veilig(tekst: &str) -> String {
    if tekst.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{tekst}")
    } else {
        tekst.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Kolom, Soort};
    use super::*;
    use domain::Eurocent;

    fn een(cel: Cel) -> String {
        let mut tabel = Tabel::new("x", "X", vec![Kolom::new("K", Soort::Tekst)]);
        tabel.rij(vec![cel]);
        let bytes = tabel.csv(10).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_table_is_exactly_what_a_dutch_excel_opens() {
        let mut tabel = Tabel::new(
            "proef",
            "Proef",
            vec![
                Kolom::new("Bron", Soort::Tekst),
                Kolom::new("Stand", Soort::Tekst),
                Kolom::new("Aantal", Soort::Getal),
                Kolom::new("Deel", Soort::Promille),
                Kolom::new("Uren", Soort::Decimaal),
                Kolom::new("Bedrag", Soort::Euro),
                Kolom::new("Dag", Soort::Datum),
                Kolom::new("Moment", Soort::Moment),
            ],
        );
        tabel.rij(vec![
            Cel::link("Één; \"twee\"", "/runs/1"),
            Cel::Status("partial".to_owned()),
            Cel::Getal(-1_234_567),
            Cel::Promille(-125),
            Cel::Decimaal("-0.50".parse().unwrap()),
            Cel::Euro(Eurocent::new(-123_456)),
            Cel::Datum("2026-03-29".parse().unwrap()),
            Cel::Moment("2026-07-01T22:30:00Z".parse().unwrap()),
        ]);
        tabel.rij(vec![Cel::Leeg; 8]);
        let expect = "\u{feff}Bron;Stand;Aantal;Deel;Uren;Bedrag;Dag;Moment\r\n\
                      \"Één; \"\"twee\"\"\";deels gelukt;-1234567;-12,5;-0,50;-1234,56;29-03-2026;02-07-2026 00:30\r\n\
                      ;;;;;;;\r\n";
        assert_eq!(String::from_utf8(tabel.csv(10).unwrap()).unwrap(), expect);
    }

    #[test]
    fn a_text_is_never_a_formula_and_a_number_stays_a_number() {
        for (cel, expect) in [
            (Cel::tekst("=1+1"), "'=1+1"),
            (Cel::tekst("+31"), "'+31"),
            (Cel::tekst("-1"), "'-1"),
            (Cel::tekst("@SUM(A1)"), "'@SUM(A1)"),
            (Cel::tekst("\t=1"), "'\t=1"),
            (Cel::tekst("\r=1"), "\"'\r=1\""),
            (Cel::link("=HYPERLINK(\"x\")", "/"), "\"'=HYPERLINK(\"\"x\"\")\""),
            (Cel::Status("=cmd|' /C calc'!A0".to_owned()), "'=cmd|' /C calc'!A0"),
            (Cel::tekst("a=1"), "a=1"),
            (Cel::tekst("'al"), "'al"),
            (Cel::Getal(-1), "-1"),
            (Cel::Promille(-1), "-0,1"),
            (Cel::Euro(Eurocent::new(-1)), "-0,01"),
            (Cel::Decimaal("-1.5".parse().unwrap()), "-1,5"),
        ] {
            assert_eq!(een(cel), format!("\u{feff}K\r\n{expect}\r\n"));
        }
    }

    #[test]
    fn what_does_not_fit_is_told_in_the_last_row() {
        let mut tabel = Tabel::new("x", "X", vec![Kolom::new("K", Soort::Getal)]);
        for getal in 1..=3 {
            tabel.rij(vec![Cel::Getal(getal)]);
        }
        let text = |max| String::from_utf8(tabel.csv(max).unwrap()).unwrap();
        assert_eq!(text(3), "\u{feff}K\r\n1\r\n2\r\n3\r\n");
        let cut = text(2);
        assert!(cut.starts_with("\u{feff}K\r\n1\r\n2\r\nAfgekapt na 2 rijen"), "{cut}");
    }
}
