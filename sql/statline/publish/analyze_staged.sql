-- Tells the planner how large the pull is. No parameters.
analyze landing.statline_cel;
