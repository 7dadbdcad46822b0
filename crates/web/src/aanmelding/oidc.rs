//! The provider: what it tells of itself, the way there, and exchanging what comes back for a person.

use core::time::Duration;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use load::aanmelding::Onderweg;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreClientAuthMethod,
    CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AdditionalClaims, AuthType, AuthorizationCode, Client, ClientId,
    ClientSecret, CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    HttpRequest, HttpResponse, IdTokenFields, IssuerUrl, LogoutRequest, Nonce,
    OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl,
    ProviderMetadataWithLogout, RedirectUrl, Scope, StandardErrorResponse, StandardTokenResponse,
    SubjectIdentifier, TokenResponse as _,
};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::Mutex;
use tracing::warn;

use super::instellingen::{Basisadres, OidcInstellingen};
use super::rol_claim;
use crate::Rol;

pub(super) use super::oidc_fout::OidcFout;

/// What a provider tells of itself is asked again after this time: keys are replaced.
const KENNIS_MAX: TimeDelta = TimeDelta::minutes(15);
/// An unknown key is looked for at once, but not more often than this.
const KENNIS_MIN: TimeDelta = TimeDelta::minutes(1);
/// Clocks of two machines may differ.
const SCHEEF: TimeDelta = TimeDelta::seconds(60);
/// For one request to the provider.
const TIJD_MAX: Duration = Duration::from_secs(10);
/// A provider tells of itself in some kB.
const BYTES_MAX: usize = 1 << 20;
/// The path that the provider sends people back to.
pub(super) const TERUG: &str = "/aanmelden/terug";

/// Claims beside those of the standard.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Overig(BTreeMap<String, Value>);

impl AdditionalClaims for Overig {}

type Velden = IdTokenFields<
    Overig,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type Tokens = StandardTokenResponse<Velden, CoreTokenType>;
type OidcClient = Client<
    Overig,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What the provider told of itself, and when.
#[derive(Clone)]
struct Kennis {
    metadata: Arc<ProviderMetadataWithLogout>,
    van: DateTime<Utc>,
}

/// The provider of the organisation.
#[derive(Default)]
pub(super) struct Provider {
    kennis: Mutex<Option<Kennis>>,
}

/// The way to the provider.
pub(super) struct Heen {
    pub(super) url: String,
    pub(super) staat: String,
    pub(super) onderweg: Onderweg,
}

/// Who the provider says it is.
pub(super) struct Wie {
    pub(super) naam: String,
    pub(super) sub: String,
    pub(super) rol: Option<Rol>,
}

impl Provider {
    /// What the provider tells of itself, asked again when that is older than `oudst`.
    async fn kennis(
        &self,
        oidc: &OidcInstellingen,
        nu: DateTime<Utc>,
        oudst: TimeDelta,
    ) -> Result<Arc<ProviderMetadataWithLogout>, OidcFout> {
        let mut kennis = self.kennis.lock().await;
        if let Some(kennis) = kennis.as_ref()
            && nu - kennis.van < oudst
        {
            return Ok(kennis.metadata.clone());
        }
        let issuer =
            IssuerUrl::new(oidc.issuer.clone()).map_err(|_| OidcFout::Ongeldig("issuer"))?;
        let http = http(oidc)?;
        match ProviderMetadataWithLogout::discover_async(issuer, &http).await {
            Ok(metadata) => {
                let metadata = Arc::new(metadata);
                *kennis = Some(Kennis { metadata: metadata.clone(), van: nu });
                Ok(metadata)
            }
            Err(error) => {
                // Our own configuration and the status of the provider: nothing of a person.
                warn!("the provider did not tell of itself: {error}");
                Err(OidcFout::Onbereikbaar)
            }
        }
    }

    /// The way to the provider, for somebody who wants to see `naar`.
    pub(super) async fn heen(
        &self,
        oidc: &OidcInstellingen,
        basis: &Basisadres,
        naar: String,
        nu: DateTime<Utc>,
    ) -> Result<Heen, OidcFout> {
        let metadata = self.kennis(oidc, nu, KENNIS_MAX).await?;
        let client = client(&metadata, oidc, basis)?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let scopes = oidc.scopes.iter().filter(|scope| *scope != "openid").cloned();
        let (url, staat, nonce) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .set_pkce_challenge(challenge)
            .add_scopes(scopes.map(Scope::new))
            .url();
        let onderweg =
            Onderweg { nonce: nonce.secret().clone(), verifier: verifier.into_secret(), naar };
        Ok(Heen { url: url.into(), staat: staat.into_secret(), onderweg })
    }

