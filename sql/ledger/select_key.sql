-- The id of the pseudonym key of this warehouse. At most one row. Reads only.
select sleutel.sleutel_id
from beheer.sleutel;
