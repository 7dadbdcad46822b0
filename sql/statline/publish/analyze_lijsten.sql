-- Tells the planner how large the lists of the pull are. No parameters.
analyze pub_statline_code,
pub_statline_gebied,
pub_statline_periode,
pub_statline_onderwerp;
