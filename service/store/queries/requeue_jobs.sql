-- Let jobs that were cut short wait again; where the same one waits already, that one is enough.
update jobs
set
    state = case when again.subject is null then 'queued' else 'cancelled' end,
    finished_at = case when again.subject is null then null else $at::timestamp end
from (
    select cut_short.job_id, waits.subject
    from jobs as cut_short
    left join (select distinct kind, subject from jobs where state = 'queued') as waits
        on waits.kind = cut_short.kind and waits.subject = cut_short.subject
    where cut_short.state = 'running'
) as again
where jobs.job_id = again.job_id
