//! The elements of an envelope in their order; their values are judged elsewhere.

use std::borrow::Cow;

use domain::Code;

use crate::error::Fault;
use crate::reader::{Child, Reader, Tag};

use super::{GGK_0310, SOAP, STUF, Soort};

/// Reads the envelope, through SOAP when it is in it. `None`: it is something else.
pub(super) fn read_root<'a>(reader: &mut Reader<'a>) -> Result<Option<Ruw<'a>>, Fault> {
    let (tag, uri) = reader.root()?;
    if let Some(soort) = Soort::of(tag.naam, &uri) {
        return read_envelop(reader, soort, &uri).map(Some);
    }
    if tag.naam != "Envelope" || !SOAP.contains(&uri.as_str()) {
        return Ok(None);
    }
    loop {
        match reader.child()? {
            Child::Tag(tag) if reader.uri() != uri || !matches!(tag.naam, "Header" | "Body") => {
                return Ok(None);
            }
            Child::Tag(tag) if tag.naam == "Body" => break,
            Child::Tag(_) => reader.skip()?,
            Child::Text(_) | Child::End => return Ok(None),
        }
    }
    let Child::Tag(tag) = reader.child()? else { return Ok(None) };
    let uri = reader.uri().to_owned();
    let Some(soort) = Soort::of(tag.naam, &uri) else { return Ok(None) };
    let ruw = read_envelop(reader, soort, &uri)?;
    for _ in ["Body", "Envelope"] {
        match reader.child()? {
            Child::End => {}
            _ => {
                return Err(Fault::new(
                    Code::EnvelopeInvalid,
                    reader.position(),
                    "Envelope/Body/?",
                ));
            }
        }
    }
    Ok(Some(ruw))
}

/// The values of an envelope, not judged yet.
#[derive(Debug)]
pub(super) struct Ruw<'a> {
    pub(super) soort: Soort,
    pub(super) stuurgegevens: Stuurgegevens<'a>,
    /// Payload, its place, and whether it is sent as XML.
    pub(super) payload: Option<(Cow<'a, str>, usize, bool)>,
    /// `body/code`, with its place.
    pub(super) code: Option<(Cow<'a, str>, usize)>,
    /// Where the document begins.
    pub(super) offset: usize,
}

/// A value with its place.
pub(super) type Gegeven<'a> = Option<(Cow<'a, str>, usize)>;

#[derive(Debug, Default)]
pub(super) struct Stuurgegevens<'a> {
    pub(super) berichtcode: Gegeven<'a>,
    pub(super) zender: Gegeven<'a>,
    pub(super) ontvanger: Gegeven<'a>,
    pub(super) referentienummer: Gegeven<'a>,
    pub(super) tijdstip: Gegeven<'a>,
    pub(super) cross_refnummer: Gegeven<'a>,
    pub(super) functie: Gegeven<'a>,
}

fn read_envelop<'a>(reader: &mut Reader<'a>, soort: Soort, uri: &str) -> Result<Ruw<'a>, Fault> {
    let offset = reader.position();
    let mut ruw =
        Ruw { soort, stuurgegevens: Stuurgegevens::default(), payload: None, code: None, offset };
    let delen: &[Kind] = match soort {
        Soort::Fout => &[Kind::een("stuurgegevens"), Kind::een("body")],
        Soort::Heen | Soort::Retour => &[Kind::een("stuurgegevens"), Kind::een("parameters")],
    };
    kinderen(reader, uri, "", delen, &mut |reader, tag| match tag.naam {
        "stuurgegevens" => read_stuurgegevens(reader, soort, &mut ruw.stuurgegevens),
        "parameters" => read_parameters(reader, uri, &mut ruw.payload),
        _ => read_body(reader, &mut ruw.code),
    })?;
    Ok(ruw)
}

/// An element among others: how it is called and whether it must be there.
#[derive(Debug, Clone, Copy)]
struct Kind {
    naam: &'static str,
    is_verplicht: bool,
}

impl Kind {
    const fn een(naam: &'static str) -> Self {
        Self { naam, is_verplicht: true }
    }

    const fn misschien(naam: &'static str) -> Self {
        Self { naam, is_verplicht: false }
    }
}

/// Reads the children of the open element in the order of `namen`, each at most once. `lees` reads its element to its end.
fn kinderen<'a>(
    reader: &mut Reader<'a>,
    uri: &str,
    groep: &str,
    namen: &[Kind],
    lees: &mut dyn FnMut(&mut Reader<'a>, &Tag<'a>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let invalid = |offset, naam: &str| {
        let streep = if groep.is_empty() { "" } else { "/" };
        Fault::new(Code::EnvelopeInvalid, offset, format!("{groep}{streep}{naam}"))
    };
    let mut rest = namen.iter();
    loop {
        let offset = reader.position();
        let tag = match reader.child()? {
            Child::Tag(tag) if reader.uri() == uri => tag,
            Child::Tag(tag) => return Err(invalid(tag.offset, "?")),
            Child::Text(_) => return Err(invalid(offset, "?")),
            Child::End => {
                return match rest.find(|kind| kind.is_verplicht) {
                    Some(kind) => Err(invalid(offset, kind.naam)),
                    None => Ok(()),
                };
            }
        };
        loop {
            match rest.next() {
                Some(kind) if kind.naam == tag.naam => break,
                Some(kind) if kind.is_verplicht => return Err(invalid(tag.offset, kind.naam)),
                Some(_) => {}
                None => return Err(invalid(tag.offset, "?")),
            }
        }
        lees(reader, &tag)?;
    }
}

