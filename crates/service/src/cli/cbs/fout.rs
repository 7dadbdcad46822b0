//! What an operator hears when CBS, or what was asked of it, is at fault.

use crate::cli::exit::{Exit, Failure};

/// What a code means for the command line: its exit code, and what to do.
const CODES: &[(&str, Exit, &str)] = &[
    ("TABLE_UNKNOWN", Exit::Usage, "`sluis cbs search TERM` finds tables"),
    ("TABLE_CASE", Exit::Usage, "write the id as the message does"),
    (
        "SELECTION_INVALID",
        Exit::Usage,
        "mend it; `sluis cbs show TABLE --json` lists what there is",
    ),
    ("DIMENSION_CHOICE", Exit::Usage, "set region_dimension or period_dimension of the source"),
    ("PERIOD_UNKNOWN", Exit::Usage, "set period of the source, such as period = \"2024\""),
    ("CONFIG_INVALID", Exit::Usage, "see [cbs] in config/sluis.toml"),
    ("OBSERVATIONS_GONE", Exit::Failed, "set protocol = \"v3\" for the source"),
];

const AWAY: &str =
    "check the network, cbs.proxy and cbs.ca_file; if these are right, try again later";

/// Turns a refusal of the extractor into how the command ends.
pub(super) fn failure(error: extract_cbs::Error) -> Failure {
    let known = CODES.iter().find(|(code, ..)| *code == error.code());
    let is_away = error.is_transient()
        || matches!(error.code(), "HTTP_CONNECTION" | "HTTP_TIMEOUT" | "BODY_CUT");
    let (exit, hint) = match known {
        Some((_, exit, hint)) => (*exit, *hint),
        None if is_away => (Exit::Unavailable, AWAY),
        None => (
            Exit::Failed,
            "try again later; if it stays so, report it with the message: CBS may have changed",
        ),
    };
    let code = error.code();
    Failure::because(exit, anyhow::Error::new(error).context(code), hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_must_act_decides_the_exit_code() {
        let error = |code| extract_cbs::Error::new(code, "what", "https://x");
        let cases = [
            (error("TABLE_UNKNOWN"), Exit::Usage),
            (error("PERIOD_UNKNOWN"), Exit::Usage),
            (error("HTTP_CONNECTION"), Exit::Unavailable),
            (error("HTTP_STATUS").transient(), Exit::Unavailable),
            (error("HTTP_STATUS"), Exit::Failed),
            (error("ODATA_SHAPE"), Exit::Failed),
        ];
        for (error, exit) in cases {
            let code = error.code();
            let failure = failure(error);
            assert_eq!(failure.exit, exit, "{code}");
            assert_eq!(failure.message(), format!("{code}: what (https://x)"));
        }
    }
}
