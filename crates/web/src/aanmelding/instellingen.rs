//! How people may sign in, as the configuration says.

use core::net::IpAddr;
use core::str::FromStr;
use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::uri::Authority;
use chrono::TimeDelta;
use openidconnect::url::Url;
use secrecy::SecretString;

use crate::Rol;

/// How people may sign in.
#[derive(Debug, Clone)]
pub struct AanmeldInstellingen {
    /// Address of the pages as browsers know it.
    pub basis: Basisadres,
    /// Whether local accounts may sign in.
    pub is_lokaal: bool,
    /// The provider of the organisation.
    pub oidc: Option<Arc<OidcInstellingen>>,
    /// How long a session lasts at most.
    pub sessie_max: TimeDelta,
    /// How long a session may be without use.
    pub sessie_rust: TimeDelta,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub proxies: Vec<Netwerk>,
}

impl Default for AanmeldInstellingen {
    /// Local accounts at `http://localhost:8437`, sessions of twelve hours and half an hour.
    fn default() -> Self {
        Self {
            basis: Basisadres::localhost(8437),
            is_lokaal: true,
            oidc: None,
            sessie_max: TimeDelta::hours(12),
            sessie_rust: TimeDelta::minutes(30),
            proxies: Vec::new(),
        }
    }
}

/// A provider of OpenID Connect and what its claims mean here.
#[derive(Debug, Clone)]
pub struct OidcInstellingen {
    /// Issuer, as the provider writes it.
    pub issuer: String,
    /// Name of Sluis at the provider.
    pub client_id: String,
    /// Secret of Sluis at the provider; `None` for a public client.
    pub client_secret: Option<SecretString>,
    /// Scopes that are asked beside `openid`.
    pub scopes: Vec<String>,
    /// Claim with the roles; dots lead inside: `realm_access.roles`.
    pub rol_claim: String,
    /// Claim with the name for the audit.
    pub naam_claim: String,
    /// Value of the role claim to role here.
    pub rollen: BTreeMap<String, Rol>,
}

/// Address of the pages as browsers know it: scheme, host, port, nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basisadres {
    url: Url,
}

/// Why an address cannot be that of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "must be https:// and a host, without a path; http:// only for localhost, 127.0.0.1 and [::1]"
)]
pub struct GeenBasisadres;

impl FromStr for Basisadres {
    type Err = GeenBasisadres;

    fn from_str(text: &str) -> Result<Self, GeenBasisadres> {
        let url = Url::parse(text).map_err(|_| GeenBasisadres)?;
        let is_bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        let is_safe = match (url.scheme(), url.host_str()) {
            ("https", Some(_)) => true,
            ("http", Some(host)) => is_loopback(host),
            _ => false,
        };
        if is_bare && is_safe { Ok(Self { url }) } else { Err(GeenBasisadres) }
    }
}

impl Basisadres {
    /// `http://localhost` at a port: for a first start on the machine itself.
    ///
    /// # Panics
    /// Never: the text is an address.
    #[expect(clippy::expect_used, reason = "http://localhost and a port is an address")]
    pub fn localhost(port: u16) -> Self {
        format!("http://localhost:{port}").parse().expect("an address")
    }

    /// Whether browsers use TLS.
    pub(crate) fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// The origin as browsers send it: `https://sluis.example.nl`.
    pub fn origin(&self) -> String {
        self.url.origin().ascii_serialization()
    }

    /// The address of a path of ours.
    pub(crate) fn met_pad(&self, pad: &str) -> String {
        format!("{}{pad}", self.origin())
    }

    /// Whether a request for `host`, the header of that name, is for us: by our own name, or on the machine itself.
    pub(crate) fn is_ons(&self, host: &str) -> bool {
        let Ok(authority) = host.parse::<Authority>() else { return false };
        if host.contains('@') {
            return false;
        }
        let port =
            authority.port_u16().or_else(|| if self.is_https() { Some(443) } else { Some(80) });
        let is_same =
            self.url.host_str().is_some_and(|ours| ours.eq_ignore_ascii_case(authority.host()))
                && self.url.port_or_known_default() == port;
        is_same || is_loopback(authority.host())
    }

    /// Whether a page of `origin`, the header of that name, is a page of ours, in a request for `host`.
    pub(crate) fn is_onze_pagina(&self, origin: &str, host: &str) -> bool {
        let is_local = host.parse::<Authority>().is_ok_and(|name| is_loopback(name.host()));
        origin == self.origin() || (is_local && origin == format!("http://{host}"))
    }
}

