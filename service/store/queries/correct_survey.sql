-- Give a survey its dates, its number of eligible people and its days of keeping anew. What it promises never changes.
-- $survey: slug; $opens_at, $closes_at: UTC, the second may be null; $eligible, $kept_days: integer, or null
update surveys
set opens_at = $opens_at, closes_at = $closes_at, eligible = $eligible, kept_days = $kept_days
where slug = $survey
