-- Create programmes that are not there yet.
-- $rows: JSON list of surveys.programme.Programme
insert into programmes by name
select unnest(from_json($rows, '[{
    "slug": "VARCHAR", "name": {"fr": "VARCHAR", "en": "VARCHAR"}, "demonstration": "BOOLEAN",
    "zone": "VARCHAR"
}]'), max_depth := 2)
on conflict do nothing
