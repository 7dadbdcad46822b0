-- Puts the key of a row first in the primary keys of the CSV landing: it decides at once, where the
-- name of the source is the same for all rows. Building such a key takes half the time. The index
-- on persons only holds what is looked up by person: a voorziening with a number is found by that.
-- Not idempotent: runs once, as a numbered migration.

alter table landing.csv_zaak
drop constraint csv_zaak_pkey,
add constraint csv_zaak_pkey primary key (rij_sleutel, bron, gezien_van);

alter table landing.csv_beschikking
drop constraint csv_beschikking_pkey,
add constraint csv_beschikking_pkey primary key (rij_sleutel, bron, gezien_van);

alter table landing.csv_voorziening
drop constraint csv_voorziening_pkey,
add constraint csv_voorziening_pkey primary key (rij_sleutel, bron, gezien_van);

alter table landing.csv_client
drop constraint csv_client_pkey,
add constraint csv_client_pkey primary key (rij_sleutel, bron, gezien_van);

alter table landing.csv_uitkering
drop constraint csv_uitkering_pkey,
add constraint csv_uitkering_pkey primary key (rij_sleutel, bron, gezien_van);

alter table landing.csv_meting
drop constraint csv_meting_pkey,
add constraint csv_meting_pkey primary key (rij_sleutel, bron, gezien_van);

alter table landing.csv_tarief
drop constraint csv_tarief_pkey,
add constraint csv_tarief_pkey primary key (rij_sleutel, bron, gezien_van);

alter table landing.csv_budgetplafond
drop constraint csv_budgetplafond_pkey,
add constraint csv_budgetplafond_pkey primary key (rij_sleutel, bron, gezien_van);

alter table landing.csv_aanbieder
drop constraint csv_aanbieder_pkey,
add constraint csv_aanbieder_pkey primary key (rij_sleutel, bron, gezien_van);

alter table landing.csv_product
drop constraint csv_product_pkey,
add constraint csv_product_pkey primary key (rij_sleutel, bron, gezien_van);

alter table landing.csv_gebied
drop constraint csv_gebied_pkey,
add constraint csv_gebied_pkey primary key (rij_sleutel, bron, gezien_van);

alter table landing.csv_team
drop constraint csv_team_pkey,
add constraint csv_team_pkey primary key (rij_sleutel, bron, gezien_van);

alter table landing.csv_medewerker
drop constraint csv_medewerker_pkey,
add constraint csv_medewerker_pkey primary key (rij_sleutel, bron, gezien_van);

drop index landing.csv_voorziening_client_idx;

create index csv_voorziening_client_idx
on landing.csv_voorziening (client)
where client is not null and toewijzingnummer is null;
