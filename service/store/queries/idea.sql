-- One idea that stands, with what it says and which themes it was nearest to at the last search.
-- One row; none where its comment is no more. $activity, $submission_id, $question, $start
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
    mentions.pinned,
    nearest_themes.themes
from mentions
inner join comments using (submission_id, question)
inner join submissions using (submission_id)
left join nearest_themes using (activity, submission_id, question, start)
where
    mentions.activity = $activity
    and mentions.layer = 'standing'
    and submission_id = $submission_id
    and question = $question
    and mentions.start = $start
