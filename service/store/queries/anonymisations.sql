-- The register of anonymisations, in the order in which they were made. One row per survey.
select
    survey, anonymised_at, closed_at, kept_days, parts, submissions, texts, receipts, codes, links
from anonymisations
order by anonymised_at, survey
