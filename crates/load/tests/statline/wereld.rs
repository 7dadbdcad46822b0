//! Small tables of `StatLine`, and a warehouse that they are pulled into and published in.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a fixture that cannot be made is a failing test"
)]

use chrono::NaiveDate;
use domain::statline::{
    Blok, Cel, Celwaarde, Dimensie, Dimensiecode, Dimensierol, Gegevenstype, Keuze, LeegBetekenis,
    Leegte, Onderwerp, Protocol, Tabel, Tabelversie,
};
use load::ledger::{FinishedTask, NewRun, RunSoort, Status, TaakSoort, Telling, start_run};
use load::slot::Slot;
use load::statline::{DeelPlan, PaginaRij, Plaatsing, Trek, Wijziging, open, publish, write_page};
use load::{Db, Error};
use sqlx::{AssertSqlSafe, PgPool};

/// A number.
pub(crate) fn getal(text: &str) -> Celwaarde {
    Celwaarde::Getal(text.parse().unwrap())
}

/// No value.
pub(crate) const fn leeg(reden: Leegte) -> Celwaarde {
    Celwaarde::Leeg(reden)
}

/// A member of a dimension.
pub(crate) fn code(code: &str, titel: &str) -> Dimensiecode {
    Dimensiecode {
        code: code.to_owned(),
        sleutel: code.to_owned(),
        titel: titel.to_owned(),
        omschrijving: String::new(),
        groep: String::new(),
        pad: Vec::new(),
        status: String::new(),
        ouder: None,
        geldig_van: None,
        geldig_tot: None,
        is_totaal: code.starts_with("T00"),
        is_kop: code.starts_with("T00") || code == "MW00000",
        is_marge: code.starts_with("MOG"),
    }
}

/// A municipality in a province, with the days that it exists.
pub(crate) fn gemeente(
    gebied: &str,
    titel: &str,
    (provincie, van, tot): (&str, Option<&str>, Option<&str>),
) -> Dimensiecode {
    let dag = |text: &str| text.parse::<NaiveDate>().unwrap();
    Dimensiecode {
        ouder: Some(provincie.to_owned()),
        geldig_van: van.map(dag),
        geldig_tot: tot.map(dag),
        ..code(gebied, titel)
    }
}

/// A period with a status.
pub(crate) fn periode(periode: &str, status: &str) -> Dimensiecode {
    Dimensiecode { status: status.to_owned(), ..code(periode, periode.get(..4).unwrap_or(periode)) }
}

/// A dimension.
pub(crate) fn dimensie(naam: &str, rol: Dimensierol, codes: Vec<Dimensiecode>) -> Dimensie {
    let soort = match rol {
        Dimensierol::Periode => "TimeDimension",
        Dimensierol::Gebied => "GeoDimension",
        Dimensierol::Categorie => "Dimension",
    };
    let (naam, soort) = (naam.to_owned(), soort.to_owned());
    Dimensie { titel: naam.clone(), naam, soort, rol, kaartjaar: None, codes }
}

/// A measure with one decimal.
pub(crate) fn onderwerp(code: &str, titel: &str, eenheid: &str) -> Onderwerp {
    Onderwerp {
        code: code.to_owned(),
        pad: vec!["Arbeid".to_owned()],
        titel: titel.to_owned(),
        omschrijving: String::new(),
        eenheid: eenheid.to_owned(),
        vermenigvuldiger: if eenheid == "x 1000" { 1000 } else { 1 },
        decimalen: 1,
        gegevenstype: Gegevenstype::Decimaal,
        leeg: LeegBetekenis::default(),
        is_relatief: false,
    }
}

