-- Store the mentions of one run.
-- $rows: JSON list of {rank, submission_id, cohort, question, start, finish, quote}
insert into mentions by name
select $activity as activity, row.*
from (
    select unnest(from_json($rows, '[{
        "rank": "INTEGER", "submission_id": "UUID", "cohort": "VARCHAR", "question": "VARCHAR",
        "start": "INTEGER", "finish": "INTEGER", "quote": "INTEGER"
    }]')) as row
)
