-- Forget to whom reminders of a survey went.
delete from reminders_sent
where token_hash in (select token_hash from invitations where survey = $survey)
