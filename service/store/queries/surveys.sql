-- Every survey, in order of opening. One row per survey.
select slug, cohort, questionnaire, version, opens_at, closes_at, promise, eligible, kept_days
from surveys
order by opens_at, slug
