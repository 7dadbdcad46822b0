//! What the service manager is told: ready, alive, stopping. systemd gives the socket in `NOTIFY_SOCKET`.

use core::time::Duration;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};

use crate::config::{Environment, lookup};

/// Tells the service manager how the service is; nobody, when none listens.
#[derive(Debug, Clone)]
pub struct Melder {
    adres: Option<SocketAddr>,
    /// How often it wants to hear that the service lives.
    pub(super) waakhond: Option<Duration>,
}

impl Melder {
    /// Reads where the service manager listens.
    pub fn new(environment: &Environment) -> Self {
        let adres =
            lookup(environment, "NOTIFY_SOCKET").and_then(|name| match name.strip_prefix('@') {
                Some(name) => SocketAddr::from_abstract_name(name).ok(),
                None => SocketAddr::from_pathname(name).ok(),
            });
        let microseconds = lookup(environment, "WATCHDOG_USEC").and_then(|text| text.parse().ok());
        // Twice as often as it asks: one message may come late.
        let waakhond = microseconds.map(|time: u64| Duration::from_micros(time / 2));
        Self { adres, waakhond: waakhond.filter(|time| !time.is_zero()) }
    }

    /// Tells `state`, such as `READY=1`. That nobody hears it is no reason to stop.
    pub(super) fn tell(&self, state: &str) {
        let Some(adres) = &self.adres else { return };
        let told =
            UnixDatagram::unbound().and_then(|socket| socket.send_to_addr(state.as_bytes(), adres));
        if let Err(error) = told {
            tracing::warn!("the service manager does not listen: {error}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_service_manager_hears_what_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let socket = UnixDatagram::bind(&path).unwrap();
        let environment = vec![
            ("NOTIFY_SOCKET".to_owned(), path.display().to_string()),
            ("WATCHDOG_USEC".to_owned(), "30000000".to_owned()),
        ];
        let melder = Melder::new(&environment);
        assert_eq!(melder.waakhond, Some(Duration::from_secs(15)));
        melder.tell("READY=1");
        let mut text = [0; 16];
        let size = socket.recv(&mut text).unwrap();
        assert_eq!(&text[..size], b"READY=1");
        assert_eq!(Melder::new(&Vec::new()).waakhond, None);
        Melder::new(&Vec::new()).tell("READY=1");
    }
}
