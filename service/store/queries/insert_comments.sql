-- Store what was written in submissions.
-- $rows: JSON list of {submission_id, survey, question, text}
insert into comments by name
select row.submission_id, row.survey, row.question, row.text
from (
    select unnest(from_json($rows, '[{
        "submission_id": "UUID", "survey": "VARCHAR", "question": "VARCHAR", "text": "VARCHAR"
    }]')) as row
)
