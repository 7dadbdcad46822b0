-- The id of this warehouse. Grain: one row. No parameters. Reads only.
select omgeving.omgeving_id
from beheer.omgeving as omgeving
