-- Delete a survey that nothing came of.
-- $survey: slug
delete from surveys
where slug = $survey
