-- Enrol people, in the place of what was said of them in the same cohort.
-- $rows: JSON list of surveys.roster.Enrolment
insert into enrolments by name
select unnest(from_json($rows, '[{
    "cohort": "VARCHAR", "person": "UUID", "organisation": "VARCHAR", "role": "VARCHAR",
    "completed": "BOOLEAN", "sessions_counted": "INTEGER"
}]'), max_depth := 2)
on conflict do update set
    organisation = excluded.organisation,
    role = excluded.role,
    completed = excluded.completed,
    sessions_counted = excluded.sessions_counted
