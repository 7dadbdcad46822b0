-- What waits for a channel that is no longer configured is not delivered any more. Idempotent.
-- Parameter: $1 text[] names of the channels.
update beheer.bezorging
set status = 'vervallen'
where status = 'wacht' and not kanaal = any($1)