    /// Exchanges the code of an answer for a person whose token was checked.
    pub(super) async fn wissel(
        &self,
        oidc: &OidcInstellingen,
        basis: &Basisadres,
        (code, onderweg): (&str, &Onderweg),
        nu: DateTime<Utc>,
    ) -> Result<Wie, OidcFout> {
        let metadata = self.kennis(oidc, nu, KENNIS_MAX).await?;
        let http = http(oidc)?;
        let tokens = client(&metadata, oidc, basis)?
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|_| OidcFout::Ongeldig("token endpoint"))?
            .set_pkce_verifier(PkceCodeVerifier::new(onderweg.verifier.clone()))
            .request_async(&http)
            .await
            .map_err(|error| OidcFout::van_token(&error))?;
        let (metadata, claims) = match check(&metadata, oidc, basis, (&tokens, onderweg), nu) {
            Err(OidcFout::Ongeldig("signature")) => {
                // The keys may have been replaced since they were asked.
                let metadata = self.kennis(oidc, nu, KENNIS_MIN).await?;
                let claims = check(&metadata, oidc, basis, (&tokens, onderweg), nu)?;
                (metadata, claims)
            }
            claims => (metadata, claims?),
        };
        let sub = tekst(&claims, "sub").ok_or(OidcFout::Ongeldig("sub"))?;
        let mut naam = tekst(&claims, &oidc.naam_claim);
        let mut rollen = rol_claim::zoek(&claims, &oidc.rol_claim).cloned();
        if (rollen.is_none() || naam.is_none()) && metadata.userinfo_endpoint().is_some() {
            let client = client(&metadata, oidc, basis)?;
            let info = userinfo(&client, tokens.access_token(), &sub, oidc).await?;
            rollen = rollen.or_else(|| rol_claim::zoek(&info, &oidc.rol_claim).cloned());
            naam = naam.or_else(|| tekst(&info, &oidc.naam_claim));
        }
        let rol = rollen.and_then(|waarde| rol_claim::rol(&waarde, &oidc.rollen));
        Ok(Wie { naam: naam.unwrap_or_else(|| sub.clone()), sub, rol })
    }

    /// Where somebody signs out at the provider; `None` when it has no such page.
    pub(super) async fn afmeldadres(
        &self,
        oidc: &OidcInstellingen,
        basis: &Basisadres,
        nu: DateTime<Utc>,
    ) -> Result<Option<String>, OidcFout> {
        let metadata = self.kennis(oidc, nu, KENNIS_MAX).await?;
        let Some(adres) = metadata.additional_metadata().end_session_endpoint.clone() else {
            return Ok(None);
        };
        let terug = PostLogoutRedirectUrl::new(basis.met_pad(super::PAD))
            .map_err(|_| OidcFout::Ongeldig("base_url"))?;
        // Without an ID token as a hint: we keep none, because it tells more of a person than we need.
        let request = LogoutRequest::from(adres)
            .set_client_id(ClientId::new(oidc.client_id.clone()))
            .set_post_logout_redirect_uri(terug);
        Ok(Some(request.http_get_url().into()))
    }
}

fn client(
    metadata: &ProviderMetadataWithLogout,
    oidc: &OidcInstellingen,
    basis: &Basisadres,
) -> Result<OidcClient, OidcFout> {
    let secret =
        oidc.client_secret.as_ref().map(|secret| ClientSecret::new(secret.expose_secret().into()));
    let terug =
        RedirectUrl::new(basis.met_pad(TERUG)).map_err(|_| OidcFout::Ongeldig("base_url"))?;
    let client = OidcClient::from_provider_metadata(
        metadata.clone(),
        ClientId::new(oidc.client_id.clone()),
        secret,
    );
    let methods = metadata.token_endpoint_auth_methods_supported();
    let is_post_only = methods.is_some_and(|methods| {
        methods.contains(&CoreClientAuthMethod::ClientSecretPost)
            && !methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
    });
    let auth = if is_post_only { AuthType::RequestBody } else { AuthType::BasicAuth };
    Ok(client.set_redirect_uri(terug).set_auth_type(auth))
}

