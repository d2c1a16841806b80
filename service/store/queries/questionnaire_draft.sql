-- One draft of a programme, unless it is published. One row, or none.
select draft, programme, text, revision, saved_by, saved_at
from questionnaire_drafts
where draft = $draft and programme = $programme and code is null
