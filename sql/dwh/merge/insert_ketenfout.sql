-- Adds the faults of the hub that are not in the facts, each with the message it is about: the
-- first with that envelope. After delete_ketenfout.sql. Idempotent. No parameters.
insert into dwh.feit_ketenfout (
    gemeente_sk, bestand_id, bericht_bestand_id, gemeentecode, code, referentienummer,
    betreft_referentie, zender, ontvanger, tijdstip
)
select
    coalesce(fout.gemeentecode, '0000')::bigint as gemeente_sk,
    fout.bestand_id,
    (
        select min(bericht.bestand_id)
        from landing.bericht
        where fout.betreft_referentie = bericht.envelop_referentie
    ) as bericht_bestand_id,
    coalesce(fout.gemeentecode, '0000') as gemeentecode,
    fout.code,
    fout.referentienummer,
    fout.betreft_referentie,
    fout.zender,
    fout.ontvanger,
    fout.tijdstip
from landing.ketenfout as fout
on conflict do nothing;
