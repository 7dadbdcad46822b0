-- Marks what is published and empties the queues. The slot is held: nothing was added meanwhile.
update beheer.taak
set is_gepubliceerd = true
where
    not is_gepubliceerd
    and soort = 'inlezen';

delete from landing.geraakt;

delete from landing.geraakt_bericht;

delete from landing.geraakt_kring;
