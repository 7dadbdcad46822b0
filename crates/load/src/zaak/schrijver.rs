//! The transaction of one delivery.

use std::collections::VecDeque;

use domain::Code;
use domain::zaaksysteem::{Entiteit, Record};
use sqlx::{PgConnection, Postgres, Transaction};

use crate::copy::CopyWriter;
use crate::slot::Slot;
use crate::{Db, Error};

use super::dubbel::Dubbelganger;
use super::grootboek::{Gegeven, PLAATSEN_MAX, Uitkomst, Weigeringen, boek, zoek_geschreven};
use super::kolommen::{Vast, Waar, copy, opdracht};
use super::ontdubbel::{Ontdubbeld, ontdubbel};
use super::oordeel::beoordeel;
use super::pak::{Gepakt, Inpakker, Pak};
use super::rechtstreeks::{Rechtstreeks, bouw_werksleutels};
use super::samenvoegen::{rond_af, voeg_samen, zet_in_wachtrij};
use super::uitvouwen::{is_geladen, vouw_vorige_uit};
use super::{Begonnen, Geschreven, Geweigerd, Levering};

/// Where a file is refused of which rows stand.
const GEBLEVEN: &str = "(wat er eerder van is geladen blijft staan)";

/// Takes the rows of one delivery. Nothing is stored before [`Schrijver::sluit`]; dropping it rolls back.
#[derive(Debug)]
pub struct Schrijver {
    transactie: Transaction<'static, Postgres>,
    gegeven: Gegeven,
    /// Of a first delivery.
    rechtstreeks: Option<Rechtstreeks>,
    inpakker: Inpakker,
    /// Records that were sent, by entity.
    gestuurd: Vec<(Entiteit, i64)>,
    weigeringen: Weigeringen,
}

impl Schrijver {
    /// Opens the transaction.
    ///
    /// # Errors
    /// `SlotLost` when a later run took the slot, `Value`, or `Database`.
    pub async fn begin(db: &Db, slot: &Slot, levering: &Levering<'_>) -> Result<Begonnen, Error> {
        let mut transactie = db.pool().begin().await?;
        let session = include_str!("../../../../sql/zaak/landing/session.sql");
        sqlx::raw_sql(session).execute(&mut *transactie).await?;
        slot.check(&mut transactie).await?;
        if let Some(geschreven) = zoek_geschreven(&mut transactie, levering.taak_id).await? {
            return Ok(Begonnen::Al(geschreven));
        }
        let gegeven = Gegeven::new(&mut transactie, levering).await?;
        let rechtstreeks = Rechtstreeks::begin(&mut transactie, &gegeven).await?;
        let tussen = if rechtstreeks.is_some() { &[] } else { gegeven.entiteiten.as_slice() };
        maak_werktabellen(&mut transactie, tussen).await?;
        let inpakker = maak_inpakker(&gegeven, rechtstreeks.is_some());
        let gestuurd = gegeven.entiteiten.iter().map(|entiteit| (*entiteit, 0)).collect();
        let weigeringen = Weigeringen::default();
        let schrijver = Self { transactie, gegeven, rechtstreeks, inpakker, gestuurd, weigeringen };
        Ok(Begonnen::Nieuw(Box::new(schrijver)))
    }

    /// Makes records ready for [`Schrijver::neem`], on whatever thread.
    pub fn inpakker(&self) -> Inpakker {
        maak_inpakker(&self.gegeven, self.rechtstreeks.is_some())
    }

