-- Enrol people in cohorts that have no roster yet.
-- $rows: JSON list of surveys.programme.Enrolment
insert into roster by name
select row.*
from (
    select unnest(from_json($rows, '[{
        "cohort": "VARCHAR", "organisation": "VARCHAR", "region": "VARCHAR", "role": "VARCHAR",
        "sessions_attended": "INTEGER", "completed": "BOOLEAN"
    }]')) as row
)
where row.cohort not in (select cohort from roster)
