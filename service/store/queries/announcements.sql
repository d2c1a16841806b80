-- What was announced to some cohorts, drafts included, the latest first. One row per entry.
-- $cohorts: list of slugs
select entry, cohort, said, doing, theme, published_at, corrected_at
from announcements
where cohort in (select unnest($cohorts::varchar[]))
order by coalesce(published_at, written_at) desc, entry
