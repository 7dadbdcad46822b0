//! 325: the answer on a 323. A line that is not in it is approved, so a fault anywhere refuses it as a whole.

use domain::record::{AfgewezenPrestatie, DeclaratieAntwoord, Inhoud};
use domain::{Code, DebetCredit, Eurocent, Oordeel, Retourcode};

use super::declaratie::{CLIENT, NUMMER, PRESTATIE, REFERENTIENUMMER, VORIG, lees_bedrag};
use super::{Context, Oogst, has_afwijzing};
use crate::error::Fault;
use crate::reader::{Reader, Tag};
use crate::schema::Aantal::{Een, NulOfEen, Veel};
use crate::schema::Inhoud::{Groep, Regel, Waarde};
use crate::schema::{Element, RETOURCODES, Richting, no_regels, read_group};
use crate::veld::{Slot, Soort, Velden};

const DECLARATIENUMMER: Slot = Slot::new(0, "DeclaratieNummer");
const INGEDIEND: Slot = Slot::new(1, "TotaalIngediendBedrag/TotaalBedrag");
const INGEDIEND_TEKEN: Slot = Slot::new(2, "TotaalIngediendBedrag/DebetCredit");
const TOEGEKEND: Slot = Slot::new(3, "TotaalToegekendBedrag/TotaalBedrag");
const TOEGEKEND_TEKEN: Slot = Slot::new(4, "TotaalToegekendBedrag/DebetCredit");

const ANTWOORD: &[Element] = &[
    Element::bericht("DeclaratieNummer", Een, Waarde(DECLARATIENUMMER)),
    Element::bericht(
        "TotaalIngediendBedrag",
        Een,
        Groep(&[
            Element::basis("TotaalBedrag", Een, Waarde(INGEDIEND)),
            Element::basis("DebetCredit", Een, Waarde(INGEDIEND_TEKEN)),
        ]),
    ),
    Element::bericht(
        "TotaalToegekendBedrag",
        Een,
        Groep(&[
            Element::basis("TotaalBedrag", Een, Waarde(TOEGEKEND)),
            Element::basis("DebetCredit", Een, Waarde(TOEGEKEND_TEKEN)),
        ]),
    ),
    Element::bericht("Clienten", NulOfEen, Groep(&[Element::bericht("Client", Veel, Regel)])),
    RETOURCODES,
];

const PAD: &str = "Bericht/DeclaratieAntwoord/Clienten/Client/Prestaties/Prestatie";

/// The lines sent back so far.
#[derive(Debug, Default)]
struct Regels {
    prestaties: Vec<AfgewezenPrestatie>,
    codes: Vec<Retourcode>,
    fout: Option<Fault>,
}

/// Reads the `DeclaratieAntwoord` that `tag` opened.
pub(super) fn lees<'a>(
    reader: &mut Reader<'a>,
    tag: &Tag<'a>,
    context: Context<'_>,
) -> Result<Oogst, Fault> {
    let mut regels = Regels::default();
    let mut velden = Velden::new("Bericht/DeclaratieAntwoord", tag.offset);
    read_group(reader, ANTWOORD, Richting::Antwoord, &mut velden, &mut |reader, tag| {
        regels.lees_client(reader, tag)
    })?;
    let antwoord = match velden.fout.take().or(regels.fout.take()) {
        Some(fault) => Err(fault),
        None => lees_antwoord(&velden),
    };
    let is_afgewezen =
        has_afwijzing(&context.kop.retourcodes) || has_afwijzing(&velden.retourcodes);
    let aantal = u32::try_from(regels.prestaties.len()).unwrap_or(u32::MAX);
    let mut oogst = match antwoord {
        Ok(antwoord) => Oogst::new(Inhoud::DeclaratieAntwoord(Some(antwoord), regels.prestaties)),
        Err(fault) => {
            let mut oogst = Oogst::new(Inhoud::Retour);
            oogst.bestand = Some(fault);
            oogst
        }
    };
    oogst.aantal = aantal;
    oogst.oordeel = Some(if is_afgewezen { Oordeel::Afgewezen } else { Oordeel::Geaccepteerd });
    oogst.retourcodes = regels.codes;
    oogst.retourcodes.append(&mut velden.retourcodes);
    Ok(oogst)
}

