-- Tells the planner how many persons and beschikkingen there are.
analyze pub_persoon,
pub_beschikking;
