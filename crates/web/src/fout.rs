//! What a visitor sees when a page cannot be made: what, and what to do. Never a value, never a trace.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use tracing::{error, warn};

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
    /// There is no such thing.
    #[error("niet gevonden")]
    NietGevonden,
    /// The request makes no sense.
    #[error("{0}")]
    Verzoek(String),
    /// The warehouse.
    #[error(transparent)]
    Load(#[from] load::Error),
    /// A template failed.
    #[error("de pagina kon niet worden gemaakt")]
    Opmaak(#[from] askama::Error),
    /// A table could not be written as a file.
    #[error("het bestand kon niet worden gemaakt")]
    Download,
}

impl Fout {
    fn status(&self) -> StatusCode {
        match self {
            Self::NietAangemeld => StatusCode::UNAUTHORIZED,
            Self::Verboden { .. } => StatusCode::FORBIDDEN,
            Self::NietGevonden => StatusCode::NOT_FOUND,
            Self::Verzoek(_) => StatusCode::BAD_REQUEST,
            Self::Load(error) if error.is_unavailable() => StatusCode::SERVICE_UNAVAILABLE,
            Self::Load(_) | Self::Opmaak(_) | Self::Download => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What is told to the visitor: heading and text.
    fn tekst(&self) -> (&'static str, String) {
        match self {
            Self::NietAangemeld => {
                ("Niet aangemeld", "Meld u aan om deze pagina te zien.".to_owned())
            }
            Self::Verboden { .. } => (
                "Geen toegang",
                format!("Hier mag u niet bij: {self}. Vraag een beheerder om die rol."),
            ),
            Self::NietGevonden => {
                ("Niet gevonden", "Deze pagina bestaat niet, of niet meer.".to_owned())
            }
            Self::Verzoek(uitleg) => ("Dit kan niet", uitleg.clone()),
            Self::Load(error) if error.is_unavailable() => (
                "De database is niet bereikbaar",
                "Er zijn nu geen gegevens te tonen. Probeer het over een minuut nog eens; blijft \
                 het zo, kijk dan of de databaseserver draait."
                    .to_owned(),
            ),
            Self::Load(_) | Self::Opmaak(_) | Self::Download => (
                "Er ging iets mis",
                "De pagina kon niet worden gemaakt. Wat er mis ging staat in het log van de dienst."
                    .to_owned(),
            ),
        }
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
            Self::Download => error!("a table could not be written as a file"),
            Self::Verboden { .. } | Self::NietGevonden | Self::Verzoek(_) => {}
        }
        let (kop, tekst) = self.tekst();
        (self.status(), opmaak::foutpagina(kop, &tekst)).into_response()
    }
}
