//! The frame of every page: heading, navigation, notice, foot.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

use crate::omgeving::Omgeving;
use crate::tabel::Tijdweergave;
use crate::{Fout, Gebruiker, Rol};

/// An entry of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Menupunt {
    pub(crate) pad: &'static str,
    pub(crate) naam: &'static str,
    pub(crate) rol: Rol,
}

/// The navigation, in order.
pub(crate) const MENU: [Menupunt; 8] = [
    Menupunt { pad: "/", naam: "Overzicht", rol: Rol::Lezer },
    Menupunt { pad: "/runs", naam: "Runs", rol: Rol::Lezer },
    Menupunt { pad: "/quarantaine", naam: "Quarantaine", rol: Rol::Lezer },
    Menupunt { pad: "/bronnen", naam: "Bronnen", rol: Rol::Lezer },
    Menupunt { pad: "/kwaliteit", naam: "Kwaliteit", rol: Rol::Lezer },
    Menupunt { pad: "/ketens", naam: "Ketens", rol: Rol::Lezer },
    Menupunt { pad: "/audit", naam: "Audit", rol: Rol::Beheerder },
    Menupunt { pad: "/instellingen", naam: "Instellingen", rol: Rol::Beheerder },
];

/// What the frame shows around the content of a page. Every page template has it as `kader` and extends `basis.html`.
#[derive(Debug, Clone)]
pub(crate) struct Kader {
    /// Title of the page.
    pub(crate) titel: String,
    /// Path of the menu entry it belongs to.
    pub(crate) pad: &'static str,
    /// Who looks.
    pub(crate) gebruiker: Gebruiker,
    /// Version of the program.
    pub(crate) versie: &'static str,
    /// When the page was made, for the foot.
    pub(crate) gemaakt: String,
    /// Notice of an action that was just done.
    pub(crate) melding: Option<String>,
}

impl Kader {
    pub(crate) fn new(
        omgeving: &Omgeving,
        gebruiker: &Gebruiker,
        pad: &'static str,
        titel: impl Into<String>,
    ) -> Self {
        let tijd = Tijdweergave { zone: omgeving.tijdzone };
        Self {
            titel: titel.into(),
            pad,
            gebruiker: gebruiker.clone(),
            versie: omgeving.versie,
            gemaakt: tijd.moment(omgeving.bediening.nu()),
            melding: None,
        }
    }

    /// The entries that this visitor may see.
    pub(crate) fn menu(&self) -> impl Iterator<Item = &'static Menupunt> {
        let rol = self.gebruiker.rol;
        MENU.iter().filter(move |punt| rol >= punt.rol)
    }
}

/// Renders a template as an HTML page.
pub(crate) fn pagina(template: &impl Template) -> Result<Response, Fout> {
    Ok(Html(template.render()?).into_response())
}

#[derive(Template)]
#[template(path = "fout.html")]
struct Foutpagina<'a> {
    kop: &'a str,
    tekst: &'a str,
}

/// A page without navigation: somebody may not be signed in, the database may be away.
pub(crate) fn foutpagina(kop: &str, tekst: &str) -> Html<String> {
    let pagina = Foutpagina { kop, tekst };
    Html(pagina.render().unwrap_or_else(|_| kop.to_owned()))
}
