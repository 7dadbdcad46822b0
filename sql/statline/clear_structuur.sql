-- Accepts the next structure of a source, whatever it is.
-- Parameter: $1 bron.
update beheer.statline_bron
set structuur = null
where statline_bron.bron = $1;
