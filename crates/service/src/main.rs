//! The `sluis` binary: hands over to [`service::cli`] and ends with its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    service::cli::main(std::env::args_os()).into()
}
