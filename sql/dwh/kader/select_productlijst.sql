-- Reads the product list (TR381). Reads only.
select
    lijst.wet,
    lijst.productcategorie,
    lijst.productcode,
    lijst.geldig_van,
    lijst.geldig_tot
from ref.productlijst as lijst;
