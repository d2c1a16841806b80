-- When the last backup was made, in UTC: one row, null where there is none.
select max(happened_at) as at
from audit_log
where action = $action
