-- Throw a draft away, in the revision that was seen. One row if it was there.
delete from questionnaire_drafts
where draft = $draft and programme = $programme and revision = $revision and code is null
returning draft
