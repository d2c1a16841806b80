-- Keep a user as they are now.
insert into users
values ($user, $email, $name, $language, $administrator, $active, $password, $at::timestamp)
on conflict (user_id) do update set
    email = excluded.email,
    name = excluded.name,
    language = excluded.language,
    administrator = excluded.administrator,
    active = excluded.active,
    password = excluded.password
