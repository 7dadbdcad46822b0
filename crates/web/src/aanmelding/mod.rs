//! Sign-in: local accounts and OpenID Connect, sessions in the warehouse, attempts that get slower.

mod afmelden;
mod extern_aanmelden;
pub(crate) mod geheim;
pub(crate) mod instellingen;
mod lokaal;
mod oidc;
mod oidc_fout;
mod rem;
mod rol_claim;
mod wachtwoord;

use core::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use chrono::{DateTime, TimeDelta, Utc};
use load::aanmelding::{self, Hash, NieuweSessie, Opgeruimd};
use load::dienst::Herkomst;
use load::ledger::{Handeling, record_audit};
use tokio::sync::{OnceCell, Semaphore};

pub use instellingen::{
    AanmeldInstellingen, Basisadres, GeenBasisadres, GeenNetwerk, Netwerk, OidcInstellingen,
    is_loopback,
};
pub use oidc_fout::OidcFout;
pub(crate) use rem::tel_adres;
pub use wachtwoord::{Zwak, hash_wachtwoord};

use crate::omgeving::Omgeving;
use crate::{Fout, Rol};

/// Where people sign in; also the start of every path that is open to everybody.
pub(crate) const PAD: &str = "/aanmelden";
/// Passwords that are compared at the same time: each takes 19 MiB and a core.
const VERGELIJKINGEN_MAX: usize = 2;

/// What sign-in works with.
#[derive(Clone)]
pub(crate) struct Aanmelding {
    pub(crate) omgeving: Omgeving,
    vergelijkingen: Arc<Semaphore>,
    /// Compared with when there is no such account.
    geen_hash: Arc<OnceCell<Option<String>>>,
    provider: Arc<oidc::Provider>,
}

impl Aanmelding {
    pub(crate) fn new(omgeving: Omgeving) -> Self {
        Self {
            omgeving,
            vergelijkingen: Arc::new(Semaphore::new(VERGELIJKINGEN_MAX)),
            geen_hash: Arc::default(),
            provider: Arc::default(),
        }
    }

    pub(crate) fn instellingen(&self) -> &AanmeldInstellingen {
        &self.omgeving.signin
    }

    pub(crate) fn nu(&self) -> DateTime<Utc> {
        self.omgeving.bediening.nu()
    }
}

/// The pages of signing in and out.
pub(crate) fn routes(aanmelding: Aanmelding) -> Router {
    Router::new()
        .route(PAD, get(lokaal::toon).post(lokaal::meld_aan))
        .route("/aanmelden/organisatie", post(extern_aanmelden::begin))
        .route("/aanmelden/terug", get(extern_aanmelden::terug))
        .route("/afmelden", post(afmelden::meld_af))
        .with_state(aanmelding)
}

/// Ends sessions that are too old, and removes what no longer counts. To be called once a minute by the service.
///
/// # Errors
/// `Database`.
pub async fn ruim_op(omgeving: &Omgeving) -> Result<Opgeruimd, load::Error> {
    aanmelding::clear(&omgeving.db, omgeving.bediening.nu(), omgeving.signin.sessie_rust).await
}

/// The address that a request came from, after the proxies that are trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Adres(pub(crate) Option<IpAddr>);

impl Adres {
    /// What stands in the audit: the page, and the address only where an attack may have to be traced.
    pub(crate) fn herkomst(self) -> String {
        let pagina = Herkomst::Pagina.code();
        self.0.map_or_else(|| pagina.to_owned(), |adres| format!("{pagina} {adres}"))
    }
}

/// The session of a request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Aangemeld {
    pub(crate) hash: Hash,
    /// Whether the provider signed this person in.
    pub(crate) is_extern: bool,
}

/// Somebody whose identity is proved.
struct Persoon<'a> {
    naam: &'a str,
    rol: Rol,
    gebruiker_id: Option<i64>,
    /// How it was proved, for the audit.
    wijze: &'a str,
}

/// Begins a session for somebody, in place of the one that the browser had. `None` when the account changed in between.
async fn begin_sessie(
    aanmelding: &Aanmelding,
    persoon: &Persoon<'_>,
    (adres, oud): (Adres, Option<Hash>),
    naar: &str,
) -> Result<Option<Response>, Fout> {
    let nu = aanmelding.nu();
    let token = geheim::nieuw()?;
    let csrf = geheim::nieuw()?;
    let hash = geheim::sessie_hash(&token);
    let sessie = NieuweSessie {
        hash: &hash,
        gebruiker_id: persoon.gebruiker_id,
        naam: persoon.naam,
        rol: persoon.rol.code(),
        csrf: &csrf,
        verloopt_op: nu + aanmelding.instellingen().sessie_max,
    };
    let handeling = Handeling {
        wie: persoon.naam,
        handeling: "aanmelden",
        object: persoon.wijze,
        resultaat: &format!("gelukt, {}", persoon.rol.code()),
        herkomst: &adres.herkomst(),
    };
    let db = &aanmelding.omgeving.db;
    if !aanmelding::begin_session(db, &sessie, oud.as_ref(), &handeling, nu).await? {
        return Ok(None);
    }
    let mut response = Redirect::to(&veilig_pad(naar)).into_response();
    zet(&mut response, geheim::zet_cookie(geheim::SESSIE, &token));
    zet(&mut response, geheim::wis_cookie(geheim::BEGIN));
    Ok(Some(response))
}

/// Writes down a sign-in that was refused. The name only when it is that of an account: others may be a password that
/// was typed in the wrong field.
async fn audit_geweigerd(
    aanmelding: &Aanmelding,
    (naam, wijze): (Option<&str>, &str),
    reden: &str,
    adres: Adres,
) -> Result<(), Fout> {
    let handeling = Handeling {
        wie: naam.unwrap_or("onbekend"),
        handeling: "aanmelden",
        object: wijze,
        resultaat: &format!("geweigerd: {reden}"),
        herkomst: &adres.herkomst(),
    };
    Ok(record_audit(&aanmelding.omgeving.db, &handeling).await?)
}

fn zet(response: &mut Response, cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// A path of this site and nothing else: what a visitor wanted to see before signing in comes from a link.
pub(crate) fn veilig_pad(naar: &str) -> String {
    let is_path = naar.starts_with('/') && !naar.starts_with("//");
    let is_plain = naar.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let is_ours = is_path && is_plain && naar.len() <= 512;
    let is_sign_in = naar.starts_with(PAD) || naar.starts_with("/afmelden");
    if is_ours && !is_sign_in { naar.to_owned() } else { "/".to_owned() }
}

/// Whole seconds, rounded up, at least one.
fn seconden(wacht: TimeDelta) -> i64 {
    wacht.num_milliseconds().max(0).div_euclid(1000).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_signing_in_one_stays_on_this_site() {
        for (naar, expect) in [
            ("/runs/7?pagina=2", "/runs/7?pagina=2"),
            ("/", "/"),
            ("", "/"),
            ("runs", "/"),
            ("//kwaad.example", "/"),
            ("/\\kwaad.example", "/"),
            ("https://kwaad.example", "/"),
            ("/runs\r\nSet-Cookie: a=b", "/"),
            ("/aanmelden", "/"),
            ("/afmelden", "/"),
        ] {
            assert_eq!(veilig_pad(naar), expect, "{naar}");
        }
        assert_eq!(veilig_pad(&format!("/{}", "x".repeat(600))), "/");
    }
}
