-- How many participants mention each theme, in comments that are still there.
-- One row per theme and survey; theme null: how many have an idea in none.
-- $activity, $layer, $every: of every theme, or $themes: of these, 0 for none
select mentions.theme, comments.survey, count(distinct submission_id) as respondents
from mentions
inner join comments using (submission_id, question)
where
    mentions.activity = $activity
    and mentions.layer = $layer
    and ($every or coalesce(mentions.theme, 0) in (select unnest($themes::integer[])))
group by mentions.theme, comments.survey
