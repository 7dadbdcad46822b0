//! 323: a declaration and its lines, refused line by line.

#[cfg(test)]
mod tests;
mod verwijzing;

use core::hash::{Hash, Hasher};
use std::hash::DefaultHasher;

use domain::record::{Declaratie, Inhoud, Prestatie, Waarneming};
use domain::{Bsn, Code, DebetCredit, Eurocent, Identificatie, WaardeFout, Waarnemingcode};

use self::verwijzing::Geweigerd;
use super::prestatie::{
    lees_bedrag, lees_periode, lees_prestatie, lees_referentie, referentie, referentie_met_bsn,
    wijkt_bedrag_af,
};
use super::{Context, Oogst, RegelFault, kenmerk};
use crate::Waarschuwing;
use crate::error::Fault;
use crate::persoon;
use crate::reader::{Reader, Tag};
use crate::release::declaratie::{
    DAGTEKENING, DECLARATIENUMMER, PERIODE_BEGIN, PERIODE_EIND, TOTAAL, TOTAAL_TEKEN,
};
use crate::schema::{Deel, no_regels, read_group};
use crate::veld::{Soort, Velden};

const PAD: &str = "Bericht/Declaratie/Clienten/Client/Prestaties/Prestatie";

/// The lines read so far.
#[derive(Debug, Default)]
struct Regels {
    aantal: u32,
    prestaties: Vec<Prestatie>,
    /// Place of each of `prestaties`.
    offsets: Vec<usize>,
    fouten: Vec<RegelFault>,
    /// Those of `fouten` whose references can be read.
    geweigerd: Vec<Geweigerd>,
    /// A client without lines.
    bestand: Option<Fault>,
    bsns: Vec<Bsn>,
}

/// Reads the `Declaratie` that `tag` opened.
pub(super) fn lees<'a>(
    reader: &mut Reader<'a>,
    tag: &Tag<'a>,
    context: Context<'_>,
) -> Result<Oogst, Fault> {
    let mut regels = Regels::default();
    let mut velden = Velden::new("Bericht/Declaratie", tag.offset);
    let (elementen, wijze) = (context.dialect.opbouw.inhoud.kinderen(), context.dialect.wijze());
    read_group(reader, elementen, wijze, &mut velden, &mut |reader, tag, deel| {
        regels.lees_client(reader, tag, deel, context)
    })?;
    regels.refuse_double();
    let declaratie = match velden.fout.take() {
        Some(fault) => Err(fault),
        None => lees_declaratie(&velden, &regels.bsns),
    };
    if regels.aantal == 0 {
        let fault = Fault::new(Code::FieldMissing, tag.offset, PAD);
        regels.bestand.get_or_insert(fault);
    }
    let (bekend, gemist) = regels.bedrag();
    let mut waarnemingen = verwijzing::waarnemingen(&regels.prestaties, &regels.geweigerd);
    let (inhoud, bestand) = match declaratie {
        Ok(declaratie) => {
            // TR358 is a finding, not a refusal; it can be judged when every amount is known.
            if gemist == 0 && bekend != declaratie.totaal {
                reader.waarschuw(Waarschuwing::TotaalWijktAf);
                waarnemingen.push(Waarneming { code: Waarnemingcode::Tr358, regel: None });
            }
            (Inhoud::Declaratie(declaratie, regels.prestaties), regels.bestand)
        }
        Err(fault) => (Inhoud::Retour, Some(fault)),
    };
    let mut oogst = Oogst::new(inhoud);
    oogst.waarnemingen = waarnemingen;
    oogst.aantal = regels.aantal;
    oogst.fouten = regels.fouten;
    oogst.bestand = bestand;
    oogst.bedrag = bekend;
    oogst.bsns = regels.bsns;
    Ok(oogst)
}

fn lees_declaratie(velden: &Velden<'_>, bsns: &[Bsn]) -> Result<Declaratie, Fault> {
    let teken: DebetCredit = velden.lees(TOTAAL_TEKEN, Soort::Code, str::parse)?;
    let totaal = velden.lees(TOTAAL, Soort::Getal, Eurocent::parse_totaal)?;
    let declaratienummer = velden.lees(DECLARATIENUMMER, Soort::Tekst, parse_declaratienummer)?;
    kenmerk::keur_nummer(&declaratienummer, bsns, velden, DECLARATIENUMMER)?;
    Ok(Declaratie {
        declaratienummer,
        periode: lees_periode(velden, PERIODE_BEGIN, PERIODE_EIND)?,
        dagtekening: velden.datum(DAGTEKENING)?,
        totaal: totaal.met_teken(teken),
    })
}

/// CS319: letters and digits only.
fn parse_declaratienummer(text: &str) -> Result<Identificatie, WaardeFout> {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        text.parse()
    } else {
        Err(WaardeFout::Vorm)
    }
}

