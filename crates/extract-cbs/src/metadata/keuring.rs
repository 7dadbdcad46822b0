//! What must hold for a description before it is used, whatever the protocol.

use std::collections::BTreeSet;

use domain::statline::{
    Dimensie, Dimensiecode, Dimensierol, Gebiedscode, Gegevenstype, Onderwerp, Periodecode, Tabel,
    TabelId, Tabelversie,
};

use super::eenheid::vermenigvuldiger;
use crate::Error;

/// Longest name of a dimension or measure: a name of a column in `PostgreSQL` is at most this long, and so are CBS's.
const NAAM_LENGTE_MAX: usize = 63;

/// Longest title, unit, label or other short text, in characters: an answer has no end by itself.
pub(super) const TITEL_MAX: usize = 2_000;

/// Longest explanation, in characters; the longest that was recorded has 11,749.
pub(super) const LANG_MAX: usize = 200_000;

/// Longest version and moment.
const VERSIE_MAX: usize = 40;

/// Most problems that one error names.
const GENOEMD_MAX: usize = 5;

/// The unit of measures: `UNIT_UNKNOWN` names all that hold an unknown factor.
pub(crate) fn keur_eenheden(onderwerpen: &mut [Onderwerp], adres: &str) -> Result<(), Error> {
    let mut unknown = Vec::new();
    for onderwerp in onderwerpen {
        match vermenigvuldiger(&onderwerp.eenheid) {
            Some(factor) => onderwerp.vermenigvuldiger = factor,
            None => unknown.push(format!("`{}` of {}", onderwerp.eenheid, onderwerp.code)),
        }
    }
    if unknown.is_empty() {
        return Ok(());
    }
    let named = noem(&unknown);
    Err(Error::new(
        "UNIT_UNKNOWN",
        format!(
            "units with a factor that is not in the list: {named}; report it, the list is closed"
        ),
        adres,
    ))
}

/// The type of a measure from `DataType`.
pub(crate) fn gegevenstype(code: &str, soort: &str, adres: &str) -> Result<Gegevenstype, Error> {
    match soort {
        "Long" | "Integer" => Ok(Gegevenstype::Geheel),
        "Double" | "Float" => Ok(Gegevenstype::Decimaal),
        "String" => Ok(Gegevenstype::Tekst),
        _ => Err(Error::new(
            "TYPE_MISMATCH",
            format!("measure {code} has data type `{}`, which is not known", kort(soort)),
            adres,
        )),
    }
}

/// Checks the whole description.
///
/// # Errors
/// `ZERO_ROWS` for an empty list, `FIELD_MISSING` for a member without code or a table without version, `ODATA_SHAPE` for a double code or a
/// name that cannot be one, `TEXT_INVALID` for a text that no warehouse can hold.
pub(crate) fn keur(tabel: &Tabel, adres: &str) -> Result<(), Error> {
    keur_versie(&tabel.tabel_id, &tabel.versie, adres)?;
    for (what, is_empty) in
        [("dimensions", tabel.dimensies.is_empty()), ("measures", tabel.onderwerpen.is_empty())]
    {
        if is_empty {
            return Err(Error::new("ZERO_ROWS", format!("the table has no {what}"), adres));
        }
    }
    let mut names = BTreeSet::new();
    for dimensie in &tabel.dimensies {
        keur_naam(&dimensie.naam, "dimension", adres)?;
        keur_dimensie(dimensie, adres)?;
        eenmalig(&mut names, &dimensie.naam, "dimension", adres)?;
    }
    let mut codes = BTreeSet::new();
    for onderwerp in &tabel.onderwerpen {
        keur_onderwerp(&onderwerp.code, adres)?;
        eenmalig(&mut codes, &onderwerp.code, "measure", adres)?;
    }
    keur_teksten(tabel, adres)
}

