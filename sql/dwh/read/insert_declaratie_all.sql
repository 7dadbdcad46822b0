-- Works out for every 323 the latest first day among those of an earlier day that count, of the
-- same provider, municipality and law, when that is later than its own (TR318).
with eerder as (
    select
        pub_heen.bestand_id,
        pub_heen.declaratieperiode_begin,
        max(pub_heen.declaratieperiode_begin)
            filter (where pub_heen.oordeel is distinct from 'afgewezen')
            over (
                partition by bericht.wet, bericht.gemeentecode, bericht.agb_code
                order by pub_heen.dagtekening
                range between unbounded preceding and interval '1 day' preceding
            )
        as laatste_eerdere_begin
    from pub_heen
    inner join landing.bericht as bericht on pub_heen.bestand_id = bericht.bestand_id
    where pub_heen.declaratienummer is not null
)

insert into pub_declaratie (bestand_id, laatste_eerdere_begin)
select
    eerder.bestand_id,
    eerder.laatste_eerdere_begin
from eerder
where eerder.laatste_eerdere_begin > eerder.declaratieperiode_begin;
