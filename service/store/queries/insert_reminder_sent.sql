-- Note that a reminder for a link is on its way.
insert into reminders_sent by name
select $token_hash as token_hash, $day::date as sent_on
