-- Who signs in. One row per user, by e-mail address.
select user_id as "user", email, name, language, administrator, active, password
from users
order by lower(email), user_id
