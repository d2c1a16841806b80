-- The drafts of a programme that are not published, the latest saved first. One row per draft.
select draft, programme, text, revision, saved_by, saved_at
from questionnaire_drafts
where programme = $programme and code is null
order by saved_at desc, draft
