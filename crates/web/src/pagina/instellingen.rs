//! What the service works with: configuration in force, version, key, schema, who leads.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use load::pagina::instellingen::{self as rijen, MigratieRij};
use load::pagina::{LeiderRij, find_leider};
use serde::Deserialize;

use crate::omgeving::Omgeving;
use crate::opmaak::{self, Kader};
use crate::tabel::download;
use crate::tabel::{Cel, Kolom, Soort, Tabel, Tijdweergave};
use crate::{Fout, Gebruiker, Rol};

pub(crate) fn routes() -> Router<Omgeving> {
    let router = Router::new().route("/instellingen", get(toon));
    download::met_downloads(router, "/instellingen/migraties", alle_migraties)
}

#[derive(Template)]
#[template(path = "instellingen.html")]
struct Pagina {
    kader: Kader,
    feiten: Vec<(&'static str, String)>,
    configuratie: String,
    migraties: Tabel,
}

async fn toon(State(omgeving): State<Omgeving>, gebruiker: Gebruiker) -> Result<Response, Fout> {
    gebruiker.eis(Rol::Beheerder)?;
    let migraties = rijen::list_migrations(&omgeving.db).await?;
    let sleutel = rijen::find_key(&omgeving.db).await?;
    let leider = find_leider(&omgeving.db).await?;
    let schema = migraties.first().map(|migratie| migratie.versie.to_string());
    let feiten = vec![
        ("Versie van Sluis", omgeving.versie.to_owned()),
        ("Schema van de database", schema.unwrap_or_else(|| "geen".to_owned())),
        (
            "Vingerafdruk van de pseudoniemsleutel",
            sleutel.unwrap_or_else(|| "nog geen: er is niets geladen".to_owned()),
        ),
        ("Tijdzone", omgeving.tijdzone.name().to_owned()),
        ("Deze dienst", leiding(&omgeving).to_owned()),
        ("Wie leidt", leider_tekst(&omgeving, leider)),
    ];
    opmaak::pagina(&Pagina {
        kader: Kader::new(&omgeving, &gebruiker, "/instellingen", "Instellingen"),
        feiten,
        configuratie: omgeving.bediening.instellingen(),
        migraties: tabel(&omgeving, migraties),
    })
}

fn leiding(omgeving: &Omgeving) -> &'static str {
    if omgeving.bediening.is_leider() {
        "leidt: hij start de runs"
    } else {
        "wacht: een andere dienst start de runs"
    }
}

fn leider_tekst(omgeving: &Omgeving, leider: Option<LeiderRij>) -> String {
    let Some(LeiderRij { host: Some(host), pid, versie, fencing, sinds, hartslag }) = leider else {
        return "nog geen dienst".to_owned();
    };
    let tijd = Tijdweergave { zone: omgeving.tijdzone };
    let mut tekst = host;
    if let Some(pid) = pid {
        tekst = format!("{tekst}, proces {pid}");
    }
    if let Some(versie) = versie {
        tekst = format!("{tekst}, versie {versie}");
    }
    tekst = format!("{tekst}, sinds {}", tijd.moment(sinds));
    if let Some(hartslag) = hartslag {
        tekst = format!("{tekst}, laatste teken van leven {}", tijd.moment(hartslag));
    }
    format!("{tekst} (fencing {fencing})")
}

/// There is nothing to select.
#[derive(Deserialize)]
struct Geen {}

async fn alle_migraties(
    omgeving: Omgeving,
    gebruiker: Gebruiker,
    Geen {}: Geen,
) -> Result<Tabel, Fout> {
    gebruiker.eis(Rol::Beheerder)?;
    let migraties = rijen::list_migrations(&omgeving.db).await?;
    Ok(tabel(&omgeving, migraties))
}

fn tabel(omgeving: &Omgeving, migraties: Vec<MigratieRij>) -> Tabel {
    let mut tabel = Tabel::new(
        "migraties",
        "Uitgevoerde migraties",
        vec![
            Kolom::new("Migratie", Soort::Tekst),
            Kolom::new("Wat", Soort::Tekst),
            Kolom::new("Gedaan op", Soort::Moment),
        ],
    )
    .als_leeg("Er is nog geen schema.")
    .te_downloaden("/instellingen/migraties", "")
    .in_zone(omgeving.tijdzone);
    for migratie in migraties {
        tabel.rij(vec![
            Cel::tekst(format!("{:04}", migratie.versie)),
            Cel::Tekst(migratie.omschrijving),
            Cel::Moment(migratie.gedaan_op),
        ]);
    }
    tabel
}
