//! Everything the warehouse knows about one allocation, or about a request without one.

use domain::{
    AgbCode, Beschikkingnummer, Gemeentecode, KetenSleutel, Referentie, ReferentieAanbieder, Wet,
};
use sqlx::FromRow;

use crate::{Db, Error};

/// What an explanation is about: an allocation, or a request that no allocation honours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Onderwerp {
    /// Chain of its records.
    pub keten: i64,
    /// Key of the allocation; that of the chain when it has a number, and for a request.
    pub toewijzing: i64,
    /// Number of the allocation; `None`: it has none, or this is a request.
    pub toewijzingnummer: Option<i64>,
}

/// One part of the explanation: rows as JSON objects.
#[derive(Debug, Clone)]
pub struct Section {
    /// Name of the part.
    pub name: &'static str,
    /// One JSON object a row, with columns of `landing`, `dwh` and `beheer`.
    pub rows: Vec<String>,
}

/// What a code of the messages means in some releases.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct RedenRij {
    /// `reden_beeindiging`, `reden_wijziging`, `retourcode` or `reden_afwijzing`.
    pub lijst: String,
    /// Code.
    pub code: String,
    /// First release in which it means this; `None`: the first there is.
    pub release_van: Option<String>,
    /// First release in which it no longer does; `None`: it still does.
    pub release_tot: Option<String>,
    /// What it means.
    pub omschrijving: String,
}

/// Which keys a part asks for.
#[derive(Clone, Copy)]
enum Sleutels {
    Keten,
    Toewijzing,
    Beide,
}

const PARTS: [(&str, Sleutels, &str); 9] = [
    (
        "toewijzing",
        Sleutels::Toewijzing,
        include_str!("../../../../sql/beheer/explain_toewijzing.sql"),
    ),
    ("versies", Sleutels::Beide, include_str!("../../../../sql/beheer/explain_versies.sql")),
    ("verzoeken", Sleutels::Beide, include_str!("../../../../sql/beheer/explain_verzoeken.sql")),
    ("antwoorden", Sleutels::Beide, include_str!("../../../../sql/beheer/explain_antwoorden.sql")),
    ("records", Sleutels::Beide, include_str!("../../../../sql/beheer/explain_records.sql")),
    (
        "bevindingen",
        Sleutels::Beide,
        include_str!("../../../../sql/beheer/explain_bevindingen.sql"),
    ),
    ("leveringen", Sleutels::Beide, include_str!("../../../../sql/beheer/explain_leveringen.sql")),
    ("prestaties", Sleutels::Beide, include_str!("../../../../sql/beheer/explain_prestaties.sql")),
    (
        "quarantaine",
        Sleutels::Keten,
        include_str!("../../../../sql/beheer/explain_quarantaine.sql"),
    ),
];

impl Onderwerp {
    /// The chain of an allocation number.
    pub const fn van_keten(keten: KetenSleutel, toewijzingnummer: i64) -> Self {
        let keten = keten.waarde();
        Self { keten, toewijzing: keten, toewijzingnummer: Some(toewijzingnummer) }
    }
}

/// The chain from message to fact: versions, requests and answers, records with file and place, verdicts, findings, deliveries, lines.
///
/// All parts are read in one snapshot.
///
/// # Errors
/// `Database`.
pub async fn explain(db: &Db, onderwerp: Onderwerp) -> Result<Vec<Section>, Error> {
    let mut transaction = db.pool().begin().await?;
    sqlx::query("set transaction isolation level repeatable read, read only")
        .execute(&mut *transaction)
        .await?;
    let mut sections = Vec::new();
    for (name, sleutels, sql) in PARTS {
        let query = sqlx::query_scalar(sql);
        let query = match sleutels {
            Sleutels::Keten => query.bind(onderwerp.keten),
            Sleutels::Toewijzing => query.bind(onderwerp.toewijzing),
            Sleutels::Beide => query.bind(onderwerp.keten).bind(onderwerp.toewijzing),
        };
        sections.push(Section { name, rows: query.fetch_all(&mut *transaction).await? });
    }
    transaction.commit().await?;
    Ok(sections)
}

/// What there is to explain of a beschikking, in order of number.
///
/// # Errors
/// `Database`.
pub async fn subjects_of_beschikking(
    db: &Db,
    wet: Wet,
    gemeente: Gemeentecode,
    nummer: Beschikkingnummer,
) -> Result<Vec<Onderwerp>, Error> {
    let sql = include_str!("../../../../sql/beheer/explain_onderwerpen_beschikking.sql");
    let sql = sqlx::query_as(sql).bind(wet.code()).bind(gemeente.to_string()).bind(nummer.waarde());
    Ok(sql.fetch_all(db.pool()).await?)
}

/// What there is to explain of the reference that a provider gave to a request or to a declaration line, in order of
/// number.
///
/// # Errors
/// `Database`.
pub async fn subjects_of_reference(
    db: &Db,
    wet: Wet,
    gemeente: Gemeentecode,
    agb: AgbCode,
    referentie: &ReferentieAanbieder,
) -> Result<Vec<Onderwerp>, Error> {
    let verzoek = KetenSleutel::van_verzoek(wet, gemeente, agb, referentie);
    // A line has a shorter one: what does not fit names no line.
    let regel: Option<Referentie> = referentie.as_str().parse().ok();
    let regel = regel.map(|regel| KetenSleutel::referentie(wet, agb, &regel).waarde());
    let sql = include_str!("../../../../sql/beheer/explain_onderwerpen_verzoek.sql");
    let sql = sqlx::query_as(sql).bind(verzoek.waarde()).bind(regel).bind(gemeente.to_string());
    Ok(sql.fetch_all(db.pool()).await?)
}

/// What the codes in messages under `wet` mean.
///
/// # Errors
/// `Database`.
pub async fn list_reasons(db: &Db, wet: Wet) -> Result<Vec<RedenRij>, Error> {
    let sql = include_str!("../../../../sql/beheer/explain_redenen.sql");
    Ok(sqlx::query_as(sql).bind(wet.code()).fetch_all(db.pool()).await?)
}
