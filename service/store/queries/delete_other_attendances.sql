-- Forget that people were at a session; those without a name stay: no report can name them again.
delete from attendances
where
    cohort = $cohort
    and session = $session
    and person not in (select unnest($people::uuid[]))
    and person in (select person from people)
