//! The arguments of `sluis roles`.

use clap::{Args, Subcommand};
use domain::Gemeentecode;

use super::parse_gemeente;

/// `sluis roles`.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum RollenCommand {
    /// Make the roles, give the rights, bring the schema up to date; for an administrator
    Apply(RollenApplyArguments),
    /// Compare the rights in the database with what they should be; exit 1 when they differ
    Check,
    /// The rights as they stand, in the form of sql/rollen/rechten.txt
    Show,
}

/// `sluis roles apply`.
#[derive(Debug, Args)]
#[command(after_help = "\
The login needs createrole and the database, or is a superuser: not the login of the nightly run.
A warehouse that was made before becomes the property of wh_owner. Doing it again changes nothing.
No password is set: do that with \\password in psql, or use certificates. See docs/rollen.md.

Examples:
  SLUIS_DATABASE_URL=postgres://admin@host/sluis sluis roles apply --gemeente 0363
  sluis roles apply --print > rollen.sql     what it would do, for psql")]
pub(in crate::cli) struct RollenApplyArguments {
    /// Municipalities with a login for reports.
    #[arg(
        long,
        value_name = "CODE",
        value_parser = parse_gemeente,
        help = "Make a login for the reports of this municipality, bi_<code>; may be given more than once"
    )]
    pub(in crate::cli) gemeente: Vec<Gemeentecode>,

    /// Print the SQL and change nothing
    #[arg(long)]
    pub(in crate::cli) print: bool,
}