/// Checks the ID token, signature, issuer, audience, nonce and times, and gives its claims.
fn check(
    metadata: &ProviderMetadataWithLogout,
    oidc: &OidcInstellingen,
    basis: &Basisadres,
    (tokens, onderweg): (&Tokens, &Onderweg),
    nu: DateTime<Utc>,
) -> Result<Value, OidcFout> {
    let client = client(metadata, oidc, basis)?;
    let verifier = client
        .id_token_verifier()
        .set_time_fn(move || nu - SCHEEF)
        .set_issue_time_verifier_fn(move |van| {
            if van <= nu + SCHEEF { Ok(()) } else { Err("issued in the future".to_owned()) }
        });
    let token = tokens.id_token().ok_or(OidcFout::Ongeldig("no id token"))?;
    let claims = token
        .claims(&verifier, &Nonce::new(onderweg.nonce.clone()))
        .map_err(|error| OidcFout::van_claims(&error))?;
    if let Some(told) = claims.access_token_hash() {
        let key = token.signing_key(&verifier).map_err(|_| OidcFout::Ongeldig("signature"))?;
        let alg = token.signing_alg().map_err(|_| OidcFout::Ongeldig("signature"))?;
        let real = AccessTokenHash::from_token(tokens.access_token(), alg, key)
            .map_err(|_| OidcFout::Ongeldig("at_hash"))?;
        if real != *told {
            return Err(OidcFout::Ongeldig("at_hash"));
        }
    }
    serde_json::to_value(claims).map_err(|_| OidcFout::Ongeldig("claims"))
}

/// What the provider tells beside the ID token, of the same person.
async fn userinfo(
    client: &OidcClient,
    token: &AccessToken,
    sub: &str,
    oidc: &OidcInstellingen,
) -> Result<Value, OidcFout> {
    let http = http(oidc)?;
    let claims = client
        .user_info(token.clone(), Some(SubjectIdentifier::new(sub.to_owned())))
        .map_err(|_| OidcFout::Ongeldig("userinfo"))?
        .request_async::<Overig, _, CoreGenderClaim>(&http)
        .await
        .map_err(|_| OidcFout::Ongeldig("userinfo"))?;
    serde_json::to_value(claims).map_err(|_| OidcFout::Ongeldig("claims"))
}

/// A text claim that can stand in the audit: one line of at most 64 characters.
fn tekst(claims: &Value, pad: &str) -> Option<String> {
    let text = rol_claim::zoek(claims, pad)?.as_str()?;
    let plain: String = text.chars().filter(|c| !c.is_control()).take(64).collect();
    let plain = plain.trim();
    (!plain.is_empty()).then(|| plain.to_owned())
}

/// Why a request to the provider got no answer. Holds no address: that may have a code in it.
#[derive(Debug, thiserror::Error)]
pub(super) enum HttpFout {
    /// The network, the name, the certificate or the time.
    #[error("no answer: {0}")]
    Netwerk(String),
    /// More than a provider has to tell.
    #[error("the answer is too long")]
    TeLang,
    /// Not HTTP.
    #[error("the answer is not HTTP")]
    GeenHttp,
}

impl From<reqwest::Error> for HttpFout {
    fn from(error: reqwest::Error) -> Self {
        let error = error.without_url();
        let mut text = error.to_string();
        let mut cause = core::error::Error::source(&error);
        while let Some(error) = cause {
            text = format!("{text}: {error}");
            cause = error.source();
        }
        Self::Netwerk(text)
    }
}

/// What asks the provider. No redirects: an answer of elsewhere is no answer.
fn http(
    oidc: &OidcInstellingen,
) -> Result<impl Fn(HttpRequest) -> BoxFuture + Send + Sync, OidcFout> {
    // Another part of the program may have done it: the crypto of TLS is chosen once for the whole program.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let is_https = !oidc.issuer.starts_with("http://");
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(TIJD_MAX)
        .https_only(is_https)
        .build()
        .map_err(|_| OidcFout::Ongeldig("http client"))?;
    Ok(move |request: HttpRequest| -> BoxFuture { Box::pin(fetch(client.clone(), request)) })
}

type BoxFuture =
    core::pin::Pin<Box<dyn Future<Output = Result<HttpResponse, HttpFout>> + Send + 'static>>;

async fn fetch(client: reqwest::Client, request: HttpRequest) -> Result<HttpResponse, HttpFout> {
    let mut response = client.execute(reqwest::Request::try_from(request)?).await?;
    let mut answer = openidconnect::http::Response::builder().status(response.status());
    if let Some(headers) = answer.headers_mut() {
        headers.clone_from(response.headers());
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > BYTES_MAX {
            return Err(HttpFout::TeLang);
        }
        body.extend_from_slice(&chunk);
    }
    answer.body(body).map_err(|_| HttpFout::GeenHttp)
}
