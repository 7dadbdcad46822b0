//! `[bestand]`: names, deliveries and the form of the files.

use regex::{Regex, RegexBuilder};

use super::sectie::Sectie;
use super::{Bestand, Levering, MappingFout};
use crate::{Bestandsvorm, Codering, DubbeleKoppen};

const SLEUTELS: [&str; 15] = [
    "patroon",
    "peildatum",
    "levering",
    "daling_max",
    "ruimte",
    "codering",
    "scheiding",
    "aanhaling",
    "voetregels",
    "koprij_zoeken",
    "dubbele_koppen",
    "kolommen_max",
    "waarde_bytes_max",
    "rij_bytes_max",
    "omschrijving",
];

/// Percent that a full delivery may be smaller when the mapping does not say: months differ less, half an export more.
const DALING_MAX: u8 = 20;

/// A compiled expression stays below this size: a mapping is no place for a program.
const REGEX_BYTES_MAX: usize = 1024 * 1024;

pub(super) fn lees(wortel: &Sectie<'_>) -> Result<Bestand, MappingFout> {
    let leeg = toml::Table::new();
    let sectie = match wortel.sectie("bestand", &SLEUTELS)? {
        Some(sectie) => sectie,
        None => Sectie::new("bestand", &leeg, &SLEUTELS)?,
    };
    let levering = match sectie.tekst("levering")? {
        None | Some("volledig") => Levering::Volledig,
        Some("mutaties") => Levering::Mutaties,
        Some(_) => return Err(sectie.fout("levering", "\"volledig\" or \"mutaties\"")),
    };
    sectie.tekst("omschrijving")?;
    let ruimte = sectie.tekst("ruimte")?;
    if ruimte.is_some_and(|ruimte| ruimte.trim().is_empty()) {
        return Err(sectie.fout("ruimte", "the name of the system whose numbers these are"));
    }
    let daling = sectie.getal("daling_max", 0..=100)?;
    Ok(Bestand {
        patroon: patroon(&sectie)?.into(),
        peildatum: peildatum(&sectie)?,
        levering,
        daling_max: daling.and_then(|daling| u8::try_from(daling).ok()).unwrap_or(DALING_MAX),
        ruimte: ruimte.map(Box::from),
        vorm: vorm(&sectie)?,
    })
}

/// The pattern of the names. Without it every file; one that no file can have, or that would be meant as more than it is,
/// would leave a whole folder alone in silence.
fn patroon<'t>(sectie: &Sectie<'t>) -> Result<&'t str, MappingFout> {
    let Some(patroon) = sectie.tekst("patroon")? else { return Ok("*") };
    let is_vreemd = |c: char| matches!(c, '[' | ']' | '{' | '}' | '/' | '\\') || c.is_control();
    if patroon.is_empty() || patroon.trim() != patroon || patroon.contains(is_vreemd) {
        let verwacht = "the name of a file with `*` for any text and `?` for any character, such as \"zaken_*.csv\"; \
                        no folders, and no brackets: write `?` for one that is in the name";
        return Err(sectie.fout("patroon", verwacht));
    }
    Ok(patroon)
}

fn regex(sectie: &Sectie<'_>, sleutel: &str, text: &str) -> Result<Regex, MappingFout> {
    let gebouwd = RegexBuilder::new(text).size_limit(REGEX_BYTES_MAX).build();
    gebouwd.map_err(|source| MappingFout::Regex { pad: sectie.pad(sleutel), source })
}

/// One that needs no letter to match would set every row aside.
fn voetregel(sectie: &Sectie<'_>, text: &str) -> Result<Regex, MappingFout> {
    let regex = regex(sectie, "voetregels", text)?;
    if regex.is_match("") {
        let verwacht = r"expressions that not every line matches, such as '^Totaal\b'";
        return Err(sectie.fout("voetregels", verwacht));
    }
    Ok(regex)
}

