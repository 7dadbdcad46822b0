//! A table as a workbook of Excel: typed cells, a heading that stays in sight, a filter on every column.

use core::fmt::Write as _;

use chrono::{NaiveDate, NaiveDateTime};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Cel, Kolom, Soort, Tabel};

/// Excel keeps fifteen digits of a number; what is longer is written as text.
const GETAL_MAX: u64 = 999_999_999_999_999;
/// Characters by which the width of a column is judged.
const RIJEN_GEMETEN: usize = 200;
/// Pixels of a character, and of the room around it with the button of the filter.
const TEKEN_PIXELS: usize = 7;
const RAND_PIXELS: usize = 26;
/// A column is never wider than a screen holds beside others.
const TEKENS_MAX: usize = 60;
/// Rows of a workbook that is made without a file beside it.
const RIJEN_IN_GEHEUGEN: usize = 5_000;
/// Excel refuses a longer text in a cell.
const TEKST_MAX: usize = 32_767;
/// The longest name of a sheet.
const BLADNAAM_MAX: usize = 31;

/// How each kind of column is shown.
struct Opmaak {
    kop: Format,
    getal: Format,
    promille: Format,
    euro: Format,
    datum: Format,
    moment: Format,
    tekst: Format,
}

impl Opmaak {
    fn new() -> Self {
        let met = |vorm: &str| Format::new().set_num_format(vorm);
        Self {
            kop: Format::new().set_bold(),
            getal: met("#,##0"),
            promille: met("0.0"),
            euro: met("#,##0.00"),
            datum: met("dd-mm-yyyy"),
            moment: met("dd-mm-yyyy hh:mm"),
            // Text, also when somebody edits the cell.
            tekst: met("@"),
        }
    }
}

impl Tabel {
    /// The table as a workbook, at most `rijen_max` rows; a last row tells when there were more.
    ///
    /// # Errors
    /// When the table is larger than a sheet can be.
    pub fn xlsx(&self, rijen_max: usize) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        // The same table gives the same bytes; when it was made stands in the name of the file.
        let epoch = ExcelDateTime::from_ymd(2000, 1, 1)?;
        let eigenschappen = DocProperties::new().set_title(&self.titel);
        workbook.set_properties(&eigenschappen.set_creation_datetime(&epoch));
        // A cell in memory takes a hundred bytes: rows of a large table go through a file without a name.
        let blad = if self.rijen.len() > RIJEN_IN_GEHEUGEN {
            workbook.add_worksheet_with_low_memory()?
        } else {
            workbook.add_worksheet()
        };
        blad.set_name(bladnaam(&self.titel))?;
        self.schrijf(blad, rijen_max)?;
        workbook.save_to_buffer()
    }

    fn schrijf(&self, blad: &mut Worksheet, rijen_max: usize) -> Result<(), XlsxError> {
        let opmaak = Opmaak::new();
        let teveel = |_| XlsxError::RowColumnLimitError;
        for (nummer, kolom) in (0_u16..).zip(&self.kolommen) {
            blad.write_string_with_format(0, nummer, &kolom.titel, &opmaak.kop)?;
            blad.set_column_width_pixels(nummer, self.breedte(usize::from(nummer), kolom))?;
        }
        let mut laatste = 0_u32;
        for (nummer, rij) in (1_u32..).zip(self.rijen.iter().take(rijen_max)) {
            for (kolom, cel) in (0_u16..).zip(rij) {
                self.cel(blad, (nummer, kolom), cel, &opmaak)?;
            }
            laatste = nummer;
        }
        let kolommen = u16::try_from(self.kolommen.len()).map_err(teveel)?;
        blad.set_freeze_panes(1, 0)?;
        if let Some(rechts) = kolommen.checked_sub(1) {
            blad.autofilter(0, 0, laatste, rechts)?;
        }
        if self.rijen.len() > rijen_max {
            blad.write_string(laatste + 1, 0, super::download::afgekapt(rijen_max))?;
        }
        Ok(())
    }

    fn cel(
        &self,
        blad: &mut Worksheet,
        (rij, kolom): (u32, u16),
        cel: &Cel,
        opmaak: &Opmaak,
    ) -> Result<(), XlsxError> {
        match cel {
            Cel::Leeg => {}
            Cel::Getal(getal) if getal.unsigned_abs() > GETAL_MAX => {
                blad.write_string_with_format(rij, kolom, getal.to_string(), &opmaak.tekst)?;
            }
            Cel::Getal(getal) => {
                schrijf_getal(blad, (rij, kolom), &getal.to_string(), &opmaak.getal)?;
            }
            Cel::Promille(promille) => {
                let getal = met_punt(*promille, 1);
                schrijf_getal(blad, (rij, kolom), &getal, &opmaak.promille)?;
            }
            Cel::Decimaal(getal) => {
                schrijf_getal(blad, (rij, kolom), &getal.plat('.'), &Format::new())?;
            }
            Cel::Euro(bedrag) => {
                let getal = met_punt(bedrag.waarde(), 2);
                schrijf_getal(blad, (rij, kolom), &getal, &opmaak.euro)?;
            }
            Cel::Datum(datum) => schrijf_dag(blad, (rij, kolom), *datum, &opmaak.datum)?,
            Cel::Moment(moment) => {
                let hier = moment.with_timezone(&self.zone).naive_local();
                schrijf_moment(blad, (rij, kolom), hier, &opmaak.moment)?;
            }
            Cel::Tekst(_) | Cel::Link { .. } | Cel::Status(_) => {
                let tekst: String = cel.weergave(self.zone).chars().take(TEKST_MAX).collect();
                blad.write_string_with_format(rij, kolom, tekst, &opmaak.tekst)?;
            }
        }
        Ok(())
    }

    /// Width of a column in pixels, by its heading and its first rows.
    fn breedte(&self, nummer: usize, kolom: &Kolom) -> u32 {
        let cellen = self.rijen.iter().take(RIJEN_GEMETEN).filter_map(|rij| rij.get(nummer));
        let langste = cellen.map(|cel| cel.weergave(self.zone).chars().count()).max();
        let tekens = langste.unwrap_or_default().max(kolom.titel.chars().count());
        let minst = if kolom.soort == Soort::Moment { 16 } else { 6 };
        let pixels = tekens.clamp(minst, TEKENS_MAX) * TEKEN_PIXELS + RAND_PIXELS;
        u32::try_from(pixels).unwrap_or(u32::MAX)
    }
}

