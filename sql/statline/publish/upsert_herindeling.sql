-- Stores the moves between municipalities, one row for both tellings. The one with numbers goes
-- first, then that of the municipality it came from; an end or another name is stronger than what
-- the receiver calls it. aandeel is the part of the inhabitants of a municipality that ended; 1
-- where it only changed its name, or had no inhabitants and one partner.
-- An older table does not change what a newer one told, and what one table leaves out stays as
-- another told it.
-- Parameters: $1 versie, $2 moment. Idempotent; only rows that differ are written.
insert into ref.herindeling as dim (
    datum, van_gemeentecode, naar_gemeentecode, soort, hectare, woningen, inwoners, aandeel,
    versie, geladen_op
)
with sterkste as (
    select
        verteld.datum,
        verteld.van_gemeentecode,
        verteld.naar_gemeentecode,
        (array_agg(
            verteld.soort
            order by
                array_position(
                    array[
                        'naamswijziging', 'opgeheven', 'ontstaan', 'herindeling', 'grenswijziging'
                    ],
                    verteld.soort
                ) asc
        ))[1] as soort
    from pub_statline_herindeling as verteld
    group by verteld.datum, verteld.van_gemeentecode, verteld.naar_gemeentecode
),

maat as (
    select distinct on (
        verteld.datum, verteld.van_gemeentecode, verteld.naar_gemeentecode
    )
        verteld.datum,
        verteld.van_gemeentecode,
        verteld.naar_gemeentecode,
        verteld.hectare,
        verteld.woningen,
        verteld.inwoners
    from pub_statline_herindeling as verteld
    order by
        verteld.datum asc,
        verteld.van_gemeentecode asc,
        verteld.naar_gemeentecode asc,
        num_nonnulls(verteld.inwoners, verteld.woningen, verteld.hectare) desc,
        verteld.is_van_verteller desc,
        verteld.inwoners desc nulls last,
        verteld.hectare desc nulls last
),

samen as (
    select
        maat.datum,
        maat.van_gemeentecode,
        maat.naar_gemeentecode,
        sterkste.soort,
        maat.hectare,
        maat.woningen,
        maat.inwoners,
        bool_or(sterkste.soort = 'opgeheven') over vertrek as is_einde,
        bool_or(sterkste.soort = 'naamswijziging') over vertrek as is_hernoemd,
        count(*) over vertrek as partners,
        sum(coalesce(maat.inwoners, 0)) over vertrek as alle_inwoners
    from maat
    inner join sterkste
        on
            maat.datum = sterkste.datum
            and maat.van_gemeentecode = sterkste.van_gemeentecode
            and maat.naar_gemeentecode = sterkste.naar_gemeentecode
    window vertrek as (partition by maat.datum, maat.van_gemeentecode)
)

select
    samen.datum,
    samen.van_gemeentecode,
    samen.naar_gemeentecode,
    samen.soort,
    samen.hectare,
    samen.woningen,
    samen.inwoners,
    case
        when samen.soort = 'naamswijziging' then 1
        when samen.is_hernoemd or not samen.is_einde then null
        when samen.alle_inwoners > 0
            then round(coalesce(samen.inwoners, 0) / samen.alle_inwoners, 12)
        when samen.partners = 1 then 1
    end as aandeel,
    $1 as versie,
    $2 as geladen_op
from samen
where
    not exists (
        select 1
        from ref.herindeling as nieuwer
        where
            nieuwer.datum = samen.datum
            and nieuwer.van_gemeentecode = samen.van_gemeentecode
            and nieuwer.versie > $1
    )
on conflict (datum, van_gemeentecode, naar_gemeentecode) do update
set
    soort = excluded.soort,
    hectare = coalesce(excluded.hectare, dim.hectare),
    woningen = coalesce(excluded.woningen, dim.woningen),
    inwoners = coalesce(excluded.inwoners, dim.inwoners),
    aandeel = coalesce(excluded.aandeel, dim.aandeel),
    versie = excluded.versie,
    geladen_op = excluded.geladen_op
where
    (dim.soort, dim.hectare, dim.woningen, dim.inwoners, dim.aandeel)
    is distinct from (
        excluded.soort,
        coalesce(excluded.hectare, dim.hectare),
        coalesce(excluded.woningen, dim.woningen),
        coalesce(excluded.inwoners, dim.inwoners),
        coalesce(excluded.aandeel, dim.aandeel)
    );
