//! Why signing in at the provider failed: what the visitor reads, and what the log holds. Never a text of the provider.

use openidconnect::core::CoreErrorResponseType;
use openidconnect::{ClaimsVerificationError, RequestTokenError, StandardErrorResponse};

use super::oidc::HttpFout;

/// Why signing in at the provider failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.melding())]
pub enum OidcFout {
    /// It gives no answer, or not the one that the standard asks.
    Onbereikbaar,
    /// It refused this person, or the person stopped.
    Geweigerd,
    /// It has a fault or is too busy.
    Storing,
    /// The answer belongs to no sign-in of this browser: too late, used before, or made by somebody else.
    Onbekend,
    /// Something in the answer is not right.
    Ongeldig(&'static str),
    /// This person has no role here.
    GeenRol,
}

impl OidcFout {
    /// The meaning of an error code of the provider (OpenID Connect Core 3.1.2.6).
    pub(super) fn van_code(code: &str) -> Self {
        match code {
            "access_denied"
            | "login_required"
            | "interaction_required"
            | "consent_required"
            | "account_selection_required" => Self::Geweigerd,
            "server_error" | "temporarily_unavailable" => Self::Storing,
            _ => Self::Ongeldig("authorization request"),
        }
    }

    pub(super) fn van_token(
        error: &RequestTokenError<HttpFout, StandardErrorResponse<CoreErrorResponseType>>,
    ) -> Self {
        match error {
            RequestTokenError::ServerResponse(answer) => match answer.error() {
                CoreErrorResponseType::InvalidClient
                | CoreErrorResponseType::UnauthorizedClient => Self::Ongeldig("client"),
                CoreErrorResponseType::InvalidGrant => Self::Ongeldig("code"),
                _ => Self::Ongeldig("token request"),
            },
            RequestTokenError::Request(_) => Self::Onbereikbaar,
            _ => Self::Ongeldig("token answer"),
        }
    }

    pub(super) const fn van_claims(error: &ClaimsVerificationError) -> Self {
        Self::Ongeldig(match error {
            ClaimsVerificationError::Expired(_) => "expired",
            ClaimsVerificationError::InvalidAudience(_) => "audience",
            ClaimsVerificationError::InvalidIssuer(_) => "issuer",
            ClaimsVerificationError::InvalidNonce(_) => "nonce",
            ClaimsVerificationError::SignatureVerification(_) => "signature",
            _ => "claims",
        })
    }

    /// What the log holds.
    pub(super) const fn log(&self) -> &'static str {
        match self {
            Self::Onbereikbaar => "no answer",
            Self::Geweigerd => "refused",
            Self::Storing => "fault of the provider",
            Self::Onbekend => "answer without question",
            Self::Ongeldig(what) => what,
            Self::GeenRol => "no role",
        }
    }

    /// A few words for the audit.
    pub(super) const fn melding(&self) -> &'static str {
        match self {
            Self::Onbereikbaar => "aanmelddienst niet bereikbaar",
            Self::Geweigerd => "aanmelddienst weigerde",
            Self::Storing => "storing bij de aanmelddienst",
            Self::Onbekend => "antwoord zonder vraag",
            Self::Ongeldig(_) => "antwoord klopt niet",
            Self::GeenRol => "geen rol",
        }
    }

    /// Heading and text of the page.
    pub(crate) const fn tekst(&self) -> (&'static str, &'static str) {
        match self {
            Self::Onbereikbaar => (
                "De aanmelddienst is niet bereikbaar",
                "De aanmelddienst van uw organisatie geeft geen bruikbaar antwoord. Probeer het \
                 over een minuut nog eens; blijft het zo, meld het dan bij de beheerder.",
            ),
            Self::Geweigerd => (
                "Niet aangemeld",
                "De aanmelddienst van uw organisatie heeft u niet aangemeld, of u heeft het \
                 aanmelden afgebroken.",
            ),
            Self::Storing => (
                "Storing bij de aanmelddienst",
                "De aanmelddienst van uw organisatie heeft een storing. Probeer het over een \
                 minuut nog eens.",
            ),
            Self::Onbekend => (
                "Het aanmelden is verlopen",
                "Het aanmelden duurde te lang, was al afgerond of begon in een andere browser. \
                 Begin opnieuw.",
            ),
            Self::Ongeldig(_) => (
                "Het aanmelden is niet gelukt",
                "Het antwoord van de aanmelddienst klopt niet. Begin opnieuw; blijft het zo, meld \
                 het dan bij de beheerder. De reden staat in het log van de dienst.",
            ),
            Self::GeenRol => (
                "U heeft geen rol",
                "Uw organisatie kent u, maar u heeft geen rol in Sluis. Vraag de beheerder om de \
                 rol lezer, operator of beheerder, en meld u daarna opnieuw aan.",
            ),
        }
    }

    /// Whether the fault is on the other side.
    pub(crate) const fn is_elders(&self) -> bool {
        matches!(self, Self::Onbereikbaar | Self::Storing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_the_provider_is_told_in_our_words() {
        for (code, expect) in [
            ("access_denied", OidcFout::Geweigerd),
            ("temporarily_unavailable", OidcFout::Storing),
            ("<script>", OidcFout::Ongeldig("authorization request")),
        ] {
            let fout = OidcFout::van_code(code);
            assert_eq!(fout, expect);
            assert!(!format!("{:?} {}", fout.tekst(), fout.log()).contains("script"));
        }
    }
}
