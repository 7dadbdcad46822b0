//! `[ggk]`: its ranges and defaults.

use super::check::Section;
use super::error::Fault;
use super::raw::RawGgk;
use super::{BerichtBijFout, Ggk};

pub(super) fn check_ggk(raw: RawGgk) -> Result<Ggk, Fault> {
    let section = Section::new("ggk");
    let words = [("record", BerichtBijFout::Record), ("bericht", BerichtBijFout::Bericht)];
    let unit = section.word("bericht_bij_fout", raw.bericht_bij_fout, &words)?;
    let number = |key, value, range, default| section.number(key, value, range, default);
    Ok(Ggk {
        bericht_bij_fout: unit.unwrap_or(BerichtBijFout::Record),
        file_mb_max: number("file_mb_max", raw.file_mb_max, (1, 1_000), 25)?,
        zip_files_max: number("zip_files_max", raw.zip_files_max, (1, 100_000), 1_000)?,
        zip_mb_max: number("zip_mb_max", raw.zip_mb_max, (1, 10_000), 100)?,
        xml_depth_max: number("xml_depth_max", raw.xml_depth_max, (8, 1_000), 64)?,
        xml_attributes_max: number("xml_attributes_max", raw.xml_attributes_max, (8, 10_000), 64)?,
        xml_name_bytes_max: number(
            "xml_name_bytes_max",
            raw.xml_name_bytes_max,
            (64, 65_536),
            256,
        )?,
        xml_text_kb_max: number("xml_text_kb_max", raw.xml_text_kb_max, (1, 100_000), 1_024)?,
        stabiel_ms: section.number("stabiel_ms", raw.stabiel_ms, (0, 60_000), 1_000)?,
        batch_files_max: number("batch_files_max", raw.batch_files_max, (1, 10_000), 10_000)?,
        batch_mb_max: section.number("batch_mb_max", raw.batch_mb_max, (1, 1_000), 32)?,
        workers: number("workers", raw.workers, (0, 256), 0)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_keys_the_limits_are_those_of_the_reader() {
        let ggk = check_ggk(RawGgk::default()).unwrap();
        assert_eq!(ggk.grenzen(), extract_ggk::Grenzen::default());
        assert_eq!(ggk.stabiel_ms, 1_000);
    }

    #[test]
    fn every_limit_has_a_key_of_its_own() {
        let raw = RawGgk {
            file_mb_max: Some(1),
            zip_files_max: Some(2),
            zip_mb_max: Some(3),
            xml_depth_max: Some(8),
            xml_attributes_max: Some(9),
            xml_name_bytes_max: Some(64),
            xml_text_kb_max: Some(5),
            stabiel_ms: Some(0),
            ..RawGgk::default()
        };
        let ggk = check_ggk(raw).unwrap();
        let expect = extract_ggk::Grenzen {
            bestand_bytes_max: 1_048_576,
            diepte_max: 8,
            attributen_max: 9,
            naam_bytes_max: 64,
            tekst_bytes_max: 5_120,
            archief_leden_max: 2,
            archief_bytes_max: 3_145_728,
        };
        assert_eq!((ggk.grenzen(), ggk.stabiel_ms), (expect, 0));
        for raw in [
            RawGgk { zip_files_max: Some(0), ..RawGgk::default() },
            RawGgk { zip_mb_max: Some(10_001), ..RawGgk::default() },
            RawGgk { xml_depth_max: Some(7), ..RawGgk::default() },
            RawGgk { stabiel_ms: Some(60_001), ..RawGgk::default() },
        ] {
            assert!(check_ggk(raw).is_err());
        }
    }
}
