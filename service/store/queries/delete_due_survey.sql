-- Forget that a survey was due: it was anonymised, or it is not due any more.
delete from due_surveys where survey = $survey
