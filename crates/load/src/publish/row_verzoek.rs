//! How a requested product becomes a row of `dwh.feit_verzoek`.

use domain::ReferentieAanbieder;
use domain::zaaksysteem::Beschikkingverwijzing;
use transform::FeitVerzoek;

use super::row::{
    Row, bericht_agb, omvang_codes, omvang_volume, optional_bedrag, optional_date,
    optional_integer, optional_nummer, optional_text, optional_toewijzing, record,
};
use crate::copy::{CopyRow, RowEncoder};

impl CopyRow for Row<'_, FeitVerzoek> {
    fn encode(&self, row: &mut RowEncoder) {
        let feit = self.feit;
        self.dimensies(row, feit.client, feit.agb);
        self.beschikking(row, feit.beschikking.map(Beschikkingverwijzing::Nummer));
        row.i64(self.reden_sk);
        optional_toewijzing(row, feit.toewijzing);
        row.i64(feit.keten.waarde());
        self.plaats(row, feit.agb);
        row.text(feit.sleutel.berichtsoort.code());
        record(row, &feit.sleutel);
        row.count(feit.volgnummer);
        row.text(feit.onderdeel.code());
        optional_text(row, feit.referentie.as_ref().map(ReferentieAanbieder::as_str));
        optional_nummer(row, feit.nummer);
        optional_nummer(row, feit.toegewezen_nummer);
        row.optional(feit.beschikking, |row, nummer| row.i64(nummer.waarde()));
        omvang_codes(row, feit.omvang);
        row.optional(feit.verwijzer, |row, verwijzer| row.text(verwijzer.code()));
        row.optional(feit.reden_verzoek, |row, reden| row.text(reden.code()));
        row.text(feit.retour_status.code());
        row.text(feit.antwoord.code());
        row.optional(feit.reden_afwijzing, |row, reden| row.text(reden.code()));
        omvang_volume(row, feit.omvang);
        optional_bedrag(row, feit.budget);
        optional_integer(row, feit.doorlooptijd_dagen);
        row.date(feit.aanvraagdatum);
        optional_date(row, feit.gevraagd_ingangsdatum);
        optional_date(row, feit.gevraagd_einddatum);
        optional_date(row, feit.antwoorddatum);
        bericht_agb(row, feit.agb, feit.sleutel.agb);
    }
}
