//! What to put in the configuration of `sluis` to follow a fake CBS: one source for each table.

use core::fmt::Write as _;

use testkit::fake_cbs::FakeCbs;

/// Recordings that load whole, with the keys that make them do so. Of the others a slice was recorded, or no figures.
const GEHEEL: [(&str, &str); 7] = [
    (
        "03759ned",
        "regions = [\"NL*\", \"PV*\", \"GM*\"]\nfrom = 2019\n\
         dimensions = { Geslacht = [\"T001038\"], Leeftijd = [\"10000\"], BurgerlijkeStaat = [\"T001019\"] }\n",
    ),
    ("37789ksz", ""),
    ("80072ned", ""),
    ("80137ned", ""),
    ("82610NED", ""),
    ("83583NED", ""),
    ("83599NED", ""),
];

/// The made-up table of two million cells: not for a first look.
const GROOT: &str = "90000NED";

/// The sources as text for a configuration; what is better not loaded at first is a comment.
///
/// A table has one source: two protocols of one table differ in the reasons of empty figures, so they would replace each
/// other's figures every night.
pub(crate) fn bronnen(cbs: &FakeCbs, is_opname: bool) -> String {
    let (v3, v4) = cbs.ids();
    let mut text = format!("# A fake CBS on {}; end it with Ctrl-C.\n", cbs.host());
    if is_opname {
        let geheel: Vec<&str> = GEHEEL.iter().map(|(id, _)| *id).collect();
        text.push_str(
            "# Of most tables only a slice was recorded, or no figures at all: those fail, rightly (ODATA_COUNT,\n\
             # OBSERVATIONS_GONE, ZERO_ROWS). They are comments below. Whole are:\n",
        );
        regel(&mut text, &format!("#   {} (03759ned with from = 2019)", geheel.join(" ")));
    }
    let mut ids: Vec<&String> = v4.iter().chain(v3.iter().filter(|id| !v4.contains(id))).collect();
    if is_opname {
        // Those that load come first; the order of the others stays.
        ids.sort_by_key(|id| !GEHEEL.iter().any(|(geheel, _)| geheel == id));
    }
    for id in ids {
        let geheel = GEHEEL.iter().find(|(geheel, _)| is_opname && geheel == id);
        let is_keuze = if is_opname { geheel.is_some() } else { id != GROOT };
        let bron =
            bron(cbs, id, v4.contains(id), v3.contains(id), geheel.map_or("", |(_, keys)| keys));
        text.push('\n');
        if id == GROOT && !is_opname {
            text.push_str("# Two million cells, to see a run at work:\n");
        }
        for line in bron.lines() {
            regel(&mut text, &if is_keuze { line.to_owned() } else { format!("# {line}") });
        }
    }
    text
}

/// The source of one table, over v4 when it is there.
fn bron(cbs: &FakeCbs, id: &str, is_v4: bool, is_v3: bool, keys: &str) -> String {
    let (protocol, base_url) = if is_v4 { ("v4", cbs.url_v4()) } else { ("v3", cbs.url_v3()) };
    let name = naam(id);
    let ook = if is_v4 && is_v3 {
        format!("# or: protocol = \"v3\", base_url = \"{}\"\n", cbs.url_v3())
    } else {
        String::new()
    };
    format!(
        "[[source]]\nname = \"{name}\"\nkind = \"cbs\"\ntable = \"{id}\"\nprotocol = \"{protocol}\"\n\
         base_url = \"{base_url}\"\n{ook}{keys}"
    )
}

/// A name that a configuration takes: a-z, 0-9 and `-`, at most 40.
fn naam(id: &str) -> String {
    let plain = id.chars().filter(char::is_ascii_alphanumeric).take(36);
    format!("cbs-{}", plain.collect::<String>().to_ascii_lowercase())
}

fn regel(text: &mut String, line: &str) {
    // Writing to a String does not fail.
    let _ = writeln!(text, "{line}");
}

#[cfg(test)]
mod tests {
    use testkit::fake_cbs::{FakeTable, voorbeelden};

    use super::*;

    #[test]
    fn each_table_has_one_source_with_a_name_that_a_configuration_takes() {
        let cbs = FakeCbs::start(voorbeelden());
        let text = bronnen(&cbs, false).replace(&cbs.host(), "HOST");
        let settings: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(
            settings.join("\n").trim_start(),
            "[[source]]\nname = \"cbs-85099ned\"\nkind = \"cbs\"\ntable = \"85099NED\"\nprotocol = \"v4\"\n\
             base_url = \"http://HOST/odata/v1/CBS\"\n\n\
             [[source]]\nname = \"cbs-85494ned\"\nkind = \"cbs\"\ntable = \"85494NED\"\nprotocol = \"v4\"\n\
             base_url = \"http://HOST/odata/v1/CBS\"\n"
        );
        assert!(text.contains("# or: protocol = \"v3\", base_url = \"http://HOST\"\n"), "{text}");
        assert!(
            text.contains("\n# Two million cells, to see a run at work:\n# [[source]]\n"),
            "{text}"
        );
        assert_eq!(naam(&"A".repeat(50)), format!("cbs-{}", "a".repeat(36)));
    }

    #[test]
    fn of_recordings_only_those_that_load_whole_are_settings() {
        let tables = ["83262NED", "80137ned", "03759ned"];
        let cbs = FakeCbs::start(tables.map(|id| FakeTable::new(id, "Titel")).to_vec());
        let text = bronnen(&cbs, true);
        let of = |start: &str| -> Vec<String> {
            let names = text.lines().filter_map(|line| line.strip_prefix(start));
            names.map(|name| name.trim_matches('"').to_owned()).collect()
        };
        assert_eq!(of("name = "), ["cbs-80137ned", "cbs-03759ned"]);
        assert_eq!(of("# name = "), ["cbs-83262ned"]);
        assert_eq!(of("from = "), ["2019"]);
        assert!(text.contains("only a slice was recorded"), "{text}");
    }
}
