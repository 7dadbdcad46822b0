//! The text that belongs below a figure: who made it, where it stands, and under which licence.

use domain::statline::Tabel;

/// Where CBS serves data of others.
const DERDEN: &str = "dataderden.cbs.nl";
/// The open data of CBS of which the tables name no licence: its terms of use say CC BY 4.0.
const OPEN_DATA: &str = "opendata.cbs.nl";
const CC_BY: &str = "CC BY 4.0";

/// Names the source of a version of a table that was loaded from `base_url`, with what CBS tells of it only: the licence
/// of its own open data is in its terms of use, that of others is left out when the table does not name it.
pub(super) fn vermelding(tabel: &Tabel, base_url: &str) -> String {
    let herkomst = tabel.bron.split_whitespace().collect::<Vec<_>>().join(" ");
    let herkomst = herkomst.trim_end_matches('.').trim_end();
    let is_cbs =
        ["", "cbs", "centraal bureau voor de statistiek"].contains(&&*herkomst.to_lowercase());
    let wie = match (is_van_derden(base_url), herkomst) {
        (true, "") => format!("derden via {DERDEN}"),
        (true, herkomst) => format!("{herkomst} via CBS ({DERDEN})"),
        (false, _) => "CBS StatLine".to_owned(),
    };
    let versie = &tabel.versie.versie;
    let mut tekst = format!("{wie}, tabel {}, versie {versie}", tabel.tabel_id);
    if !is_cbs && !is_van_derden(base_url) {
        tekst.push_str(", bron: ");
        tekst.push_str(herkomst);
    }
    if let Some(licentie) = licentie(tabel.licentie.trim(), base_url) {
        tekst.push_str(", ");
        tekst.push_str(licentie);
    }
    tekst
}

fn licentie<'t>(genoemd: &'t str, base_url: &str) -> Option<&'t str> {
    match genoemd {
        "" => (host(base_url) == OPEN_DATA).then_some(CC_BY),
        adres if adres.contains("creativecommons.org/licenses/by/4.0") => Some(CC_BY),
        genoemd => Some(genoemd),
    }
}

/// A host of its own in v3; in v4 a catalogue beside that of CBS.
fn is_van_derden(base_url: &str) -> bool {
    let catalogus = base_url.split_once("/odata/v1/").map(|(_, path)| path.trim_matches('/'));
    host(base_url) == DERDEN || catalogus.is_some_and(|naam| !naam.eq_ignore_ascii_case("CBS"))
}

fn host(base_url: &str) -> String {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    rest.split(['/', ':', '?']).next().unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statline::proef::tabel;

    #[test]
    fn a_source_is_named_with_what_cbs_tells_of_it() {
        let by = "https://creativecommons.org/licenses/by/4.0/";
        let open = "https://opendata.cbs.nl";
        let derden = "https://dataderden.cbs.nl/";
        let v4 = "https://datasets.cbs.nl/odata/v1/CBS";
        for (base_url, herkomst, licentie, expect) in [
            (v4, "CBS", by, "CBS StatLine, tabel 84703NED, versie V, CC BY 4.0"),
            (v4, "CBS.", "CC BY 4.0", "CBS StatLine, tabel 84703NED, versie V, CC BY 4.0"),
            (v4, "", "", "CBS StatLine, tabel 84703NED, versie V"),
            (v4, "", "CC0", "CBS StatLine, tabel 84703NED, versie V, CC0"),
            (
                v4,
                "CBS,\r\nKadaster.",
                by,
                "CBS StatLine, tabel 84703NED, versie V, bron: CBS, Kadaster, CC BY 4.0",
            ),
            (open, "CBS.", "", "CBS StatLine, tabel 84703NED, versie V, CC BY 4.0"),
            ("http://127.0.0.1:80", "CBS", "", "CBS StatLine, tabel 84703NED, versie V"),
            (derden, "RIVM.", "", "RIVM via CBS (dataderden.cbs.nl), tabel 84703NED, versie V"),
            (derden, " ", "", "derden via dataderden.cbs.nl, tabel 84703NED, versie V"),
            (
                "https://datasets.cbs.nl/odata/v1/Politie/",
                "Politie",
                by,
                "Politie via CBS (dataderden.cbs.nl), tabel 84703NED, versie V, CC BY 4.0",
            ),
        ] {
            let mut tabel = tabel(&[], &[]);
            tabel.versie.versie = "V".to_owned();
            tabel.bron = herkomst.to_owned();
            tabel.licentie = licentie.to_owned();
            assert_eq!(vermelding(&tabel, base_url), expect, "{base_url} {herkomst}");
        }
    }
}
