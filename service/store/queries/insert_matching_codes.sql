-- Store what is kept of personal codes. One row per submission that gave one.
-- $rows: JSON list of {submission_id, survey, matching}
insert into matching_codes by name
select row.submission_id, row.survey, row.matching as hashes
from (
    select unnest(from_json($rows, '[{
        "submission_id": "UUID", "survey": "VARCHAR", "matching": ["UUID"]
    }]')) as row
)
