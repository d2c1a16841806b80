-- Forget links that can no longer be opened.
delete from one_time_links where expires_at <= $at::timestamp
