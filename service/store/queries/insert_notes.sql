-- Enter notes; what is there under the same key is replaced where it stands.
-- $rows: JSON list of surveys.facts.Note, each with its key and, if it has
-- one, its place
with

given as (

    select from_json($rows, '[{
        "programme": "VARCHAR", "key": "VARCHAR", "activity": "VARCHAR", "kind": "VARCHAR",
        "title": {"fr": "VARCHAR", "en": "VARCHAR"}, "text": {"fr": "VARCHAR", "en": "VARCHAR"}, "position": "INTEGER"
    }]') as rows

),

numbered as (

    select unnest(rows) as row, generate_subscripts(rows, 1) as number
    from given

)

insert into notes by name
select
    row.* exclude (position),
    coalesce(row.position, number + (select coalesce(max(position), 0) from notes)) as position
from numbered
on conflict (programme, key) do update set
    text = excluded.text
