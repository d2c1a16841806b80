-- Forget what was sent on other days.
delete from reminders_sent
where sent_on <> $day
