-- Makes room for the bridge to the case system: by what an allocation came by its beschikking, and
-- beschikkingen that a case system names.
-- Not idempotent: runs once, as a numbered migration.

alter table dwh.feit_toewijzing
add column beschikking_wijze text not null default 'onbekend';

comment on column dwh.feit_toewijzing.beschikking_wijze is
'Waarlangs de beschikking is gevonden: in het zaaksysteem op toewijzingnummer of op kenmerken '
'(persoon, aanbieder, product en ingangsdatum); anders in een bericht (301 van release 2.x) of een '
'verzoek (315); geen: niemand noemt er een. Onbekend: nog niet opnieuw berekend.';
comment on column dwh.feit_toewijzing.beschikking_sk is
'Beschikking waarop de toewijzing berust: dim_beschikking; 0 is onbekend. Bron: het zaaksysteem, '
'anders de 301 (release 2.x), anders het verzoek dat de toewijzing honoreert (315).';
comment on column dwh.feit_toewijzing_versie.beschikking_sk is
'Beschikking waarop de versie berust: dim_beschikking; 0 is onbekend. Bron: het zaaksysteem, '
'anders de 301 (release 2.x), anders het verzoek dat de toewijzing honoreert (315).';

create index dim_beschikking_zaaksysteem_idx
on dwh.dim_beschikking (beschikking_sk) where bron = 'zaaksysteem';

-- From the number of a source to the person, and back.
create index csv_client_client_idx on landing.csv_client (client);
create index csv_client_bsn_idx on landing.csv_client (persoon) where persoon is not null;

comment on table dwh.dim_beschikking is
'Een rij per beschikking die het zaaksysteem, een 301 van release 2.x of een 315 noemt; rij 0 is '
'onbekend.';
comment on column dwh.dim_beschikking.beschikking_sk is
'Sleutel: wet, gemeente en nummer in een getal; negatief als het zaaksysteem haar anders dan met '
'een nummer noemt; 0 is onbekend.';
comment on column dwh.dim_beschikking.beschikkingnummer is
'Nummer van de beschikking bij de gemeente, zonder voorloopnullen, of hoe het zaaksysteem haar '
'noemt. Bron: BeschikkingNummer.';
comment on column dwh.dim_beschikking.bron is
'Waar de datums vandaan komen: zaaksysteem, anders toewijzing (301 van release 2.x), anders '
'verzoek (315); onbekend in rij 0. Van meer leveringen of berichten geldt de nieuwste; een '
'afgewezen bericht geeft geen datums.';
comment on column dwh.dim_beschikking.bestand_id is
'Bestand waar de datums vandaan komen: beheer.bestand. Leeg: rij 0.';
