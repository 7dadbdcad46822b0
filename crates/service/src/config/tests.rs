//! The messages an operator reads when the configuration is wrong.

use super::*;

const GOOD: &str = r#"[database]
url = "embedded"
[paths]
data_dir = "var"
[privacy]
key_file = "var/pseudoniem.key"
[[source]]
name = "berichten"
kind = "ggk"
path = "inbox/berichten"
gemeenten = ["0406"]
[schedule]
nightly = "0 0 4 * * *"
"#;

const CBS: &str = "[[source]]\nname = \"jeugdzorg\"\nkind = \"cbs\"\ntable = \"85098NED\"\n";

fn load_text(text: &str, environment: &[(&str, &str)]) -> Result<Config, String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sluis.toml");
    std::fs::write(&file, text).unwrap();
    let environment = environment.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    load(&file, &environment)
        .map_err(|error| error.to_string().replace(folder.path().to_str().unwrap(), "DIR"))
}

#[test]
fn the_example_of_the_contract_loads() {
    let text = format!(
        "{GOOD}timezone = \"Europe/Amsterdam\"\n[[source]]\nname = \"zaken\"\nkind = \"zaaksysteem\"\n\
         path = \"inbox/zaken\"\nmapping = \"config/mappings/zaken.toml\"\n[[source]]\n\
         name = \"jeugdzorg\"\nkind = \"cbs\"\ntable = \"85098NED\"\nprotocol = \"v4\"\n\
         base_url = \"https://datasets.cbs.nl/odata/v1/CBS\"\nregions = [\"NL01\"]\n\
         [serve]\nlisten = \"127.0.0.1:8437\"\n"
    );
    let config = load_text(&text, &[]).unwrap();
    let kinds: Vec<_> = config.sources.iter().map(|s| (s.name.as_str(), s.kind.code())).collect();
    assert_eq!(kinds, [("berichten", "ggk"), ("zaken", "zaaksysteem"), ("jeugdzorg", "cbs")]);
}

#[test]
fn a_wrong_file_is_refused_with_its_place() {
    let cases = [
        (
            GOOD.replace("path = \"inbox", "pth = \"inbox"),
            "DIR/sluis.toml:10:1: unknown key `pth`; did you mean `path`? (known here: name, kind, \
             path, gemeenten, gemeentecode, mapping, table, protocol, base_url, regions, from, to, measures, \
             dimensions, period, region, region_dimension, period_dimension, map_year, wet, bulk, bulk_url)",
        ),
        (
            GOOD.replace("[paths]", "[pathz]"),
            "DIR/sluis.toml:3:2: unknown key `pathz`; did you mean `paths`? (known here: database, \
             paths, privacy, source, ggk, cbs, serve, schedule, plan, signin, \
             alerts, archive, lineage, log)",
        ),
        (
            GOOD.replace("\"var\"", "7"),
            "DIR/sluis.toml:4:12: data_dir: invalid type: integer `7`, expected a string",
        ),
        (
            GOOD.replace("\"0406\"", "\"406\""),
            "DIR/sluis.toml:11:13: gemeenten: `406` is not a CBS code of four digits, such as \"0363\"",
        ),
        (
            GOOD.replace("\"ggk\"", "\"gk\""),
            "DIR/sluis.toml:9:8: kind: `gk` is not one of \"ggk\", \"cbs\", \"zaaksysteem\"; did you mean \"ggk\"?",
        ),
        (
            GOOD.replace("kind = \"ggk\"", "kind = \"cbs\""),
            "DIR/sluis.toml:10:8: a source of kind \"cbs\" has no `path`",
        ),
        (
            GOOD.replace("url = \"embedded\"", "url = \"mysql://root:geheim@x\""),
            "DIR/sluis.toml:2:7: url: must be \"embedded\" or start with postgres://",
        ),
        (GOOD.replace("url = \"embedded\"\n", ""), "DIR/sluis.toml: `database.url` is missing"),
        (
            GOOD.replace("0 0 4 * * *", "elke nacht"),
            "DIR/sluis.toml:13:11: nightly: `elke nacht` is not a schedule: want seconds minutes hours days months weekdays, such as \"0 0 4 * * *\"",
        ),
        (
            format!("{GOOD}[ggk]\nfile_mb_max = 0\n"),
            "DIR/sluis.toml:15:15: file_mb_max: 0 is not between 1 and 1000",
        ),
        (
            format!(
                "{GOOD}[[source]]\nname = \"b\"\nkind = \"ggk\"\npath = \"./inbox/x/../berichten\"\n"
            ),
            "DIR/sluis.toml:17:8: path: the folder of source `berichten` too",
        ),
        (
            format!("{GOOD}[[source]]\nname = \"berichten\"\nkind = \"ggk\"\npath = \"b\"\n"),
            "DIR/sluis.toml:15:8: name: a second source named `berichten`",
        ),
    ];
    for (text, expect) in cases {
        assert_eq!(load_text(&text, &[]).unwrap_err(), expect);
    }
}

