//! Messages for tests and the benchmark: valid, synthetic, small. Tests change them by replacing
//! text.

/// An iJw 3.2 message of kind `soort` with this header tail and content.
pub(crate) fn bericht(soort: &str, kop: &str, inhoud: &str) -> String {
    let code = match soort {
        "301" => "436",
        "302" => "437",
        "305" => "438",
        "306" => "439",
        "307" => "440",
        "308" => "441",
        "315" => "446",
        "316" => "447",
        "317" => "486",
        "318" => "487",
        "319" => "488",
        "320" => "489",
        "323" => "490",
        _ => "491",
    };
    let is_gemeente = matches!(soort, "301" | "302" | "319" | "320" | "325");
    let (afzender, ontvanger) =
        if is_gemeente { ("0384", "42420001") } else { ("42420001", "0384") };
    let text = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<m:Bericht xmlns:b="http://www.istandaarden.nl/ijw/3_2/basisschema/schema" xmlns:m="http://www.istandaarden.nl/ijw/3_2/jw{soort}/schema">
	<m:Header>
		<m:BerichtCode>{code}</m:BerichtCode>
		<m:BerichtVersie>3</m:BerichtVersie>
		<m:BerichtSubversie>2</m:BerichtSubversie>
		<m:Afzender>{afzender}</m:Afzender>
		<m:Ontvanger>{ontvanger}</m:Ontvanger>
		<m:BerichtIdentificatie>
			<b:Identificatie>B{soort}</b:Identificatie>
			<b:Dagtekening>2026-05-06</b:Dagtekening>
		</m:BerichtIdentificatie>
		<m:XsdVersie>
			<b:BasisschemaXsdVersie>1.0.0</b:BasisschemaXsdVersie>
			<b:BerichtXsdVersie>1.0.0</b:BerichtXsdVersie>
		</m:XsdVersie>{kop}
	</m:Header>{inhoud}
</m:Bericht>
"#
    );
    text.replace("<m:", &format!("<jw{soort}:"))
        .replace("</m:", &format!("</jw{soort}:"))
        .replace("xmlns:m=", &format!("xmlns:jw{soort}="))
        .replace("<b:", "<ijw:")
        .replace("</b:", "</ijw:")
        .replace("xmlns:b=", "xmlns:ijw=")
}

/// The header tail of a 302, 306 or 308.
pub(crate) fn kop_retour(codes: &[&str]) -> String {
    let codes = if codes.is_empty() { String::new() } else { retourcodes(codes) };
    format!(
        "
		<m:IdentificatieRetour>R1</m:IdentificatieRetour>
		<m:DagtekeningRetour>2026-05-08</m:DagtekeningRetour>
		<m:XsdVersieRetour>
			<b:BasisschemaXsdVersie>1.0.0</b:BasisschemaXsdVersie>
			<b:BerichtXsdVersie>1.0.0</b:BerichtXsdVersie>
		</m:XsdVersieRetour>{codes}"
    )
}

/// The header tail of a 325.
pub(crate) fn kop_antwoord(codes: &[&str]) -> String {
    format!(
        "
		<m:DeclaratieIdentificatie>
			<b:Identificatie>B323</b:Identificatie>
			<b:Dagtekening>2026-05-01</b:Dagtekening>
		</m:DeclaratieIdentificatie>
		<m:XsdVersieDeclaratie>
			<b:BasisschemaXsdVersie>1.0.0</b:BasisschemaXsdVersie>
			<b:BerichtXsdVersie>1.0.0</b:BerichtXsdVersie>
		</m:XsdVersieDeclaratie>{}",
        retourcodes(codes)
    )
}

/// `RetourCodes` with these codes.
pub(crate) fn retourcodes(codes: &[&str]) -> String {
    let codes = codes.join("</m:RetourCode><m:RetourCode>");
    format!("\n\t\t<m:RetourCodes><m:RetourCode>{codes}</m:RetourCode></m:RetourCodes>")
}

const CONTACT: &str = "
			<m:Contact>
				<m:Soort>03</m:Soort>
				<m:Adres>
					<b:Huis>
						<b:Huisnummer>9</b:Huisnummer>
					</b:Huis>
					<b:Postcode>9999XX</b:Postcode>
					<b:Straatnaam>Teststraat</b:Straatnaam>
					<b:Plaatsnaam>Teststad</b:Plaatsnaam>
					<b:LandCode>NL</b:LandCode>
				</m:Adres>
				<m:Telefoon>
					<b:Telefoon01>
						<b:Telefoonnummer>0201234567</b:Telefoonnummer>
						<b:Landnummer>0031</b:Landnummer>
					</b:Telefoon01>
				</m:Telefoon>
			</m:Contact>";

