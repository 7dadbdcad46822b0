//! The columns of an entity in landing, and its records as rows of them.

use chrono::NaiveDate;
use domain::zaaksysteem::{Beschikkingverwijzing, Entiteit, Record, Veldwaarde, sleutel_van};
use domain::{Gemeentecode, Wet};
use sqlx::AssertSqlSafe;
use sqlx::query::Query;

use crate::Error;
use crate::copy::{CopyRow, RowEncoder};

/// The column that comes before the fields, whether the entity has such a field or not.
const GEMEENTE: &str = "gemeentecode";

/// The columns of `entiteit` after those that every table has: its fields without the municipality, and the key of the
/// beschikking that it names.
pub(super) fn velden(entiteit: Entiteit) -> Vec<&'static str> {
    let namen = entiteit.velden().iter().map(|veld| veld.naam).filter(|naam| *naam != GEMEENTE);
    namen.chain(heeft_beschikking(entiteit).then_some("beschikking_sk")).collect()
}

/// Whether its records name a beschikking by its number.
const fn heeft_beschikking(entiteit: Entiteit) -> bool {
    matches!(entiteit, Entiteit::Beschikking | Entiteit::Voorziening)
}

/// Fills a template: `_entiteit` becomes the name of the entity, `velden` and `alias.velden` its columns.
pub(super) fn vul(sjabloon: &str, entiteit: Entiteit) -> String {
    let kolommen = velden(entiteit);
    let mut stukken = sjabloon.split("velden").peekable();
    let mut sql = String::with_capacity(sjabloon.len() * 2);
    while let Some(stuk) = stukken.next() {
        if stukken.peek().is_none() {
            sql.push_str(stuk);
            break;
        }
        let is_woord = |letter: char| letter.is_ascii_alphanumeric() || "_.".contains(letter);
        let voor = stuk.trim_end_matches(is_woord);
        let alias = stuk.strip_prefix(voor).unwrap_or_default();
        sql.push_str(voor);
        for (plek, kolom) in kolommen.iter().enumerate() {
            sql.push_str(if plek == 0 { "" } else { ", " });
            sql.push_str(alias);
            sql.push_str(kolom);
        }
    }
    sql.replace("_entiteit", &format!("_{entiteit}"))
}

/// A statement from a template. It is planned when it runs: the sizes of the tables differ by delivery.
pub(super) fn opdracht(
    sjabloon: &'static str,
    entiteit: Entiteit,
) -> Query<'static, sqlx::Postgres, sqlx::postgres::PgArguments> {
    sqlx::query(AssertSqlSafe(vul(sjabloon, entiteit))).persistent(false)
}

/// A statement on the records of a delivery, where they stand: in the work table, or in landing already.
pub(super) fn opdracht_waar(
    waar: Waar,
    sjabloon: &'static str,
    entiteit: Entiteit,
) -> Query<'static, sqlx::Postgres, sqlx::postgres::PgArguments> {
    match waar {
        Waar::Werktabel => opdracht(sjabloon, entiteit),
        Waar::Landing => {
            let sjabloon = sjabloon.replace("nieuw_entiteit", "landing.csv_entiteit");
            sqlx::query(AssertSqlSafe(vul(&sjabloon, entiteit))).persistent(false)
        }
    }
}

/// Where the records of a delivery stand before they are folded in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waar {
    /// In `nieuw_<entiteit>`.
    Werktabel,
    /// In landing, which held nothing of their entities.
    Landing,
}

/// The copy of the records of `entiteit`.
pub(super) fn copy(entiteit: Entiteit, waar: Waar) -> String {
    let kolommen = velden(entiteit).join(", ");
    let (tabel, vooraf) = match waar {
        Waar::Werktabel => ("nieuw", ""),
        Waar::Landing => ("landing.csv", "bron, gezien_van, bestand_id, "),
    };
    format!(
        "copy {tabel}_{entiteit} ({vooraf}rij_sleutel, gemeentecode, regel, {kolommen}) from stdin (format binary)"
    )
}

/// What all rows of a delivery have in common.
#[derive(Debug, Clone)]
pub(super) struct Vast {
    pub(super) bron: String,
    pub(super) peildatum: NaiveDate,
    pub(super) bestand_id: i64,
}

/// A record that is to be copied.
pub(super) struct RecordRij<'r> {
    regel: i64,
    record: &'r Record,
    gemeente: Option<Gemeentecode>,
    sleutel: [u8; 16],
    /// `None`: it goes to a work table.
    vast: Option<&'r Vast>,
}

