-- Adds the parts of a new pull: nothing of them is there yet.
-- Parameters: $1 trek_id, $2 integer[] numbers, $3 bigint[] rows that each must give.
insert into landing.statline_deel (
    trek_id, deel, paginas, is_klaar, rijen_verwacht, rijen, cellen, dubbel, laatste_id, volgende
)
select
    $1 as trek_id,
    nieuw.deel,
    0 as paginas,
    false as is_klaar,
    nieuw.rijen_verwacht,
    0 as rijen,
    0 as cellen,
    0 as dubbel,
    null as laatste_id,
    null as volgende
from unnest($2::integer[], $3::bigint[]) as nieuw (deel, rijen_verwacht);
