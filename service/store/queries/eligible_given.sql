-- How many can answer in a cohort, as somebody gave it and not as its roster says. One row.
-- $cohort: slug
select eligible
from cohorts
where slug = $cohort
