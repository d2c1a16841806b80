-- What the latest job of a kind failed on. One row per first word of a subject.
select split_part(subject, ' ', 1) as subject
from jobs
where kind = $kind
qualify
    row_number() over (
        partition by split_part(subject, ' ', 1) order by created_at desc, job_id desc
    ) = 1
    and state = 'failed'
