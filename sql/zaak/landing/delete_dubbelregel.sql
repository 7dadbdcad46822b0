-- A line of which something is left is no duplicate. Template: entiteit. Idempotent.
delete from csv_dubbelregel as dubbelregel
using nieuw_entiteit as nieuw
where dubbelregel.regel = nieuw.regel;
