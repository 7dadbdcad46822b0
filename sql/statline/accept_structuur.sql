-- Takes a structure that was seen as that of a source, unless it was loaded since it was looked at.
-- Parameters: $1 bron, $2 the structure as text, $3 when the source was loaded that was looked at.
update beheer.statline_bron
set structuur = $2::text::jsonb
where statline_bron.bron = $1 and statline_bron.geladen_op = $3;
