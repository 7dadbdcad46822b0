-- Numbers the values of each cell that a pull has more than once, from 0, by what they are and so
-- whatever the order of the pages: number (in fewer decimals first), text in order of its bytes,
-- reason.
-- Parameter: $1 trek_id. One row: the number of such cells. Idempotent.
with dubbel as (
    select
        cel.onderwerp_sk,
        cel.gebied_sk,
        cel.combinatie_sk,
        cel.periode
    from landing.statline_cel as cel
    where cel.trek_id = $1
    group by cel.onderwerp_sk, cel.gebied_sk, cel.combinatie_sk, cel.periode
    having count(*) > 1
),

genummerd as (
    select
        cel.ctid as plaats,
        row_number() over (
            partition by cel.onderwerp_sk, cel.gebied_sk, cel.combinatie_sk, cel.periode
            order by
                cel.waarde asc nulls last,
                scale(cel.waarde) asc,
                convert_to(cel.tekst, 'UTF8') asc nulls last,
                convert_to(cel.reden_leeg, 'UTF8') asc nulls last
        ) - 1 as volgnummer
    from landing.statline_cel as cel
    inner join dubbel
        on
            cel.onderwerp_sk = dubbel.onderwerp_sk
            and cel.gebied_sk = dubbel.gebied_sk
            and cel.combinatie_sk = dubbel.combinatie_sk
            and cel.periode = dubbel.periode
    where cel.trek_id = $1
),

geschreven as (
    update landing.statline_cel as cel
    set volgnummer = genummerd.volgnummer
    from genummerd
    where cel.ctid = genummerd.plaats and genummerd.volgnummer > 0
    returning cel.volgnummer
)

select count(*) as cellen
from geschreven
where geschreven.volgnummer = 1;
