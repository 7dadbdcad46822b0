//! What a dimension is about, and what its members are.

use std::collections::BTreeMap;

use domain::statline::{Dimensiecode, Dimensierol, Gebiedscode, Gebiedsniveau, Periodecode};

/// The role that the kind of a dimension tells (`TimeDimension`, `GeoDimension`, `GeoDetail`).
pub(crate) fn rol_van_soort(soort: &str) -> Option<Dimensierol> {
    match soort {
        "TimeDimension" => Some(Dimensierol::Periode),
        "GeoDimension" | "GeoDetail" => Some(Dimensierol::Gebied),
        _ => None,
    }
}

/// The role that the form of the codes tells, for a dimension whose kind does not.
///
/// Third parties call areas and periods plain dimensions: `Provincies` and `Verslagsoort` in Iv3. Where the table has
/// a time dimension (`heeft_tijd`), a code list that looks like periods is a category.
pub(crate) fn rol_van_codes<'c>(
    naam: &str,
    codes: impl Iterator<Item = &'c str> + Clone,
    heeft_tijd: bool,
) -> Dimensierol {
    let is_leeg = codes.clone().next().is_none();
    if is_leeg || is_margedimensie(naam) {
        return Dimensierol::Categorie;
    }
    if codes.clone().all(Gebiedscode::is_vorm)
        && (heet_gebied(naam) || codes.clone().any(is_gebied))
    {
        return Dimensierol::Gebied;
    }
    let mut periods = codes.map(str::parse::<Periodecode>);
    let is_period = periods.all(|code| code.is_ok_and(|code| code.is_herkend()));
    if is_period && !heeft_tijd { Dimensierol::Periode } else { Dimensierol::Categorie }
}

/// Other codes have two capitals and digits as well, such as `WP19074` of a size class: so the name of the dimension
/// or a kind of area that is known must confirm the form.
fn heet_gebied(naam: &str) -> bool {
    let naam = naam.to_ascii_lowercase();
    ["regio", "gebied", "gemeente", "provincie", "wijk", "region"]
        .iter()
        .any(|word| naam.contains(word))
}

fn is_gebied(code: &str) -> bool {
    code.parse::<Gebiedscode>().is_ok_and(|gebied| gebied.niveau() != Gebiedsniveau::Overig)
}

/// Whether a member is a total of others: `T001038`, all ages, or a title that begins or ends with the word.
pub(crate) fn is_totaal(dimensie: &str, code: &str, titel: &str) -> bool {
    let mut words = titel.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let ends = [words.next(), words.next_back()];
    is_totaalcode(dimensie, code)
        || ends.into_iter().flatten().any(|word| word.eq_ignore_ascii_case("totaal"))
}

