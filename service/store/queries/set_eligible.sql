-- Give a cohort the number of people who can answer, or none.
-- $cohort: slug; $eligible: integer, or null
update cohorts
set eligible = $eligible
where slug = $cohort and eligible is distinct from $eligible
