//! How the facts of a chain become rows: natural keys get their surrogates, in the column order of each table.

use core::fmt::Display;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::zaaksysteem::Beschikkingverwijzing;
use domain::{
    AgbCode, Clientsleutel, Eurocent, Gemeentecode, KetenSleutel, Omvang, RedenBeeindiging,
    RedenWijziging, ReferentieAanbieder, Retourcode, ToewijzingSleutel, Toewijzingnummer, Wet,
};
use transform::{
    Bevinding, Ernst, FeitKoppeling, FeitLevering, FeitPrestatie, FeitToewijzing,
    FeitToewijzingVersie, Houdbaarheid, Kring, RecordSleutel, ToewijzingStand,
};

use crate::copy::{CopyRow, RowEncoder};

/// A fact with what all facts of its chain share, and the key of its product.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'f, F> {
    /// Law of the chain.
    pub(super) wet: Wet,
    /// Municipality of the chain.
    pub(super) gemeente: Gemeentecode,
    /// Key of the fact's product.
    pub(super) product_sk: i64,
    /// Key of the fact's reason; 0 when it has none.
    pub(super) reden_sk: i64,
    /// The fact.
    pub(super) feit: &'f F,
}

/// The key of `dim_beschikking` when nobody names one.
const BESCHIKKING_ONBEKEND: i64 = 0;

/// The key of `dim_client` when a finding is about a message.
const CLIENT_ONBEKEND: i64 = 0;

impl<F> Row<'_, F> {
    pub(super) fn dimensies(&self, row: &mut RowEncoder, client: Clientsleutel, agb: AgbCode) {
        row.i64(self.gemeente.surrogaat());
        row.i64(client.surrogaat());
        row.i64(agb.surrogaat());
        row.i64(self.product_sk);
    }

    /// Key of a beschikking, as `sql/dwh/dimension/insert_beschikking.sql` computes it and landing has it.
    pub(super) fn beschikking(
        &self,
        row: &mut RowEncoder,
        beschikking: Option<Beschikkingverwijzing>,
    ) {
        let key = beschikking.map(|beschikking| beschikking.surrogaat(self.wet, self.gemeente));
        row.i64(key.unwrap_or(BESCHIKKING_ONBEKEND));
    }

    pub(super) fn plaats(&self, row: &mut RowEncoder, agb: AgbCode) {
        row.text(self.wet.code());
        row.digits::<4>(self.gemeente.surrogaat());
        row.digits::<8>(agb.surrogaat());
    }
}

pub(super) fn optional_text(row: &mut RowEncoder, value: Option<&str>) {
    row.optional(value, RowEncoder::text);
}

pub(super) fn optional_date(row: &mut RowEncoder, value: Option<NaiveDate>) {
    row.optional(value, RowEncoder::date);
}

pub(super) fn optional_toewijzing(row: &mut RowEncoder, value: Option<ToewijzingSleutel>) {
    row.optional(value, |row, toewijzing| row.i64(toewijzing.waarde()));
}

pub(super) fn optional_nummer(row: &mut RowEncoder, value: Option<Toewijzingnummer>) {
    row.optional(value, |row, nummer| row.i64(nummer.waarde()));
}

pub(super) fn optional_bedrag(row: &mut RowEncoder, value: Option<Eurocent>) {
    row.optional(value, |row, bedrag| row.i64(bedrag.waarde()));
}

pub(super) fn optional_integer(row: &mut RowEncoder, value: Option<i64>) {
    row.optional(value, RowEncoder::integer);
}

fn optional_display(row: &mut RowEncoder, value: Option<&impl Display>) {
    row.optional(value, RowEncoder::display);
}

/// Provider in the header of the message, when it is not that of the record.
pub(super) fn bericht_agb(row: &mut RowEncoder, agb: AgbCode, bericht: AgbCode) {
    row.optional((agb != bericht).then_some(bericht), |row, agb| row.digits::<8>(agb.surrogaat()));
}

/// Name of the message and place in it.
pub(super) fn record(row: &mut RowEncoder, sleutel: &RecordSleutel) {
    row.text(sleutel.bericht_identificatie.as_str());
    row.count(sleutel.regelnummer);
}

/// eenheid, frequentie
pub(super) fn omvang_codes(row: &mut RowEncoder, omvang: Option<Omvang>) {
    optional_text(row, omvang.map(|omvang| omvang.eenheid.code()));
    optional_text(row, omvang.map(|omvang| omvang.frequentie.code()));
}

