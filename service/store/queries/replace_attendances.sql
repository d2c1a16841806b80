-- Note who was at a session, of those who are enrolled; minutes noted before give way.
-- $rows: JSON list of surveys.roster.Attendance
insert into attendances by name
select row.*
from (
    select unnest(from_json($rows, '[{
        "cohort": "VARCHAR", "session": "INTEGER", "person": "UUID", "minutes": "DOUBLE"
    }]')) as row
)
where (row.cohort, row.person) in (select (cohort, person) from enrolments)
on conflict do update set minutes = excluded.minutes
