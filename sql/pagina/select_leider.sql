-- Which service leads. At most one row: none when none ever did. No parameters. Reads only.
select
    leider.host,
    leider.versie,
    leider.sinds,
    leider.hartslag
from beheer.leider as leider
where leider.sinds is not null
