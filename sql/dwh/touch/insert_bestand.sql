-- Gathers the messages of the tasks that are not published yet.
insert into pub_bestand (bestand_id)
select bestand.bestand_id
from beheer.taak as taak
inner join beheer.bestand as bestand on taak.taak_id = bestand.taak_id
where
    not taak.is_gepubliceerd
    and taak.soort = 'inlezen';
