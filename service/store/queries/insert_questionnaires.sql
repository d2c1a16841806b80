-- Publish questionnaires that are not there yet.
-- $rows: JSON list of {code, version, definition}; $at: when
insert into questionnaires by name
select row.code, row.version, row.definition, $at::timestamp as published_at
from (
    select unnest(from_json($rows, '[{
        "code": "VARCHAR", "version": "INTEGER", "definition": "JSON"
    }]')) as row
)
on conflict do nothing
