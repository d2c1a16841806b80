-- Keep organisations, in the place of those of the same name.
-- $rows: JSON list of surveys.roster.Organisation
insert into organisations by name
select unnest(from_json($rows, '[{
    "programme": "VARCHAR", "name": "VARCHAR", "region": "VARCHAR", "kind": "VARCHAR"
}]'), max_depth := 2)
on conflict do update set region = excluded.region, kind = excluded.kind
