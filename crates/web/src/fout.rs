//! What a visitor sees when a page cannot be made: what, and what to do. Never a value, never a trace.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use tracing::{error, warn};

use crate::aanmelding::OidcFout;
use crate::gebruiker::Rol;
use crate::opmaak;

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum Fout {
    /// Nobody is signed in.
    #[error("niet aangemeld")]
    NietAangemeld,
    /// The role does not allow it.
    #[error("hiervoor is de rol {} nodig", .nodig.code())]
    Verboden {
        /// The least role that may.
        nodig: Rol,
    },
    /// A form that is not one of ours, or no longer.
    #[error("het formulier hoort niet bij deze sessie")]
    Formulier,
    /// There is no such thing.
    #[error("niet gevonden")]
    NietGevonden,
    /// The request makes no sense.
    #[error("{0}")]
    Verzoek(String),
    /// The path is there, but not in this way: an action is no link.
    #[error("deze pagina kan niet op deze manier worden gevraagd")]
    Methode,
    /// The request is for another name than ours.
    #[error("deze dienst heeft een ander adres")]
    AnderAdres,
    /// The body of the request is larger than any form of ours.
    #[error("het verzoek is te groot")]
    TeGroot,
    /// Too many attempts.
    #[error("te veel pogingen")]
    TeVeel {
        /// Seconds to wait.
        seconden: i64,
    },
    /// The page took too long.
    #[error("de pagina duurde te lang")]
    TeLang,
    /// The provider of sign-in.
    #[error(transparent)]
    Aanmelddienst(#[from] OidcFout),
    /// The warehouse.
    #[error(transparent)]
    Load(#[from] load::Error),
    /// A template failed.
    #[error("de pagina kon niet worden gemaakt")]
    Opmaak(#[from] askama::Error),
    /// The system gave no random numbers.
    #[error("het systeem gaf geen willekeurige getallen")]
    GeenToeval,
    /// A part of the program stopped.
    #[error("een onderdeel stopte")]
    Paniek,
    /// A table could not be written as a file.
    #[error("het bestand kon niet worden gemaakt")]
    Download,
}

impl Fout {
    fn status(&self) -> StatusCode {
        match self {
            Self::NietAangemeld => StatusCode::UNAUTHORIZED,
            Self::NietGevonden => StatusCode::NOT_FOUND,
            Self::Verzoek(_) => StatusCode::BAD_REQUEST,
            Self::Methode => StatusCode::METHOD_NOT_ALLOWED,
            Self::AnderAdres => StatusCode::MISDIRECTED_REQUEST,
            Self::TeGroot => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TeVeel { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::TeLang => StatusCode::SERVICE_UNAVAILABLE,
            Self::Aanmelddienst(fout) if fout.is_elders() => StatusCode::BAD_GATEWAY,
            Self::Verboden { .. } | Self::Formulier | Self::Aanmelddienst(_) => {
                StatusCode::FORBIDDEN
            }
            Self::Load(error) if error.is_unavailable() => StatusCode::SERVICE_UNAVAILABLE,
            Self::Load(_) | Self::Opmaak(_) | Self::GeenToeval | Self::Paniek | Self::Download => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
        }
    }

    /// What is told to the visitor: heading and text.
    fn tekst(&self) -> (&'static str, String) {
        let (kop, tekst) = match self {
            Self::Verboden { .. } => {
                let tekst = format!("Hier mag u niet bij: {self}. Vraag een beheerder om die rol.");
                return ("Geen toegang", tekst);
            }
            Self::Verzoek(uitleg) => return ("Dit kan niet", uitleg.clone()),
            Self::TeVeel { seconden } => return ("Te veel pogingen", wacht(*seconden)),
            Self::NietAangemeld => ("Niet aangemeld", "Meld u aan om deze pagina te zien."),
            Self::Formulier => (
                "Het formulier is niet verstuurd",
                "Het formulier hoort niet of niet meer bij uw sessie, dus er is niets gedaan. Open \
                 de pagina opnieuw en probeer het nog eens.",
            ),
            Self::NietGevonden => ("Niet gevonden", "Deze pagina bestaat niet, of niet meer."),
            Self::Methode => (
                "Dit kan niet",
                "Deze pagina kan niet op deze manier worden gevraagd. Een handeling begint met een \
                 knop op een pagina, niet met een link.",
            ),
            Self::AnderAdres => (
                "Verkeerd adres",
                "Deze dienst heeft een ander adres dan waarmee u kwam. Gebruik het adres dat u van \
                 de beheerder kreeg (serve.base_url in de configuratie).",
            ),
            Self::TeGroot => ("Het verzoek is te groot", "Er is niets gedaan."),
            Self::TeLang => (
                "De pagina duurde te lang",
                "Het maken van de pagina is gestopt. Probeer het over een minuut nog eens.",
            ),
            Self::Aanmelddienst(fout) => fout.tekst(),
            Self::Load(error) if error.is_unavailable() => (
                "De database is niet bereikbaar",
                "Er zijn nu geen gegevens te tonen. Probeer het over een minuut nog eens; blijft \
                 het zo, kijk dan of de databaseserver draait.",
            ),
            Self::Load(_) | Self::Opmaak(_) | Self::GeenToeval | Self::Paniek | Self::Download => (
                "Er ging iets mis",
                "De pagina kon niet worden gemaakt. Wat er mis ging staat in het log van de dienst.",
            ),
        };
        (kop, tekst.to_owned())
    }
}

fn wacht(seconden: i64) -> String {
    let wait = match seconden {
        ..=1 => "een seconde".to_owned(),
        2..=90 => format!("{seconden} seconden"),
        _ => format!("{} minuten", (seconden + 59) / 60),
    };
    format!("Er is te vaak geprobeerd om aan te melden. Wacht {wait} en probeer het dan opnieuw.")
}

/// The page for a status that something else than a page gave: a body that cannot be read, a path without that method.
pub(crate) fn van_status(status: StatusCode) -> Fout {
    match status {
        StatusCode::METHOD_NOT_ALLOWED => Fout::Methode,
        StatusCode::NOT_FOUND => Fout::NietGevonden,
        StatusCode::PAYLOAD_TOO_LARGE => Fout::TeGroot,
        status if status.is_client_error() => {
            Fout::Verzoek("Het verzoek is niet te begrijpen. Er is niets gedaan.".to_owned())
        }
        _ => Fout::Paniek,
    }
}

impl IntoResponse for Fout {
    fn into_response(self) -> Response {
        match &self {
            Self::NietAangemeld => return Redirect::to("/aanmelden").into_response(),
            Self::Load(error) if error.is_unavailable() => {
                warn!(code = error.code(), "a page found the database unavailable");
            }
            Self::Load(error) => error!(code = error.code(), "a page failed: {error}"),
            Self::Opmaak(error) => error!("a template failed: {error}"),
            Self::GeenToeval | Self::Paniek | Self::TeLang | Self::Download => {
                error!("a page failed: {self:?}");
            }
            _ => {}
        }
        let (kop, tekst) = self.tekst();
        let mut response = (self.status(), opmaak::foutpagina(kop, &tekst)).into_response();
        if let Self::TeVeel { seconden } = &self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*seconden));
        }
        response
    }
}