#[test]
fn a_wrong_key_of_cbs_is_refused_with_its_place() {
    let cases = [
        (
            format!("{GOOD}{CBS}regiosn = [\"NL01\"]\n"),
            "DIR/sluis.toml:18:1: unknown key `regiosn`; did you mean `region`? (known here: name, kind, \
             path, gemeenten, gemeentecode, mapping, table, protocol, base_url, regions, from, to, measures, \
             dimensions, period, region, region_dimension, period_dimension, map_year, wet, bulk, bulk_url)",
        ),
        (
            format!("{GOOD}{CBS}protocol = \"v5\"\n"),
            "DIR/sluis.toml:18:12: protocol: `v5` is not one of \"v4\", \"v3\"; did you mean \"v3\"?",
        ),
        (
            format!("{GOOD}{CBS}from = true\n"),
            "DIR/sluis.toml:18:8: from: invalid type: boolean `true`, expected a year such as 2015, or a period \
             such as \"2015HJ02\"",
        ),
        (
            format!("{GOOD}{}", CBS.replace("85098NED", "wmo-clienten")),
            "DIR/sluis.toml:17:9: table: 1 to 20 letters and digits, such as 85098NED",
        ),
        (
            format!("{GOOD}{CBS}from = 2020\nto = 2015\n"),
            "DIR/sluis.toml:19:6: to: `2015` comes before `from`, 2020",
        ),
        (
            format!("{GOOD}{CBS}gemeentecode = \"0344\"\n"),
            "DIR/sluis.toml:18:16: a source of kind \"cbs\" has no `gemeentecode`",
        ),
        (
            format!("{GOOD}[cbs]\nconnections = 9\n"),
            "DIR/sluis.toml:15:15: connections: 9 is not between 1 and 5",
        ),
        (
            format!("{GOOD}[cbs]\nproxy = \"wie:geheim@proxy\"\n"),
            "DIR/sluis.toml:15:9: proxy: must start with http:// or https://, such as http://proxy:3128",
        ),
    ];
    for (text, expect) in cases {
        assert_eq!(load_text(&text, &[]).unwrap_err(), expect);
    }
}

