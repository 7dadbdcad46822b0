//! `sluis roles`: who may do what in the database.

use load::rollen::{self, Verschil};

use super::args::{RollenApplyArguments, RollenCommand};
use super::exit::{Exit, Failure};
use super::output::{print, say};
use super::session::Session;

/// Prints the SQL of `sluis roles apply`; needs no database.
pub(super) fn print_script(arguments: &RollenApplyArguments) -> Result<Exit, Failure> {
    print(&rollen::script(&arguments.gemeente))?;
    Ok(Exit::Ok)
}

/// Does one of the commands.
pub(super) async fn rollen(session: &Session, command: RollenCommand) -> Result<Exit, Failure> {
    match command {
        RollenCommand::Apply(arguments) => apply(session, &arguments).await,
        RollenCommand::Check => check(session).await,
        RollenCommand::Show => show(session).await,
    }
}

async fn apply(session: &Session, arguments: &RollenApplyArguments) -> Result<Exit, Failure> {
    rollen::apply(&session.db, &arguments.gemeente).await?;
    for gemeente in &arguments.gemeente {
        print(&format!("bi_{gemeente} reads mart for {gemeente}\n"))?;
    }
    say("no password was set: use \\password in psql, or a certificate (docs/rollen.md)");
    // What an administrator without superuser cannot take away stays, and is told.
    check(session).await
}

async fn check(session: &Session) -> Result<Exit, Failure> {
    session.db.check_schema().await?;
    let verschillen = rollen::check(&session.db).await?;
    if verschillen.is_empty() {
        print("the roles and their rights are as they should be\n")?;
        return Ok(Exit::Ok);
    }
    for verschil in &verschillen {
        let line = match verschil {
            Verschil::Ontbreekt(line) => format!("missing   {line}\n"),
            Verschil::Teveel(line) => format!("too much  {line}\n"),
        };
        print(&line)?;
    }
    say(&format!("{} differences", verschillen.len()));
    say("hint: `sluis roles apply` as an administrator gives what is missing; see docs/rollen.md");
    Ok(Exit::Failed)
}

async fn show(session: &Session) -> Result<Exit, Failure> {
    let stand = rollen::stand(&session.db).await?;
    for line in rollen::generalise(&stand) {
        print(&format!("{line}\n"))?;
    }
    Ok(Exit::Ok)
}
