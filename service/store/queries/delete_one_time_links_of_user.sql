-- Forget the links made for a user before; for the first administrator, if the user is null.
delete from one_time_links where user_id is not distinct from $user::uuid
