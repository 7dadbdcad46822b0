-- Gathers the requests of the touched dossiers, by the chain that their answers are in.
-- A first load reads `inner join pub_kring` as `left join pub_kring`: everything.
insert into pub_aanvraag (dossier, keten)
select distinct
    verzoek.dossier,
    verzoek.keten
from landing.verzoek as verzoek
inner join pub_kring
    on
        verzoek.dossier = pub_kring.sleutel
        and pub_kring.kring = 'dossier'
where verzoek.referentie_aanbieder is not null;
