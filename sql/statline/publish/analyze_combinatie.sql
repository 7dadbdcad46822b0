-- Tells the planner how many combinations there are. No parameters.
analyze pub_statline_bereik, dwh.dim_statline_combinatie;
