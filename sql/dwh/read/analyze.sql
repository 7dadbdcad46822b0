-- Tells the planner how large the work tables are.
analyze pub_keten,
pub_heen,
pub_afgewezen;
