//! The table as the warehouse knows it.

use load::statline::{self, BekendeDimensie, BekendeTabel};

use super::opvolgers;
use crate::cli::cbs::wire::{Code, Dimension, Measure, Shown};
use crate::cli::exit::Failure;
use crate::cli::session::Session;

/// What is known of a table that was loaded; `None` when it was not.
pub(super) async fn shown(session: &Session, id: &str) -> Result<Option<Shown>, Failure> {
    let Some(tabel) = statline::bekende_tabel(&session.db, id).await? else { return Ok(None) };
    let (onderwerpen, dimensies) =
        statline::bekende_structuur(&session.db, &tabel.tabel_id).await?;
    let newer_editions = opvolgers(session, &tabel.tabel_id).await?;
    let measures = onderwerpen.into_iter().map(|onderwerp| Measure {
        code: onderwerp.onderwerp_code,
        label: onderwerp.label,
        unit: onderwerp.eenheid,
        multiplier: onderwerp.vermenigvuldiger,
        decimals: i64::from(onderwerp.decimalen),
        kind: onderwerp.gegevenstype,
    });
    Ok(Some(Shown {
        measures: measures.collect(),
        dimensions: dimensies.into_iter().map(dimension).collect(),
        newer_editions,
        ..from_table(tabel)
    }))
}

fn from_table(tabel: BekendeTabel) -> Shown {
    Shown {
        table: tabel.tabel_id,
        title: tabel.titel,
        summary: tabel.samenvatting,
        protocol: tabel.protocol,
        base_url: tabel.base_url,
        is_live: false,
        status: tabel.status,
        version: tabel.versie,
        reason: tabel.reden,
        observations_modified: tabel.waarnemingen_op,
        metadata_modified: tabel.metadata_op,
        frequency: tabel.frequentie,
        licence: tabel.licentie,
        origin: tabel.herkomst,
        rows: tabel.aantal.and_then(|aantal| u64::try_from(aantal).ok()),
        dimensions: Vec::new(),
        measures: Vec::new(),
        measures_loaded: 0,
        measures_empty: 0,
        loaded: Vec::new(),
        next: Vec::new(),
        newer_editions: Vec::new(),
    }
}

fn dimension(dimensie: BekendeDimensie) -> Dimension {
    let count = |count: i64| u64::try_from(count).unwrap_or_default();
    let first = Code { code: dimensie.eerste_code, label: dimensie.eerste_titel };
    let last = Code { code: dimensie.laatste_code, label: dimensie.laatste_titel };
    Dimension {
        name: dimensie.naam,
        title: dimensie.titel,
        role: dimensie.rol,
        codes: count(dimensie.codes),
        totals: count(dimensie.totalen),
        margins: count(dimensie.marges),
        first: Some(first),
        last: Some(last),
        members: Vec::new(),
    }
}
