//! What happens to a table between two nights.

use super::catalogus::{moment, moment_v4};
use super::cel::FakeCel;
use super::dimensie::{FakeCode, titel_van_periode};
use super::fields::Fields;
use super::onderwerp::FakeOnderwerp;
use super::tabel::{Cellen, DataSets, FakeTable};

impl FakeTable {
    /// Publishes figures and texts at `YYYYMMDDHHMM`.
    pub fn zet_versie(&mut self, versie: &str) -> &mut Self {
        versie.clone_into(&mut self.versie);
        let both = [("Version", versie.to_owned()), ("ObservationsModified", moment_v4(versie))];
        self.zet_opname("v4/Properties", &both);
        self.zet_opname("v3/TableInfos", &[("Modified", moment(versie))]);
        self.zet_teksten(versie)
    }

    /// Tells this number of observations; `None`: what there is.
    pub fn zet_aantal(&mut self, aantal: Option<u64>) -> &mut Self {
        self.aantal = aantal;
        self
    }

    /// Publishes texts at `YYYYMMDDHHMM`: the figures stay those of the version before.
    pub fn zet_teksten(&mut self, versie: &str) -> &mut Self {
        versie.clone_into(&mut self.metadata_versie);
        let stamp = moment_v4(versie);
        self.zet_opname(
            "v4/Properties",
            &[("Modified", stamp.clone()), ("ModificationDate", stamp)],
        );
        self.zet_opname("v3/TableInfos", &[("MetaDataModified", moment(versie))]);
        self
    }

    /// Sets one cell: a revision, or [`FakeCel::Afwezig`] to take its row away in v4. In a recording the row that is
    /// there gets another value.
    pub fn zet_cel(
        &mut self,
        codes: &[&str],
        onderwerp: &str,
        waarde: impl Into<FakeCel>,
    ) -> &mut Self {
        let waarde = waarde.into();
        if let Cellen::Dicht { anders, .. } = &mut self.cellen {
            let codes = codes.iter().map(|code| (*code).to_owned()).collect();
            anders.insert((codes, onderwerp.to_owned()), waarde);
        } else {
            self.herzie_opname(codes, onderwerp, &waarde);
        }
        self
    }

    /// Adds a member to a dimension at `plek`, 0 for the first: everything behind it gets another row number.
    pub fn voeg_code_toe(&mut self, dimensie: &str, plek: usize, code: FakeCode) -> &mut Self {
        let found = self.dimensies.iter().position(|found| found.naam == dimensie);
        if let Some(place) = found
            && let Some(dimensie) = self.dimensies.get_mut(place)
        {
            let plek = plek.min(dimensie.codes.len());
            dimensie.codes.insert(plek, code);
            let lists = [format!("v4/{}Codes", dimensie.naam), format!("v3/{}", dimensie.naam)];
            self.vergeet_opname(&lists);
            self.schuif_opname(place, plek);
        }
        self
    }

    /// Adds a period at the end, provisional.
    pub fn voeg_periode_toe(&mut self, code: &str) -> &mut Self {
        let tijd = self.dimensies.iter().find(|dimensie| dimensie.is_tijd());
        let found = tijd.map(|dimensie| (dimensie.naam.clone(), dimensie.codes.len()));
        if let Some((naam, plek)) = found {
            let code = FakeCode::new(code, &titel_van_periode(code)).status("Voorlopig");
            self.voeg_code_toe(&naam, plek, code);
        }
        self
    }

    /// Takes a member away with all its cells.
    pub fn verwijder_code(&mut self, dimensie: &str, code: &str) -> &mut Self {
        if let Some(found) = self.dimensies.iter_mut().find(|found| found.naam == dimensie) {
            found.codes.retain(|found| found.code != code);
            let lists = [format!("v4/{dimensie}Codes"), format!("v3/{dimensie}")];
            self.vergeet_opname(&lists);
        }
        self
    }

