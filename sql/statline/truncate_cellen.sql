-- Removes all cells at once: no pull is at work.
truncate landing.statline_cel;
