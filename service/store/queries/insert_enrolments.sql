-- Enrol people in cohorts that have no roster yet.
-- $rows: JSON list of surveys.roster.Enrolment
insert into enrolments by name
select row.*
from (
    select unnest(from_json($rows, '[{
        "cohort": "VARCHAR", "person": "UUID", "organisation": "VARCHAR", "role": "VARCHAR",
        "completed": "BOOLEAN", "sessions_counted": "INTEGER"
    }]')) as row
)
where row.cohort not in (select cohort from enrolments)
