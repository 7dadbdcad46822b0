//! 323: a declaration and its lines, refused line by line.

use core::hash::{Hash, Hasher};
use std::hash::DefaultHasher;

use domain::record::{Declaratie, Inhoud, Prestatie};
use domain::{
    Code, DebetCredit, Eenheid, Eurocent, Identificatie, Periode, Product, Productcategorie,
    WaardeFout, Wet,
};

use super::registratie::NOG_ONBEKEND;
use super::{Context, Oogst, RegelFault};
use crate::Waarschuwing;
use crate::error::Fault;
use crate::persoon::{self, BSN_VELD};
use crate::reader::{Reader, Tag};
use crate::schema::Aantal::{Een, NulOfEen, Veel};
use crate::schema::Inhoud::{Groep, Regel, Waarde};
use crate::schema::{Element, RETOURCODES, Richting, no_regels, read_group};
use crate::veld::{Slot, Soort, Velden};

const DECLARATIENUMMER: Slot = Slot::new(0, "DeclaratieNummer");
const PERIODE_BEGIN: Slot = Slot::new(1, "DeclaratiePeriode/Begindatum");
const PERIODE_EIND: Slot = Slot::new(2, "DeclaratiePeriode/Einddatum");
const DAGTEKENING: Slot = Slot::new(3, "DeclaratieDagtekening");
const TOTAAL: Slot = Slot::new(4, "TotaalIngediendBedrag/TotaalBedrag");
const TOTAAL_TEKEN: Slot = Slot::new(5, "TotaalIngediendBedrag/DebetCredit");

const DECLARATIE: &[Element] = &[
    Element::bericht("DeclaratieNummer", Een, Waarde(DECLARATIENUMMER)),
    Element::bericht(
        "DeclaratiePeriode",
        Een,
        Groep(&[
            Element::basis("Begindatum", Een, Waarde(PERIODE_BEGIN)),
            Element::basis("Einddatum", Een, Waarde(PERIODE_EIND)),
        ]),
    ),
    Element::bericht("DeclaratieDagtekening", Een, Waarde(DAGTEKENING)),
    Element::bericht(
        "TotaalIngediendBedrag",
        Een,
        Groep(&[
            Element::basis("TotaalBedrag", Een, Waarde(TOTAAL)),
            Element::basis("DebetCredit", Een, Waarde(TOTAAL_TEKEN)),
        ]),
    ),
    Element::bericht("Clienten", Een, Groep(&[Element::bericht("Client", Veel, Regel)])),
];

/// `Client` of a 323 and a 325.
pub(super) const CLIENT: &[Element] = &[
    BSN_VELD,
    Element::bericht("Prestaties", Een, Groep(&[Element::bericht("Prestatie", Veel, Regel)])),
    RETOURCODES,
];

pub(super) const REFERENTIENUMMER: Slot = Slot::new(0, "ProductReferentie/ReferentieNummer");
pub(super) const VORIG: Slot = Slot::new(1, "ProductReferentie/VorigReferentieNummer");
pub(super) const NUMMER: Slot = Slot::new(2, "ToewijzingNummer");
const CATEGORIE: Slot = Slot::new(3, "ProductCategorie");
const CODE: Slot = Slot::new(4, "ProductCode");
const BEGIN: Slot = Slot::new(5, "ProductPeriode/Begindatum");
const EIND: Slot = Slot::new(6, "ProductPeriode/Einddatum");
const VOLUME: Slot = Slot::new(7, "GeleverdVolume");
const EENHEID: Slot = Slot::new(8, "Eenheid");
const TARIEF: Slot = Slot::new(9, "ProductTarief");
const BEDRAG: Slot = Slot::new(10, "IngediendBedrag/Bedrag");
const TEKEN: Slot = Slot::new(11, "IngediendBedrag/DebetCredit");

