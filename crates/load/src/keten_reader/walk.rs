//! Reads all of landing back, as a first load does.

use domain::KetenSleutel;
use sqlx::{Connection, PgConnection};
use tokio::sync::mpsc;
use transform::{Berichtkring, Kenmerkgroep, Keten, Kring};

use super::{Batch, Coverage, decode, decode_berichten, decode_kenmerken, prepare, stream};
use crate::publish::touched::{self, Touch};
use crate::{Db, Error};

/// What rules look at, as it comes from landing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gelezen {
    /// A chain, or chains that belong together.
    Keten(Keten),
    /// Everything of one person at one provider, with its key.
    Dossier(KetenSleutel, Keten),
    /// A message.
    Bericht(Box<Berichtkring>),
    /// A reference number that several records have.
    Kenmerk(Kenmerkgroep),
}

/// Shows everything in landing to `visit`, one after another, in constant memory; changes nothing.
///
/// For whoever wants to judge, count or measure what a publication computes without publishing it.
///
/// # Errors
/// `Database`, or `Corrupt` when landing holds what cannot be.
pub async fn walk(db: &Db, mut visit: impl FnMut(Gelezen)) -> Result<(), Error> {
    let mut connection = db.pool().acquire().await?.detach();
    let mut transaction = connection.begin().await?;
    let session = include_str!("../../../../sql/dwh/session.sql");
    sqlx::raw_sql(session).execute(&mut *transaction).await?;
    let read = async {
        touched::create(&mut transaction).await?;
        touched::touch(&mut transaction, &Touch::Landing).await?;
        prepare(&mut transaction, Coverage::Landing).await
    };
    read.await?;
    let (sender, mut receiver) = mpsc::channel(2);
    let show = async {
        while let Some(batch) = receiver.recv().await {
            show(&batch, &mut visit)?;
        }
        Ok::<(), Error>(())
    };
    let connection: &mut PgConnection = &mut transaction;
    let (streamed, shown) = tokio::join!(stream(connection, Coverage::Landing, sender), show);
    streamed?;
    shown?;
    transaction.rollback().await?;
    Ok(())
}

fn show(batch: &Batch, visit: &mut impl FnMut(Gelezen)) -> Result<(), Error> {
    match batch.kring() {
        Kring::Poort => {}
        Kring::Keten => {
            decode(batch)?.into_iter().for_each(|(_, keten)| visit(Gelezen::Keten(keten)));
        }
        Kring::Dossier => decode(batch)?
            .into_iter()
            .for_each(|(sleutel, dossier)| visit(Gelezen::Dossier(sleutel, dossier))),
        Kring::Bericht => decode_berichten(batch)?
            .into_iter()
            .for_each(|bericht| visit(Gelezen::Bericht(Box::new(bericht)))),
        Kring::Kenmerk => {
            decode_kenmerken(batch)?.into_iter().for_each(|groep| visit(Gelezen::Kenmerk(groep)));
        }
    }
    Ok(())
}
