//! Searching a catalogue in memory, by the rules of the stored one.

use domain::statline::CatalogusRegel;

/// The rows that have every word in id, title or description: the exact id first, then tables that are kept up to
/// date, then Dutch before English, then those with all words in the title, then the newest.
///
/// Each row comes with where it was found.
pub(super) fn zoek<'c, P>(
    regels: &'c [(P, CatalogusRegel)],
    term: &str,
) -> Vec<(&'c P, &'c CatalogusRegel)> {
    let term = vouw(term);
    let woorden: Vec<&str> = term.split_whitespace().collect();
    let has_all = |text: &str| woorden.iter().all(|woord| text.contains(woord));
    let mut gevonden: Vec<_> = regels
        .iter()
        .filter_map(|(plaats, regel)| {
            let id = vouw(regel.tabel_id.as_str());
            let titel = vouw(&regel.titel);
            let alles = format!("{id} {titel} {}", vouw(&regel.omschrijving));
            let rang = (
                id != term.trim(),
                regel.status != "Regulier",
                regel.taal == "en",
                !has_all(&titel),
            );
            has_all(&alles).then_some((rang, plaats, regel))
        })
        .collect();
    gevonden.sort_by(|(one, _, left), (two, _, right)| {
        let newest = right.versie.versie.cmp(&left.versie.versie);
        one.cmp(two).then(newest).then_with(|| left.tabel_id.cmp(&right.tabel_id))
    });
    gevonden.into_iter().map(|(_, plaats, regel)| (plaats, regel)).collect()
}

/// Small letters without the accents of western European languages.
fn vouw(text: &str) -> String {
    let zonder_accent = |c: char| match c {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        c => c,
    };
    text.chars().flat_map(char::to_lowercase).map(zonder_accent).collect()
}

#[cfg(test)]
mod tests {
    use domain::statline::Tabelversie;

    use super::*;

    fn regel(
        tabel_id: &str,
        titel: &str,
        status: &str,
        taal: &str,
        versie: &str,
    ) -> CatalogusRegel {
        CatalogusRegel {
            tabel_id: tabel_id.parse().unwrap(),
            titel: titel.to_owned(),
            omschrijving: "Cliënten met een maatwerkvoorziening".to_owned(),
            status: status.to_owned(),
            taal: taal.to_owned(),
            periode: String::new(),
            reden: String::new(),
            versie: Tabelversie {
                versie: versie.to_owned(),
                waarnemingen_op: String::new(),
                metadata_op: String::new(),
                aantal: None,
            },
        }
    }

    #[test]
    fn all_words_must_occur_whatever_their_case_and_accents() {
        let regels = [
            regel("83262NED", "Wmo-cliënten; regio", "Gediscontinueerd", "nl", "202001010200"),
            regel("85896NED", "Wmo-cliënten; regio", "Regulier", "nl", "202501010200"),
            regel("86050NED", "Wmo-cliënten; type", "Regulier", "nl", "202601010200"),
            regel("85900ENG", "Wmo clients; region", "Regulier", "en", "202601010200"),
            regel("37789ksz", "Sociale zekerheid", "Regulier", "nl", "202601010200"),
        ]
        .map(|regel| ((), regel));
        for (term, expect) in [
            ("WMO-CLIENTEN", "86050NED 85896NED 83262NED"),
            ("wmo regio", "85896NED 85900ENG 83262NED"),
            ("83262ned", "83262NED"),
            ("clienten zekerheid", "37789ksz"),
            ("bijstand", ""),
        ] {
            let found: Vec<&str> =
                zoek(&regels, term).iter().map(|((), regel)| regel.tabel_id.as_str()).collect();
            assert_eq!(found.join(" "), expect, "{term}");
        }
    }
}
