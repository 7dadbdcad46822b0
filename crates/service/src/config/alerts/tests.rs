use std::os::unix::fs::PermissionsExt;

use secrecy::ExposeSecret;

use crate::config::{Config, Drempels, MailTls, load, show};

const BASE: &str = "[database]\nurl = \"embedded\"\n[paths]\ndata_dir = \"var\"\n[privacy]\nkey_file = \"k\"\n\
                    [[source]]\nname = \"berichten\"\nkind = \"ggk\"\npath = \"inbox\"\n";
const MAIL: &str = "[[alerts.mail]]\nname = \"beheer\"\nhost = \"smtp.gemeente.nl\"\nuser = \"sluis\"\n\
                    from = \"Sluis <sluis@gemeente.nl>\"\nto = [\"a@gemeente.nl\"]\n";

/// Loads a file with this beside it; files named in `secrets` hold `geheim`.
fn check(
    text: &str,
    secrets: &[(&str, u32)],
    variables: &[(&str, &str)],
) -> Result<Config, String> {
    let folder = tempfile::tempdir().unwrap();
    for (name, mode) in secrets {
        let path = folder.path().join(name);
        std::fs::write(&path, "https://hook.nl/geheim\n").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(*mode)).unwrap();
    }
    let file = folder.path().join("sluis.toml");
    std::fs::write(&file, format!("{BASE}{text}")).unwrap();
    let variables = variables.iter().map(|(name, value)| ((*name).into(), (*value).into()));
    load(&file, &variables.collect())
        .map_err(|error| error.to_string().replace(&folder.path().display().to_string(), "DIR"))
}

#[test]
fn a_source_has_its_own_hours_before_those_of_all() {
    let bron_uren_van = [("zaken".to_owned(), 200)].into();
    let drempels = Drempels { bron_uren: Some(36), bron_uren_van, ..Drempels::default() };
    assert_eq!((drempels.uren_van("zaken"), drempels.uren_van("cbs")), (Some(200), Some(36)));
    let drempels = Drempels { bron_uren: None, ..drempels };
    assert_eq!((drempels.uren_van("zaken"), drempels.uren_van("cbs")), (Some(200), None));
}

