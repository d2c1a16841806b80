-- Keep the names of people who are enrolled and not named yet.
-- $rows: JSON list of surveys.roster.Person
insert into people by name
select row.*
from (
    select unnest(from_json($rows, '[{
        "person": "UUID", "name": "VARCHAR", "email": "VARCHAR"
    }]')) as row
)
where row.person in (select person from enrolments)
on conflict do nothing