/// `Prestatie` of a 323 and a 325.
pub(super) const PRESTATIE: &[Element] = &[
    Element::bericht(
        "ProductReferentie",
        Een,
        Groep(&[
            Element::basis("ReferentieNummer", Een, Waarde(REFERENTIENUMMER)),
            Element::basis("VorigReferentieNummer", NulOfEen, Waarde(VORIG)),
        ]),
    ),
    Element::bericht("ToewijzingNummer", Een, Waarde(NUMMER)),
    Element::bericht("ProductCategorie", Een, Waarde(CATEGORIE)),
    Element::bericht("ProductCode", Een, Waarde(CODE)),
    Element::bericht(
        "ProductPeriode",
        Een,
        Groep(&[
            Element::basis("Begindatum", Een, Waarde(BEGIN)),
            Element::basis("Einddatum", Een, Waarde(EIND)),
        ]),
    ),
    Element::bericht("GeleverdVolume", Een, Waarde(VOLUME)),
    Element::bericht("Eenheid", Een, Waarde(EENHEID)),
    Element::bericht("ProductTarief", NulOfEen, Waarde(TARIEF)),
    Element::bericht(
        "IngediendBedrag",
        Een,
        Groep(&[
            Element::basis("Bedrag", Een, Waarde(BEDRAG)),
            Element::basis("DebetCredit", Een, Waarde(TEKEN)),
        ]),
    ),
    RETOURCODES,
];

const PAD: &str = "Bericht/Declaratie/Clienten/Client/Prestaties/Prestatie";

/// The lines read so far.
#[derive(Debug, Default)]
struct Regels {
    aantal: u32,
    prestaties: Vec<Prestatie>,
    /// Place of each of `prestaties`.
    offsets: Vec<usize>,
    fouten: Vec<RegelFault>,
    /// A client without lines.
    bestand: Option<Fault>,
}

/// Reads the `Declaratie` that `tag` opened.
pub(super) fn lees<'a>(
    reader: &mut Reader<'a>,
    tag: &Tag<'a>,
    context: Context<'_>,
) -> Result<Oogst, Fault> {
    let mut regels = Regels::default();
    let mut velden = Velden::new("Bericht/Declaratie", tag.offset);
    read_group(reader, DECLARATIE, Richting::Heen, &mut velden, &mut |reader, tag| {
        regels.lees_client(reader, tag, context)
    })?;
    regels.refuse_double();
    let declaratie = match velden.fout.take() {
        Some(fault) => Err(fault),
        None => lees_declaratie(&velden),
    };
    let (bekend, gemist) = regels.bedrag();
    let (inhoud, bestand) = match declaratie {
        Ok(declaratie) => {
            // TR358 is a finding, not a refusal; it can be judged when every amount is known.
            if gemist == 0 && bekend != declaratie.totaal {
                reader.waarschuw(Waarschuwing::TotaalWijktAf);
            }
            (Inhoud::Declaratie(declaratie, regels.prestaties), regels.bestand)
        }
        Err(fault) => (Inhoud::Retour, Some(fault)),
    };
    let mut oogst = Oogst::new(inhoud);
    oogst.aantal = regels.aantal;
    oogst.fouten = regels.fouten;
    oogst.bestand = bestand;
    oogst.bedrag = bekend;
    Ok(oogst)
}

