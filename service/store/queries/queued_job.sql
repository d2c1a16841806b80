-- The job of a kind on a subject that waits. At most one row.
select job_id, kind, subject, state, message, created_at, finished_at
from jobs
where kind = $kind and subject = $subject and state = 'queued'
limit 1
