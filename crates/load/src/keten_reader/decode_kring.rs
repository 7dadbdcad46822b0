//! Turns the rows of messages and of marks into what their rules look at.

use domain::{
    AgbCode, Berichtsoort, Clientsleutel, Eurocent, Identificatie, KetenSleutel, Periode, Product,
    Productcategorie, Toewijzingnummer, Volume, Wet,
};
use transform::{
    Antwoordkop, Berichtkring, Declaratiekop, Kenmerkgroep, Kenmerklid, Kenmerksoort, Lijnwaarden,
    Teruggestuurd, Waargenomen,
};

use super::batch::Batch;
use super::decode::{answer, need, parse, parse_optional, product, right};
use super::field::Fields;
use crate::Error;

/// The messages of a batch, in the order of the stream.
///
/// # Errors
/// `Corrupt` when landing holds what cannot be.
pub(crate) fn decode_berichten(batch: &Batch) -> Result<Vec<Berichtkring>, Error> {
    let mut berichten = Vec::new();
    let mut open: Option<(i64, Delen)> = None;
    for (groep, row) in batch.rows() {
        if open.as_ref().is_none_or(|(current, _)| *current != groep) {
            let vorige = open.replace((groep, Delen::default()));
            berichten.extend(vorige.and_then(|(_, delen)| delen.bericht()));
        }
        if let Some((_, delen)) = &mut open {
            delen.add(row)?;
        }
    }
    berichten.extend(open.and_then(|(_, delen)| delen.bericht()));
    Ok(berichten)
}

/// What came of one message: its header stands anywhere among its rows.
#[derive(Default)]
struct Delen {
    kop: Option<Berichtkring>,
    waarnemingen: Vec<Waargenomen>,
    teruggestuurd: Vec<Teruggestuurd>,
}

impl Delen {
    fn bericht(self) -> Option<Berichtkring> {
        let Self { kop, waarnemingen, teruggestuurd } = self;
        kop.map(|kop| Berichtkring { waarnemingen, teruggestuurd, ..kop })
    }

    fn add(&mut self, row: &[u8]) -> Result<(), Error> {
        let mut fields = Fields::new(row);
        fields.i64("bestand_id")?;
        let soort = need(fields.i16("soort")?, "soort")?;
        let identiteit = fields.uuid("identiteit")?;
        let wet: Option<Wet> = parse_optional(fields.text("wet")?, "wet")?;
        let kop = Kop::read(&mut fields)?;
        let rest = Rest::read(&mut fields)?;
        match soort {
            1 | 2 => {
                let sleutel = sleutel(need(identiteit, "identiteit")?);
                self.kop = Some(kop.bericht(sleutel, need(wet, "wet")?, soort == 2)?);
            }
            3 => self.waarnemingen.push(Waargenomen {
                code: need(rest.code, "waarneming.code")?.to_owned(),
                regel: rest.regel,
                nummer: rest.waarden.nummer()?,
            }),
            4 => self.teruggestuurd.push(rest.teruggestuurd(need(wet, "wet")?, &kop)?),
            _ => return Err(Error::Corrupt { what: "soort" }),
        }
        Ok(())
    }
}

/// Key of the findings about a message: `landing.berichtkring` in SQL.
fn sleutel(identiteit: [u8; 16]) -> KetenSleutel {
    let first = identiteit.first_chunk::<8>().copied().unwrap_or_default();
    KetenSleutel::new(i64::from_be_bytes(first) | i64::MIN)
}

/// The columns of a header, of its declaration and of what it answers.
struct Kop<'r> {
    gemeente: Option<&'r str>,
    agb: Option<&'r str>,
    berichtsoort: Option<&'r str>,
    release: Option<&'r str>,
    identificatie: Option<&'r str>,
    dagtekening: Option<chrono::NaiveDate>,
    oordeel: Option<&'r str>,
    eerste_antwoord: Option<chrono::NaiveDate>,
    woonplaats: Option<&'r str>,
    begin: Option<chrono::NaiveDate>,
    eind: Option<chrono::NaiveDate>,
    laatste_eerdere_begin: Option<chrono::NaiveDate>,
    is_declaratie_bekend: Option<bool>,
    declaratienummer: Option<&'r str>,
    van_declaratie: Option<&'r str>,
    is_nummer_bekend: Option<bool>,
    is_andere_xsd_versie: Option<bool>,
    heeft_geweigerde_regels: Option<bool>,
}

