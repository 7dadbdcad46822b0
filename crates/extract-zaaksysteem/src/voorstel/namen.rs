//! How municipalities and systems call the fields: which header suggests which field, and which one a person.

use domain::zaaksysteem::Entiteit;

/// A header without what people vary: capitals, blanks, marks between words and accents.
pub(super) fn kaal(kop: &str) -> String {
    let teken = |c: char| match c {
        'à' | 'á' | 'â' | 'ä' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        _ => c,
    };
    kop.to_lowercase().chars().map(teken).filter(|c| c.is_alphanumeric()).collect()
}

/// Whether the header suggests a name, an address, a way to reach somebody or free text.
pub(super) fn is_persoonlijk(kop: &str) -> bool {
    let kop = kaal(kop);
    PERSOONLIJK.iter().any(|woord| kop.contains(woord)) || PERSOONLIJK_HEEL.contains(&kop.as_str())
}

const PERSOONLIJK: [&str; 31] = [
    "naam",
    "name",
    "voorletter",
    "initialen",
    "tussenvoegsel",
    "voorvoegsel",
    "adres",
    "address",
    "straat",
    "street",
    "huisnummer",
    "huisletter",
    "woonplaats",
    "mail",
    "telefoon",
    "phone",
    "mobiel",
    "iban",
    "rekeningnummer",
    "toelichting",
    "opmerking",
    "omschrijving",
    "description",
    "notitie",
    "aantekening",
    "remark",
    "comment",
    "bijzonderheden",
    "beperking",
    "diagnose",
    "geboorteplaats",
];
const PERSOONLIJK_HEEL: [&str; 4] = ["tel", "fax", "tekst", "memo"];

/// Headers that suggest the field, as [`kaal`] makes them, the likeliest first. The name of the field itself goes before
/// them all, except of a person: there a BSN goes before a number of the source.
pub(super) fn van(entiteit: Entiteit, veld: &str) -> Vec<&'static str> {
    let eigen: &[&str] = match (entiteit, veld) {
        (Entiteit::Client, "client") => CLIENTNUMMER,
        (_, "client") => BSN,
        _ => &[],
    };
    let gewoon = NAMEN.iter().find(|(naam, _)| *naam == veld).map_or(&[][..], |(_, koppen)| koppen);
    let rest: &[&str] = match (entiteit, veld) {
        (Entiteit::Client, "client") => BSN,
        (_, "client") => CLIENTNUMMER,
        // What is called so is the law, unless the entity has a scheme.
        (Entiteit::Beschikking | Entiteit::Voorziening, "wet") => &["regeling"],
        (Entiteit::Beschikking, "ingangsdatum") => &["geldigvan"],
        _ => &[],
    };
    eigen.iter().chain(gewoon).chain(rest).copied().collect()
}

const BSN: &[&str] = &[
    "bsn",
    "burgerservicenummer",
    "bsnclient",
    "clientbsn",
    "bsnklant",
    "bsnnummer",
    "bsnnr",
    "sofinummer",
    "rolbetrokkeneidentificatieinpbsn",
    "betrokkeneidentificatieinpbsn",
    "inpbsn",
];

const CLIENTNUMMER: &[&str] = &[
    "clientnummer",
    "clientnr",
    "clientid",
    "clientsleutel",
    "clientcode",
    "klantnummer",
    "klantnr",
    "klantid",
    "persoonsnummer",
    "persoonid",
    "personid",
    "client",
];

