//! The tables that the facts of chains go to: their `copy` statements and how new rows replace old ones.

/// A table that is filled from what [`transform::transform`] gives.
#[derive(Debug)]
pub(super) struct Table {
    /// Name without schema.
    pub(super) name: &'static str,
    /// Copies into the table itself: a first load.
    pub(super) copy_direct: &'static str,
    /// Copies into the temporary table of the same columns.
    pub(super) copy_staged: &'static str,
    /// Takes the rows of that one to the table: a first load where row level security forbids a copy.
    pub(super) pass: &'static str,
    /// Empties the temporary table.
    pub(super) clear: &'static str,
    /// Removes or ends what no longer holds.
    pub(super) remove: &'static str,
    /// Writes what is new or changed.
    pub(super) write: &'static [&'static str],
}

/// Columns stand here and not in a file: their order is that of `encode` in `row`, and both statements share them.
macro_rules! table {
    ($schema:literal, $name:literal, $staged:literal, $columns:literal, $remove:literal, [$($write:literal),+]) => {
        Table {
            name: $name,
            copy_direct: concat!(
                "copy ", $schema, ".", $name, " (", $columns, ") from stdin (format binary)"
            ),
            copy_staged: concat!("copy ", $staged, " (", $columns, ") from stdin (format binary)"),
            pass: concat!(
                "insert into ", $schema, ".", $name, " (", $columns, ") select ", $columns, " from ", $staged
            ),
            clear: concat!("truncate ", $staged),
            remove: include_str!(concat!("../../../../sql/dwh/merge/", $remove, ".sql")),
            write: &[$(include_str!(concat!("../../../../sql/dwh/merge/", $write, ".sql"))),+],
        }
    };
}

/// Number of tables.
pub(super) const COUNT: usize = 8;

/// The tables, in the order of [`super::encode::Encoded::tables`].
pub(super) const TABLES: [Table; COUNT] = [
    table!(
        "dwh",
        "feit_toewijzing",
        "nieuw_toewijzing",
        "gemeente_sk, client_sk, aanbieder_sk, product_sk, beschikking_sk, toewijzing_sk, keten_sk, \
         wet, gemeentecode, agb_code, toewijzingnummer, referentie_aanbieder, reden_wijziging, \
         eenheid, frequentie, retour_status, is_verwijderd, volume, budget_eurocent, \
         aantal_versies, toewijzingsdatum, ingangsdatum, einddatum, einddatum_oorspronkelijk, \
         reden_wijziging_sk, beschikking_wijze",
        "delete_toewijzing",
        ["insert_toewijzing"]
    ),
    table!(
        "dwh",
        "feit_toewijzing_versie",
        "nieuw_toewijzing_versie",
        "gemeente_sk, client_sk, aanbieder_sk, product_sk, beschikking_sk, toewijzing_sk, keten_sk, \
         versie, wet, gemeentecode, agb_code, bericht_identificatie, regelnummer, \
         toewijzingnummer, referentie_aanbieder, reden_wijziging, eenheid, frequentie, \
         retour_status, is_verwijderd, volume, budget_eurocent, aantal_versies, \
         toewijzingsdatum, ingangsdatum, einddatum, einddatum_oorspronkelijk, toewijzingsmoment, \
         vervangen_op, reden_wijziging_sk",
        "delete_toewijzing_versie",
        ["insert_toewijzing_versie"]
    ),
    table!(
        "dwh",
        "feit_koppeling",
        "nieuw_koppeling",
        "gemeente_sk, client_sk, aanbieder_sk, product_sk, toewijzing_sk, keten_sk, wet, \
         gemeentecode, agb_code, berichtsoort, bericht_identificatie, regelnummer, \
         toewijzingnummer, client_gelijk, aanbieder_gelijk, product_gelijk, periode_gelijk, \
         beschikking_gelijk, koppelwijze, koppelstatus, bericht_agb_code, koppelreden",
        "delete_koppeling",
        ["insert_koppeling"]
    ),
    table!(
        "dwh",
        "feit_levering",
        "nieuw_levering",
        "gemeente_sk, client_sk, aanbieder_sk, product_sk, levering_sk, toewijzing_sk, keten_sk, \
         wet, gemeentecode, agb_code, bericht_identificatie, regelnummer, toewijzingnummer, \
         einddatum_bron, reden_beeindiging, telt_mee, onderbrekingen, dagen_onderbroken, \
         wachttijd_dagen, wachttijd_toewijzing_dagen, planningsbuffer_dagen, duur_dagen, \
         startdatum, einddatum, reden_sk",
        "delete_levering",
        ["insert_levering"]
    ),
    table!(
        "dwh",
        "feit_prestatie",
        "nieuw_prestatie",
        "gemeente_sk, client_sk, aanbieder_sk, product_sk, toewijzing_sk, keten_sk, wet, \
         gemeentecode, agb_code, bericht_identificatie, regelnummer, toewijzingnummer, \
         declaratienummer, referentienummer, vorig_referentienummer, eenheid, debet_credit, \
         status, retourcodes, telt_mee, geleverd_volume, tarief_eurocent, bedrag_eurocent, \
         declaratieperiode_begin, productperiode_begin, productperiode_eind",
        "delete_prestatie",
        ["insert_prestatie"]
    ),
    table!(
        "dwh",
        "feit_verzoek",
        "nieuw_verzoek",
        "gemeente_sk, client_sk, aanbieder_sk, product_sk, beschikking_sk, reden_afwijzing_sk, \
         toewijzing_sk, keten_sk, wet, gemeentecode, agb_code, soort, bericht_identificatie, \
         regelnummer, volgnummer, onderdeel, referentie_aanbieder, toewijzingnummer, \
         toegewezen_toewijzingnummer, beschikkingnummer, eenheid, frequentie, verwijzer, \
         reden_verzoek, retour_status, antwoord, reden_afwijzing, volume, budget_eurocent, \
         doorlooptijd_dagen, aanvraagdatum, gevraagd_ingangsdatum, gevraagd_einddatum, \
         antwoorddatum, bericht_agb_code",
        "delete_verzoek",
        ["insert_verzoek"]
    ),
    table!(
        "dwh",
        "feit_bevinding",
        "nieuw_bevinding",
        "gemeente_sk, client_sk, aanbieder_sk, product_sk, bevinding_sk, keten_sk, wet, \
         gemeentecode, agb_code, regelcode, ernst, berichtsoort, bericht_identificatie, \
         regelnummer, toewijzingnummer, toelichting, status, eerst_gezien_op, laatst_gezien_op",
        "resolve_bevinding",
        ["update_bevinding", "insert_bevinding"]
    ),
    table!(
        "landing",
        "houdbaarheid",
        "nieuw_houdbaarheid",
        "keten, kring, vanaf, tot",
        "delete_houdbaarheid",
        ["insert_houdbaarheid"]
    ),
];