impl<'r> RecordRij<'r> {
    /// The record on `regel`; one that names no municipality is of `gemeente`.
    ///
    /// # Errors
    /// `Value` when its values do not fit its fields.
    pub(super) fn new(
        regel: u64,
        record: &'r Record,
        gemeente: Option<Gemeentecode>,
        vast: Option<&'r Vast>,
    ) -> Result<Self, Error> {
        let velden = record.entiteit.velden();
        let past = velden.iter().zip(&record.waarden).all(|(veld, waarde)| waarde.past(veld.soort));
        if !past || velden.len() != record.waarden.len() {
            return Err(Error::Value { what: "a field of a CSV record" });
        }
        let eigen = match record.waarde(GEMEENTE) {
            Veldwaarde::Tekst(code) => {
                let code = code.parse();
                Some(code.map_err(|_| Error::Value { what: "the municipality of a CSV record" })?)
            }
            _ => gemeente,
        };
        let regel = i64::try_from(regel).map_err(|_| Error::Value { what: "a line of a CSV" })?;
        let sleutel = sleutel_van(record, gemeente);
        Ok(Self { regel, record, gemeente: eigen, sleutel, vast })
    }

    /// Key of the beschikking that it names; `None` without a municipality.
    fn beschikking_sk(&self) -> Option<i64> {
        let (Veldwaarde::Tekst(nummer), Veldwaarde::Tekst(wet)) =
            (self.record.waarde("beschikkingnummer"), self.record.waarde("wet"))
        else {
            return None;
        };
        let wet: Wet = wet.parse().ok()?;
        Some(Beschikkingverwijzing::van_tekst(nummer).surrogaat(wet, self.gemeente?))
    }
}

impl CopyRow for RecordRij<'_> {
    fn encode(&self, row: &mut RowEncoder) {
        if let Some(vast) = self.vast {
            row.text(&vast.bron);
            row.date(vast.peildatum);
            row.i64(vast.bestand_id);
        }
        row.uuid(&self.sleutel);
        row.optional(self.gemeente, |row, code| row.display(&code));
        row.i64(self.regel);
        for (veld, waarde) in self.record.entiteit.velden().iter().zip(&self.record.waarden) {
            if veld.naam == GEMEENTE {
                continue;
            }
            match waarde {
                Veldwaarde::Leeg => row.null(),
                Veldwaarde::Tekst(tekst) => row.text(tekst),
                Veldwaarde::Datum(dag) => row.date(*dag),
                Veldwaarde::Geheel(getal) => row.i64(*getal),
                // 1.50 is 1.5, whichever delivery comes first.
                Veldwaarde::Decimaal(getal) => row.numeric(getal.normalize()),
                Veldwaarde::JaNee(is_ja) => row.bool(*is_ja),
                Veldwaarde::Sleutel(sleutel) => row.uuid(sleutel.as_bytes()),
                Veldwaarde::Lijst(delen) => row.text_array(delen.iter().map(|deel| &**deel)),
            }
        }
        if heeft_beschikking(self.record.entiteit) {
            row.optional(self.beschikking_sk(), RowEncoder::i64);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_names_the_table_and_its_columns() {
        let cases = [
            ("select velden from csv_entiteit", "select team, afdeling from csv_team"),
            ("(oud.velden) = (x.velden)", "(oud.team, oud.afdeling) = (x.team, x.afdeling)"),
            ("where t.entiteit = $1", "where t.entiteit = $1"),
        ];
        for (sjabloon, sql) in cases {
            assert_eq!(vul(sjabloon, Entiteit::Team), sql);
        }
        assert_eq!(velden(Entiteit::Beschikking).last(), Some(&"beschikking_sk"));
        assert!(Entiteit::ALLE.iter().all(|entiteit| !velden(*entiteit).contains(&GEMEENTE)));
    }

    #[test]
    fn a_record_with_a_value_of_another_kind_is_no_row() {
        let mut record = Record { entiteit: Entiteit::Team, waarden: vec![Veldwaarde::Leeg; 3] };
        assert!(RecordRij::new(1, &record, None, None).is_ok());
        record.waarden[1] = Veldwaarde::Geheel(1);
        assert!(RecordRij::new(1, &record, None, None).is_err());
        record.waarden = vec![Veldwaarde::Leeg; 2];
        assert!(RecordRij::new(1, &record, None, None).is_err());
    }
}
