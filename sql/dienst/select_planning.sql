-- Up to which moment each plan was started. Grain: one row per plan. Reads only.
select
    planning.plan,
    planning.laatste_moment
from beheer.planning
order by planning.plan;
