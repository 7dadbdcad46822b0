-- Which municipalities of now hold every municipality that ever was, through all mergers.
-- Grain: municipality that was or is, and municipality of now.
-- Each step takes a later event, or on the same day a code that was not met yet: it ends.
create view mart.herindeling_naar_nu as
with recursive vertrek as (
    select
        herindeling.datum,
        herindeling.van_gemeentecode,
        herindeling.naar_gemeentecode,
        herindeling.aandeel
    from ref.herindeling as herindeling
    where
        exists (
            select 1
            from ref.herindeling as einde
            where
                herindeling.datum = einde.datum
                and herindeling.van_gemeentecode = einde.van_gemeentecode
                and einde.soort in ('opgeheven', 'naamswijziging')
        )
        and (herindeling.aandeel > 0 or herindeling.aandeel is null)
),

code as (
    select gebied.gemeentecode
    from dwh.dim_gebied as gebied
    where gebied.niveau = 'gemeente' and gebied.gemeentecode is not null
    union
    select herindeling.van_gemeentecode as gemeentecode
    from ref.herindeling as herindeling
    union
    select herindeling.naar_gemeentecode as gemeentecode
    from ref.herindeling as herindeling
),

-- The last end of a code; one that received something later lives again.
einde as (
    select
        vertrek.van_gemeentecode as gemeentecode,
        max(vertrek.datum) as datum
    from vertrek
    group by vertrek.van_gemeentecode
),

opgeheven as (
    select
        einde.gemeentecode,
        einde.datum
    from einde
    where
        not exists (
            select 1
            from ref.herindeling as later
            where
                einde.gemeentecode = later.naar_gemeentecode
                and einde.datum < later.datum
        )
),

weg as (
    select
        code.gemeentecode as van_gemeentecode,
        code.gemeentecode,
        1::numeric as aandeel,
        coalesce(opgeheven.datum, date 'infinity') as datum,
        opgeheven.datum is not null as is_verder,
        array[code.gemeentecode::text] as gezien,
        0 as stappen
    from code
    left join opgeheven on code.gemeentecode = opgeheven.gemeentecode
    union all
    select
        weg.van_gemeentecode,
        vertrek.naar_gemeentecode as gemeentecode,
        weg.aandeel * vertrek.aandeel as aandeel,
        coalesce(volgende.datum, date 'infinity') as datum,
        volgende.datum is not null as is_verder,
        case
            when volgende.datum > vertrek.datum then array[vertrek.naar_gemeentecode::text]
            else weg.gezien || vertrek.naar_gemeentecode::text
        end as gezien,
        weg.stappen + 1 as stappen
    from weg
    inner join vertrek
        on weg.gemeentecode = vertrek.van_gemeentecode and weg.datum = vertrek.datum
    left join lateral (
        select min(later.datum) as datum
        from vertrek as later
        where
            vertrek.naar_gemeentecode = later.van_gemeentecode
            and (
                vertrek.datum < later.datum
                or (
                    vertrek.datum = later.datum
                    and not later.naar_gemeentecode::text = any(weg.gezien)
                )
            )
    ) as volgende on true
    where weg.is_verder
)

select
    weg.van_gemeentecode,
    weg.gemeentecode as naar_gemeentecode,
    case when count(weg.aandeel) = count(*) then sum(weg.aandeel) end as aandeel,
    max(weg.stappen) as stappen
from weg
where
    not weg.is_verder
    and not exists (
        select 1
        from dwh.dim_gebied as gebied
        where
            gebied.gemeentecode = weg.gemeentecode
            and gebied.niveau = 'gemeente'
            and gebied.jaar is null
            and gebied.geldig_tot is not null
    )
group by weg.van_gemeentecode, weg.gemeentecode;

comment on view mart.herindeling_naar_nu is
'Een rij per gemeentecode die er ooit was en gemeente van nu waarin zij opging, door alle '
'herindelingen heen. Een gemeente van nu verwijst naar zichzelf met aandeel 1. Grenswijzigingen '
'tellen niet mee: daarbij bleef de gemeente bestaan. Een opgeheven gemeente waarvan niet bekend is '
'waarin zij opging ontbreekt. Vul de bron met tabel 03759ned.';
comment on column mart.herindeling_naar_nu.van_gemeentecode is
'CBS-code van toen, 4 cijfers.';
comment on column mart.herindeling_naar_nu.naar_gemeentecode is
'CBS-code van nu, 4 cijfers.';
comment on column mart.herindeling_naar_nu.aandeel is
'Deel van de inwoners dat in deze gemeente terechtkwam; per code van toen samen 1. Leeg: CBS '
'geeft geen aantallen.';
comment on column mart.herindeling_naar_nu.stappen is
'Aantal herindelingen ertussen; 0: dezelfde gemeente.';
