-- Remembers which views of schema mart Sluis made, and from which text: `sluis migrate` makes them
-- anew when the text changed, and touches no other view.
-- Not idempotent: runs once, as a numbered migration.

create table beheer.weergave (
    naam text not null,
    vingerafdruk text not null,
    gemaakt_op timestamptz not null,
    constraint weergave_pkey primary key (naam)
);

comment on table beheer.weergave is
'Een rij per view die Sluis in schema mart onderhoudt. Een view die hier niet staat is van een '
'ander en blijft onaangeroerd.';
comment on column beheer.weergave.naam is
'Naam van de view, zonder schema.';
comment on column beheer.weergave.vingerafdruk is
'SHA-256 van de tekst van alle views en de migraties waarop zij rusten. Wijkt die af van die van '
'het programma, dan maakt sluis migrate de views opnieuw.';
comment on column beheer.weergave.gemaakt_op is
'Moment waarop de view zo is gemaakt, UTC.';