#[test]
fn the_example_of_every_key_loads_and_is_shown_without_secrets() {
    let text = "[alerts]\nrun_late_minutes = 0\n\
                source_stale_hours_of = { berichten = 200 }\nproxy = \"http://u:geheim@proxy:3128\"\n\
                [[alerts.mail]]\nname = \"beheer\"\nhost = \"smtp.gemeente.nl\"\ntls = \"implicit\"\n\
                user = \"sluis\"\npassword_file = \"wachtwoord\"\nfrom = \"sluis@gemeente.nl\"\n\
                to = [\"a@gemeente.nl\"]\n[[alerts.webhook]]\nname = \"teams\"\nkind = \"teams\"\n\
                url_file = \"haak\"\n[lineage]\nfile = \"var/lineage.jsonl\"\n\
                url = \"https://marquez.nl/geheim\"\ntoken = \"geheim\"\n";
    let config = check(text, &[("wachtwoord", 0o400), ("haak", 0o600)], &[]).unwrap();
    let alerts = &config.alerts;
    assert_eq!(alerts.kanalen(), ["beheer", "teams"]);
    assert_eq!((alerts.mail[0].port, alerts.mail[0].tls), (465, MailTls::Implicit));
    assert_eq!(alerts.webhook[0].url.expose_secret(), "https://hook.nl/geheim");
    assert_eq!(alerts.drempels.run_te_laat_minuten, None);
    let shown = show(&config);
    assert!(!shown.contains("geheim") && !format!("{config:?}").contains("geheim"), "{shown}");
    let part = shown.split("[alerts]").nth(1).unwrap().split("\n[lineage]").next().unwrap();
    insta::assert_snapshot!(part.split("\n\n[archive]").next().unwrap(), @r#"

    run_failed = true
    run_late_minutes = 0
    source_stale_hours = 36
    quarantine_promille = 50
    volume_percent = 50
    disk_free_mb = 2000
    disk_free_percent = 5
    source_stale_hours_of = { "berichten" = 200 }
    timeout_seconds = 20
    proxy = "***"

    [[alerts.mail]]
    name = "beheer"
    host = "smtp.gemeente.nl"
    port = 465
    tls = "implicit"
    user = "sluis"
    password_file = "***"
    from = "sluis@gemeente.nl"
    to = ["a@gemeente.nl"]

    [[alerts.webhook]]
    name = "teams"
    kind = "teams"
    url = "***"
    "#);
}

#[test]
fn a_password_comes_from_a_private_file_or_the_environment() {
    let variable = [("SLUIS_ALERTS_MAIL_PASSWORD", "geheim")];
    let config = check(&format!("[alerts]\n{MAIL}"), &[], &variable).unwrap();
    assert_eq!(config.alerts.mail[0].login.as_ref().unwrap().1.expose_secret(), "geheim");
    let open = check(&format!("{MAIL}password_file = \"w\"\n"), &[("w", 0o644)], &[]).unwrap_err();
    assert!(open.contains("`beheer`") && open.contains("is open to others (mode 0644)"), "{open}");
}

#[test]
fn what_is_wrong_is_refused_with_its_channel() {
    let without_user = MAIL.replace("user = \"sluis\"\n", "");
    let hook = "[[alerts.webhook]]\nname = \"haak\"\nkind = \"json\"\n";
    let cases = [
        (MAIL.to_owned(), "mail: `beheer`: `user` needs a password"),
        (without_user.replace("smtp.", "smtp/"), "`host` must be the name of a mail server"),
        (format!("{without_user}tls = \"none\"\n"), "only for a server on this machine"),
        (
            format!("{without_user}tls = \"tls\"\n"),
            "`tls` is not one of \"starttls\", \"implicit\"",
        ),
        (without_user.replace("a@gemeente.nl", "gemeente"), "`gemeente` is not an e-mail address"),
        (without_user.replace("[\"a@gemeente.nl\"]", "[]"), "`to` is empty"),
        (without_user.replace("beheer", "Beheer"), "every channel needs a `name`"),
        (format!("{without_user}{without_user}"), "two channels are named `beheer`"),
        (format!("{without_user}hots = \"x\"\n"), "unknown key `hots`; did you mean `host`?"),
        (hook.to_owned(), "webhook: `haak`: give `url` or `url_file`, one of them"),
        (format!("{hook}url = \"http://hook.nl/geheim\"\n"), "must start with https://"),
        (format!("{hook}url = \"ftp://hook.nl/geheim\"\n"), "must start with https://"),
        (hook.replace("json", "irc"), "`irc` is not one of"),
        ("[alerts]\nvolume_percent = 2000\n".to_owned(), "2000 is not between 0 and 1000"),
        (
            "[alerts]\nsource_stale_hours_of = { zaken = 3 }\n".to_owned(),
            "source_stale_hours_of: there is no source `zaken`",
        ),
        ("[lineage]\nurl = \"http://marquez.nl\"\n".to_owned(), "url: must start with https://"),
        ("[lineage]\ntoken = \"geheim\"\n".to_owned(), "token: a token without `url`"),
    ];
    for (text, expect) in cases {
        let message = check(&text, &[], &[]).unwrap_err();
        assert!(message.contains(expect), "{expect}: {message}");
        assert!(message.starts_with("DIR/sluis.toml:"), "its place: {message}");
        assert!(!message.contains("geheim"), "{message}");
    }
    // Plain to this machine is fine.
    let local = without_user.replace("smtp.gemeente.nl", "127.0.0.1");
    assert!(check(&format!("{local}tls = \"none\"\n"), &[], &[]).is_ok());
    assert!(check(&format!("{hook}url = \"http://127.0.0.1:9/x\"\n"), &[], &[]).is_ok());
}

#[test]
fn the_example_file_explains_every_key() {
    let text = include_str!("../../../../../config/sluis.toml");
    for open in ["[alerts]", "[[alerts.mail]]", "[[alerts.webhook]]", "[lineage]"] {
        let message = check(&format!("{open}\nxyz = 1\n"), &[], &[]).unwrap_err();
        let known = message.split("known here: ").nth(1).unwrap().trim_end_matches(')');
        for key in known.split(", ") {
            let is_there = text.lines().any(|line| {
                let line = line.trim_start_matches("# ");
                line == format!("[[alerts.{key}]]")
                    || line.split_once(" = ").is_some_and(|(name, _)| name == key)
            });
            assert!(is_there, "{open} {key} is not in config/sluis.toml");
        }
    }
}
