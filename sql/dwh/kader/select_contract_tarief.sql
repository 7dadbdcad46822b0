-- Reads the contract tariffs (TR418). Reads only.
select
    lijst.wet,
    lijst.gemeentecode,
    lijst.agb_code,
    lijst.productcategorie,
    lijst.productcode,
    lijst.eenheid,
    lijst.tarief_eurocent,
    lijst.geldig_van,
    lijst.geldig_tot
from ref.contract_tarief as lijst;
