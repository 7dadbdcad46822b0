-- Gathers the lines that the answers that count sent back, once per line, with their codes.
insert into pub_afgewezen (
    bestand_id, referentienummer, vorig_referentienummer, retourcodes
)
select
    pub_heen.bestand_id,
    regel.referentienummer,
    coalesce(regel.vorig_referentienummer, '') as vorig_referentienummer,
    coalesce(
        array_agg(distinct code.code order by code.code) filter (where code.code is not null),
        '{}'
    ) as retourcodes
from pub_heen
inner join landing.afgewezen_prestatie as regel
    on pub_heen.antwoord_bestand_id = regel.bestand_id
left join lateral unnest(regel.retourcodes) as code (code) on true
group by
    pub_heen.bestand_id,
    regel.referentienummer,
    coalesce(regel.vorig_referentienummer, '');
