-- Forget that a reminder for a link was on its way: it did not leave.
delete from reminders_sent
where token_hash = $token_hash and sent_on = $day
