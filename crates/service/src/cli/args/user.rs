//! The arguments of `sluis user`.

use clap::{Args, Subcommand, ValueEnum};

use super::Json;

const PASSWORD: &str = "\
The password is asked for without showing it, or read from standard input when that is not a
terminal. It has 12 to 128 characters and is not one of the commonest. It is never an argument:
arguments show in the list of processes and in the history of the shell.";

/// `sluis user`.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum UserCommand {
    /// Make an account
    #[command(after_help = PASSWORD)]
    Add(UserAddArguments),
    /// Give an account another password; its sessions end
    #[command(after_help = PASSWORD)]
    Passwd(UserName),
    /// Give an account another role; its sessions end
    Role(UserRoleArguments),
    /// Make an account unusable; its sessions end
    Remove(UserName),
    /// The accounts, their roles, and when they last signed in
    List(Json),
}

/// `sluis user add`.
#[derive(Debug, Args)]
pub(in crate::cli) struct UserAddArguments {
    /// 2 to 64 of a-z, 0-9, `.`, `_` and `-`
    #[arg(value_name = "NAME", value_parser = parse_name)]
    pub(in crate::cli) name: String,

    /// What it may do
    #[arg(long, value_name = "ROLE", value_enum)]
    pub(in crate::cli) role: Role,
}

/// `sluis user role`.
#[derive(Debug, Args)]
pub(in crate::cli) struct UserRoleArguments {
    /// Name of the account
    #[arg(value_name = "NAME", value_parser = parse_name)]
    pub(in crate::cli) name: String,

    /// What it may do
    #[arg(value_name = "ROLE", value_enum)]
    pub(in crate::cli) role: Role,
}

/// An account.
#[derive(Debug, Args)]
pub(in crate::cli) struct UserName {
    /// Name of the account
    #[arg(value_name = "NAME", value_parser = parse_name)]
    pub(in crate::cli) name: String,
}

/// What an account may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Role {
    /// Look
    Lezer,
    /// Also start, stop and repeat runs, and handle quarantine
    Operator,
    /// Also see the configuration and the audit
    Beheerder,
}

impl Role {
    /// The word in the warehouse.
    pub(in crate::cli) const fn code(self) -> &'static str {
        match self {
            Self::Lezer => web::Rol::Lezer.code(),
            Self::Operator => web::Rol::Operator.code(),
            Self::Beheerder => web::Rol::Beheerder.code(),
        }
    }
}

/// Signing in looks at lower case only, so a name has no other.
fn parse_name(text: &str) -> Result<String, &'static str> {
    let is_plain =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte);
    let begins = text.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric());
    if begins && (2..=64).contains(&text.len()) && text.bytes().all(is_plain) {
        return Ok(text.to_owned());
    }
    Err("2 to 64 of a-z, 0-9, `.`, `_` and `-`, beginning with a letter or digit")
}
