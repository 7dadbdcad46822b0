-- Removes the cells of one pull; another is at work.
-- Parameter: $1 trek_id.
delete from landing.statline_cel
where statline_cel.trek_id = $1;
