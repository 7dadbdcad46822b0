-- Reads the municipality codes (TR378). Reads only.
select
    lijst.gemeentecode,
    lijst.geldig_van,
    lijst.geldig_tot
from ref.gemeentelijst as lijst;
