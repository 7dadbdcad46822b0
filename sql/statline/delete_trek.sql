-- Removes the pull of a source; its parts and pages go along, its cells do not.
-- Parameter: $1 bron. No row when there was none.
delete from landing.statline_trek
where statline_trek.bron = $1
returning statline_trek.trek_id;
