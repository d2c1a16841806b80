-- Store ideas that speak of modules.
-- $rows: JSON list, as analysis.themes.packed.PackedSearch has it
insert into module_ideas by name
select $activity as activity, row.* exclude ("end"), row."end" as finish
from (
    select unnest(from_json($rows, '[{
        "item": "VARCHAR", "position": "INTEGER", "submission_id": "UUID", "question": "VARCHAR",
        "start": "INTEGER", "end": "INTEGER", "language": "VARCHAR", "hint": "VARCHAR"
    }]')) as row
)
