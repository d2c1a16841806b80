-- Store what was read for one layer.
-- $rows: JSON list of analysis.themes.results.ReadComment
insert into read_comments by name
select $activity as activity, $layer as layer, row.*
from (
    select unnest(from_json($rows, '[{
        "submission_id": "UUID", "question": "VARCHAR", "ideas": "INTEGER", "unsure": "INTEGER",
        "praise": "BOOLEAN", "spoken": "VARCHAR"
    }]')) as row
)
