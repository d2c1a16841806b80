-- Create sessions that are not there yet.
-- $rows: JSON list of surveys.programme.Session
insert into sessions by name
select unnest(from_json($rows, '[{
    "cohort": "VARCHAR", "position": "INTEGER", "title": {"fr": "VARCHAR", "en": "VARCHAR"},
    "held_on": "DATE", "minutes": "INTEGER"
}]'), max_depth := 2)
on conflict do nothing
