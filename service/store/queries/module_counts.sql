-- How many participants speak of each module, in comments that are still there, and how many of
-- them praise or ask by the hints of their ideas. One row per module and survey. $activity
select
    module_ideas.item,
    comments.survey,
    count(distinct submission_id) as respondents,
    count(distinct submission_id) filter (module_ideas.hint = 'praise') as praise,
    count(distinct submission_id) filter (module_ideas.hint = 'ask') as ask
from module_ideas
inner join comments using (submission_id, question)
where module_ideas.activity = $activity
group by module_ideas.item, comments.survey
