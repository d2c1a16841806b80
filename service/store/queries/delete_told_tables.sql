-- Forget what was told of a survey.
-- $survey: a survey slug
delete from told_tables where survey = $survey
