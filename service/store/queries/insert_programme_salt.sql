-- Keep the salt of a programme, unless it has one already.
insert into programme_salts values ($programme, $salt)
on conflict do nothing