impl<'r> Kop<'r> {
    fn read(fields: &mut Fields<'r>) -> Result<Self, Error> {
        Ok(Self {
            gemeente: fields.text("gemeentecode")?,
            agb: fields.text("agb_code")?,
            berichtsoort: fields.text("berichtsoort")?,
            release: fields.text("release")?,
            identificatie: fields.text("identificatie")?,
            dagtekening: fields.date("dagtekening")?,
            oordeel: fields.text("oordeel")?,
            eerste_antwoord: fields.date("antwoord_dagtekening")?,
            woonplaats: fields.text("woonplaats_gemeentecode")?,
            begin: fields.date("periode_begin")?,
            eind: fields.date("periode_eind")?,
            laatste_eerdere_begin: fields.date("laatste_eerdere_begin")?,
            is_declaratie_bekend: fields.bool("is_declaratie_bekend")?,
            declaratienummer: fields.text("declaratienummer")?,
            van_declaratie: fields.text("van_declaratie")?,
            is_nummer_bekend: fields.bool("is_nummer_bekend")?,
            is_andere_xsd_versie: fields.bool("is_andere_xsd_versie")?,
            heeft_geweigerde_regels: fields.bool("heeft_geweigerde_regels")?,
        })
    }

    fn bericht(
        &self,
        sleutel: KetenSleutel,
        wet: Wet,
        is_antwoord: bool,
    ) -> Result<Berichtkring, Error> {
        let declaratie = self.begin.map(|begin| Declaratiekop {
            begin,
            eind: self.eind,
            laatste_eerdere_begin: self.laatste_eerdere_begin,
        });
        Ok(Berichtkring {
            sleutel,
            wet,
            gemeente: parse(self.gemeente, "gemeentecode")?,
            agb: parse(self.agb, "agb_code")?,
            berichtsoort: parse(self.berichtsoort, "berichtsoort")?,
            release: parse(self.release, "release")?,
            identificatie: parse(self.identificatie, "identificatie")?,
            dagtekening: need(self.dagtekening, "dagtekening")?,
            antwoord: answer(self.oordeel)?,
            eerste_antwoord: self.eerste_antwoord,
            woonplaats: parse_optional(self.woonplaats, "woonplaats_gemeentecode")?,
            declaratie,
            declaratie_antwoord: is_antwoord.then(|| self.antwoordkop()).transpose()?,
            waarnemingen: Vec::new(),
            teruggestuurd: Vec::new(),
        })
    }

    fn antwoordkop(&self) -> Result<Antwoordkop, Error> {
        Ok(Antwoordkop {
            is_declaratie_bekend: need(self.is_declaratie_bekend, "is_declaratie_bekend")?,
            declaratienummer: parse_optional(self.declaratienummer, "declaratienummer")?,
            van_declaratie: parse_optional(self.van_declaratie, "declaratienummer")?,
            is_nummer_bekend: need(self.is_nummer_bekend, "is_nummer_bekend")?,
            is_andere_xsd_versie: self.is_andere_xsd_versie,
            heeft_geweigerde_regels: self.heeft_geweigerde_regels.unwrap_or_default(),
        })
    }
}

/// The columns of an observation or a line.
struct Rest<'r> {
    regel: Option<u32>,
    /// Of a line its `ReferentieNummer`.
    code: Option<&'r str>,
    waarden: Waarden<'r>,
    ingediend: Waarden<'r>,
    ingediende_periode: (Option<chrono::NaiveDate>, Option<chrono::NaiveDate>),
}

impl<'r> Rest<'r> {
    fn read(fields: &mut Fields<'r>) -> Result<Self, Error> {
        let regel = fields.i32("regel")?.map(|regel| right(u32::try_from(regel), "regel"));
        Ok(Self {
            regel: regel.transpose()?,
            code: fields.text("code")?,
            waarden: Waarden::read(fields)?,
            ingediend: Waarden::read(fields)?,
            ingediende_periode: (fields.date("periode_begin")?, fields.date("periode_eind")?),
        })
    }

    fn teruggestuurd(&self, wet: Wet, kop: &Kop<'_>) -> Result<Teruggestuurd, Error> {
        Ok(Teruggestuurd {
            regel: need(self.regel, "regel")?,
            referentienummer: parse(self.code, "referentienummer")?,
            waarden: self.waarden.lijn(wet, (kop.begin, kop.eind))?,
            ingediend: self.ingediend.lijn(wet, self.ingediende_periode)?,
            nummer: self.waarden.nummer()?,
        })
    }
}

/// The values of a line, but for its period.
struct Waarden<'r> {
    nummer: Option<i64>,
    client: Option<[u8; 16]>,
    categorie: Option<&'r str>,
    code: Option<&'r str>,
    eenheid: Option<&'r str>,
    volume: Option<i32>,
    tarief: Option<i64>,
    bedrag: Option<i64>,
}

