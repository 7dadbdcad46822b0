//! TLS servers that are not to be believed, and one that is.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// How a server shows itself; all but the first are vouched for by an authority that is trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Face {
    /// A certificate that it made itself.
    SelfMade,
    /// A certificate of another host.
    OtherHost,
    /// A certificate that was good.
    Expired,
    /// A good certificate, and nothing newer than TLS 1.0.
    OldTls,
    /// A good certificate.
    Good,
}

/// A running `openssl s_server`; ends with this value.
#[derive(Debug)]
pub(crate) struct Stranger {
    child: Child,
    port: u16,
    authority: Option<PathBuf>,
}

impl Stranger {
    /// Makes the certificates in `folder` and shows them.
    pub(crate) fn start(folder: &Path, face: Face) -> Result<Self> {
        crate::tool::need("openssl", "openssl")?;
        fs::create_dir_all(folder)?;
        let authority = (face != Face::SelfMade).then(|| folder.join("authority.pem"));
        make(folder, face)?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = Command::new("openssl");
        command.args(["s_server", "-quiet", "-www", "-accept", &format!("127.0.0.1:{port}")]);
        command.args(["-key", "key.pem", "-cert", "cert.pem"]).current_dir(folder);
        if face == Face::OldTls {
            // The library refuses it too, unless it is told to be careless.
            command.args(["-tls1", "-cipher", "ALL:@SECLEVEL=0"]);
        }
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = quiet.spawn()?;
        let server = Self { child, port, authority };
        let until = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            ensure!(Instant::now() < until, "openssl s_server does not listen");
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }

    /// Where it listens.
    pub(crate) const fn port(&self) -> u16 {
        self.port
    }

    /// The certificate that vouches for it.
    pub(crate) fn authority(&self) -> Option<&Path> {
        self.authority.as_deref()
    }
}

impl Drop for Stranger {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const KEY: [&str; 5] = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

fn make(folder: &Path, face: Face) -> Result<()> {
    if face == Face::SelfMade {
        let made = ["req", "-x509", "-subj", "/CN=localhost", "-days", "2"];
        let to =
            ["-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "cert.pem"];
        return openssl(folder, &[&made[..], &KEY, &to].concat());
    }
    let authority = ["req", "-x509", "-subj", "/CN=authority", "-days", "2"];
    let to = ["-keyout", "authority.key", "-out", "authority.pem"];
    openssl(folder, &[&authority[..], &KEY, &to].concat())?;
    let wish = ["req", "-subj", "/CN=localhost", "-keyout", "key.pem", "-out", "wish.pem"];
    openssl(folder, &[&wish[..], &KEY].concat())?;
    let host = if face == Face::OtherHost { "elsewhere.test" } else { "localhost" };
    fs::write(folder.join("names"), format!("subjectAltName=DNS:{host}\n"))?;
    let days = if face == Face::Expired { "-1" } else { "2" };
    let by_it =
        ["x509", "-req", "-in", "wish.pem", "-CA", "authority.pem", "-CAkey", "authority.key"];
    let more = ["-CAcreateserial", "-extfile", "names", "-days", days, "-out", "cert.pem"];
    openssl(folder, &[&by_it[..], &more].concat())
}

fn openssl(folder: &Path, arguments: &[&str]) -> Result<()> {
    let made = Command::new("openssl").args(arguments).current_dir(folder).output();
    let made = made.context("start openssl")?;
    let told = String::from_utf8_lossy(&made.stderr);
    ensure!(made.status.success(), "openssl {}: {told}", arguments.join(" "));
    Ok(())
}
