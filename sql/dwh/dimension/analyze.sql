-- Tells the planner how many persons there are.
analyze pub_persoon;
