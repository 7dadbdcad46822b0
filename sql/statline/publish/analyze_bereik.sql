-- Tells the planner how many combinations the pull has. No parameters.
analyze pub_statline_bereik;
