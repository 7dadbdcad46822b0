//! Turns the rows of a batch into chains.
//!
//! Landing holds only what the domain types accepted, so a value that they refuse is a fault of the warehouse.

use chrono::{NaiveDate, NaiveTime};
use domain::{
    AgbCode, Beschikkingnummer, Clientsleutel, DebetCredit, Eenheid, Eurocent, Frequentie,
    Gemeentecode, Identificatie, KetenSleutel, Omvang, Periode, Product, Productcategorie,
    RedenBeeindiging, RedenWijziging, Release, Retourcode, StatusAanlevering, Toewijzingnummer,
    Volume, Wet, record,
};
use transform::{Antwoord, Herkomst, Keten, PrestatieRij, StartRij, StopRij, ToewijzingRij};

use super::batch::Batch;
use super::decode_voorziening::Voorziening;
use super::field::Fields;
use crate::Error;

/// The chains of a batch, each with its group (the smallest of its keys), or its dossiers, each with its key; in the
/// order of the stream.
///
/// # Errors
/// `Corrupt` when landing holds what cannot be.
pub(crate) fn decode(batch: &Batch) -> Result<Vec<(KetenSleutel, Keten)>, Error> {
    let mut ketens = Vec::new();
    let mut open: Option<(KetenSleutel, Keten)> = None;
    for (groep, row) in batch.rows() {
        let groep = KetenSleutel::new(groep);
        let row = Gelezen::read(row)?;
        match &mut open {
            Some((current, keten)) if *current == groep => row.add_to(keten)?,
            _ => {
                ketens.extend(open.take());
                let (wet, gemeente) = row.plaats();
                let mut keten = Keten {
                    wet,
                    gemeente,
                    toewijzingen: Vec::new(),
                    starts: Vec::new(),
                    stops: Vec::new(),
                    prestaties: Vec::new(),
                    verzoeken: Vec::new(),
                    antwoorden: Vec::new(),
                    voorzieningen: Vec::new(),
                };
                row.add_to(&mut keten)?;
                open = Some((groep, keten));
            }
        }
    }
    ketens.extend(open);
    Ok(ketens)
}

/// A row of the stream.
enum Gelezen<'r> {
    Record(Box<Row<'r>>),
    Voorziening(Voorziening),
}

impl<'r> Gelezen<'r> {
    fn read(row: &'r [u8]) -> Result<Self, Error> {
        let mut fields = Fields::new(row);
        fields.i64("keten")?;
        match need(fields.i16("soort")?, "soort")? {
            7 => Ok(Self::Voorziening(Voorziening::read(&mut fields)?)),
            soort => Ok(Self::Record(Box::new(Row::read(soort, &mut fields)?))),
        }
    }

    fn plaats(&self) -> (Wet, Gemeentecode) {
        match self {
            Self::Record(row) => (row.wet, row.gemeente),
            Self::Voorziening(voorziening) => (voorziening.wet, voorziening.gemeente),
        }
    }

    fn add_to(self, keten: &mut Keten) -> Result<(), Error> {
        match self {
            Self::Record(row) => row.add_to(keten)?,
            Self::Voorziening(voorziening) => keten.voorzieningen.push(voorziening.rij),
        }
        Ok(())
    }
}

/// A row of `sql/dwh/read/select_records.sql`: the columns that every kind has as values, the rest as they came.
///
/// The provider is in `herkomst`, whether record or header named it.
pub(super) struct Row<'r> {
    soort: i16,
    wet: Wet,
    gemeente: Gemeentecode,
    pub(super) herkomst: Herkomst,
    pub(super) regel: u32,
    client: Option<Clientsleutel>,
    pub(super) nummer: Option<Toewijzingnummer>,
    pub(super) beschikking: Option<Beschikkingnummer>,
    pub(super) product: Option<Product>,
    pub(super) rest: Rest<'r>,
}

