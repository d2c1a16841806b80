-- Take a job that waits out of the queue.
update jobs
set state = 'cancelled', finished_at = $at::timestamp
where job_id = $job_id::uuid and state = 'queued'
