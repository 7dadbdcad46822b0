-- Who must mend a finding: the provider or the municipality.
-- A new rule gets its place in a list below: a test holds that every rule has one.
-- Grain: rule, kind of message, what the finding hangs on.
create view mart.verantwoordelijke as
with soort as (
    select
        zender.berichtsoort,
        zender.afzender,
        case zender.afzender when 'gemeente' then 'aanbieder' else 'gemeente' end as ontvanger
    from (
        values
        ('301', 'gemeente'), ('302', 'aanbieder'),
        ('305', 'aanbieder'), ('306', 'gemeente'),
        ('307', 'aanbieder'), ('308', 'gemeente'),
        ('315', 'aanbieder'), ('316', 'gemeente'),
        ('317', 'aanbieder'), ('318', 'gemeente'),
        ('319', 'gemeente'), ('320', 'aanbieder'),
        ('323', 'aanbieder'), ('325', 'gemeente')
    ) as zender (berichtsoort, afzender)
),

regel as (
    -- What is wrong in a message is for whom sent it.
    select
        regel.regelcode,
        'afzender' as wie
    from unnest(array[
        'CD060', 'CD087', 'CS100', 'CS337', 'CS339', 'CS340', 'DQ11', 'DQ12', 'DQ13',
        'DQ14', 'DQ15', 'DQ25', 'DQ27', 'DQ39', 'DQ63', 'IV099', 'OP033x1', 'OP271',
        'OP272', 'TR002', 'TR006', 'TR018', 'TR019', 'TR056', 'TR061', 'TR063', 'TR071',
        'TR074', 'TR101', 'TR134', 'TR135', 'TR137', 'TR302', 'TR304', 'TR307', 'TR308',
        'TR314', 'TR315', 'TR316', 'TR318', 'TR319', 'TR321', 'TR323', 'TR326', 'TR332',
        'TR333', 'TR335', 'TR337', 'TR338', 'TR339', 'TR340', 'TR341', 'TR342', 'TR346',
        'TR347', 'TR349', 'TR350', 'TR351', 'TR352', 'TR353', 'TR355', 'TR357', 'TR358',
        'TR359', 'TR360', 'TR361', 'TR365', 'TR366', 'TR367', 'TR371', 'TR373', 'TR374',
        'TR375', 'TR376', 'TR377', 'TR378', 'TR379', 'TR380', 'TR381', 'TR382', 'TR383',
        'TR384', 'TR385', 'TR386', 'TR387', 'TR388', 'TR390', 'TR409', 'TR410', 'TR411',
        'TR412', 'TR413', 'TR414', 'TR415', 'TR416', 'TR418'
    ]) as regel (regelcode)
    union all
    -- The answer that is late is for whom received it.
    select
        regel.regelcode,
        'ontvanger' as wie
    from unnest(array[
        'OP090', 'OP090x4'
    ]) as regel (regelcode)
    union all
    -- What lacks or was declared too much on an allocation; DQ22 and DQ23 are the former names of
    -- OP295 and OP288.
    select
        regel.regelcode,
        'aanbieder' as wie
    from unnest(array[
        'DQ22', 'DQ23', 'DQ24', 'DQ47', 'OP288', 'OP295', 'TR322', 'TR369', 'TR389'
    ]) as regel (regelcode)
    union all
    -- Allocations that contradict one another or the case system, and requests that wait.
    select
        regel.regelcode,
        'gemeente' as wie
    from unnest(array[
        'DQ64', 'DQ65', 'DQ66', 'OP087', 'OP259', 'OP274', 'OP346', 'OP359', 'OP380'
    ]) as regel (regelcode)
)

select
    regel.regelcode,
    soort.berichtsoort,
    plaats.plaats,
    case regel.wie
        when 'afzender' then soort.afzender
        when 'ontvanger' then soort.ontvanger
        else regel.wie
    end as verantwoordelijke
from regel
cross join soort
cross join (values ('record'), ('bericht')) as plaats (plaats)
union all
select
    regel.regelcode,
    '301' as berichtsoort,
    'toewijzing' as plaats,
    regel.wie as verantwoordelijke
from regel
where regel.wie in ('aanbieder', 'gemeente')
union all
-- On a record it is for whom sent that; on an allocation it is between the case system and a 301.
select
    'DQ63' as regelcode,
    '301' as berichtsoort,
    'toewijzing' as plaats,
    'gemeente' as verantwoordelijke;

comment on view mart.verantwoordelijke is
'Een rij per regel, berichtsoort en plaats: wie een bevinding moet herstellen. De afzender van het '
'bericht, behalve bij een te laat antwoord (de ontvanger) en bij wat aan een toewijzing hangt. Let '
'op: ook waar de rij nooit voorkomt, zoals een regel over declaraties bij een 305.';
comment on column mart.verantwoordelijke.regelcode is
'Regel waarop de bevinding berust: dim_regel.';
comment on column mart.verantwoordelijke.berichtsoort is
'Soort bericht waarover het gaat; 301 als de bevinding bij de toewijzing hoort.';
comment on column mart.verantwoordelijke.plaats is
'Waar de bevinding aan hangt: record, bericht of toewijzing.';
comment on column mart.verantwoordelijke.verantwoordelijke is
'Wie moet herstellen: aanbieder of gemeente.';
