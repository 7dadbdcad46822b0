-- Forgets from which pages a source was published. Parameter: $1 bron. Idempotent.
delete from beheer.statline_pagina
where statline_pagina.bron = $1;
