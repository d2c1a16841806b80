-- The ideas of one theme, or the unsure, with what they say.
-- One row per idea whose comment is still there.
-- $activity, $layer, $theme: null for the unsure
select
    submission_id,
    question,
    comments.survey,
    comments.text,
    mentions.start,
    mentions.finish,
    mentions.language,
    submissions.quotable,
    mentions.unsure,
    mentions.pinned
from mentions
inner join comments using (submission_id, question)
inner join submissions using (submission_id)
where
    mentions.activity = $activity
    and mentions.layer = $layer
    and mentions.theme is not distinct from $theme
order by submission_id, question, mentions.start, mentions.finish
