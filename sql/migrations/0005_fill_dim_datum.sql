-- Fills dwh.dim_datum with the days of 2015 up to and including 2035.
-- Holidays: Algemene termijnenwet, article 3 (Good Friday by its second paragraph); a test compares
-- every day with domain::is_feestdag.
-- Not idempotent: runs once, as a numbered migration.

with jaar as (
    select jaar from generate_series(2015, 2035) as reeks (jaar)
),

-- Easter Sunday by the computus of Meeus, Jones and Butcher, whose published names these are.
stap_een as (
    select
        jaar.jaar,
        jaar.jaar % 19 as a,
        jaar.jaar / 100 as b,
        jaar.jaar % 100 as c
    from jaar
),

stap_twee as (
    select
        jaar,
        a,
        b,
        c,
        (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30 as d
    from stap_een
),

stap_drie as (
    select
        jaar,
        a,
        d,
        (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7 as e
    from stap_twee
),

stap_vier as (
    select
        jaar,
        d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114 as som
    from stap_drie
),

pasen as (
    select
        jaar,
        make_date(jaar, som / 31, som % 31 + 1) as zondag,
        make_date(jaar, 4, 27) as koningsdag
    from stap_vier
),

feestdag as (
    select dag.datum
    from pasen
    cross join lateral (
        values
        (make_date(pasen.jaar, 1, 1)),
        (pasen.zondag - 2),
        (pasen.zondag + 1),
        (case extract(isodow from pasen.koningsdag)
            when 7 then pasen.koningsdag - 1
            else pasen.koningsdag
        end),
        (make_date(pasen.jaar, 5, 5)),
        (pasen.zondag + 39),
        (pasen.zondag + 50),
        (make_date(pasen.jaar, 12, 25)),
        (make_date(pasen.jaar, 12, 26))
    ) as dag (datum)
),

dag as (
    select
        reeks.moment::date as datum,
        extract(isodow from reeks.moment)::integer as weekdag,
        reeks.moment::date in (select feestdag.datum from feestdag) as is_feestdag
    from
        generate_series(
            '2015-01-01'::timestamp, '2035-12-31'::timestamp, '1 day'::interval
        ) as reeks (moment)
)

insert into dwh.dim_datum (
    datum_sk, datum, jaar, halfjaar, kwartaal, maand, maandnaam, maand_label,
    iso_jaar, iso_week, dagnaam, is_weekend, is_feestdag, is_werkdag
)
select
    to_char(dag.datum, 'YYYYMMDD')::integer as datum_sk,
    dag.datum,
    extract(year from dag.datum) as jaar,
    (extract(quarter from dag.datum) + 1)::integer / 2 as halfjaar,
    extract(quarter from dag.datum) as kwartaal,
    extract(month from dag.datum) as maand,
    (array[
        'januari', 'februari', 'maart', 'april', 'mei', 'juni',
        'juli', 'augustus', 'september', 'oktober', 'november', 'december'
    ])[extract(month from dag.datum)::integer] as maandnaam,
    to_char(dag.datum, 'YYYY-MM') as maand_label,
    extract(isoyear from dag.datum) as iso_jaar,
    extract(week from dag.datum) as iso_week,
    (array[
        'maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag'
    ])[dag.weekdag] as dagnaam,
    dag.weekdag >= 6 as is_weekend,
    dag.is_feestdag,
    dag.weekdag < 6 and not dag.is_feestdag as is_werkdag
from dag;
