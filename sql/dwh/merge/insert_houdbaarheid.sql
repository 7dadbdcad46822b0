-- Inserts what is new; what is left of the old rows is equal.
-- Idempotent.
insert into landing.houdbaarheid (keten, kring, vanaf, tot)
select
    nieuw.keten,
    nieuw.kring,
    nieuw.vanaf,
    nieuw.tot
from nieuw_houdbaarheid as nieuw
where
    not exists (
        select 1
        from landing.houdbaarheid as oud
        where
            nieuw.keten = oud.keten
            and nieuw.kring = oud.kring
    );