    /// Dissolves a municipality into another on `DD-MM-YYYY`, in the words of `03759ned`; its later cells are the
    /// business of the caller.
    pub fn hef_op(
        &mut self,
        gemeente: &str,
        datum: &str,
        naar: &[(&str, &str, &str)],
    ) -> &mut Self {
        let mut lines = vec![format!("Opgeheven per {datum}, overgegaan naar:")];
        for (code, naam, gewicht) in naar {
            lines.push(format!("- {naam} ({code}),"));
            lines.push(format!("... {gewicht}"));
        }
        self.zet_omschrijving(gemeente, &lines.join("\r\n"));
        let titel = self.titel_van(gemeente);
        for (code, _, gewicht) in naar {
            let text = format!(
                "Gemeentelijke herindeling per {datum}, ontvangen van:\r\n- {titel} ({gemeente}),\r\n... {gewicht}"
            );
            self.zet_omschrijving(code, &text);
        }
        self
    }

    /// Gives a measure another unit: the structure is no longer the same.
    pub fn zet_eenheid(&mut self, onderwerp: &str, eenheid: &str) -> &mut Self {
        if let Some(found) = self.zoek_onderwerp(onderwerp) {
            eenheid.clone_into(&mut found.eenheid);
        }
        self.vergeet_opname(&["v4/MeasureCodes".to_owned(), "v3/DataProperties".to_owned()]);
        self
    }

    /// Gives a measure another title.
    pub fn zet_titel_onderwerp(&mut self, onderwerp: &str, titel: &str) -> &mut Self {
        if let Some(found) = self.zoek_onderwerp(onderwerp) {
            titel.clone_into(&mut found.titel);
        }
        self.vergeet_opname(&["v4/MeasureCodes".to_owned(), "v3/DataProperties".to_owned()]);
        self
    }

    /// Puts a measure before all others: in v3 the columns behind it get another number (`_87` becomes `_88`).
    pub fn voeg_onderwerp_vooraan(&mut self, onderwerp: FakeOnderwerp) -> &mut Self {
        self.onderwerpen.insert(0, onderwerp);
        self.vergeet_opname(&["v4/MeasureCodes".to_owned(), "v3/DataProperties".to_owned()]);
        self
    }

    /// Takes a measure away.
    pub fn verwijder_onderwerp(&mut self, onderwerp: &str) -> &mut Self {
        self.onderwerpen.retain(|found| found.code != onderwerp);
        self.vergeet_opname(&["v4/MeasureCodes".to_owned(), "v3/DataProperties".to_owned()]);
        self
    }

    /// Gives the table another status: `Gediscontinueerd`.
    pub fn zet_status(&mut self, status: &str) -> &mut Self {
        status.clone_into(&mut self.status);
        self.zet_opname("v4/Properties", &[("Status", status.to_owned())]);
        self.zet_opname("v3/TableInfos", &[("OutputStatus", status.to_owned())]);
        self
    }

    /// Lets the observations answer 404 while the metadata stays.
    pub fn verberg_waarnemingen(&mut self) -> &mut Self {
        self.data_sets = DataSets::None;
        self
    }

    /// The table of another year: another id, and `jaar` in the title where `oud` stood.
    #[must_use]
    pub fn opvolger(&self, id: &str, oud: &str, jaar: &str) -> Self {
        let mut table = self.clone();
        id.clone_into(&mut table.id);
        table.titel = if table.titel.contains(oud) {
            table.titel.replace(oud, jaar)
        } else {
            format!("{} {jaar}", table.titel)
        };
        table
    }

    fn zoek_onderwerp(&mut self, code: &str) -> Option<&mut FakeOnderwerp> {
        self.onderwerpen.iter_mut().find(|found| found.code == code)
    }

