-- Whether a request of this plan waits to be begun. One row, one boolean. Reads only.
-- Parameter: $1 text plan.
select count(*) > 0 as is_er
from beheer.verzoek
where
    verzoek.plan = $1
    and verzoek.status = 'queued'
    and verzoek.poging = 0;
