-- The ideas of a second look in the order to read them, where each is now, and where the second
-- designer put it last. One row per drawn idea whose comment is still there. $look_id, $activity
with

last_said as (

    select
        submission_id,
        question,
        start,
        arg_max({theme: theme, unclear: unclear, stood: stood}, sequence) as said
    from second_look_placings
    where look_id = $look_id
    group by submission_id, question, start

)

select
    drawn.submission_id,
    drawn.question,
    comments.survey,
    comments.text,
    drawn.start,
    drawn.finish,
    mentions.language,
    submissions.quotable,
    mentions.unsure,
    mentions.pinned,
    mentions.theme,
    last_said.said
from second_look_ideas as drawn
inner join mentions using (submission_id, question, start, finish)
inner join comments using (submission_id, question)
inner join submissions using (submission_id)
left join last_said using (submission_id, question, start)
where
    drawn.look_id = $look_id
    and mentions.activity = $activity
    and mentions.layer = 'standing'
order by drawn.position
