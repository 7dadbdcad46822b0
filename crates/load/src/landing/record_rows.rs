//! The rows of landing as `COPY` takes them. A statement and its encoder stand side by side: same columns, same order.

use domain::record::{
    AfgewezenPrestatie, Client, Declaratie, DeclaratieAntwoord, Prestatie, Start, Stop, Toewijzing,
};
use domain::{
    AgbCode, Bericht, Clientsleutel, Gemeentecode, KetenSleutel, Product, Toewijzingnummer,
};

use crate::copy::{CopyRow, RowEncoder};

/// A message, or a record of a message.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rij<'a, T> {
    /// File.
    pub(crate) bestand_id: i64,
    /// Task.
    pub(crate) taak_id: i64,
    /// Header of the message.
    pub(crate) bericht: &'a Bericht,
    /// The record.
    pub(crate) record: T,
}

/// When the file was put in the folder.
pub(crate) type Ontvangen = chrono::DateTime<chrono::Utc>;

fn agb(row: &mut RowEncoder, agb: AgbCode) {
    row.digits::<8>(agb.surrogaat());
}

fn gemeente(row: &mut RowEncoder, gemeente: Gemeentecode) {
    row.digits::<4>(gemeente.surrogaat());
}

fn client(row: &mut RowEncoder, client: Clientsleutel) {
    row.uuid(client.as_bytes());
}

fn nummer(row: &mut RowEncoder, nummer: Toewijzingnummer) {
    row.i64(nummer.waarde());
}

fn product(row: &mut RowEncoder, product: Option<&Product>) {
    row.optional(product, |row, product| row.text(product.categorie.code()));
    let code = product.and_then(|product| product.code.as_ref());
    row.optional(code, |row, code| row.text(code.as_str()));
}

/// A volume is at most 99 999 999, so it fits.
fn volume(row: &mut RowEncoder, volume: domain::Volume) {
    row.i32(i32::try_from(volume.waarde()).unwrap_or(i32::MAX));
}

impl<T> Rij<'_, T> {
    fn keten(&self, client: Clientsleutel, nummer: Option<Toewijzingnummer>) -> i64 {
        let Bericht { wet, gemeente, agb, .. } = *self.bericht;
        KetenSleutel::van_record(wet, gemeente, agb, client, nummer).waarde()
    }

    /// keten, `bestand_id`, regel, `taak_id`, wet, gemeentecode, `agb_code`
    fn kop(&self, row: &mut RowEncoder, keten: i64, regel: u32) {
        row.i64(keten);
        row.i64(self.bestand_id);
        row.count(regel);
        row.i64(self.taak_id);
        row.text(self.bericht.wet.code());
        gemeente(row, self.bericht.gemeente);
        agb(row, self.bericht.agb);
    }
}

pub(crate) const COPY_BERICHT: &str = "copy landing.bericht (bestand_id, taak_id, identiteit, betreft, \
     wet, berichtsoort, release, gemeentecode, agb_code, afzender, ontvanger, identificatie, \
     betreft_identificatie, oordeel, retourcodes, inhoud, aantal_regels, dagtekening, \
     betreft_dagtekening, ontvangen_op) from stdin (format binary)";

impl CopyRow for Rij<'_, Ontvangen> {
    fn encode(&self, row: &mut RowEncoder) {
        let bericht = self.bericht;
        let betreft = bericht.betreft.as_ref();
        row.i64(self.bestand_id);
        row.i64(self.taak_id);
        row.uuid(&bericht.identiteit().0);
        row.optional(bericht.betreft_identiteit(), |row, identiteit| row.uuid(&identiteit.0));
        row.text(bericht.wet.code());
        row.text(bericht.soort.code());
        row.display(&bericht.release);
        gemeente(row, bericht.gemeente);
        agb(row, bericht.agb);
        row.display(&bericht.afzender());
        row.display(&bericht.ontvanger());
        row.text(bericht.identificatie.as_str());
        row.optional(betreft, |row, heen| row.text(heen.identificatie.as_str()));
        row.optional(bericht.oordeel, |row, oordeel| row.text(oordeel.code()));
        row.text_array(bericht.retourcodes.iter().map(domain::Retourcode::as_str));
        row.uuid(&bericht.inhoud.0);
        row.optional(bericht.aantal_regels, RowEncoder::count);
        row.date(bericht.dagtekening);
        row.optional(betreft, |row, heen| row.date(heen.dagtekening));
        row.timestamptz(self.record);
    }
}