/// The value of the element that `tag` opened.
fn waarde<'a>(
    reader: &mut Reader<'a>,
    tag: &Tag<'a>,
    groep: &str,
) -> Result<(Cow<'a, str>, usize), Fault> {
    match reader.waarde(tag)? {
        Some(waarde) => Ok((waarde.tekst, waarde.offset)),
        // The name is one of ours: it was looked up before.
        None => Err(Fault::new(Code::EnvelopeInvalid, tag.offset, format!("{groep}/{}", tag.naam))),
    }
}

fn read_stuurgegevens<'a>(
    reader: &mut Reader<'a>,
    soort: Soort,
    gegevens: &mut Stuurgegevens<'a>,
) -> Result<(), Fault> {
    let is_fout = soort == Soort::Fout;
    let kind = |naam, is_verplicht| Kind { naam, is_verplicht };
    // A fault is worth keeping also when it does not say what it is about.
    let namen = [
        kind("berichtcode", true),
        kind("zender", !is_fout),
        kind("ontvanger", !is_fout),
        kind("referentienummer", !is_fout),
        kind("tijdstipBericht", !is_fout),
        kind("crossRefnummer", soort == Soort::Retour),
        kind("functie", !is_fout),
    ];
    kinderen(reader, STUF, "stuurgegevens", &namen, &mut |reader, tag| {
        if matches!(tag.naam, "zender" | "ontvanger") {
            let partij = read_partij(reader)?;
            if tag.naam == "zender" {
                gegevens.zender = partij;
            } else {
                gegevens.ontvanger = partij;
            }
            return Ok(());
        }
        let gegeven = Some(waarde(reader, tag, "stuurgegevens")?);
        match tag.naam {
            "berichtcode" => gegevens.berichtcode = gegeven,
            "referentienummer" => gegevens.referentienummer = gegeven,
            "tijdstipBericht" => gegevens.tijdstip = gegeven,
            "crossRefnummer" => gegevens.cross_refnummer = gegeven,
            _ => gegevens.functie = gegeven,
        }
        Ok(())
    })
}

/// `zender` or `ontvanger`: the organisation; system and user are not kept.
fn read_partij<'a>(reader: &mut Reader<'a>) -> Result<Gegeven<'a>, Fault> {
    const NAMEN: [Kind; 4] = [
        Kind::een("organisatie"),
        Kind::misschien("applicatie"),
        Kind::misschien("administratie"),
        Kind::misschien("gebruiker"),
    ];
    let mut organisatie = None;
    kinderen(reader, STUF, "stuurgegevens/zender of ontvanger", &NAMEN, &mut |reader, tag| {
        let gegeven = waarde(reader, tag, "stuurgegevens/zender of ontvanger")?;
        if tag.naam == "organisatie" {
            organisatie = Some(gegeven);
        }
        Ok(())
    })?;
    Ok(organisatie)
}

/// `parameters`: the payload; the versions of the programs are passed over.
fn read_parameters<'a>(
    reader: &mut Reader<'a>,
    uri: &str,
    payload: &mut Option<(Cow<'a, str>, usize, bool)>,
) -> Result<(), Fault> {
    const NAMEN: [Kind; 7] = [
        Kind::misschien("referentienummerBericht"),
        Kind::misschien("crossRefnummerBericht"),
        Kind::een("applicatieVersie"),
        Kind::een("applicatieSubversie"),
        Kind::een("functieVersie"),
        Kind::een("functieSubversie"),
        Kind::een("bericht"),
    ];
    const BESTANDEN: [Kind; 2] = [Kind::misschien("tekstBestand"), Kind::misschien("xmlBestand")];
    kinderen(reader, uri, "parameters", &NAMEN, &mut |reader, tag| {
        if tag.naam != "bericht" || uri == GGK_0310 {
            let (tekst, offset) = waarde(reader, tag, "parameters")?;
            if tag.naam == "bericht" {
                *payload = Some((tekst, offset, true));
            }
            return Ok(());
        }
        kinderen(reader, uri, "parameters/bericht", &BESTANDEN, &mut |reader, tag| {
            let (tekst, offset) = waarde(reader, tag, "parameters/bericht")?;
            let is_xml = tag.naam == "xmlBestand";
            match payload.replace((tekst, offset, is_xml)) {
                None => Ok(()),
                Some(_) => Err(Fault::new(Code::EnvelopeInvalid, offset, "parameters/bericht")),
            }
        })
    })
}

/// `body` of a fault: its code. What it says in words may hold anything and is not kept.
fn read_body<'a>(reader: &mut Reader<'a>, code: &mut Gegeven<'a>) -> Result<(), Fault> {
    const NAMEN: [Kind; 5] = [
        Kind::een("code"),
        Kind::misschien("plek"),
        Kind::misschien("omschrijving"),
        Kind::misschien("details"),
        Kind::misschien("detailsXML"),
    ];
    kinderen(reader, STUF, "body", &NAMEN, &mut |reader, tag| {
        if tag.naam == "code" {
            *code = Some(waarde(reader, tag, "body")?);
            return Ok(());
        }
        reader.skip()
    })
}
