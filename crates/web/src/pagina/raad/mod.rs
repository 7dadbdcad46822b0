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
        "KEY",
        "Het sleutelbestand ontbreekt, is geen sleutel, of de dienst mag het niet lezen.",
        "Kijk met `sluis check` naar `privacy.key_file`. Is het bestand weg, zet dan de kopie uit de kluis terug; maak geen nieuwe sleutel.",
    ),
    (
        "CONFIG",
        "De configuratie past niet bij wat gevraagd is: er is geen bron, de bron heet anders, of een map is een bestand.",
        "Laat een beheerder `sluis check` uitvoeren, de configuratie herstellen en de dienst herstarten. Doe het daarna opnieuw.",
    ),
    (
        "MAPPING",
        "De mapping van een CSV-bron ontbreekt, is niet te lezen of klopt niet.",
        "Kijk met `sluis check` welke regel van de mapping het is, herstel die en doe opnieuw wat mislukt is.",
    ),
    (
        "DB_URL",
        "Het adres van de database is niet te lezen.",
        "Laat een beheerder het adres in `database.url` nakijken: het begint met postgres://, en een vreemd teken in het wachtwoord staat er als %-code.",
    ),
    (
        "UNKNOWN_TARGET",
        "De run of taak die opnieuw gevraagd is bestaat niet in deze database.",
        "Kies de run of taak op de pagina Runs en vraag het van daar opnieuw.",
    ),
    (
        "WORKER",
        "Een deel van het programma stopte onverwacht. Er is niets half weggeschreven.",
        "Doe opnieuw wat mislukt is. Gebeurt het weer bij hetzelfde bestand, meld dan de code met het log als fout van Sluis.",
    ),
    (
        "WORKER_LOST",
        "Een deel van het programma stopte tijdens het berekenen van de feiten. De oude cijfers blijven staan.",
        "Laad opnieuw. Gebeurt het weer, kijk dan of het geheugen vol was (`journalctl -u sluis`) en meld de code met het log als fout van Sluis.",
    ),
    (
        "ARCHIVE_FAILED",
        "Bestanden konden niet naar het archief. Ze staan nog in hun map en zijn wel geladen.",
        "Kijk of er ruimte is en of de dienst in het archief mag schrijven; bij `move` ook of hij uit de map mag weghalen. De volgende run probeert het weer.",
    ),
    (
        "LINK_STALE",
        "CBS nam de verwijzing naar een volgende pagina niet meer aan. De oude cijfers blijven staan.",
        "Doe opnieuw wat mislukt is: de tabel wordt dan vanaf het begin opgehaald.",
    ),
    (
        "DUPLICATE_KEY",
        "Dezelfde sleutel komt vaker voor: in een CSV-bestand met een andere inhoud, of in een tabel van CBS. Wat er stond blijft staan.",
        "Laat de export herstellen en lever hem opnieuw aan. Is het een tabel van CBS en blijft het, meld het dan bij CBS.",
    ),
    (
        "SELECTION_INVALID",
        "De keuze van gemeenten, perioden of onderwerpen past niet bij de tabel van CBS: iets bestaat daar niet, er blijft niets over, of het is te veel.",
        "Bekijk met `sluis cbs show` wat de tabel heeft, pas de bron in de configuratie aan en herstart de dienst.",
    ),
    (
        "DIMENSION_CHOICE",
        "De tabel van CBS heeft meer dan een indeling in gebieden of perioden.",
        "Zet `region_dimension` of `period_dimension` bij de bron; `sluis cbs show` noemt de namen.",
    ),
    (
        "PERIOD_UNKNOWN",
        "De tabel van CBS heeft geen perioden, en de bron zegt niet over welke periode zij gaat.",
        "Zet `period` bij de bron: de melding in het log doet een voorstel. Herstart daarna de dienst.",
    ),
    (
        "CONFIG_INVALID",
        "De configuratie van CBS is niet te gebruiken: een sleutel die deze tabel niet kent, een proxy, een certificaat of een adres.",
        "Kijk in het log welke sleutel het is, herstel die met `sluis check` en herstart de dienst.",
    ),
    (
        "URL_TOO_LONG",
        "De vraag aan CBS werd te lang: de bron noemt te veel gemeenten, perioden of onderwerpen tegelijk.",
        "Kies minder, of laat de keuze weg en neem alles. Herstart daarna de dienst.",
    ),
    (
        "UNIT_UNKNOWN",
        "De tabel van CBS gebruikt een eenheid die Sluis niet kent. De oude cijfers blijven staan.",
        "Meld de code met het log als fout van Sluis: raden naar een eenheid zou cijfers duizend keer te groot maken.",
    ),
    (
        "OBSERVATIONS_GONE",
        "CBS beschrijft de tabel nog, maar geeft haar cijfers niet meer over dit protocol. De oude cijfers blijven staan.",
        "Zet `protocol = \"v3\"` bij de bron, of zoek met `sluis cbs search` een opvolger.",
    ),
    (
        "VERSION_MOVED",
        "CBS publiceerde de tabel opnieuw terwijl Sluis haar las. De oude cijfers blijven staan.",
        "U hoeft niets te doen: de volgende run leest de nieuwe versie.",
    ),
    (
        "VERSION_OLD",
        "Een andere bron laadde al een nieuwere versie van deze tabel; die cijfers blijven staan.",
        "U hoeft niets te doen: de volgende run probeert het weer. Leest niemand die andere bron nog, gebruik dan `sluis cbs forget`.",
    ),
    (
        "COPY_COUNT",
        "De database bewaarde een ander aantal rijen dan er verstuurd zijn. Er is niets gepubliceerd.",
        "Doe opnieuw wat mislukt is en meld de code met het log als fout van Sluis.",
    ),
    (
        "VALUE",
        "Een waarde past niet in haar kolom. Er is niets van weggeschreven.",
        "Meld de code met het log als fout van Sluis; het log noemt de kolom, nooit de waarde.",
    ),
    (
        "CORRUPT",
        "In de database staat iets wat dit programma niet kan hebben geschreven.",
        "Zoek uit wie er buiten Sluis om schreef (het log noemt tabel en kolom), of zet de back-up terug.",
    ),
    (
        "NOT_RUNNING",
        "Er was niets meer te stoppen: de run was al klaar of draait ergens anders.",
        "U hoeft niets te doen: kijk bij Runs hoe het afliep.",
    ),
    (
        "MERGED",
        "Hetzelfde was al gevraagd; het verzoek is samengevoegd met dat eerdere.",
        "U hoeft niets te doen: kijk bij het eerdere verzoek hoe het afloopt.",
    ),
    (
        "CANCELLED",
        "Het is op verzoek gestopt. Wat klaar was blijft staan.",
        "Laad opnieuw als het wel af moet: het gaat verder waar het bleef.",
    ),
    (
        "CODE_UNKNOWN",
        "Een code staat niet in haar codelijst: van de wet bij een bericht, van de tabel bij CBS. Bij CBS blijven de oude cijfers staan.",
        "Laat de afzender het bericht of de export herstellen. Bij CBS: laad later opnieuw, en meld de code met het log als het blijft.",
    ),
    (
        "FIELD_MISSING",
        "Een verplicht gegeven ontbreekt, in een bericht, een CSV-bestand of een antwoord van CBS.",
        "Laat de afzender het bericht of de export herstellen. Bij CBS: laad later opnieuw, en meld de code met het log als het blijft.",
    ),
    (
        "NUMBER_INVALID",
        "Een getal is niet te lezen, in een bericht, een CSV-bestand of een antwoord van CBS.",
        "Laat de afzender het bericht of de export herstellen. Bij CBS: laad later opnieuw, en meld de code met het log als het blijft.",
    ),
    (
        "TEXT_INVALID",
        "Een tekst heeft niet de vereiste vorm, in een bericht, een CSV-bestand of een antwoord van CBS.",
        "Laat de afzender het bericht of de export herstellen. Bij CBS: laad later opnieuw, en meld de code met het log als het blijft.",
    ),
    (
        "TYPE_MISMATCH",
        "Het antwoord van CBS heeft een waarde van een andere soort dan beschreven. De oude cijfers blijven staan.",
        "Laad later opnieuw. Blijft het zo, meld dan de code met het log.",
    ),
    (
        "22",
        "De database weigerde een waarde. Er is niets van weggeschreven.",
        "Meld de code met het log als fout van Sluis.",
    ),
    (
        "23",
        "De database weigerde een rij die een regel breekt. Er is niets van weggeschreven.",
        "Doe opnieuw wat mislukt is. Gebeurt het weer, meld dan de code met het log als fout van Sluis.",
    ),
    (
        "3D",
        "De database van het adres in `database.url` bestaat niet.",
        "Laat een beheerder het adres nakijken, of de database maken of terugzetten.",
    ),
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
        "De tabel van CBS of het CSV-bestand gaf geen enkele rij. Wat er stond blijft staan.",
        "Bij CBS: kijk of de periode en de gemeenten in de configuratie bestaan in die tabel. Bij een CSV-bestand: controleer de export.",
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
    (
        "42",
        "Tabel of functie in de database past niet bij dit programma.",
        "Laat een beheerder `sluis migrate` uitvoeren en de dienst herstarten.",
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
mod tests;
