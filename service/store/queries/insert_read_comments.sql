-- Store what one run read.
-- $rows: JSON list of {submission_id, question, ideas, unsure}
insert into read_comments by name
select $activity as activity, row.*
from (
    select unnest(from_json($rows, '[{
        "submission_id": "UUID", "question": "VARCHAR", "ideas": "INTEGER", "unsure": "INTEGER"
    }]')) as row
)
