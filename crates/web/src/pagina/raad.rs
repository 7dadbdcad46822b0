//! What a code of a failure means, and what to do, for who looks in the morning.

use domain::Code;

/// A failure in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Raad {
    /// What happened.
    pub(crate) wat: &'static str,
    /// What to do.
    pub(crate) doe: &'static str,
}

/// Codes, or the first characters of them; the first entry that fits counts.
const RAAD: &[(&str, &str, &str)] = &[
    (
        "SOURCE_UNAVAILABLE",
        "De bron was niet bereikbaar: de map is er niet of is niet te lezen, of de server van CBS gaf geen antwoord.",
        "Kijk of de map bestaat en of de dienst erin mag lezen. Doe daarna opnieuw wat mislukt is.",
    ),
    (
        "CRASHED",
        "Het proces hield op voordat de run klaar was, bijvoorbeeld door een herstart van de machine.",
        "U hoeft niets te herstellen: de volgende run gaat verder waar deze bleef. Gebeurt het vaker, kijk dan in het log.",
    ),
    ("BUSY", "Er was al een andere run bezig.", "Wacht tot die klaar is en probeer het opnieuw."),
    (
        "SLOT_LOST",
        "Een latere run nam het werk over; deze run mocht niets meer schrijven.",
        "U hoeft niets te doen: kijk bij de latere run hoe het afliep.",
    ),
    (
        "OTHER_KEY",
        "De pseudoniemsleutel is een andere dan waarmee de gegevens zijn geladen.",
        "Zet het oorspronkelijke sleutelbestand terug. Laad niets met een andere sleutel.",
    ),
    (
        "SCHEMA_",
        "De database past niet bij deze versie van het programma.",
        "Laat een beheerder `sluis migrate` uitvoeren, of de juiste versie installeren.",
    ),
    (
        "VIEWS_IN_USE",
        "De views van mart konden niet worden vernieuwd: iets van anderen hangt ervan af.",
        "Laat een beheerder die objecten weghalen en `sluis migrate` uitvoeren.",
    ),
    (
        "DISK_",
        "Er was te weinig schijfruimte om veilig te beginnen.",
        "Maak ruimte op de schijf en doe opnieuw wat mislukt is.",
    ),
    (
        "DEADLINE",
        "Het duurde langer dan is toegestaan.",
        "Doe opnieuw wat mislukt is. Gebeurt het vaker, verhoog dan de grens in de configuratie.",
    ),
    (
        "HTTP_",
        "De server van CBS was niet bereikbaar of gaf een fout. De oude cijfers blijven staan.",
        "Probeer het later opnieuw. Blijft het zo, kijk dan of de machine naar buiten mag.",
    ),
    (
        "ZERO_ROWS",
        "De tabel van CBS gaf geen enkele rij. De oude cijfers blijven staan.",
        "Kijk of de periode en de gemeenten in de configuratie bestaan in die tabel.",
    ),
    (
        "TABLE_",
        "De tabel van CBS is er niet (meer) of is anders dan verwacht. De oude cijfers blijven staan.",
        "Zoek met `sluis cbs search` of er een opvolger is en pas de configuratie aan.",
    ),
    (
        "ODATA_",
        "Het antwoord van CBS klopt niet. De oude cijfers blijven staan.",
        "Probeer het later opnieuw. Blijft het zo, meld het dan met de code bij de beheerder.",
    ),
    (
        "JSON_",
        "Het antwoord van CBS is niet te lezen. De oude cijfers blijven staan.",
        "Probeer het later opnieuw. Blijft het zo, meld het dan met de code bij de beheerder.",
    ),
    (
        "BODY_",
        "Het antwoord van CBS kwam niet heel binnen. De oude cijfers blijven staan.",
        "Probeer het later opnieuw.",
    ),
    (
        "INCOMPLETE",
        "De tabel van CBS kwam niet volledig binnen. De oude cijfers blijven staan.",
        "Doe opnieuw wat mislukt is.",
    ),
    (
        "SCHEMA_DRIFT",
        "De tabel van CBS is anders opgebouwd dan bij het laden. De oude cijfers blijven staan.",
        "Bekijk het verschil met `sluis cbs show` en neem de nieuwe opbouw aan met `sluis cbs accept`.",
    ),
    (
        "CSV_",
        "Het CSV-bestand past niet bij zijn mapping.",
        "Herstel de export of pas de mapping aan, en doe opnieuw wat mislukt is.",
    ),
    (
        "53100",
        "De schijf van de database is vol. Er is niets half weggeschreven.",
        "Maak ruimte op de schijf van de database en doe opnieuw wat mislukt is.",
    ),
    ("53", "De database kwam geheugen of verbindingen tekort.", "Probeer het later opnieuw."),
    (
        "55P03",
        "Iets hield een tabel bezet, meestal een lange vraag van een rapport.",
        "Beëindig die vraag en doe opnieuw wat mislukt is.",
    ),
    ("40", "Iets anders in de database zat in de weg.", "Doe opnieuw wat mislukt is."),
    (
        "57014",
        "Een opdracht in de database duurde te lang of is afgebroken.",
        "Doe opnieuw wat mislukt is.",
    ),
    (
        "57P",
        "De database stopte of was aan het starten.",
        "Kijk of de database draait en doe opnieuw wat mislukt is.",
    ),
    (
        "08",
        "De verbinding met de database viel weg.",
        "Kijk of de database draait en doe opnieuw wat mislukt is.",
    ),
    (
        "25P",
        "De database beëindigde een verbinding die te lang wachtte.",
        "Doe opnieuw wat mislukt is.",
    ),
    (
        "DB_CONNECTION",
        "De database was niet bereikbaar.",
        "Kijk of de database draait en doe opnieuw wat mislukt is.",
    ),
    (
        "LEADER_LOST",
        "Een andere dienst nam de leiding over; deze mocht niets meer schrijven.",
        "U hoeft niets te doen: kijk bij de latere run hoe het afliep.",
    ),
    (
        "28",
        "De database weigerde de aanmelding van de dienst.",
        "Laat een beheerder de gebruiker en het wachtwoord van de database nakijken.",
    ),
    (
        "42501",
        "De dienst mist een recht in de database.",
        "Laat een beheerder de rollen en rechten nakijken.",
    ),
];

