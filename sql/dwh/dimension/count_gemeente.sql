-- Municipalities that messages name. No parameters. One row.
select count(*) as gemeenten
from dwh.dim_gemeente;
