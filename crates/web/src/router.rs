//! Which path shows what.

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

use crate::omgeving::Omgeving;
use crate::{Fout, pagina};

/// The whole web side: sign-in, sessions and protection around the pages.
pub fn router(omgeving: Omgeving) -> Router {
    paginas(omgeving)
}

/// The pages and what they load. A request must carry a [`crate::Gebruiker`] as an extension, or it is sent to sign in.
pub fn paginas(omgeving: Omgeving) -> Router {
    Router::new()
        .merge(pagina::routes())
        .merge(pagina::inhoud())
        .route("/stijl.css", get(stijl))
        .fallback(async || Fout::NietGevonden)
        .with_state(omgeving)
}

async fn stijl() -> impl IntoResponse {
    let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8")];
    (headers, include_str!("../static/stijl.css"))
}
