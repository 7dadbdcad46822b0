//! The lists of a table, in work tables and then in the dimensions.

use chrono::{Days, NaiveDate};
use domain::statline::{Dimensiecode, Gebiedscode, Onderwerp, Periodecode, Periodesoort};
use sqlx::PgConnection;

use crate::Error;
use crate::statline::onderwerpsleutel::pad_tekst;
use crate::statline::sleutels::{gebied_sk, gebiedsjaar};

use super::Publicatie;
use super::combinatie::gewichten;

/// Fills the work tables with measures, areas, periods and other codes.
///
/// # Errors
/// `Value`, `Database`.
pub(super) async fn stage(
    connection: &mut PgConnection,
    publicatie: &Publicatie<'_>,
) -> Result<(), Error> {
    stage_onderwerpen(connection, publicatie).await?;
    stage_gebieden(connection, publicatie).await?;
    stage_perioden(connection, publicatie).await?;
    stage_codes(connection, publicatie).await
}

/// Brings the dimensions in line with the work tables; combinations come later.
///
/// # Errors
/// `Database`.
pub(super) async fn store(
    connection: &mut PgConnection,
    publicatie: &Publicatie<'_>,
) -> Result<(), Error> {
    for sql in [
        include_str!("../../../../../sql/statline/publish/retire_dim_onderwerp.sql"),
        include_str!("../../../../../sql/statline/publish/upsert_dim_onderwerp.sql"),
        include_str!("../../../../../sql/statline/publish/retire_kop_categorie.sql"),
        include_str!("../../../../../sql/statline/publish/upsert_dim_categorie.sql"),
    ] {
        sqlx::query(sql).bind(publicatie.tabel_id()).execute(&mut *connection).await?;
    }
    let sql = include_str!("../../../../../sql/statline/publish/upsert_dim_gebied.sql");
    sqlx::query(sql).bind(publicatie.versie()).execute(&mut *connection).await?;
    let sql = include_str!("../../../../../sql/statline/publish/fill_dim_gebied.sql");
    sqlx::query(sql).execute(&mut *connection).await?;
    let sql = include_str!("../../../../../sql/statline/publish/close_dim_periode.sql");
    sqlx::query(sql)
        .bind(publicatie.tabel_id())
        .bind(publicatie.moment)
        .execute(&mut *connection)
        .await?;
    let sql = include_str!("../../../../../sql/statline/publish/insert_dim_periode.sql");
    sqlx::query(sql)
        .bind(publicatie.tabel_id())
        .bind(publicatie.moment)
        .bind(publicatie.versie())
        .execute(connection)
        .await?;
    Ok(())
}

async fn stage_onderwerpen(
    connection: &mut PgConnection,
    publicatie: &Publicatie<'_>,
) -> Result<(), Error> {
    let onderwerpen = &publicatie.tabel.onderwerpen;
    let sleutels = &publicatie.trek.sleutels.onderwerpen;
    let text = |field: fn(&Onderwerp) -> &str| {
        onderwerpen.iter().map(|onderwerp| field(onderwerp).trim()).collect::<Vec<_>>()
    };
    let gewenst = (0_u32..).zip(onderwerpen).map(|(plek, _)| publicatie.keuze.wil_onderwerp(plek));
    sqlx::query(include_str!("../../../../../sql/statline/publish/insert_onderwerp.sql"))
        .bind(sleutels.iter().map(|sleutel| sleutel.onderwerp_sk).collect::<Vec<_>>())
        .bind(sleutels.iter().map(|sleutel| sleutel.familie_sk).collect::<Vec<_>>())
        .bind(onderwerpen.iter().map(|een| een.vermenigvuldiger).collect::<Vec<_>>())
        .bind(sleutels.iter().map(|sleutel| sleutel.volgnummer).collect::<Vec<_>>())
        .bind(onderwerpen.iter().map(|een| i16::from(een.decimalen)).collect::<Vec<_>>())
        .bind(text(|onderwerp| &onderwerp.code))
        .bind(onderwerpen.iter().map(pad_tekst).collect::<Vec<_>>())
        .bind(text(|onderwerp| &onderwerp.titel))
        .bind(onderwerpen.iter().map(Onderwerp::label).collect::<Vec<_>>())
        .bind(text(|onderwerp| &onderwerp.omschrijving))
        .bind(text(|onderwerp| &onderwerp.eenheid))
        .bind(text(|onderwerp| onderwerp.gegevenstype.code()))
        .bind(gewenst.collect::<Vec<_>>())
        .bind(onderwerpen.iter().map(Onderwerp::is_telbaar).collect::<Vec<_>>())
        .execute(connection)
        .await?;
    Ok(())
}

