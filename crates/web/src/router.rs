//! Which path shows what.

use core::any::Any;

use axum::Router;
use axum::http::header;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;

use crate::aanmelding::{self, Aanmelding};
use crate::bescherming::bescherm;
use crate::omgeving::Omgeving;
use crate::{Fout, pagina};

/// The whole web side: sign-in, sessions and protection around the pages.
///
/// Serve it with `into_make_service_with_connect_info::<SocketAddr>()`: attempts to sign in are slowed down per address.
/// Call [`crate::ruim_op`] once a minute.
pub fn router(omgeving: Omgeving) -> Router {
    bescherm_paginas(omgeving.clone(), paginas(omgeving))
}

/// Sign-in and protection around `paginas`.
pub fn bescherm_paginas(omgeving: Omgeving, paginas: Router) -> Router {
    let aanmelding = Aanmelding::new(omgeving);
    paginas
        .merge(aanmelding::routes(aanmelding.clone()))
        .layer(CatchPanicLayer::custom(paniek))
        .layer(from_fn_with_state(aanmelding, bescherm))
}

/// A panic is told as any other fault; what it says may hold a value, so it is not repeated.
fn paniek(_: Box<dyn Any + Send + 'static>) -> Response {
    Fout::Paniek.into_response()
}

/// The pages and what they load. A request must carry a [`crate::Gebruiker`] as an extension, or it is sent to sign in.
pub fn paginas(omgeving: Omgeving) -> Router {
    Router::new()
        .merge(pagina::routes())
        .merge(pagina::inhoud())
        .route("/stijl.css", get(stijl))
        .route("/icoon.svg", get(icoon))
        .fallback(async || Fout::NietGevonden)
        .with_state(omgeving)
}

async fn icoon() -> impl IntoResponse {
    let headers = [(header::CONTENT_TYPE, "image/svg+xml")];
    (headers, include_str!("../static/icoon.svg"))
}

async fn stijl() -> impl IntoResponse {
    let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8")];
    (headers, include_str!("../static/stijl.css"))
}
