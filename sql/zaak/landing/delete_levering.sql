-- Forgets a delivery that is read again; what it did is folded out after this.
-- Parameters: $1 bron, $2 bestand_id. At most one row: what it was. Idempotent.
with onbeslist as (
    delete from beheer.csv_onbeslist as onbeslist
    where onbeslist.bron = $1 and onbeslist.bestand_id = $2
)

delete from beheer.csv_levering as levering
where levering.bron = $1 and levering.bestand_id = $2
returning
    levering.naam,
    levering.peildatum,
    levering.soort,
    levering.entiteiten,
    levering.rijen;