pub(super) fn omvang_volume(row: &mut RowEncoder, omvang: Option<Omvang>) {
    optional_integer(row, omvang.map(|omvang| omvang.volume.waarde()));
}

fn stand_codes(row: &mut RowEncoder, stand: &ToewijzingStand) {
    optional_nummer(row, stand.nummer);
    optional_text(row, stand.referentie_aanbieder.as_ref().map(ReferentieAanbieder::as_str));
    optional_text(row, stand.reden_wijziging.as_ref().map(RedenWijziging::code));
    omvang_codes(row, stand.omvang);
    row.text(stand.retour_status.code());
    row.bool(stand.is_verwijderd);
    omvang_volume(row, stand.omvang);
    optional_bedrag(row, stand.budget);
}

fn stand_datums(
    row: &mut RowEncoder,
    stand: &ToewijzingStand,
    einddatum_oorspronkelijk: Option<NaiveDate>,
) {
    row.date(stand.toewijzingsdatum);
    row.date(stand.ingangsdatum);
    optional_date(row, stand.einddatum);
    optional_date(row, einddatum_oorspronkelijk);
}

impl CopyRow for Row<'_, FeitToewijzing> {
    fn encode(&self, row: &mut RowEncoder) {
        let feit = self.feit;
        self.dimensies(row, feit.stand.client, feit.stand.agb);
        self.beschikking(row, feit.stand.beschikking);
        row.i64(feit.toewijzing.waarde());
        row.i64(feit.keten.waarde());
        self.plaats(row, feit.stand.agb);
        stand_codes(row, &feit.stand);
        row.count(feit.aantal_versies);
        stand_datums(row, &feit.stand, feit.einddatum_oorspronkelijk);
        row.i64(self.reden_sk);
        row.text(feit.stand.beschikking_wijze.code());
    }
}

/// A version with the original end of its allocation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Versie<'f> {
    /// The version.
    pub(super) feit: &'f FeitToewijzingVersie,
    /// `Einddatum` of the first version that counts.
    pub(super) einddatum_oorspronkelijk: Option<NaiveDate>,
}

impl CopyRow for Row<'_, Versie<'_>> {
    fn encode(&self, row: &mut RowEncoder) {
        let Versie { feit, einddatum_oorspronkelijk } = *self.feit;
        self.dimensies(row, feit.stand.client, feit.stand.agb);
        self.beschikking(row, feit.stand.beschikking);
        row.i64(feit.toewijzing.waarde());
        row.i64(feit.keten.waarde());
        row.count(feit.versie);
        self.plaats(row, feit.stand.agb);
        row.text(feit.bericht_identificatie.as_str());
        row.count(feit.regelnummer);
        stand_codes(row, &feit.stand);
        // As many versions as its own number; how many there are in all is on the allocation.
        row.count(feit.versie);
        stand_datums(row, &feit.stand, einddatum_oorspronkelijk);
        row.timestamp(feit.toewijzingsmoment);
        row.optional(feit.vervangen_op, RowEncoder::timestamp);
        row.i64(self.reden_sk);
    }
}

impl CopyRow for Row<'_, FeitKoppeling> {
    fn encode(&self, row: &mut RowEncoder) {
        let feit = self.feit;
        self.dimensies(row, feit.client, feit.agb);
        optional_toewijzing(row, feit.toewijzing);
        row.i64(feit.keten.waarde());
        self.plaats(row, feit.agb);
        row.text(feit.sleutel.berichtsoort.code());
        record(row, &feit.sleutel);
        optional_nummer(row, feit.nummer);
        for deel in [
            feit.client_gelijk,
            feit.aanbieder_gelijk,
            feit.product_gelijk,
            feit.periode_gelijk,
            feit.beschikking_gelijk,
        ] {
            row.text(deel.code());
        }
        row.text(feit.koppelwijze.code());
        row.text(feit.koppelstatus.code());
        bericht_agb(row, feit.agb, feit.sleutel.agb);
        let redenen: Vec<&str> = feit.redenen.iter().map(|reden| reden.code()).collect();
        row.text(&redenen.join(", "));
    }
}

