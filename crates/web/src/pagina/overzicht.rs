//! Is last night good, how old is each source, what needs a hand.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use load::beheer;

use crate::omgeving::Omgeving;
use crate::opmaak::{self, Kader};
use crate::tabel::{Cel, Kolom, Soort, Tabel};
use crate::{Fout, Gebruiker};

#[derive(Template)]
#[template(path = "overzicht.html")]
struct Overzicht {
    kader: Kader,
    bronnen: Tabel,
}

pub(crate) async fn toon(
    State(omgeving): State<Omgeving>,
    gebruiker: Gebruiker,
) -> Result<Response, Fout> {
    let mut bronnen = Tabel::new(
        "bronnen",
        "Stand per bron",
        vec![
            Kolom::new("Bron", Soort::Tekst),
            Kolom::new("Stand", Soort::Tekst),
            Kolom::new("Laatst gelukt", Soort::Moment),
        ],
    );
    for bron in beheer::list_sources(&omgeving.db).await? {
        bronnen.rij(vec![
            Cel::tekst(bron.bron),
            Cel::Status(bron.status),
            bron.laatste_succes.map_or(Cel::Leeg, Cel::Moment),
        ]);
    }
    let kader = Kader::new(&omgeving, &gebruiker, "/", "Overzicht");
    opmaak::pagina(&Overzicht { kader, bronnen: bronnen.in_zone(omgeving.tijdzone) })
}
