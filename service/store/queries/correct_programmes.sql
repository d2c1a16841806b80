-- Give programmes their name anew. One row back for each that changed.
-- $rows: JSON list of surveys.programme.Programme
with

given as (

    select unnest(from_json($rows, '[{
        "slug": "VARCHAR", "name": {"fr": "VARCHAR", "en": "VARCHAR"}
    }]'), max_depth := 2)

)

update programmes
set name = given.name
from given
where programmes.slug = given.slug and programmes.name is distinct from given.name
returning programmes.slug