/// IV087: an answer without `DeclaratieAntwoord` rejects the whole declaration.
pub(super) fn without_content() -> Oogst {
    let mut oogst = Oogst::new(Inhoud::DeclaratieAntwoord(None, Vec::new()));
    oogst.oordeel = Some(Oordeel::Afgewezen);
    oogst
}

fn lees_antwoord(velden: &Velden<'_>) -> Result<DeclaratieAntwoord, Fault> {
    let totaal = |bedrag, teken| {
        let teken: DebetCredit = velden.lees(teken, Soort::Code, str::parse)?;
        let bedrag = velden.lees(bedrag, Soort::Getal, Eurocent::parse_totaal)?;
        Ok::<_, Fault>(bedrag.met_teken(teken))
    };
    Ok(DeclaratieAntwoord {
        declaratienummer: velden.lees(DECLARATIENUMMER, Soort::Tekst, str::parse)?,
        totaal_ingediend: totaal(INGEDIEND, INGEDIEND_TEKEN)?,
        totaal_toegekend: totaal(TOEGEKEND, TOEGEKEND_TEKEN)?,
    })
}

impl Regels {
    fn lees_client<'a>(&mut self, reader: &mut Reader<'a>, tag: &Tag<'a>) -> Result<(), Fault> {
        let first = self.prestaties.len();
        let mut velden = Velden::new("Bericht/DeclaratieAntwoord/Clienten/Client", tag.offset);
        if let Some(code) = tag.fout {
            velden.keur_af(velden.fault_of_record(code));
        }
        read_group(reader, CLIENT, Richting::Antwoord, &mut velden, &mut |reader, tag| {
            self.lees_regel(reader, tag)
        })?;
        // A fault on the client rejects all its lines, which then carry 0233 themselves.
        for prestatie in self.prestaties.iter_mut().skip(first) {
            prestatie.retourcodes.extend(&velden.retourcodes);
            prestatie.retourcodes.retain(|code| code.as_str() != "0200");
            prestatie.retourcodes.sort_unstable();
            prestatie.retourcodes.dedup();
        }
        self.codes.append(&mut velden.retourcodes);
        self.fout = self.fout.take().or(velden.fout);
        Ok(())
    }

    fn lees_regel<'a>(&mut self, reader: &mut Reader<'a>, tag: &Tag<'a>) -> Result<(), Fault> {
        let mut velden = Velden::new(PAD, tag.offset);
        if let Some(code) = tag.fout {
            velden.keur_af(velden.fault_of_record(code));
        }
        read_group(reader, PRESTATIE, Richting::Antwoord, &mut velden, &mut no_regels)?;
        self.codes.extend(&velden.retourcodes);
        let regel = u32::try_from(self.prestaties.len() + 1).unwrap_or(u32::MAX);
        let read = match velden.fout.take() {
            Some(fault) => Err(fault),
            None => lees_afgewezen(&velden, regel),
        };
        match read {
            Ok(prestatie) => self.prestaties.push(prestatie),
            Err(fault) => {
                self.fout.get_or_insert(fault);
            }
        }
        Ok(())
    }
}

fn lees_afgewezen(velden: &Velden<'_>, regel: u32) -> Result<AfgewezenPrestatie, Fault> {
    if velden.retourcodes.is_empty() {
        return Err(velden.fault_of_record(Code::FieldMissing));
    }
    Ok(AfgewezenPrestatie {
        regel,
        referentienummer: velden.lees(REFERENTIENUMMER, Soort::Tekst, str::parse)?,
        vorig_referentienummer: velden.lees_optioneel(VORIG, Soort::Tekst, str::parse)?,
        nummer: velden.lees(NUMMER, Soort::Getal, str::parse)?,
        bedrag: lees_bedrag(velden)?.0,
        retourcodes: velden.retourcodes.clone(),
    })
}