/// An area for its work table.
struct Gebied<'g> {
    code: &'g str,
    titel: &'g str,
    ouder: Option<String>,
    geldig_van: Option<NaiveDate>,
    geldig_tot: Option<NaiveDate>,
    is_gewenst: bool,
}

impl<'g> Gebied<'g> {
    fn van(code: &'g Dimensiecode, is_gewenst: bool) -> Self {
        Self {
            code: code.code.trim(),
            titel: code.titel.trim(),
            ouder: code.ouder.clone(),
            geldig_van: code.geldig_van,
            geldig_tot: code.geldig_tot,
            is_gewenst,
        }
    }

    const fn vast(code: &'g str) -> Self {
        Self { code, titel: "", ouder: None, geldig_van: None, geldig_tot: None, is_gewenst: true }
    }
}

async fn stage_gebieden(
    connection: &mut PgConnection,
    publicatie: &Publicatie<'_>,
) -> Result<(), Error> {
    let plaatsing = publicatie.plaatsing;
    let gebieden: Vec<Gebied<'_>> = match (plaatsing.gebied, &plaatsing.vast_gebied) {
        (Some(plek), _) => {
            publicatie.codes(plek).map(|(code, is_gewenst)| Gebied::van(code, is_gewenst)).collect()
        }
        (None, vast) => vec![Gebied::vast(vast.as_deref().unwrap_or_default().trim())],
    };
    let jaren: Vec<Option<i16>> =
        gebieden.iter().map(|gebied| gebiedsjaar(gebied.code, plaatsing.kaartjaar)).collect();
    let sleutels = gebieden.iter().zip(&jaren);
    // A table without areas has key 0.
    let sleutels = sleutels.map(|(gebied, jaar)| match gebied.code {
        "" => 0,
        code => gebied_sk(code, *jaar),
    });
    let vormen: Vec<Option<Gebiedscode>> =
        gebieden.iter().map(|gebied| gebied.code.parse().ok()).collect();
    let ouder = |(gebied, vorm): (&Gebied<'_>, &Option<Gebiedscode>)| {
        let eigen = vorm.as_ref().and_then(Gebiedscode::ouder).map(|code| code.to_string());
        eigen.or_else(|| gebied.ouder.clone())
    };
    let gemeente = |vorm: &Option<Gebiedscode>| {
        vorm.as_ref().and_then(Gebiedscode::gemeente).map(|code| code.to_string())
    };
    let niveau =
        |vorm: &Option<Gebiedscode>| vorm.as_ref().map_or("overig", |code| code.niveau().code());
    sqlx::query(include_str!("../../../../../sql/statline/publish/insert_gebied.sql"))
        .bind(sleutels.collect::<Vec<_>>())
        .bind(gebieden.iter().map(|gebied| gebied.code).collect::<Vec<_>>())
        .bind(vormen.iter().map(gemeente).collect::<Vec<_>>())
        .bind(vormen.iter().map(niveau).collect::<Vec<_>>())
        .bind(gebieden.iter().map(|gebied| gebied.titel).collect::<Vec<_>>())
        .bind(gebieden.iter().zip(&vormen).map(ouder).collect::<Vec<_>>())
        .bind(gebieden.iter().map(|gebied| gebied.geldig_van).collect::<Vec<_>>())
        .bind(gebieden.iter().map(|gebied| gebied.geldig_tot).collect::<Vec<_>>())
        .bind(gebieden.iter().map(|gebied| gebied.is_gewenst).collect::<Vec<_>>())
        .bind(jaren)
        .execute(connection)
        .await?;
    Ok(())
}

/// A period for its work table.
struct Periode {
    code: String,
    soort: &'static str,
    titel: String,
    status: String,
    begin: Option<NaiveDate>,
    eind: Option<NaiveDate>,
    is_gewenst: bool,
}

