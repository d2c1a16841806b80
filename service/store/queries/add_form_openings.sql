-- Add to how often forms were opened and started.
-- $rows: JSON list of {survey, opened, started}, each survey once
insert into form_openings by name
select unnest(from_json($rows, '[{
    "survey": "VARCHAR", "opened": "INTEGER", "started": "INTEGER"
}]'), max_depth := 2)
on conflict (survey) do update set
    opened = form_openings.opened + excluded.opened,
    started = form_openings.started + excluded.started