/// A `Client` around its products. `soort` is that of the heen message, `codes` those of an answer.
pub(crate) fn client(soort: &str, producten: &str, codes: &str) -> String {
    let container = match soort {
        "301" => "ToegewezenProducten",
        "305" => "StartProducten",
        "315" => "AangevraagdeProducten",
        _ => "StopProducten",
    };
    let (naam, contact) = if soort == "301" {
        let contact = CONTACT.replace("</m:Contact>", &format!("{codes}</m:Contact>"));
        let gegevens = format!("<m:Contactgegevens>{contact}\n\t\t</m:Contactgegevens>");
        ("\n\t\t\t<b:NaamGebruik>1</b:NaamGebruik>", gegevens)
    } else {
        ("", String::new())
    };
    format!(
        "
	<m:Client>
		<m:Bsn>999900006</m:Bsn>
		<m:Geboortedatum>
			<b:Datum>2010-02-14</b:Datum>
		</m:Geboortedatum>
		<m:Geslacht>1</m:Geslacht>
		<m:Naam>
			<b:Geslachtsnaam>
				<b:Achternaam>Testnaam</b:Achternaam>
				<b:Voorvoegsel>de</b:Voorvoegsel>
			</b:Geslachtsnaam>
			<b:Voornamen>Testvoornaam</b:Voornamen>{naam}
		</m:Naam>
		{contact}
		<m:{container}>{producten}
		</m:{container}>{codes}
	</m:Client>"
    )
}

const PRODUCT: &str = "<m:Product>
					<b:Categorie>55</b:Categorie>
					<b:Code>55A11</b:Code>
				</m:Product>";

/// A `ToegewezenProduct`.
pub(crate) fn toegewezen_product(nummer: u32, codes: &str) -> String {
    format!(
        "
			<m:ToegewezenProduct>
				<m:ToewijzingNummer>{nummer}</m:ToewijzingNummer>
				<m:ReferentieAanbieder>REF-1</m:ReferentieAanbieder>
				{PRODUCT}
				<m:Toewijzingsdatum>2026-04-01</m:Toewijzingsdatum>
				<m:Toewijzingstijd>12:34:56</m:Toewijzingstijd>
				<m:Ingangsdatum>2026-04-01</m:Ingangsdatum>
				<m:Einddatum>2026-07-14</m:Einddatum>
				<m:Omvang>
					<b:Volume>2</b:Volume>
					<b:Eenheid>04</b:Eenheid>
					<b:Frequentie>2</b:Frequentie>
				</m:Omvang>
				<m:Commentaar>Testcommentaar</m:Commentaar>{codes}
			</m:ToegewezenProduct>"
    )
}

/// A `StartProduct`.
pub(crate) fn start_product(nummer: u32, codes: &str) -> String {
    format!(
        "
			<m:StartProduct>
				<m:ToewijzingNummer>{nummer}</m:ToewijzingNummer>
				{PRODUCT}
				<m:ToewijzingIngangsdatum>2026-04-01</m:ToewijzingIngangsdatum>
				<m:Begindatum>2026-04-03</m:Begindatum>
				<m:StatusAanlevering>1</m:StatusAanlevering>{codes}
			</m:StartProduct>"
    )
}

/// A `StopProduct`.
pub(crate) fn stop_product(nummer: u32, codes: &str) -> String {
    format!(
        "
			<m:StopProduct>
				<m:ToewijzingNummer>{nummer}</m:ToewijzingNummer>
				{PRODUCT}
				<m:ToewijzingIngangsdatum>2026-04-01</m:ToewijzingIngangsdatum>
				<m:Begindatum>2026-04-03</m:Begindatum>
				<m:RedenBeeindiging>31</m:RedenBeeindiging>
				<m:Einddatum>2026-04-30</m:Einddatum>
				<m:StatusAanlevering>1</m:StatusAanlevering>{codes}
			</m:StopProduct>"
    )
}