/// `-5` with two digits behind the point: `-0.05`.
fn met_punt(getal: i64, plaatsen: u32) -> String {
    let deler = 10_u64.pow(plaatsen);
    let waarde = getal.unsigned_abs();
    let mut tekst = String::from(if getal < 0 { "-" } else { "" });
    let breed = usize::try_from(plaatsen).unwrap_or_default();
    // Writing to a String does not fail.
    let _ = write!(tekst, "{}.{:0breed$}", waarde / deler, waarde % deler);
    tekst
}

#[expect(
    clippy::disallowed_types,
    reason = "a number in a workbook is a float; money is exact up to 15 digits"
)]
fn schrijf_getal(
    blad: &mut Worksheet,
    (rij, kolom): (u32, u16),
    getal: &str,
    opmaak: &Format,
) -> Result<(), XlsxError> {
    match getal.parse::<f64>() {
        Ok(waarde) => blad.write_number_with_format(rij, kolom, waarde, opmaak)?,
        Err(_) => blad.write_string(rij, kolom, getal)?,
    };
    Ok(())
}

fn schrijf_dag(
    blad: &mut Worksheet,
    plaats: (u32, u16),
    datum: NaiveDate,
    opmaak: &Format,
) -> Result<(), XlsxError> {
    schrijf_moment(blad, plaats, datum.into(), opmaak)
}

/// A workbook knows no zones: what is written is the time on the clock here. A year that it does not know stays text.
fn schrijf_moment(
    blad: &mut Worksheet,
    (rij, kolom): (u32, u16),
    moment: NaiveDateTime,
    opmaak: &Format,
) -> Result<(), XlsxError> {
    match ExcelDateTime::from_timestamp(moment.and_utc().timestamp()) {
        Ok(waarde) => blad.write_datetime_with_format(rij, kolom, &waarde, opmaak)?,
        Err(_) => blad.write_string(rij, kolom, moment.format("%d-%m-%Y").to_string())?,
    };
    Ok(())
}

