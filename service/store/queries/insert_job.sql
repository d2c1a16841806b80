-- Queue a job, unless the same one already waits. No job is older than one that was there before,
-- whatever the clock says.
insert into jobs by name
select
    $job_id::uuid as job_id,
    $kind as kind,
    $subject as subject,
    'queued' as state,
    greatest($at::timestamp, max(jobs.created_at) + interval 1 microsecond) as created_at
from jobs
having not exists (
    select 1 from jobs
    where kind = $kind and subject = $subject and state = 'queued'
)