fn lees_declaratie(velden: &Velden<'_>) -> Result<Declaratie, Fault> {
    let teken: DebetCredit = velden.lees(TOTAAL_TEKEN, Soort::Code, str::parse)?;
    let totaal = velden.lees(TOTAAL, Soort::Getal, Eurocent::parse_totaal)?;
    Ok(Declaratie {
        declaratienummer: velden.lees(DECLARATIENUMMER, Soort::Tekst, parse_declaratienummer)?,
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

fn lees_periode(velden: &Velden<'_>, begin: Slot, eind: Slot) -> Result<Periode, Fault> {
    let (eerste, laatste) = (velden.datum(begin)?, velden.datum(eind)?);
    Periode::new(eerste, Some(laatste)).map_err(|fout| velden.fault(eind, fout.into()))
}

/// `IngediendBedrag` with its sign: also asked of a line that is refused for something else.
pub(super) fn lees_bedrag(velden: &Velden<'_>) -> Result<(Eurocent, DebetCredit), Fault> {
    let bedrag = velden.lees(BEDRAG, Soort::Getal, Eurocent::parse_bedrag)?;
    let teken: DebetCredit = velden.lees(TEKEN, Soort::Code, str::parse)?;
    Ok((bedrag.met_teken(teken), teken))
}

fn lees_prestatie(velden: &Velden<'_>, wet: Wet, regel: u32) -> Result<Prestatie, Fault> {
    let categorie = |text: &str| Productcategorie::parse(wet, text);
    let (bedrag, debet_credit) = lees_bedrag(velden)?;
    Ok(Prestatie {
        regel,
        client: NOG_ONBEKEND,
        referentienummer: velden.lees(REFERENTIENUMMER, Soort::Tekst, str::parse)?,
        vorig_referentienummer: velden.lees_optioneel(VORIG, Soort::Tekst, str::parse)?,
        nummer: velden.lees(NUMMER, Soort::Getal, str::parse)?,
        product: Product {
            categorie: velden.lees(CATEGORIE, Soort::Code, categorie)?,
            code: Some(velden.lees(CODE, Soort::Tekst, str::parse)?),
        },
        periode: lees_periode(velden, BEGIN, EIND)?,
        volume: velden.lees(VOLUME, Soort::Getal, str::parse)?,
        eenheid: velden.lees(EENHEID, Soort::Code, str::parse)?,
        tarief: velden.lees_optioneel(TARIEF, Soort::Getal, Eurocent::parse_bedrag)?,
        bedrag,
        debet_credit,
    })
}

/// Whether the amount is not volume times rate.
///
/// # Source
/// TR346, CS339; IV081: of a rate per hour declared in minutes only the rounded rate is visible.
fn wijkt_bedrag_af(prestatie: &Prestatie) -> bool {
    let volume = prestatie.volume.waarde();
    let bedrag = prestatie.bedrag.waarde().abs();
    match (prestatie.eenheid, prestatie.tarief) {
        (Eenheid::Euro, _) => bedrag != volume,
        (Eenheid::Minuut, Some(tarief)) => {
            (bedrag - volume * tarief.waarde()).abs() > volume / 2 + 1
        }
        (_, Some(tarief)) => bedrag != volume * tarief.waarde(),
        (_, None) => false,
    }
}

impl Regels {
    fn lees_client<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        tag: &Tag<'a>,
        context: Context<'_>,
    ) -> Result<(), Fault> {
        let first_regel = self.aantal;
        let first_goed = self.prestaties.len();
        let first_fout = self.fouten.len();
        let mut velden = Velden::new("Bericht/Declaratie/Clienten/Client", tag.offset);
        if let Some(code) = tag.fout {
            velden.keur_af(velden.fault_of_record(code));
        }
        read_group(reader, CLIENT, Richting::Heen, &mut velden, &mut |reader, tag| {
            self.lees_regel(reader, tag, context.dialect.wet)
        })?;
        let client = match velden.fout.take() {
            Some(fault) => Err(fault),
            None => persoon::lees_bsn(&velden, context.sleutel),
        };
        match client {
            Ok(client) => {
                for prestatie in self.prestaties.iter_mut().skip(first_goed) {
                    prestatie.client = client;
                }
            }
            Err(fault) if self.aantal == first_regel => {
                self.bestand.get_or_insert(Fault { code: Code::XsdInvalid, ..fault });
            }
            Err(fault) => {
                for fout in self.fouten.iter_mut().skip(first_fout) {
                    fout.fault = fault.clone();
                }
                let lost = self.prestaties.drain(first_goed..).map(|prestatie| RegelFault {
                    regel: prestatie.regel,
                    fault: fault.clone(),
                    bedrag: Some(prestatie.bedrag),
                });
                self.fouten.extend(lost);
                self.offsets.truncate(first_goed);
            }
        }
        Ok(())
    }

    fn lees_regel<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        tag: &Tag<'a>,
        wet: Wet,
    ) -> Result<(), Fault> {
        self.aantal += 1;
        let regel = self.aantal;
        let mut velden = Velden::new(PAD, tag.offset);
        read_group(reader, PRESTATIE, Richting::Heen, &mut velden, &mut no_regels)?;
        let read = match velden.fout.take() {
            Some(fault) => Err(fault),
            None => lees_prestatie(&velden, wet, regel),
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
            }
        }
        Ok(())
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
        let mut at = 0;
        let fouten = &mut self.fouten;
        let offsets = &self.offsets;
        self.prestaties.retain(|prestatie| {
            let is_double = double.binary_search(&at).is_ok();
            if is_double {
                let offset = offsets.get(at).copied().unwrap_or_default();
                fouten.push(RegelFault {
                    regel: prestatie.regel,
                    fault: Fault::new(Code::Tr101, offset, PAD),
                    bedrag: Some(prestatie.bedrag),
                });
            }
            at += 1;
            !is_double
        });
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

fn referentie(prestatie: &Prestatie) -> (&str, Option<&str>) {
    let vorig = prestatie.vorig_referentienummer.as_ref();
    (prestatie.referentienummer.as_str(), vorig.map(domain::Referentie::as_str))
}
