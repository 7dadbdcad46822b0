-- Keeps what the facts were computed with, and when each source was last read to its end.
-- Not idempotent: runs once, as a numbered migration.

create table beheer.publicatie (
    publicatie_id smallint not null default 1,
    vingerafdruk text not null,
    gepubliceerd_op timestamptz not null,
    constraint publicatie_pkey primary key (publicatie_id),
    constraint publicatie_een_check check (publicatie_id = 1)
);

comment on table beheer.publicatie is
'Waarmee de feiten zijn berekend: ten hoogste een rij. Rekent het programma anders, dan '
'publiceert de volgende run alles opnieuw.';
comment on column beheer.publicatie.publicatie_id is 'Altijd 1.';
comment on column beheer.publicatie.vingerafdruk is
'Versie van de rekenregels en de codes van de controles waarmee de feiten zijn berekend.';
comment on column beheer.publicatie.gepubliceerd_op is
'Moment waarop de feiten voor het eerst met deze regels zijn gepubliceerd, UTC.';

create table beheer.bron (
    bron text not null,
    run_id bigint not null,
    gelukt_op timestamptz not null,
    constraint bron_pkey primary key (bron),
    constraint bron_run_id_fkey foreign key (run_id) references beheer.run (run_id)
);

comment on table beheer.bron is
'Een rij per bron die ooit geheel en zonder mislukte taak is gelezen, ook als er niets nieuws was.';
comment on column beheer.bron.bron is 'Naam van de bron in de configuratie.';
comment on column beheer.bron.run_id is 'Nieuwste run die de bron geheel heeft gelezen.';
comment on column beheer.bron.gelukt_op is 'Moment waarop die run klaar was met de bron, UTC.';

-- Of before this table only the tasks are known.
insert into beheer.bron (bron, run_id, gelukt_op)
select
    taak.bron,
    max(taak.run_id) as run_id,
    max(coalesce(taak.geeindigd_op, taak.gestart_op)) as gelukt_op
from beheer.taak as taak
where taak.soort = 'inlezen' and taak.status in ('succeeded', 'partial')
group by taak.bron;
