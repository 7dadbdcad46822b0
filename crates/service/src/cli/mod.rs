//! The command line: reads arguments, opens what is needed, does one thing, ends with one exit code.

mod alert;
mod args;
mod bevinding;
mod cancel;
mod cbs;
mod check;
mod csv;
mod exit;
mod explain;
mod failed;
mod notitie;
mod output;
mod progress;
mod pseudoniem;
mod psql;
mod quarantine;
mod referentie;
mod rollen;
mod run;
mod runs;
mod serve;
mod session;
mod signal;
mod status;
mod summary;
mod user;
mod wire;

use std::ffi::OsString;

use clap::Parser;
use load::beheer::Besluit;

use args::{
    AlertCommand, Arguments, BevindingCommand, CbsCommand, Command, CsvCommand, KeyCommand,
    QuarantineCommand, ReferentieCommand, RollenCommand,
};
use failed::Shape;
use output::{has_colour, say};
use session::{Session, load_config};
use signal::Signals;

use crate::config::{self, Environment, lookup};

pub use exit::{Exit, Failure};

/// Two threads keep sockets going; parsing has threads of its own.
const RUNTIME_THREADS: usize = 2;

/// Runs the command line and gives the exit code.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    let json = Shape::of(&arguments.command);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(RUNTIME_THREADS)
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return report(&Failure::io("start the async runtime", error), json),
    };
    let exit = match runtime.block_on(dispatch(arguments)) {
        Ok(exit) => exit,
        Err(failure) => report(&failure, json),
    };
    // A thread that still reads a file of a run that was dropped does not keep the process.
    runtime.shutdown_background();
    exit
}

/// Shows help on stdout and a usage error on stderr.
fn usage(error: &clap::Error) -> Exit {
    if error.use_stderr() {
        say(error.render().to_string().trim_end());
        return Exit::Usage;
    }
    match output::print(&error.render().to_string()) {
        Ok(()) => Exit::Ok,
        Err(failure) => report(&failure, None),
    }
}

/// Tells what went wrong, why, and one thing to do.
fn report(failure: &Failure, json: Option<Shape>) -> Exit {
    say(&format!("error: {}", failure.message()));
    say(&format!("hint: {}", failure.hint));
    if let Some(shape) = json
        && !failure.is_after_output
    {
        // When stdout is what failed, stderr has said so.
        let _ = failed::print(failure, shape);
    }
    failure.exit
}

async fn dispatch(arguments: Arguments) -> Result<Exit, Failure> {
    let environment = config::environment();
    let has_colour = has_colour(&environment);
    let command = arguments.command;
    if let Command::Key(KeyCommand::New { file }) = &command {
        return pseudoniem::new_key(file);
    }
    let command = match command {
        // About a file, not about a warehouse.
        Command::Csv(CsvCommand::Verken(arguments)) => {
            return csv::verken(arguments, has_colour).await;
        }
        Command::Csv(CsvCommand::Check(arguments)) => {
            return csv::check(arguments, has_colour).await;
        }
        Command::Roles(RollenCommand::Apply(arguments)) if arguments.print => {
            return rollen::print_script(&arguments);
        }
        command => command,
    };
    let config = load_config(arguments.config.as_deref(), &environment)?;
    let who = who(&environment);
    let signals = Signals::listen()?;
    match command {
        Command::Alert(AlertCommand::Test(arguments)) => {
            signals.or_stop(alert::test(&config, arguments)).await
        }
        Command::Check => signals.or_stop(check::check(&config)).await,
        Command::Serve => Box::pin(serve::serve(config, &environment, &signals)).await,
        Command::Embedded(command) => psql::embedded(&config, command).await,
        Command::Run(arguments) => run::run(config, arguments, &who, &signals, has_colour).await,
        Command::Rerun(arguments) => {
            run::rerun(config, arguments, &who, &signals, has_colour).await
        }
        Command::Quarantine(QuarantineCommand::Replay(arguments)) => {
            run::replay(config, arguments, &who, &signals, has_colour).await
        }
        Command::Cbs(CbsCommand::Backfill(arguments)) => {
            Box::pin(cbs::backfill(config, arguments, &who, &signals, has_colour)).await
        }
        Command::Migrate => {
            let session = Session::connect(config).await?;
            let outcome = signals.or_stop(psql::migrate(&session)).await;
            session.close_after(outcome).await
        }
        Command::Roles(command) => {
            let session = Session::connect(config).await?;
            let outcome = signals.or_stop(rollen::rollen(&session, command)).await;
            session.close_after(outcome).await
        }
        Command::Psql(arguments) => {
            let session = Session::connect(config).await?;
            // Ctrl-C belongs to psql.
            let outcome = psql::psql(&session, arguments.arguments).await;
            session.close_after(outcome).await
        }
        command => {
            let session = Session::open(config).await?;
            let outcome = signals.or_stop(read(&session, command, has_colour, &who)).await;
            session.close_after(outcome).await
        }
    }
}

