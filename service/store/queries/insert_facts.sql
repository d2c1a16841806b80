-- Enter facts; what is there under the same key is replaced where it stands.
-- $rows: JSON list of surveys.facts.Fact, each with its key and, if it has
-- one, its place
with

given as (

    select from_json($rows, '[{
        "programme": "VARCHAR", "key": "VARCHAR", "activity": "VARCHAR", "code": "VARCHAR",
        "name": {"fr": "VARCHAR", "en": "VARCHAR"}, "value": "DOUBLE",
        "unit": {"fr": "VARCHAR", "en": "VARCHAR"},
        "source": {"fr": "VARCHAR", "en": "VARCHAR"}, "on": "DATE", "position": "INTEGER"
    }]') as rows

),

numbered as (

    select unnest(rows) as row, generate_subscripts(rows, 1) as number
    from given

)

insert into facts by name
select
    row.* exclude (position),
    coalesce(row.position, number + (select coalesce(max(position), 0) from facts)) as position
from numbered
on conflict (programme, key) do update set
    name = excluded.name,
    value = excluded.value,
    unit = excluded.unit,
    source = excluded.source,
    "on" = excluded."on"
