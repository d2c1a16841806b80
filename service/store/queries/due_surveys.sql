-- Which surveys were seen to be due to be anonymised, and when. One row per survey.
select survey, min(noted_at) as noted_at from due_surveys group by survey
