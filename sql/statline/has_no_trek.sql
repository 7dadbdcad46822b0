-- Whether no pull is at work.
select not exists (select 1 from landing.statline_trek) as is_leeg;
