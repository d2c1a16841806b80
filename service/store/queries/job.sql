-- One job. At most one row.
select job_id, kind, subject, state, message, created_at, finished_at
from jobs
where job_id = $job_id::uuid
