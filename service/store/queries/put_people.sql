-- Keep the names and addresses of people, in the place of those they had.
-- $rows: JSON list of surveys.roster.Person
insert into people by name
select unnest(from_json($rows, '[{
    "person": "UUID", "name": "VARCHAR", "email": "VARCHAR"
}]'), max_depth := 2)
on conflict do update set name = excluded.name, email = excluded.email
