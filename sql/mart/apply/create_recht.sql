-- Keeps the rights on our views, which they lose when they are made anew; until the end of the
-- transaction.
-- Grain of mart_recht: right on a view, or on a column of one.
-- Not idempotent: once per transaction.
create temporary table mart_recht on commit drop as
select
    klasse.relname as naam,
    null::name as kolom,
    klasse.relowner as eigenaar,
    recht.grantee,
    recht.privilege_type,
    recht.is_grantable
from beheer.weergave as weergave
inner join pg_catalog.pg_class as klasse
    on weergave.naam = klasse.relname and klasse.relnamespace = 'mart'::regnamespace
cross join
    lateral aclexplode(coalesce(klasse.relacl, acldefault('r', klasse.relowner))) as recht
union all
select
    klasse.relname as naam,
    kolom.attname as kolom,
    klasse.relowner as eigenaar,
    recht.grantee,
    recht.privilege_type,
    recht.is_grantable
from beheer.weergave as weergave
inner join pg_catalog.pg_class as klasse
    on weergave.naam = klasse.relname and klasse.relnamespace = 'mart'::regnamespace
inner join pg_catalog.pg_attribute as kolom
    on klasse.oid = kolom.attrelid and kolom.attnum > 0 and not kolom.attisdropped
cross join lateral aclexplode(kolom.attacl) as recht;
