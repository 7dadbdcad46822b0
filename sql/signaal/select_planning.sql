-- What the planner started last of each plan, and whether that is done. Grain: one row per plan.
-- No parameters. Reads only.
select
    planning.plan,
    planning.laatste_moment,
    verzoek.gevraagd_op,
    verzoek.verzoek_id is not null and verzoek.afgehandeld_op is null as is_open
from beheer.planning as planning
left join beheer.verzoek as verzoek on planning.verzoek_id = verzoek.verzoek_id