pub(crate) const COPY_CONFLICT: &str = "copy landing.conflict (bestand_id, identiteit, wet, \
     berichtsoort, gemeentecode, agb_code, identificatie, inhoud, dagtekening) \
     from stdin (format binary)";

/// A message that was refused with TR056.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Conflict;

impl CopyRow for Rij<'_, Conflict> {
    fn encode(&self, row: &mut RowEncoder) {
        let bericht = self.bericht;
        row.i64(self.bestand_id);
        row.uuid(&bericht.identiteit().0);
        row.text(bericht.wet.code());
        row.text(bericht.soort.code());
        gemeente(row, bericht.gemeente);
        agb(row, bericht.agb);
        row.text(bericht.identificatie.as_str());
        row.uuid(&bericht.inhoud.0);
        row.date(bericht.dagtekening);
    }
}

pub(crate) const COPY_CLIENT: &str = "copy landing.client (bestand_id, clientsleutel, geslacht, \
     geboortejaar) from stdin (format binary)";

impl CopyRow for Rij<'_, &Client> {
    fn encode(&self, row: &mut RowEncoder) {
        row.i64(self.bestand_id);
        client(row, self.record.client);
        row.text(self.record.geslacht.code());
        row.optional(self.record.geboortejaar, RowEncoder::i16);
    }
}

pub(crate) const COPY_TOEWIJZING: &str = "copy landing.toewijzing (keten, bestand_id, regel, taak_id, \
     wet, gemeentecode, agb_code, toewijzingnummer, clientsleutel, referentie_aanbieder, \
     productcategorie, productcode, reden_wijziging, eenheid, frequentie, volume, \
     budget_eurocent, toewijzingsdatum, toewijzingstijd, ingangsdatum, einddatum) \
     from stdin (format binary)";

impl CopyRow for Rij<'_, &Toewijzing> {
    fn encode(&self, row: &mut RowEncoder) {
        let record = self.record;
        let omvang = record.omvang.as_ref();
        self.kop(row, self.keten(record.client, Some(record.nummer)), record.regel);
        nummer(row, record.nummer);
        client(row, record.client);
        row.optional(record.referentie_aanbieder.as_ref(), |row, tekst| row.text(tekst.as_str()));
        product(row, record.product.as_ref());
        row.optional(record.reden_wijziging, |row, reden| row.text(reden.code()));
        row.optional(omvang, |row, omvang| row.text(omvang.eenheid.code()));
        row.optional(omvang, |row, omvang| row.text(omvang.frequentie.code()));
        row.optional(omvang, |row, omvang| volume(row, omvang.volume));
        row.optional(record.budget, |row, budget| row.i64(budget.waarde()));
        row.date(record.toewijzingsdatum);
        row.time(record.toewijzingstijd);
        row.date(record.periode.begin());
        row.optional(record.periode.eind(), RowEncoder::date);
    }
}

pub(crate) const COPY_START: &str = "copy landing.start (keten, bestand_id, regel, taak_id, wet, \
     gemeentecode, agb_code, toewijzingnummer, clientsleutel, productcategorie, productcode, \
     status_aanlevering, toewijzing_ingangsdatum, begindatum) from stdin (format binary)";

impl CopyRow for Rij<'_, &Start> {
    fn encode(&self, row: &mut RowEncoder) {
        let record = self.record;
        self.kop(row, self.keten(record.client, record.nummer), record.regel);
        row.optional(record.nummer, nummer);
        client(row, record.client);
        product(row, record.product.as_ref());
        row.text(record.status.code());
        row.optional(record.toewijzing_ingangsdatum, RowEncoder::date);
        row.date(record.begindatum);
    }
}

pub(crate) const COPY_STOP: &str = "copy landing.stop (keten, bestand_id, regel, taak_id, wet, \
     gemeentecode, agb_code, toewijzingnummer, clientsleutel, productcategorie, productcode, \
     status_aanlevering, reden_beeindiging, toewijzing_ingangsdatum, begindatum, einddatum) \
     from stdin (format binary)";

