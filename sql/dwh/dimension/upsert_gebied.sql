-- Adds the area of every municipality that is known.
-- Idempotent.
insert into dwh.dim_gebied (gebied_sk, gebiedscode, gemeentecode, niveau, gebiedsnaam)
select
    dwh.surrogaat(concat('gebied|GM', dim_gemeente.gemeentecode, '|')) as gebied_sk,
    concat('GM', dim_gemeente.gemeentecode) as gebiedscode,
    dim_gemeente.gemeentecode,
    'gemeente' as niveau,
    dim_gemeente.gemeentenaam as gebiedsnaam
from dwh.dim_gemeente as dim_gemeente
where dim_gemeente.gemeente_sk > 0
on conflict do nothing;