    fn titel_van(&self, code: &str) -> String {
        let mut codes = self.dimensies.iter().flat_map(|dimensie| &dimensie.codes);
        codes.find(|found| found.code == code).map_or_else(String::new, |found| found.titel.clone())
    }

    /// Puts an event above the events that the text of an area has.
    fn zet_omschrijving(&mut self, code: &str, text: &str) {
        let mut lists = Vec::new();
        for dimensie in &mut self.dimensies {
            let Some(found) = dimensie.codes.iter_mut().find(|found| found.code == code) else {
                continue;
            };
            let old = core::mem::take(&mut found.omschrijving);
            let old = if old.is_empty() { "Begindatum voor 1830".to_owned() } else { old };
            found.omschrijving = format!("{text}\r\n\r\n{old}");
            lists.extend([format!("v4/{}Codes", dimensie.naam), format!("v3/{}", dimensie.naam)]);
        }
        self.vergeet_opname(&lists);
    }

    /// Sets text fields in a recorded body.
    fn zet_opname(&mut self, body: &str, values: &[(&str, String)]) {
        let Some(text) = self.bodies.get_mut(body) else { return };
        let Ok(mut value) = serde_json::from_str::<serde_json::Value>(text) else { return };
        let is_list = value.get("value").is_some();
        let row = if is_list {
            value.get_mut("value").and_then(|rows| rows.get_mut(0))
        } else {
            Some(&mut value)
        };
        if let Some(fields) = row.and_then(serde_json::Value::as_object_mut) {
            for (name, json) in values {
                fields.insert((*name).to_owned(), json.clone().into());
            }
        }
        *text = value.to_string();
    }

    /// Lets recorded bodies be made of the model from now on.
    fn vergeet_opname(&mut self, names: &[String]) {
        for name in names {
            self.bodies.remove(name);
        }
    }

    /// Rows of a recording point behind a member that came in.
    fn schuif_opname(&mut self, dimensie: usize, plek: usize) {
        let Cellen::Opname { rijen, .. } = &mut self.cellen else { return };
        for rij in rijen {
            if let Some(at) = rij.codes.get_mut(dimensie)
                && usize::try_from(*at).is_ok_and(|at| at >= plek)
            {
                *at = at.saturating_add(1);
            }
        }
    }

    fn herzie_opname(&mut self, codes: &[&str], onderwerp: &str, waarde: &FakeCel) {
        let Some(measure) = self.onderwerpen.iter().position(|found| found.code == onderwerp)
        else {
            return;
        };
        let dimensies = self.dimensies.iter().zip(codes);
        let index = dimensies.map(|(dimensie, code)| {
            let place = dimensie.codes.iter().position(|found| found.code == *code)?;
            u32::try_from(place).ok()
        });
        let Some(mut index) = index.collect::<Option<Vec<u32>>>() else { return };
        let Some(found) = self.onderwerpen.get(measure) else { return };
        let Cellen::Opname { shape, rijen } = &mut self.cellen else { return };
        let is_v4 = *shape == super::rows::Shape::V4;
        if is_v4 {
            index.extend(u32::try_from(measure).ok());
        }
        if is_v4 && *waarde == FakeCel::Afwezig {
            rijen.retain(|rij| rij.codes != index);
            return;
        }
        let [attribute, value, text] = waarde.v4();
        let column = found.kolom(measure);
        let cell = match shape {
            super::rows::Shape::Typed => waarde.typed(found),
            _ => waarde.untyped(found),
        };
        for rij in rijen.iter_mut().filter(|rij| rij.codes == index) {
            let Ok(fields) = Fields::read(&rij.json) else { continue };
            rij.json = fields.write(|name, old| {
                Some(match name {
                    "ValueAttribute" if is_v4 => attribute.clone(),
                    "Value" if is_v4 => value.clone(),
                    "StringValue" if is_v4 => text.clone(),
                    name if !is_v4 && name == column => cell.clone(),
                    _ => old.to_owned(),
                })
            });
        }
    }
}