/// Whether a host is this machine itself.
pub fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// An address or a range of addresses: `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Netwerk {
    adres: IpAddr,
    bits: u8,
}

/// Why a text is no range of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be an address such as 10.0.0.7, or a range such as 10.0.0.0/8")]
pub struct GeenNetwerk;

impl FromStr for Netwerk {
    type Err = GeenNetwerk;

    fn from_str(text: &str) -> Result<Self, GeenNetwerk> {
        let (adres, bits) = match text.split_once('/') {
            Some((adres, bits)) => (adres, Some(bits.parse().map_err(|_| GeenNetwerk)?)),
            None => (text, None),
        };
        let adres: IpAddr = adres.parse().map_err(|_| GeenNetwerk)?;
        let most = if adres.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(most);
        if bits > most { Err(GeenNetwerk) } else { Ok(Self { adres, bits }) }
    }
}

impl core::fmt::Display for Netwerk {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}/{}", self.adres, self.bits)
    }
}

impl Netwerk {
    /// Whether `adres` lies in it.
    pub fn bevat(&self, adres: IpAddr) -> bool {
        match (self.adres, adres.to_canonical()) {
            (IpAddr::V4(net), IpAddr::V4(adres)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.bits)).unwrap_or(0);
                net.to_bits() & mask == adres.to_bits() & mask
            }
            (IpAddr::V6(net), IpAddr::V6(adres)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.bits)).unwrap_or(0);
                net.to_bits() & mask == adres.to_bits() & mask
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_the_pages_is_safe_and_bare() {
        for (text, origin) in [
            ("https://sluis.example.nl", Some("https://sluis.example.nl")),
            ("https://sluis.example.nl:8443/", Some("https://sluis.example.nl:8443")),
            ("http://localhost:8437", Some("http://localhost:8437")),
            ("http://127.0.0.1:1", Some("http://127.0.0.1:1")),
            ("http://[::1]:1", Some("http://[::1]:1")),
            ("http://sluis.example.nl", None),
            ("https://sluis.example.nl/pad", None),
            ("https://sluis.example.nl?x", None),
            ("https://wie@sluis.example.nl", None),
            ("ftp://localhost", None),
            ("sluis.example.nl", None),
        ] {
            let basis = text.parse::<Basisadres>();
            assert_eq!(basis.ok().map(|basis| basis.origin()).as_deref(), origin, "{text}");
        }
    }

    #[test]
    fn only_our_own_name_and_this_machine_are_us() {
        let basis: Basisadres = "https://sluis.example.nl".parse().unwrap();
        for (host, expect) in [
            ("sluis.example.nl", true),
            ("SLUIS.example.nl:443", true),
            ("sluis.example.nl:80", false),
            ("kwaad.example", false),
            ("sluis.example.nl.kwaad.example", false),
            ("localhost:8437", true),
            ("127.0.0.1:9", true),
            ("[::1]:9", true),
            ("127.0.0.1.kwaad.example", false),
            ("x@localhost", false),
            ("", false),
        ] {
            assert_eq!(basis.is_ons(host), expect, "{host}");
        }
        for (origin, host, expect) in [
            ("https://sluis.example.nl", "sluis.example.nl", true),
            ("http://sluis.example.nl", "sluis.example.nl", false),
            ("http://localhost:8437", "localhost:8437", true),
            ("http://localhost:1", "localhost:8437", false),
            ("http://kwaad.example", "kwaad.example", false),
            ("null", "localhost:8437", false),
        ] {
            assert_eq!(basis.is_onze_pagina(origin, host), expect, "{origin} {host}");
        }
    }

    #[test]
    fn a_range_holds_its_addresses() {
        for (net, adres, expect) in [
            ("10.0.0.0/8", "10.200.3.4", true),
            ("10.0.0.0/8", "11.0.0.1", false),
            ("10.0.0.7", "10.0.0.7", true),
            ("10.0.0.7", "10.0.0.8", false),
            ("0.0.0.0/0", "8.8.8.8", true),
            ("fd00::/8", "fd12::1", true),
            ("::/0", "fd12::1", true),
            ("::1", "::2", false),
            ("10.0.0.0/8", "::ffff:10.1.1.1", true),
        ] {
            let net: Netwerk = net.parse().unwrap();
            assert_eq!(net.bevat(adres.parse().unwrap()), expect, "{net} {adres}");
        }
        for wrong in ["", "10.0.0.0/33", "x", "10.0.0.0/", "::/129"] {
            assert_eq!(wrong.parse::<Netwerk>(), Err(GeenNetwerk), "{wrong}");
        }
    }
}
