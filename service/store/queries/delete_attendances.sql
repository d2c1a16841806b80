-- Take back that people were at a session.
-- $rows: JSON list of surveys.roster.Attendance
delete from attendances
where (cohort, session, person) in (
    select (row.cohort, row.session, row.person)
    from (
        select unnest(from_json($rows, '[{
            "cohort": "VARCHAR", "session": "INTEGER", "person": "UUID"
        }]')) as row
    )
)
