-- The latest job of a kind on a subject, however it was to work on it. At most one row.
select job_id, kind, subject, state, message, created_at, finished_at
from jobs
where kind = $kind and split_part(subject, ' ', 1) = $subject
order by created_at desc, job_id desc
limit 1
