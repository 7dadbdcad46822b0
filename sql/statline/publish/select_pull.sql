-- What a pull counted, part by part, and the first part that is not whole.
-- Parameter: $1 trek_id. One row: parts, cells, rows that came twice; the number of the first part
-- that is not at its end or has another number of rows than it must give, with those two numbers.
with deel as (
    select
        deel.deel,
        deel.is_klaar,
        deel.rijen,
        deel.rijen_verwacht,
        deel.cellen,
        deel.dubbel
    from landing.statline_deel as deel
    where deel.trek_id = $1
),

onvolledig as (
    select
        deel.deel,
        deel.is_klaar,
        deel.rijen,
        deel.rijen_verwacht
    from deel
    where not deel.is_klaar or deel.rijen <> deel.rijen_verwacht
    order by deel.deel asc
    limit 1
),

telling as (
    select
        count(*) as delen,
        coalesce(sum(deel.cellen), 0)::bigint as cellen,
        coalesce(sum(deel.dubbel), 0)::bigint as dubbel
    from deel
)

select
    telling.delen,
    telling.cellen,
    telling.dubbel,
    onvolledig.deel,
    onvolledig.is_klaar,
    onvolledig.rijen,
    onvolledig.rijen_verwacht
from telling
left join onvolledig on true;
