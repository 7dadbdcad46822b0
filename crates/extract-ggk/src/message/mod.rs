//! The kinds of message, a module each, and what they have in common.

mod antwoord;
mod beschikking;
mod declaratie;
mod declaratie_antwoord;
mod header;
mod kenmerk;
mod prestatie;
mod product;
mod registratie;
mod retour;
mod start;
mod stop;
#[cfg(test)]
mod tests;
mod toewijzing;
mod verzoek;
mod wijziging;

use domain::record::{self, Inhoud, Waarneming};
use domain::{Berichtsoort, Bsn, Code, Eurocent, Oordeel, Pseudoniemsleutel, Retourcode};

pub(crate) use self::header::Kop;
use crate::error::Fault;
use crate::reader::{Child, Reader, Ruimte, Tag};
use crate::release::Dialect;
use crate::schema::is_retourcode;
use crate::{LeesOpties, Waarschuwing};

/// What every module needs to know about the message it reads.
#[derive(Debug, Clone, Copy)]
struct Context<'c> {
    dialect: Dialect,
    kop: &'c Kop,
    sleutel: &'c Pseudoniemsleutel,
}

/// A refused record.
#[derive(Debug)]
pub(crate) struct RegelFault {
    pub(crate) regel: u32,
    pub(crate) fault: Fault,
    /// Its amount, when that could be read (323).
    pub(crate) bedrag: Option<Eurocent>,
}

/// What the part of a message after its header brought.
#[derive(Debug)]
pub(crate) struct Oogst {
    pub(crate) clienten: Vec<record::Client>,
    pub(crate) beschikkingen: Vec<record::Beschikking>,
    pub(crate) inhoud: Inhoud,
    /// Rules that the message breaks by itself.
    pub(crate) waarnemingen: Vec<Waarneming>,
    /// Records in the message, refused ones included.
    pub(crate) aantal: u32,
    pub(crate) fouten: Vec<RegelFault>,
    /// A fault that refuses the file, found while its records could still be counted.
    pub(crate) bestand: Option<Fault>,
    /// Sum of all readable amounts (323).
    pub(crate) bedrag: Eurocent,
    pub(crate) oordeel: Option<Oordeel>,
    /// Answer codes behind the header.
    pub(crate) retourcodes: Vec<Retourcode>,
    /// Every readable BSN of the message, to see whether its header holds one.
    bsns: Vec<Bsn>,
}

impl Oogst {
    fn new(inhoud: Inhoud) -> Self {
        Self {
            clienten: Vec::new(),
            beschikkingen: Vec::new(),
            inhoud,
            waarnemingen: Vec::new(),
            aantal: 0,
            fouten: Vec::new(),
            bestand: None,
            bedrag: Eurocent::NUL,
            oordeel: None,
            retourcodes: Vec::new(),
            bsns: Vec::new(),
        }
    }
}

/// Reads everything inside the root.
pub(crate) fn lees(
    reader: &mut Reader<'_>,
    dialect: Dialect,
    opties: &LeesOpties,
    sleutel: &Pseudoniemsleutel,
) -> Result<(Kop, Oogst), Fault> {
    let kop = match reader.child()? {
        Child::Tag(tag) if is_element(&tag, "Header") => {
            header::lees(reader, &tag, dialect, opties.vandaag)?
        }
        Child::Tag(tag) => return Err(reader.fault(Code::HeaderInvalid, tag.offset)),
        Child::Text(fault) => return Err(fault),
        Child::End => {
            return Err(Fault::new(Code::HeaderInvalid, reader.position(), "Bericht/Header"));
        }
    };
    let context = Context { dialect, kop: &kop, sleutel };
    let mut oogst = lees_na_kop(reader, context)?;
    oogst.fouten.sort_by_key(|fout| fout.regel);
    Ok((kop, oogst))
}

fn lees_na_kop(reader: &mut Reader<'_>, context: Context<'_>) -> Result<Oogst, Fault> {
    let inhoud = &context.dialect.opbouw.inhoud;
    loop {
        match reader.child()? {
            Child::Tag(tag) if inhoud.is(&tag) => {
                let mut oogst = lees_inhoud(reader, &tag, context)?;
                if let Some(code) = tag.fout {
                    let pad = format!("Bericht/{}", inhoud.naam);
                    oogst.bestand = Some(Fault::new(code, tag.offset, pad));
                }
                close_root(reader, context, &mut oogst)?;
                oogst.bestand =
                    oogst.bestand.take().or_else(|| kenmerk::keur_kop(context.kop, &oogst.bsns));
                return Ok(oogst);
            }
            Child::Tag(tag) if mag_voorbij(context, &tag) => pass_over(reader)?,
            Child::Tag(tag) => return Err(refuse_child(reader, &tag)),
            Child::Text(fault) => return Err(fault),
            Child::End => return without_inhoud(reader, context, inhoud.naam),
        }
    }
}

