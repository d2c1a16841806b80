-- Say where a job is.
update jobs
set
    state = $state,
    message = $message,
    finished_at = $finished_at::timestamp
where job_id = $job_id::uuid
