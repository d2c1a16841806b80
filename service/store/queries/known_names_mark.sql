-- Numbers of which one changes when a known name does, or where it is known. One row.
select
    (select bit_xor(hash(person, name)) from people) as people,
    (select bit_xor(hash(person, cohort)) from enrolments) as enrolled,
    (select bit_xor(hash(programme, name)) from organisations) as organisations,
    (select bit_xor(hash(user_id, name)) from users) as users