/// The columns that only some kinds have; some mean another thing per kind.
pub(super) struct Rest<'r> {
    pub(super) referentie_aanbieder: Option<&'r str>,
    pub(super) reden: Option<&'r str>,
    eenheid: Option<&'r str>,
    frequentie: Option<&'r str>,
    pub(super) volgnummer: Option<i32>,
    volume: Option<i32>,
    pub(super) tarief_of_budget: Option<i64>,
    /// Of a line `DeclaratieDagtekening`.
    toewijzingsdatum: Option<NaiveDate>,
    toewijzingstijd: Option<NaiveTime>,
    /// Of a line the last day of `DeclaratiePeriode`.
    pub(super) ingangsdatum: Option<NaiveDate>,
    begindatum: Option<NaiveDate>,
    pub(super) einddatum: Option<NaiveDate>,
    pub(super) status: Option<&'r str>,
    /// Of a request its kind of referrer, of an answer its municipality.
    pub(super) referentienummer: Option<&'r str>,
    vorig_referentienummer: Option<&'r str>,
    declaratienummer: Option<&'r str>,
    /// Of a request the first day of its beschikking.
    pub(super) declaratieperiode_begin: Option<NaiveDate>,
    bedrag: Option<i64>,
    /// Of a request whether it falls under a framework contract.
    pub(super) is_teruggestuurd: Option<bool>,
    retourcodes: Vec<&'r str>,
}

/// What must be there.
pub(super) fn need<T>(value: Option<T>, what: &'static str) -> Result<T, Error> {
    value.ok_or(Error::Corrupt { what })
}

/// A value of the domain, which was right when it was stored.
pub(super) fn right<T, E>(value: Result<T, E>, what: &'static str) -> Result<T, Error> {
    value.map_err(|_| Error::Corrupt { what })
}

/// Reads a text that must be there.
pub(super) fn parse<T: core::str::FromStr>(
    text: Option<&str>,
    what: &'static str,
) -> Result<T, Error> {
    right(need(text, what)?.parse(), what)
}

/// Reads a text that may be absent.
pub(super) fn parse_optional<T: core::str::FromStr>(
    text: Option<&str>,
    what: &'static str,
) -> Result<Option<T>, Error> {
    text.map(|text| right(text.parse(), what)).transpose()
}

impl<'r> Row<'r> {
    fn read(soort: i16, fields: &mut Fields<'r>) -> Result<Self, Error> {
        let bestand_id = need(fields.i64("bestand_id")?, "bestand_id")?;
        let regel = right(u32::try_from(need(fields.i32("regel")?, "regel")?), "regel")?;
        let wet: Wet = parse(fields.text("wet")?, "wet")?;
        let gemeente = parse(fields.text("gemeentecode")?, "gemeentecode")?;
        let agb: AgbCode = parse(fields.text("agb_code")?, "agb_code")?;
        let bericht_agb: AgbCode = parse(fields.text("bericht_agb_code")?, "bericht_agb_code")?;
        let identificatie: Identificatie = parse(fields.text("identificatie")?, "identificatie")?;
        let release: Release = parse(fields.text("release")?, "release")?;
        let antwoord = answer(fields.text("oordeel")?)?;
        let dagtekening = need(fields.date("dagtekening")?, "dagtekening")?;
        let client = fields.uuid("clientsleutel")?;
        let nummer = fields
            .i64("toewijzingnummer")?
            .map(|nummer| right(nummer.try_into(), "toewijzingnummer"))
            .transpose()?;
        let beschikking = fields
            .i64("beschikkingnummer")?
            .map(|nummer| right(nummer.try_into(), "beschikkingnummer"))
            .transpose()?;
        let product = product(wet, fields)?;
        Ok(Self {
            soort,
            wet,
            gemeente,
            herkomst: Herkomst {
                bestand_id,
                agb,
                bericht_agb,
                identificatie,
                dagtekening,
                release,
                antwoord,
            },
            regel,
            client: client.map(Clientsleutel::from_bytes),
            nummer,
            beschikking,
            product,
            rest: Rest::read(fields)?,
        })
    }

