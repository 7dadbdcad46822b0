//! The truth as CSV files: one per table, columns named as in the warehouse, in the notation of `COPY .. CSV`.
//!
//! An absent value is an empty field, a boolean `t` or `f`, a list `{a,b}`. Rows stand in the order of the stories.
//! In `bestanden.csv` the second of two files with the same content is the `dubbel` one (its name ends in `_anders`);
//! a loader that met them the other way round is as right. `totalen.csv` counts the files that were written, the rest
//! of the truth is about all messages, also those outside the window of months.

use std::fs::{File, create_dir_all};
use std::io::{BufWriter, Write as _};
use std::path::Path;

use anyhow::Context as _;
use chrono::{NaiveDate, NaiveDateTime};
use domain::{Clientsleutel, Pseudoniemsleutel};

use crate::bericht::Veld;

/// The files of the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tabel {
    /// `feit_toewijzing`.
    Toewijzingen,
    /// `feit_toewijzing_versie`.
    Versies,
    /// `feit_koppeling`.
    Koppelingen,
    /// `feit_levering`.
    Leveringen,
    /// `feit_prestatie`.
    Prestaties,
    /// `feit_bevinding`.
    Bevindingen,
    /// `feit_bericht`.
    Berichten,
    /// `beheer.quarantaine`.
    Quarantaine,
    /// `beheer.bestand`.
    Bestanden,
    /// `feit_verzoek`.
    Verzoeken,
    /// `dim_beschikking`.
    Beschikkingen,
    /// Sums of `beheer.bestand`.
    Totalen,
    /// How often each story was told; for tests of coverage.
    Verhalen,
}

const TABELLEN: [(Tabel, &str); 13] = [
    (Tabel::Toewijzingen, "toewijzingen"),
    (Tabel::Versies, "versies"),
    (Tabel::Koppelingen, "koppelingen"),
    (Tabel::Leveringen, "leveringen"),
    (Tabel::Prestaties, "prestaties"),
    (Tabel::Bevindingen, "bevindingen"),
    (Tabel::Berichten, "berichten"),
    (Tabel::Quarantaine, "quarantaine"),
    (Tabel::Bestanden, "bestanden"),
    (Tabel::Verzoeken, "verzoeken"),
    (Tabel::Beschikkingen, "beschikkingen"),
    (Tabel::Totalen, "totalen"),
    (Tabel::Verhalen, "verhalen"),
];

impl Tabel {
    /// The columns; `client` is `clientsleutel` under a key and `bsn` without.
    const fn kolommen(self) -> &'static str {
        match self {
            Self::Toewijzingen => {
                "wet,gemeentecode,agb_code,client,productcategorie,productcode,toewijzing_sk,\
                 toewijzingnummer,toewijzingsdatum,ingangsdatum,einddatum,einddatum_oorspronkelijk,\
                 reden_wijziging,volume,eenheid,frequentie,budget_eurocent,referentie_aanbieder,\
                 is_verwijderd,retour_status,aantal_versies,beschikking_sk"
            }
            Self::Versies => {
                "wet,gemeentecode,agb_code,client,productcategorie,productcode,toewijzing_sk,\
                 toewijzingnummer,versie,toewijzingsmoment,vervangen_op,toewijzingsdatum,\
                 ingangsdatum,einddatum,reden_wijziging,volume,eenheid,frequentie,budget_eurocent,\
                 referentie_aanbieder,is_verwijderd,retour_status"
            }
            Self::Koppelingen => {
                "wet,gemeentecode,agb_code,client,productcategorie,productcode,berichtsoort,\
                 bericht_identificatie,regelnummer,toewijzingnummer,toewijzing_sk,client_gelijk,\
                 aanbieder_gelijk,product_gelijk,periode_gelijk,beschikking_gelijk,koppelwijze,\
                 koppelstatus"
            }
            Self::Leveringen => {
                "wet,gemeentecode,agb_code,client,productcategorie,productcode,toewijzing_sk,\
                 toewijzingnummer,startdatum,einddatum,einddatum_bron,reden_beeindiging,\
                 onderbrekingen,dagen_onderbroken,wachttijd_dagen,wachttijd_toewijzing_dagen,\
                 planningsbuffer_dagen,duur_dagen,telt_mee"
            }
            Self::Prestaties => {
                "wet,gemeentecode,agb_code,client,productcategorie,productcode,\
                 bericht_identificatie,regelnummer,declaratienummer,referentienummer,\
                 vorig_referentienummer,toewijzingnummer,toewijzing_sk,declaratieperiode_begin,\
                 productperiode_begin,productperiode_eind,geleverd_volume,eenheid,tarief_eurocent,\
                 bedrag_eurocent,debet_credit,status,retourcodes,telt_mee"
            }
            Self::Bevindingen => {
                "wet,gemeentecode,agb_code,regelcode,berichtsoort,bericht_identificatie,\
                 regelnummer,toewijzingnummer"
            }
            Self::Berichten => {
                "wet,gemeentecode,agb_code,berichtsoort,release,afzender,ontvanger,identificatie,\
                 dagtekening,aantal_regels,retour_status,retourcodes"
            }
            Self::Quarantaine => "bestand,regelnummer,code,records,bedrag_eurocent",
            Self::Bestanden => {
                "bestand,is_geschreven,status,gelezen,geladen,gequarantaineerd,dubbel,\
                 bedrag_gelezen_eurocent,bedrag_geladen_eurocent,bedrag_gequarantaineerd_eurocent,\
                 bedrag_dubbel_eurocent"
            }
            Self::Verzoeken => {
                "wet,gemeentecode,agb_code,client,productcategorie,productcode,soort,\
                 bericht_identificatie,regelnummer,volgnummer,onderdeel,referentie_aanbieder,\
                 toewijzingnummer,toewijzing_sk,toegewezen_toewijzingnummer,beschikkingnummer,\
                 aanvraagdatum,gevraagd_ingangsdatum,gevraagd_einddatum,volume,eenheid,frequentie,\
                 budget_eurocent,verwijzer,reden_verzoek,retour_status,antwoord,antwoorddatum,\
                 reden_afwijzing,doorlooptijd_dagen"
            }
            Self::Beschikkingen => {
                "wet,gemeentecode,beschikkingnummer,afgiftedatum,ingangsdatum,einddatum,bron"
            }
            Self::Totalen => "uitkomst,bestanden,records,bedrag_eurocent",
            Self::Verhalen => "verhaal,aantal",
        }
    }
}

