//! A morning of an operator in a real browser: the pages without script, from sign-in to download.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use sluis_tests::Warehouse;

const PASSWORD: &str = "een heel lang wachtwoord";

/// The folder where `deploy/setup.sh` put the driver: `browser` beside what cargo builds.
fn folder() -> PathBuf {
    let program = std::env::current_exe().unwrap();
    let found = program
        .ancestors()
        .map(|folder| folder.join("browser"))
        .find(|folder| folder.join("node_modules/playwright-core").is_dir());
    // The error names what is missing.
    found
        .ok_or("no browser driver: ./test.sh installs it (setup_browser in deploy/setup.sh)")
        .unwrap()
}

/// A warehouse with a source that is away, and its service.
struct Dienst {
    warehouse: Warehouse,
    child: Child,
    port: u16,
}

impl Dienst {
    fn start() -> Self {
        let warehouse = Warehouse::new().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let file = warehouse.path("sluis.toml");
        let config = fs::read_to_string(&file).unwrap();
        let more = format!(
            "[[source]]\nname = \"elders\"\nkind = \"ggk\"\npath = \"elders\"\n\
             [serve]\nlisten = \"127.0.0.1:{port}\"\n"
        );
        fs::write(file, config + &more).unwrap();
        let night = warehouse.sluis(&["run", "--json"]).unwrap();
        assert!(night.code != 0, "one source is away: {night:?}");
        let mut add = warehouse.command(&["user", "add", "jansen", "--role", "operator"]).unwrap();
        let mut add = add.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        add.stdin.take().unwrap().write_all(format!("{PASSWORD}\n").as_bytes()).unwrap();
        assert!(add.wait().unwrap().success());
        let log = fs::File::create(warehouse.path("serve.log")).unwrap();
        let child = warehouse.command(&["serve"]).unwrap().stderr(log).spawn().unwrap();
        let until = Instant::now() + Duration::from_mins(1);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < until, "the service does not listen");
            std::thread::sleep(Duration::from_millis(50));
        }
        Self { warehouse, child, port }
    }
}

impl Drop for Dienst {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn an_operator_finds_what_failed_has_it_done_again_and_downloads_a_table() {
    let mut dienst = Dienst::start();
    let base = format!("http://localhost:{}", dienst.port);
    let pictures = dienst.warehouse.path("pictures");
    fs::create_dir(&pictures).unwrap();
    let mut driver = Command::new("node")
        .arg("ochtend.mjs")
        .args([base.as_str(), "jansen", PASSWORD])
        .arg(&pictures)
        .current_dir(folder())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = Vec::new();
    let mut input = driver.stdin.take().unwrap();
    for line in BufReader::new(driver.stdout.take().unwrap()).lines() {
        let word = line.unwrap();
        if word == "gevonden" {
            // Somebody mounts the folder that was away.
            fs::create_dir(dienst.warehouse.path("elders")).unwrap();
            input.write_all(b"hersteld\n").unwrap();
        }
        said.push(word);
    }
    let output = driver.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let log = fs::read_to_string(dienst.warehouse.path("serve.log")).unwrap();
    let expect = ["aangemeld", "gevonden", "gevraagd", "gelukt", "gedownload", "afgemeld"];
    assert_eq!(said, expect, "{told}\n{log}");
    assert!(output.status.success(), "{told}");
    assert!(pictures.join("gelukt.png").exists());

    let asked = "select count(*) from beheer.verzoek where wie = 'jansen' and status = 'succeeded'";
    assert_eq!(dienst.warehouse.value(asked).unwrap(), "1");
    let audit =
        "select count(*) from beheer.audit where wie = 'jansen' and herkomst like 'pagina%'";
    assert_ne!(dienst.warehouse.value(audit).unwrap(), "0");

    let pid = dienst.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert_eq!(dienst.child.wait().unwrap().code(), Some(143));
}
