-- Which roles of the database may see the rows of which municipality.
-- Not idempotent: runs once, as a numbered migration. The policies that read it name roles, so they
-- come with the roles: sql/rollen/rijen.sql.

create table beheer.rol_gemeente (
    rol text not null,
    gemeentecode char(4) not null,
    constraint rol_gemeente_pkey primary key (rol, gemeentecode),
    constraint rol_gemeente_gemeentecode_check check (gemeentecode ~ '^[0-9]{4}$')
);

comment on table beheer.rol_gemeente is
'Een rij per rol van de database en gemeente: wie lid is van de rol ziet de rijen van die '
'gemeente. Alleen de eigenaar kan dit wijzigen.';
comment on column beheer.rol_gemeente.rol is
'Naam van een rol van de database, zoals bi_0363 of de login van een gegevensbeheerder.';
comment on column beheer.rol_gemeente.gemeentecode is
'CBS-code van de gemeente, 4 cijfers. Een rol mag meer dan een gemeente hebben.';
