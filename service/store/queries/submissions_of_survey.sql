-- Whose answers a survey has. One row per submission.
select submission_id from submissions where survey = $survey
