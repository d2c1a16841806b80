-- Store the mentions of one run.
-- $rows: JSON list of {rank, submission_id, question, start, finish, language, says, quote}
insert into mentions by name
select $activity as activity, row.*
from (
    select unnest(from_json($rows, '[{
        "rank": "INTEGER", "submission_id": "UUID", "question": "VARCHAR",
        "start": "INTEGER", "finish": "INTEGER", "language": "VARCHAR", "says": ["INTEGER"],
        "quote": "INTEGER"
    }]')) as row
)