    fn add_to(self, keten: &mut Keten) -> Result<(), Error> {
        match self.soort {
            1 => keten.toewijzingen.push(self.toewijzing()?),
            2 => keten.starts.push(self.start()?),
            3 => keten.stops.push(self.stop()?),
            4 => keten.prestaties.push(self.prestatie()?),
            5 => keten.verzoeken.push(self.verzoek()?),
            6 => keten.antwoorden.push(self.antwoord()?),
            _ => return Err(Error::Corrupt { what: "soort" }),
        }
        Ok(())
    }

    /// The person: every kind but an answer has one.
    pub(super) fn client(&self) -> Result<Clientsleutel, Error> {
        need(self.client, "clientsleutel")
    }

    pub(super) fn omvang(&self) -> Result<Option<Omvang>, Error> {
        match (self.rest.volume, self.rest.eenheid, self.rest.frequentie) {
            (None, None, None) => Ok(None),
            (volume, eenheid, frequentie) => Ok(Some(Omvang {
                volume: volume_of(volume)?,
                eenheid: parse::<Eenheid>(eenheid, "eenheid")?,
                frequentie: parse::<Frequentie>(frequentie, "frequentie")?,
            })),
        }
    }

    fn toewijzing(self) -> Result<ToewijzingRij, Error> {
        let omvang = self.omvang()?;
        let client = self.client()?;
        let rest = self.rest;
        let begin = need(rest.ingangsdatum, "ingangsdatum")?;
        let release = self.herkomst.release;
        let reden =
            rest.reden.map(|code| RedenWijziging::parse(self.wet, release, code)).transpose();
        Ok(ToewijzingRij {
            herkomst: self.herkomst,
            record: record::Toewijzing {
                regel: self.regel,
                client,
                nummer: self.nummer,
                aanbieder: None,
                beschikking: self.beschikking,
                referentie_aanbieder: parse_optional(
                    rest.referentie_aanbieder,
                    "referentie_aanbieder",
                )?,
                product: self.product,
                toewijzingsdatum: need(rest.toewijzingsdatum, "toewijzingsdatum")?,
                toewijzingstijd: need(rest.toewijzingstijd, "toewijzingstijd")?,
                periode: right(Periode::new(begin, rest.einddatum), "einddatum")?,
                reden_wijziging: right(reden, "reden_wijziging")?,
                omvang,
                budget: rest.tarief_of_budget.map(Eurocent::new),
            },
        })
    }

    fn start(self) -> Result<StartRij, Error> {
        let client = self.client()?;
        Ok(StartRij {
            herkomst: self.herkomst,
            record: record::Start {
                regel: self.regel,
                client,
                nummer: self.nummer,
                aanbieder: None,
                beschikking: self.beschikking,
                product: self.product,
                toewijzing_ingangsdatum: self.rest.ingangsdatum,
                begindatum: need(self.rest.begindatum, "begindatum")?,
                status: parse::<StatusAanlevering>(self.rest.status, "status_aanlevering")?,
            },
        })
    }

    fn stop(self) -> Result<StopRij, Error> {
        let client = self.client()?;
        let reden = need(self.rest.reden, "reden_beeindiging")?;
        let release = self.herkomst.release;
        Ok(StopRij {
            herkomst: self.herkomst,
            record: record::Stop {
                regel: self.regel,
                client,
                nummer: self.nummer,
                aanbieder: None,
                beschikking: self.beschikking,
                product: self.product,
                toewijzing_ingangsdatum: self.rest.ingangsdatum,
                begindatum: need(self.rest.begindatum, "begindatum")?,
                reden_beeindiging: right(
                    RedenBeeindiging::parse(self.wet, release, reden),
                    "reden_beeindiging",
                )?,
                einddatum: need(self.rest.einddatum, "einddatum")?,
                status: parse::<StatusAanlevering>(self.rest.status, "status_aanlevering")?,
            },
        })
    }

