//! Upkeep that only an owner may do: building indexes and gathering statistics.
//!
//! The loader need not own the tables (`docs/rollen.md`). Each piece is a function in `beheer` that runs by the rights
//! of its owner, takes no argument and does what its file says; a migration makes those that differ from their file.

use sqlx::{AssertSqlSafe, PgConnection};

use crate::Error;

/// A piece of upkeep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Onderhoud {
    /// Indexes of landing.
    IndexenLanding,
    /// Statistics of landing.
    AnalyseLanding,
    /// Indexes of the facts.
    IndexenDwh,
    /// Statistics of the facts.
    AnalyseDwh,
    /// Statistics of a pull of `StatLine`.
    AnalyseTrek,
    /// Statistics of the combinations of `StatLine`.
    AnalyseCombinatie,
    /// Statistics of the figures of `StatLine`.
    AnalyseStatline,
}

impl Onderhoud {
    const ALL: [Self; 7] = [
        Self::IndexenLanding,
        Self::AnalyseLanding,
        Self::IndexenDwh,
        Self::AnalyseDwh,
        Self::AnalyseTrek,
        Self::AnalyseCombinatie,
        Self::AnalyseStatline,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::IndexenLanding => "bouw_indexen_landing",
            Self::AnalyseLanding => "analyseer_landing",
            Self::IndexenDwh => "bouw_indexen_dwh",
            Self::AnalyseDwh => "analyseer_dwh",
            Self::AnalyseTrek => "analyseer_statline_trek",
            Self::AnalyseCombinatie => "analyseer_statline_combinatie",
            Self::AnalyseStatline => "analyseer_statline",
        }
    }

    const fn call(self) -> &'static str {
        match self {
            Self::IndexenLanding => "select beheer.bouw_indexen_landing()",
            Self::AnalyseLanding => "select beheer.analyseer_landing()",
            Self::IndexenDwh => "select beheer.bouw_indexen_dwh()",
            Self::AnalyseDwh => "select beheer.analyseer_dwh()",
            Self::AnalyseTrek => "select beheer.analyseer_statline_trek()",
            Self::AnalyseCombinatie => "select beheer.analyseer_statline_combinatie()",
            Self::AnalyseStatline => "select beheer.analyseer_statline()",
        }
    }

    const fn statements(self) -> &'static str {
        match self {
            Self::IndexenLanding => include_str!("../../../sql/landing/indexes.sql"),
            Self::AnalyseLanding => include_str!("../../../sql/landing/analyze.sql"),
            Self::IndexenDwh => include_str!("../../../sql/dwh/indexes.sql"),
            Self::AnalyseDwh => include_str!("../../../sql/dwh/analyze.sql"),
            Self::AnalyseTrek => include_str!("../../../sql/statline/publish/analyze_staged.sql"),
            Self::AnalyseCombinatie => {
                include_str!("../../../sql/statline/publish/analyze_combinatie.sql")
            }
            Self::AnalyseStatline => {
                include_str!("../../../sql/statline/publish/analyze_facts.sql")
            }
        }
    }

    /// Does it: itself when the login is the owner, else by the function.
    ///
    /// # Errors
    /// `Database`.
    pub(crate) async fn run(self, connection: &mut PgConnection) -> Result<(), Error> {
        let sql = include_str!("../../../sql/beheer/functie/is_eigenaar.sql");
        let is_owner: bool = sqlx::query_scalar(sql).fetch_one(&mut *connection).await?;
        let statements = if is_owner { self.statements() } else { self.call() };
        sqlx::raw_sql(statements).execute(connection).await?;
        Ok(())
    }
}

/// Makes the functions that differ from their files. Costs a query each when nothing changed.
///
/// # Errors
/// `Database`.
pub(crate) async fn apply(connection: &mut PgConnection) -> Result<(), Error> {
    if statements(connection).await?.is_empty() {
        return Ok(());
    }
    let mut transaction = sqlx::Connection::begin(connection).await?;
    let lock = include_str!("../../../sql/beheer/functie/lock.sql");
    sqlx::query(lock).execute(&mut *transaction).await?;
    // Another program may have made them while this one waited.
    for statement in statements(&mut transaction).await? {
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(())
}

async fn statements(connection: &mut PgConnection) -> Result<Vec<String>, Error> {
    let mut statements = Vec::new();
    for onderhoud in Onderhoud::ALL {
        let sql = include_str!("../../../sql/beheer/functie/select_functie.sql");
        let statement: Option<String> = sqlx::query_scalar(sql)
            .bind(onderhoud.name())
            .bind(onderhoud.statements())
            .fetch_one(&mut *connection)
            .await?;
        statements.extend(statement);
    }
    Ok(statements)
}
