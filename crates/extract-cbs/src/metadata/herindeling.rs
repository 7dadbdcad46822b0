//! The history that the explanation of a municipality tells.

use chrono::NaiveDate;
use domain::Gemeentecode;
use domain::statline::{Gebiedscode, Getal, Herindeling, Herindelingsoort};

/// What the explanation of an area tells of its life.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Levensloop {
    /// Pieces that went to or came from other municipalities, in the order of the text.
    pub(crate) gebeurtenissen: Vec<Herindeling>,
    /// First day; `None`: before 1830, or not told.
    pub(crate) van: Option<NaiveDate>,
    /// First day that it no longer exists; `None`: it does, or not told.
    pub(crate) tot: Option<NaiveDate>,
}

/// The section of the text that a line stands in.
#[derive(Debug, Clone, Copy)]
struct Kop {
    datum: NaiveDate,
    soort: Herindelingsoort,
    richting: Option<Richting>,
}

#[derive(Debug, Clone, Copy)]
enum Richting {
    Naar,
    Van,
}

/// Reads the explanation of `gebied`. Prose, a lone dot and a move to another province tell nothing here.
///
/// Only table 03759ned and the like name the partners; other tables have `Opgeheven per 01-01-2019` alone, which
/// still gives the day that it ended. `Wijziging`, the word for a moved border until 1992, is one.
///
/// # Source
/// `Description` of the codes of `RegioS`; SPEC 3.3.
pub(crate) fn lees_levensloop(gebied: &Gebiedscode, tekst: &str) -> Levensloop {
    let zelf = gebied.gemeente();
    let mut leven = Levensloop::default();
    let mut begonnen = None;
    let mut kop = None;
    // Whether the last party is one of ours, so that the amounts behind it are too.
    let mut is_open = false;
    for line in tekst.lines().map(str::trim) {
        if let Some(next) = lees_kop(line) {
            kop = next;
            match next.map(|kop| (kop.soort, kop.datum)) {
                Some((Herindelingsoort::Opgeheven, datum)) => {
                    leven.tot = leven.tot.max(Some(datum));
                }
                Some((Herindelingsoort::Ontstaan, datum)) => begonnen = Some(datum),
                _ => {}
            }
        } else if let Some(datum) = line.strip_prefix("Begindatum ") {
            leven.van = lees_datum(datum);
        } else if let (Some(kop), Some(zelf)) = (kop, zelf) {
            is_open = lees_regel(line, kop, zelf, is_open, &mut leven);
        }
    }
    leven.van = leven.van.or(begonnen);
    // An area that began again after its end exists.
    leven.tot = leven.tot.filter(|tot| leven.van.is_none_or(|van| van < *tot));
    leven
}

/// `Some(None)` for a header of something that is no change of municipalities.
#[expect(
    clippy::option_option,
    reason = "no header, a header that says nothing, and a header differ"
)]
fn lees_kop(line: &str) -> Option<Option<Kop>> {
    let (naam, rest) = line.split_once(" per ")?;
    let soort = match naam {
        "Opgeheven" => Herindelingsoort::Opgeheven,
        "Ontstaan" => Herindelingsoort::Ontstaan,
        "Gemeentelijke herindeling" => Herindelingsoort::Herindeling,
        "Grenswijziging" | "Wijziging" => Herindelingsoort::Grenswijziging,
        "Naamswijziging" => Herindelingsoort::Naamswijziging,
        "Provinciale wijziging" => return Some(None),
        _ => return None,
    };
    let (datum, rest) = rest.split_at_checked(10)?;
    let datum = lees_datum(datum)?;
    let richting = match rest.trim_matches([',', ':', ' ']) {
        "overgegaan naar" => Some(Richting::Naar),
        "ontvangen van" | "uit" => Some(Richting::Van),
        "" => None,
        _ => return Some(None),
    };
    Some(Some(Kop { datum, soort, richting }))
}

/// Reads a line of a section; returns whether amounts that follow belong to the last event.
fn lees_regel(
    line: &str,
    kop: Kop,
    zelf: Gemeentecode,
    is_open: bool,
    leven: &mut Levensloop,
) -> bool {
    let (ander, richting) = if let Some(maat) = line.strip_prefix("... ") {
        if let Some(laatste) = leven.gebeurtenissen.last_mut().filter(|_| is_open) {
            lees_maat(maat, laatste);
        }
        return is_open;
    } else if let Some(naam) = line.strip_prefix("nieuwe naam: ") {
        (lees_code(naam), Some(Richting::Naar))
    } else if let Some(naam) = line.strip_prefix("oude naam: ") {
        (lees_code(naam), Some(Richting::Van))
    } else if let Some(partij) = line.strip_prefix("- ") {
        (lees_code(partij), kop.richting)
    } else {
        return is_open;
    };
    let Some((ander, richting)) = ander.zip(richting) else {
        return false;
    };
    // The code changes with the name; the same code with a new name lives on.
    let is_hernoemd = kop.soort == Herindelingsoort::Naamswijziging && ander != zelf;
    if is_hernoemd && matches!(richting, Richting::Naar) {
        leven.tot = leven.tot.max(Some(kop.datum));
    }
    leven.gebeurtenissen.push(gebeurtenis(kop, zelf, ander, richting));
    true
}

fn gebeurtenis(
    kop: Kop,
    zelf: Gemeentecode,
    ander: Gemeentecode,
    richting: Richting,
) -> Herindeling {
    let (van, naar) = match richting {
        Richting::Naar => (zelf, ander),
        Richting::Van => (ander, zelf),
    };
    Herindeling {
        datum: kop.datum,
        soort: kop.soort,
        van,
        naar,
        verteller: zelf,
        hectare: None,
        woningen: None,
        inwoners: None,
    }
}