/// A field, and what its header is called beside the name of the field.
type Namen = (&'static str, &'static [&'static str]);

#[rustfmt::skip]
const NAMEN: &[Namen] = &[
    ("zaaknummer", &[
        "zaakid", "zaaknr", "zaakidentificatie", "identificatie", "zaakkenmerk", "casenumber", "caseid", "dossiernummer",
        "dossiernr", "aanvraagnummer", "aanvraagid", "meldingsnummer", "zaak", "nummer", "id",
    ]),
    ("zaaktype", &[
        "zaaktypeomschrijving", "zaaktypenaam", "zaaktypeidentificatie", "soortzaak", "zaaksoort", "casetype",
    ]),
    ("wet", &["wettelijkkader", "wetcode", "wetgeving", "law", "domein"]),
    ("regeling", &[
        "regelingnaam", "regelingomschrijving", "koderegeling", "soortuitkering", "uitkeringssoort", "scheme",
    ]),
    ("persoon", BSN),
    ("aanmelddatum", &[
        "datumaanmelding", "meldingsdatum", "datummelding", "melddatum", "registratiedatum", "datumregistratie",
        "ontvangstdatum", "datumontvangst", "registrationdate",
    ]),
    ("aanvraagdatum", &["datumaanvraag", "datumverzoek", "applicationdate", "requestdate"]),
    ("startdatum", &["begindatum", "datumstart", "datumbegin", "startdate", "processstartdate", "ingangsdatum"]),
    ("besluitdatum", &[
        "datumbesluit", "beschikkingsdatum", "beschikkingdatum", "datumbeschikking", "decisiondate",
    ]),
    ("einddatum_gepland", &[
        "geplandeeinddatum", "streefdatum", "verwachteeinddatum", "plannedenddate", "targetdate",
    ]),
    ("uiterste_einddatum", &[
        "uiterlijkeeinddatumafdoening", "uiterlijkeeinddatum", "fataledatum", "fatalebesluitdatum", "uiterstedatum",
        "uiterlijkedatum", "duedate", "deadline",
    ]),
    ("einddatum", &[
        "datumeinde", "datumeind", "datumafgehandeld", "afhandeldatum", "datumafhandeling", "datumafsluiting",
        "einddatumondersteuning", "beoogdeeinddatum", "datumeindegeldigheid", "ddeind", "enddate", "processenddate",
    ]),
    ("status", &[
        "zaakstatus", "statusstatustoelichting", "statustoelichting", "statustypeomschrijving", "statusomschrijving",
        "statusindicatie", "state",
    ]),
    ("resultaat", &[
        "resultaattoelichting", "resultaattypeomschrijving", "resultaatomschrijving", "uitkomst", "result", "outcome",
        "processresult",
    ]),
    ("reden_afsluiting", &["redenafgesloten", "afsluitreden", "redenbeeindiging", "closurereason"]),
    ("opschorting_van", &[
        "opschortingvanaf", "opgeschortvan", "startopschorting", "begindatumopschorting", "datumopschorting",
    ]),
    ("opschorting_tot", &[
        "opschortingtotenmet", "opgeschorttot", "eindeopschorting", "einddatumopschorting",
    ]),
    ("verlenging_dagen", &["verlengingdagen", "dagenverlenging", "aantaldagenverlenging", "verlenging"]),
    ("kanaal", &["communicatiekanaalnaam", "communicatiekanaal", "aanmeldkanaal", "wijzevanaanmelding", "channel"]),
    ("verwijzer", &["soortverwijzer", "verwijzertype", "typeverwijzer", "referrertype"]),
    ("team", &["teamnaam", "behandelteam", "groepnaam", "groep", "afdeling", "kodeinstan", "teamcode"]),
    ("medewerker", &[
        "behandelaar", "behandelaargebruikersnaam", "medewerkercode", "medewerkernummer", "medewerkerid",
        "personeelsnummer", "kodewerker", "consulent", "regisseur", "casemanager", "klantmanager", "mcuserid", "handler",
        "assignee", "employeeid",
    ]),
    ("leefgebieden", &["leefgebied", "levensdomeinen", "levensdomein"]),
    ("gemeentecode", &["gemeente", "cbscode", "cbsgemeentecode", "gemeentenummer", "municipalitycode"]),
    ("beschikkingnummer", &[
        "beschikkingsnummer", "beschikkingnr", "beschikkingid", "besluitnummer", "besluitnr", "besluitid",
        "besluitidentificatie", "arrangementnummer", "decisionnumber", "decisionid", "disposalnr", "identificatie",
    ]),
    ("afgiftedatum", &[
        "datumafgifte", "datumbeschikking", "beschikkingsdatum", "beschikkingdatum", "datumbesluit", "besluitdatum",
        "issuedate", "decisiondate",
    ]),
    ("ingangsdatum", &[
        "datumingang", "begindatum", "startdatum", "datumstart", "datumbegin", "datumstartondersteuning",
        "beoogdestartdatum", "datuminganggeldigheid", "ddbegin", "startdate", "effectivedate",
    ]),
    ("uitkomst", &["resultaat", "besluit", "beslissing", "outcome", "result"]),
    ("volgnummer", &[
        "volgnr", "volgnrind", "indicatienummer", "voorzieningnummer", "productvolgnummer", "regelnummer", "regel",
        "sequencenumber",
    ]),
    ("productcategorie", &["productcategoriecode", "categorie", "categoriecode", "productcategory"]),
    ("productcode", &["productsoortcode", "productidentificatie", "product", "code"]),
    ("volume", &["omvangvolume", "omvang", "aantal", "hoeveelheid", "quantity"]),
    ("eenheid", &["eenheidcode", "omvangeenheidcode", "omvangeenheid", "unit"]),
    ("frequentie", &["frequentiecode", "omvangfrequentiecode", "omvangfrequentie", "frequency"]),
    ("budget", &["budgetbedrag", "pgbbudget", "pgbbedrag", "maxcost"]),
    ("leveringsvorm", &["verstrekkingsvorm", "vormvanverstrekking", "zinpgb", "pgbzin", "deliverytype"]),
    ("aanbieder_agb", &[
        "agb", "agbcode", "agbcodeaanbieder", "agbaanbieder", "aanbiederagbcode", "zorgaanbiederagb",
        "zorgaanbiederagbcode", "leverancieragbcode", "leverancieragb", "aanbieder", "zorgaanbieder",
    ]),
    ("toewijzingnummer", &[
        "toewijzingsnummer", "toewijzingnr", "toewijzingsnr", "toewijzingid", "externalorderidentifier",
        "allocationnumber",
    ]),
    ("reden_einde", &[
        "redenbeeindiging", "beeindigingsreden", "eindreden", "koderedeneindevoorz", "redenuitstroom", "endreason",
    ]),
    ("geboortejaar", &["geboortedatum", "gebdatum", "jaarvangeboorte", "birthdate", "dateofbirth", "birthyear"]),
    ("geslacht", &["geslachtscode", "geslachtsaanduiding", "indgeslacht", "gender", "sex", "mv"]),
    ("postcode", &["postcode6", "pc6", "pc", "postalcode", "zipcode"]),
    ("gebiedscode", &["buurtcode", "buurt", "wijkcode", "wijk", "cbsbuurtcode", "gebied", "bucode", "areacode"]),
    ("huishouden", &["huishoudnummer", "huishoudennummer", "huishoudid", "gezinsnummer", "gezinid", "householdid"]),
    ("overlijdensdatum", &["datumoverlijden", "overledenop", "dateofdeath"]),
    ("bedrag_maand", &[
        "bedragpermaand", "maandbedrag", "nettomaandbedrag", "nettobedrag", "uitkeringsbedrag", "bedrag",
    ]),
    ("huishoudtype", &["typehuishouden", "soorthuishouden", "leefvorm", "gezinssituatie", "leefsituatie"]),
    ("periode", &["jaar", "maand", "kwartaal", "peiljaar", "verslagjaar", "verslagperiode", "peildatum", "datum", "year"]),
    ("indicator", &["indicatornaam", "indicatoromschrijving", "onderwerp", "maat", "kenmerk", "metric"]),
    ("waarde", &["score", "percentage", "cijfer", "value"]),
    ("n", &["aantal", "aantalrespondenten", "respondenten", "steekproef", "count"]),
    ("geldig_van", &["geldigvanaf", "ingangsdatum", "begindatum", "startdatum", "vanaf", "van", "validfrom", "startdate"]),
    ("geldig_tot", &["geldigtotenmet", "einddatum", "totenmet", "tot", "validto", "validuntil", "enddate"]),
    ("tarief", &["tariefbedrag", "prijs", "eenheidsprijs", "bedrag", "price", "rate", "unittariff"]),
    ("bedrag", &["plafond", "budgetplafond", "plafondbedrag", "budget", "ceiling"]),
    ("aanbiedernaam", &["naam", "naamaanbieder", "aanbieder", "zorgaanbieder", "name"]),
    ("aanbiedergroep", &["groep", "concern", "moederorganisatie", "holding"]),
    ("product_omschrijving", &["omschrijving", "productnaam", "naam", "description"]),
    ("segment", &["productsegment", "perceel", "productgroep"]),
    ("opvolger_productcategorie", &["opvolgercategorie", "nieuwecategorie"]),
    ("opvolger_productcode", &["opvolgercode", "opvolgerproduct", "nieuweproductcode", "nieuwecode"]),
    ("afdeling", &["cluster", "organisatieonderdeel", "department"]),
    ("functie", &["functienaam", "rol", "jobtitle", "role"]),
    ("caseload_norm", &["normcaseload", "caseload", "norm"]),
    ("fte", &["formatie", "deeltijdfactor"]),
    ("begindatum", &["datumindienst", "indienst", "startdatum", "startdate"]),
];
