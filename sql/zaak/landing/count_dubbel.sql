-- How many lines brought nothing but what was there before. One row. Reads only.
select count(*) as aantal from csv_dubbelregel;
