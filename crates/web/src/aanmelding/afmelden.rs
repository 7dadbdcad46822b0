//! Signing out: here, and at the provider when it was the one that signed in.

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use load::aanmelding;
use load::ledger::Handeling;
use tracing::warn;

use super::extern_aanmelden::stuur_door;
use super::{Aangemeld, Aanmelding, Adres, geheim, zet};
use crate::{Fout, Gebruiker};

pub(super) async fn meld_af(
    State(aanmelding): State<Aanmelding>,
    Extension(aangemeld): Extension<Aangemeld>,
    Extension(adres): Extension<Adres>,
    gebruiker: Gebruiker,
) -> Result<Response, Fout> {
    let handeling = Handeling {
        wie: &gebruiker.naam,
        handeling: "afmelden",
        object: "sessie",
        resultaat: "gelukt",
        herkomst: &adres.herkomst(),
    };
    let (db, nu) = (&aanmelding.omgeving.db, aanmelding.nu());
    aanmelding::end_session(db, &aangemeld.hash, &handeling, nu).await?;
    let elders = match &aanmelding.instellingen().oidc {
        Some(oidc) if aangemeld.is_extern => {
            let basis = &aanmelding.instellingen().basis;
            // The session here has ended; that of the provider is theirs.
            aanmelding.provider.afmeldadres(oidc, basis, nu).await.unwrap_or_else(|fout| {
                warn!("the provider cannot be asked where to sign out: {}", fout.melding());
                None
            })
        }
        _ => None,
    };
    let mut response = match elders {
        Some(url) => stuur_door("Afmelden bij uw organisatie", &url)?,
        None => Redirect::to("/aanmelden?melding=afgemeld").into_response(),
    };
    zet(&mut response, geheim::wis_cookie(geheim::SESSIE));
    Ok(response)
}
