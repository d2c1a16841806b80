-- Store submissions. Fails if one is already there.
-- $rows: JSON list of surveys.submissions.AcceptedSubmission; comments are left to insert_comments
insert into submissions by name
select
    row.submission_id, row.survey, row.received_on, row.language, row.answers, row.quotable,
    row.receipt
from (
    select unnest(from_json($rows, '[{
        "submission_id": "UUID", "survey": "VARCHAR", "received_on": "DATE",
        "language": "VARCHAR", "answers": "JSON", "quotable": "BOOLEAN", "receipt": "UUID"
    }]')) as row
)