/// Whether a version says anything: without it, no change would ever be seen.
///
/// # Errors
/// `FIELD_MISSING` without a version, `TEXT_INVALID` for one that cannot be one, `NUMBER_INVALID` for a count that nothing
/// can hold.
pub(crate) fn keur_versie(id: &TabelId, versie: &Tabelversie, adres: &str) -> Result<(), Error> {
    if versie.versie.is_empty() {
        return Err(Error::new("FIELD_MISSING", "the table does not tell its version", adres));
    }
    match versiefout(versie) {
        None => Ok(()),
        Some((code, fout)) => Err(Error::new(code, format!("table {id}: {fout}"), adres)),
    }
}

/// What is wrong with a version, under its code. A version that is not told is not wrong here: some catalogues have none.
pub(super) fn versiefout(versie: &Tabelversie) -> Option<(&'static str, String)> {
    for (naam, text) in [
        ("version", &versie.versie),
        ("moment of the observations", &versie.waarnemingen_op),
        ("moment of the texts", &versie.metadata_op),
    ] {
        if text.len() > VERSIE_MAX || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            let fout = format!(
                "the {naam} `{}` is not one word of at most {VERSIE_MAX} plain characters",
                kort(text)
            );
            return Some(("TEXT_INVALID", fout));
        }
    }
    let aantal = versie.aantal.filter(|aantal| i64::try_from(*aantal).is_err())?;
    Some(("NUMBER_INVALID", format!("the number of rows {aantal} cannot be one")))
}

/// What is wrong with a text: a zero character cannot be stored by `PostgreSQL`, other controls are kept as CBS wrote them.
pub(super) fn tekstfout(text: &str, tekens_max: usize) -> Option<String> {
    if text.contains('\0') {
        return Some(format!("holds a zero character: `{}`", kort(text)));
    }
    // A character has at least one byte, so most texts need not be counted.
    let is_long = text.len() > tekens_max && text.chars().nth(tekens_max).is_some();
    is_long.then(|| format!("is longer than {tekens_max} characters: `{}`", kort(text)))
}

/// Whether the table that answered is the one that was asked.
pub(crate) fn keur_id(gevraagd: &TabelId, gekregen: &str, adres: &str) -> Result<(), Error> {
    let (gevraagd, gekregen) = (gevraagd.as_str(), gekregen.trim());
    if gevraagd == gekregen {
        return Ok(());
    }
    if gekregen.is_empty() {
        let what = "the answer does not tell of which table it is";
        return Err(Error::new("FIELD_MISSING", what, adres));
    }
    let code = if gevraagd.eq_ignore_ascii_case(gekregen) { "TABLE_CASE" } else { "ODATA_SHAPE" };
    let gekregen = kort(gekregen);
    Err(Error::new(
        code,
        format!("table {gevraagd} was asked and `{gekregen}` answered; write its id as CBS does"),
        adres,
    ))
}

fn keur_dimensie(dimensie: &Dimensie, adres: &str) -> Result<(), Error> {
    let naam = &dimensie.naam;
    if dimensie.codes.is_empty() {
        let what = format!("the code list of {naam} is empty");
        return Err(Error::new("ZERO_ROWS", what, adres));
    }
    let mut seen = BTreeSet::new();
    for (index, code) in dimensie.codes.iter().enumerate() {
        if code.code.is_empty() {
            let what = format!("row {} of the code list of {naam} has no code", index + 1);
            return Err(Error::new("FIELD_MISSING", what, adres));
        }
        let is_valid = match dimensie.rol {
            Dimensierol::Gebied => code.code.parse::<Gebiedscode>().is_ok(),
            Dimensierol::Periode => code.code.parse::<Periodecode>().is_ok(),
            Dimensierol::Categorie => !code.code.chars().any(char::is_control),
        };
        if !is_valid {
            let what = format!("code `{}` of {naam} cannot be one", kort(&code.code));
            return Err(Error::new("TEXT_INVALID", what, adres));
        }
        eenmalig(&mut seen, &code.code, naam, adres)?;
    }
    Ok(())
}

fn eenmalig<'c>(
    seen: &mut BTreeSet<&'c str>,
    code: &'c str,
    what: &str,
    adres: &str,
) -> Result<(), Error> {
    if seen.insert(code) {
        return Ok(());
    }
    Err(Error::new("ODATA_SHAPE", format!("{what} lists `{}` twice", kort(code)), adres))
}

