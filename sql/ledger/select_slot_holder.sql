-- Who took the slot last, for the message that it is busy. At most one row. Reads only.
select
    slot.run_id,
    slot.host,
    slot.pid,
    slot.sinds
from beheer.slot
where slot.sinds is not null;
