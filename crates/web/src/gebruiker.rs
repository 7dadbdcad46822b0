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

    /// The role of a word.
    pub fn van_code(code: &str) -> Option<Self> {
        [Self::Lezer, Self::Operator, Self::Beheerder].into_iter().find(|rol| rol.code() == code)
    }
}

/// Who is signed in. Put into the request by the sign-in layer; a page that takes it as an argument asks for it.
#[derive(Clone, PartialEq, Eq)]
pub struct Gebruiker {
    /// Name, as it stands in the audit.
    pub naam: String,
    /// What they may do.
    pub rol: Rol,
    /// Token that every form of this session sends back.
    pub csrf: String,
}

impl core::fmt::Debug for Gebruiker {
    /// Without the token.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Self { naam, rol, csrf: _ } = self;
        f.debug_struct("Gebruiker").field("naam", naam).field("rol", rol).finish_non_exhaustive()
    }
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
