-- Store ideas that speak of modules.
-- $rows: JSON list of service.store.modules._IdeaRow
insert into module_ideas by name
select $activity as activity, row.*
from (
    select unnest(from_json($rows, '[{
        "item": "VARCHAR", "position": "INTEGER", "submission_id": "UUID", "question": "VARCHAR",
        "start": "INTEGER", "finish": "INTEGER", "language": "VARCHAR", "hint": "VARCHAR"
    }]')) as row
)