/// Whether the code alone tells that its member is a total.
fn is_totaalcode(dimensie: &str, code: &str) -> bool {
    let digits = code.strip_prefix('T');
    let is_t = digits.is_some_and(|digits| {
        digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    is_t || (code == "10000" && dimensie.starts_with("Leeftijd"))
}

/// The position of the one member that stands for the whole of a dimension; `None`: no member does.
///
/// The first with a code of a total, else the first that is called just `Totaal`, else the first total; of margins the
/// value itself. Lists hold subtotals as well, so that being a total is not enough.
pub(crate) fn plek_van_kop(dimensie: &str, codes: &[Dimensiecode]) -> Option<usize> {
    if is_margedimensie(dimensie) {
        return codes.iter().position(|code| !code.is_marge);
    }
    let is_heel = |code: &Dimensiecode| code.titel.trim().eq_ignore_ascii_case("totaal");
    codes
        .iter()
        .position(|code| is_totaalcode(dimensie, &code.code))
        .or_else(|| codes.iter().position(is_heel))
        .or_else(|| codes.iter().position(|code| code.is_totaal))
}

/// Whether `PresentationType` says that a measure is relative: it is absent in most tables, and empty in some.
pub(crate) fn is_relatief(presentatie: &str) -> bool {
    presentatie.eq_ignore_ascii_case("Relative")
}

/// Whether a member is a bound of a confidence margin; `MW00000` is the value itself.
pub(crate) fn is_marge(dimensie: &str, code: &str) -> bool {
    is_margedimensie(dimensie) && code != "MW00000"
}

fn is_margedimensie(naam: &str) -> bool {
    naam.starts_with("Marges")
}

/// The area around `code` that its group tells: by its id (`GMPV27`, `CRPV27`, `GM0406`), else by its title when one
/// area of the dimension has it.
///
/// `pad` holds the titles of the groups, outermost first; `titels` the titles of the areas with their codes.
pub(crate) fn ouder_van_groep(
    code: &str,
    groep: &str,
    pad: &[String],
    titels: &BTreeMap<&str, Vec<&str>>,
) -> Option<String> {
    let zelf: Gebiedscode = code.parse().ok()?;
    let by_id = [Some(groep), groep.get(2..)].into_iter().flatten();
    let by_title =
        pad.iter().rev().filter_map(|titel| match titels.get(&**titel).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        });
    by_id.chain(by_title).find(|ouder| is_ouder(&zelf, ouder)).map(ToOwned::to_owned)
}

/// An area can only lie in one of another kind, and only known kinds are trusted: `10` of group `GM10` is none.
fn is_ouder(zelf: &Gebiedscode, ouder: &str) -> bool {
    let niveau = ouder.parse().map(|ouder: Gebiedscode| ouder.niveau());
    niveau.is_ok_and(|niveau| niveau != Gebiedsniveau::Overig && niveau != zelf.niveau())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_the_codes_tells_the_role() {
        for (naam, codes, heeft_tijd, rol) in [
            ("Provincies", vec!["PV20     ", "PV27     "], false, Dimensierol::Gebied),
            ("Verslagsoort", vec!["2013X000", "2013X005"], false, Dimensierol::Periode),
            ("Verslagsoort", vec!["2013X000", "2013X005"], true, Dimensierol::Categorie),
            ("Peildatum", vec!["2013JJ00", "20130101"], false, Dimensierol::Periode),
            ("Geslacht", vec!["T001038", "3000   "], false, Dimensierol::Categorie),
            ("Jaren", vec!["2013JJ00", "2013ZZ00"], false, Dimensierol::Categorie),
            ("Regio", vec!["PV20", "T001038"], false, Dimensierol::Categorie),
            ("Marges", vec!["MW00000"], false, Dimensierol::Categorie),
            ("Jeugdregio", vec!["JZ01", "JZ02"], false, Dimensierol::Gebied),
            ("Bedrijfsgrootte", vec!["WP19074", "WP19090"], false, Dimensierol::Categorie),
            ("Leeg", vec![], false, Dimensierol::Categorie),
        ] {
            let found = rol_van_codes(naam, codes.iter().copied(), heeft_tijd);
            assert_eq!(found, rol, "{naam} {codes:?}");
        }
        assert_eq!(rol_van_soort("GeoDetail"), Some(Dimensierol::Gebied));
        assert_eq!(rol_van_soort("TimeDimension"), Some(Dimensierol::Periode));
        assert_eq!(rol_van_soort("Dimension"), None);
    }

    #[test]
    fn totals_and_margins_are_flagged() {
        for (dimensie, code, titel, totaal, marge) in [
            ("Geslacht", "T001038", "Mannen en vrouwen", true, false),
            ("Geslacht", "3000", "Mannen", false, false),
            ("Leeftijd", "10000", "Alle leeftijden", true, false),
            ("LeeftijdOp31December", "10000", "Alle leeftijden", true, false),
            ("Herkomst", "10000", "Nederland", false, false),
            ("Type", "A048188", "TOTAAL exclusief verblijf", true, false),
            ("Type", "T00103", "Stad", false, false),
            ("Type", "TOTAAL", "Ötaal", false, false),
            ("Herkomst", "A1", "Westers totaal", true, false),
            ("Huur", "A2", "Huurwoningen, totaal", true, false),
            ("Huur", "A3", "Huurwoningen (totaal)", true, false),
            ("Type", "A4", "Totaalverlies", false, false),
            ("Type", "A5", "In totaal gezien", false, false),
            ("Type", "A6", "", false, false),
            ("Marges", "MW00000", "Waarde", false, false),
            ("Marges", "MOG0095", "Ondergrens", false, true),
            ("MargesVanCijfers", "MBG0095", "Bovengrens", false, true),
        ] {
            assert_eq!(is_totaal(dimensie, code, titel), totaal, "{dimensie} {code}");
            assert_eq!(is_marge(dimensie, code), marge, "{dimensie} {code}");
        }
    }

    #[test]
    fn one_member_at_most_stands_for_the_whole() {
        for (dimensie, codes, kop) in [
            ("Geslacht", vec![("3000", "Mannen"), ("T001038", "Mannen en vrouwen")], Some(1)),
            (
                "Type",
                vec![("A1", "Totaal"), ("T001024", "Alles"), ("T001025", "Alle zorg")],
                Some(1),
            ),
            ("Leeftijd", vec![("A1", "Totaal 0 tot 18"), ("10000", "Alle leeftijden")], Some(1)),
            ("Herkomst", vec![("10000", "Nederland"), ("A1", "Westers totaal")], Some(1)),
            ("Huur", vec![("A1", "Huur totaal"), ("A2", "TOTAAL"), ("A3", "Totaal")], Some(1)),
            ("Huur", vec![("A1", "Koop"), ("A2", "Huur, totaal"), ("A3", "Totaal rest")], Some(1)),
            ("Huur", vec![("A1", "Koop"), ("A2", "Huur")], None),
            ("Marges", vec![("MOG0095", "Ondergrens"), ("MW00000", "Waarde")], Some(1)),
            ("Marges", vec![("MOG0095", "Ondergrens")], None),
            ("Leeg", vec![], None),
        ] {
            let leden: Vec<Dimensiecode> =
                codes.iter().map(|(code, titel)| lid(dimensie, code, titel)).collect();
            assert_eq!(plek_van_kop(dimensie, &leden), kop, "{dimensie} {codes:?}");
        }
    }

    fn lid(dimensie: &str, code: &str, titel: &str) -> Dimensiecode {
        Dimensiecode {
            code: code.to_owned(),
            sleutel: code.to_owned(),
            titel: titel.to_owned(),
            omschrijving: String::new(),
            groep: String::new(),
            pad: Vec::new(),
            status: String::new(),
            ouder: None,
            geldig_van: None,
            geldig_tot: None,
            is_totaal: is_totaal(dimensie, code, titel),
            is_kop: false,
            is_marge: is_marge(dimensie, code),
        }
    }

    #[test]
    fn a_group_tells_the_area_around_a_code() {
        let mut titels: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        titels.insert("Utrecht (PV)", vec!["PV26"]);
        titels.insert("Bergen", vec!["GM0373", "GM0893"]);
        for (code, groep, pad, ouder) in [
            ("GM0344", "GMPV26", vec![], Some("PV26")),
            ("CR17", "CRPV26", vec![], Some("PV26")),
            (
                "BU04060001",
                "GM0406",
                vec!["Wijken en buurten per gemeente", "Huizen"],
                Some("GM0406"),
            ),
            ("GM0344", "GM", vec!["Gemeenten"], None),
            ("PV26", "PV", vec!["Utrecht (PV)"], None),
            ("GM0344", "12", vec!["Provincies", "Utrecht (PV)", "Gemeenten"], Some("PV26")),
            ("WK037300", "3", vec!["Bergen"], None),
            ("GM0344", "", vec![], None),
            ("GM0344", "GM0344", vec![], None),
        ] {
            let pad: Vec<String> = pad.into_iter().map(str::to_owned).collect();
            let found = ouder_van_groep(code, groep, &pad, &titels);
            assert_eq!(found.as_deref(), ouder, "{code} {groep}");
        }
    }
}