#[test]
fn two_sources_of_one_table_mean_the_same_table() {
    let second = |keys: &str| {
        let other = CBS.replace("jeugdzorg", "twee");
        load_text(&format!("{GOOD}{CBS}wet = \"jw\"\n{other}{keys}"), &[])
    };
    // What is asked of it may differ.
    assert!(second("wet = \"jw\"\nregions = [\"GM0344\"]\nfrom = 2015\n").is_ok());
    let told = "they would replace each other's figures every night: make";
    for (keys, expect) in [
        (
            "wet = \"jw\"\nprotocol = \"v3\"\n",
            format!(
                "24:12: protocol: source `jeugdzorg` loads table 85098NED too, with protocol = \"v4\", here it is \
                 \"v3\"; {told} protocol the same in both, or remove one of the sources"
            ),
        ),
        (
            "base_url = \"https://x.nl\"\nwet = \"jw\"\n",
            format!(
                "23:12: base_url: source `jeugdzorg` loads table 85098NED too, with base_url = \
                 \"https://datasets.cbs.nl/odata/v1/CBS\", here it is \"https://x.nl\"; {told} base_url the same in \
                 both, or remove one of the sources"
            ),
        ),
        (
            "",
            format!(
                "20:1: wet: source `jeugdzorg` loads table 85098NED too, with wet = \"jw\", here it is none; {told} \
                 wet the same in both, or remove one of the sources"
            ),
        ),
    ] {
        assert_eq!(second(keys).unwrap_err(), format!("DIR/sluis.toml:{expect}"));
    }
}

#[test]
fn a_wrong_way_to_sign_in_is_refused_with_its_place() {
    let oidc = "[signin]\nmode = \"oidc\"\nissuer = \"https://login.example.nl/x\"\nclient_id = \"sluis\"\n\
                roles = { baas = \"beheerder\" }\n";
    let cases = [
        (
            "[signin]\nmode = \"oauth\"\n".to_owned(),
            "15:8: mode: `oauth` is not one of \"local\", \"oidc\", \"both\"",
        ),
        (
            "[signin]\nissuer = \"https://x.nl\"\n".to_owned(),
            "15:10: mode = \"local\" has no `issuer`; want mode \"oidc\" or \"both\"",
        ),
        ("[signin]\nmode = \"both\"\n".to_owned(), " `signin.issuer` is missing"),
        (
            oidc.replace("https://", "http://"),
            "16:10: issuer: must start with https://; http:// only for localhost, 127.0.0.1 and [::1]",
        ),
        (oidc.replace("\"sluis\"", "\" \""), "17:13: client_id: is empty"),
        (
            oidc.replace("\"beheerder\"", "\"admin\""),
            "18:9: roles: `admin` is not one of \"lezer\", \"operator\", \"beheerder\"",
        ),
        (
            "[signin]\nidle_minutes = 1\n".to_owned(),
            "15:16: idle_minutes: 1 is not between 5 and 480",
        ),
        (
            "[serve]\nbase_url = \"http://sluis.gemeente.nl\"\n".to_owned(),
            "15:12: base_url: must be https:// and a host, without a path; http:// only for localhost, 127.0.0.1 \
             and [::1]",
        ),
        (
            "[serve]\ntrusted_proxies = [\"10.0.0.0/40\"]\n".to_owned(),
            "15:19: trusted_proxies: `10.0.0.0/40` must be an address such as 10.0.0.7, or a range such as 10.0.0.0/8",
        ),
    ];
    for (text, expect) in cases {
        let expect = format!("DIR/sluis.toml:{expect}");
        assert_eq!(load_text(&format!("{GOOD}{text}"), &[]).unwrap_err(), expect);
    }
    assert!(load_text(&format!("{GOOD}{oidc}"), &[]).unwrap().signin.oidc.is_some());
}

