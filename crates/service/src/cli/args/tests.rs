//! The command line as it is published.

use clap::CommandFactory;

use super::*;

#[test]
fn the_command_line_is_consistent() {
    Arguments::command().debug_assert();
}

#[test]
fn every_help_text_is_known() {
    let mut text = String::new();
    let mut command = Arguments::command();
    command.build();
    help(&command, "", &mut text);
    insta::assert_snapshot!(text);
}

fn help(command: &clap::Command, above: &str, text: &mut String) {
    let name = format!("{above}{}", command.get_name());
    let mut shown = command.clone().bin_name(&name).term_width(100);
    crate::cli::output::line(text, format_args!("=== {name}\n{}", shown.render_help()));
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        help(below, &format!("{name} "), text);
    }
}

#[test]
fn wrong_values_are_refused() {
    let cases: [&[&str]; 15] = [
        &["run", "--peildatum", "2026-02-30"],
        &["run", "--peildatum", "30-11-2026"],
        &["explain", "--wet", "wmo", "--gemeente", "363", "--toewijzing", "1"],
        &["explain", "--wet", "pw", "--gemeente", "0363", "--toewijzing", "1"],
        &["explain", "--wet", "jw", "--gemeente", "0363"],
        &["explain", "--wet", "jw", "--gemeente", "0363", "--referentie", "R1"],
        &[
            "explain",
            "--wet",
            "jw",
            "--gemeente",
            "0363",
            "--toewijzing",
            "1",
            "--beschikking",
            "1",
        ],
        &["bevinding", "accept", "1"],
        &["bevinding", "accept", "--note", "x"],
        &["bevinding", "reopen", "0", "--note", "x"],
        &["bevinding", "list", "--ernst", "X"],
        &["rerun"],
        &["rerun", "0"],
        &["show", "x"],
        &["quarantine", "replay", "1", "--all"],
    ];
    for case in cases {
        let arguments = std::iter::once(&"sluis").chain(case);
        assert_eq!(Arguments::try_parse_from(arguments).unwrap_err().exit_code(), 2, "{case:?}");
    }
}

#[test]
fn a_run_and_a_task_are_told_apart() {
    let cases = [
        ("12", Ok(Target::Run(12))),
        ("run:12", Ok(Target::Run(12))),
        ("task:345", Ok(Target::Task(345))),
        ("taak:345", Ok(Target::Task(345))),
        ("x:1", Err(())),
        ("-1", Err(())),
    ];
    for (text, expect) in cases {
        assert_eq!(text.parse::<Target>().map_err(|_| ()), expect, "{text}");
    }
}
