-- Every cohort, oldest first. One row per cohort.
-- Eligible: the people of the roster who came at least once; where nobody noted who came, the
-- number given.
with

came as (

    select cohort, count(*) as people
    from roster
    where sessions_attended > 0
    group by cohort

)

select slug, activity, name, starts_on, ends_on, coalesce(came.people, eligible) as eligible
from cohorts
left join came on came.cohort = cohorts.slug
order by starts_on, ends_on, slug
