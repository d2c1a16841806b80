-- Let no text of a survey be read.
-- $survey: a survey slug
delete from told_texts where survey = $survey
