-- When the last backup was made, in UTC, as the clock said then: one row, null where there is none.
select arg_max(happened_at, number) as at
from audit_log
where action = $action
