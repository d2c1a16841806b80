-- The latest job of a kind on exactly one subject. At most one row.
-- $kind, $subject
select job_id, kind, subject, state, message, created_at, finished_at
from jobs
where kind = $kind and subject = $subject
order by created_at desc, job_id desc
limit 1