#[test]
fn signing_in_is_shown_as_it_is_without_its_secret() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("oidc.secret");
    std::fs::write(&secret, "zeer geheim\n").unwrap();
    let text = format!(
        "{GOOD}[serve]\nbase_url = \"https://sluis.gemeente.nl/\"\ntrusted_proxies = [\"10.0.0.0/8\"]\n[signin]\n\
         mode = \"both\"\nissuer = \"https://login.gemeente.nl/realms/g\"\nclient_id = \"sluis\"\n\
         client_secret_file = {secret:?}\nrole_claim = \"realm_access.roles\"\n\
         roles = {{ baas = \"beheerder\", \"kijk er naar\" = \"lezer\" }}\n"
    );
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o644)).unwrap();
    let message = load_text(&text, &[]).unwrap_err();
    assert!(
        message.contains("client_secret_file: ") && message.contains("is open to others"),
        "{message}"
    );
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o400)).unwrap();
    let config = load_text(&text, &[]).unwrap();
    assert!(!format!("{config:?}").contains("zeer geheim"));
    let shown = show(&config);
    let shown = shown.replace(folder.path().to_str().unwrap(), "DIR");
    let part = shown.split("[serve]\n").nth(1).unwrap();
    let part: String = part
        .split("\n\n")
        .filter(|part| !part.contains("timezone"))
        .take(2)
        .collect::<Vec<_>>()
        .join("\n");
    insta::assert_snapshot!(part, @r#"
    listen = "127.0.0.1:8437"
    base_url = "https://sluis.gemeente.nl"
    trusted_proxies = ["10.0.0.0/8"]
    run_minutes_max = 360
    tries_max = 3
    takeover_seconds = 60
    disk_factor = 5
    [signin]
    mode = "both"
    session_hours = 12
    idle_minutes = 30
    issuer = "https://login.gemeente.nl/realms/g"
    client_id = "sluis"
    client_secret_file = "DIR/oidc.secret"
    scopes = ["openid", "profile"]
    role_claim = "realm_access.roles"
    name_claim = "preferred_username"
    roles = { "baas" = "beheerder", "kijk er naar" = "lezer" }
    "#);
    let settings = config.signin.settings(&config.serve);
    assert!(settings.is_lokaal && settings.oidc.is_some());
    assert_eq!(settings.basis.origin(), "https://sluis.gemeente.nl");
}

#[test]
fn without_a_source_the_rest_holds() {
    let (before, source) = GOOD.split_once("[[source]]").unwrap();
    let (_, after) = source.split_once("[schedule]").unwrap();
    let config = load_text(&format!("{before}[schedule]{after}"), &[]).unwrap();
    assert!(config.sources.is_empty());
}

#[test]
fn broken_toml_is_refused_with_its_place() {
    for text in [GOOD.replace("\"var\"", "\"var"), format!("{GOOD}[paths]\n"), format!("{GOOD}x")] {
        let message = load_text(&text, &[]).unwrap_err();
        assert!(message.starts_with("DIR/sluis.toml:"), "{message}");
    }
    let missing = load(Path::new("/nowhere/sluis.toml"), &Vec::new()).unwrap_err();
    assert_eq!(missing.to_string(), "cannot read the configuration `/nowhere/sluis.toml`");
}

#[test]
fn every_value_can_come_from_the_environment() {
    let config = load_text(
        GOOD,
        &[
            ("SLUIS_DATABASE_URL", "postgres://wh:geheim@db/sluis"),
            ("SLUIS_PATHS_DATA_DIR", "/srv/sluis"),
            ("SLUIS_SOURCE_BERICHTEN_PATH", "elders"),
            ("SLUIS_SOURCE_BERICHTEN_GEMEENTEN", "0363,0384"),
            ("SLUIS_GGK_FILE_MB_MAX", "50"),
            ("SLUIS_SCHEDULE_NIGHTLY", "30 4 * * 1-5"),
            ("SLUIS_LOG_FORMAT", "json"),
            ("SLUIS_CONFIG", "ignored"),
        ],
    )
    .unwrap();
    assert_eq!(config.paths.data_dir, Path::new("/srv/sluis"));
    assert_eq!(config.ggk.file_mb_max, 50);
    assert_eq!(config.log.format, LogFormat::Json);
    let SourceKind::Ggk(source) = &config.sources[0].kind else { panic!("not ggk") };
    assert!(source.path.ends_with("elders"));
    assert_eq!(source.gemeenten.len(), 2);
    assert_eq!(config.schedule.nightly.as_ref().unwrap().to_string(), "0 30 4 * * 1-5");
    let shown = show(&config);
    assert!(shown.contains("url = \"postgres://***\""));
    assert!(!shown.contains("geheim") && !format!("{config:?}").contains("geheim"));
}

