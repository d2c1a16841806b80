-- Remove one entry.
delete from announcements
where entry = $entry
