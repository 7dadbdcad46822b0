//! `Product`, `Omvang`, `Aanbieder` and `BeschikkingNummer`, which records share.

use domain::{
    AgbCode, Beschikkingnummer, Code, Eenheid, Frequentie, Omvang, Product, Productcategorie,
};

use crate::error::Fault;
use crate::release::Dialect;
use crate::release::product::{
    AANBIEDER, BESCHIKKING, CATEGORIE, CODE, EENHEID, FREQUENTIE, VOLUME,
};
use crate::veld::{Soort, Velden};

/// The `Product` of a record.
pub(super) fn lees_product(
    velden: &Velden<'_>,
    dialect: Dialect,
) -> Result<Option<Product>, Fault> {
    // A code without its category is half a product.
    let is_verplicht = dialect.verschil.product_verplicht || velden.heeft(CODE);
    if !velden.heeft(CATEGORIE) {
        return if is_verplicht {
            Err(velden.fault(CATEGORIE, Code::FieldMissing))
        } else {
            Ok(None)
        };
    }
    let parse = |text: &str| Productcategorie::parse(dialect.wet, &dialect.code_van_twee(text));
    let categorie = velden.lees(CATEGORIE, Soort::Code, parse)?;
    let code = velden.lees_optioneel(CODE, Soort::Tekst, str::parse)?;
    Ok(Some(Product { categorie, code }))
}

/// The `Omvang` of a record.
pub(super) fn lees_omvang(velden: &Velden<'_>, dialect: Dialect) -> Result<Option<Omvang>, Fault> {
    if !velden.heeft_een_van(&[VOLUME, EENHEID, FREQUENTIE]) {
        return Ok(None);
    }
    let release = dialect.release;
    let eenheid = |text: &str| Eenheid::parse(release, &dialect.code_van_twee(text));
    Ok(Some(Omvang {
        volume: velden.lees(VOLUME, Soort::Getal, str::parse)?,
        eenheid: velden.lees(EENHEID, Soort::Code, eenheid)?,
        frequentie: velden
            .lees(FREQUENTIE, Soort::Code, |text| Frequentie::parse(release, text))?,
    }))
}

/// The provider of a record (2.x).
pub(super) fn lees_aanbieder(velden: &Velden<'_>) -> Result<Option<AgbCode>, Fault> {
    velden.lees_optioneel(AANBIEDER, Soort::Tekst, str::parse)
}

/// The decision that a record names (2.x, and 315).
pub(super) fn lees_beschikking(velden: &Velden<'_>) -> Result<Option<Beschikkingnummer>, Fault> {
    velden.lees_optioneel(BESCHIKKING, Soort::Getal, str::parse)
}
