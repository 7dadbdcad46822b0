//! What must hold for a description before it is used, whatever the protocol.

use std::collections::BTreeSet;

use domain::statline::{
    Dimensie, Dimensierol, Gebiedscode, Gegevenstype, Onderwerp, Periodecode, Tabel, TabelId,
    Tabelversie,
};

use super::eenheid::vermenigvuldiger;
use crate::Error;

/// Longest name of a dimension or measure: a name of a column in `PostgreSQL` is at most this long, and so are CBS's.
const NAAM_LENGTE_MAX: usize = 63;

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
    keur_versie(&tabel.versie, adres)?;
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
pub(crate) fn keur_versie(versie: &Tabelversie, adres: &str) -> Result<(), Error> {
    if !versie.versie.is_empty() || !versie.waarnemingen_op.is_empty() {
        return Ok(());
    }
    Err(Error::new("FIELD_MISSING", "the table does not tell its version", adres))
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

/// A zero character cannot be stored by `PostgreSQL`; other controls are kept as CBS wrote them.
fn keur_teksten(tabel: &Tabel, adres: &str) -> Result<(), Error> {
    let of_tabel = [&tabel.titel, &tabel.samenvatting, &tabel.toelichting, &tabel.bron];
    let of_codes = tabel.dimensies.iter().flat_map(|dimensie| {
        let texts = dimensie.codes.iter().flat_map(|code| {
            [&code.titel, &code.omschrijving, &code.groep, &code.status]
                .into_iter()
                .chain(&code.pad)
        });
        texts.chain([&dimensie.titel])
    });
    let of_onderwerpen = tabel.onderwerpen.iter().flat_map(|onderwerp| {
        let texts = [&onderwerp.titel, &onderwerp.omschrijving, &onderwerp.eenheid];
        texts.into_iter().chain(&onderwerp.pad)
    });
    let mut texts = of_tabel.into_iter().chain(of_codes).chain(of_onderwerpen);
    match texts.find(|text| text.contains('\0')) {
        None => Ok(()),
        Some(text) => {
            let what = format!("a zero character in the text `{}`", kort(text));
            Err(Error::new("TEXT_INVALID", what, adres))
        }
    }
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