/// An `AangevraagdProduct`.
pub(crate) fn aangevraagd_product(referentie: &str, codes: &str) -> String {
    format!(
        "
			<m:AangevraagdProduct>
				<m:ReferentieAanbieder>{referentie}</m:ReferentieAanbieder>
				<m:BeschikkingNummer>425386123</m:BeschikkingNummer>
				{PRODUCT}
				<m:BeschikkingIngangsdatum>2026-03-01</m:BeschikkingIngangsdatum>
				<m:ToewijzingIngangsdatum>2026-04-01</m:ToewijzingIngangsdatum>
				<m:ToewijzingEinddatum>2026-07-14</m:ToewijzingEinddatum>
				<m:Omvang>
					<b:Volume>2</b:Volume>
					<b:Eenheid>04</b:Eenheid>
					<b:Frequentie>2</b:Frequentie>
				</m:Omvang>
				<m:Verwijzer>
					<b:Type>02</b:Type>
					<b:ZorgverlenerCode>01000001</b:ZorgverlenerCode>
				</m:Verwijzer>
				<m:Raamcontract>1</m:Raamcontract>
				<m:Commentaar>Testcommentaar</m:Commentaar>{codes}
			</m:AangevraagdProduct>"
    )
}

/// A `Prestatie` of 50 euros.
pub(crate) fn prestatie(referentie: &str, codes: &str) -> String {
    format!(
        "
				<m:Prestatie>
					<m:ProductReferentie>
						<b:ReferentieNummer>{referentie}</b:ReferentieNummer>
					</m:ProductReferentie>
					<m:ToewijzingNummer>300201</m:ToewijzingNummer>
					<m:ProductCategorie>45</m:ProductCategorie>
					<m:ProductCode>45A03</m:ProductCode>
					<m:ProductPeriode>
						<b:Begindatum>2026-04-01</b:Begindatum>
						<b:Einddatum>2026-04-30</b:Einddatum>
					</m:ProductPeriode>
					<m:GeleverdVolume>4</m:GeleverdVolume>
					<m:Eenheid>04</m:Eenheid>
					<m:ProductTarief>1250</m:ProductTarief>
					<m:IngediendBedrag>
						<b:Bedrag>5000</b:Bedrag>
						<b:DebetCredit>D</b:DebetCredit>
					</m:IngediendBedrag>{codes}
				</m:Prestatie>"
    )
}

/// A `Client` of a 323 or 325.
pub(crate) fn client_met_prestaties(bsn: &str, prestaties: &str, codes: &str) -> String {
    format!(
        "
		<m:Client>
			<m:Bsn>{bsn}</m:Bsn>
			<m:Prestaties>{prestaties}
			</m:Prestaties>{codes}
		</m:Client>"
    )
}

/// A 323 around its clients.
pub(crate) fn bericht_323(clienten: &str, totaal: u64) -> String {
    let inhoud = format!(
        "
	<m:Declaratie>
		<m:DeclaratieNummer>DN001</m:DeclaratieNummer>
		<m:DeclaratiePeriode>
			<b:Begindatum>2026-04-01</b:Begindatum>
			<b:Einddatum>2026-04-30</b:Einddatum>
		</m:DeclaratiePeriode>
		<m:DeclaratieDagtekening>2026-05-06</m:DeclaratieDagtekening>
		<m:TotaalIngediendBedrag>
			<b:TotaalBedrag>{totaal}</b:TotaalBedrag>
			<b:DebetCredit>D</b:DebetCredit>
		</m:TotaalIngediendBedrag>
		<m:Clienten>{clienten}
		</m:Clienten>
	</m:Declaratie>"
    );
    bericht("323", "", &inhoud)
}

/// A 301 with these allocations.
pub(crate) fn bericht_301(nummers: &[u32]) -> String {
    let producten: String = nummers.iter().map(|nummer| toegewezen_product(*nummer, "")).collect();
    bericht("301", "", &client("301", &producten, ""))
}

/// A 305 with these starts.
pub(crate) fn bericht_305(nummers: &[u32]) -> String {
    let producten: String = nummers.iter().map(|nummer| start_product(*nummer, "")).collect();
    bericht("305", "", &client("305", &producten, ""))
}

/// A 315 with these references.
pub(crate) fn bericht_315(referenties: &[&str]) -> String {
    let producten: String =
        referenties.iter().map(|referentie| aangevraagd_product(referentie, "")).collect();
    bericht("315", "", &client("315", &producten, ""))
}
