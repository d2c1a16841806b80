-- Every cohort, oldest first. One row per cohort.
-- Eligible: the people of the roster who came at least once; without a roster, the number given.
with

came as (

    select cohort, count(*) filter (sessions_attended > 0) as people
    from roster
    group by cohort

)

select slug, activity, name, starts_on, ends_on, coalesce(came.people, eligible) as eligible
from cohorts
left join came on came.cohort = cohorts.slug
order by starts_on, ends_on, slug
