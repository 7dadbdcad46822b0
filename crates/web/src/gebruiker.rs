//! Who looks at a page, and what they may do.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::Fout;

/// What somebody may do; each includes the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rol {
    /// Look.
    Lezer,
    /// Start, stop and repeat runs; handle quarantine.
    Operator,
    /// See the configuration and the audit.
    Beheerder,
}

impl Rol {
    /// The word on pages, in the ledger and in claims.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Lezer => "lezer",
            Self::Operator => "operator",
            Self::Beheerder => "beheerder",
        }
    }
}

/// Who is signed in. Put into the request by the sign-in layer; a page that takes it as an argument asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gebruiker {
    /// Name, as it stands in the audit.
    pub naam: String,
    /// What they may do.
    pub rol: Rol,
    /// Token that every form of this session sends back.
    pub csrf: String,
}

impl Gebruiker {
    /// Refuses who may not do what asks for `rol`.
    ///
    /// # Errors
    /// [`Fout::Verboden`].
    pub fn eis(&self, rol: Rol) -> Result<(), Fout> {
        if self.rol >= rol { Ok(()) } else { Err(Fout::Verboden { nodig: rol }) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Gebruiker {
    type Rejection = Fout;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fout> {
        parts.extensions.get::<Self>().cloned().ok_or(Fout::NietAangemeld)
    }
}