impl Regels {
    fn lees_client<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        tag: &Tag<'a>,
        deel: Deel,
        context: Context<'_>,
    ) -> Result<(), Fault> {
        let first_regel = self.aantal;
        let first_goed = self.prestaties.len();
        let first_fout = self.fouten.len();
        let Deel { elementen, .. } = deel;
        let mut velden = Velden::voor(context.dialect.opbouw.pad_client, tag, elementen);
        read_group(
            reader,
            elementen,
            context.dialect.wijze(),
            &mut velden,
            &mut |reader, tag, deel| self.lees_regel(reader, tag, deel, context),
        )?;
        let bsn = persoon::bsn(&velden);
        self.bsns.extend(bsn);
        let client = match velden.fout.take() {
            Some(fault) => Err(fault),
            None => persoon::lees_bsn(&velden, context.sleutel),
        };
        match client {
            Ok(client) => {
                for prestatie in self.prestaties.iter_mut().skip(first_goed) {
                    prestatie.client = client;
                }
                if let Some(bsn) = bsn {
                    self.refuse_referenties(first_goed, bsn);
                }
            }
            Err(fault) if self.aantal == first_regel => {
                self.bestand.get_or_insert(Fault { code: Code::XsdInvalid, ..fault });
            }
            Err(fault) => {
                for fout in self.fouten.iter_mut().skip(first_fout) {
                    fout.fault = fault.clone();
                }
                for prestatie in self.prestaties.split_off(first_goed) {
                    self.weiger(prestatie, fault.clone());
                }
                self.offsets.truncate(first_goed);
            }
        }
        Ok(())
    }

    fn lees_regel<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        tag: &Tag<'a>,
        deel: Deel,
        context: Context<'_>,
    ) -> Result<(), Fault> {
        self.aantal += 1;
        let regel = self.aantal;
        let Deel { elementen, .. } = deel;
        let mut velden = Velden::voor(PAD, tag, elementen);
        read_group(reader, elementen, context.dialect.wijze(), &mut velden, &mut no_regels)?;
        let read = match velden.fout.take() {
            Some(fault) => Err(fault),
            None => lees_prestatie(&velden, context.dialect.wet, regel),
        };
        match read {
            Ok(prestatie) => {
                if wijkt_bedrag_af(&prestatie) {
                    reader.waarschuw(Waarschuwing::BedragWijktAf);
                }
                self.offsets.push(tag.offset);
                self.prestaties.push(prestatie);
            }
            Err(fault) => {
                let bedrag = lees_bedrag(&velden).ok().map(|(bedrag, _)| bedrag);
                self.fouten.push(RegelFault { regel, fault, bedrag });
                let referentie = lees_referentie(&velden).ok();
                self.geweigerd.extend(referentie.map(|(nummer, vorig)| Geweigerd {
                    regel,
                    nummer,
                    vorig,
                }));
            }
        }
        Ok(())
    }

    /// Refuses a line that was read.
    fn weiger(&mut self, prestatie: Prestatie, fault: Fault) {
        let Prestatie { regel, referentienummer: nummer, bedrag, .. } = prestatie;
        self.fouten.push(RegelFault { regel, fault, bedrag: Some(bedrag) });
        self.geweigerd.push(Geweigerd { regel, nummer, vorig: prestatie.vorig_referentienummer });
    }

    /// Refuses the lines from `first` whose reference holds the BSN of their person.
    fn refuse_referenties(&mut self, first: usize, bsn: Bsn) {
        let fout = |prestatie: &Prestatie| {
            let vorig = prestatie.vorig_referentienummer.as_ref();
            referentie_met_bsn(&prestatie.referentienummer, vorig, prestatie.nummer, bsn)
        };
        if self.prestaties.iter().skip(first).all(|prestatie| fout(prestatie).is_none()) {
            return;
        }
        let offsets: Vec<_> = self.offsets.drain(first..).collect();
        let lines: Vec<_> = self.prestaties.drain(first..).collect();
        for (prestatie, offset) in lines.into_iter().zip(offsets) {
            if let Some(slot) = fout(&prestatie) {
                let pad = [PAD, "/", slot.pad()].concat();
                self.weiger(prestatie, Fault::new(Code::BsnInReference, offset, pad));
            } else {
                self.prestaties.push(prestatie);
                self.offsets.push(offset);
            }
        }
    }

    /// TR101: of two lines with one `ProductReferentie` neither may win.
    fn refuse_double(&mut self) {
        // Hashes sort much faster than texts; equal hashes are compared for real.
        let mut keys: Vec<(u64, usize)> = self
            .prestaties
            .iter()
            .enumerate()
            .map(|(at, prestatie)| {
                let mut hasher = DefaultHasher::new();
                referentie(prestatie).hash(&mut hasher);
                (hasher.finish(), at)
            })
            .collect();
        keys.sort_unstable();
        let mut double = Vec::new();
        for same in keys.chunk_by(|(a, _), (b, _)| a == b).filter(|same| same.len() > 1) {
            let key = |at: &usize| self.prestaties.get(*at).map(referentie);
            for (_, at) in same {
                let is_double = same.iter().any(|(_, other)| other != at && key(other) == key(at));
                if is_double {
                    double.push(*at);
                }
            }
        }
        if double.is_empty() {
            return;
        }
        double.sort_unstable();
        let lines = core::mem::take(&mut self.prestaties);
        let offsets = core::mem::take(&mut self.offsets);
        for (at, (prestatie, offset)) in lines.into_iter().zip(offsets).enumerate() {
            if double.binary_search(&at).is_ok() {
                self.weiger(prestatie, Fault::new(Code::Tr101, offset, PAD));
            } else {
                self.prestaties.push(prestatie);
            }
        }
    }

    /// Sum of the readable amounts, and how many could not be read.
    fn bedrag(&self) -> (Eurocent, usize) {
        let goed = self.prestaties.iter().map(|prestatie| prestatie.bedrag);
        let fout = self.fouten.iter().filter_map(|fout| fout.bedrag);
        // Each amount is below a million euros, so a file cannot overflow 64 bits.
        let sum = goed.chain(fout).fold(0, |sum, bedrag| sum + bedrag.waarde());
        let gemist = self.fouten.iter().filter(|fout| fout.bedrag.is_none()).count();
        (Eurocent::new(sum), gemist)
    }
}
