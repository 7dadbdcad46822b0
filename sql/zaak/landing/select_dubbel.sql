-- An earlier file with the same bytes for the same day that brought something. Earlier is its
-- number, so a file that is read again is no duplicate of its own; nor is one that brought
-- something itself when it was read before. At most one row. Reads only.
-- Parameters: $1 bron, $2 bytea sha256, $3 date, $4 soort, $5 bestand_id (itself).
select bestand.bestand_id
from beheer.csv_levering as levering
inner join beheer.bestand as bestand on levering.bestand_id = bestand.bestand_id
where
    levering.bron = $1
    and bestand.sha256 = encode($2::bytea, 'hex')
    and levering.peildatum = $3
    and levering.soort = $4
    and levering.rijen > 0
    and bestand.bestand_id < $5
    and not exists (
        select 1
        from beheer.bestand as zelf
        where zelf.bestand_id = $5 and zelf.geladen > 0
    )
order by bestand.bestand_id
limit 1;
