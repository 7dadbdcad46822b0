-- Makes the statement that reads a view of mart as text, newest month first. Its own parameters:
-- $1 law, $2 municipality, $3 provider, $4 first and $5 last month, $6 number of rows; null: all. A
-- parameter for which the view has no column selects nothing away.
-- Grain: one row, one statement. Parameters: $1 name of the view, $2 its columns in order; both
-- from the catalogue, and quoted here all the same. Reads only.
with kolom as (
    select
        kolom.naam,
        kolom.plaats
    from unnest($2::text[]) with ordinality as kolom (naam, plaats)
),

voorwaarde (naam, tekst) as (
    values
    ('wet', '($1::text is null or wet = $1)'),
    ('gemeentecode', '($2::text is null or gemeentecode = $2)'),
    ('agb_code', '($3::text is null or agb_code = $3)'),
    ('maand', '($4::date is null or maand >= $4) and ($5::date is null or maand <= $5)')
),

getypeerd (tekst) as (
    -- Every parameter has a type, also when no column needs it.
    values
    ('concat($1::text, $2::text, $3::text, $4::date, $5::date) is not null')
),

gefilterd as (
    select string_agg(voorwaarde.tekst, ' and ') as tekst
    from voorwaarde
    inner join kolom on voorwaarde.naam = kolom.naam
)

select format(
    'select array[%s] from mart.%I where %s order by %s limit $6',
    string_agg(format('%I::text', kolom.naam), ', ' order by kolom.plaats asc),
    $1::text,
    concat_ws(' and ', max(getypeerd.tekst), max(gefilterd.tekst)),
    string_agg(
        format('%I%s', kolom.naam, case kolom.naam when 'maand' then ' desc' else '' end),
        ', '
        order by (kolom.naam = 'maand') desc, kolom.plaats asc
    )
) as opdracht
from kolom
cross join getypeerd
cross join gefilterd
