-- Deletes the faults of the hub that are no longer in landing, or no longer say the same: also when
-- the message that a fault is about arrived or went. Before insert_ketenfout.sql. Idempotent.
-- There are few faults: all are compared. No parameters.
delete from dwh.feit_ketenfout
where not exists (
    select 1
    from landing.ketenfout as fout
    where
        feit_ketenfout.bestand_id = fout.bestand_id
        and feit_ketenfout.gemeentecode = coalesce(fout.gemeentecode, '0000')
        and feit_ketenfout.code = fout.code
        and (
            feit_ketenfout.referentienummer,
            feit_ketenfout.betreft_referentie,
            feit_ketenfout.zender,
            feit_ketenfout.ontvanger,
            feit_ketenfout.tijdstip
        ) is not distinct from (
            fout.referentienummer,
            fout.betreft_referentie,
            fout.zender,
            fout.ontvanger,
            fout.tijdstip
        )
        and feit_ketenfout.bericht_bestand_id is not distinct from (
            select min(bericht.bestand_id)
            from landing.bericht
            where fout.betreft_referentie = bericht.envelop_referentie
        )
);
