-- The hashes of those of the given files that were read before, unchanged. One row a known file:
-- its place from 1, and the hash. Reads only. Of an archive only the archive itself is asked for.
-- Parameters: $1 bron, $2 text[] names, $3 bigint[] sizes, $4 bigint[] times of change.
select
    gegeven.plaats,
    min(bestand.sha256::text) as sha256
from unnest($2::text[], $3::bigint[], $4::bigint[])
    with ordinality as gegeven (naam, grootte, gewijzigd_ns, plaats)
inner join beheer.bestand
    on
        gegeven.naam = bestand.naam
        and gegeven.grootte = bestand.grootte
        and gegeven.gewijzigd_ns = bestand.gewijzigd_ns
where
    bestand.bron = $1
    and bestand.container_id is null
group by gegeven.plaats
having count(distinct bestand.sha256) = 1;
