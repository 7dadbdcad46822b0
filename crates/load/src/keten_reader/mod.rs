//! Reads chains back from landing: all records that can influence each other, with the answers on them.
//!
//! A binary `COPY` streams the records ordered by group, so that memory stays constant at any size: `statement` says
//! what is read, `frame` cuts the stream into rows, `batch` gathers whole groups, `decode` turns the rows of a batch
//! into [`Keten`] values. After the chains come the wider kringen that rules look at, each with a stream of its own:
//! dossiers, messages and marks (`decode_kring`).

mod batch;
mod decode;
mod decode_kring;
mod decode_verzoek;
mod decode_voorziening;
mod field;
mod frame;
mod statement;
mod walk;

use domain::KetenSleutel;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio::sync::mpsc::{self, Sender};
use transform::Keten;

pub(crate) use batch::Batch;
pub(crate) use decode::decode;
pub(crate) use decode_kring::{decode_berichten, decode_kenmerken};
pub use walk::{Gelezen, walk};

use crate::publish::scoped;
use crate::publish::touched::{self, Touch};
use crate::{Db, Error};

/// What the stream covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coverage {
    /// Everything in landing; `pub_keten` holds only the chains that share a group.
    Landing,
    /// The chains of `pub_keten`, which are all there are.
    AllTouched,
    /// The chains of `pub_keten`.
    Touched,
}

/// Gathers the messages of the chains and kringen, their answers and the lines that were sent back, in the work
/// tables of the session.
pub(crate) async fn prepare(
    connection: &mut PgConnection,
    coverage: Coverage,
) -> Result<(), Error> {
    let (heen, declaratie) = match coverage {
        Coverage::Landing | Coverage::AllTouched => (
            include_str!("../../../../sql/dwh/read/insert_heen_all.sql"),
            include_str!("../../../../sql/dwh/read/insert_declaratie_all.sql"),
        ),
        Coverage::Touched => (
            include_str!("../../../../sql/dwh/read/insert_heen.sql"),
            include_str!("../../../../sql/dwh/read/insert_declaratie.sql"),
        ),
    };
    let aanvraag = include_str!("../../../../sql/dwh/read/insert_aanvraag.sql");
    let aanvraag = scoped(aanvraag, coverage)?;
    sqlx::raw_sql(AssertSqlSafe(aanvraag)).execute(&mut *connection).await?;
    let has_voorziening = include_str!("../../../../sql/dwh/read/has_voorziening.sql");
    if sqlx::query_scalar(has_voorziening).fetch_one(&mut *connection).await? {
        let voorziening = include_str!("../../../../sql/dwh/read/insert_voorziening.sql");
        let voorziening = scoped(voorziening, coverage)?;
        sqlx::raw_sql(AssertSqlSafe(voorziening)).execute(&mut *connection).await?;
    }
    for sql in [
        heen,
        declaratie,
        include_str!("../../../../sql/dwh/read/insert_afgewezen.sql"),
        include_str!("../../../../sql/dwh/read/analyze.sql"),
    ] {
        sqlx::raw_sql(sql).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Streams the chains of `coverage`, then its wider kringen, to `batches` until the end, or until nobody listens any
/// more.
///
/// # Errors
/// `Database` or `Corrupt`.
pub(crate) async fn stream(
    connection: &mut PgConnection,
    coverage: Coverage,
    batches: Sender<Batch>,
) -> Result<(), Error> {
    let mut is_wanted = batch::stream(connection, &statement::ketens(coverage), &batches).await?;
    for kring in statement::kringen(coverage) {
        is_wanted = is_wanted && batch::stream(connection, &kring, &batches).await?;
    }
    Ok(())
}

/// Reads the chains `sleutels`, and what belongs to them, into memory; changes nothing.
///
/// A chain of records without a number brings the allocations it may fit, and the other way round: those come
/// as one [`Keten`].
///
/// # Errors
/// `Database`, or `Corrupt` when landing holds what cannot be.
pub async fn read(db: &Db, sleutels: &[KetenSleutel]) -> Result<Vec<Keten>, Error> {
    let mut connection = db.pool().acquire().await?;
    let mut transaction = connection.begin().await?;
    touched::create(&mut transaction).await?;
    touched::touch(&mut transaction, &Touch::Given(sleutels)).await?;
    prepare(&mut transaction, Coverage::Touched).await?;
    let (sender, mut receiver) = mpsc::channel(1);
    let gather = async {
        let mut batches = Vec::new();
        while let Some(batch) = receiver.recv().await {
            batches.push(batch);
        }
        batches
    };
    let read = async {
        let sender = sender;
        batch::stream(&mut transaction, &statement::ketens(Coverage::Touched), &sender).await
    };
    let (streamed, batches) = tokio::join!(read, gather);
    streamed?;
    transaction.rollback().await?;
    let mut ketens = Vec::new();
    for batch in &batches {
        ketens.extend(decode(batch)?.into_iter().map(|(_, keten)| keten));
    }
    Ok(ketens)
}
