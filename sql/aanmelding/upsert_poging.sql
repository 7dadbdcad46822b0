-- Counts an attempt before it is judged, so that many at the same time cannot pass together. From
-- the $3rd on each is followed by a wait, twice as long as the one before, up to $4 seconds.
-- Counting begins again after an hour without attempts.
-- One row: how many there are; none when it is too soon.
-- Parameters: $1 sleutel_hash, $2 moment, $3 number that has a wait first, $4 longest wait in s.
insert into beheer.aanmeldpoging as poging (sleutel_hash, mislukt, laatst_op, vrij_op)
values ($1, 1, $2, $2)
on conflict (sleutel_hash) do update set
    mislukt = case
        when poging.laatst_op < $2 - interval '1 hour' then 1
        else least(poging.mislukt + 1, 1000000)
    end,
    laatst_op = $2,
    vrij_op = case
        when poging.laatst_op < $2 - interval '1 hour' or poging.mislukt + 1 < $3 then $2
        else
            $2 + least($4, 2 ^ least(poging.mislukt + 1 - $3, 20)) * interval '1 second'
    end
where poging.vrij_op <= $2
returning mislukt
