-- The last line of the audit log. One row, or none.
select number, hash
from audit_log
order by number desc
limit 1