impl Periode {
    fn van(code: &str, titel: &str, status: &str, is_gewenst: bool) -> Self {
        let vorm = code.parse::<Periodecode>().ok();
        let dagen = vorm.as_ref().and_then(Periodecode::dagen);
        Self {
            code: code.trim().to_owned(),
            soort: vorm.as_ref().map_or(Periodesoort::Overig, Periodecode::soort).code(),
            titel: titel.trim().to_owned(),
            status: status.trim().to_owned(),
            begin: dagen.map(|(begin, _)| begin),
            eind: dagen.and_then(|(_, eind)| eind.checked_sub_days(Days::new(1))),
            is_gewenst,
        }
    }

    /// The period of a table that has none: a year is called by its number.
    fn vast(code: &str) -> Self {
        let jaar =
            code.parse::<Periodecode>().ok().filter(|vorm| vorm.soort() == Periodesoort::Jaar);
        let jaar = jaar.and_then(|vorm| vorm.jaar()).map(|jaar| jaar.to_string());
        Self::van(code, jaar.as_deref().unwrap_or(code), "", true)
    }
}

async fn stage_perioden(
    connection: &mut PgConnection,
    publicatie: &Publicatie<'_>,
) -> Result<(), Error> {
    let plaatsing = publicatie.plaatsing;
    let perioden: Vec<Periode> = match (plaatsing.periode, &plaatsing.vaste_periode) {
        (Some(plek), _) => publicatie
            .codes(plek)
            .map(|(code, is_gewenst)| {
                Periode::van(&code.code, &code.titel, &code.status, is_gewenst)
            })
            .collect(),
        (None, vast) => vast.iter().map(|code| Periode::vast(code.trim())).collect(),
    };
    let text = |field: fn(&Periode) -> &str| perioden.iter().map(field).collect::<Vec<_>>();
    sqlx::query(include_str!("../../../../../sql/statline/publish/insert_periode.sql"))
        .bind(text(|periode| &periode.code))
        .bind(text(|periode| periode.soort))
        .bind(text(|periode| &periode.titel))
        .bind(text(|periode| &periode.status))
        .bind(perioden.iter().map(|periode| periode.begin).collect::<Vec<_>>())
        .bind(perioden.iter().map(|periode| periode.eind).collect::<Vec<_>>())
        .bind(perioden.iter().map(|periode| periode.is_gewenst).collect::<Vec<_>>())
        .execute(connection)
        .await?;
    Ok(())
}

async fn stage_codes(
    connection: &mut PgConnection,
    publicatie: &Publicatie<'_>,
) -> Result<(), Error> {
    let tabel = publicatie.tabel;
    let gewichten = gewichten(publicatie, tabel)?;
    let sql = include_str!("../../../../../sql/statline/publish/insert_code.sql");
    for (plek, (dimensie, gewicht)) in tabel.dimensies.iter().zip(gewichten).enumerate() {
        if !publicatie.is_overig(plek) {
            continue;
        }
        let nummer =
            i32::try_from(plek).map_err(|_| Error::Value { what: "the dimensions of a table" })?;
        let text = |field: fn(&Dimensiecode) -> &str| {
            dimensie.codes.iter().map(|code| field(code).trim()).collect::<Vec<_>>()
        };
        let pad = |code: &Dimensiecode| code.pad.join(" / ");
        let is_alles = matches!(publicatie.keuze.dimensies.get(plek), Some(None));
        sqlx::query(sql)
            .bind(nummer)
            .bind(gewicht)
            .bind(&dimensie.naam)
            .bind(dimensie.titel.trim())
            .bind(text(|code| &code.code))
            .bind(text(|code| &code.titel))
            .bind(dimensie.codes.iter().map(pad).collect::<Vec<_>>())
            .bind(text(|code| &code.omschrijving))
            .bind(dimensie.codes.iter().map(|code| code.is_totaal).collect::<Vec<_>>())
            .bind(dimensie.codes.iter().map(|code| code.is_marge).collect::<Vec<_>>())
            .bind(publicatie.codes(plek).map(|(_, is_gewenst)| is_gewenst).collect::<Vec<_>>())
            .bind(!is_alles)
            .bind(dimensie.codes.iter().map(|code| code.is_kop).collect::<Vec<_>>())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
