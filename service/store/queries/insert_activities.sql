-- Create activities that are not there yet.
-- $rows: JSON list of surveys.programme.Activity
insert into activities by name
select unnest(from_json($rows, '[{
    "slug": "VARCHAR", "programme": "VARCHAR", "name": {"fr": "VARCHAR", "en": "VARCHAR"},
    "position": "INTEGER",
    "rule": {"minutes": "DOUBLE", "percent": "DOUBLE", "sessions": "INTEGER"}
}]'), max_depth := 2)
on conflict do nothing
