//! Reads a provision of a case system out of the stream of records.
//!
//! What a case system says was never judged by the domain: a value that it refuses is as good as none.

use domain::zaaksysteem::Beschikkingverwijzing;
use domain::{Clientsleutel, Gemeentecode, Product, Productcategorie, Wet};
use transform::VoorzieningRij;

use super::decode::{need, parse};
use super::field::Fields;
use crate::Error;

/// A provision with its law and municipality.
pub(super) struct Voorziening {
    pub(super) wet: Wet,
    pub(super) gemeente: Gemeentecode,
    pub(super) rij: VoorzieningRij,
}

impl Voorziening {
    /// Reads the columns that follow `soort`.
    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, Error> {
        fields.i64("bestand_id")?;
        fields.i32("regel")?;
        let wet: Wet = parse(fields.text("wet")?, "wet")?;
        let gemeente = parse(fields.text("gemeentecode")?, "gemeentecode")?;
        let agb = fields.text("agb_code")?;
        for leeg in ["bericht_agb_code", "identificatie", "release", "oordeel"] {
            fields.text(leeg)?;
        }
        fields.date("dagtekening")?;
        let client = fields.uuid("clientsleutel")?;
        let nummer = fields.i64("toewijzingnummer")?;
        fields.i64("beschikkingnummer")?;
        let categorie = fields.text("productcategorie")?;
        let code = fields.text("productcode")?;
        let beschikking = need(fields.text("csv beschikkingnummer")?, "csv beschikkingnummer")?;
        for leeg in ["reden", "eenheid", "frequentie"] {
            fields.text(leeg)?;
        }
        fields.i32("volgnummer")?;
        fields.i32("volume")?;
        fields.i64("tarief_eurocent")?;
        fields.date("toewijzingsdatum")?;
        fields.time("toewijzingstijd")?;
        let ingangsdatum = fields.date("ingangsdatum")?;
        fields.date("begindatum")?;
        let einddatum = fields.date("einddatum")?;
        for leeg in ["status", "referentienummer", "vorig_referentienummer", "declaratienummer"] {
            fields.text(leeg)?;
        }
        fields.date("declaratieperiode_begin")?;
        fields.i64("bedrag_eurocent")?;
        let is_staand = need(fields.bool("is_staand")?, "is_staand")?;
        Ok(Self {
            wet,
            gemeente,
            rij: VoorzieningRij {
                beschikking: Beschikkingverwijzing::van_tekst(beschikking),
                nummer: nummer.and_then(|nummer| nummer.try_into().ok()),
                client: client.map(Clientsleutel::from_bytes),
                agb: agb.and_then(|agb| agb.parse().ok()),
                product: product(wet, categorie, code),
                ingangsdatum,
                einddatum,
                is_staand,
            },
        })
    }
}

fn product(wet: Wet, categorie: Option<&str>, code: Option<&str>) -> Option<Product> {
    let categorie = Productcategorie::parse(wet, categorie?).ok()?;
    Some(Product { categorie, code: code.and_then(|code| code.parse().ok()) })
}
