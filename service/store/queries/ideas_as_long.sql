-- The ideas of one theme that stands, or of none, that may be in the words of some of them, case
-- apart: those with as many spaces. One row per idea whose comment is still there.
-- $activity, $theme: null for those in none, $ideas: as analysis.themes.results.Mention.idea
with

said as materialized (

    select
        submission_id,
        question,
        mentions.start,
        mentions.finish,
        mentions.pinned,
        idea_name(submission_id, question, mentions.start) as idea,
        substring(
            comments.text, mentions.start + 1, mentions.finish - mentions.start
        ) as text
    from mentions
    inner join comments using (submission_id, question)
    where
        mentions.activity = $activity
        and mentions.layer = 'standing'
        and mentions.theme is not distinct from $theme

),

long as (

    select distinct length(text) - length(replace(text, ' ', '')) as spaces
    from said
    where idea in (select unnest($ideas::varchar[]))

)

select submission_id, idea, text, pinned
from said
where length(text) - length(replace(text, ' ', '')) in (from long)
order by submission_id, question, start, finish
