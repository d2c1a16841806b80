-- Give sessions their title, day and length anew. One row back for each that changed: its cohort.
-- $rows: JSON list of surveys.programme.Session
with

given as (

    select unnest(from_json($rows, '[{
        "cohort": "VARCHAR", "position": "INTEGER", "title": {"fr": "VARCHAR", "en": "VARCHAR"},
        "held_on": "DATE", "minutes": "INTEGER"
    }]'), max_depth := 2)

)

update sessions
set title = given.title, held_on = given.held_on, minutes = given.minutes
from given
where
    sessions.cohort = given.cohort
    and sessions.position = given.position
    and (
        sessions.title is distinct from given.title
        or sessions.held_on <> given.held_on
        or sessions.minutes <> given.minutes
    )
returning sessions.cohort