    /// Takes what `volgende` gives until it gives nothing, and tells how many rows that were. One `COPY` stays open as
    /// long as the records are of one entity: the end of one waits for the server.
    ///
    /// # Errors
    /// `Value` when records are of an entity that the delivery does not name, `Database`, `CopyCount`.
    pub async fn neem(
        &mut self,
        volgende: impl AsyncFnMut() -> Option<Gepakt>,
    ) -> Result<u64, Error> {
        let waar = self.waar();
        let Self { transactie, gestuurd, weigeringen, .. } = self;
        let mut toevoer = Toevoer { volgende, wacht: VecDeque::new(), weigeringen, gelezen: 0 };
        while let Some(eerste) = toevoer.pak().await {
            let entiteit = eerste.entiteit;
            let gestuurd = gestuurd.iter_mut().find(|(een, _)| *een == entiteit);
            let (_, gestuurd) =
                gestuurd.ok_or(Error::Value { what: "the entities of a delivery" })?;
            let copy = copy(entiteit, waar);
            let mut writer = CopyWriter::new(transactie, &copy).await?;
            writer.write_encoded(&eerste.rijen).await?;
            while let Some(pak) = toevoer.pak().await {
                if pak.entiteit != entiteit {
                    toevoer.wacht.push_front(pak);
                    break;
                }
                writer.write_encoded(&pak.rijen).await?;
            }
            let rijen = i64::try_from(writer.finish().await?).unwrap_or(i64::MAX);
            *gestuurd = gestuurd.saturating_add(rijen);
        }
        Ok(toevoer.gelezen)
    }

    /// Takes records with the lines where their rows begin. Several records may be of one row.
    ///
    /// # Errors
    /// `Value` when a record is of an entity that the delivery does not name or a value does not fit its field;
    /// `Database`, `CopyCount`.
    pub async fn rijen(&mut self, rijen: &[(u64, Record)]) -> Result<(), Error> {
        let pakken = self.inpakker.rijen(rijen)?;
        self.stuur(pakken).await
    }

    async fn stuur(&mut self, pakken: Vec<Pak>) -> Result<(), Error> {
        let mut gepakt = Some(Gepakt { pakken, ..Gepakt::default() });
        self.neem(async || gepakt.take()).await?;
        Ok(())
    }

    /// Takes refused rows, each once.
    pub fn weiger(&mut self, geweigerd: impl IntoIterator<Item = Geweigerd>) {
        for rij in geweigerd {
            self.weigeringen.push(rij);
        }
    }

    /// Folds the delivery into landing and commits. `gelezen`: all rows of the file, refused ones too.
    ///
    /// # Errors
    /// `Value` when `gelezen` is less than what became of the rows, `Database`, `CopyCount`; nothing is stored then.
    pub async fn sluit(mut self, gelezen: u64) -> Result<Geschreven, Error> {
        let te_veel = || Error::Value { what: "the number of rows of a file" };
        let gelezen = i64::try_from(gelezen).map_err(|_| te_veel())?;
        let rest = self.inpakker.rest();
        self.stuur(rest).await?;
        let ontdubbeld = self.ontdubbel().await?;
        self.weiger_conflicten(&ontdubbeld);
        let geweigerd = self.weigeringen.aantal();
        let geladen = gelezen - geweigerd - ontdubbeld.dubbel;
        if geladen < 0 {
            return Err(te_veel());
        }
        let waar = self.waar();
        let connection = &mut *self.transactie;
        sqlx::query("savepoint gelezen").execute(&mut *connection).await?;
        // What goes straight to landing is all that stands of its entities, so it changed something.
        let dubbelganger = match waar {
            Waar::Landing => None,
            Waar::Werktabel => Dubbelganger::zoek(connection, &self.gegeven).await?,
        };
        let is_uitgevouwen = vouw_vorige_uit(connection, &self.gegeven).await?;
        // What was loaded before was small enough then, or confirmed.
        self.gegeven.is_eerder_geladen = is_uitgevouwen;
        let code =
            beoordeel(connection, &self.gegeven, &ontdubbeld, gelezen, geweigerd, waar).await?;
        let uitkomst = Uitkomst {
            code,
            aantallen: [geladen, geweigerd, ontdubbeld.dubbel],
            dubbel_van: None,
            is_veranderd: is_uitgevouwen,
        };
        if uitkomst.is_geweigerd() {
            return self.sluit_geweigerd(uitkomst, gelezen).await;
        }
        let uitkomst = self.verwerk(uitkomst, &ontdubbeld, dubbelganger).await?;
        self.boek(uitkomst).await
    }

