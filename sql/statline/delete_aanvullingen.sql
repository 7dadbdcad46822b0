-- Forgets what was asked of a source with a backfill. Parameter: $1 bron.
delete from beheer.statline_aanvulling
where statline_aanvulling.bron = $1;
