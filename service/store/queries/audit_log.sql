-- The audit log from its first line to its last. One row per line.
select number, happened_at, actor, action, subject, hash
from audit_log
order by rowid
