-- Tells the planner how much was touched: without it, it expects thousands and scans whole tables.
analyze pub_bestand,
pub_bericht,
pub_keten,
pub_kring,
pub_berichtkring;