/// A value of a row.
pub(crate) trait Kolom {
    /// Adds the value in the notation of `COPY .. CSV`.
    fn schrijf(&self, out: &mut String);
}

impl Kolom for str {
    fn schrijf(&self, out: &mut String) {
        if self.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&self.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(self);
        }
    }
}

impl Kolom for bool {
    fn schrijf(&self, out: &mut String) {
        out.push(if *self { 't' } else { 'f' });
    }
}

impl<T: Kolom + ?Sized> Kolom for &T {
    fn schrijf(&self, out: &mut String) {
        (**self).schrijf(out);
    }
}

impl<T: Kolom> Kolom for Option<T> {
    fn schrijf(&self, out: &mut String) {
        if let Some(value) = self {
            value.schrijf(out);
        }
    }
}

macro_rules! kolom {
    ($($type:ty),+) => {
        $(impl Kolom for $type {
            fn schrijf(&self, out: &mut String) {
                self.to_string().as_str().schrijf(out);
            }
        })+
    };
}

kolom!(
    String,
    Veld,
    u32,
    u64,
    i64,
    NaiveDate,
    NaiveDateTime,
    domain::Wet,
    domain::Gemeentecode,
    domain::Berichtsoort,
    domain::Release,
    Clientsleutel
);

/// A row being made.
#[derive(Debug, Default)]
pub(crate) struct Rij(String);

impl Rij {
    /// Adds a value.
    #[must_use]
    pub(crate) fn met(mut self, waarde: impl Kolom) -> Self {
        waarde.schrijf(&mut self.0);
        self.0.push(',');
        self
    }
}

/// Answer codes as a list: distinct and sorted.
pub(crate) fn lijst<'a>(codes: impl IntoIterator<Item = &'a str>) -> String {
    let codes: std::collections::BTreeSet<&str> = codes.into_iter().collect();
    format!("{{{}}}", codes.into_iter().collect::<Vec<_>>().join(","))
}

/// A truth folder being filled.
#[derive(Debug)]
pub(crate) struct Waarheid {
    bestanden: Vec<BufWriter<File>>,
    geheimen: BufWriter<File>,
    sleutel: Option<Pseudoniemsleutel>,
}

impl Waarheid {
    /// Starts filling `map`, which is made when needed.
    pub(crate) fn new(map: &Path, sleutel: Option<Pseudoniemsleutel>) -> anyhow::Result<Self> {
        create_dir_all(map).with_context(|| format!("create {}", map.display()))?;
        let open = |naam: &str| {
            let path = map.join(naam);
            File::create(&path)
                .map(|file| BufWriter::with_capacity(1 << 16, file))
                .with_context(|| format!("create {}", path.display()))
        };
        let client = if sleutel.is_some() { "clientsleutel" } else { "bsn" };
        let mut bestanden = Vec::new();
        for (tabel, naam) in TABELLEN {
            let mut file = open(&format!("{naam}.csv"))?;
            let kop = tabel.kolommen().replace(",client,", &format!(",{client},"));
            writeln!(file, "{kop}").context("write a heading")?;
            bestanden.push(file);
        }
        let mut geheimen = open("geheimen.txt")?;
        for woord in crate::namen::woorden() {
            writeln!(geheimen, "{woord}").context("write a secret")?;
        }
        Ok(Self { bestanden, geheimen, sleutel })
    }

    /// The person as the truth names it: the pseudonym under a key, else the BSN.
    pub(crate) fn client(&self, bsn: &Veld) -> String {
        match (&self.sleutel, bsn.as_str().parse()) {
            (Some(sleutel), Ok(bsn)) => sleutel.clientsleutel(&bsn).to_string(),
            _ => bsn.to_string(),
        }
    }

    /// The pseudonym of a person, under a key.
    pub(crate) fn clientsleutel(&self, bsn: &Veld) -> Option<Clientsleutel> {
        Some(self.sleutel.as_ref()?.clientsleutel(&bsn.as_str().parse().ok()?))
    }

    /// Adds a row.
    pub(crate) fn schrijf(&mut self, tabel: Tabel, rij: &Rij) -> anyhow::Result<()> {
        let place = TABELLEN.iter().position(|(other, _)| *other == tabel);
        let file = place.and_then(|place| self.bestanden.get_mut(place)).context("no such file")?;
        let text = rij.0.strip_suffix(',').unwrap_or(&rij.0);
        writeln!(file, "{text}").context("write a row of the truth")
    }

    /// Adds a text that must never turn up outside the inbox.
    pub(crate) fn geheim(&mut self, text: &str) -> anyhow::Result<()> {
        writeln!(self.geheimen, "{text}").context("write a secret")
    }

    /// Empties all buffers.
    pub(crate) fn sluit(&mut self) -> anyhow::Result<()> {
        for file in self.bestanden.iter_mut().chain([&mut self.geheimen]) {
            file.flush().context("write the truth")?;
        }
        Ok(())
    }
}
