//! TR361, TR386 and TR410: a request does not ask for a product twice for (partly) the same period.

use domain::record::Onderdeel;
use domain::{Berichtsoort, Periode, Product};

use super::{Controle, RELEASE_3_0, RELEASE_3_1, Regel, Toets};
use crate::VerzoekRij;
use crate::bevinding::Bevindingen;
use crate::dossier::DossierBeeld;
use crate::stapeling::Stapel;

pub(super) const CONTROLES: &[Controle] = &[
    Controle {
        regel: Regel::officieel("TR361", "9361", "Wijziging stapelt hetzelfde product")
            .sinds(RELEASE_3_0),
        toets: Toets::Dossier(wijziging),
    },
    Controle {
        regel: Regel::in_bericht("TR386", "Aanvraag stapelt hetzelfde product").sinds(RELEASE_3_1),
        toets: Toets::Dossier(aanvraag),
    },
    Controle {
        regel: Regel::in_bericht("TR410", "Nieuwe producten stapelen hetzelfde product")
            .sinds(RELEASE_3_0),
        toets: Toets::Dossier(nieuw),
    },
];

/// What a product of a request would be when it is granted; `None`: unknown, removed, or it ends before it begins.
fn gevraagd<'a>(
    beeld: &DossierBeeld<'a>,
    rij: &'a VerzoekRij,
) -> Option<(Option<&'a Product>, Periode)> {
    let record = &rij.record;
    let gewenst = || Periode::new(record.ingangsdatum?, record.einddatum).ok();
    match record.onderdeel {
        Onderdeel::Aangevraagd | Onderdeel::Nieuw => Some((record.product.as_ref(), gewenst()?)),
        Onderdeel::TeWijzigen | Onderdeel::Ongewijzigd => {
            let stand = beeld.stand_op(record.nummer?, rij.herkomst.dagtekening)?;
            let toegewezen = &stand.rij.record;
            let periode = match record.onderdeel {
                Onderdeel::TeWijzigen => gewenst()?,
                _ => toegewezen.periode,
            };
            (!stand.is_verwijderd).then_some((toegewezen.product.as_ref(), periode))
        }
    }
}

fn aanvraag(beeld: &DossierBeeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for rijen in beeld.aanvragen().filter(|rijen| rijen.len() > 1) {
        let mut stapel = Stapel::new(beeld.wet);
        for rij in rijen {
            let Some((product, periode)) = gevraagd(beeld, rij) else { continue };
            if let Some(regel) = stapel.leg(product, periode, rij.record.regel) {
                bevindingen.op_verzoek(
                    rij,
                    Berichtsoort::B315,
                    format!("De periode overlapt met die van hetzelfde product op regel {regel}."),
                );
            }
        }
    }
}

fn nieuw(beeld: &DossierBeeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for rijen in beeld.wijzigingen().filter(|rijen| rijen.len() > 1) {
        let mut stapel = Stapel::new(beeld.wet);
        let gestapeld = nieuwe(rijen).find_map(|rij| leg(&mut stapel, beeld, rij));
        meld(gestapeld, bevindingen);
    }
}

/// Two new products are TR410: the others are laid on top of those.
fn wijziging(beeld: &DossierBeeld<'_>, bevindingen: &mut Bevindingen<'_>) {
    for rijen in beeld.wijzigingen().filter(|rijen| rijen.len() > 1) {
        let mut stapel = Stapel::new(beeld.wet);
        for rij in nieuwe(rijen) {
            leg(&mut stapel, beeld, rij);
        }
        let bestaande = rijen.iter().filter(|rij| rij.record.onderdeel != Onderdeel::Nieuw);
        let gestapeld = bestaande.copied().find_map(|rij| leg(&mut stapel, beeld, rij));
        meld(gestapeld, bevindingen);
    }
}

fn nieuwe<'a>(rijen: &[&'a VerzoekRij]) -> impl Iterator<Item = &'a VerzoekRij> {
    rijen.iter().copied().filter(|rij| rij.record.onderdeel == Onderdeel::Nieuw)
}

/// Lays a product down; gives it with the one that it is stacked on.
fn leg<'a>(
    stapel: &mut Stapel<'a, &'a VerzoekRij>,
    beeld: &DossierBeeld<'a>,
    rij: &'a VerzoekRij,
) -> Option<[&'a VerzoekRij; 2]> {
    let (product, periode) = gevraagd(beeld, rij)?;
    Some([rij, stapel.leg(product, periode, rij)?])
}

fn meld(gestapeld: Option<[&VerzoekRij; 2]>, bevindingen: &mut Bevindingen<'_>) {
    let Some([rij, onder]) = gestapeld else { return };
    bevindingen.op_verzoek(
        rij,
        Berichtsoort::B317,
        format!("Hetzelfde product overlapt: {} en {}.", noem(onder), noem(rij)),
    );
}

fn noem(rij: &VerzoekRij) -> String {
    let record = &rij.record;
    match (record.nummer, record.ingangsdatum) {
        (Some(nummer), _) => format!("toewijzing {nummer}"),
        (None, Some(datum)) => format!("een nieuw product vanaf {datum}"),
        (None, None) => "een nieuw product".to_owned(),
    }
}
