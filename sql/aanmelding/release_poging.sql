-- Takes back an attempt that succeeded: it does not count as a failure. A wait that stands, stays.
-- Not idempotent. Parameter: $1 sleutel_hash.
update beheer.aanmeldpoging
set mislukt = greatest(mislukt - 1, 0)
where sleutel_hash = $1
