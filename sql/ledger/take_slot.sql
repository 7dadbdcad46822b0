-- Writes down who holds the slot and shuts out every earlier holder. One row: the fencing number.
-- Parameters: $1 text host, $2 integer process id. Every call gives a higher number.
update beheer.slot
set
    fencing = fencing + 1,
    run_id = null,
    host = $1,
    pid = $2,
    sinds = now()
returning fencing;
