-- Tells the planner how large the pull and its lists are. No parameters.
analyze landing.statline_cel,
pub_statline_code,
pub_statline_gebied,
pub_statline_periode,
pub_statline_onderwerp;
