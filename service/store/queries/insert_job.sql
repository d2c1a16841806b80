-- Queue a job, unless the same one already waits.
insert into jobs by name
select
    $job_id::uuid as job_id,
    $kind as kind,
    $subject as subject,
    'queued' as state,
    $at::timestamp as created_at
where not exists (
    select 1 from jobs
    where kind = $kind and subject = $subject and state = 'queued'
)
