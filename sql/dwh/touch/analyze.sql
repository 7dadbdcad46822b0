-- Tells the planner how much was touched.
analyze pub_bericht,
pub_keten;
