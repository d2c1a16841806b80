-- Who came at least once. One row per cohort, role and region; both as the roster has them.
select roster.cohort, roster.role, coalesce(organisations.region, '') as region, count(*) as people
from roster
join cohorts on cohorts.slug = roster.cohort
join activities on activities.slug = cohorts.activity
left join organisations
    on organisations.programme = activities.programme
    and organisations.name = roster.organisation
where roster.sessions_attended > 0
group by all
