-- Why ideas are in no theme, in comments that are still there.
-- One row per survey, question and reason.
-- $activity, $layer
select comments.survey, mentions.question, mentions.unsure as reason, count(*) as ideas
from mentions
inner join comments using (submission_id, question)
where
    mentions.activity = $activity
    and mentions.layer = $layer
    and mentions.unsure is not null
group by comments.survey, mentions.question, mentions.unsure
order by comments.survey, mentions.question, mentions.unsure
