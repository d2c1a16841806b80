-- Where the first idea is, of one theme that stands or of none, that nobody placed, after one in the
-- order of what ideas are called; how many there are, and whether any came before. One row; without a
-- place where there is none. The same words count once, as long as one idea in them is not placed.
-- $activity, $theme: null for those in none, $surveys: those that may be read, $after
with

once as (

    select
        min(idea) as idea,
        arg_min(
            {submission_id: submission_id, question: question, start: start}, idea
        ) as place
    from (
        select
            submission_id,
            question,
            mentions.start,
            idea_name(submission_id, question, mentions.start) as idea,
            lower(
                substring(comments.text, mentions.start + 1, mentions.finish - mentions.start)
            ) as said
        from mentions
        inner join comments using (submission_id, question)
        where
            mentions.activity = $activity
            and mentions.layer = 'standing'
            and mentions.theme is not distinct from $theme
            and not mentions.pinned
            and comments.survey in (select unnest($surveys::varchar[]))
    )
    group by said

)

select
    arg_min(place, idea) filter (where idea > $after) as place,
    count(*) filter (where idea > $after) as ideas,
    count(*) filter (where idea <= $after) > 0 as before
from once
