-- What was written in a survey that holds some words, whatever the case, the accents, the
-- apostrophes and the spaces. One row per submission and question; few are enough to tell.
-- $survey, $words, $most
select submission_id, question
from comments
where
    survey = $survey
    and contains(
        regexp_replace(strip_accents(lower(replace(text, '’', ''''))), '\s+', ' ', 'g'),
        regexp_replace(strip_accents(lower(replace($words, '’', ''''))), '\s+', ' ', 'g')
    )
order by submission_id, question
limit $most