/// What is said of a code that nothing is known of.
const ONBEKEND: Raad = Raad {
    wat: "Er ging iets mis dat niet vanzelf te herkennen is.",
    doe: "Doe opnieuw wat mislukt is. Gebeurt het weer, meld dan de code met het log bij de beheerder.",
};

/// What `code` means and what to do. Every code has an answer.
pub(crate) fn raad(code: Option<&str>) -> Raad {
    let Some(code) = code else { return ONBEKEND };
    // `SCHEMA_` is about the database; this one is not, and begins the same.
    let exact = RAAD.iter().find(|(sleutel, ..)| *sleutel == code);
    if let Some(&(_, wat, doe)) = exact {
        return Raad { wat, doe };
    }
    if let Some(bekend) = Code::ALLE.iter().find(|bekend| bekend.as_str() == code) {
        return Raad { wat: bekend.uitleg(), doe: "Doe daarna opnieuw wat mislukt is." };
    }
    RAAD.iter()
        .find(|(sleutel, ..)| code.starts_with(sleutel))
        .map_or(ONBEKEND, |&(_, wat, doe)| Raad { wat, doe })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_advice_and_the_exact_one_goes_first() {
        for (code, begin) in [
            (Some("SOURCE_UNAVAILABLE"), "De bron was niet bereikbaar"),
            (Some("SCHEMA_DRIFT"), "De tabel van CBS is anders opgebouwd"),
            (Some("SCHEMA_OLD"), "De database past niet"),
            (Some("53100"), "De schijf van de database is vol"),
            (Some("53200"), "De database kwam geheugen"),
            (Some("DB_CONNECTION"), "De database was niet bereikbaar"),
            (Some("LEADER_LOST"), "Een andere dienst nam"),
            (Some("FILE_EMPTY"), "Het bestand is leeg"),
            (Some("HTTP_TIMEOUT"), "De server van CBS"),
            (Some("NOBODY_KNOWS"), "Er ging iets mis"),
            (None, "Er ging iets mis"),
        ] {
            let raad = raad(code);
            assert!(raad.wat.starts_with(begin), "{code:?}: {}", raad.wat);
            assert!(raad.doe.ends_with('.'), "{code:?}");
        }
    }
}
