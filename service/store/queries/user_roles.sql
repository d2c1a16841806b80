-- What users are in which programme. One row per user, programme and role.
select user_id, programme, role
from user_roles
