//! `sluis user`: local accounts of the web pages.

use std::io::{self, IsTerminal, Read};

use chrono::{DateTime, Utc};
use load::aanmelding::{
    AccountRij, add_account, find_account, list_accounts, remove_account, set_password, set_role,
};
use secrecy::SecretString;
use serde::Serialize;
use web::Zwak;

use super::args::{Role, UserCommand};
use super::exit::{Exit, Failure};
use super::output::{Table, print, print_json, say};
use super::session::{Session, blocking};

/// Longer than any password, so that a longer one is noticed.
const INPUT_BYTES_MAX: u64 = 4_096;

/// An account in `user list --json`.
#[derive(Debug, Serialize)]
struct Account {
    name: String,
    role: String,
    is_active: bool,
    created: DateTime<Utc>,
    password_set: DateTime<Utc>,
    last_sign_in: Option<DateTime<Utc>>,
}

/// `user list --json`.
#[derive(Debug, Serialize)]
struct AccountList {
    users: Vec<Account>,
}

impl From<AccountRij> for Account {
    fn from(rij: AccountRij) -> Self {
        Self {
            name: rij.naam,
            role: rij.rol,
            is_active: rij.is_active,
            created: rij.aangemaakt_op,
            password_set: rij.wachtwoord_op,
            last_sign_in: rij.aangemeld_op,
        }
    }
}

/// Does what is asked with accounts.
pub(super) async fn user(
    session: &Session,
    command: UserCommand,
    has_colour: bool,
    who: &str,
) -> Result<Exit, Failure> {
    match command {
        UserCommand::Add(arguments) => add(session, &arguments.name, arguments.role, who).await,
        UserCommand::Passwd(arguments) => passwd(session, &arguments.name, who).await,
        UserCommand::Role(arguments) => {
            let given = (arguments.name.as_str(), arguments.role.code());
            let changed = set_role(&session.db, given, who, Utc::now()).await?;
            done(changed, &arguments.name, "has another role; its sessions ended")
        }
        UserCommand::Remove(arguments) => {
            let removed = remove_account(&session.db, &arguments.name, who, Utc::now()).await?;
            done(removed, &arguments.name, "can no longer sign in; its sessions ended")
        }
        UserCommand::List(json) => list(session, json.json, has_colour).await,
    }
}

async fn add(session: &Session, name: &str, role: Role, who: &str) -> Result<Exit, Failure> {
    let there = || {
        Failure::usage(
            format!("there is an account {name} already"),
            format!("give it another password with `sluis user passwd {name}`"),
        )
    };
    // Before anybody types a password.
    if find_account(&session.db, name).await?.is_some() {
        return Err(there());
    }
    let hash = ask_and_hash(name).await?;
    let given = (name, hash.as_str(), role.code());
    if !add_account(&session.db, given, who, Utc::now()).await? {
        return Err(there());
    }
    print(&format!("{name} can sign in as {}\n", role.code()))?;
    if !session.config.signin.is_local {
        say(
            "signin.mode is \"oidc\": local accounts cannot sign in until it is \"both\" or \"local\"",
        );
    }
    Ok(Exit::Ok)
}

async fn passwd(session: &Session, name: &str, who: &str) -> Result<Exit, Failure> {
    if find_account(&session.db, name).await?.is_none() {
        return done(false, name, "");
    }
    let hash = ask_and_hash(name).await?;
    let changed = set_password(&session.db, (name, &hash), who, Utc::now()).await?;
    done(changed, name, "has another password; its sessions ended")
}

fn done(is_done: bool, name: &str, what: &str) -> Result<Exit, Failure> {
    if !is_done {
        return Err(Failure::usage(
            format!("there is no account {name}; nothing was done"),
            "`sluis user list` lists them",
        ));
    }
    print(&format!("{name} {what}\n"))?;
    Ok(Exit::Ok)
}

async fn ask_and_hash(name: &str) -> Result<String, Failure> {
    let name = name.to_owned();
    blocking(move || {
        let password = ask()?;
        web::hash_wachtwoord(&name, &password).map_err(|weak| {
            let hint = match weak {
                Zwak::Kort => "some words in a row are easy to remember and hard to guess",
                Zwak::Lang => "choose a shorter one",
                Zwak::Veelgebruikt => "choose one that nobody else has",
                Zwak::Hash => "report this as a bug, with the log",
            };
            Failure::usage(weak.to_string(), hint)
        })
    })
    .await
}

/// Asks twice without echo on a terminal, else reads the first line of standard input.
fn ask() -> Result<SecretString, Failure> {
    let failed = |error| Failure::io("read the password", error);
    if io::stdin().is_terminal() {
        let first = rpassword::prompt_password("Password (not shown): ").map_err(failed)?;
        let second = rpassword::prompt_password("Once more: ").map_err(failed)?;
        if first != second {
            return Err(Failure::usage("the two passwords differ", "give the command again"));
        }
        return Ok(first.into());
    }
    let mut text = String::new();
    io::stdin().take(INPUT_BYTES_MAX).read_to_string(&mut text).map_err(failed)?;
    Ok(text.lines().next().unwrap_or_default().into())
}

async fn list(session: &Session, is_json: bool, has_colour: bool) -> Result<Exit, Failure> {
    let users: Vec<Account> =
        list_accounts(&session.db).await?.into_iter().map(Account::from).collect();
    if is_json {
        print_json(&AccountList { users })?;
        return Ok(Exit::Ok);
    }
    let mut table = Table::new(&["name", "role", "state", "made", "last signed in"], has_colour);
    for user in users {
        let zone = session.config.schedule.timezone;
        let moment =
            |at: DateTime<Utc>| at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string();
        let state = if user.is_active { "active" } else { "removed" };
        let last = user.last_sign_in.map(moment).unwrap_or_default();
        table.row([user.name, user.role, state.to_owned(), moment(user.created), last]);
    }
    let text = if table.is_empty() { "no accounts\n".to_owned() } else { table.render() };
    print(&text)?;
    Ok(Exit::Ok)
}
