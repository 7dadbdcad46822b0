-- Which service leads, as it said last. At most one row: none when none ever did. No parameters.
-- Reads only.
select
    leider.host,
    leider.pid,
    leider.versie,
    leider.fencing,
    leider.sinds,
    leider.hartslag
from beheer.leider as leider
where leider.sinds is not null
