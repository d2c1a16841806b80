-- How many participants mention each theme. One row per theme and cohort.
-- $activity
select rank, cohort, count(distinct submission_id) as respondents
from mentions
where activity = $activity
group by rank, cohort
