-- Jobs that wait or were cut short, oldest first. One row per job.
select job_id, kind, subject, state, message, created_at, finished_at
from jobs
where state in ('queued', 'running')
order by created_at, job_id
