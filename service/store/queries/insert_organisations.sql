-- Keep organisations that are not there yet.
-- $rows: JSON list of surveys.roster.Organisation
insert into organisations by name
select unnest(from_json($rows, '[{
    "programme": "VARCHAR", "name": "VARCHAR", "region": "VARCHAR", "kind": "VARCHAR"
}]'), max_depth := 2)
on conflict do nothing
