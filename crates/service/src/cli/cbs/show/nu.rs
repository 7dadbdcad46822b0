//! The table as CBS describes it now.

use domain::statline::{Dimensie, Dimensiecode, Dimensierol, Tabel, TabelId};
use extract_cbs::{Bron, Endpoint, Error, zoek_in_catalogus};

use super::opvolgers;
use crate::cli::cbs::wire::{Code, Dimension, Edition, Measure, Shown};
use crate::cli::session::Session;

/// The description, and newer editions as far as the stored catalogues tell.
///
/// An id in the wrong case is known in the catalogue only, so that is asked when the table itself is not found.
///
/// # Errors
/// As those of the extractor; `DATABASE` when the warehouse cannot tell the editions.
pub(super) async fn vraag(
    session: &Session,
    bron: &Bron,
    id: &TabelId,
) -> Result<(Tabel, Vec<Edition>), Error> {
    let tabel = match bron.beschrijf(id).await {
        Ok(tabel) => tabel,
        Err(error) if error.is_transient() || !is_not_found(&error) => return Err(error),
        Err(error) => {
            let Ok(regels) = bron.catalogus().await else { return Err(error) };
            zoek_in_catalogus(&regels, id.as_str())?;
            return Err(error);
        }
    };
    let editions = opvolgers(session, tabel.tabel_id.as_str()).await;
    let editions = editions.map_err(|error| Error::new("DATABASE", error.to_string(), ""))?;
    Ok((tabel, editions))
}

fn is_not_found(error: &Error) -> bool {
    matches!(error.code(), "HTTP_STATUS" | "TABLE_UNKNOWN" | "TABLE_CASE")
}

/// The description as it is shown.
pub(super) fn shown(tabel: &Tabel, endpoint: &Endpoint) -> Shown {
    Shown {
        table: tabel.tabel_id.to_string(),
        title: tabel.titel.clone(),
        summary: tabel.samenvatting.clone(),
        protocol: tabel.protocol.code().to_owned(),
        base_url: endpoint.base_url.clone(),
        is_live: true,
        status: tabel.status.clone(),
        version: tabel.versie.versie.clone(),
        reason: tabel.reden.clone(),
        observations_modified: tabel.versie.waarnemingen_op.clone(),
        metadata_modified: tabel.versie.metadata_op.clone(),
        frequency: tabel.frequentie.clone(),
        licence: tabel.licentie.clone(),
        origin: tabel.bron.clone(),
        // v3 tells no count; there every combination has a row.
        rows: Some(tabel.versie.aantal.unwrap_or_else(|| tabel.kruisproduct())),
        dimensions: tabel.dimensies.iter().map(dimension).collect(),
        measures: tabel
            .onderwerpen
            .iter()
            .map(|onderwerp| Measure {
                code: onderwerp.code.clone(),
                label: onderwerp.label(),
                unit: onderwerp.eenheid.clone(),
                multiplier: onderwerp.vermenigvuldiger,
                decimals: i64::from(onderwerp.decimalen),
                kind: onderwerp.gegevenstype.code().to_owned(),
            })
            .collect(),
        measures_loaded: 0,
        measures_empty: 0,
        loaded: Vec::new(),
        next: Vec::new(),
        newer_editions: Vec::new(),
    }
}

fn dimension(dimensie: &Dimensie) -> Dimension {
    let count = |is: fn(&Dimensiecode) -> bool| {
        let number = dimensie.codes.iter().filter(|code| is(code)).count();
        u64::try_from(number).unwrap_or(u64::MAX)
    };
    Dimension {
        name: dimensie.naam.clone(),
        title: dimensie.titel.clone(),
        role: rol(dimensie.rol).to_owned(),
        codes: count(|_| true),
        totals: count(|code| code.is_totaal),
        margins: count(|code| code.is_marge),
        first: dimensie.codes.first().map(code),
        last: dimensie.codes.last().map(code),
        members: dimensie.codes.iter().map(code).collect(),
    }
}

fn code(code: &Dimensiecode) -> Code {
    Code { code: code.code.clone(), label: code.titel.clone() }
}

const fn rol(rol: Dimensierol) -> &'static str {
    match rol {
        Dimensierol::Periode => "periode",
        Dimensierol::Gebied => "gebied",
        Dimensierol::Categorie => "categorie",
    }
}
