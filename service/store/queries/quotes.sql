-- Where the quotes of each theme stand, best first. One row per quote whose comment is still there.
-- $activity, $layer
select
    mentions.theme,
    comments.survey,
    mentions.language,
    comments.text,
    mentions.start,
    mentions.finish,
    submissions.quotable
from mentions
inner join comments using (submission_id, question)
inner join submissions using (submission_id)
where
    mentions.activity = $activity
    and mentions.layer = $layer
    and mentions.quote is not null
order by mentions.theme, mentions.quote
