-- Writes down which service leads and shuts out every earlier one. One row: the fencing number.
-- Parameters: $1 text host, $2 integer process id, $3 text version. Every call gives a higher
-- number.
update beheer.leider
set
    fencing = fencing + 1,
    host = $1,
    pid = $2,
    versie = $3,
    sinds = clock_timestamp(),
    hartslag = clock_timestamp()
returning fencing;
