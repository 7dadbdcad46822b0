-- Which service leads, as it said last. Grain: at most one row. No parameters. Reads only.
select
    leider.host,
    leider.pid,
    leider.versie,
    leider.fencing,
    leider.sinds,
    leider.hartslag
from beheer.leider as leider
