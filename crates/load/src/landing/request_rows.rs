//! The rows of requests (315, 317), their answers (319) and beschikkingen (301 of release 2.x) as `COPY` takes them.

use domain::record::{Antwoord, Beschikking, Onderdeel, Verzoek};
use domain::{Bericht, KetenSleutel};

use super::record_rows::{
    Rij, beschikking, client, gemeente, nummer, omvang_codes, omvang_volume, product,
};
use crate::copy::{CopyRow, RowEncoder};

pub(crate) const COPY_BESCHIKKING: &str = "copy landing.beschikking (bestand_id, taak_id, wet, \
     gemeentecode, clientsleutel, beschikkingnummer, afgiftedatum, ingangsdatum, einddatum) \
     from stdin (format binary)";

impl CopyRow for Rij<'_, &Beschikking> {
    fn encode(&self, row: &mut RowEncoder) {
        let record = self.record;
        row.i64(self.bestand_id);
        row.i64(self.taak_id);
        row.text(self.bericht.wet.code());
        gemeente(row, self.bericht.gemeente);
        client(row, record.client);
        row.i64(record.nummer.waarde());
        row.date(record.afgiftedatum);
        row.date(record.periode.begin());
        row.optional(record.periode.eind(), RowEncoder::date);
    }
}

pub(crate) const COPY_VERZOEK: &str = "copy landing.verzoek (keten, bestand_id, regel, taak_id, wet, \
     gemeentecode, agb_code, volgnummer, toewijzingnummer, toewijzing_keten, clientsleutel, \
     onderdeel, referentie_aanbieder, productcategorie, productcode, beschikkingnummer, eenheid, \
     frequentie, verwijzer, reden_verzoek, is_raamcontract, volume, budget_eurocent, \
     beschikking_ingangsdatum, ingangsdatum, einddatum, dossier, kenmerk_sk) \
     from stdin (format binary)";

impl Rij<'_, &Verzoek> {
    /// The chain of the allocation that must change.
    fn te_wijzigen(&self) -> Option<KetenSleutel> {
        let Bericht { wet, gemeente, .. } = *self.bericht;
        let nummer = self.record.nummer.filter(|_| self.record.onderdeel == Onderdeel::TeWijzigen);
        nummer.map(|nummer| KetenSleutel::van_toewijzing(wet, gemeente, nummer))
    }
}

impl CopyRow for Rij<'_, &Verzoek> {
    fn encode(&self, row: &mut RowEncoder) {
        let record = self.record;
        let agb = self.agb(record.aanbieder);
        let referentie = record.referentie.as_ref();
        let keten = referentie.map_or_else(
            || self.keten(agb, record.client, None),
            |referentie| self.verzoek_keten(agb, referentie),
        );
        let omvang = record.omvang.as_ref();
        self.kop(row, keten, record.regel, agb);
        row.count(record.volgnummer);
        row.optional(record.nummer, nummer);
        row.optional(self.te_wijzigen(), |row, keten| row.i64(keten.waarde()));
        client(row, record.client);
        row.text(record.onderdeel.code());
        row.optional(referentie, |row, tekst| row.text(tekst.as_str()));
        product(row, record.product.as_ref());
        beschikking(row, record.beschikking);
        omvang_codes(row, omvang);
        row.optional(record.verwijzer, |row, verwijzer| row.text(verwijzer.code()));
        row.optional(record.reden_verzoek, |row, reden| row.text(reden.code()));
        row.optional(record.raamcontract, RowEncoder::bool);
        omvang_volume(row, omvang);
        row.optional(record.budget, |row, budget| row.i64(budget.waarde()));
        row.optional(record.beschikking_ingangsdatum, RowEncoder::date);
        row.optional(record.ingangsdatum, RowEncoder::date);
        row.optional(record.einddatum, RowEncoder::date);
        row.i64(self.dossier(agb, record.client).waarde());
        row.optional(referentie, |row, referentie| {
            row.i64(KetenSleutel::verzoek_kenmerk(self.bericht.wet, agb, referentie).waarde());
        });
    }
}

pub(crate) const COPY_ANTWOORD: &str = "copy landing.antwoord (keten, bestand_id, regel, taak_id, wet, \
     gemeentecode, agb_code, referentie_aanbieder, antwoord, reden_afwijzing, \
     woonplaats_gemeentecode) from stdin (format binary)";

impl CopyRow for Rij<'_, &Antwoord> {
    fn encode(&self, row: &mut RowEncoder) {
        let record = self.record;
        let van = self.bericht.agb;
        self.kop(row, self.verzoek_keten(van, &record.referentie), record.regel, van);
        row.text(record.referentie.as_str());
        row.text(record.antwoord.code());
        row.optional(record.reden_afwijzing, |row, reden| row.text(reden.code()));
        row.optional(record.woonplaats, gemeente);
    }
}
