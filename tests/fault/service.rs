//! `sluis serve`, and an operator at its pages.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::setup::{DEADLINE, World};

const USER: &str = "jansen";
const PASSWORD: &str = "een heel lang wachtwoord";

/// A running service; killed with this value.
#[derive(Debug)]
pub(crate) struct Service {
    child: Child,
    log: PathBuf,
    port: u16,
}

impl Service {
    /// Starts `command`, made by `serve`, with a log of its own, and waits until it serves.
    pub(crate) fn start(world: &World<'_>, mut command: Command, name: &str) -> Result<Self> {
        let log = world.warehouse.path(name);
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let child = command
            .env("SLUIS_SERVE_LISTEN", format!("127.0.0.1:{port}"))
            .env("SLUIS_SERVE_TAKEOVER_SECONDS", "10")
            .stdout(Stdio::null())
            .stderr(File::create(&log)?)
            .spawn()
            .context("start sluis serve")?;
        let service = Self { child, log, port };
        service.wait_for("serving")?;
        Ok(service)
    }

    /// What it told so far.
    pub(crate) fn log(&self) -> Result<String> {
        Ok(fs::read_to_string(&self.log)?)
    }

    /// Waits until it told `text`.
    pub(crate) fn wait_for(&self, text: &str) -> Result<()> {
        wait_until(text, || Ok(self.log()?.contains(text)))
    }

    /// Ends it as a service manager does, within ten seconds; what it told.
    pub(crate) fn end(mut self) -> Result<String> {
        crate::setup::signal(&self.child, "TERM")?;
        let begin = Instant::now();
        let status = self.child.wait()?;
        let log = self.log()?;
        ensure!(begin.elapsed() < Duration::from_secs(10), "I8: {:?}: {log}", begin.elapsed());
        ensure!(status.code() == Some(143), "I5: the service ended with {status}: {log}");
        Ok(log)
    }

    /// Somebody who signed in at its pages, with an account that is made when it is not there.
    pub(crate) fn operator(&self, world: &World<'_>) -> Result<Operator> {
        let mut add = world.warehouse.command(&["user", "add", USER, "--role", "operator"])?;
        let add = add.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut add = add.spawn()?;
        let mut input = add.stdin.take().context("its standard input")?;
        input.write_all(format!("{PASSWORD}\n").as_bytes())?;
        drop(input);
        add.wait()?;
        let mut operator = Operator { port: self.port, cookies: Vec::new() };
        let page = operator.get("/aanmelden")?;
        let (csrf, password) = (field(&page, "csrf")?, PASSWORD.replace(' ', "+"));
        let form = format!("csrf={csrf}&naam={USER}&wachtwoord={password}&naar=");
        let answer = operator.post("/aanmelden", &form)?;
        ensure!(answer == 303, "signing in: {answer}");
        Ok(operator)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits until something is so, at most as long as a row may take.
pub(crate) fn wait_until(what: &str, mut is_so: impl FnMut() -> Result<bool>) -> Result<()> {
    let until = Instant::now() + DEADLINE;
    while !is_so()? {
        ensure!(Instant::now() < until, "I8: waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// Asks for a load of everything, as the planner does; the number of the request.
pub(crate) fn ask(world: &World<'_>) -> Result<String> {
    world.warehouse.value(
        "insert into beheer.verzoek (sleutel, soort, inhoud, bronnen, is_bevestigd, is_mislukt, \
         wie, herkomst, status, poging, gevraagd_op) values (gen_random_uuid(), 'run', \
         'run ' || gen_random_uuid(), '{}', false, false, 'fault', 'pagina', 'queued', 0, now()) \
         returning verzoek_id",
    )
}

/// Waits until a request ended; how, with its code.
pub(crate) fn end_of_request(world: &World<'_>, request: &str) -> Result<String> {
    let sql = format!(
        "select concat_ws(' ', status, foutcode) from beheer.verzoek where verzoek_id = {request}"
    );
    let mut status = String::new();
    wait_until(&format!("the end of request {request}"), || {
        status = world.warehouse.value(&sql)?;
        Ok(!["queued", "running"].iter().any(|open| status.starts_with(open)))
    })?;
    Ok(status)
}

/// A browser of somebody who signed in.
#[derive(Debug, Clone)]
pub(crate) struct Operator {
    port: u16,
    cookies: Vec<(String, String)>,
}

impl Operator {
    /// A page.
    pub(crate) fn get(&mut self, path: &str) -> Result<String> {
        let (status, body) = self.send(&format!("GET {path} HTTP/1.1\r\n"), "")?;
        ensure!(status == 200, "{path}: {status}");
        Ok(body)
    }

    /// Sends a form; the status of the answer.
    pub(crate) fn post(&mut self, path: &str, form: &str) -> Result<u16> {
        let head = format!(
            "POST {path} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\nOrigin: http://localhost:{}\r\nSec-Fetch-Site: same-origin\r\n",
            form.len(),
            self.port
        );
        Ok(self.send(&head, form)?.0)
    }

    fn send(&mut self, head: &str, body: &str) -> Result<(u16, String)> {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(DEADLINE))?;
        let rest = format!(
            "Host: localhost:{}\r\nCookie: {}\r\nConnection: close\r\n\r\n{body}",
            self.port,
            cookies.join("; ")
        );
        stream.write_all(format!("{head}{rest}").as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").context("an answer with headers")?;
        for line in head.lines() {
            let Some((name, value)) = line.split_once(": ") else { continue };
            if name.eq_ignore_ascii_case("set-cookie")
                && let Some((name, value)) = value.split(';').next().and_then(|c| c.split_once('='))
            {
                self.cookies.retain(|(known, _)| known != name);
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        let status = head.split(' ').nth(1).context("a status")?.parse()?;
        Ok((status, body.to_owned()))
    }
}

/// The value of a hidden field of a form.
pub(crate) fn field(page: &str, name: &str) -> Result<String> {
    let mark = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.split_once(&mark).with_context(|| format!("no field {name}"))?;
    Ok(rest.split('"').next().unwrap_or_default().to_owned())
}
