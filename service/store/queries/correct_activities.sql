-- Give activities their name anew. One row back for each that changed.
-- $rows: JSON list of surveys.programme.Activity
with

given as (

    select unnest(from_json($rows, '[{
        "slug": "VARCHAR", "name": {"fr": "VARCHAR", "en": "VARCHAR"}
    }]'), max_depth := 2)

)

update activities
set name = given.name
from given
where activities.slug = given.slug and activities.name is distinct from given.name
returning activities.slug
