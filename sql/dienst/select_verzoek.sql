-- One request to the service. At most one row. Reads only. Parameter: $1 verzoek_id.
select
    verzoek.verzoek_id,
    verzoek.soort,
    verzoek.inhoud,
    verzoek.reden,
    verzoek.plan,
    verzoek.wie,
    verzoek.herkomst,
    verzoek.status,
    verzoek.poging,
    verzoek.run_id,
    verzoek.foutcode,
    verzoek.fout,
    verzoek.gevraagd_op,
    verzoek.niet_voor,
    verzoek.begonnen_op,
    verzoek.afgehandeld_op
from beheer.verzoek as verzoek
where verzoek.verzoek_id = $1;
