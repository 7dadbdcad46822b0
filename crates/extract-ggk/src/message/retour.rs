//! 302, 306, 308: answers on a 301, 305 or 307. What counts are their codes; what they repeat is only recognised.

use domain::record::Inhoud;
use domain::{Oordeel, Retourcode};

use super::registratie::Registratie;
use super::{Context, Oogst, has_afwijzing};
use crate::error::Fault;
use crate::reader::{Reader, Tag};
use crate::schema::{Richting, no_regels, read_group};
use crate::veld::Velden;

/// Reads the `Client` that `tag` opened.
pub(super) fn lees<'a, R: Registratie>(
    reader: &mut Reader<'a>,
    tag: &Tag<'a>,
    context: Context<'_>,
) -> Result<Oogst, Fault> {
    let mut codes = Vec::new();
    let mut client = Velden::new("Bericht/Client", tag.offset);
    let mut fout = None;
    read_group(reader, R::CLIENT, Richting::Antwoord, &mut client, &mut |reader, tag| {
        let mut velden = Velden::new(R::PAD, tag.offset);
        read_group(reader, R::ELEMENTEN, Richting::Antwoord, &mut velden, &mut no_regels)?;
        codes.append(&mut velden.retourcodes);
        fout = fout.take().or(velden.fout);
        Ok(())
    })?;
    codes.append(&mut client.retourcodes);
    let mut oogst = from_codes(context, codes);
    // Half an answer would accept too much.
    oogst.bestand = fout.or(client.fout);
    Ok(oogst)
}

/// The verdict by `codes` and those of the header.
///
/// # Source
/// IV032, OP286: one rejecting code anywhere rejects the whole message.
pub(super) fn from_codes(context: Context<'_>, codes: Vec<Retourcode>) -> Oogst {
    let is_afgewezen = has_afwijzing(&context.kop.retourcodes) || has_afwijzing(&codes);
    let mut oogst = Oogst::new(Inhoud::Retour);
    oogst.oordeel = Some(if is_afgewezen { Oordeel::Afgewezen } else { Oordeel::Geaccepteerd });
    oogst.retourcodes = codes;
    oogst
}
