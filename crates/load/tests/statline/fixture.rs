//! Small tables, their pages, and a warehouse to put them in.
#![expect(clippy::unwrap_used, reason = "a fixture that cannot be made is a failing test")]

use chrono::NaiveDate;
use domain::statline::{
    Blok, CatalogusRegel, Cel, Celwaarde, Dimensie, Dimensiecode, Dimensierol, Gegevenstype, Keuze,
    LeegBetekenis, Leegte, Onderwerp, Protocol, Tabel, Tabelversie,
};
use load::ledger::{NewRun, RunSoort, start_run};
use load::slot::Slot;
use load::statline::{DeelPlan, PaginaRij, Plaatsing, Trek, open, write_page};
use load::{Db, Error};
use sqlx::{AssertSqlSafe, PgPool};

/// A warehouse with a run that has the slot.
pub(crate) struct Warehouse {
    pub(crate) db: Db,
    pub(crate) slot: Slot,
    pub(crate) run_id: i64,
}

impl Warehouse {
    pub(crate) async fn new(pool: PgPool) -> Self {
        let db = Db::from_pool(pool);
        let slot = Slot::take(&db).await.unwrap().unwrap();
        let run = NewRun {
            soort: RunSoort::Run,
            gestart_door: "test",
            versie: "0",
            peildatum: NaiveDate::from_ymd_opt(2026, 4, 1).unwrap(),
            rerun_van: None,
        };
        let run_id = start_run(&db, &slot, &run).await.unwrap();
        Self { db, slot, run_id }
    }

    /// One text per row, in the order of the query.
    pub(crate) async fn texts(&self, sql: &str) -> Vec<String> {
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(self.db.pool()).await.unwrap()
    }

    /// One number.
    pub(crate) async fn number(&self, sql: &str) -> i64 {
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(self.db.pool()).await.unwrap()
    }

    pub(crate) async fn execute(&self, sql: &str) {
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(self.db.pool()).await.unwrap();
    }

    /// Opens a pull of everything in these parts.
    pub(crate) async fn open(&self, proef: &Proef, rijen: &[u64]) -> Trek {
        let delen: Vec<DeelPlan> =
            (0..).zip(rijen).map(|(nummer, rijen)| DeelPlan { nummer, rijen: *rijen }).collect();
        let Proef { plaatsing, tabel, keuze } = proef;
        open(&self.db, &self.slot, plaatsing, tabel, keuze, &delen).await.unwrap()
    }

    /// Stores a page, the last of its part unless it has a next one.
    pub(crate) async fn page(
        &self,
        trek: &mut Trek,
        [deel, nummer]: [u32; 2],
        blok: &Blok,
        volgende: Option<&str>,
    ) -> Result<(), Error> {
        let rijen = u32::try_from(blok.codes.len() / blok.breedte).unwrap();
        let pagina = PaginaRij {
            deel,
            nummer,
            adres: "https://example.test/Observations",
            volgende,
            blok,
            rijen,
            dubbel: 0,
            laatste_id: Some(i64::from(nummer) * 100 + i64::from(rijen)),
            bytes: 1_000,
            sha256: &"ab".repeat(32),
        };
        write_page(&self.db, &self.slot, trek, &pagina).await
    }
}

/// What a source asks for.
#[derive(Debug, Clone)]
pub(crate) struct Proef {
    pub(crate) plaatsing: Plaatsing,
    pub(crate) tabel: Tabel,
    pub(crate) keuze: Keuze,
}

impl Proef {
    /// Two sexes and a total, three areas, two years; two measures.
    pub(crate) fn new() -> Self {
        let tabel = tabel(
            &[
                ("Geslacht", Dimensierol::Categorie, &["T001038", "3000", "4000"]),
                ("RegioS", Dimensierol::Gebied, &["NL01", "PV26", "GM0344"]),
                ("Perioden", Dimensierol::Periode, &["2020JJ00", "2021JJ00"]),
            ],
            &[["M1", "Personen", "Bevolking", "x 1000"], ["M2", "", "Naam", ""]],
        );
        let plaatsing = Plaatsing {
            bron: "arbeid".to_owned(),
            base_url: "https://example.test/CBS".to_owned(),
            wet: None,
            gebied: Some(1),
            vast_gebied: None,
            kaartjaar: None,
            periode: Some(2),
            vaste_periode: None,
            selectie: "alles".to_owned(),
        };
        let keuze = Keuze::alles(tabel.dimensies.len());
        Self { plaatsing, tabel, keuze }
    }
}

