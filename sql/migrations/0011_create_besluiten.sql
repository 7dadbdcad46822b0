-- Keeps what people decided about findings.
-- Grain: one row per decision; the newest one of a finding is the one in force.
-- Not idempotent: runs once, as a numbered migration.

create table beheer.bevinding_besluit (
    besluit_id bigint generated always as identity,
    bevinding_sk bigint not null,
    gemeentecode char(4) not null,
    besluit text not null,
    notitie text not null,
    toelichting text not null,
    genomen_door text not null,
    genomen_op timestamptz not null,
    constraint bevinding_besluit_pkey primary key (besluit_id),
    constraint bevinding_besluit_besluit_check check (besluit in ('geaccepteerd', 'heropend')),
    constraint bevinding_besluit_notitie_check check (length(notitie) between 1 and 200)
);

create index bevinding_besluit_bevinding_idx
on beheer.bevinding_besluit (bevinding_sk, gemeentecode, besluit_id);

comment on table beheer.bevinding_besluit is
'Een rij per besluit van een medewerker over een bevinding. Het nieuwste besluit geldt zolang de '
'gegevens van de bevinding dezelfde blijven; feit_bevinding.status zegt hoe zij nu staat.';
comment on column beheer.bevinding_besluit.besluit_id is 'Nummer van het besluit, oplopend.';
comment on column beheer.bevinding_besluit.bevinding_sk is
'Bevinding waarover het besluit gaat: dwh.feit_bevinding.';
comment on column beheer.bevinding_besluit.gemeentecode is
'CBS-code van de gemeente van de bevinding, 4 cijfers.';
comment on column beheer.bevinding_besluit.besluit is
'geaccepteerd (het is zo goed) of heropend (het moet toch worden opgelost).';
comment on column beheer.bevinding_besluit.notitie is
'Waarom, in de woorden van de medewerker, ten hoogste 200 tekens. Een tekst met een mogelijk BSN '
'wordt geweigerd.';
comment on column beheer.bevinding_besluit.toelichting is
'De toelichting van de bevinding zoals die luidde toen het besluit werd genomen.';
comment on column beheer.bevinding_besluit.genomen_door is 'Wie het besluit nam: gebruikersnaam.';
comment on column beheer.bevinding_besluit.genomen_op is 'Moment van het besluit, UTC.';
