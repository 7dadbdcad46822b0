//! The rows of landing as `COPY` takes them. A statement and its encoder stand side by side: same columns, same order.

use domain::record::{
    AfgewezenPrestatie, Client, Declaratie, DeclaratieAntwoord, Prestatie, Start, Stop, Toewijzing,
    Waarneming,
};
use domain::{
    AgbCode, Bericht, Beschikkingnummer, Clientsleutel, EnvelopReferentie, Gemeentecode,
    KetenSleutel, Omvang, Product, ReferentieAanbieder, Toewijzingnummer,
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

/// How a message came.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ontvangst<'a> {
    /// When the file was put in the folder.
    pub(crate) op: chrono::DateTime<chrono::Utc>,
    /// Number of the envelope it came in.
    pub(crate) envelop: Option<&'a EnvelopReferentie>,
}

pub(super) fn agb(row: &mut RowEncoder, agb: AgbCode) {
    row.digits::<8>(agb.surrogaat());
}

pub(super) fn gemeente(row: &mut RowEncoder, gemeente: Gemeentecode) {
    row.digits::<4>(gemeente.surrogaat());
}

pub(super) fn client(row: &mut RowEncoder, client: Clientsleutel) {
    row.uuid(client.as_bytes());
}

pub(super) fn nummer(row: &mut RowEncoder, nummer: Toewijzingnummer) {
    row.i64(nummer.waarde());
}

pub(super) fn product(row: &mut RowEncoder, product: Option<&Product>) {
    row.optional(product, |row, product| row.text(product.categorie.code()));
    let code = product.and_then(|product| product.code.as_ref());
    row.optional(code, |row, code| row.text(code.as_str()));
}

pub(super) fn beschikking(row: &mut RowEncoder, nummer: Option<Beschikkingnummer>) {
    row.optional(nummer, |row, nummer| row.i64(nummer.waarde()));
}

/// A volume is at most 99 999 999, so it fits.
fn volume(row: &mut RowEncoder, volume: domain::Volume) {
    row.i32(i32::try_from(volume.waarde()).unwrap_or(i32::MAX));
}

/// eenheid, frequentie
pub(super) fn omvang_codes(row: &mut RowEncoder, omvang: Option<&Omvang>) {
    row.optional(omvang, |row, omvang| row.text(omvang.eenheid.code()));
    row.optional(omvang, |row, omvang| row.text(omvang.frequentie.code()));
}

pub(super) fn omvang_volume(row: &mut RowEncoder, omvang: Option<&Omvang>) {
    row.optional(omvang, |row, omvang| volume(row, omvang.volume));
}

impl<T> Rij<'_, T> {
    /// The provider of a record: the one it names (2.x), else that of the header.
    pub(super) fn agb(&self, aanbieder: Option<AgbCode>) -> AgbCode {
        aanbieder.unwrap_or(self.bericht.agb)
    }

    pub(super) fn keten(
        &self,
        agb: AgbCode,
        client: Clientsleutel,
        nummer: Option<Toewijzingnummer>,
    ) -> KetenSleutel {
        let Bericht { wet, gemeente, .. } = *self.bericht;
        KetenSleutel::van_record(wet, gemeente, agb, client, nummer)
    }

    /// The chain of a request: by its reference.
    pub(super) fn verzoek_keten(
        &self,
        agb: AgbCode,
        referentie: &ReferentieAanbieder,
    ) -> KetenSleutel {
        let Bericht { wet, gemeente, .. } = *self.bericht;
        KetenSleutel::van_verzoek(wet, gemeente, agb, referentie)
    }

    /// Everything of one person with one provider, for the rules that look over chains.
    pub(super) fn dossier(&self, agb: AgbCode, client: Clientsleutel) -> KetenSleutel {
        let Bericht { wet, gemeente, .. } = *self.bericht;
        KetenSleutel::dossier(wet, gemeente, agb, client)
    }

    /// keten, `bestand_id`, regel, `taak_id`, wet, gemeentecode, `agb_code`
    pub(super) fn kop(&self, row: &mut RowEncoder, keten: KetenSleutel, regel: u32, van: AgbCode) {
        row.i64(keten.waarde());
        row.i64(self.bestand_id);
        row.count(regel);
        row.i64(self.taak_id);
        row.text(self.bericht.wet.code());
        gemeente(row, self.bericht.gemeente);
        agb(row, van);
    }
}

pub(crate) const COPY_BERICHT: &str = "copy landing.bericht (bestand_id, taak_id, identiteit, betreft, \
     wet, berichtsoort, release, gemeentecode, agb_code, afzender, ontvanger, identificatie, \
     betreft_identificatie, oordeel, retourcodes, inhoud, aantal_regels, dagtekening, \
     betreft_dagtekening, ontvangen_op, envelop_referentie, xsd_versie, betreft_xsd_versie) \
     from stdin (format binary)";

impl CopyRow for Rij<'_, Ontvangst<'_>> {
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
        row.timestamptz(self.record.op);
        row.optional(self.record.envelop, |row, envelop| row.text(envelop.as_str()));
        row.optional(bericht.xsd_versie, |row, versie| row.display(&versie));
        row.optional(bericht.betreft_xsd_versie, |row, versie| row.display(&versie));
    }
}

pub(crate) const COPY_WAARNEMING: &str =
    "copy landing.waarneming (bestand_id, regel, taak_id, code) from stdin (format binary)";

impl CopyRow for Rij<'_, &Waarneming> {
    fn encode(&self, row: &mut RowEncoder) {
        row.i64(self.bestand_id);
        row.optional(self.record.regel, RowEncoder::count);
        row.i64(self.taak_id);
        row.text(self.record.code.code());
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
     budget_eurocent, toewijzingsdatum, toewijzingstijd, ingangsdatum, einddatum, \
     beschikkingnummer, verzoek_keten, dossier) from stdin (format binary)";

