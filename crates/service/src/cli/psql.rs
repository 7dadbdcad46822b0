//! `sluis psql`, `sluis migrate` and `sluis embedded`: close to the database.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use secrecy::ExposeSecret;

use super::args::EmbeddedCommand;
use super::exit::{Exit, Failure};
use super::output::{print, print_json, say};
use super::session::{Session, blocking};
use crate::config::{Config, DatabaseUrl, EmbeddedStop};
use crate::embedded::{Cluster, NAME, Settings};

/// Runs psql with the login of the configuration; the password never stands in an argument.
pub(super) async fn psql(session: &Session, arguments: Vec<OsString>) -> Result<Exit, Failure> {
    let mut command = match (session.cluster(), &session.config.database.url) {
        (Some(cluster), _) => embedded_psql(cluster)?,
        (None, DatabaseUrl::Server(url)) => {
            let (url, password) = split_password(url.expose_secret());
            let mut command = Command::new("psql");
            command.arg("-d").arg(url);
            if let Some(password) = password {
                command.env("PGPASSWORD", password);
            }
            command
        }
        (None, DatabaseUrl::Embedded) => Command::new("psql"),
    };
    command.args(arguments);
    let status = blocking(move || {
        command.status().map_err(|error| {
            let error = anyhow::Error::new(error).context("start psql");
            let hint = "install the client programs (Debian: apt-get install postgresql-client)";
            Failure::because(Exit::Failed, error, hint)
        })
    })
    .await?;
    // psql itself has said what was wrong.
    Ok(if status.success() { Exit::Ok } else { Exit::Failed })
}

fn embedded_psql(cluster: &Cluster) -> Result<Command, Failure> {
    let beside = cluster.bin().join("psql");
    let program = if beside.is_file() { beside.as_path() } else { Path::new("psql") };
    let mut command = Command::new(program);
    command.env("PGPASSWORD", cluster.password()?.expose_secret());
    command.env("PGUSER", NAME).env("PGDATABASE", NAME).env("PGPORT", cluster.port().to_string());
    match cluster.socket_folder() {
        Some(folder) => command.env("PGHOST", folder),
        None => command.env("PGHOST", "127.0.0.1"),
    };
    Ok(command)
}

/// Takes the password out of `postgres://user:password@host/..`.
fn split_password(url: &str) -> (String, Option<String>) {
    let Some((scheme, rest)) = url.split_once("://") else { return (url.to_owned(), None) };
    let authority_end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(authority_end);
    let Some((login, host)) = authority.rsplit_once('@') else { return (url.to_owned(), None) };
    let Some((user, password)) = login.split_once(':') else { return (url.to_owned(), None) };
    (format!("{scheme}://{user}@{host}{tail}"), Some(percent_decode(password)))
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let code = match (byte, ahead.next(), ahead.next()) {
            (b'%', Some(high), Some(low)) => std::str::from_utf8(&[high, low])
                .ok()
                .and_then(|code| u8::from_str_radix(code, 16).ok()),
            _ => None,
        };
        if code.is_some() {
            rest = ahead;
        }
        bytes.push(code.unwrap_or(byte));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Applies the migrations that are missing.
pub(super) async fn migrate(session: &Session) -> Result<Exit, Failure> {
    session.db.migrate().await?;
    session.db.check_schema().await?;
    print("the schema is up to date\n")?;
    Ok(Exit::Ok)
}

/// Starts, shows or stops the embedded cluster.
pub(super) async fn embedded(config: &Config, command: EmbeddedCommand) -> Result<Exit, Failure> {
    if !matches!(config.database.url, DatabaseUrl::Embedded) {
        return Err(Failure::usage(
            "database.url is not \"embedded\"",
            "manage that server with its own tools",
        ));
    }
    let settings = Settings::from_config(config);
    blocking(move || match command {
        EmbeddedCommand::Start => {
            let cluster = Cluster::start(&settings)?;
            describe(&cluster, false)?;
            Ok(Exit::Ok)
        }
        EmbeddedCommand::Status(json) => {
            if let Some(cluster) = Cluster::attach(&settings)? {
                describe(&cluster, json.json)?;
                return Ok(Exit::Ok);
            }
            let text = if json.json { "{\n  \"running\": false\n}\n" } else { "not running\n" };
            print(text)?;
            Ok(Exit::Unavailable)
        }
        EmbeddedCommand::Stop => stop(&settings),
    })
    .await
}

fn stop(settings: &Settings) -> Result<Exit, Failure> {
    let Some(cluster) = Cluster::attach(settings)? else {
        print("not running\n")?;
        return Ok(Exit::Ok);
    };
    if cluster.release(EmbeddedStop::AfterRun)? {
        print("stopped\n")?;
        return Ok(Exit::Ok);
    }
    Err(Failure::new(Exit::Busy, "another command uses it", "try again when that has ended"))
}

fn describe(cluster: &Cluster, is_json: bool) -> Result<(), Failure> {
    let password_file = cluster.password_file();
    if is_json {
        return print_json(&serde_json::json!({
            "running": true,
            "pid": cluster.pid(),
            "host": "127.0.0.1",
            "port": cluster.port(),
            "socket": cluster.socket_folder(),
            "user": NAME,
            "database": NAME,
            "password_file": password_file,
            "folder": cluster.folder(),
            "bin": cluster.bin(),
        }));
    }
    print(&format!("host 127.0.0.1, port {}, database {NAME}, user {NAME}\n", cluster.port()))?;
    say(&format!("the password is in {}", password_file.display()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_is_taken_out_of_the_url() {
        let cases = [
            ("postgres://u:p%40%2Fx@h:5/d", "postgres://u@h:5/d", Some("p@/x")),
            ("postgres://u@h/d", "postgres://u@h/d", None),
            ("postgres:///d?host=/tmp", "postgres:///d?host=/tmp", None),
            ("postgresql://u:100%@h", "postgresql://u@h", Some("100%")),
        ];
        for (url, expect, password) in cases {
            assert_eq!(split_password(url), (expect.to_owned(), password.map(str::to_owned)));
        }
    }
}
