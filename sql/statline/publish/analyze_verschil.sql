-- Tells the planner how much differs. No parameters.
analyze pub_statline_verschil;