/// A name that Excel takes for a sheet.
fn bladnaam(titel: &str) -> String {
    let is_goed = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
    let naam: String = titel.chars().filter(is_goed).take(BLADNAAM_MAX).collect();
    if naam.trim().is_empty() { "Tabel".to_owned() } else { naam }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use domain::Eurocent;
    use zip::ZipArchive;

    use super::*;

    fn lees(xlsx: Vec<u8>, naam: &str) -> String {
        let mut archief = ZipArchive::new(Cursor::new(xlsx)).unwrap();
        let mut tekst = String::new();
        archief.by_name(naam).unwrap().read_to_string(&mut tekst).unwrap();
        tekst
    }

    fn tabel() -> Tabel {
        let mut tabel = Tabel::new(
            "proef",
            "Proef: [1/2]",
            vec![
                Kolom::new("Bron", Soort::Tekst),
                Kolom::new("Aantal", Soort::Getal),
                Kolom::new("Deel", Soort::Promille),
                Kolom::new("Uren", Soort::Decimaal),
                Kolom::new("Bedrag", Soort::Euro),
                Kolom::new("Dag", Soort::Datum),
                Kolom::new("Moment", Soort::Moment),
            ],
        );
        tabel.rij(vec![
            Cel::tekst("=HYPERLINK(\"http://x\")"),
            Cel::Getal(-1_234_567),
            Cel::Promille(-125),
            Cel::Decimaal("0.25".parse().unwrap()),
            Cel::Euro(Eurocent::new(-123_456)),
            Cel::Datum("2026-03-29".parse().unwrap()),
            Cel::Moment("2026-07-01T22:30:00Z".parse().unwrap()),
        ]);
        tabel.rij(vec![
            Cel::Leeg,
            Cel::Getal(i64::MAX),
            Cel::Promille(5),
            Cel::Leeg,
            Cel::Euro(Eurocent::new(-5)),
            Cel::Leeg,
            Cel::Leeg,
        ]);
        tabel
    }

    #[test]
    fn cells_have_their_type_and_a_text_is_never_a_formula() {
        let blad = lees(tabel().xlsx(10).unwrap(), "xl/worksheets/sheet1.xml");
        for cel in [
            "<c r=\"B2\" s=\"3\"><v>-1234567</v></c>",
            "<c r=\"C2\" s=\"4\"><v>-12.5</v></c>",
            "<c r=\"D2\"><v>0.25</v></c>",
            "<c r=\"E2\" s=\"5\"><v>-1234.56</v></c>",
            // 29 March 2026, and 2 July 2026 00:30: days since 30 December 1899.
            "<c r=\"F2\" s=\"6\"><v>46110</v></c>",
            "<c r=\"G2\" s=\"7\"><v>46205.020833333336</v></c>",
            "<c r=\"C3\" s=\"4\"><v>0.5</v></c>",
            "<c r=\"E3\" s=\"5\"><v>-0.05</v></c>",
        ] {
            assert!(blad.contains(cel), "{cel} in {blad}");
        }
        assert!(!blad.contains("<f>"), "{blad}");
        assert!(!blad.contains("r=\"A3\""), "nothing is an empty cell: {blad}");
        let teksten = lees(tabel().xlsx(10).unwrap(), "xl/sharedStrings.xml");
        assert!(teksten.contains("<t>=HYPERLINK(\"http://x\")</t>"), "{teksten}");
        assert!(teksten.contains("<t>9223372036854775807</t>"), "{teksten}");
    }

    #[test]
    fn the_heading_is_bold_and_stays_and_every_column_can_be_filtered() {
        let blad = lees(tabel().xlsx(10).unwrap(), "xl/worksheets/sheet1.xml");
        assert!(blad.contains(
            "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
        ));
        assert!(blad.contains("<autoFilter ref=\"A1:G3\"/>"), "{blad}");
        assert!(blad.contains("<c r=\"A1\" s=\"1\" t=\"s\">"), "{blad}");
        let stijl = lees(tabel().xlsx(10).unwrap(), "xl/styles.xml");
        for vorm in ["dd\\-mm\\-yyyy", "#,##0", "<b/>"] {
            assert!(
                stijl.contains(vorm) || stijl.contains(&vorm.replace('\\', "")),
                "{vorm}: {stijl}"
            );
        }
        let boek = lees(tabel().xlsx(10).unwrap(), "xl/workbook.xml");
        assert!(boek.contains("<sheet name=\"Proef 12\""), "{boek}");
    }

    #[test]
    fn what_does_not_fit_is_told_in_the_last_row() {
        let teksten = lees(tabel().xlsx(1).unwrap(), "xl/sharedStrings.xml");
        assert!(teksten.contains("Afgekapt na 1 rijen"), "{teksten}");
        let blad = lees(tabel().xlsx(1).unwrap(), "xl/worksheets/sheet1.xml");
        assert!(blad.contains("<row r=\"3\"") && !blad.contains("r=\"B3\""), "{blad}");
    }

    #[test]
    fn a_large_table_is_written_like_a_small_one() {
        let mut groot = tabel();
        let rij = groot.rijen[0].clone();
        groot.rijen.resize(RIJEN_IN_GEHEUGEN + 2, rij);
        let (klein, groot) = (tabel(), groot.xlsx(RIJEN_IN_GEHEUGEN).unwrap());
        let blad = lees(groot.clone(), "xl/worksheets/sheet1.xml");
        let cellen = |blad: &str| {
            blad.split("<row r=\"3\"")
                .next()
                .unwrap()
                .split_once("<sheetData>")
                .unwrap()
                .1
                .to_owned()
        };
        let tweede = |blad: &str| cellen(blad).split("<c r=\"B2\"").nth(1).unwrap().to_owned();
        let verwacht = lees(klein.xlsx(10).unwrap(), "xl/worksheets/sheet1.xml");
        assert_eq!(tweede(&blad), tweede(&verwacht));
        assert!(
            blad.contains("state=\"frozen\"") && blad.contains("<autoFilter ref=\"A1:G5001\"/>")
        );
        assert_eq!(
            blad.matches("<row ").count(),
            RIJEN_IN_GEHEUGEN + 2,
            "heading, rows, and a last one"
        );
        assert!(lees(groot, "xl/sharedStrings.xml").contains("Afgekapt na 5000 rijen"));
    }

    #[test]
    fn a_table_without_rows_is_a_workbook_with_a_heading() {
        let leeg = Tabel::new("x", "???", vec![Kolom::new("K", Soort::Tekst)]);
        assert!(lees(leeg.xlsx(10).unwrap(), "xl/workbook.xml").contains("<sheet name=\"Tabel\""));
    }

    #[test]
    fn the_same_table_gives_the_same_bytes() {
        assert_eq!(tabel().xlsx(10).unwrap(), tabel().xlsx(10).unwrap());
    }
}
