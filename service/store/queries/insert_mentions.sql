-- Store ideas of one layer.
-- $rows: JSON list of analysis.themes.results.Mention, with its place among the quotes of its theme
insert into mentions by name
select $activity as activity, $layer as layer, row.* exclude ("end"), row."end" as finish
from (
    select unnest(from_json($rows, '[{
        "theme": "INTEGER", "submission_id": "UUID", "question": "VARCHAR",
        "start": "INTEGER", "end": "INTEGER", "language": "VARCHAR", "says": ["INTEGER"],
        "quote": "INTEGER", "unsure": "VARCHAR", "pinned": "BOOLEAN"
    }]')) as row
)
