-- Tells the planner how large the work tables are.
analyze pub_keten,
pub_kring,
pub_berichtkring,
pub_aanvraag,
pub_heen,
pub_declaratie,
pub_afgewezen;