/// The commands that need an open warehouse and no slot.
async fn read(
    session: &Session,
    command: Command,
    has_colour: bool,
    who: &str,
) -> Result<Exit, Failure> {
    match command {
        Command::Status(json) => status::status(session, json.json, has_colour).await,
        Command::Alert(AlertCommand::List(arguments)) => {
            alert::list(session, &arguments, has_colour).await
        }
        Command::Runs(arguments) => {
            runs::runs(session, arguments.limit, arguments.json, has_colour).await
        }
        Command::Show(arguments) => {
            runs::show(session, arguments.run, arguments.json, has_colour).await
        }
        Command::Cancel(arguments) => cancel::cancel(session, &arguments, who).await,
        Command::Explain(arguments) => explain::explain(session, &arguments, has_colour).await,
        Command::Pseudoniem(arguments) => {
            pseudoniem::pseudoniem(session, &arguments.reden, who).await
        }
        Command::Quarantine(QuarantineCommand::List(arguments)) => {
            quarantine::list(session, arguments, has_colour).await
        }
        Command::Quarantine(QuarantineCommand::Show(arguments)) => {
            quarantine::show(session, arguments.id, arguments.json).await
        }
        Command::Quarantine(QuarantineCommand::Resolve(arguments)) => {
            quarantine::resolve(session, &arguments, who).await
        }
        Command::Bevinding(BevindingCommand::List(arguments)) => {
            bevinding::list(session, arguments, has_colour).await
        }
        Command::Bevinding(BevindingCommand::Accept(arguments)) => {
            bevinding::decide(session, &arguments, Besluit::Geaccepteerd, who).await
        }
        Command::Bevinding(BevindingCommand::Reopen(arguments)) => {
            bevinding::decide(session, &arguments, Besluit::Heropend, who).await
        }
        Command::Referentie(ReferentieCommand::Laden(arguments)) => {
            referentie::laden(session, &arguments, who).await
        }
        Command::Referentie(ReferentieCommand::Wissen(arguments)) => {
            referentie::wissen(session, &arguments, who).await
        }
        Command::Referentie(ReferentieCommand::List(json)) => {
            referentie::list(session, json.json, has_colour).await
        }
        Command::Csv(CsvCommand::Vergeet(arguments)) => {
            csv::vergeet(session, &arguments, who).await
        }
        Command::User(command) => user::user(session, command, has_colour, who).await,
        Command::Cbs(command) => cbs::cbs(session, command, has_colour, who).await,
        _ => Err(Failure::new(Exit::Failed, "a command without work", "report this as a bug")),
    }
}

/// Who started the command: behind sudo the person, not root.
fn who(environment: &Environment) -> String {
    let named = ["SUDO_USER", "USER", "LOGNAME"].iter().find_map(|name| lookup(environment, name));
    let name = named.map(str::to_owned).or_else(crate::embedded::own_name);
    let name = name.unwrap_or_else(|| "unknown".to_owned());
    name.chars().filter(|c| !c.is_control()).take(64).collect()
}
