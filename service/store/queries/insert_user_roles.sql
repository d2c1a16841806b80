-- Give roles to a user. One row per programme and role.
-- $rows: JSON list of objects with a programme and a role
insert into user_roles
select $user, row.programme, row.role
from (
    select unnest(from_json($rows, '[{"programme": "VARCHAR", "role": "VARCHAR"}]')) as row
)