impl<'r> Waarden<'r> {
    fn read(fields: &mut Fields<'r>) -> Result<Self, Error> {
        Ok(Self {
            nummer: fields.i64("toewijzingnummer")?,
            client: fields.uuid("clientsleutel")?,
            categorie: fields.text("productcategorie")?,
            code: fields.text("productcode")?,
            eenheid: fields.text("eenheid")?,
            volume: fields.i32("volume")?,
            tarief: fields.i64("tarief_eurocent")?,
            bedrag: fields.i64("bedrag_eurocent")?,
        })
    }

    fn nummer(&self) -> Result<Option<Toewijzingnummer>, Error> {
        self.nummer.map(|nummer| right(nummer.try_into(), "toewijzingnummer")).transpose()
    }

    /// All values; `None` when any that every line has was not kept.
    fn lijn(
        &self,
        wet: Wet,
        (begin, eind): (Option<chrono::NaiveDate>, Option<chrono::NaiveDate>),
    ) -> Result<Option<Lijnwaarden>, Error> {
        let (Some(client), Some(nummer), Some(categorie)) =
            (self.client, self.nummer()?, self.categorie)
        else {
            return Ok(None);
        };
        let (Some(eenheid), Some(volume), Some(bedrag), Some(begin)) =
            (self.eenheid, self.volume, self.bedrag, begin)
        else {
            return Ok(None);
        };
        let volume: Volume = right(i64::from(volume).try_into(), "volume")?;
        Ok(Some(Lijnwaarden {
            client: Clientsleutel::from_bytes(client),
            nummer,
            product: Product {
                categorie: right(Productcategorie::parse(wet, categorie), "productcategorie")?,
                code: parse_optional(self.code, "productcode")?,
            },
            periode: right(Periode::new(begin, eind), "periode_eind")?,
            volume,
            eenheid: parse(Some(eenheid), "eenheid")?,
            tarief: self.tarief.map(Eurocent::new),
            bedrag: Eurocent::new(bedrag),
        }))
    }
}

/// The marks of a batch with their records, in the order of the stream.
///
/// # Errors
/// `Corrupt` when landing holds what cannot be.
pub(crate) fn decode_kenmerken(batch: &Batch) -> Result<Vec<Kenmerkgroep>, Error> {
    let mut groepen: Vec<Kenmerkgroep> = Vec::new();
    for (groep, row) in batch.rows() {
        let sleutel = KetenSleutel::new(groep);
        let mut fields = Fields::new(row);
        fields.i64("sleutel")?;
        let soort = match need(fields.i16("soort")?, "soort")? {
            1 => Kenmerksoort::Prestatie,
            2 => Kenmerksoort::Declaratie,
            3 => Kenmerksoort::Verzoek,
            _ => return Err(Error::Corrupt { what: "soort" }),
        };
        let wet: Wet = parse(fields.text("wet")?, "wet")?;
        let lid = lid(wet, &mut fields)?;
        match groepen.last_mut() {
            Some(open) if open.sleutel == sleutel => open.leden.push(lid),
            _ => groepen.push(Kenmerkgroep { sleutel, wet, soort, leden: vec![lid] }),
        }
    }
    Ok(groepen)
}

fn lid(wet: Wet, fields: &mut Fields<'_>) -> Result<Kenmerklid, Error> {
    let gemeente = parse(fields.text("gemeentecode")?, "gemeentecode")?;
    let agb: AgbCode = parse(fields.text("agb_code")?, "agb_code")?;
    let bericht_agb: AgbCode = parse(fields.text("bericht_agb_code")?, "bericht_agb_code")?;
    let berichtsoort: Berichtsoort = parse(fields.text("berichtsoort")?, "berichtsoort")?;
    let identificatie: Identificatie = parse(fields.text("identificatie")?, "identificatie")?;
    let dagtekening = need(fields.date("dagtekening")?, "dagtekening")?;
    let antwoord = answer(fields.text("oordeel")?)?;
    let regel = fields.i32("regel")?.map(|regel| right(u32::try_from(regel), "regel"));
    let nummer = fields.i64("toewijzingnummer")?;
    Ok(Kenmerklid {
        gemeente,
        agb,
        bericht_agb,
        berichtsoort,
        identificatie,
        dagtekening,
        antwoord,
        regel: regel.transpose()?,
        nummer: nummer.map(|nummer| right(nummer.try_into(), "toewijzingnummer")).transpose()?,
        client: fields.uuid("clientsleutel")?.map(Clientsleutel::from_bytes),
        product: product(wet, fields)?,
    })
}