#[test]
fn a_table_of_cbs_is_shown_as_it_will_be_asked() {
    let text = format!(
        "{GOOD}{CBS}regions = [\"NL01\", \"GM*\", \"gemeenten van PV26\"]\nfrom = 2015\nto = \"2022HJ02\"\n\
         measures = [\"M000352\"]\ndimensions = {{ Geslacht = [\"T001038\"] }}\nmap_year = 2024\nwet = \"jw\"\n\
         [cbs]\nproxy = \"http://wie:geheim@proxy:3128\"\n"
    );
    let environment = [
        ("SLUIS_CBS_CONNECTIONS", "2"),
        ("SLUIS_SOURCE_JEUGDZORG_PERIOD", "2020"),
        ("SLUIS_SOURCE_JEUGDZORG_MEASURES", "M1,M2"),
    ];
    let config = load_text(&text, &environment).unwrap();
    assert!(!format!("{config:?}").contains("geheim"));
    let shown = show(&config);
    let part = shown.split("name = \"jeugdzorg\"\n").nth(1).unwrap().split("\n\n").next().unwrap();
    insta::assert_snapshot!(part, @r#"
    kind = "cbs"
    table = "85098NED"
    protocol = "v4"
    base_url = "https://datasets.cbs.nl/odata/v1/CBS"
    regions = ["NL01", "GM*", "gemeenten van PV26"]
    measures = ["M1", "M2"]
    dimensions = { "Geslacht" = ["T001038"] }
    from = "2015"
    to = "2022HJ02"
    period = "2020JJ00"
    wet = "jw"
    map_year = 2024
    bulk = false
    "#);
    assert!(shown.contains("proxy = \"***\"\nconnections = 2\n"), "{shown}");
    // What is shown can be written down again.
    let again = load_text(&shown.replace("proxy = \"***\"\n", ""), &[]).unwrap();
    let (SourceKind::Cbs(source), SourceKind::Cbs(same)) =
        (&config.sources[1].kind, &again.sources[1].kind)
    else {
        panic!("not cbs")
    };
    assert_eq!(source, same);
}

#[test]
fn a_secret_file_of_the_environment_replaces_the_address_in_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("url");
    std::fs::write(&secret, "postgres://wh:geheim@db/sluis\n").unwrap();
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o400)).unwrap();
    let config = load_text(GOOD, &[("SLUIS_DATABASE_URL_FILE", secret.to_str().unwrap())]).unwrap();
    assert!(matches!(config.database.url, DatabaseUrl::Server(_)));
}

#[test]
fn the_pages_can_have_a_login_of_their_own_that_is_never_shown() {
    let server = ("SLUIS_DATABASE_URL", "postgres://wh_load:een@db/sluis");
    let pages = ("SLUIS_SERVE_DATABASE_URL", "postgres://wh_ops:twee@db/sluis");
    let config = load_text(GOOD, &[server, pages]).unwrap();
    assert!(config.serve.database_url.is_some());
    let shown = format!("{}{config:?}", show(&config));
    assert!(shown.contains("database_url = \"postgres://***\""), "{shown}");
    assert!(!shown.contains("twee") && !shown.contains("wh_ops"), "{shown}");
    let file = format!("{GOOD}[serve]\ndatabase_url_file = \"/geen/url\"\n");
    assert!(load_text(&file, &[server, pages]).is_ok(), "the environment wins");
    for (text, environment, expect) in [
        (GOOD, vec![pages], "SLUIS_SERVE_DATABASE_URL: the embedded cluster has one login"),
        (
            GOOD,
            vec![server, ("SLUIS_SERVE_DATABASE_URL", "wh_ops:twee@db")],
            "SLUIS_SERVE_DATABASE_URL: must start with postgres://",
        ),
        (&file, vec![server], "database_url_file: there is no file `/geen/url`"),
    ] {
        let message = load_text(text, &environment).unwrap_err();
        assert!(message.contains(expect) && !message.contains("twee"), "{message}");
    }
}