fn peildatum(sectie: &Sectie<'_>) -> Result<Option<Regex>, MappingFout> {
    let Some(text) = sectie.tekst("peildatum")? else { return Ok(None) };
    let regex = regex(sectie, "peildatum", text)?;
    if regex.captures_len() < 2 {
        let verwacht = r"an expression with the day between brackets, such as 'zaken_(\d{8})\.csv'";
        return Err(sectie.fout("peildatum", verwacht));
    }
    Ok(Some(regex))
}

fn vorm(sectie: &Sectie<'_>) -> Result<Bestandsvorm, MappingFout> {
    let gewoon = Bestandsvorm::default();
    let voetregels = sectie.teksten("voetregels")?.unwrap_or_default();
    let voetregels = voetregels.into_iter().map(|text| voetregel(sectie, text));
    let grens = |sleutel: &str, max: i64, anders: usize| {
        let waarde = sectie.getal(sleutel, 1..=max)?;
        Ok(waarde.and_then(|waarde| usize::try_from(waarde).ok()).unwrap_or(anders))
    };
    let zoeken = sectie.getal("koprij_zoeken", 1..=1000)?;
    Ok(Bestandsvorm {
        codering: codering(sectie)?,
        scheiding: scheiding(sectie)?,
        aanhaling: aanhaling(sectie)?.unwrap_or(gewoon.aanhaling),
        voetregels: voetregels.collect::<Result<_, _>>()?,
        koprij_zoeken: zoeken
            .and_then(|regels| u32::try_from(regels).ok())
            .unwrap_or(gewoon.koprij_zoeken),
        dubbele_koppen: match sectie.tekst("dubbele_koppen")? {
            None | Some("weigeren") => DubbeleKoppen::Weigeren,
            Some("nummeren") => DubbeleKoppen::Nummeren,
            Some(_) => return Err(sectie.fout("dubbele_koppen", "\"weigeren\" or \"nummeren\"")),
        },
        kolommen_max: grens("kolommen_max", 100_000, gewoon.kolommen_max)?,
        waarde_bytes_max: grens("waarde_bytes_max", 64 << 20, gewoon.waarde_bytes_max)?,
        rij_bytes_max: grens("rij_bytes_max", 64 << 20, gewoon.rij_bytes_max)?,
    })
}

fn codering(sectie: &Sectie<'_>) -> Result<Option<Codering>, MappingFout> {
    let alle = [
        Codering::Utf8,
        Codering::Windows1252,
        Codering::Iso8859_15,
        Codering::Utf16Le,
        Codering::Utf16Be,
    ];
    let naam = match sectie.tekst("codering")? {
        None | Some("auto") => return Ok(None),
        Some(naam) => naam,
    };
    let gevonden = alle.into_iter().find(|codering| codering.naam() == naam);
    gevonden.map(Some).ok_or_else(|| {
        let namen = alle.map(Codering::naam).join(", ");
        sectie.fout("codering", format!("auto, {namen}"))
    })
}

fn scheiding(sectie: &Sectie<'_>) -> Result<Option<u8>, MappingFout> {
    match sectie.tekst("scheiding")? {
        None | Some("auto") => Ok(None),
        Some("tab") => Ok(Some(b'\t')),
        Some(";") => Ok(Some(b';')),
        Some(",") => Ok(Some(b',')),
        Some("|") => Ok(Some(b'|')),
        Some(_) => Err(sectie.fout("scheiding", "auto, \";\", \",\", \"|\" or \"tab\"")),
    }
}

fn aanhaling(sectie: &Sectie<'_>) -> Result<Option<u8>, MappingFout> {
    match sectie.tekst("aanhaling")?.map(str::as_bytes) {
        None => Ok(None),
        Some([]) => Ok(Some(0)),
        Some([teken @ (b'"' | b'\'')]) => Ok(Some(*teken)),
        Some(_) => Err(sectie.fout("aanhaling", "'\"', \"'\", or \"\" for none")),
    }
}