/// A member of a dimension.
pub(crate) fn lid(code: &str) -> Dimensiecode {
    Dimensiecode {
        code: code.to_owned(),
        sleutel: code.to_owned(),
        titel: format!("titel van {code}"),
        omschrijving: String::new(),
        groep: String::new(),
        pad: Vec::new(),
        status: String::new(),
        ouder: None,
        geldig_van: None,
        geldig_tot: None,
        is_totaal: code.starts_with('T'),
        is_kop: code.starts_with('T'),
        is_marge: false,
    }
}

/// A measure: code, path with `/`, title, unit.
pub(crate) fn onderwerp([code, pad, titel, eenheid]: [&str; 4]) -> Onderwerp {
    let is_tekst = eenheid.is_empty();
    Onderwerp {
        code: code.to_owned(),
        pad: pad.split('/').filter(|groep| !groep.is_empty()).map(str::to_owned).collect(),
        titel: titel.to_owned(),
        omschrijving: String::new(),
        eenheid: eenheid.to_owned(),
        vermenigvuldiger: if eenheid == "x 1000" { 1_000 } else { 1 },
        decimalen: 1,
        gegevenstype: if is_tekst { Gegevenstype::Tekst } else { Gegevenstype::Decimaal },
        leeg: LeegBetekenis::Onbekend,
        is_relatief: false,
    }
}

/// A table of protocol v4.
pub(crate) fn tabel(
    dimensies: &[(&str, Dimensierol, &[&str])],
    onderwerpen: &[[&str; 4]],
) -> Tabel {
    let dimensies = dimensies.iter().map(|(naam, rol, codes)| Dimensie {
        naam: (*naam).to_owned(),
        titel: (*naam).to_owned(),
        soort: "Dimension".to_owned(),
        rol: *rol,
        kaartjaar: None,
        codes: codes.iter().map(|code| lid(code)).collect(),
    });
    Tabel {
        tabel_id: "84703NED".parse().unwrap(),
        protocol: Protocol::V4,
        titel: "Arbeidsdeelname 2019".to_owned(),
        samenvatting: String::new(),
        toelichting: String::new(),
        versie: versie("202601010000"),
        reden: "Nieuw".to_owned(),
        status: "Regulier".to_owned(),
        frequentie: "Per jaar".to_owned(),
        licentie: String::new(),
        bron: String::new(),
        dimensies: dimensies.collect(),
        onderwerpen: onderwerpen.iter().map(|een| onderwerp(*een)).collect(),
        herindelingen: Vec::new(),
    }
}

pub(crate) fn versie(versie: &str) -> Tabelversie {
    Tabelversie {
        versie: versie.to_owned(),
        waarnemingen_op: versie.to_owned(),
        metadata_op: versie.to_owned(),
        aantal: Some(36),
    }
}

/// A line of a catalogue.
pub(crate) fn regel(tabel_id: &str, titel: &str) -> CatalogusRegel {
    CatalogusRegel {
        tabel_id: tabel_id.parse().unwrap(),
        titel: titel.to_owned(),
        omschrijving: String::new(),
        status: "Regulier".to_owned(),
        taal: "nl".to_owned(),
        periode: String::new(),
        reden: "Nieuw".to_owned(),
        versie: versie("202601010000"),
    }
}

/// Cells, each with a row of its own: positions of the codes, position of the measure, and a number, `.` for unknown,
/// `?reason` for another reason, or `'text`.
pub(crate) fn blok(breedte: usize, cellen: &[(&[u32], u32, &str)]) -> Blok {
    let mut blok = Blok::new(breedte);
    for (rij, (codes, onderwerp, waarde)) in (0..).zip(cellen) {
        blok.codes.extend_from_slice(codes);
        let waarde = if let Some(tekst) = waarde.strip_prefix('\'') {
            Celwaarde::Tekst(tekst.into())
        } else if let Some(reden) = waarde.strip_prefix('?') {
            Celwaarde::Leeg(Leegte::Overig(reden.into()))
        } else if *waarde == "." {
            Celwaarde::Leeg(Leegte::Onbekend)
        } else {
            Celwaarde::Getal(waarde.parse().unwrap())
        };
        blok.cellen.push(Cel { rij, onderwerp: *onderwerp, waarde });
    }
    blok
}
