-- Create cohorts that are not there yet.
-- $rows: JSON list of surveys.programme.Cohort
insert into cohorts by name
select unnest(from_json($rows, '[{
    "slug": "VARCHAR", "activity": "VARCHAR", "name": {"fr": "VARCHAR", "en": "VARCHAR"},
    "starts_on": "DATE", "ends_on": "DATE", "eligible": "INTEGER"
}]'), max_depth := 2)
on conflict do nothing