    fn prestatie(self) -> Result<PrestatieRij, Error> {
        let client = self.client()?;
        let rest = self.rest;
        let begin = need(rest.begindatum, "periode_begin")?;
        let mut retourcodes = Vec::with_capacity(rest.retourcodes.len());
        for code in rest.retourcodes {
            retourcodes.push(right(code.parse::<Retourcode>(), "retourcodes")?);
        }
        Ok(PrestatieRij {
            herkomst: self.herkomst,
            declaratienummer: parse(rest.declaratienummer, "declaratienummer")?,
            declaratieperiode_begin: need(
                rest.declaratieperiode_begin,
                "declaratie.periode_begin",
            )?,
            declaratieperiode_eind: rest.ingangsdatum,
            declaratie_dagtekening: need(rest.toewijzingsdatum, "declaratie.dagtekening")?,
            is_teruggestuurd: rest.is_teruggestuurd.unwrap_or_default(),
            retourcodes,
            record: record::Prestatie {
                regel: self.regel,
                client,
                referentienummer: parse(rest.referentienummer, "referentienummer")?,
                vorig_referentienummer: parse_optional(
                    rest.vorig_referentienummer,
                    "vorig_referentienummer",
                )?,
                nummer: need(self.nummer, "toewijzingnummer")?,
                product: need(self.product, "productcategorie")?,
                periode: right(Periode::new(begin, rest.einddatum), "periode_eind")?,
                volume: volume_of(rest.volume)?,
                eenheid: parse::<Eenheid>(rest.eenheid, "eenheid")?,
                tarief: rest.tarief_of_budget.map(Eurocent::new),
                bedrag: Eurocent::new(need(rest.bedrag, "bedrag_eurocent")?),
                debet_credit: parse::<DebetCredit>(rest.status, "debet_credit")?,
            },
        })
    }
}

impl<'r> Rest<'r> {
    fn read(fields: &mut Fields<'r>) -> Result<Self, Error> {
        Ok(Self {
            referentie_aanbieder: fields.text("referentie_aanbieder")?,
            reden: fields.text("reden")?,
            eenheid: fields.text("eenheid")?,
            frequentie: fields.text("frequentie")?,
            volgnummer: fields.i32("volgnummer")?,
            volume: fields.i32("volume")?,
            tarief_of_budget: fields.i64("tarief_eurocent")?,
            toewijzingsdatum: fields.date("toewijzingsdatum")?,
            toewijzingstijd: fields.time("toewijzingstijd")?,
            ingangsdatum: fields.date("ingangsdatum")?,
            begindatum: fields.date("begindatum")?,
            einddatum: fields.date("einddatum")?,
            status: fields.text("status_aanlevering")?,
            referentienummer: fields.text("referentienummer")?,
            vorig_referentienummer: fields.text("vorig_referentienummer")?,
            declaratienummer: fields.text("declaratienummer")?,
            declaratieperiode_begin: fields.date("declaratie.periode_begin")?,
            bedrag: fields.i64("bedrag_eurocent")?,
            is_teruggestuurd: fields.bool("is_teruggestuurd")?,
            retourcodes: fields.texts("retourcodes")?,
        })
    }
}

fn volume_of(volume: Option<i32>) -> Result<Volume, Error> {
    right(i64::from(need(volume, "volume")?).try_into(), "volume")
}

/// What the receiver answered.
pub(super) fn answer(oordeel: Option<&str>) -> Result<Antwoord, Error> {
    match oordeel {
        None => Ok(Antwoord::Open),
        Some("geaccepteerd") => Ok(Antwoord::Geaccepteerd),
        Some("afgewezen") => Ok(Antwoord::Afgewezen),
        Some(_) => Err(Error::Corrupt { what: "oordeel" }),
    }
}

pub(super) fn product(wet: Wet, fields: &mut Fields<'_>) -> Result<Option<Product>, Error> {
    let categorie = fields.text("productcategorie")?;
    let code = fields.text("productcode")?;
    let Some(categorie) = categorie else { return Ok(None) };
    Ok(Some(Product {
        categorie: right(Productcategorie::parse(wet, categorie), "productcategorie")?,
        code: parse_optional(code, "productcode")?,
    }))
}