    fn waar(&self) -> Waar {
        if self.rechtstreeks.is_some() { Waar::Landing } else { Waar::Werktabel }
    }

    /// Leaves every key once. Of a first delivery the indexes stand after this.
    async fn ontdubbel(&mut self) -> Result<Ontdubbeld, Error> {
        let waar = self.waar();
        let plaatsen = i64::try_from(PLAATSEN_MAX).unwrap_or(i64::MAX) - self.weigeringen.aantal();
        let connection = &mut *self.transactie;
        let entiteiten = &self.gegeven.entiteiten;
        let is_enkel = match &self.rechtstreeks {
            Some(rechtstreeks) => rechtstreeks.bouw_sleutels(connection).await?,
            None => bouw_werksleutels(connection, entiteiten).await?,
        };
        if self.rechtstreeks.is_none() {
            let analyze = include_str!("../../../../sql/zaak/landing/analyze_nieuw.sql");
            for entiteit in entiteiten {
                opdracht(analyze, *entiteit).execute(&mut *connection).await?;
            }
        }
        let ontdubbeld = if is_enkel {
            Ontdubbeld::heel(self.gestuurd.clone())
        } else {
            ontdubbel(connection, entiteiten, waar, plaatsen.max(1)).await?
        };
        if let Some(rechtstreeks) = &self.rechtstreeks {
            if !is_enkel && !rechtstreeks.bouw_sleutels(connection).await? {
                return Err(Error::Corrupt { what: "the keys of a first delivery" });
            }
            rechtstreeks.bouw_rest(connection).await?;
        }
        Ok(ontdubbeld)
    }

    fn weiger_conflicten(&mut self, ontdubbeld: &Ontdubbeld) {
        for conflict in &ontdubbeld.conflictregels {
            let regel = u64::try_from(conflict.regel).unwrap_or_default();
            let plaats = format!("regel {regel}, sleutel van {}", conflict.entiteit);
            self.weigeringen.push(Geweigerd { regel, code: Code::DuplicateKey, plaats });
        }
        let verteld = i64::try_from(ontdubbeld.conflictregels.len()).unwrap_or(i64::MAX);
        self.weigeringen.push_rest(Code::DuplicateKey, ontdubbeld.conflicten - verteld);
    }

    /// Folds what is good in.
    async fn verwerk(
        &mut self,
        mut uitkomst: Uitkomst,
        ontdubbeld: &Ontdubbeld,
        dubbelganger: Option<Dubbelganger>,
    ) -> Result<Uitkomst, Error> {
        let is_rechtstreeks = self.rechtstreeks.is_some();
        let connection = &mut *self.transactie;
        let goed = ontdubbeld.goed.iter().map(|(_, aantal)| aantal).sum();
        if goed > 0 {
            for (entiteit, _) in &ontdubbeld.goed {
                if is_rechtstreeks {
                    rond_af(connection, &self.gegeven, *entiteit).await?;
                } else {
                    voeg_samen(connection, &self.gegeven, *entiteit).await?;
                }
            }
            uitkomst.is_veranderd = true;
            if let Some(dubbelganger) = dubbelganger {
                uitkomst.dubbel_van = dubbelganger.gelijk(connection, &self.gegeven).await?;
            }
        }
        self.gegeven.schrijf_levering(connection, goed).await?;
        if uitkomst.dubbel_van.is_some() {
            let [geladen, geweigerd, dubbel] = uitkomst.aantallen;
            uitkomst.aantallen = [0, geweigerd, geladen + dubbel];
        }
        Ok(uitkomst)
    }

    /// Stores nothing but that the file was refused. Of a file that is read again, what it did before stays: a
    /// mapping that is wrong for a day takes nothing away.
    async fn sluit_geweigerd(
        mut self,
        uitkomst: Uitkomst,
        gelezen: i64,
    ) -> Result<Geschreven, Error> {
        sqlx::query("rollback to savepoint gelezen").execute(&mut *self.transactie).await?;
        let rijen = gelezen.max(1);
        let plaats = if self.gegeven.is_eerder_geladen { GEBLEVEN } else { "bestand" };
        self.weigeringen = Weigeringen::default();
        if let Some(code) = uitkomst.code {
            self.weigeringen.push_bestand(code, plaats, rijen);
        }
        let is_veranderd = false;
        self.boek(Uitkomst { aantallen: [0, rijen, 0], is_veranderd, ..uitkomst }).await
    }

