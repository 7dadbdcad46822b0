-- Tells the planner what was published. No parameters.
analyze dwh.feit_statline, dwh.dim_statline_combinatie, dwh.dim_gebied;
