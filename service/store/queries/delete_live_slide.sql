-- Delete what was projected of a survey.
-- $survey: slug
delete from live_slides
where survey = $survey
