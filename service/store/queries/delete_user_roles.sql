-- Take all roles of a user.
delete from user_roles where user_id = $user
