-- Tells whether any message stands in landing: without one no chain waits for what a case system
-- tells, and a message that comes queues its chains itself. One row. Reads only.
select
    exists(
        select 1
        from landing.bericht
    ) as has_berichten;
