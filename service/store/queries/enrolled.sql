-- Who takes part in a programme, without names, by the rules of its activities, oldest cohort first.
-- One row per person and cohort.
select
    roster.cohort,
    roster.person,
    roster.organisation,
    coalesce(organisations.region, '') as region,
    coalesce(organisations.kind, '') as kind,
    roster.role,
    roster.sessions_attended,
    roster.minutes_attended,
    roster.completed
from roster
join cohorts on cohorts.slug = roster.cohort
join activities on activities.slug = cohorts.activity
left join organisations
    on organisations.programme = activities.programme
    and organisations.name = roster.organisation
where activities.programme = $programme
order by cohorts.starts_on, cohorts.slug, roster.person