/// A table in this version; its version is a moment.
pub(crate) fn tabel(
    tabel_id: &str,
    versie: &str,
    dimensies: Vec<Dimensie>,
    onderwerpen: Vec<Onderwerp>,
) -> Tabel {
    Tabel {
        tabel_id: tabel_id.parse().unwrap(),
        protocol: Protocol::V4,
        titel: format!("Tabel {tabel_id}"),
        samenvatting: String::new(),
        toelichting: "Wijzigingen".to_owned(),
        versie: Tabelversie {
            versie: versie.to_owned(),
            waarnemingen_op: versie.to_owned(),
            metadata_op: versie.to_owned(),
            aantal: None,
        },
        reden: "Actualisering".to_owned(),
        status: "Regulier".to_owned(),
        frequentie: "Per jaar".to_owned(),
        licentie: "CC BY 4.0".to_owned(),
        bron: "CBS".to_owned(),
        dimensies,
        onderwerpen,
        herindelingen: Vec::new(),
    }
}

/// Where the dimensions of a table stand in the star, by their role.
pub(crate) fn plaatsing(bron: &str, tabel: &Tabel) -> Plaatsing {
    let eerste = |rol| tabel.met_rol(rol).first().copied();
    Plaatsing {
        bron: bron.to_owned(),
        base_url: "https://datasets.cbs.nl/odata/v1/CBS".to_owned(),
        wet: None,
        gebied: eerste(Dimensierol::Gebied),
        vast_gebied: None,
        kaartjaar: None,
        periode: eerste(Dimensierol::Periode),
        vaste_periode: None,
        selectie: "alles".to_owned(),
    }
}

/// What a table holds: the measure and a code per dimension give a cell, or none.
pub(crate) type Inhoud<'i> = &'i dyn Fn(&str, &[&str]) -> Option<Celwaarde>;

/// Every wanted combination of codes that the table has a cell for.
pub(crate) fn blok(tabel: &Tabel, keuze: &Keuze, inhoud: Inhoud<'_>) -> Blok {
    let mut blok = Blok::new(tabel.dimensies.len());
    let mut rijen: Vec<Vec<u32>> = vec![Vec::new()];
    for (plek, dimensie) in tabel.dimensies.iter().enumerate() {
        let size = u32::try_from(dimensie.codes.len()).unwrap();
        let gewenst: Vec<u32> = (0..size).filter(|code| keuze.wil_code(plek, *code)).collect();
        rijen = rijen
            .iter()
            .flat_map(|rij| gewenst.iter().map(|code| [rij.as_slice(), &[*code]].concat()))
            .collect();
    }
    for rij in rijen {
        let codes: Vec<&str> = rij
            .iter()
            .zip(&tabel.dimensies)
            .map(|(code, dimensie)| &*dimensie.codes[usize::try_from(*code).unwrap()].code)
            .collect();
        let nummer = u32::try_from(blok.codes.len() / blok.breedte.max(1)).unwrap();
        for (plek, onderwerp) in (0_u32..).zip(&tabel.onderwerpen) {
            let waarde = keuze.wil_onderwerp(plek).then(|| inhoud(&onderwerp.code, &codes));
            if let Some(waarde) = waarde.flatten() {
                blok.cellen.push(Cel { rij: nummer, onderwerp: plek, waarde });
            }
        }
        blok.codes.extend(rij);
    }
    blok
}

/// A warehouse with a run at work.
pub(crate) struct Wereld {
    pub(crate) db: Db,
    pub(crate) slot: Slot,
    pub(crate) run_id: i64,
}

impl Wereld {
    pub(crate) async fn new(pool: PgPool) -> Self {
        let db = Db::from_pool(pool);
        db.migrate().await.unwrap();
        let slot = Slot::take(&db).await.unwrap().unwrap();
        let run = NewRun {
            soort: RunSoort::Run,
            gestart_door: "test",
            versie: "0",
            peildatum: NaiveDate::from_ymd_opt(2026, 7, 1).unwrap(),
            rerun_van: None,
        };
        let run_id = start_run(&db, &slot, &run).await.unwrap();
        Self { db, slot, run_id }
    }

    /// A task that is over but for its counts.
    pub(crate) fn task(&self, bron: &str) -> FinishedTask {
        FinishedTask {
            taak_id: None,
            run_id: self.run_id,
            bron: bron.to_owned(),
            soort: TaakSoort::Inlezen,
            eenheid: "tabel".to_owned(),
            status: Status::Succeeded,
            poging: 1,
            is_gepubliceerd: true,
            failure: None,
            gestart_op: chrono::DateTime::UNIX_EPOCH,
            telling: Telling::default(),
        }
    }

