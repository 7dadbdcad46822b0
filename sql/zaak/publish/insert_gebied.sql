-- Adds the areas that figures and persons name and that are not known yet, without a year: CBS
-- tells their names later. Idempotent. No parameters.
with genoemd as (
    select csv.gebiedscode
    from landing.csv_meting as csv
    union
    select csv.gebiedscode
    from landing.csv_client as csv
    union
    select csv.gebiedscode
    from landing.csv_gebied as csv
)

insert into dwh.dim_gebied (gebied_sk, gebiedscode, gemeentecode, niveau, gebiedsnaam)
select
    dwh.surrogaat('gebied|' || genoemd.gebiedscode || '|') as gebied_sk,
    genoemd.gebiedscode,
    substring(genoemd.gebiedscode from '^(?:GM|WK|BU)([0-9]{4})') as gemeentecode,
    case left(genoemd.gebiedscode, 2)
        when 'NL' then 'land'
        when 'LD' then 'landsdeel'
        when 'PV' then 'provincie'
        when 'CR' then 'corop'
        when 'AM' then 'arbeidsmarktregio'
        when 'GM' then 'gemeente'
        when 'WK' then 'wijk'
        when 'BU' then 'buurt'
        when 'WP' then 'woonplaats'
        else 'overig'
    end as niveau,
    'onbekend' as gebiedsnaam
from genoemd
where genoemd.gebiedscode is not null
on conflict (gebied_sk) do nothing;
