-- The acts that were ever written down. Grain: one row per act, in order. No parameters.
-- Reads only.
select distinct audit.handeling
from beheer.audit as audit
order by audit.handeling
