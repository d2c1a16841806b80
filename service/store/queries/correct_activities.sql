-- Give activities their name and their attendance rule anew. One row back for each that changed.
-- $rows: JSON list of surveys.programme.Activity
with

given as (

    select unnest(from_json($rows, '[{
        "slug": "VARCHAR", "name": {"fr": "VARCHAR", "en": "VARCHAR"},
        "rule": {"minutes": "DOUBLE", "percent": "DOUBLE", "sessions": "INTEGER"}
    }]'), max_depth := 2)

)

update activities
set name = given.name, rule = given.rule
from given
where
    activities.slug = given.slug
    and (
        activities.name is distinct from given.name
        or activities.rule is distinct from given.rule
    )
returning activities.slug
