-- Counts the chains that a publication will recompute; for a first load those with an allocation.
-- Parameter: $1 boolean, whether it is a first load.
select case
    when $1 then (select count(distinct toewijzing.keten) from landing.toewijzing as toewijzing)
    else (select count(distinct pub_keten.groep) from pub_keten)
end;
