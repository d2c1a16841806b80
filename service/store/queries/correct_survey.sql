-- Give a survey its dates and its number of eligible people anew. What it promises never changes.
-- $survey: slug; $opens_at, $closes_at: UTC, the second may be null; $eligible: integer, or null
update surveys
set opens_at = $opens_at, closes_at = $closes_at, eligible = $eligible
where slug = $survey
