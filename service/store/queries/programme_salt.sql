-- The salt of one programme. One row, or none before the first personal code.
select salt from programme_salts where programme = $programme
