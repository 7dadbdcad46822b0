-- Stores the areas of a table. The newest version that names an area decides; what that one does
-- not tell stays as it was known, and an area without a name changes nothing. Only rows that
-- differ are written. Parameter: $1 versie. Idempotent.
insert into dwh.dim_gebied as dim (
    gebied_sk, gebiedscode, gemeentecode, niveau, gebiedsnaam, jaar, ouder_gebiedscode,
    geldig_van, geldig_tot, naam_versie
)
select
    nieuw.gebied_sk,
    nieuw.gebiedscode,
    nieuw.gemeentecode,
    nieuw.niveau,
    coalesce(nullif(nieuw.gebiedsnaam, ''), 'onbekend') as gebiedsnaam,
    nieuw.jaar,
    nieuw.ouder_gebiedscode,
    nieuw.geldig_van,
    nieuw.geldig_tot,
    case when nieuw.gebiedsnaam <> '' then $1 end as naam_versie
from pub_statline_gebied as nieuw
where nieuw.gebied_sk > 0
on conflict (gebied_sk) do update
set
    gemeentecode = excluded.gemeentecode,
    niveau = excluded.niveau,
    gebiedsnaam = excluded.gebiedsnaam,
    ouder_gebiedscode = coalesce(excluded.ouder_gebiedscode, dim.ouder_gebiedscode),
    geldig_van = coalesce(excluded.geldig_van, dim.geldig_van),
    geldig_tot = coalesce(excluded.geldig_tot, dim.geldig_tot),
    naam_versie = excluded.naam_versie
where
    excluded.naam_versie >= coalesce(dim.naam_versie, '')
    and (
        dim.gemeentecode,
        dim.niveau,
        dim.gebiedsnaam,
        dim.ouder_gebiedscode,
        dim.geldig_van,
        dim.geldig_tot,
        dim.naam_versie
    ) is distinct from (
        excluded.gemeentecode,
        excluded.niveau,
        excluded.gebiedsnaam,
        coalesce(excluded.ouder_gebiedscode, dim.ouder_gebiedscode),
        coalesce(excluded.geldig_van, dim.geldig_van),
        coalesce(excluded.geldig_tot, dim.geldig_tot),
        excluded.naam_versie
    );
