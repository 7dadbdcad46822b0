-- Writes a delivery down. Parameters: $1 bron, $2 bestand_id, $3 naam, $4 date, $5 soort,
-- $6 text[] entities, $7 bigint records. Not idempotent.
insert into beheer.csv_levering (bron, bestand_id, naam, peildatum, soort, entiteiten, rijen)
values ($1, $2, $3, $4, $5, $6, $7);
