-- How many records of one entity a delivery has. Template: entiteit. One row. Reads only.
select count(*) as aantal from nieuw_entiteit;
