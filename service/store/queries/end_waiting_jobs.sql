-- Say that jobs that waited are done.
update jobs
set state = 'done', finished_at = $at::timestamp
where kind = $kind and subject in (select unnest($subjects::varchar[])) and state = 'queued'
