//! Reads chains back from landing: all records that can influence each other, with the answers on them.
//!
//! One binary `COPY` streams the records ordered by group, so that memory stays constant at any size: `frame` cuts
//! the stream into rows, `batch` gathers whole groups, `decode` turns the rows of a batch into [`Keten`] values.

mod batch;
mod decode;
mod decode_verzoek;
mod field;
mod frame;

use domain::KetenSleutel;
use sqlx::{Connection, PgConnection};
use tokio::sync::mpsc;
use transform::Keten;

pub(crate) use batch::{Batch, stream};
pub(crate) use decode::decode;

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

/// Gathers the messages of the chains and the lines that were sent back, in the work tables of the session.
pub(crate) async fn prepare(
    connection: &mut PgConnection,
    coverage: Coverage,
) -> Result<(), Error> {
    let heen = match coverage {
        Coverage::Landing | Coverage::AllTouched => {
            include_str!("../../../../sql/dwh/read/insert_heen_all.sql")
        }
        Coverage::Touched => include_str!("../../../../sql/dwh/read/insert_heen.sql"),
    };
    for sql in [
        heen,
        include_str!("../../../../sql/dwh/read/insert_afgewezen.sql"),
        include_str!("../../../../sql/dwh/read/analyze.sql"),
    ] {
        sqlx::raw_sql(sql).execute(&mut *connection).await?;
    }
    Ok(())
}

/// The statement that streams the records.
pub(crate) fn copy_statement(coverage: Coverage) -> String {
    let sql = include_str!("../../../../sql/dwh/read/select_records.sql");
    let query = sql.trim_end().trim_end_matches(';');
    let query = match coverage {
        Coverage::Landing => query.replace("inner join pub_keten", "left join pub_keten"),
        Coverage::AllTouched | Coverage::Touched => query.to_owned(),
    };
    format!("copy ({query}) to stdout (format binary)")
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
    let (streamed, batches) =
        tokio::join!(stream(&mut transaction, Coverage::Touched, sender), gather);
    streamed?;
    transaction.rollback().await?;
    let mut ketens = Vec::new();
    for batch in &batches {
        ketens.extend(decode(batch)?.into_iter().map(|(_, keten)| keten));
    }
    Ok(ketens)
}
