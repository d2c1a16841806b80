-- Give cohorts their name, dates and number of eligible people anew; a number that is not given
-- stays. One row back for each that changed.
-- $rows: JSON list of surveys.programme.Cohort
with

given as (

    select unnest(from_json($rows, '[{
        "slug": "VARCHAR", "name": {"fr": "VARCHAR", "en": "VARCHAR"},
        "starts_on": "DATE", "ends_on": "DATE", "eligible": "INTEGER"
    }]'), max_depth := 2)

)

update cohorts
set
    name = given.name,
    starts_on = given.starts_on,
    ends_on = given.ends_on,
    eligible = coalesce(given.eligible, cohorts.eligible)
from given
where
    cohorts.slug = given.slug
    and (
        cohorts.name is distinct from given.name
        or cohorts.starts_on <> given.starts_on
        or cohorts.ends_on <> given.ends_on
        or cohorts.eligible is distinct from coalesce(given.eligible, cohorts.eligible)
    )
returning cohorts.slug