impl CopyRow for Rij<'_, &Toewijzing> {
    fn encode(&self, row: &mut RowEncoder) {
        let record = self.record;
        let omvang = record.omvang.as_ref();
        let agb = self.agb(record.aanbieder);
        let referentie = record.referentie_aanbieder.as_ref();
        let keten = self.keten(agb, record.client, record.nummer);
        self.kop(row, keten, record.regel, agb);
        row.optional(record.nummer, nummer);
        client(row, record.client);
        row.optional(referentie, |row, tekst| row.text(tekst.as_str()));
        product(row, record.product.as_ref());
        row.optional(record.reden_wijziging, |row, reden| row.text(reden.code()));
        omvang_codes(row, omvang);
        omvang_volume(row, omvang);
        row.optional(record.budget, |row, budget| row.i64(budget.waarde()));
        row.date(record.toewijzingsdatum);
        row.time(record.toewijzingstijd);
        row.date(record.periode.begin());
        row.optional(record.periode.eind(), RowEncoder::date);
        beschikking(row, record.beschikking);
        row.optional(referentie, |row, referentie| {
            row.i64(self.verzoek_keten(agb, referentie).waarde());
        });
        row.i64(self.dossier(agb, record.client).waarde());
    }
}

pub(crate) const COPY_START: &str = "copy landing.start (keten, bestand_id, regel, taak_id, wet, \
     gemeentecode, agb_code, toewijzingnummer, clientsleutel, productcategorie, productcode, \
     status_aanlevering, toewijzing_ingangsdatum, begindatum, beschikkingnummer) \
     from stdin (format binary)";

impl CopyRow for Rij<'_, &Start> {
    fn encode(&self, row: &mut RowEncoder) {
        let record = self.record;
        let agb = self.agb(record.aanbieder);
        self.kop(row, self.keten(agb, record.client, record.nummer), record.regel, agb);
        row.optional(record.nummer, nummer);
        client(row, record.client);
        product(row, record.product.as_ref());
        row.text(record.status.code());
        row.optional(record.toewijzing_ingangsdatum, RowEncoder::date);
        row.date(record.begindatum);
        beschikking(row, record.beschikking);
    }
}

pub(crate) const COPY_STOP: &str = "copy landing.stop (keten, bestand_id, regel, taak_id, wet, \
     gemeentecode, agb_code, toewijzingnummer, clientsleutel, productcategorie, productcode, \
     status_aanlevering, reden_beeindiging, toewijzing_ingangsdatum, begindatum, einddatum, \
     beschikkingnummer) from stdin (format binary)";

impl CopyRow for Rij<'_, &Stop> {
    fn encode(&self, row: &mut RowEncoder) {
        let record = self.record;
        let agb = self.agb(record.aanbieder);
        self.kop(row, self.keten(agb, record.client, record.nummer), record.regel, agb);
        row.optional(record.nummer, nummer);
        client(row, record.client);
        product(row, record.product.as_ref());
        row.text(record.status.code());
        row.text(record.reden_beeindiging.code());
        row.optional(record.toewijzing_ingangsdatum, RowEncoder::date);
        row.date(record.begindatum);
        row.date(record.einddatum);
        beschikking(row, record.beschikking);
    }
}

pub(crate) const COPY_DECLARATIE: &str = "copy landing.declaratie (bestand_id, taak_id, \
     declaratienummer, totaal_eurocent, periode_begin, periode_eind, dagtekening, kenmerk_sk) \
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
        let Bericht { wet, agb, .. } = *self.bericht;
        row.i64(KetenSleutel::declaratie(wet, agb, &record.declaratienummer).waarde());
    }
}

pub(crate) const COPY_PRESTATIE: &str = "copy landing.prestatie (keten, bestand_id, regel, taak_id, \
     wet, gemeentecode, agb_code, toewijzingnummer, clientsleutel, referentienummer, \
     vorig_referentienummer, productcategorie, productcode, eenheid, debet_credit, volume, \
     tarief_eurocent, bedrag_eurocent, periode_begin, periode_eind, referentie_sk) \
     from stdin (format binary)";

impl CopyRow for Rij<'_, &Prestatie> {
    fn encode(&self, row: &mut RowEncoder) {
        let record = self.record;
        let Bericht { wet, agb, .. } = *self.bericht;
        let keten = self.keten(agb, record.client, Some(record.nummer));
        self.kop(row, keten, record.regel, agb);
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
        row.i64(KetenSleutel::referentie(wet, agb, &record.referentienummer).waarde());
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
     bedrag_eurocent, clientsleutel, productcategorie, productcode, eenheid, volume, \
     tarief_eurocent, periode_begin, periode_eind) from stdin (format binary)";

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
        row.optional(record.client, client);
        let geleverd = record.geleverd.as_ref();
        product(row, geleverd.map(|geleverd| &geleverd.product));
        row.optional(geleverd, |row, geleverd| row.text(geleverd.eenheid.code()));
        row.optional(geleverd, |row, geleverd| volume(row, geleverd.volume));
        let tarief = geleverd.and_then(|geleverd| geleverd.tarief);
        row.optional(tarief, |row, tarief| row.i64(tarief.waarde()));
        row.optional(geleverd, |row, geleverd| row.date(geleverd.periode.begin()));
        let eind = geleverd.and_then(|geleverd| geleverd.periode.eind());
        row.optional(eind, RowEncoder::date);
    }
}