impl CopyRow for Rij<'_, &Stop> {
    fn encode(&self, row: &mut RowEncoder) {
        let record = self.record;
        self.kop(row, self.keten(record.client, record.nummer), record.regel);
        row.optional(record.nummer, nummer);
        client(row, record.client);
        product(row, record.product.as_ref());
        row.text(record.status.code());
        row.text(record.reden_beeindiging.code());
        row.optional(record.toewijzing_ingangsdatum, RowEncoder::date);
        row.date(record.begindatum);
        row.date(record.einddatum);
    }
}

pub(crate) const COPY_DECLARATIE: &str = "copy landing.declaratie (bestand_id, taak_id, \
     declaratienummer, totaal_eurocent, periode_begin, periode_eind, dagtekening) \
     from stdin (format binary)";

impl CopyRow for Rij<'_, &Declaratie> {
    fn encode(&self, row: &mut RowEncoder) {
        let record = self.record;
        row.i64(self.bestand_id);
        row.i64(self.taak_id);
        row.text(record.declaratienummer.as_str());
        row.i64(record.totaal.waarde());
        row.date(record.periode.begin());
        row.optional(record.periode.eind(), RowEncoder::date);
        row.date(record.dagtekening);
    }
}

pub(crate) const COPY_PRESTATIE: &str = "copy landing.prestatie (keten, bestand_id, regel, taak_id, \
     wet, gemeentecode, agb_code, toewijzingnummer, clientsleutel, referentienummer, \
     vorig_referentienummer, productcategorie, productcode, eenheid, debet_credit, volume, \
     tarief_eurocent, bedrag_eurocent, periode_begin, periode_eind) from stdin (format binary)";

impl CopyRow for Rij<'_, &Prestatie> {
    fn encode(&self, row: &mut RowEncoder) {
        let record = self.record;
        self.kop(row, self.keten(record.client, Some(record.nummer)), record.regel);
        nummer(row, record.nummer);
        client(row, record.client);
        row.text(record.referentienummer.as_str());
        row.optional(record.vorig_referentienummer.as_ref(), |row, tekst| row.text(tekst.as_str()));
        product(row, Some(&record.product));
        row.text(record.eenheid.code());
        row.text(record.debet_credit.code());
        volume(row, record.volume);
        row.optional(record.tarief, |row, tarief| row.i64(tarief.waarde()));
        row.i64(record.bedrag.waarde());
        row.date(record.periode.begin());
        row.optional(record.periode.eind(), RowEncoder::date);
    }
}

pub(crate) const COPY_DECLARATIE_ANTWOORD: &str = "copy landing.declaratie_antwoord (bestand_id, \
     taak_id, declaratienummer, totaal_ingediend_eurocent, totaal_toegekend_eurocent) \
     from stdin (format binary)";

impl CopyRow for Rij<'_, &DeclaratieAntwoord> {
    fn encode(&self, row: &mut RowEncoder) {
        row.i64(self.bestand_id);
        row.i64(self.taak_id);
        row.text(self.record.declaratienummer.as_str());
        row.i64(self.record.totaal_ingediend.waarde());
        row.i64(self.record.totaal_toegekend.waarde());
    }
}

pub(crate) const COPY_AFGEWEZEN_PRESTATIE: &str = "copy landing.afgewezen_prestatie (keten, bestand_id, \
     regel, taak_id, betreft, referentienummer, vorig_referentienummer, retourcodes, \
     bedrag_eurocent) from stdin (format binary)";

impl CopyRow for Rij<'_, &AfgewezenPrestatie> {
    fn encode(&self, row: &mut RowEncoder) {
        let record = self.record;
        let Bericht { wet, gemeente, .. } = *self.bericht;
        row.i64(KetenSleutel::van_toewijzing(wet, gemeente, record.nummer).waarde());
        row.i64(self.bestand_id);
        row.count(record.regel);
        row.i64(self.taak_id);
        row.optional(self.bericht.betreft_identiteit(), |row, heen| row.uuid(&heen.0));
        row.text(record.referentienummer.as_str());
        row.optional(record.vorig_referentienummer.as_ref(), |row, tekst| row.text(tekst.as_str()));
        row.text_array(record.retourcodes.iter().map(domain::Retourcode::as_str));
        row.i64(record.bedrag.waarde());
    }
}
