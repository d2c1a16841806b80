-- Forget sign-in links that can no longer be opened.
delete from sign_in_links where expires_at <= $at::timestamp or spent_at is not null
