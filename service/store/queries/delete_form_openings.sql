-- Delete how often the form of a survey was opened.
-- $survey: slug
delete from form_openings
where survey = $survey