/// Names become parts of addresses and names of columns: letters, digits, `_`, `-` and `.` only.
pub(crate) fn keur_naam(naam: &str, what: &str, adres: &str) -> Result<(), Error> {
    if naam.is_empty() {
        return Err(Error::new("FIELD_MISSING", format!("a {what} has no name"), adres));
    }
    let is_name = naam.len() <= NAAM_LENGTE_MAX
        && naam.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
    if is_name {
        return Ok(());
    }
    Err(Error::new("ODATA_SHAPE", format!("`{}` is no name of a {what}", kort(naam)), adres))
}

/// Codes of measures become parts of addresses, but need not be names.
fn keur_onderwerp(code: &str, adres: &str) -> Result<(), Error> {
    if code.is_empty() {
        return Err(Error::new("FIELD_MISSING", "a measure has no code", adres));
    }
    if code.len() <= 100 && code.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(());
    }
    Err(Error::new("ODATA_SHAPE", format!("`{}` is no code of a measure", kort(code)), adres))
}

/// Every text of the description: what the warehouse cannot hold, or what has no end.
fn keur_teksten(tabel: &Tabel, adres: &str) -> Result<(), Error> {
    let keur = |naam: &str, text: &str, max: usize| match tekstfout(text, max) {
        None => Ok(()),
        Some(fout) => {
            let what = format!("table {}: the {naam} {fout}", tabel.tabel_id);
            Err(Error::new("TEXT_INVALID", what, adres))
        }
    };
    keur("title", &tabel.titel, TITEL_MAX)?;
    keur("summary", &tabel.samenvatting, LANG_MAX)?;
    keur("explanation", &tabel.toelichting, LANG_MAX)?;
    keur("reason of the version", &tabel.reden, LANG_MAX)?;
    keur("status", &tabel.status, TITEL_MAX)?;
    keur("frequency", &tabel.frequentie, TITEL_MAX)?;
    keur("licence", &tabel.licentie, TITEL_MAX)?;
    keur("source", &tabel.bron, LANG_MAX)?;
    for dimensie in &tabel.dimensies {
        let van = |what: &str| format!("{what} of dimension {}", dimensie.naam);
        keur(&van("title"), &dimensie.titel, TITEL_MAX)?;
        keur(&van("kind"), &dimensie.soort, TITEL_MAX)?;
        for code in &dimensie.codes {
            keur_code(code, |what, text, max| {
                // The name is made only when it is needed: there are lists of 17,000 codes.
                if tekstfout(text, max).is_none() {
                    return Ok(());
                }
                keur(
                    &format!("{what} of code {} of {}", kort(&code.code), dimensie.naam),
                    text,
                    max,
                )
            })?;
        }
    }
    for onderwerp in &tabel.onderwerpen {
        let van = |what: &str| format!("{what} of measure {}", onderwerp.code);
        keur(&van("title"), &onderwerp.titel, TITEL_MAX)?;
        keur(&van("label"), &onderwerp.label(), TITEL_MAX)?;
        keur(&van("unit"), &onderwerp.eenheid, TITEL_MAX)?;
        keur(&van("explanation"), &onderwerp.omschrijving, LANG_MAX)?;
    }
    Ok(())
}

fn keur_code(
    code: &Dimensiecode,
    keur: impl Fn(&str, &str, usize) -> Result<(), Error>,
) -> Result<(), Error> {
    keur("title", &code.titel, TITEL_MAX)?;
    keur("explanation", &code.omschrijving, LANG_MAX)?;
    keur("group", &code.groep, TITEL_MAX)?;
    keur("status", &code.status, TITEL_MAX)?;
    code.pad.iter().try_for_each(|groep| keur("group title", groep, TITEL_MAX))
}

/// The first problems, and how many there are more.
pub(crate) fn noem(problems: &[String]) -> String {
    let named: Vec<&str> = problems.iter().take(GENOEMD_MAX).map(String::as_str).collect();
    let more = problems.len().saturating_sub(GENOEMD_MAX);
    let named = named.join("; ");
    if more == 0 { named } else { format!("{named}; and {more} more") }
}

/// A text of the outside world, short enough for an error and without controls.
pub(crate) fn kort(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}