/// The code in `Altena (GM1959),`.
fn lees_code(partij: &str) -> Option<Gemeentecode> {
    let inside = partij.trim_end_matches(',').strip_suffix(')')?;
    let (_, code) = inside.rsplit_once("(GM")?;
    code.parse().ok()
}

/// `5041 hectare met 5167 woningen en 13321 inwoners`; hectares carry a decimal comma.
fn lees_maat(maat: &str, laatste: &mut Herindeling) {
    let mut getal = None;
    for word in maat.split_whitespace() {
        match word {
            "hectare" => {
                laatste.hectare =
                    getal.and_then(|getal: &str| Getal::van_tekst(&getal.replace(',', ".")).ok());
            }
            "woning" | "woningen" => laatste.woningen = getal.and_then(|getal| getal.parse().ok()),
            "inwoner" | "inwoners" => laatste.inwoners = getal.and_then(|getal| getal.parse().ok()),
            _ => getal = Some(word),
        }
    }
}

fn lees_datum(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.trim(), "%d-%m-%Y").ok()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    fn lees(code: &str, tekst: &str) -> (String, String) {
        let leven = lees_levensloop(&code.parse().unwrap(), tekst);
        let dag = |dag: Option<NaiveDate>| dag.map_or("-".to_owned(), |dag| dag.to_string());
        let mut lines = String::new();
        for event in leven.gebeurtenissen {
            let getal =
                |getal: Option<i64>| getal.map_or("-".to_owned(), |getal| getal.to_string());
            writeln!(
                lines,
                "{} {} {}>{} verteld door {}: {} ha {} w {} i",
                event.datum,
                event.soort.code(),
                event.van,
                event.naar,
                event.verteller,
                event.hectare.map_or("-".to_owned(), |ha| ha.to_string()),
                getal(event.woningen),
                getal(event.inwoners),
            )
            .unwrap();
        }
        (format!("{} {}", dag(leven.van), dag(leven.tot)), lines)
    }

    #[test]
    fn every_kind_of_section_is_read() {
        let (leven, events) = lees(
            "GM9101",
            "Naamswijziging per 28-01-1995,\r\nnieuwe naam: Nieuwstad (GM9102)\r\n\r\n\
             Gemeentelijke herindeling per 01-01-1994, ontvangen van:\r\n- Oudstad (GM9101),\r\n\
             ... 20,17 hectare met 1 woning en 1 inwoner\r\n- 's-Ander (ZH.) (GM9103)\r\n\
             ... 3 hectare\r\n\
             Grenswijziging per 01-01-1993, overgegaan naar:\r\n- Buur (GM9104),\r\n\
             ... 5 woningen en 9 inwoners\r\n.\r\n\
             - Buitenland (NL98),\r\n... 7 hectare met 7 woningen en 7 inwoners\r\n\
             Provinciale wijziging per 01-01-1992:\r\n- overgegaan van provincie A naar B\r\n\
             Wijziging per 01-01-1991 uit:\r\n- Kern (GM9105)\r\nBegindatum 01-02-1950\r\n",
        );
        assert_eq!(leven, "1950-02-01 1995-01-28");
        insta::assert_snapshot!(events, @r"
    1995-01-28 naamswijziging 9101>9102 verteld door 9101: - ha - w - i
    1994-01-01 herindeling 9101>9101 verteld door 9101: 20.17 ha 1 w 1 i
    1994-01-01 herindeling 9103>9101 verteld door 9101: 3 ha - w - i
    1993-01-01 grenswijziging 9101>9104 verteld door 9101: - ha 5 w 9 i
    1991-01-01 grenswijziging 9105>9101 verteld door 9101: - ha - w - i
    ");
    }

    #[test]
    fn the_days_of_an_area_follow_from_its_sections() {
        for (tekst, days) in [
            ("", "- -"),
            ("Begindatum voor 1830", "- -"),
            ("Opgeheven per 01-01-2019", "- 2019-01-01"),
            ("Ontstaan per 01-01-2019, uit:\r\n- A (GM9102)", "2019-01-01 -"),
            ("Opgeheven per 01-01-2019\r\nBegindatum 01-01-1973", "1973-01-01 2019-01-01"),
            ("Naamswijziging per 01-01-2000,\nnieuwe naam: B (GM9101)", "- -"),
            ("Naamswijziging per 01-01-2000,\noude naam: B (GM9109)", "- -"),
            ("Opgeheven per 01-01-2001\nBegindatum 01-01-2005", "2005-01-01 -"),
            ("Opgeheven per 31-02-2019", "- -"),
            ("Opgeheven in 2019", "- -"),
            (
                "Grenswijziging per 01-01-2018:\r\n- Ontvangen van Buitenland (NL98), 16 hectare",
                "- -",
            ),
        ] {
            assert_eq!(lees("GM9101", tekst).0, days, "{tekst}");
        }
    }

    #[test]
    fn other_areas_have_days_but_no_events() {
        let tekst = "Opgeheven per 01-01-2019, overgegaan naar:\r\n- Altena (GM1959),";
        assert_eq!(lees("WK910100", tekst).0, "- 2019-01-01");
        assert_eq!(lees("PV26", tekst), ("- 2019-01-01".to_owned(), String::new()));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(tekst in "(Opgeheven|Ontstaan| per |01-01-2000|, uit:|\n- |\\(GM9101\\)|\n\\.\\.\\. |[ -~é\n]){0,40}") {
            let _ = lees_levensloop(&"GM9100".parse().unwrap(), &tekst);
        }
    }
}