    async fn boek(mut self, uitkomst: Uitkomst) -> Result<Geschreven, Error> {
        if uitkomst.is_veranderd {
            let Gegeven { bron, taak_id, .. } = &self.gegeven;
            zet_in_wachtrij(&mut self.transactie, bron, *taak_id).await?;
        }
        let geschreven =
            boek(&mut self.transactie, &self.gegeven, &uitkomst, &self.weigeringen).await?;
        self.transactie.commit().await?;
        Ok(geschreven)
    }
}

/// What comes of a file, one pack after the other.
struct Toevoer<'w, V> {
    volgende: V,
    wacht: VecDeque<Pak>,
    weigeringen: &'w mut Weigeringen,
    gelezen: u64,
}

impl<V: AsyncFnMut() -> Option<Gepakt>> Toevoer<'_, V> {
    async fn pak(&mut self) -> Option<Pak> {
        loop {
            if let Some(pak) = self.wacht.pop_front() {
                return Some(pak);
            }
            let gepakt = (self.volgende)().await?;
            self.gelezen = self.gelezen.saturating_add(gepakt.gelezen);
            for rij in gepakt.geweigerd {
                self.weigeringen.push(rij);
            }
            self.wacht.extend(gepakt.pakken);
        }
    }
}

fn maak_inpakker(gegeven: &Gegeven, is_rechtstreeks: bool) -> Inpakker {
    let vast = is_rechtstreeks.then(|| Vast {
        bron: gegeven.bron.clone(),
        peildatum: gegeven.peildatum,
        bestand_id: gegeven.bestand_id,
    });
    Inpakker::new(&gegeven.entiteiten, gegeven.gemeente, vast)
}

/// Refuses a file as a whole: `geweigerd` tells why, `rijen` how many rows it has as far as that is known. Of a file
/// that is read again, what it did before stays. `peildatum` and `soort` of `levering` do not matter.
///
/// # Errors
/// `SlotLost`, `Value`, or `Database`; nothing is stored then.
pub async fn weiger_bestand(
    db: &Db,
    slot: &Slot,
    levering: &Levering<'_>,
    geweigerd: Geweigerd,
    rijen: u64,
) -> Result<Geschreven, Error> {
    let mut schrijver = match Schrijver::begin(db, slot, levering).await? {
        Begonnen::Al(geschreven) => return Ok(geschreven),
        Begonnen::Nieuw(schrijver) => schrijver,
    };
    let is_geladen = is_geladen(&mut schrijver.transactie, &schrijver.gegeven).await?;
    let rijen = i64::try_from(rijen.max(1))
        .map_err(|_| Error::Value { what: "the number of rows of a file" })?;
    let plaats = if is_geladen {
        format!("{} {GEBLEVEN}", geweigerd.plaats).trim().to_owned()
    } else {
        geweigerd.plaats
    };
    schrijver.weigeringen.push_bestand(geweigerd.code, &plaats, rijen);
    let uitkomst = Uitkomst {
        code: Some(geweigerd.code),
        aantallen: [0, rijen, 0],
        dubbel_van: None,
        is_veranderd: false,
    };
    schrijver.boek(uitkomst).await
}

/// Creates the work tables, gone at the end of the transaction.
pub(super) async fn maak_werktabellen(
    connection: &mut PgConnection,
    entiteiten: &[Entiteit],
) -> Result<(), Error> {
    let werk = include_str!("../../../../sql/zaak/landing/create_werk.sql");
    sqlx::raw_sql(werk).execute(&mut *connection).await?;
    for entiteit in entiteiten {
        let nieuw = include_str!("../../../../sql/zaak/landing/create_nieuw.sql");
        opdracht(nieuw, *entiteit).execute(&mut *connection).await?;
    }
    Ok(())
}