#[test]
fn a_missing_key_can_come_from_the_environment() {
    let text = GOOD.replace("[database]\nurl = \"embedded\"\n", "");
    assert!(load_text(&text, &[("SLUIS_DATABASE_URL", "embedded")]).is_ok());
}

#[test]
fn a_wrong_variable_is_named() {
    let cases = [
        (
            ("SLUIS_PATHS_DATADIR", "x"),
            "SLUIS_PATHS_DATADIR: unknown key `datadir`; did you mean `data_dir`? (known here: data_dir)",
        ),
        (
            ("SLUIS_PATS_DATA_DIR", "x"),
            "SLUIS_PATS_DATA_DIR: unknown section `pats`; did you mean `paths`? (known: alerts, archive, cbs, database, ggk, lineage, log, paths, privacy, schedule, serve, signin, source)",
        ),
        (
            ("SLUIS_SOURCE_ZAKEN_PATH", "x"),
            "SLUIS_SOURCE_ZAKEN_PATH: no source of that name (known: berichten)",
        ),
        (
            ("SLUIS_GGK_FILE_MB_MAX", "veel"),
            "SLUIS_GGK_FILE_MB_MAX: invalid type: string \"..\", expected i64",
        ),
        (("SLUIS_GGK_FILE_MB_MAX", "0"), "SLUIS_GGK_FILE_MB_MAX: 0 is not between 1 and 1000"),
    ];
    for (variable, expect) in cases {
        let message = load_text(GOOD, &[variable]).unwrap_err();
        assert_eq!(message, format!("environment variable {expect}"));
    }
}

#[test]
fn relative_paths_start_at_the_folder_of_the_file() {
    let cases = [
        ("/srv/gemeente/sluis.toml", "/srv/gemeente"),
        ("/srv/gemeente/config/sluis.toml", "/srv/gemeente"),
        ("/etc/sluis/sluis.toml", "/etc/sluis"),
        ("/sluis.toml", "/"),
    ];
    for (file, expect) in cases {
        assert_eq!(base_folder(Path::new(file)), Path::new(expect));
    }
}

#[test]
fn a_database_url_can_come_from_a_private_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("url");
    std::fs::write(&secret, "postgres://wh:geheim@db/sluis\n").unwrap();
    let text = GOOD.replace("url = \"embedded\"", &format!("url_file = {secret:?}"));
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert!(load_text(&text, &[]).unwrap_err().contains("is open to others"));
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert!(matches!(load_text(&text, &[]).unwrap().database.url, DatabaseUrl::Server(_)));
}

#[test]
fn the_example_file_explains_every_key_and_loads() {
    let text = include_str!("../../../../config/sluis.toml");
    load_text(text, &[]).unwrap();
    load_text(include_str!("../../../../config/demo.toml"), &[]).unwrap();
    for section in [
        "database", "paths", "privacy", "source", "ggk", "cbs", "serve", "signin", "schedule",
        "log",
    ] {
        // The message on a wrong key names all right ones.
        let open = if section == "source" { "[[source]]" } else { &format!("[{section}]") };
        let message = load_text(&format!("{open}\nxyz = 1\n"), &[]).unwrap_err();
        let known = message.split("known here: ").nth(1).unwrap().trim_end_matches(')');
        for key in known.split(", ") {
            let is_there = text.lines().any(|line| {
                line.trim_start_matches("# ").split_once(" = ").is_some_and(|(name, _)| name == key)
            });
            assert!(is_there, "{section}.{key} is not in config/sluis.toml");
        }
    }
}