    /// Stores a block as the only page of a pull.
    pub(crate) async fn pull(
        &self,
        plaatsing: &Plaatsing,
        tabel: &Tabel,
        keuze: &Keuze,
        blok: &Blok,
    ) -> Trek {
        let rijen = blok.cellen.len();
        let plan = DeelPlan { nummer: 0, rijen: u64::try_from(rijen).unwrap() };
        let mut trek = open(&self.db, &self.slot, plaatsing, tabel, keuze, &[plan]).await.unwrap();
        let pagina = PaginaRij {
            deel: 0,
            nummer: 0,
            adres: "https://datasets.cbs.nl/odata/v1/CBS/Observations",
            volgende: None,
            blok,
            rijen: u32::try_from(rijen).unwrap(),
            dubbel: 0,
            laatste_id: None,
            bytes: 100,
            sha256: &"a".repeat(64),
        };
        write_page(&self.db, &self.slot, &mut trek, &pagina).await.unwrap();
        trek
    }

    /// Pulls and publishes a selection of a table.
    pub(crate) async fn try_load(
        &self,
        plaatsing: &Plaatsing,
        tabel: &Tabel,
        keuze: &Keuze,
        blok: &Blok,
    ) -> Result<Wijziging, Error> {
        let trek = self.pull(plaatsing, tabel, keuze, blok).await;
        let task = self.task(&plaatsing.bron);
        publish(&self.db, &self.slot, &trek, plaatsing, tabel, keuze, &task).await
    }

    /// Pulls and publishes a whole table under the name `bron`; tells read, new, changed, gone and equal. Nothing of it
    /// may contradict itself, and nothing of the pull stays behind.
    pub(crate) async fn load(&self, tabel: &Tabel, inhoud: Inhoud<'_>) -> [u64; 5] {
        let keuze = Keuze::alles(tabel.dimensies.len());
        self.load_some(&plaatsing("bron", tabel), tabel, &keuze, inhoud).await
    }

    /// The same for a selection.
    pub(crate) async fn load_some(
        &self,
        plaatsing: &Plaatsing,
        tabel: &Tabel,
        keuze: &Keuze,
        inhoud: Inhoud<'_>,
    ) -> [u64; 5] {
        let blok = blok(tabel, keuze, inhoud);
        let done = self.try_load(plaatsing, tabel, keuze, &blok).await.unwrap();
        self.check().await;
        let landing = "select count(*)::text from landing.statline_cel union all \
                       select count(*)::text from landing.statline_trek";
        assert_eq!(self.texts(landing).await, ["0", "0"]);
        [done.cellen, done.nieuw, done.gewijzigd, done.verdwenen, done.gelijk]
    }

    /// No check finds anything.
    pub(crate) async fn check(&self) {
        for check in load::publish::run_checks(&self.db).await.unwrap() {
            assert_eq!(check.rows, 0, "{}", check.name);
        }
    }

    /// One text per row, in the order of the query.
    pub(crate) async fn texts(&self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        sqlx::query_scalar(sql).fetch_all(self.db.pool()).await.unwrap()
    }

    /// Does something to the warehouse.
    pub(crate) async fn execute(&self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        sqlx::raw_sql(sql).execute(self.db.pool()).await.unwrap();
    }

    /// Everything that publishing writes, each row with the transaction that wrote it.
    pub(crate) async fn everything(&self) -> Vec<String> {
        let mut rows = Vec::new();
        for table in [
            "dwh.feit_statline",
            "dwh.dim_onderwerp",
            "dwh.dim_gebied",
            "dwh.dim_gemeente",
            "dwh.dim_statline_categorie",
            "dwh.dim_statline_combinatie",
            "dwh.dim_statline_periode",
            "ref.herindeling",
        ] {
            let sql = format!("select concat_ws(' ', xmin, t) from {table} as t order by 1");
            rows.extend(self.texts(&sql).await);
        }
        rows
    }
}