impl CopyRow for Row<'_, FeitLevering> {
    fn encode(&self, row: &mut RowEncoder) {
        let feit = self.feit;
        self.dimensies(row, feit.client, feit.agb);
        row.i64(feit.levering_sk);
        optional_toewijzing(row, feit.toewijzing);
        row.i64(feit.keten.waarde());
        self.plaats(row, feit.agb);
        record(row, &feit.sleutel);
        optional_nummer(row, feit.nummer);
        row.text(feit.einddatum_bron.code());
        optional_text(row, feit.reden_beeindiging.as_ref().map(RedenBeeindiging::code));
        row.bool(feit.telt_mee);
        row.count(feit.onderbrekingen);
        row.integer(feit.dagen_onderbroken);
        optional_integer(row, feit.wachttijd_dagen);
        optional_integer(row, feit.wachttijd_toewijzing_dagen);
        optional_integer(row, feit.planningsbuffer_dagen);
        optional_integer(row, feit.duur_dagen);
        row.date(feit.startdatum);
        optional_date(row, feit.einddatum);
        row.i64(self.reden_sk);
    }
}

impl CopyRow for Row<'_, FeitPrestatie> {
    fn encode(&self, row: &mut RowEncoder) {
        let feit = self.feit;
        self.dimensies(row, feit.client, feit.agb);
        optional_toewijzing(row, feit.toewijzing);
        row.i64(feit.keten.waarde());
        self.plaats(row, feit.agb);
        record(row, &feit.sleutel);
        row.i64(feit.nummer.waarde());
        row.text(feit.declaratienummer.as_str());
        row.text(feit.referentienummer.as_str());
        optional_display(row, feit.vorig_referentienummer.as_ref());
        row.text(feit.eenheid.code());
        row.text(feit.debet_credit.code());
        row.text(feit.status.code());
        row.text_array(feit.retourcodes.iter().map(Retourcode::as_str));
        row.bool(feit.telt_mee);
        row.integer(feit.volume.waarde());
        optional_bedrag(row, feit.tarief);
        row.i64(feit.bedrag.waarde());
        row.date(feit.declaratieperiode_begin);
        row.date(feit.productperiode_begin);
        row.date(feit.productperiode_eind);
    }
}

/// A finding that holds on the reference date of the run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gezien<'f> {
    /// The finding.
    pub(super) bevinding: &'f Bevinding,
    /// Severity of its rule.
    pub(super) ernst: Ernst,
    /// The reference date.
    pub(super) peildatum: NaiveDate,
}

/// The moment that stands for a reference date: its first, in UTC.
pub(super) fn moment(peildatum: NaiveDate) -> DateTime<Utc> {
    peildatum.and_time(NaiveTime::MIN).and_utc()
}

impl CopyRow for Row<'_, Gezien<'_>> {
    fn encode(&self, row: &mut RowEncoder) {
        let Gezien { bevinding, ernst, peildatum } = *self.feit;
        row.i64(self.gemeente.surrogaat());
        row.i64(bevinding.client.map_or(CLIENT_ONBEKEND, |client| client.surrogaat()));
        row.i64(bevinding.agb.surrogaat());
        row.i64(self.product_sk);
        row.i64(bevinding.bevinding_sk);
        row.i64(bevinding.keten.waarde());
        self.plaats(row, bevinding.agb);
        row.text(bevinding.regelcode);
        row.text(ernst.code());
        row.text(bevinding.berichtsoort.code());
        optional_display(row, bevinding.bericht_identificatie.as_ref());
        row.optional(bevinding.regelnummer, RowEncoder::count);
        optional_nummer(row, bevinding.nummer);
        row.text(&bevinding.toelichting);
        row.text("open");
        row.timestamptz(moment(peildatum));
        row.timestamptz(moment(peildatum));
    }
}

/// How long the outcome of a group, or of a wider kring, holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Houdbaar {
    /// Smallest chain of the group, or key of the kring.
    pub(super) keten: KetenSleutel,
    /// Which of them.
    pub(super) kring: Kring,
    /// The reference dates.
    pub(super) houdbaarheid: Houdbaarheid,
}

impl CopyRow for Houdbaar {
    fn encode(&self, row: &mut RowEncoder) {
        row.i64(self.keten.waarde());
        row.text(self.kring.code());
        optional_date(row, self.houdbaarheid.vanaf);
        optional_date(row, self.houdbaarheid.tot);
    }
}