/// Whether an element of the root that is not in our tables may be in the schema, which is not public.
///
/// Never in an answer: that accepts by what is not in it, and all that it says could be inside that element.
fn mag_voorbij(context: Context<'_>, tag: &Tag<'_>) -> bool {
    let inhoud = context.dialect.opbouw.inhoud.naam;
    let is_bekend = tag.naam == "Header" || tag.naam == inhoud || is_retourcode(tag.naam);
    !context.dialect.wijze().is_streng && !context.dialect.is_antwoord() && !is_bekend
}

fn pass_over(reader: &mut Reader<'_>) -> Result<(), Fault> {
    reader.waarschuw(Waarschuwing::SchemaAfwijking);
    reader.skip()
}

fn is_element(tag: &Tag<'_>, naam: &str) -> bool {
    tag.naam == naam && tag.ruimte == Ruimte::Bericht
}

/// The refusal of an element that may not stand directly in the root.
fn refuse_child(reader: &Reader<'_>, tag: &Tag<'_>) -> Fault {
    let code = if is_element(tag, "Header") { Code::HeaderInvalid } else { Code::XsdInvalid };
    reader.fault(code, tag.offset)
}

/// Reads what stands behind the content: nothing, in a valid message.
fn close_root(
    reader: &mut Reader<'_>,
    context: Context<'_>,
    oogst: &mut Oogst,
) -> Result<(), Fault> {
    loop {
        match reader.child()? {
            Child::End => return Ok(()),
            Child::Text(fault) => {
                oogst.bestand.get_or_insert(fault);
            }
            Child::Tag(tag) if mag_voorbij(context, &tag) => pass_over(reader)?,
            Child::Tag(tag) => {
                let fault = refuse_child(reader, &tag);
                oogst.bestand.get_or_insert(fault);
                if tag.naam == context.dialect.opbouw.inhoud.naam {
                    count_more(reader, &tag, context, oogst)?;
                } else {
                    reader.skip()?;
                }
            }
        }
    }
}

/// Counts what a content that may not be there would have brought: it is refused with the file.
fn count_more<'a>(
    reader: &mut Reader<'a>,
    tag: &Tag<'a>,
    context: Context<'_>,
    oogst: &mut Oogst,
) -> Result<(), Fault> {
    let more = lees_inhoud(reader, tag, context)?;
    oogst.aantal = oogst.aantal.saturating_add(more.aantal);
    // Each amount is below a million euros, so a file cannot overflow 64 bits.
    oogst.bedrag = Eurocent::new(oogst.bedrag.waarde() + more.bedrag.waarde());
    Ok(())
}

fn lees_inhoud<'a>(
    reader: &mut Reader<'a>,
    tag: &Tag<'a>,
    context: Context<'_>,
) -> Result<Oogst, Fault> {
    match context.dialect.soort {
        Berichtsoort::B301 => registratie::lees::<record::Toewijzing>(reader, tag, context),
        Berichtsoort::B305 => registratie::lees::<record::Start>(reader, tag, context),
        Berichtsoort::B307 => registratie::lees::<record::Stop>(reader, tag, context),
        Berichtsoort::B315 => registratie::lees::<record::Verzoek>(reader, tag, context),
        Berichtsoort::B317 => wijziging::lees(reader, tag, context),
        Berichtsoort::B319 => antwoord::lees(reader, tag, context),
        Berichtsoort::B323 => declaratie::lees(reader, tag, context),
        Berichtsoort::B325 => declaratie_antwoord::lees(reader, tag, context),
        soort if soort.beantwoordt().is_some() => retour::lees(reader, tag, context),
        _ => Err(reader.fault(Code::MessageTypeUnknown, tag.offset)),
    }
}

/// A message that ends behind its header: only an answer may.
fn without_inhoud(reader: &Reader<'_>, context: Context<'_>, naam: &str) -> Result<Oogst, Fault> {
    Ok(match context.dialect.soort {
        Berichtsoort::B325 => declaratie_antwoord::without_content(),
        soort if soort.beantwoordt().is_some() => retour::from_codes(context, Vec::new()),
        _ => {
            let pad = format!("Bericht/{naam}");
            return Err(Fault::new(Code::FieldMissing, reader.position(), pad));
        }
    })
}

/// Whether any code rejects.
fn has_afwijzing(codes: &[Retourcode]) -> bool {
    codes.iter().any(Retourcode::is_afwijzing)
}
