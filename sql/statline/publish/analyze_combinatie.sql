-- Tells the planner how many combinations there are. No parameters.
analyze dwh.dim_statline_combinatie;
